import { describe, expect, it } from 'vitest';
import { ALLOCATOR_KINDS, type AllocatorKind, NO_ADDRESS } from './allocator.ts';
import { readConfiguration } from './configuration-reader.ts';
import { heapWords } from './heap-configuration.ts';
import { LevelHeap, LevelHeapReader } from './level-heap.ts';
import { LEVEL, LEVEL_COUNT, LEVELS } from './levels.ts';
import { OUTCOME } from './outcomes.ts';

const { STACK, L1, L2, Lext } = LEVEL;

/** Levels of 64, 128, 256 and 512 words, of which each gives out a few blocks of 28 words. */
function smallHeap(allocator: AllocatorKind = 'adialloc') {
	const level = (words: number, chunks: number) => ({ words, bins: [{ words: 32, chunks }] });
	const reading = readConfiguration({
		allocator,
		levels: { STACK: { words: 64 }, L1: level(128, 3), L2: level(256, 7), Lext: level(512, 15) },
	});
	if ('errors' in reading) throw new Error(`${reading.errors[0].field} ${reading.errors[0].message}`);
	const { configuration } = reading;
	const memory = new Int32Array(heapWords(configuration, 100) + 100);
	const tables = new Int32Array(LevelHeap.tableWords(configuration));
	const heap = new LevelHeap(memory, tables, configuration, 100);
	heap.initialiseAsConfigured();
	return { heap, memory, tables };
}

/** The levels from which requests of 28 words are served until none is left, without repetitions. */
function servedBy(heap: LevelHeap, wanted: number): number[] {
	const levels: number[] = [];
	for (let address = heap.allocate(28, wanted); address !== NO_ADDRESS; address = heap.allocate(28, wanted)) {
		const level = heap.levelOf(address);
		if (levels.at(-1) !== level) levels.push(level);
	}
	return levels;
}

describe.each(ALLOCATOR_KINDS)('a heap of levels with %s', (kind) => {
	it.each([
		['STACK', [STACK, L1, L2, Lext]],
		['L1', [L1, L2, Lext]],
		['L2', [L2, L1, Lext]],
		['Lext', [Lext, L2, L1]],
	] as const)('serves requests for %s from it, then from the others by closeness', (name, order) => {
		const { heap, memory, tables } = smallHeap(kind);
		expect(servedBy(heap, LEVEL[name])).toEqual(order);
		const reader = new LevelHeapReader(memory, tables);
		for (const [level] of LEVELS.entries()) {
			const live = reader.liveBlocks(level);
			expect(reader.served(LEVEL[name], level)).toBe(live);
			expect(live > 0).toBe((order as readonly number[]).includes(level));
		}
		expect(reader.served(LEVEL[name], LEVEL_COUNT)).toBe(1);
	});

	it('frees a block in the level that it came from', () => {
		const { heap, memory, tables } = smallHeap(kind);
		const addresses = Array.from({ length: 12 }, () => heap.allocate(28, L1));
		expect(new Set(addresses.map((address) => heap.levelOf(address))).size).toBeGreaterThan(1);
		for (const address of addresses) expect(heap.free(address)).toBe(OUTCOME.done);
		for (const address of addresses) expect(heap.free(address)).toBe(OUTCOME.alreadyFree);
		const reader = new LevelHeapReader(memory, tables);
		expect(LEVELS.map((_, level) => reader.liveBlocks(level))).toEqual([0, 0, 0, 0]);
		expect(heap.free(99)).toBe(OUTCOME.foreign);
		expect(heap.free(memory.length)).toBe(OUTCOME.foreign);
	});

	it('can be read as a whole by its memory and tables alone', () => {
		const { heap, memory, tables } = smallHeap(kind);
		const address = heap.allocate(20, L2);
		const reader = new LevelHeapReader(memory, tables);
		const [stack, l1, l2, lext] = reader.cursors;
		expect([stack, l1, l2, lext].map((cursor) => cursor?.arena.words)).toEqual([64, 128, 256, 512]);
		expect(l2?.seek(address)).toBe(true);
		expect([l2?.address, l2?.askedWords, l2?.kind]).toEqual([address, 20, kind]);
	});

	it('has nothing for a level that there is not', () => {
		const { heap } = smallHeap(kind);
		for (const level of [-1, 4, 2 ** 31 - 1, 0.5]) expect(heap.allocate(8, level)).toBe(NO_ADDRESS);
	});

	it('is empty after reset', () => {
		const { heap, memory, tables } = smallHeap(kind);
		const order = servedBy(heap, STACK);
		heap.reset();
		expect(new LevelHeapReader(memory, tables).served(STACK, STACK)).toBe(0);
		expect(servedBy(heap, STACK)).toEqual(order);
	});
});

