import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_ADDRESS } from './allocator.ts';
import { MULTI_POOL, MultiPools } from './multi-pools.ts';
import { NO_HANDLE, OBJECT_TABLE, type WordSource } from './object-table.ts';
import { OUTCOME } from './outcomes.ts';
import { POOL, Pools } from './pools.ts';

/** A heap that hands out one word behind the other, from word 1000 on, and says how many it has left. */
class Words implements WordSource {
	left: number;
	#next = 1000;

	constructor(words: number) {
		this.left = words;
	}

	allocate(words: number, _level: number): number {
		if (words > this.left) return NO_ADDRESS;
		this.left -= words;
		this.#next += words;
		return this.#next - words;
	}
}

function poolsOf(words = 100000, capacity = 4, items = 2000) {
	const table = new Int32Array(Pools.tableWords(capacity, items));
	const heap = new Words(words);
	return { pools: new Pools(table, capacity, heap), table, heap };
}

describe('a pool', () => {
	it('hands out each item once, and after a free the one that was freed last', () => {
		const { pools } = poolsOf();
		const pool = pools.create(0, 5, 3, 1);
		expect([1, 2, 3, 4].map(() => pools.allocate(pool))).toEqual([1000, 1005, 1010, NO_ADDRESS]);
		expect(pools.outcome).toBe(OUTCOME.outOfMemory);
		expect([pools.free(pool, 1000), pools.free(pool, 1010)]).toEqual([OUTCOME.done, OUTCOME.done]);
		expect([pools.allocate(pool), pools.allocate(pool), pools.allocate(pool)]).toEqual([1010, 1000, NO_ADDRESS]);
		const statistics = [POOL.capacity, POOL.inUse, POOL.peakInUse, POOL.created, POOL.destroyed, POOL.failed];
		expect(statistics.map((word) => pools.field(pool, word))).toEqual([3, 3, 3, 5, 2, 2]);
	});

	it('refuses foreign and misaligned pointers and double frees, and changes nothing', () => {
		const { pools, table } = poolsOf();
		const other = pools.create(0, 4, 10, 1);
		const pool = pools.create(0, 4, 10, 1);
		const item = pools.allocate(pool);
		const free = pools.allocate(pool);
		pools.free(pool, free);
		const before = table.slice();
		const refusals: [number, number][] = [
			[pools.allocate(other), OUTCOME.foreign],
			[item - 1, OUTCOME.foreign],
			[item + 40, OUTCOME.foreign],
			[item + 3, OUTCOME.misaligned],
			[free, OUTCOME.alreadyFree],
			[item + 36, OUTCOME.alreadyFree],
		];
		pools.free(other, 1000);
		for (const [address, outcome] of refusals) expect(pools.free(pool, address)).toBe(outcome);
		expect(pools.field(pool, POOL.refusedFrees)).toBe(refusals.length);
		const row = OBJECT_TABLE.firstRow + POOL.words;
		expect(table.subarray(row, row + POOL.refusedFrees)).toEqual(before.subarray(row, row + POOL.refusedFrees));
	});

	it('agrees with a set of the items in use, seen from a second object on the same table', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 40 }), fc.array(fc.nat(60)), (items, calls) => {
				const { pools, table } = poolsOf();
				const pool = pools.create(77, 3, items, 2);
				const reader = new Pools(table, 4, new Words(0));
				const inUse = new Set<number>();
				for (const call of calls) {
					const address = 1000 + 3 * (call % items);
					if (call % 3 === 0) {
						expect(pools.free(pool, address)).toBe(inUse.delete(address) ? OUTCOME.done : OUTCOME.alreadyFree);
					} else {
						const given = pools.allocate(pool);
						if (inUse.size === items) expect(given).toBe(NO_ADDRESS);
						else expect(given >= 1000 && given < 1000 + 3 * items && (given - 1000) % 3 === 0 && !inUse.has(given)).toBe(true);
						if (given !== NO_ADDRESS) inUse.add(given);
					}
					expect(reader.field(pool, POOL.inUse)).toBe(inUse.size);
				}
				for (let item = 0; item < items; item++) expect(reader.isInUse(pool, item)).toBe(inUse.has(1000 + 3 * item));
				expect([reader.field(pool, POOL.name), reader.field(pool, POOL.level)]).toEqual([77, 2]);
			}),
		);
	});

	it('is not created without words, room in the table or sensible numbers, and says which', () => {
		const { pools, heap } = poolsOf(100, 2, 50);
		const create = (words: number, items: number) => [pools.create(0, words, items, 1), pools.outcome];
		expect(create(0, 5)).toEqual([NO_HANDLE, OUTCOME.outOfRange]);
		expect(create(5, -1)).toEqual([NO_HANDLE, OUTCOME.outOfRange]);
		expect(create(2 ** 31 - 1, 2 ** 31 - 1)).toEqual([NO_HANDLE, OUTCOME.outOfRange]);
		expect(create(1, 51)).toEqual([NO_HANDLE, OUTCOME.tableFull]);
		expect(create(11, 10)).toEqual([NO_HANDLE, OUTCOME.outOfMemory]);
		expect(create(1, 40)).toEqual([1, OUTCOME.done]);
		expect(create(1, 11)).toEqual([NO_HANDLE, OUTCOME.tableFull]);
		expect(create(1, 10)).toEqual([2, OUTCOME.done]);
		expect(create(1, 0)).toEqual([NO_HANDLE, OUTCOME.outOfRange]);
		expect(heap.left).toBe(50);
	});

	it('is known by its handle only', () => {
		const { pools, table } = poolsOf();
		pools.create(0, 1, 1, 1);
		for (const handle of [0, -1, 2, 2 ** 31 - 1]) {
			expect([pools.allocate(handle), pools.free(handle, 1000)]).toEqual([NO_ADDRESS, OUTCOME.badHandle]);
		}
		expect(table[OBJECT_TABLE.badHandles]).toBe(8);
		pools.reset();
		expect(pools.allocate(1)).toBe(NO_ADDRESS);
	});
});

