import { describe, expect, test } from 'vitest';
import { FILL_CODE } from '../src/bridge/heap-fill.ts';
import { HEAP_END, HEAP_START } from '../src/bridge/machine-size.ts';
import { DEFAULT_MEMORY_SETUP } from '../src/bridge/memory-setup.ts';
import { MEMORY_OFFSET } from '../src/gazl/program.ts';
import { STATUS } from '../src/gazl/status.ts';
import { SHADOW_STATE, shadowState } from '../src/memory/checks/shadow.ts';
import { ALLOCATOR_KINDS } from '../src/memory/heap/allocator.ts';
import { DEFAULT_CONFIGURATION } from '../src/memory/heap/heap-configuration.ts';
import { LEVEL, LEVELS } from '../src/memory/heap/levels.ts';
import { CheckedEngine, type CheckedOptions, EXECUTORS, mistake, summaryOf } from './checked-engine.testing.ts';

/** The address that a global pointer of the firmware leads to. */
const addressIn = (engine: CheckedEngine, name: string): number => engine.global(name) - MEMORY_OFFSET;

const TAPE = 'global p = (pointer) adiAlloc(10, L1, "tape"); // TAPE';

describe('what holds the code', () => {
	test('are all words that nobody has, and those of a block behind what was asked for', () => {
		const engine = new CheckedEngine(mistake({ init: TAPE, act: '' }));
		const at = addressIn(engine, 'p');
		expect([...engine.memory.subarray(at, at + 16)]).toEqual(new Array(16).fill(FILL_CODE));
		expect([...engine.shadow.subarray(at - HEAP_START - 2, at - HEAP_START + 16)].map(shadowState)).toEqual([
			...[SHADOW_STATE.guard, SHADOW_STATE.guard],
			...new Array(10).fill(SHADOW_STATE.used),
			...new Array(6).fill(SHADOW_STATE.slack),
		]);
		expect(FILL_CODE >>> 0).toBe(0xdeadbeef);
	});

	test('is given to a block when it is freed', () => {
		const engine = new CheckedEngine(mistake({ init: TAPE, act: 'a = global p; for (i = 0 to 10) a[i] = i; adiFree(a);' }));
		engine.play(2);
		const at = addressIn(engine, 'p');
		expect([...engine.memory.subarray(at, at + 16)]).toEqual(new Array(16).fill(FILL_CODE));
	});
});

