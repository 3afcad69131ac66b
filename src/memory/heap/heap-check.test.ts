import { describe, expect, test } from 'vitest';
import { ALLOCATOR_KINDS, NO_ADDRESS } from './allocator.ts';
import { DEFAULT_CONFIGURATION, heapWords } from './heap-configuration.ts';
import { LevelHeap } from './level-heap.ts';
import { LEVEL } from './levels.ts';
import { OUTCOME } from './outcomes.ts';

describe.each(ALLOCATOR_KINDS)('a heap of %s', (allocator) => {
	const configuration = { ...DEFAULT_CONFIGURATION, allocator };
	const memory = new Int32Array(heapWords(configuration, 0));
	const heap = new LevelHeap(memory, new Int32Array(LevelHeap.tableWords(configuration)), configuration, 0);
	heap.initialiseAsConfigured();

	test('has no damage while only its own words are written', () => {
		heap.reset();
		const addresses = Array.from({ length: 60 }, (_, index) => heap.allocate(1 + index * 37, index % 4));
		expect(heap.check()).toBe(0);
		addresses.forEach((address, index) => {
			if (address !== NO_ADDRESS) memory.fill(-1, address, address + 1 + index * 37);
		});
		expect(heap.check()).toBe(0);
		for (const address of addresses.filter((_, index) => index % 3 !== 0)) heap.free(address);
		expect(heap.check()).toBe(0);
		heap.endFrame();
		expect(heap.check()).toBe(0);
	});

	test('counts the blocks whose headers were overwritten', () => {
		heap.reset();
		const addresses = [LEVEL.STACK, LEVEL.L1, LEVEL.L2, LEVEL.Lext].map((level) => heap.allocate(20, level));
		addresses.forEach((address, damaged) => {
			expect(heap.check()).toBe(damaged);
			expect(heap.allocators[heap.levelOf(address)].isWhole(address - 2)).toBe(true);
			memory[address - 2] = 0;
			expect(heap.allocators[heap.levelOf(address)].isWhole(address - 2)).toBe(false);
		});
		expect(heap.check()).toBe(4);
	});
});

test('a frame that is full hands on to no other level', () => {
	const memory = new Int32Array(heapWords(DEFAULT_CONFIGURATION, 0));
	const heap = new LevelHeap(memory, new Int32Array(LevelHeap.tableWords(DEFAULT_CONFIGURATION)), DEFAULT_CONFIGURATION, 0);
	heap.initialiseAsConfigured();
	expect(heap.allocateFrame(2000)).not.toBe(NO_ADDRESS);
	expect(heap.allocateFrame(100)).toBe(NO_ADDRESS);
	const address = heap.allocate(100, LEVEL.STACK);
	expect(heap.levelOf(address)).toBe(LEVEL.L1);
	expect(heap.free(address)).toBe(OUTCOME.done);
});