describe('a multi-size pool', () => {
	function multiPool(small: number, medium: number, large: number, words = 100000) {
		const { pools, heap } = poolsOf(words);
		const multi = new MultiPools(new Int32Array(MultiPools.tableWords(1)), 1, pools, heap);
		return { multi, pools, heap, handle: multi.create(small, medium, large, 1) };
	}

	it('takes the smallest size that fits, then the next', () => {
		const { multi, handle } = multiPool(2, 1, 1);
		// Small items at 1000 and 1032, the medium one at 1064, the large one at 1320.
		expect([32, 33, 1, 2].map((words) => multi.allocate(handle, words))).toEqual([1000, 1064, 1032, 1320]);
		expect(multi.allocate(handle, 1)).toBe(NO_ADDRESS);
		expect(multi.outcome).toBe(OUTCOME.outOfMemory);
		for (const address of [1320, 1064, 1000]) expect(multi.free(handle, address)).toBe(OUTCOME.done);
		expect(multi.allocate(handle, 1024)).toBe(1320);
	});

	it('has nothing for more than 1024 words or for none', () => {
		const { multi, handle } = multiPool(1, 1, 1);
		for (const words of [1025, 0, -3])
			expect([multi.allocate(handle, words), multi.outcome]).toEqual([NO_ADDRESS, OUTCOME.outOfRange]);
		expect(multi.field(handle, MULTI_POOL.failed)).toBe(3);
	});

	it('refuses what is not the start of one of its items in use', () => {
		const { multi, handle } = multiPool(2, 1, 0);
		const item = multi.allocate(handle, 100);
		expect([item + 1, item - 32, item - 65, item + 256].map((address) => multi.free(handle, address))).toEqual([
			OUTCOME.misaligned,
			OUTCOME.alreadyFree,
			OUTCOME.foreign,
			OUTCOME.foreign,
		]);
		expect(multi.free(2, item)).toBe(OUTCOME.badHandle);
		expect(multi.free(handle, item)).toBe(OUTCOME.done);
	});

	it('is created whole or not at all', () => {
		const { multi, pools, heap, handle } = multiPool(1, 1, 1, 1311);
		expect([handle, multi.outcome, pools.count, heap.left]).toEqual([NO_HANDLE, OUTCOME.outOfMemory, 0, 1311]);
		expect([multi.create(-1, 1, 1, 1), multi.outcome]).toEqual([NO_HANDLE, OUTCOME.outOfRange]);
		expect([multi.create(1, 1, 0, 1), multi.create(1, 0, 0, 1), multi.outcome]).toEqual([1, NO_HANDLE, OUTCOME.tableFull]);
	});
});
