import { ObjectTable } from './object-table.ts';
import { OUTCOME } from './outcomes.ts';

/** A bounded pointer in the table. */
export const BOUNDED = {
	/** First word of its range. */
	start: 0,
	/** Words in the range. */
	range: 1,
	/** The word that it points at, counted from `start`: 0 to `range` − 1. */
	position: 2,
	/** Moves that would have left the range. */
	refused: 3,
	words: 4,
} as const;

/** Pointers that stay in their range: a move that would leave it is answered with 0, counted, and not made (memory, section 6). */
export class BoundedPointers extends ObjectTable {
	readonly #memory: Int32Array;

	/** Words of a table of `capacity` pointers. */
	static tableWords(capacity: number): number {
		return ObjectTable.rowsEnd(BOUNDED.words, capacity);
	}

	/** @throws RangeError when the table is too small */
	constructor(table: Int32Array, capacity: number, memory: Int32Array) {
		super(table, BOUNDED.words, capacity);
		this.#memory = memory;
	}

	/**
	 * A pointer at the first of `words` words from `start` on.
	 *
	 * @returns its handle, or 0: then {@link outcome} is `outOfRange`, when that is not in memory, or `tableFull`
	 */
	create(start: number, words: number): number {
		if (!(start >= 0 && words >= 1 && start + words <= this.#memory.length)) return this.refuse(OUTCOME.outOfRange);
		if (this.isFull) return this.refuse(OUTCOME.tableFull);
		const handle = this.append();
		const row = this.row(handle);
		this.table[row + BOUNDED.start] = start;
		this.table[row + BOUNDED.range] = words;
		return handle;
	}

	/** Moves forward, or backward by a negative number. 1 when it has moved, else 0. */
	advance(handle: number, words: number): 0 | 1 {
		const { table } = this;
		const row = this.use(handle);
		if (row < 0) return 0;
		const position = table[row + BOUNDED.position] + words;
		if (position < 0 || position >= table[row + BOUNDED.range]) {
			table[row + BOUNDED.refused]++;
			this.outcome = OUTCOME.outOfRange;
			return 0;
		}
		table[row + BOUNDED.position] = position;
		return 1;
	}

	/** As {@link advance}, the other way. */
	retreat(handle: number, words: number): 0 | 1 {
		return this.advance(handle, -words);
	}

	/** The word that the pointer points at; 0 for a bad handle, see {@link outcome}. */
	read(handle: number): number {
		const row = this.use(handle);
		return row < 0 ? 0 : this.#memory[this.table[row + BOUNDED.start] + this.table[row + BOUNDED.position]];
	}

	/** Writes the word that the pointer points at. 1 when that is done, 0 for a bad handle. */
	write(handle: number, value: number): 0 | 1 {
		const row = this.use(handle);
		if (row < 0) return 0;
		this.#memory[this.table[row + BOUNDED.start] + this.table[row + BOUNDED.position]] = value;
		return 1;
	}
}
