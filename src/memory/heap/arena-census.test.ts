import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALLOCATOR_KINDS, NO_ADDRESS } from './allocator.ts';
import { ArenaCensus, ArenaCount, sizeClass } from './arena-census.ts';
import { PIECE_STATE } from './arena-cursor.ts';
import { readConfiguration } from './configuration-reader.ts';
import { heapWords } from './heap-configuration.ts';
import { LevelHeap, LevelHeapReader } from './level-heap.ts';
import { LEVEL } from './levels.ts';

const { STACK, L1 } = LEVEL;
const START = 64;

function heapOf(allocator: string) {
	const bins = [
		{ words: 16, chunks: 8 },
		{ words: 32, chunks: 8 },
		{ words: 64, chunks: 4 },
	];
	const reading = readConfiguration({ allocator, levels: { STACK: { words: 64 }, L1: { words: 1024, bins } } });
	if ('errors' in reading) throw new Error(reading.errors[0].message);
	const { configuration } = reading;
	const memory = new Int32Array(START + heapWords(configuration, START));
	const tables = new Int32Array(LevelHeap.tableWords(configuration));
	const heap = new LevelHeap(memory, tables, configuration, START);
	heap.initialiseAsConfigured();
	return { heap, reader: new LevelHeapReader(memory, tables) };
}

function complete(census: ArenaCensus, pieces = 1000): ArenaCount {
	while (!census.advance(pieces));
	return census.latest;
}

const sum = (counts: Int32Array) => counts.reduce((total, count) => total + count, 0);

describe('a census of an arena', () => {
	it.each(ALLOCATOR_KINDS)('of %s agrees with the account of the allocator, however few pieces it takes at a time', (kind) => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 30 }),
				fc.integer({ min: 1, max: 7 }),
				(sizes, step) => {
					const { heap, reader } = heapOf(kind);
					const blocks = sizes.map((words) => heap.allocate(words, L1)).filter((address) => heap.levelOf(address) === L1);
					for (const address of blocks.filter((_, index) => index % 3 === 0)) heap.free(address);
					const count = complete(new ArenaCensus(reader.cursors[L1]), step);
					expect(sum(count.usedBlocks)).toBe(reader.liveBlocks(L1));
					expect(sum(count.askedWords)).toBe(reader.statistic(L1, 'askedWords'));
					expect(sum(count.freeWords)).toBe(count.allFreeWords);
					expect(sum(count.freeBlocks)).toBe(count.allFreeBlocks);
					expect(count.largestFreeWords).toBeLessThanOrEqual(count.allFreeWords);
					const cursor = reader.cursors[L1];
					let largest = 0;
					for (let isThere = cursor.seek(cursor.arena.start); isThere; isThere = cursor.next()) {
						if (cursor.state === PIECE_STATE.free) largest = Math.max(largest, cursor.grantedWords);
					}
					expect(count.largestFreeWords).toBe(largest);
				},
			),
			{ numRuns: 30 },
		);
	});

	it('counts each block in the class of the words that it grants', () => {
		const { heap, reader } = heapOf('adialloc');
		for (const words of [16, 20, 33, 64]) heap.allocate(words, L1);
		const { usedBlocks, freeBlocks, grantedWords, askedWords, classes } = complete(new ArenaCensus(reader.cursors[L1]));
		expect([4, 5, 6].map((size) => usedBlocks[size])).toEqual([1, 1, 2]);
		expect([4, 5, 6].map((size) => freeBlocks[size])).toEqual([7, 7, 2]);
		expect([grantedWords[6], askedWords[6]]).toEqual([128, 97]);
		expect(classes).toBe(0b1110000);
	});

	it('keeps the last complete count while it goes on', () => {
		const { heap, reader } = heapOf('firstFit');
		const census = new ArenaCensus(reader.cursors[L1]);
		expect(census.latest.allFreeWords).toBe(0);
		const before = complete(census).allFreeWords;
		heap.allocate(100, L1);
		expect(census.advance(1)).toBe(false);
		expect(census.latest.allFreeWords).toBe(before);
		expect(complete(census).allFreeWords).toBe(before - 102);
	});

	it('of a frame has one free block, above the top', () => {
		const { heap, reader } = heapOf('adialloc');
		const census = new ArenaCensus(reader.cursors[STACK]);
		expect(complete(census).allFreeWords).toBe(62);
		heap.allocateFrame(10);
		expect(complete(census).allFreeWords).toBe(50);
		expect(heap.allocateFrame(50)).not.toBe(NO_ADDRESS);
		expect(complete(census)).toMatchObject({ allFreeBlocks: 0, allFreeWords: 0, scatter: 0 });
	});
});

it('free words are scattered by what is not in the largest block', () => {
	const count = new ArenaCount();
	expect(count.scatter).toBe(0);
	for (const words of [10, 60, 30]) count.addFree(words);
	expect(count.scatter).toBeCloseTo(0.4);
});

it('the class of a size is the power of two at or below it', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 2 ** 24 }), (words) => {
			expect(sizeClass(words)).toBe(Math.floor(Math.log2(words)));
		}),
	);
});
