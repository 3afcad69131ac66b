import { MAX_ARENA_WORDS, NO_ADDRESS } from './allocator.ts';
import { OBJECT_TABLE, ObjectTable, type WordSource } from './object-table.ts';
import { OUTCOME, type Outcome } from './outcomes.ts';

/** A pool in the table. */
export const POOL = {
	/** What the creator gave as the name of the type: a text pointer of the firmware, or 0. */
	name: 0,
	/** Address of item 0; the items follow each other by `strideWords`, without headers. */
	start: 1,
	itemWords: 2,
	/** Items that the pool has. */
	capacity: 3,
	/** Where the links of the items lie in the table, one word an item, see {@link Pools}. */
	links: 4,
	/** 1 + the item that was freed last and is free, or 0. */
	firstFree: 5,
	/** Items from this one on were never handed out. */
	fresh: 6,
	inUse: 7,
	peakInUse: 8,
	/** Items ever handed out, modulo 2³². */
	created: 9,
	/** Items ever freed, modulo 2³². */
	destroyed: 10,
	/** Requests that found the pool exhausted. */
	failed: 11,
	/** Frees that were refused. */
	refusedFrees: 12,
	/** The level that was asked for, a number of `LEVEL`. */
	level: 13,
	/** From one item to the next: `itemWords`, and {@link Pools.guardWords} of when the pool was made. */
	strideWords: 14,
	words: 16,
} as const;

/** The link of an item in use. That of a free one is 1 + the next free item, or 0 behind the last. */
const IN_USE = -1;

/**
 * Pools of items of one size and type (specification: memory, section 4). Both operations take one step: an item comes from the chain of freed
 * ones, or is the next that was never used. The links are in the table, out of the firmware's reach, so a double free is found for
 * certain and the items are the firmware's to the last word.
 */
export class Pools extends ObjectTable {
	/** Words behind each item that are nobody's, of pools that are made from now on. */
	guardWords = 0;
	readonly #heap: WordSource;
	readonly #firstLink: number;

	/**
	 * Words of a table.
	 *
	 * @param capacity pools
	 * @param items of all pools together
	 */
	static tableWords(capacity: number, items: number): number {
		return ObjectTable.rowsEnd(POOL.words, capacity) + items;
	}

	/**
	 * @param table {@link Pools.tableWords}: what is behind the rows is for items
	 * @param heap where the items' words come from
	 * @throws RangeError when the table is too small for the pools
	 */
	constructor(table: Int32Array, capacity: number, heap: WordSource) {
		super(table, POOL.words, capacity);
		this.#heap = heap;
		this.#firstLink = ObjectTable.rowsEnd(POOL.words, capacity);
	}

	/**
	 * A pool with all its items free.
	 *
	 * @param name see {@link POOL}.name
	 * @param itemWords 1 or more
	 * @param items 1 or more
	 * @returns its handle, or 0: then {@link outcome} is `outOfRange`, `tableFull` or `outOfMemory`
	 */
	create(name: number, itemWords: number, items: number, level: number): number {
		if (!(itemWords >= 1 && items >= 1 && itemWords * items <= MAX_ARENA_WORDS)) return this.refuse(OUTCOME.outOfRange);
		if (!this.hasRoomFor(1, items)) return this.refuse(OUTCOME.tableFull);
		const start = this.#heap.allocate(this.wordsFor(itemWords, items), level);
		if (start === NO_ADDRESS) return this.refuse(OUTCOME.outOfMemory);
		return this.createAt(start, name, itemWords, items, level);
	}

	/** Words that a pool takes that is made now. */
	wordsFor(itemWords: number, items: number): number {
		return (itemWords + this.guardWords) * items;
	}

	/** Whether the table has rows for `pools` more pools with `items` items altogether. */
	hasRoomFor(pools: number, items: number): boolean {
		return this.count + pools <= this.capacity && this.#linksEnd() + items <= this.table.length;
	}

	/** A pool in words that the caller has allocated, with the table's room already asked for by {@link hasRoomFor}. */
	createAt(start: number, name: number, itemWords: number, items: number, level: number): number {
		const links = this.#linksEnd();
		const handle = this.append();
		const row = this.row(handle);
		this.table[row + POOL.name] = name;
		this.table[row + POOL.start] = start;
		this.table[row + POOL.itemWords] = itemWords;
		this.table[row + POOL.capacity] = items;
		this.table[row + POOL.links] = links;
		this.table[row + POOL.level] = level;
		this.table[row + POOL.strideWords] = itemWords + this.guardWords;
		return handle;
	}

	/** Address of an item, or {@link NO_ADDRESS} when the pool is exhausted, which is counted, or the handle is bad. */
	allocate(handle: number): number {
		const { table } = this;
		const row = this.use(handle);
		if (row < 0) return NO_ADDRESS;
		let item = table[row + POOL.firstFree] - 1;
		if (item >= 0) {
			table[row + POOL.firstFree] = table[table[row + POOL.links] + item];
		} else {
			item = table[row + POOL.fresh];
			if (item >= table[row + POOL.capacity]) {
				table[row + POOL.failed]++;
				this.outcome = OUTCOME.outOfMemory;
				return NO_ADDRESS;
			}
			table[row + POOL.fresh] = item + 1;
		}
		table[table[row + POOL.links] + item] = IN_USE;
		table[row + POOL.created]++;
		const inUse = table[row + POOL.inUse] + 1;
		table[row + POOL.inUse] = inUse;
		if (inUse > table[row + POOL.peakInUse]) table[row + POOL.peakInUse] = inUse;
		return table[row + POOL.start] + item * table[row + POOL.strideWords];
	}

	/** Gives an item back: `done`, or, with nothing changed, `badHandle`, `foreign`, `misaligned` or `alreadyFree`. */
	free(handle: number, address: number): Outcome {
		const { table } = this;
		const row = this.use(handle);
		if (row < 0) return this.outcome;
		const stride = table[row + POOL.strideWords];
		const offset = address - table[row + POOL.start];
		if (offset < 0 || offset >= stride * table[row + POOL.capacity]) return this.#refuseFree(row, OUTCOME.foreign);
		const item = Math.trunc(offset / stride);
		if (item * stride !== offset) return this.#refuseFree(row, OUTCOME.misaligned);
		const link = table[row + POOL.links] + item;
		if (table[link] !== IN_USE) return this.#refuseFree(row, OUTCOME.alreadyFree);
		table[link] = table[row + POOL.firstFree];
		table[row + POOL.firstFree] = item + 1;
		table[row + POOL.inUse]--;
		table[row + POOL.destroyed]++;
		return OUTCOME.done;
	}

	/** Whether item number `item` of a pool is handed out, for views. */
	isInUse(handle: number, item: number): boolean {
		const row = this.row(handle);
		return (
			row >= 0 &&
			item >= 0 &&
			item < this.table[row + POOL.capacity] &&
			this.table[this.table[row + POOL.links] + item] === IN_USE
		);
	}

	#refuseFree(row: number, outcome: Outcome): Outcome {
		this.table[row + POOL.refusedFrees]++;
		this.outcome = outcome;
		return outcome;
	}

	#linksEnd(): number {
		const count = this.table[OBJECT_TABLE.count];
		if (count === 0) return this.#firstLink;
		const last = this.row(count);
		return this.table[last + POOL.links] + this.table[last + POOL.capacity];
	}
}
