import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_ADDRESS } from './allocator.ts';
import { BOUNDED, BoundedPointers } from './bounded-pointers.ts';
import { CIRCULAR, CircularBuffers } from './circular-buffers.ts';
import { DMA, DMA_BUFFER, DmaBuffers } from './dma-buffers.ts';
import { FrameAllocator } from './frame-allocator.ts';
import { NO_HANDLE } from './object-table.ts';
import { OUTCOME } from './outcomes.ts';

const MEMORY_WORDS = 4096;

/** Memory full of −1, with a heap from word 100 on. */
function memoryAndHeap() {
	const memory = new Int32Array(MEMORY_WORDS).fill(-1);
	const heap = new FrameAllocator(memory, new Int32Array(FrameAllocator.tableWords()), { start: 100, words: MEMORY_WORDS - 200 });
	heap.reset();
	return { memory, heap };
}

describe('a circular buffer', () => {
	function circulars(capacity = 4) {
		const { memory, heap } = memoryAndHeap();
		return { memory, buffers: new CircularBuffers(new Int32Array(CircularBuffers.tableWords(capacity)), capacity, memory, heap) };
	}

	it('is rounded up to a power of two, aligned to 16 words and silent at first', () => {
		const { memory, buffers } = circulars();
		for (const [words, size] of [
			[1, 16],
			[16, 16],
			[17, 32],
			[300, 512],
		]) {
			const buffer = buffers.create(words, 1);
			const start = buffers.field(buffer, CIRCULAR.start);
			expect([start % 16, buffers.field(buffer, CIRCULAR.mask)]).toEqual([0, size - 1]);
			expect(memory.slice(start, start + size)).toEqual(new Int32Array(size));
		}
	});

	it('reads what was written so many writes ago', () => {
		fc.assert(
			fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 100 }), fc.nat(31), (values, delay) => {
				const { buffers } = circulars();
				const [before, buffer, behind] = [buffers.create(16, 1), buffers.create(20, 1), buffers.create(16, 1)];
				for (const value of values) buffers.write(buffer, value);
				expect(buffers.read(buffer, delay)).toBe(values[values.length - 1 - delay] ?? 0);
				expect(buffers.read(buffer, delay + 32)).toBe(buffers.read(buffer, delay));
				expect(buffers.read(buffer, delay - 32)).toBe(buffers.read(buffer, delay));
				for (let at = 0; at < 16; at++) expect([buffers.read(before, at), buffers.read(behind, at)]).toEqual([0, 0]);
			}),
		);
	});

	it('says why it cannot be created, and answers 0 for a handle that names nothing', () => {
		const { buffers } = circulars(1);
		const create = (words: number) => [buffers.create(words, 1), buffers.outcome];
		expect([create(0), create(2 ** 22 + 1)]).toEqual(new Array(2).fill([NO_HANDLE, OUTCOME.outOfRange]));
		expect(create(4096)).toEqual([NO_HANDLE, OUTCOME.outOfMemory]);
		expect([create(5), create(5)]).toEqual([
			[1, OUTCOME.done],
			[NO_HANDLE, OUTCOME.tableFull],
		]);
		expect([buffers.write(2, 5), buffers.read(2, 0), buffers.outcome]).toEqual([OUTCOME.badHandle, 0, OUTCOME.badHandle]);
	});
});