describe('STACK', () => {
	it('is freed by itself when the frame ends, and freeing from it is no mistake', () => {
		const { heap } = smallHeap();
		const first = heap.allocate(20, STACK);
		expect(heap.levelOf(first)).toBe(STACK);
		expect(heap.free(first)).toBe(OUTCOME.freedByFrame);
		const second = heap.allocate(20, STACK);
		expect(second).toBe(first + 22);
		heap.endFrame();
		expect(heap.free(first)).toBe(OUTCOME.alreadyFree);
		expect(heap.allocate(62, STACK)).toBe(first);
	});
});

describe("a firmware's own table of bins", () => {
	/** Bins of L1, L2, Lext behind each other: the smallest chunk, the number of bins, the chunks of each. */
	const table = (lextChunks: number) => Int32Array.of(16, 2, 2, 1, 8, 1, 20, 64, 1, lextChunks);

	it('empties the heap and cuts every level anew', () => {
		const { heap } = smallHeap();
		servedBy(heap, L1);
		expect(heap.initialise(Int32Array.of(7, ...table(7)), 1)).toBe(OUTCOME.done);
		// The chunk of 32 words, the pair of 16, and then neither L1 nor the pairs of 8 in L2 are large enough.
		expect([32, 20, 17].map((words) => heap.levelOf(heap.allocate(words, L1)))).toEqual([L1, L1, Lext]);
		heap.initialiseAsConfigured();
		expect(heap.levelOf(heap.allocate(28, L1))).toBe(L1);
	});

	it('may lie in the heap itself', () => {
		const { heap, memory } = smallHeap();
		const address = heap.allocate(10, L1);
		memory.set(table(7), address);
		expect(heap.initialise(memory, address)).toBe(OUTCOME.done);
		expect([32, 8, 64].map((words, index) => heap.levelOf(heap.allocate(words, index + L1)))).toEqual([L1, L2, Lext]);
	});

	it('is refused as a whole, with the level and the words missing, when one level does not hold its bins', () => {
		const { heap, memory, tables } = smallHeap();
		servedBy(heap, L1);
		const before = [memory.slice(), tables.slice()];
		// 8 chunks of 66 words in 512.
		expect(heap.initialise(table(8), 0)).toBe(OUTCOME.doesNotFit);
		expect([heap.refusedLevel, heap.missingWords]).toEqual([Lext, 16]);
		expect(heap.initialise(table(8).subarray(0, 7), 0)).toBe(OUTCOME.malformed);
		expect(heap.refusedLevel).toBe(Lext);
		expect(heap.initialise(table(7), -1)).toBe(OUTCOME.malformed);
		expect([memory, tables]).toEqual(before);
	});

	it('has no meaning for an allocator without bins, which is only emptied', () => {
		const { heap } = smallHeap('tlsf');
		servedBy(heap, L1);
		expect(heap.initialise(new Int32Array(0), 0)).toBe(OUTCOME.done);
		expect(servedBy(heap, L1)).toEqual([L1, L2, Lext]);
	});
});