describe('damage that nobody saw being done', () => {
	const init = `${TAPE}\nglobal pool = (int) poolCreate("voice", 5, 4, L1);\nglobal q = (pointer) poolAlloc(global pool); // ITEM`;
	const act = 'a = (pointer) adiAlloc(8, L2, "later"); // LOOK\nx = (int) adiCheck(); // CHECK\nglobal other = x;';

	/** Words by their distance from a pointer, and what is said of them. */
	const DAMAGES = [
		['behind the words that were asked for', 'p', 12, { kind: 'overflow', name: 'tape', offset: 12, made: 'TAPE' }],
		['between two items', 'q', 5, { kind: 'overflow', name: 'voice', offset: 5, made: 'ITEM' }],
	] as const;

	test.each(DAMAGES)(
		'%s is found by the next allocation when it looks at all',
		(_, pointer, distance, { kind, name, offset, made }) => {
			for (const executor of EXECUTORS) {
				const engine = new CheckedEngine(mistake({ init, act }), { executor, settings: { checkedWords: -1 } });
				engine.play();
				const at = addressIn(engine, pointer) + distance;
				expect(engine.memory[at]).toBe(FILL_CODE);
				engine.memory[at] = 1234;
				engine.play();
				const [violation] = engine.records.violations;
				if (violation === undefined) throw new Error('Nothing was found');
				expect(engine.records.violationTotal).toBe(1);
				const summary = summaryOf(engine, violation);
				expect(summary).toMatchObject({ kind, foundBy: 'check', line: engine.lineOf('// LOOK'), buffer: { name, offset } });
				expect(summary.buffer?.allocated).toBe(engine.lineOf(`// ${made}`));
				expect(engine.textOf(violation).headline).toContain('no longer holds what it was filled with.');
				// It is told once, and mended.
				expect(engine.memory[at]).toBe(FILL_CODE);
				expect(engine.global('other')).toBe(0);
			}
		},
	);

	test('is counted by adiCheck(), a damaged header too', () => {
		const engine = new CheckedEngine(mistake({ init, act: 'global other = (int) adiCheck(); // CHECK' }));
		engine.play();
		const at = addressIn(engine, 'p');
		engine.memory[at + 11] = 0;
		engine.memory[at - 1] = 77;
		engine.memory[HEAP_START + 100_000] = 5;
		engine.play();
		expect(engine.global('other')).toBe(3);
		const found = engine.records.violations.map((violation) => summaryOf(engine, violation));
		expect(found.map(({ kind, line }) => [kind, line])).toEqual([
			['damagedHeader', engine.lineOf('// CHECK')],
			['overflow', engine.lineOf('// CHECK')],
			['unallocated', engine.lineOf('// CHECK')],
		]);
	});

	test('is found by a look at all words that the page asks for, a part in each control period', () => {
		const engine = new CheckedEngine(mistake({ init, act: '' }));
		engine.play();
		const at = addressIn(engine, 'p');
		engine.memory[at + 11] = 0;
		engine.memory[HEAP_END - 100] = 5;
		engine.commands.checkHeap();
		engine.play(2);
		expect(engine.records.header('sweepsDone')).toBe(0);
		engine.play(20);
		expect([engine.records.header('sweepsBegun'), engine.records.header('sweepsDone')]).toEqual([1, 1]);
		expect(engine.records.header('sweepFound')).toBe(2);
		const [first, second] = engine.records.violations.map((violation) => engine.textOf(violation).headline);
		expect(first).toBe(
			'test.impala: buffer overflow: the host finds that block "tape" + 11, 2 words past the end of its 10 words, no longer holds what it was filled with.',
		);
		expect(second).toContain('access to unallocated memory: the host finds that word');
		engine.commands.checkHeap();
		engine.play(20);
		expect([engine.records.header('sweepsDone'), engine.records.header('sweepFound')]).toEqual([2, 0]);
	});

	const HEADER_LOOKS = [
		[
			'adiCheck()',
			'global other = (int) adiCheck(); // LOOK',
			'act() finds that the 2 words in front of block "tape" were overwritten.',
			'found by adiCheck(), which looks at all words',
		],
		[
			'an allocation',
			'a = (pointer) adiAlloc(8, L2, "later"); // LOOK',
			'act() finds that the 2 words in front of block "tape" were overwritten.',
			'found by the look at some words that goes with each allocation and free',
		],
	] as const;

	test.each(HEADER_LOOKS)(
		'of a header is listed when %s finds it, with what the log knows of its block',
		(_, act, event, look) => {
			for (const executor of EXECUTORS) {
				const engine = new CheckedEngine(mistake({ init, act }), { executor, settings: { checkedWords: -1 } });
				engine.play();
				engine.memory[addressIn(engine, 'p') - 2] = 77;
				engine.play();
				const [violation, ...others] = engine.records.violations;
				if (violation === undefined) throw new Error('Nothing was found');
				expect(others).toEqual([]);
				expect(violation).toMatchObject({
					kind: 'damagedHeader',
					foundBy: 'check',
					count: 1,
					address: addressIn(engine, 'p') - 2,
				});
				const { headline, details } = engine.textOf(violation);
				const where = `test.impala:${engine.lineOf('// LOOK')}`;
				expect(headline).toBe(`${where}: damaged header: ${event}`);
				expect(details).toContain(look);
				const made = `init() at test.impala:${engine.lineOf('// TAPE')}`;
				expect(details).toContain(`touched last, as far as the log knows, by ${made}: allocate, at frame 0 (0.000 s)`);
				expect(details).toContain(`allocated by ${made}, at frame 0 (0.000 s)`);
				expect(details).toContain('first at frame 64 (0.001 s)');
			}
		},
	);

	test('of headers is listed for each block, once, when the page has all words looked at, and goes on to count', () => {
		const engine = new CheckedEngine(
			mistake({
				init: `${TAPE}
global q = (pointer) adiAlloc(20, L2, "reel");`,
				act: '',
			}),
		);
		engine.play();
		for (const pointer of ['p', 'q']) engine.memory[addressIn(engine, pointer) - 1] = -5;
		engine.memory[HEAP_START + 100_000] = 5;
		for (let look = 1; look <= 2; look++) {
			engine.commands.checkHeap();
			engine.play(20);
			expect(engine.records.header('sweepsDone')).toBe(look);
			// What is no header is mended.
			expect(engine.records.header('sweepFound')).toBe(look === 1 ? 3 : 2);
			expect(engine.records.violations.map(({ kind, count }) => [kind, count])).toEqual([
				['damagedHeader', 1],
				['damagedHeader', 1],
				['unallocated', 1],
			]);
		}
		const [tape, reel] = engine.records.violations.map((violation) => engine.textOf(violation));
		expect(tape?.headline).toBe(
			'test.impala: damaged header: the host finds that the 2 words in front of block "tape" were overwritten.',
		);
		expect(tape?.details).toContain('found by the look at all words that was asked for from outside');
		expect(reel?.headline).toContain('block "reel"');
	});

	test('of the header of words that nobody ever had is listed, and nothing is known of them', () => {
		for (const allocator of ALLOCATOR_KINDS) {
			const memory = { ...DEFAULT_MEMORY_SETUP, configuration: { ...DEFAULT_CONFIGURATION, allocator } };
			const engine = new CheckedEngine(mistake({ init: TAPE, act: '' }), { memory });
			engine.play();
			const { levels } = engine.heap;
			const free = levels.cursors[LEVEL.Lext];
			if (free === undefined) throw new Error('No such level');
			free.seek(free.arena.start);
			engine.memory[free.pieceStart] = 3;
			engine.commands.checkHeap();
			engine.play(20);
			const [violation, ...others] = engine.records.violations;
			if (violation === undefined) throw new Error('Nothing was found');
			expect(others).toEqual([]);
			expect(violation).toMatchObject({ kind: 'damagedHeader', address: free.arena.start, buffer: null });
			expect(engine.textOf(violation).details).toContain('who touched it last is not known: the log has nothing of it');
		}
	});

	test('of a header that was reported when it was written is no news', () => {
		const act = 'a = global p; a[0 - 1] = 99; global other = (int) adiCheck();';
		const engine = new CheckedEngine(mistake({ init: TAPE, act }), { settings: { checkedWords: -1 } });
		engine.play(2);
		expect(engine.global('other')).toBe(1);
		expect(engine.records.violations.map(({ kind, foundBy }) => [kind, foundBy])).toEqual([['underflow', 'access']]);
	});

	test('that was reported when it was done is no news', () => {
		const engine = new CheckedEngine(mistake({ init: TAPE, act: 'a = global p; a[10] = 1;\nadiFree(a);' }), {
			settings: { checkedWords: -1 },
		});
		engine.play(4);
		expect(engine.records.violations.map(({ kind, foundBy }) => [kind, foundBy])).toEqual([['overflow', 'access']]);
	});
});

