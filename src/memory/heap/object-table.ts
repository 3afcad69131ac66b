import type { Outcome } from './outcomes.ts';
import { OUTCOME } from './outcomes.ts';

/** Where words for objects come from: a heap with levels. −1 is no room. */
export interface WordSource {
	allocate(words: number, level: number): number;
}

/** The words in front of the rows of a table of objects. */
export const OBJECT_TABLE = {
	/** Objects created. */
	count: 0,
	/** Objects that could not be created. */
	refused: 1,
	/** Uses of a handle that names nothing. */
	badHandles: 2,
	firstRow: 4,
} as const;

/** What firmware gets instead of a handle when an object cannot be created. */
export const NO_HANDLE = 0;

/**
 * A table of objects that firmware creates and names by handles, 1 for the first: pools, circular and DMA buffers, bounded pointers. An
 * object stays until the whole table is emptied, as firmware has no way to give one back.
 *
 * Words that are all zero are an empty table, and all state is in the words: the page opens its own object on them and only reads.
 */
export abstract class ObjectTable {
	/** What the last operation came to, where it answers something else. */
	outcome: Outcome = OUTCOME.done;
	readonly capacity: number;
	protected readonly table: Int32Array;
	protected readonly rowWords: number;

	/** Words of a table of `capacity` objects. */
	protected static rowsEnd(rowWords: number, capacity: number): number {
		return OBJECT_TABLE.firstRow + rowWords * capacity;
	}

	/** @throws RangeError when `table` has no room for a single row */
	protected constructor(table: Int32Array, rowWords: number, capacity: number) {
		if (!Number.isInteger(capacity) || capacity < 1 || table.length < ObjectTable.rowsEnd(rowWords, capacity)) {
			throw new RangeError(`${table.length} words have no room for ${capacity} objects of ${rowWords} words`);
		}
		this.table = table;
		this.rowWords = rowWords;
		this.capacity = capacity;
	}

	/** Objects created; their handles are 1 to this. */
	get count(): number {
		return this.table[OBJECT_TABLE.count];
	}

	/** Forgets all objects. Their words are the heap's, which is emptied at the same time. */
	reset(): void {
		this.table.fill(0);
		this.outcome = OUTCOME.done;
	}

	/** A field of an object as the table has it, for readers: 0 for a handle that names nothing. */
	field(handle: number, word: number): number {
		const row = this.row(handle);
		return row < 0 ? 0 : this.table[row + word];
	}

	/** First word of an object's row, or −1 when the handle names nothing. */
	protected row(handle: number): number {
		if (!(handle >= 1 && handle <= this.table[OBJECT_TABLE.count])) return -1;
		return OBJECT_TABLE.firstRow + (handle - 1) * this.rowWords;
	}

	/** As {@link row}, for an operation of the firmware: sets {@link outcome} and counts a handle that names nothing. */
	protected use(handle: number): number {
		const row = this.row(handle);
		if (row < 0) this.table[OBJECT_TABLE.badHandles]++;
		this.outcome = row < 0 ? OUTCOME.badHandle : OUTCOME.done;
		return row;
	}

	protected get isFull(): boolean {
		return this.table[OBJECT_TABLE.count] >= this.capacity;
	}

	/** Makes the next row an object; the table is not full. @returns its handle */
	protected append(): number {
		this.outcome = OUTCOME.done;
		return ++this.table[OBJECT_TABLE.count];
	}

	/** Notes why an object is not created, and is what the firmware gets. */
	protected refuse(outcome: Outcome): number {
		this.table[OBJECT_TABLE.refused]++;
		this.outcome = outcome;
		return NO_HANDLE;
	}
}
