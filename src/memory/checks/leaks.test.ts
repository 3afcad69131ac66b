import { describe, expect, test } from 'vitest';
import type { Allocation, AllocationKind } from './allocation-ledger.ts';
import { findLeaks } from './leaks.ts';

const OFFSET = 0x12345678;
const pointer = (address: number): number => (address + OFFSET) | 0;
/** Globals and stack are words 0 to 49. */
const ROOTS = [{ start: 0, end: 50 }];

const allocation = (
	row: number,
	address: number,
	askedWords = 10,
	kind: AllocationKind = 'block',
	instruction = 7,
): Allocation => ({
	...{ row, serial: row, isLive: true, kind, address, askedWords, grantedWords: askedWords + 2, level: 1, name: 0 },
	...{ allocated: { instruction, callers: [], frame: 64 * row }, freed: null },
});

const A = allocation(1, 100);
const B = allocation(2, 120);
const C = allocation(3, 140);

/** Rows of what is forgotten when memory holds some words, the others 0. */
function forgotten(
	live: readonly Allocation[],
	words: Readonly<Record<number, number>>,
	kept: readonly number[] = [],
): readonly number[] {
	const memory = new Int32Array(300);
	for (const [at, word] of Object.entries(words)) memory[Number(at)] = word;
	return findLeaks({ memory, live, roots: ROOTS, kept, pointerOffset: OFFSET }).forgotten.map(({ row }) => row);
}

describe('a block', () => {
	test('that nothing points to is forgotten', () => {
		expect(forgotten([A, B], { 3: pointer(100) })).toEqual([2]);
		expect(forgotten([A, B], {})).toEqual([1, 2]);
	});

	test.each([
		['its first word', 100],
		['a word inside', 105],
		['its last word', 109],
		['the word behind its last, where a loop has stopped', 110],
	])('that a pointer to %s leads to is not', (_, address) => {
		expect(forgotten([A], { 49: pointer(address) })).toEqual([]);
	});

	test('is forgotten when all that is left leads beside it', () => {
		expect(forgotten([A], { 0: pointer(99), 1: pointer(113), 2: 100, 3: 0, 60: pointer(100) })).toEqual([1]);
	});

	test('is reached by way of others', () => {
		expect(forgotten([A, B, C], { 3: pointer(105), 109: pointer(120), 120: pointer(141) })).toEqual([]);
	});

	test('of a ring of blocks that only point to each other is forgotten with all of them', () => {
		expect(forgotten([A, B, C], { 100: pointer(120), 120: pointer(140), 140: pointer(100) })).toEqual([1, 2, 3]);
		expect(forgotten([A, B, C], { 100: pointer(120), 120: pointer(140), 140: pointer(100), 9: pointer(145) })).toEqual([]);
	});

	test('that points to itself is forgotten', () => {
		expect(forgotten([A], { 104: pointer(100) })).toEqual([1]);
	});

	test('is not reached from memory that was freed, nor from the slack of a block', () => {
		expect(forgotten([A, B], { 0: pointer(100), 110: pointer(120), 160: pointer(120) })).toEqual([2]);
	});

	test('that the host keeps the address of is not forgotten', () => {
		expect(forgotten([A, B], {}, [104])).toEqual([2]);
	});
});

describe('what is held by a number', () => {
	const pool = allocation(4, 200, 40, 'pool');
	const item = allocation(5, 210, 8, 'pool item');
	const circular = allocation(6, 250, 16, 'circular buffer');

	test('is never forgotten, but an item of a pool can be', () => {
		expect(forgotten([pool, circular], {})).toEqual([]);
		expect(forgotten([pool, item], {})).toEqual([5]);
		expect(forgotten([pool, item], { 0: pointer(212) })).toEqual([]);
		expect(forgotten([pool, item], { 0: pointer(200) })).toEqual([5]);
	});

	test('may hold the pointer to something else, and a frame may', () => {
		expect(forgotten([circular, A], { 255: pointer(100) })).toEqual([]);
		expect(forgotten([allocation(7, 80, 4, 'frame block'), A], { 81: pointer(100) })).toEqual([]);
		// The words of a pool that are in no item are nobody's.
		expect(forgotten([pool, A], { 205: pointer(100) })).toEqual([1]);
	});

	test('is a DMA buffer not: the firmware knows it by its address', () => {
		expect(forgotten([allocation(8, 200, 36, 'DMA buffer')], {})).toEqual([8]);
	});
});

test('what is in use is told by call site, oldest first', () => {
	const live = [allocation(1, 100, 10, 'block', 7), allocation(2, 120, 20, 'block', 9), allocation(3, 150, 30, 'block', 7)];
	const memory = new Int32Array(300);
	memory[4] = pointer(150);
	const report = findLeaks({ memory, live, roots: ROOTS, kept: [], pointerOffset: OFFSET });
	expect(report.inUse.map(({ row, isForgotten }) => [row, isForgotten])).toEqual([
		[1, true],
		[2, true],
		[3, false],
	]);
	const sites = report.sites.map(({ instruction, allocations, words, forgottenWords, forgotten: lost }) => {
		return { instruction, rows: allocations.map(({ row }) => row), words, forgottenWords, lost: lost.length };
	});
	expect(sites).toEqual([
		{ instruction: 7, rows: [1, 3], words: 40, forgottenWords: 10, lost: 1 },
		{ instruction: 9, rows: [2], words: 20, forgottenWords: 20, lost: 1 },
	]);
});

test('nothing in use is nothing forgotten', () => {
	expect(findLeaks({ memory: new Int32Array(60), live: [], roots: ROOTS, kept: [5], pointerOffset: OFFSET })).toEqual({
		inUse: [],
		forgotten: [],
		sites: [],
	});
});