describe('the input of a DMA buffer', () => {
	const source = (look: string) => `global pointer input = null
global int sum = 0
function init()
{
	global input = (pointer) dmaCreate(8); // ALLOC
}
function process()
locals pointer b
{
	b = global input;
	if ((int) b[0] != 0) {
		${look}
		global sum = global sum + (int) b[4 + ((int) b[0] - 1) * 16]; // READ
		b[0] = 0;
	}
}
`;

	test.each(EXECUTORS)('is stale until it is invalidated, for the %s', (executor) => {
		const engine = new CheckedEngine(source(''), { executor });
		engine.playToViolation();
		const [violation] = engine.records.violations;
		if (violation === undefined) throw new Error('Nothing was found');
		const summary = summaryOf(engine, violation);
		expect(summary).toMatchObject({ kind: 'staleRead', function: 'process', line: engine.lineOf('// READ') });
		expect(summary.buffer).toEqual({
			...{ kind: 'DMA buffer', name: '', words: 4 + 2 * 8 * 2, offset: 4 },
			...{ allocated: engine.lineOf('// ALLOC'), freed: null },
		});
		expect(engine.textOf(violation).headline).toBe(
			`test.impala:${engine.lineOf('// READ')}: read of a stale word: process() reads a DMA buffer + 4 of 36 words.`,
		);
	});

	test.each(EXECUTORS)('is read without a word after dmaInvalidate(), by the %s', (executor) => {
		const engine = new CheckedEngine(source('dmaInvalidate(b);'), { executor });
		engine.play(10);
		expect(engine.records.violations).toEqual([]);
		expect(engine.global('sum')).not.toBe(0);
	});
});

