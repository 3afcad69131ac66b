import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIGURATION } from '../heap/heap-configuration.ts';
import { LEVEL } from '../heap/levels.ts';
import { AccessCost } from './access-cost.ts';
import { CycleAccount } from './cycle-account.ts';

/** The levels of the specification one behind the other from word 1024 on. */
const START = 1024;
const L1 = START + 2048;
const L2 = L1 + 8192;
const LEXT = L2 + 65536;
const END = LEXT + 1048576;
/** Words of each of the four sub-banks of L1. */
const BANK = 2048;

const CACHED = { ...DEFAULT_CONFIGURATION, cache: { words: 1024, lineWords: 8, ways: 2 } };
const plainCost = () => new AccessCost(DEFAULT_CONFIGURATION, START);
const cachedCost = () => new AccessCost(CACHED, START);

describe('the level cost', () => {
	it('is that of the level a word lies in, and nothing outside of the levels', () => {
		const cost = plainCost();
		const borders = [START - 1, START, L1 - 1, L1, L2 - 1, L2, LEXT - 1, LEXT, END - 1, END];
		expect(borders.map((address) => cost.levelOf(address))).toEqual([-1, 0, 0, 1, 1, 2, 2, 3, 3, -1]);
		expect(borders.map((address) => cost.run(address, 1))).toEqual([0, 1, 1, 1, 1, 9, 9, 40, 40, 0]);
	});

	it('with a cache is 1 for a word of L2 or Lext whose line is there', () => {
		const cost = cachedCost();
		expect([L2, L2 + 7, L2 + 8, LEXT, LEXT + 1, L1].map((address) => cost.run(address, 1))).toEqual([9, 1, 9, 40, 1, 1]);
		expect(cost.cache).toMatchObject({ hits: 2, misses: 3 });
	});

	it('of a prefetch is nothing, whatever the address', () => {
		const cost = cachedCost();
		for (const address of [LEXT, L1, 0, -1]) cost.prefetch(address);
		expect(cost.cache?.prefetches).toBe(1);
		expect(cost.run(LEXT, 8)).toBe(8);
	});
});

describe('dual access', () => {
	const cyclesOf = (...accesses: readonly (readonly [instruction: number, address: number])[]) => {
		const cost = plainCost();
		return accesses.map(([instruction, address]) => cost.access(instruction, address));
	};

	it('makes the second of two neighbouring instructions free in another sub-bank of L1', () => {
		expect(cyclesOf([10, L1], [11, L1 + BANK])).toEqual([1, 0]);
		expect(cyclesOf([10, L1], [11, L1 + BANK - 1])).toEqual([1, 1]);
	});

	it('needs instructions that stand one behind the other and are executed so', () => {
		expect(cyclesOf([10, L1], [12, L1 + BANK])).toEqual([1, 1]);
		expect(cyclesOf([11, L1], [10, L1 + BANK])).toEqual([1, 1]);
		// The access of instruction 11 lies elsewhere this time, so that of 10 is over when a loop comes back to 11.
		expect(cyclesOf([10, L1], [11, L2], [11, L1 + BANK])).toEqual([1, 9, 1]);
		expect(cyclesOf([10, L1], [11, 5], [11, L1 + BANK])).toEqual([1, 0, 1]);
	});

	it('takes each access into one pair at most', () => {
		expect(cyclesOf([1, L1], [2, L1 + BANK], [3, L1], [4, L1 + BANK])).toEqual([1, 0, 1, 0]);
		expect(cyclesOf([1, L1], [2, L1], [3, L1 + BANK])).toEqual([1, 1, 0]);
	});

	it('is not to be had in levels of one bank or between levels', () => {
		expect(cyclesOf([1, L2], [2, L2 + 60000])).toEqual([9, 9]);
		expect(cyclesOf([1, START], [2, L1])).toEqual([1, 1]);
	});

	it('pairs what a COPY reads with what it writes, word by word', () => {
		const cost = plainCost();
		expect(cost.copy(L1, L1 + BANK, 100)).toBe(100);
		expect(cost.copy(L1, L1 + 100, 100)).toBe(200);
		// The last ten words of the source are in the sub-bank of the destination.
		expect(cost.copy(L1 + BANK - 90, L1 + BANK + 500, 100)).toBe(110);
		expect(cost.copy(LEXT, L1, 10)).toBe(410);
		expect(cost.savedCycles).toBe(190);
	});
});

describe('the cycle account', () => {
	const ITEMS = 64;
	const FIELDS = 8;

	/** A loop of three instructions that reads one field of each item, whose place `addressOf` says; with a prefetch of the next. */
	function loop(cost: AccessCost, addressOf: (item: number) => number, prefetches = false) {
		const account = new CycleAccount(3, cost);
		for (let item = 0; item < ITEMS; item++) {
			if (prefetches) account.prefetch(addressOf(item));
			for (let instruction = 0; instruction < 3; instruction++) account.passes[instruction]++;
			account.access(1, addressOf(item));
		}
		return account.total();
	}

	it('of one field of a structure of arrays has a miss per line, and of an array of structures a miss per item', () => {
		const instructions = 3 * ITEMS;
		// 64 words are 8 lines of 8: 8 misses at 9 cycles, 56 hits. Items of 8 words have a line each: 64 misses.
		expect(loop(cachedCost(), (item) => L2 + item).cycles).toBe(instructions + 8 * 9 + 56);
		expect(loop(cachedCost(), (item) => L2 + item * FIELDS).cycles).toBe(instructions + 64 * 9);
		expect(loop(plainCost(), (item) => L2 + item).cycles).toBe(instructions + 64 * 9);
	});

	it('of a prefetched loop has no stall', () => {
		expect(loop(cachedCost(), (item) => LEXT + item * FIELDS).cycles).toBe(3 * ITEMS + 64 * 40);
		expect(loop(cachedCost(), (item) => LEXT + item * FIELDS, true).cycles).toBe(3 * ITEMS + 64);
		expect(loop(plainCost(), (item) => LEXT + item * FIELDS, true).cycles).toBe(3 * ITEMS + 64 * 40);
	});

	it('adds up by key, with accesses by level and savings at the instruction that had them', () => {
		const account = new CycleAccount(5, plainCost());
		account.passes.set([1, 1, 2, 0, 1]);
		account.access(0, L1);
		account.access(1, L1 + BANK);
		account.copy(2, LEXT, L2, 3);
		account.run(4, L2 - 1, 2);
		expect(account.byKey(Int32Array.of(7, 7, 5, 9, 5))).toEqual([
			{ key: 5, instructions: 3, accesses: [0, 1, 4, 3], accessCycles: 157, savedCycles: 0, cycles: 160 },
			{ key: 7, instructions: 2, accesses: [0, 2, 0, 0], accessCycles: 2, savedCycles: 1, cycles: 3 },
		]);
		expect(account.total()).toMatchObject({ instructions: 5, accesses: [0, 3, 4, 3], cycles: 163 });
		expect(account.total().accesses[LEVEL.L1]).toBe(3);
	});
});