describe('a DMA buffer', () => {
	function dma(halfFrames: number) {
		const { memory, heap } = memoryAndHeap();
		const buffers = new DmaBuffers(new Int32Array(DmaBuffers.tableWords(2)), 2, memory, heap);
		const address = buffers.create(halfFrames, 1);
		const stream = (from: number, frames: number) => {
			for (let frame = from; frame < from + frames; frame++) buffers.stream(frame, -frame);
		};
		const word = (name: keyof typeof DMA_BUFFER) => memory[address + DMA_BUFFER[name]];
		return { memory, buffers, address, stream, word };
	}

	it('is filled half by half, and each full half is the firmware’s', () => {
		const { memory, address, stream, word } = dma(4);
		expect([word('ready'), word('position'), word('halfFrames')]).toEqual([0, 0, 4]);
		stream(1, 3);
		expect([word('ready'), word('position')]).toEqual([0, 3]);
		stream(4, 1);
		expect([word('ready'), word('position')]).toEqual([1, 4]);
		const half = address + DMA_BUFFER.firstHalf;
		expect(memory.slice(half, half + 8)).toEqual(Int32Array.of(1, -1, 2, -2, 3, -3, 4, -4));
		memory[address + DMA_BUFFER.ready] = 0;
		stream(5, 4);
		expect([word('ready'), word('position'), word('overruns')]).toEqual([2, 0, 0]);
		expect(memory.slice(half + 8, half + 16)).toEqual(Int32Array.of(5, -5, 6, -6, 7, -7, 8, -8));
		expect(memory[half + 16]).toBe(-1);
	});

	it('counts an overrun when the firmware still has a half as the next is full', () => {
		const { memory, address, stream, word, buffers } = dma(2);
		stream(0, 4);
		expect([word('ready'), word('overruns')]).toEqual([2, 1]);
		memory[address + DMA_BUFFER.ready] = 0;
		stream(0, 2);
		expect([word('ready'), buffers.field(1, DMA.overruns)]).toEqual([1, 1]);
	});

	it('is stale in a half that was filled since the firmware last invalidated it', () => {
		const { address, stream, buffers } = dma(2);
		const [first, second] = [address + DMA_BUFFER.firstHalf, address + DMA_BUFFER.firstHalf + 4];
		const stale = () => [address, first, first + 3, second, second + 3, second + 4].map((word) => buffers.isStale(word));
		stream(0, 1);
		expect(stale()).toEqual([false, false, false, false, false, false]);
		stream(0, 1);
		expect(stale()).toEqual([false, true, true, false, false, false]);
		expect(buffers.invalidate(address)).toBe(OUTCOME.done);
		stream(0, 2);
		expect(stale()).toEqual([false, false, false, true, true, false]);
	});

	it('streams into all buffers, wherever the firmware moves their words', () => {
		const { memory, buffers, address, stream } = dma(2);
		const other = buffers.create(3, 1);
		memory.fill(123456789, address, address + DMA_BUFFER.firstHalf);
		stream(1, 5);
		expect(memory[other + DMA_BUFFER.position]).toBe(5);
		expect(memory[address + DMA_BUFFER.position]).toBe(1);
		expect(memory[other + DMA_BUFFER.firstHalf + 8]).toBe(5);
	});

	it('is known by its address only, and not created without words or room', () => {
		const { buffers, address } = dma(2);
		expect([buffers.invalidate(address + 1), buffers.flush(address + 1)]).toEqual([OUTCOME.foreign, OUTCOME.foreign]);
		expect(buffers.flush(address)).toBe(OUTCOME.done);
		expect([buffers.create(0, 1), buffers.outcome]).toEqual([NO_ADDRESS, OUTCOME.outOfRange]);
		expect([buffers.create(5000, 1), buffers.outcome]).toEqual([NO_ADDRESS, OUTCOME.outOfMemory]);
		buffers.create(2, 1);
		expect([buffers.create(2, 1), buffers.outcome]).toEqual([NO_ADDRESS, OUTCOME.tableFull]);
	});
});

describe('a bounded pointer', () => {
	it('never leaves its range, whatever moves are asked of it', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 20 }),
				fc.array(fc.oneof(fc.integer({ min: -8, max: 8 }), fc.integer())),
				(words, moves) => {
					const { memory } = memoryAndHeap();
					for (let at = 0; at < words; at++) memory[50 + at] = at;
					const pointers = new BoundedPointers(new Int32Array(BoundedPointers.tableWords(1)), 1, memory);
					const pointer = pointers.create(50, words);
					let position = 0;
					let refused = 0;
					for (const [index, move] of moves.entries()) {
						const isWithin = position + move >= 0 && position + move < words;
						const moved = index % 2 === 0 ? pointers.advance(pointer, move) : pointers.retreat(pointer, -move);
						expect(moved).toBe(isWithin ? 1 : 0);
						if (isWithin) position += move;
						else refused++;
						expect(pointers.read(pointer)).toBe(position);
					}
					expect(pointers.field(pointer, BOUNDED.refused)).toBe(refused);
					expect(pointers.write(pointer, 99)).toBe(1);
					expect(memory[50 + position]).toBe(99);
				},
			),
		);
	});

	it('is not created for words outside memory', () => {
		const { memory } = memoryAndHeap();
		const pointers = new BoundedPointers(new Int32Array(BoundedPointers.tableWords(1)), 1, memory);
		for (const [start, words] of [
			[-1, 2],
			[4095, 2],
			[0, 0],
			[2 ** 31 - 1, 2 ** 31 - 1],
		]) {
			expect([pointers.create(start, words), pointers.outcome]).toEqual([NO_HANDLE, OUTCOME.outOfRange]);
		}
		expect([pointers.read(1), pointers.write(1, 5), pointers.advance(1, 0)]).toEqual([0, 0, 0]);
		expect([pointers.create(4095, 1), pointers.create(0, 1), pointers.outcome]).toEqual([1, NO_HANDLE, OUTCOME.tableFull]);
	});
});
