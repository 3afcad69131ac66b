import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SHADOW_STATE, shadowWord } from '../../memory/checks/shadow.ts';
import { HEADER_WORDS, NO_ADDRESS } from '../../memory/heap/allocator.ts';
import { DEFAULT_CONFIGURATION, heapWords } from '../../memory/heap/heap-configuration.ts';
import { LevelHeap, LevelHeapReader } from '../../memory/heap/level-heap.ts';
import { LEVEL, LEVEL_COUNT } from '../../memory/heap/levels.ts';
import { Pools } from '../../memory/heap/pools.ts';
import { CursorStates, type HeapStates, ShadowStates } from './heap-states.ts';
import { WORD_STATE } from './word-states.ts';

const START = 64;

/** No state. */
const UNTOLD = 255;

function heapOf(allocator: 'adialloc' | 'tlsf') {
	const configuration = { ...DEFAULT_CONFIGURATION, allocator };
	const memory = new Int32Array(START + heapWords(configuration, START));
	const tables = new Int32Array(LevelHeap.tableWords(configuration));
	const heap = new LevelHeap(memory, tables, configuration, START);
	heap.initialiseAsConfigured();
	const pools = new Pools(new Int32Array(Pools.tableWords(4, 64)), 4, heap);
	return { memory, heap, pools, reader: new LevelHeapReader(memory, tables) };
}

/** The states of all words, after as many calls as a second has frames. */
function statesOf(states: HeapStates, memory: Int32Array): Uint8Array {
	const words = new Uint8Array(memory.length).fill(UNTOLD);
	for (let frame = 0; frame < 20; frame++) {
		for (let level = 0; level < LEVEL_COUNT; level++) states.refresh(level, (from, to, state) => words.fill(state, from, to));
	}
	return words;
}

test('a block has a guard in front, then the words that were asked for, then slack up to the next guard', () => {
	for (const allocator of ['adialloc', 'tlsf'] as const) {
		fc.assert(
			fc.property(
				fc.array(
					fc.record({ words: fc.integer({ min: 1, max: 5000 }), level: fc.integer({ min: 1, max: 3 }), stays: fc.boolean() }),
					{
						maxLength: 40,
					},
				),
				(requests) => {
					const { memory, heap, pools, reader } = heapOf(allocator);
					const live: { address: number; words: number }[] = [];
					for (const { words, level, stays } of requests) {
						const address = heap.allocate(words, level);
						if (address === NO_ADDRESS) continue;
						if (stays) live.push({ address, words });
						else heap.free(address);
					}
					const words = statesOf(new CursorStates(reader, pools), memory);
					expect(words.subarray(START).includes(UNTOLD)).toBe(false);
					let inUse = 0;
					for (const { address, words: asked } of live) {
						const used = words.subarray(address, address + asked);
						expect(used.every((state) => state === WORD_STATE.used || state === WORD_STATE.coalesced)).toBe(true);
						expect([...words.subarray(address - HEADER_WORDS, address)]).toEqual([WORD_STATE.guard, WORD_STATE.guard]);
						const behind = words[address + asked];
						expect([WORD_STATE.slack, WORD_STATE.guard, WORD_STATE.unmapped]).toContain(behind);
						inUse += asked;
					}
					const shown = words.reduce(
						(count, state) => count + Number(state === WORD_STATE.used || state === WORD_STATE.coalesced),
						0,
					);
					expect(shown).toBe(inUse);
				},
			),
			{ numRuns: 3 },
		);
	}
});

test('a level is told again only when its tables have changed', () => {
	const { memory, heap, pools, reader } = heapOf('adialloc');
	const states = new CursorStates(reader, pools);
	statesOf(states, memory);
	let told = 0;
	states.refresh(LEVEL.L2, () => told++);
	expect(told).toBe(0);
	const address = heap.allocate(100, LEVEL.L2);
	const words = new Map<number, number>();
	for (let frame = 0; frame < 4; frame++) states.refresh(LEVEL.L2, (from, _to, state) => words.set(from, state));
	expect(words.get(address)).toBe(WORD_STATE.used);
	states.refresh(LEVEL.L1, () => told++);
	expect(told).toBe(0);
});

test('two chunks in use as one are told from one', () => {
	const { memory, heap, pools, reader } = heapOf('adialloc');
	const blocks = Array.from({ length: 400 }, () => heap.allocators[LEVEL.L1]?.allocate(500) ?? NO_ADDRESS);
	const words = statesOf(new CursorStates(reader, pools), memory);
	const served = blocks.filter((address) => address !== NO_ADDRESS);
	expect(served.map((address) => words[address])).toContain(WORD_STATE.coalesced);
});

test('of a pool the items are told that somebody has, and those that nobody has', () => {
	const { memory, pools, reader } = heapOf('adialloc');
	const handle = pools.create(0, 10, 4, LEVEL.L1);
	const items = Array.from({ length: 4 }, () => pools.allocate(handle));
	pools.free(handle, items[1] ?? NO_ADDRESS);
	const states = new CursorStates(reader, pools);
	const first = items[0] ?? NO_ADDRESS;
	const statesOfItems = () => {
		const words = statesOf(states, memory);
		return [0, 1, 2, 3].map((item) => new Set(words.subarray(first + 10 * item, first + 10 * item + 10)));
	};
	const { used, free } = WORD_STATE;
	expect(statesOfItems()).toEqual([new Set([used]), new Set([free]), new Set([used]), new Set([used])]);
	pools.free(handle, items[0] ?? NO_ADDRESS);
	expect(statesOfItems()).toEqual([new Set([free]), new Set([free]), new Set([used]), new Set([used])]);
});

test('a shadow is told as it is', () => {
	const arena = { start: START, words: 70_000 };
	const shadow = new Int32Array(arena.words).fill(shadowWord(SHADOW_STATE.free, 0));
	shadow.fill(shadowWord(SHADOW_STATE.guard, 3), 100, 102);
	shadow.fill(shadowWord(SHADOW_STATE.used, 3), 102, 150);
	shadow.fill(shadowWord(SHADOW_STATE.slack, 3), 150, 160);
	shadow.fill(shadowWord(SHADOW_STATE.stale, 7), 69_990, 70_000);
	const words = statesOf(new ShadowStates(shadow, START, [arena]), new Int32Array(START + arena.words));
	const at = (...offsets: readonly number[]) => offsets.map((offset) => words[START + offset]);
	const { free, guard, used, slack, stale } = WORD_STATE;
	expect(at(99, 100, 101, 102, 149, 150, 160, 69_999)).toEqual([free, guard, guard, used, used, slack, free, stale]);
});
