import { describe, expect, test } from 'vitest';
import { AddressSpace, placeName, pointerTo } from './address-space.ts';
import { programOf, withSymbols } from './program.testing.ts';

describe('an address space', () => {
	const space = new AddressSpace(programOf(1000, [8, 1], [20, 2]));

	test('has globals from 0, then the stack, then constants up to the guard', () => {
		expect(space.stackBase).toBe(9);
		expect(space.stackEnd).toBe(1000 - 23);
		expect([0, 8, 9, 976, 977, 999].map((address) => space.sectionOf(address))).toEqual([
			'globals',
			'globals',
			'stack',
			'stack',
			'constants',
			'constants',
		]);
		expect(space.isGuard(999)).toBe(true);
	});

	test('gives every word of globals and constants to exactly one span', () => {
		const owners = new Int32Array(1000);
		for (const { start, words } of space.spans) for (let i = start; i < start + words; i++) owners[i] += 1;
		expect([...owners.subarray(0, 9), ...owners.subarray(977)].every((count) => count === 1)).toBe(true);
		expect(owners.subarray(9, 977).every((count) => count === 0)).toBe(true);
	});

	test('names words after their symbols, and stack words by their distance from its base', () => {
		expect(placeName(space, 3)).toBe('g0[3]');
		expect(placeName(space, 8)).toBe('g1');
		expect(placeName(space, 14)).toBe('stack + 5');
		expect(placeName(space, 977)).toBe('c1[0]');
		expect(placeName(space, 999)).toBe('guard');
	});

	test('takes the innermost of two symbols, and the outer one behind it', () => {
		const nested = new AddressSpace(
			withSymbols(100, 6, 1, [
				{ name: 'outer', section: 'GLOB', address: 0, sizeWords: 6, line: 1 },
				{ name: 'inner', section: 'GLOB', address: 2, sizeWords: 2, line: 2 },
			]),
		);
		expect([0, 1, 2, 3, 4, 5].map((address) => nested.spanAt(address)?.symbol?.name)).toEqual([
			'outer',
			'outer',
			'inner',
			'inner',
			'outer',
			'outer',
		]);
		expect(placeName(nested, 5)).toBe('outer[5]');
	});

	test('keeps words that nobody named, and no alias owns any', () => {
		const unnamed = new AddressSpace(
			withSymbols(100, 3, 1, [
				{ name: 'first', section: 'GLOB', address: 0, sizeWords: 1, line: 1 },
				{ name: 'alias', section: 'alias', address: 1, sizeWords: 50, line: 2 },
			]),
		);
		expect(unnamed.spanAt(1)?.symbol).toBeNull();
		expect(placeName(unnamed, 1)).toBe('word 1');
	});

	test('steps from symbol to symbol, over the stack as one step', () => {
		expect(space.nextBoundary(3, 1)).toBe(8);
		expect(space.nextBoundary(8, 1)).toBe(9);
		expect(space.nextBoundary(9, 1)).toBe(977);
		expect(space.nextBoundary(977, -1)).toBe(9);
		expect(space.nextBoundary(999, 1)).toBe(999);
		expect(space.nextBoundary(0, -1)).toBe(0);
	});

	test('points at word n with 0x12345678 + n', () => {
		expect(pointerTo(0)).toBe(0x12345678);
		expect(pointerTo(15)).toBe(0x12345687);
	});
});

test('knows the heap of a firmware that allocates memory, between data stack and constants', () => {
	const space = new AddressSpace({ ...programOf(64, [2], [3]), heapWords: 16 });
	expect([space.stackBase, space.stackEnd, space.constantsStart]).toEqual([
		2,
		64 - 16 - space.program.constantImage.length,
		space.stackEnd + 16,
	]);
	expect(
		[space.stackEnd - 1, space.stackEnd, space.constantsStart - 1, space.constantsStart].map((word) => space.sectionOf(word)),
	).toEqual(['stack', 'heap', 'heap', 'constants']);
	expect(placeName(space, space.stackEnd + 5)).toBe('heap + 5');
	expect(space.spanAt(space.stackEnd)).toBeNull();
});
