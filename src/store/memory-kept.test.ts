import { expect, it } from 'vitest';
import { DEFAULT_CONFIGURATION } from '../memory/heap/heap-configuration.ts';
import { LEVEL } from '../memory/heap/levels.ts';
import { keptMemory, memoryFromKept } from './memory-kept.ts';
import { memoryStore } from './memory-store.ts';

it('keeps configuration, levels and checks, but no pressure', () => {
	const configuration = { ...DEFAULT_CONFIGURATION, allocator: 'tlsf' as const };
	const state = { ...memoryStore.getState(), configuration, levels: { tape: LEVEL.Lext }, checked: true };
	const kept = keptMemory({ ...state, settings: { ...state.settings, failEvery: 3 } });
	expect(JSON.stringify(kept)).not.toContain('failEvery');
	expect(memoryFromKept(JSON.parse(JSON.stringify(kept)))).toEqual({
		configuration,
		levels: { tape: LEVEL.Lext },
		checked: true,
	});
});

it('leaves out what this version cannot use', () => {
	expect(
		memoryFromKept({ configuration: '{"allocator": "magic"}', levels: { tape: 'L9', voice: 'L1' }, checked: false }),
	).toEqual({
		levels: { voice: LEVEL.L1 },
		checked: false,
	});
	const tooLarge = '{"levels": {"Lext": {"words": 2097152}}}';
	expect(memoryFromKept({ configuration: tooLarge, levels: {}, checked: false })).toEqual({ levels: {}, checked: false });
});