describe('after a violation', () => {
	const CODE = mistake({ init: TAPE, act: 'a = global p; a[10] = 1; // BUG\nglobal other = 1;' });

	test.each(EXECUTORS)('the %s goes on', (executor) => {
		const engine = new CheckedEngine(CODE, { executor });
		engine.play(4);
		expect(engine.global('other')).toBe(1);
		expect(engine.events().map(({ kind }) => kind)).toEqual(['started', 'violation']);
	});

	test.each(EXECUTORS)('the %s stops at the instruction when the settings say so', (executor) => {
		const engine = new CheckedEngine(CODE, { executor, settings: { stopAtViolation: 1 } });
		engine.play(4);
		expect(engine.run.stopped).toBe(true);
		expect(engine.global('other')).toBe(0);
		expect(engine.memory[addressIn(engine, 'p') + 10]).toBe(FILL_CODE);
		const stop = engine.events().find((event) => event.kind === 'stopped');
		expect(stop).toMatchObject({ status: STATUS.VIOLATION, phase: 'process', frame: 64 });
		expect(engine.context.lineOf(engine.run.machine.ip)).toBe(engine.lineOf('// BUG'));
	});

	test.each(EXECUTORS)('the %s stops in a native, too', (executor) => {
		const act = 'adiFree(global p + 2); // BUG\nglobal other = 1;';
		const engine = new CheckedEngine(mistake({ init: TAPE, act }), { executor, settings: { stopAtViolation: 1 } });
		engine.play(4);
		expect([engine.run.stopped, engine.global('other')]).toEqual([true, 0]);
	});

	test('one that happens in each tick is one row that counts', () => {
		const process =
			'function process()\nlocals pointer a, int i, int x\n{\n\ta = global p;\n\tfor (i = 0 to 12) x = (int) a[i]; // BUG\n}\n';
		const engine = new CheckedEngine(`global pointer p = null\nfunction init()\n{\n\t${TAPE}\n}\n${process}`);
		engine.play(3);
		const [violation, ...others] = engine.records.violations;
		expect(others).toEqual([]);
		expect(violation).toMatchObject({ kind: 'overflow', count: 2 * 3 * 64, lastFrame: 128 });
		expect(violation && engine.textOf(violation).details).toContain('first at frame 0 (0.000 s), 384 times by now');
		expect(engine.records.violationTotal).toBe(384);
	});
});

describe('pressure', () => {
	/** Asks for a block in every tick, frees it, and counts what it gets. */
	const CODE = `global int got = 0
global int none = 0
function process()
locals pointer b
{
	b = (pointer) adiAlloc(8, L1, "block");
	if (b == null) global none = global none + 1;
	else {
		global got = global got + 1;
		adiFree(b);
	}
}
`;
	const run = (options: CheckedOptions) => {
		const engine = new CheckedEngine(CODE, options);
		engine.play(10);
		expect(engine.records.violations).toEqual([]);
		return { none: engine.global('none'), got: engine.global('got'), engine };
	};

	test.each(EXECUTORS)('has every n-th allocation fail, which is counted and is no violation, in the %s', (executor) => {
		const { none, got, engine } = run({ executor, settings: { failEvery: 4 } });
		expect({ none, got }).toEqual({ none: 160, got: 480 });
		expect(engine.records.profile).toMatchObject({ pressureFailures: 160, failures: 160, allocations: 480, frees: 480 });
	});

	test('fails with a probability, the same way for the same seed', () => {
		const of = (seed: number) => run({ settings: { failProbability: 65536 / 4, seed } }).none;
		// Four standard deviations of 640 trials around the mean.
		const spread = 4 * Math.sqrt(640 * 0.25 * 0.75);
		expect(Math.abs(of(1) - 160)).toBeLessThan(spread);
		expect(of(1)).toBe(of(1));
		expect(new Set([1, 2, 3, 4, 5].map(of)).size).toBeGreaterThan(1);
	});

	test('halves a level: what no longer fits goes to the next', () => {
		const code = mistake({ init: 'for (i = 0 to 30) adiAlloc(100, L1, "block");', act: '' });
		const wordsInL1 = (settings: CheckedOptions['settings'] = {}) => {
			const live = new CheckedEngine(code, { settings }).records.live;
			expect(live.length).toBe(30);
			return live.filter(({ level }) => level === LEVEL.L1).reduce((sum, { grantedWords }) => sum + grantedWords, 0);
		};
		const half = LEVELS[LEVEL.L1].words / 2;
		expect(wordsInL1()).toBeGreaterThan(half);
		const halved = wordsInL1({ halvedLevel: 1 + LEVEL.L1 });
		expect(halved).toBeLessThanOrEqual(half + 28);
		expect(halved).toBeGreaterThan(half - 128);
	});

	test('reaches pools and buffers', () => {
		const init = [
			'global pool = (int) poolCreate("voice", 4, 4, L1);',
			'global other = (int) circularCreate(50, L2);',
			'global p = (pointer) dmaCreate(8);',
			'global q = (pointer) frameAlloc(8);',
		].join('\n');
		const engine = new CheckedEngine(mistake({ init, act: '' }), { settings: { failEvery: 1 } });
		expect(['pool', 'other', 'p', 'q'].map((name) => engine.global(name))).toEqual([0, 0, 0, 0]);
		expect(engine.records.violations).toEqual([]);
		expect(engine.records.profile.pressureFailures).toBe(4);
	});
});

