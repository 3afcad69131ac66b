import { describe, expect, it } from 'vitest';
import { AdiAllocator } from './adi-allocator.ts';
import { ADI_TABLE, BIN, CHUNK_TAG } from './adi-tables.ts';
import { NO_ADDRESS } from './allocator.ts';
import { workbench } from './allocator-model.testing.ts';
import { PIECE_STATE } from './arena-cursor.ts';
import { type BinConfiguration, binShape } from './heap-configuration.ts';
import { openArenaCursor } from './heap-cursor.ts';
import { OUTCOME } from './outcomes.ts';

function heapOf(...bins: readonly [words: number, chunks: number][]) {
	const shape = binShape(bins.map(([words, chunks]): BinConfiguration => ({ words, chunks })));
	const bench = workbench('adialloc', 4096, shape);
	const { allocator, memory, tables } = bench;
	const cursor = openArenaCursor(memory, tables);
	/** Asks for words and says which chunk they came from: bin, place in the bin, and whether it is a coalesced pair. */
	const take = (words: number) => {
		const address = allocator.allocate(words);
		if (address === NO_ADDRESS) return 'none';
		cursor.seek(address);
		const row = ADI_TABLE.firstBin + cursor.bin * BIN.size;
		const place = (cursor.pieceStart - tables[row + BIN.firstHeader]) / tables[row + BIN.strideWords];
		return `${tables[row + BIN.chunkWords]}#${place}${cursor.state === PIECE_STATE.coalesced ? '+' : ''}`;
	};
	/** Address of the words of a chunk. */
	const chunk = (bin: number, place: number) => {
		const row = ADI_TABLE.firstBin + bin * BIN.size;
		return tables[row + BIN.firstHeader] + place * tables[row + BIN.strideWords] + 2;
	};
	const statistic = (bin: number, word: Exclude<keyof typeof BIN, 'size'>) =>
		tables[ADI_TABLE.firstBin + bin * BIN.size + BIN[word]];
	return { ...bench, take, chunk, statistic, cursor };
}

