import { LEVEL } from '../heap/levels.ts';

/** What a record of a {@link HeapRecording} tells. */
export const RECORD = { allocated: 0, failed: 1, freed: 2, emptied: 3 } as const;

/** The words of a record: a number of {@link RECORD}, the allocation's serial number, words asked for and level wanted, where there are such. */
export const RECORD_FIELD = { what: 0, serial: 1, words: 2, level: 3, size: 4 } as const;

/** What was asked of the levels behind `STACK` in a run, in the order in which it happened. */
export interface HeapRecording {
	/** {@link RECORD_FIELD}.size words for each. */
	readonly records: Int32Array;
	/** Serial numbers are 0 to one less than this. */
	readonly serials: number;
}

const INITIAL_RECORDS = 1024;

/**
 * Writes a {@link HeapRecording}. `STACK` is the frame, which has no bins: what it serves is not recorded, and what it has no room for is a
 * request for `L1`, the next in its order.
 */
export class HeapRecorder {
	#records = new Int32Array(INITIAL_RECORDS * RECORD_FIELD.size);
	#length = 0;
	#serials = 0;

	/** Words were handed out. @returns the serial number of the allocation, for {@link freed} */
	allocated(words: number, level: number): number {
		this.#push(RECORD.allocated, this.#serials, words, level);
		return this.#serials++;
	}

	/** No level had room. */
	failed(words: number, level: number): void {
		this.#push(RECORD.failed, this.#serials++, words, level);
	}

	freed(serial: number): void {
		this.#push(RECORD.freed, serial, 0, 0);
	}

	/** All is free. */
	emptied(): void {
		this.#push(RECORD.emptied, 0, 0, 0);
	}

	/** What was recorded so far. */
	recording(): HeapRecording {
		return { records: this.#records.slice(0, this.#length), serials: this.#serials };
	}

	#push(what: number, serial: number, words: number, level: number): void {
		if (this.#length === this.#records.length) {
			const longer = new Int32Array(2 * this.#length);
			longer.set(this.#records);
			this.#records = longer;
		}
		const at = this.#length;
		this.#records[at + RECORD_FIELD.what] = what;
		this.#records[at + RECORD_FIELD.serial] = serial;
		this.#records[at + RECORD_FIELD.words] = words;
		this.#records[at + RECORD_FIELD.level] = Math.max(LEVEL.L1, level);
		this.#length += RECORD_FIELD.size;
	}
}