test.each(EXECUTORS)('what is no mistake is not reported by the %s', (executor) => {
	const act = [
		'adiFree((pointer) frameAlloc(8));',
		'adiFree((pointer) adiAlloc(8, STACK, "frame"));',
		'a = (pointer) adiAlloc(8, L1, "block"); a[7] = 1; x = (int) *(a + 7); adiFree(a);',
		'global pool = (int) poolCreate("voice", 3, 2, L1); a = (pointer) poolAlloc(global pool); b = (pointer) poolAlloc(global pool);',
		'poolAlloc(global pool);',
		'a[2] = 1; b[0] = 1; poolFree(global pool, b); poolFree(global pool, a);',
		'global other = (int) boundedCreate(&global words[0], 64); boundedAdvance(global other, 100);',
	].join('\n');
	const engine = new CheckedEngine(mistake({ init: TAPE, act }), { executor, settings: { checkedWords: -1 } });
	engine.play(4);
	expect(engine.run.stopped).toBe(false);
	expect(engine.records.violations.map((violation) => engine.textOf(violation).headline)).toEqual([]);
});

test('adiInit() gives everything back: what is used afterwards was freed there', () => {
	const act = 'a = global p; adiInit(null); // INIT\na[2] = 1; // BUG';
	const engine = new CheckedEngine(mistake({ init: TAPE, act }), { settings: { checkedWords: -1 } });
	engine.play(3);
	const [violation] = engine.records.violations;
	if (violation === undefined) throw new Error('Nothing was found');
	expect(summaryOf(engine, violation)).toMatchObject({
		kind: 'useAfterFree',
		buffer: { name: 'tape', allocated: engine.lineOf('// TAPE'), freed: engine.lineOf('// INIT') },
	});
	expect(engine.records.live).toEqual([]);
	expect(engine.records.types).toMatchObject([{ name: 'tape', created: 1, destroyed: 1, currentBlocks: 0, currentWords: 0 }]);
});

test('a word whose history is forgotten is told without another’s', () => {
	// The frame uses up every row of the ledger before the mistake is made.
	const init = 'global p = (pointer) adiAlloc(10, L1, "tape"); adiFree(global p);';
	const act = 'a = global p; x = (int) *(a + 3); // BUG';
	const code = mistake({ init, act }).replace('\tif (global', '\twear();\n\tif (global').replace('function act()', WEAR);
	const engine = new CheckedEngine(code);
	engine.playToViolation();
	const [violation] = engine.records.violations;
	if (violation === undefined) throw new Error('Nothing was found');
	expect(summaryOf(engine, violation)).toMatchObject({ kind: 'useAfterFree', buffer: null, line: engine.lineOf('// BUG') });
	expect(engine.textOf(violation).headline).toMatch(/act\(\) reads word \d+, which is nobody's\.$/);
});

/** Has a hundred blocks of the frame, and the head of the next function. */
const WEAR = 'function wear()\nlocals int i\n{\n\tfor (i = 0 to 100) frameAlloc(4);\n}\n\nfunction act()';