describe('ADIalloc', () => {
	it('takes the bin that fits best and in it the chunk with the lowest address', () => {
		const { take, chunk, allocator } = heapOf([8, 3], [16, 3], [32, 3]);
		expect([take(1), take(8), take(9), take(16), take(17), take(32)]).toEqual(['8#0', '8#1', '16#0', '16#1', '32#0', '32#1']);
		allocator.free(chunk(0, 0));
		expect([take(5), take(5)]).toEqual(['8#0', '8#2']);
	});

	it('goes from a full or empty bin to the next larger one that has a chunk', () => {
		const { take, statistic } = heapOf([8, 1], [16, 0], [32, 1], [64, 1]);
		expect([take(8), take(8), take(16)]).toEqual(['8#0', '32#0', '64#0']);
		expect([0, 1, 2, 3].map((bin) => statistic(bin, 'requests'))).toEqual([2, 1, 0, 0]);
		expect([0, 1, 2, 3].map((bin) => statistic(bin, 'fellThrough'))).toEqual([1, 1, 0, 0]);
		expect([0, 1, 2, 3].map((bin) => statistic(bin, 'askedWords'))).toEqual([8, 0, 8, 16]);
		expect([0, 1, 2, 3].map((bin) => statistic(bin, 'inUse'))).toEqual([1, 0, 1, 1]);
	});

	it('coalesces two adjacent free chunks only when no chunk is large enough', () => {
		const { take, statistic } = heapOf([8, 5], [16, 1]);
		expect([take(16), take(16), take(12), take(9), take(8)]).toEqual(['16#0', '8#0+', '8#2+', 'none', '8#4']);
		expect([statistic(0, 'inUse'), statistic(0, 'coalesced'), statistic(0, 'coalescings')]).toEqual([3, 2, 2]);
	});

	it('coalesces for requests of up to twice the largest chunk', () => {
		const { take } = heapOf([8, 0], [16, 4]);
		expect([take(33), take(32), take(17), take(1)]).toEqual(['none', '16#0+', '16#2+', 'none']);
	});

	it('coalesces no chunks that are free but not adjacent, and none of a bin that is too small', () => {
		const { take, chunk, allocator } = heapOf([8, 4], [16, 3]);
		for (let taken = 0; taken < 3; taken++) take(16);
		allocator.free(chunk(1, 0));
		allocator.free(chunk(1, 2));
		expect(take(20)).toBe('none');
		allocator.free(chunk(1, 1));
		expect(take(20)).toBe('16#0+');
	});

	it('finds a pair across the words of its bitmap, at any place', () => {
		for (const place of [0, 30, 31, 32, 62, 63, 64, 68]) {
			const { take, chunk, allocator } = heapOf([8, 70]);
			for (let taken = 0; taken < 70; taken++) take(8);
			allocator.free(chunk(0, place));
			expect(take(9)).toBe('none');
			allocator.free(chunk(0, place + 1));
			expect(take(16)).toBe(`8#${place}+`);
			expect(take(1)).toBe('none');
			expect(allocator.free(chunk(0, place))).toBe(OUTCOME.done);
			expect([take(1), take(1), take(1)]).toEqual([`8#${place}`, `8#${place + 1}`, 'none']);
		}
	});

	it('marks in the header what is in use, what was asked for and how large the companion is', () => {
		const { take, chunk, memory } = heapOf([8, 2], [16, 1]);
		const header = (bin: number, place: number) => [memory[chunk(bin, place) - 2] >>> 0, memory[chunk(bin, place) - 1]];
		expect(header(0, 1)).toEqual([0xad000001, 0]);
		take(12);
		expect(header(1, 0)).toEqual([0xad100400, 12]);
		take(15);
		// 1 + log2 of 8 words.
		expect(header(0, 0)).toEqual([(0xad100000 | (4 << CHUNK_TAG.companionShift)) >>> 0, 15]);
	});

	it('restores the headers of both chunks of a pair, whatever the firmware wrote over the upper one', () => {
		const { chunk, memory, allocator } = heapOf([8, 2]);
		const asNew = memory.slice(chunk(0, 0) - 2, chunk(0, 2));
		const pair = allocator.allocate(16);
		memory.fill(-1, pair, pair + 16);
		expect(allocator.free(pair)).toBe(OUTCOME.done);
		for (const place of [0, 1]) {
			const at = place * 10;
			expect(memory.slice(chunk(0, place) - 2, chunk(0, place))).toEqual(asNew.slice(at, at + 2));
		}
	});

	it('tells a pointer to the upper chunk of a pair from the start of a block', () => {
		const { chunk, memory, allocator } = heapOf([8, 2]);
		const upper = allocator.allocate(16) + 10;
		expect(allocator.free(upper)).toBe(OUTCOME.notStart);
		// What a chunk in use would have there, written by the firmware as words of its own.
		memory[upper - 2] = CHUNK_TAG.mark | CHUNK_TAG.used | 1;
		memory[upper - 1] = 8;
		expect(allocator.free(chunk(0, 1))).toBe(OUTCOME.notStart);
	});

	it('finds every kind of damage in a header of a block in use and changes nothing', () => {
		const { take, chunk, memory, allocator } = heapOf([8, 4], [16, 1]);
		take(8);
		take(16);
		take(16);
		for (const address of [chunk(0, 0), chunk(1, 0), chunk(0, 1)]) {
			for (let bit = 0; bit < 64; bit++) {
				const word = address - 2 + (bit >> 5);
				const intact = memory[word];
				memory[word] ^= 1 << bit;
				// The lower bits of what was asked for can change into another possible size: nothing can tell that.
				const isPossibleSize = bit >= 32 && memory[word] >= 1 && memory[word] <= (address === chunk(0, 0) ? 8 : 16);
				if (!isPossibleSize) expect([bit, allocator.free(address)]).toEqual([bit, OUTCOME.headerDamaged]);
				memory[word] = intact;
			}
			expect(allocator.free(address)).toBe(OUTCOME.done);
		}
	});

	it('shows each piece: free, used, coalesced, and what is behind the last bin', () => {
		const { take, cursor } = heapOf([8, 3], [16, 1]);
		take(16);
		take(12);
		const { start, words } = cursor.arena;
		const found: unknown[] = [];
		for (let isThere = cursor.seek(start); isThere; isThere = cursor.next()) {
			found.push([
				cursor.pieceStart - start,
				cursor.pieceEnd - start,
				cursor.state,
				cursor.bin,
				cursor.askedWords,
				cursor.grantedWords,
			]);
		}
		expect(found).toEqual([
			[0, 20, PIECE_STATE.coalesced, 0, 12, 16],
			[20, 30, PIECE_STATE.free, 0, 0, 8],
			[30, 48, PIECE_STATE.used, 1, 16, 16],
			[48, words, PIECE_STATE.unassigned, -1, 0, 0],
		]);
		for (const offset of [0, 9, 10, 19]) {
			cursor.seek(start + offset);
			expect(cursor.pieceEnd - start).toBe(20);
		}
		expect(cursor.seek(start + words)).toBe(false);
		expect(cursor.seek(start - 1)).toBe(false);
	});

	it('is cut anew by another shape, and keeps the old one when that is malformed or does not fit', () => {
		const { allocator, take, tables, memory } = heapOf([8, 2]);
		if (!(allocator instanceof AdiAllocator)) throw new Error('the workbench made another allocator');
		take(8);
		const before = [tables.slice(), memory.slice()];
		const shapes: [Int32Array, number][] = [
			[Int32Array.of(64, 1, 63), OUTCOME.doesNotFit],
			[Int32Array.of(12, 1, 1), OUTCOME.malformed],
			[Int32Array.of(1, 1, 1), OUTCOME.malformed],
			[Int32Array.of(8, 0), OUTCOME.malformed],
			[Int32Array.of(8, 21, ...new Array(21).fill(0)), OUTCOME.malformed],
			[Int32Array.of(8, 2, 1), OUTCOME.malformed],
			[Int32Array.of(8, 1, -1), OUTCOME.malformed],
			[Int32Array.of(8, 1, 1025), OUTCOME.malformed],
			[Int32Array.of(2 ** 20, 20, ...new Array(20).fill(0)), OUTCOME.malformed],
		];
		for (const [shape, outcome] of shapes) {
			expect(allocator.initialise(shape, 0)).toBe(outcome);
			// 63 chunks of 64 words and 2 of header take 4158 of 4096.
			expect(allocator.missingWords).toBe(outcome === OUTCOME.doesNotFit ? 62 : 0);
			expect([tables, memory]).toEqual(before);
		}
		expect(allocator.initialise(Int32Array.of(9, 9, 64, 1, 62), 2)).toBe(OUTCOME.done);
		expect(take(65)).toBe('64#0+');
	});
});
