import { ALIGNMENT_WORDS, NO_ADDRESS } from './allocator.ts';
import { ObjectTable, type WordSource } from './object-table.ts';
import { OUTCOME, type Outcome } from './outcomes.ts';

/** A circular buffer in the table. */
export const CIRCULAR = {
	/** Address of its first word, a multiple of {@link CIRCULAR_ALIGNMENT_WORDS}. */
	start: 0,
	/** Its size less 1; the size is a power of two. */
	mask: 1,
	/** Place of the next write, 0 to `mask`. */
	write: 2,
	/** The level that was asked for. */
	level: 3,
	words: 4,
} as const;

export const CIRCULAR_ALIGNMENT_WORDS = 16;

/** Largest circular buffer, in words. */
export const MAX_CIRCULAR_WORDS = 2 ** 22;

/** Circular buffers, such as delay lines (specification: memory, section 5): the place of a word is found by a mask. */
export class CircularBuffers extends ObjectTable {
	readonly #memory: Int32Array;
	readonly #heap: WordSource;

	/** Words of a table of `capacity` buffers. */
	static tableWords(capacity: number): number {
		return ObjectTable.rowsEnd(CIRCULAR.words, capacity);
	}

	/** @throws RangeError when the table is too small */
	constructor(table: Int32Array, capacity: number, memory: Int32Array, heap: WordSource) {
		super(table, CIRCULAR.words, capacity);
		this.#memory = memory;
		this.#heap = heap;
	}

	/**
	 * A buffer of zeros.
	 *
	 * @param words 1 to {@link MAX_CIRCULAR_WORDS}, rounded up to a power of two, {@link CIRCULAR_ALIGNMENT_WORDS} or more
	 * @returns its handle, or 0: then {@link outcome} is `outOfRange`, `tableFull` or `outOfMemory`
	 */
	create(words: number, level: number): number {
		if (!(words >= 1 && words <= MAX_CIRCULAR_WORDS)) return this.refuse(OUTCOME.outOfRange);
		if (this.isFull) return this.refuse(OUTCOME.tableFull);
		const size = Math.max(CIRCULAR_ALIGNMENT_WORDS, 1 << (32 - Math.clz32(words - 1)));
		const block = this.#heap.allocate(size + CIRCULAR_ALIGNMENT_WORDS - ALIGNMENT_WORDS, level);
		if (block === NO_ADDRESS) return this.refuse(OUTCOME.outOfMemory);
		const handle = this.append();
		const row = this.row(handle);
		const start = (block + CIRCULAR_ALIGNMENT_WORDS - 1) & -CIRCULAR_ALIGNMENT_WORDS;
		this.table[row + CIRCULAR.start] = start;
		this.table[row + CIRCULAR.mask] = size - 1;
		this.table[row + CIRCULAR.level] = level;
		this.#memory.fill(0, start, start + size);
		return handle;
	}

	/** Address of the word that {@link read} answers for a delay; for −1 of the one that {@link write} writes next. */
	addressOf(handle: number, delay: number): number {
		const row = this.row(handle);
		if (row < 0) return NO_ADDRESS;
		const { table } = this;
		return table[row + CIRCULAR.start] + ((table[row + CIRCULAR.write] - 1 - delay) & table[row + CIRCULAR.mask]);
	}

	/** Writes the next word over the oldest. */
	write(handle: number, value: number): Outcome {
		const { table } = this;
		const row = this.use(handle);
		if (row < 0) return this.outcome;
		const at = table[row + CIRCULAR.write];
		this.#memory[table[row + CIRCULAR.start] + at] = value;
		table[row + CIRCULAR.write] = (at + 1) & table[row + CIRCULAR.mask];
		return OUTCOME.done;
	}

	/**
	 * The word that was written `delay` writes before the last one: 0 is the last. A delay beyond the buffer, or a negative one, goes
	 * round. A bad handle reads as 0, see {@link outcome}.
	 */
	read(handle: number, delay: number): number {
		const { table } = this;
		const row = this.use(handle);
		if (row < 0) return 0;
		return this.#memory[table[row + CIRCULAR.start] + ((table[row + CIRCULAR.write] - 1 - delay) & table[row + CIRCULAR.mask])];
	}
}
