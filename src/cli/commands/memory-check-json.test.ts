import { expect, test } from 'vitest';
import { CheckedEngine, mistake } from '../../../worklet/checked-engine.testing.ts';
import { MEMORY_OFFSET } from '../../gazl/program.ts';
import { violationJson } from './memory-check-json.ts';

test('a damaged header that was found by looking is reported with its block, the look and who touched it last', () => {
	const init = 'global p = (pointer) adiAlloc(10, L1, "tape"); // HERE';
	const engine = new CheckedEngine(mistake({ init, act: 'global other = (int) adiCheck(); // LOOK' }));
	engine.play();
	engine.memory[engine.global('p') - MEMORY_OFFSET - 1] = 0;
	engine.play();
	const [violation] = engine.records.violations;
	if (violation === undefined) throw new Error('Nothing was found');
	const made = `init() at test.impala:${engine.lineOf('// HERE')}`;
	expect(violationJson(violation, engine.context)).toMatchObject({
		kind: 'damagedHeader',
		foundBy: 'check',
		native: 'adiCheck',
		count: 1,
		place: { function: 'act', line: engine.lineOf('// LOOK'), frame: 64 },
		buffer: { kind: 'block', name: 'tape', level: 'L1', askedWords: 10 },
		text: {
			details: expect.arrayContaining([
				'found by adiCheck(), which looks at all words',
				`touched last, as far as the log knows, by ${made}: allocate, at frame 0 (0.000 s)`,
			]),
		},
	});
});
