import { MAX_ARENA_WORDS, NO_ADDRESS } from './allocator.ts';
import { ObjectTable, type WordSource } from './object-table.ts';
import { OUTCOME, type Outcome } from './outcomes.ts';
import { POOL, type Pools } from './pools.ts';

/** Words of small, medium and large items (specification: memory, section 4). */
export const MULTI_POOL_ITEM_WORDS = [32, 256, 1024] as const;

const SIZES = MULTI_POOL_ITEM_WORDS.length;

/** A multi-size pool in the table: the handles of its pools, smallest items first, and its requests that no pool could serve. */
export const MULTI_POOL = { pools: 0, failed: SIZES, refusedFrees: SIZES + 1, words: 8 } as const;

/** Pools of items of three sizes behind one handle (specification: memory, section 4): three {@link Pools} in one block of a level. */
export class MultiPools extends ObjectTable {
	/** Words of the item that {@link allocate} answered last. */
	grantedWords = 0;
	readonly #pools: Pools;
	readonly #heap: WordSource;

	/** Words of a table of `capacity` multi-size pools, each of which takes three pools. */
	static tableWords(capacity: number): number {
		return ObjectTable.rowsEnd(MULTI_POOL.words, capacity);
	}

	/** @throws RangeError when the table is too small */
	constructor(table: Int32Array, capacity: number, pools: Pools, heap: WordSource) {
		super(table, MULTI_POOL.words, capacity);
		this.#pools = pools;
		this.#heap = heap;
	}

	/**
	 * A multi-size pool with all items free. It is created whole or not at all.
	 *
	 * @param small, medium, large items of each size, 0 or more, not all 0
	 * @returns its handle, or 0: then {@link outcome} is `outOfRange`, `tableFull` or `outOfMemory`
	 */
	create(small: number, medium: number, large: number, level: number): number {
		const [smallWords, mediumWords, largeWords] = MULTI_POOL_ITEM_WORDS;
		const words = small * smallWords + medium * mediumWords + large * largeWords;
		const isInRange = small >= 0 && medium >= 0 && large >= 0 && words >= 1 && words <= MAX_ARENA_WORDS;
		if (!isInRange) return this.refuse(OUTCOME.outOfRange);
		if (this.isFull || !this.#pools.hasRoomFor(SIZES, small + medium + large)) return this.refuse(OUTCOME.tableFull);
		const pools = this.#pools;
		const mediumAt = pools.wordsFor(smallWords, small);
		const largeAt = mediumAt + pools.wordsFor(mediumWords, medium);
		const start = this.#heap.allocate(largeAt + pools.wordsFor(largeWords, large), level);
		if (start === NO_ADDRESS) return this.refuse(OUTCOME.outOfMemory);
		const handle = this.append();
		const row = this.row(handle);
		this.table[row + MULTI_POOL.pools] = pools.createAt(start, 0, smallWords, small, level);
		this.table[row + MULTI_POOL.pools + 1] = pools.createAt(start + mediumAt, 0, mediumWords, medium, level);
		this.table[row + MULTI_POOL.pools + 2] = pools.createAt(start + largeAt, 0, largeWords, large, level);
		return handle;
	}

	/**
	 * An item of the smallest size that holds `words` and has one free.
	 *
	 * @returns its address, or {@link NO_ADDRESS}: `words` are not 1 to 1024, all that would do are in use, or the handle is bad
	 */
	allocate(handle: number, words: number): number {
		const row = this.use(handle);
		this.grantedWords = 0;
		if (row < 0) return NO_ADDRESS;
		if (words >= 1) {
			for (let size = 0; size < SIZES; size++) {
				if (words > MULTI_POOL_ITEM_WORDS[size]) continue;
				const address = this.#pools.allocate(this.table[row + MULTI_POOL.pools + size]);
				this.grantedWords = MULTI_POOL_ITEM_WORDS[size];
				if (address !== NO_ADDRESS) return address;
			}
		}
		this.table[row + MULTI_POOL.failed]++;
		this.outcome = words >= 1 && words <= MULTI_POOL_ITEM_WORDS[SIZES - 1] ? OUTCOME.outOfMemory : OUTCOME.outOfRange;
		return NO_ADDRESS;
	}

	/** Gives an item of any size back, with the outcomes of {@link Pools.free}. */
	free(handle: number, address: number): Outcome {
		const row = this.use(handle);
		if (row < 0) return this.outcome;
		for (let size = 0; size < SIZES; size++) {
			const pool = this.table[row + MULTI_POOL.pools + size];
			const start = this.#pools.field(pool, POOL.start);
			const words = this.#pools.field(pool, POOL.strideWords) * this.#pools.field(pool, POOL.capacity);
			if (address < start || address >= start + words) continue;
			this.outcome = this.#pools.free(pool, address);
			return this.outcome;
		}
		this.table[row + MULTI_POOL.refusedFrees]++;
		this.outcome = OUTCOME.foreign;
		return this.outcome;
	}
}
