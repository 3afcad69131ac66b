import { RING_WORDS } from '../spsc-ring.ts';
import { WordRing } from '../word-ring.ts';
import { OBJECT_TABLE, ObjectTable } from './object-table.ts';
import { OUTCOME } from './outcomes.ts';

/** A ring in the table. Fill, peak, overflows and underflows are in the ring itself, see `RING_WORDS`. */
export const RING = {
	/** Words that the ring holds, a power of two. */
	capacityWords: 0,
	/** Words that the firmware has written, and taken out, modulo 2³². */
	written: 1,
	taken: 2,
	words: 4,
} as const;

/** Words of the smallest and of the largest ring. */
export const MIN_RING_WORDS = 16;
export const MAX_RING_WORDS = 4096;

/** Words of storage that each ring has, whatever its capacity. */
export const RING_STORAGE_WORDS = WordRing.bytes(MAX_RING_WORDS) / Int32Array.BYTES_PER_ELEMENT;

const CAPACITIES = Math.log2(MAX_RING_WORDS / MIN_RING_WORDS) + 1;

/** Where in the storage of rings ring `handle` of a capacity lies. */
export function ringWords(storage: Int32Array, handle: number, capacityWords: number): Int32Array {
	const at = (handle - 1) * RING_STORAGE_WORDS;
	return storage.subarray(at, at + RING_WORDS.firstSlot + capacityWords);
}

/**
 * The firmware's ends of its rings (specification: memory, section 5). Each ring has a place of its own in storage that other threads see;
 * for each capacity that it may get, the object that works on it is made beforehand, as none can be made while audio runs.
 */
export class Rings extends ObjectTable {
	/** For each ring its objects, from the smallest capacity on. */
	readonly #rings: readonly WordRing[];

	/** Words of a table of `capacity` rings. */
	static tableWords(capacity: number): number {
		return ObjectTable.rowsEnd(RING.words, capacity);
	}

	/** Words of storage for the rings of a table of `capacity`. */
	static storageWords(capacity: number): number {
		return RING_STORAGE_WORDS * capacity;
	}

	/** @throws RangeError when table or storage are too small */
	constructor(table: Int32Array, capacity: number, storage: Int32Array) {
		super(table, RING.words, capacity);
		this.#rings = Array.from({ length: capacity * CAPACITIES }, (_, index) => {
			const words = MIN_RING_WORDS << (index % CAPACITIES);
			return new WordRing(ringWords(storage, 1 + Math.floor(index / CAPACITIES), words));
		});
	}

	/**
	 * An empty ring.
	 *
	 * @param words 1 to {@link MAX_RING_WORDS}, rounded up to a power of two, {@link MIN_RING_WORDS} or more
	 * @returns its handle, or 0: then {@link outcome} is `outOfRange` or `tableFull`
	 */
	create(words: number): number {
		if (!(words >= 1 && words <= MAX_RING_WORDS)) return this.refuse(OUTCOME.outOfRange);
		if (this.isFull) return this.refuse(OUTCOME.tableFull);
		const { table, count } = this;
		const capacityWords = Math.max(MIN_RING_WORDS, 1 << (32 - Math.clz32(words - 1)));
		// The other end may look at any time: it finds the ring when it is complete.
		this.#ringOf(count + 1, capacityWords).clear();
		table[OBJECT_TABLE.firstRow + count * RING.words + RING.capacityWords] = capacityWords;
		return this.append();
	}

	/** Appends a word. 0 when the ring is full, which is counted, or for a bad handle, see {@link outcome}. */
	write(handle: number, value: number): 0 | 1 {
		const row = this.use(handle);
		if (row < 0 || !this.#ring(handle).push(value)) return 0;
		this.table[row + RING.written]++;
		return 1;
	}

	/** Takes the oldest word into `memory` at `address`. 0 when the ring is empty, which is counted, or for a bad handle. */
	readInto(handle: number, memory: Int32Array, address: number): 0 | 1 {
		const row = this.use(handle);
		if (row < 0) return 0;
		const ring = this.#ring(handle);
		const isThere = ring.canPop(1);
		const word = ring.pop();
		if (!isThere) return 0;
		memory[address] = word;
		this.table[row + RING.taken]++;
		return 1;
	}

	#ring(handle: number): WordRing {
		return this.#ringOf(handle, this.field(handle, RING.capacityWords));
	}

	#ringOf(handle: number, capacityWords: number): WordRing {
		return this.#rings[(handle - 1) * CAPACITIES + Math.clz32(MIN_RING_WORDS) - Math.clz32(capacityWords)];
	}
}
