import { ALLOCATION_KINDS, type AllocationKind } from './allocation-ledger.ts';

/** What a record of the log says happened. Its place is its number. */
export const LOG_OPERATIONS = ['allocate', 'free', 'fail', 'refuse', 'end of frame', 'initialise', 'violation'] as const;

export type LogOperation = (typeof LOG_OPERATIONS)[number];

/** Number of each operation. */
export const LOG_OPERATION = { allocate: 0, free: 1, fail: 2, refuse: 3, endFrame: 4, initialise: 5, violation: 6 } as const;

/** A record of the log. */
export const LOG_RECORD = {
	/** Counts all records, from 1; written last. */
	serial: 0,
	operation: 1,
	kind: 2,
	frameLow: 3,
	frameHigh: 4,
	/** Of the call, −1 for the host. */
	instruction: 5,
	address: 6,
	/** Words asked for, and granted. */
	askedWords: 7,
	grantedWords: 8,
	/** The level that was wanted and the one that served, −1 for none. */
	wantedLevel: 9,
	level: 10,
	/** Row of the name. */
	name: 11,
	/** Cycles that the call took. */
	cycles: 12,
	/** Of the allocation in the ledger, 0 where there is none. */
	allocation: 13,
	words: 16,
} as const;

/** The words in front of the records. */
export const LOG = { written: 0, firstRecord: LOG_RECORD.words } as const;

/**
 * The stream of allocations, frees and what else happened to the heap (specification: memory, section 7, "Log"). New records overwrite the
 * oldest; a reader sees by their serial numbers what it has missed.
 */
export class AllocationLog {
	/** The record that is being made: the caller fills it in, but for the serial number. */
	readonly record = new Int32Array(LOG_RECORD.words);
	readonly #table: Int32Array;
	readonly #capacity: number;

	/** Words of a log of so many records. */
	static tableWords(records: number): number {
		return LOG.firstRecord + records * LOG_RECORD.words;
	}

	constructor(table: Int32Array) {
		this.#table = table;
		this.#capacity = Math.trunc((table.length - LOG.firstRecord) / LOG_RECORD.words);
	}

	/** Appends {@link record}. */
	append(): void {
		const table = this.#table;
		const written = table[LOG.written];
		const at = LOG.firstRecord + ((written >>> 0) % this.#capacity) * LOG_RECORD.words;
		Atomics.store(table, at + LOG_RECORD.serial, 0);
		for (let word = 1; word < LOG_RECORD.words; word++) table[at + word] = this.record[word];
		Atomics.store(table, at + LOG_RECORD.serial, written + 1);
		Atomics.store(table, LOG.written, written + 1);
	}
}

/** A record, read. */
export interface LogEntry {
	readonly serial: number;
	readonly operation: LogOperation;
	readonly kind: AllocationKind;
	readonly frame: number;
	readonly instruction: number;
	readonly address: number;
	readonly askedWords: number;
	readonly grantedWords: number;
	readonly wantedLevel: number;
	readonly level: number;
	readonly name: number;
	readonly cycles: number;
	readonly allocation: number;
}

/** The reader's side: what has come since it looked last. */
export class AllocationLogReader {
	/** Records that were overwritten before they were read. */
	missed = 0;
	readonly #table: Int32Array;
	readonly #capacity: number;
	#next = 1;

	constructor(table: Int32Array) {
		this.#table = table;
		this.#capacity = Math.trunc((table.length - LOG.firstRecord) / LOG_RECORD.words);
	}

	/** Gives every new record that is still there to `take`, oldest first, `most` at a time. */
	read(take: (entry: LogEntry) => void, most = this.#capacity): void {
		const written = Atomics.load(this.#table, LOG.written) >>> 0;
		// The log was begun anew for another firmware.
		if (written + 1 < this.#next) this.#next = 1;
		const oldest = Math.max(1, written - this.#capacity + 1);
		if (this.#next < oldest) {
			this.missed += oldest - this.#next;
			this.#next = oldest;
		}
		for (let count = 0; this.#next <= written && count < most; this.#next++, count++) {
			const entry = this.#entry(this.#next);
			if (entry === null) this.missed++;
			else take(entry);
		}
	}

	/** The record with that serial number; null when it is overwritten, also in the middle of reading. */
	#entry(serial: number): LogEntry | null {
		const table = this.#table;
		const at = LOG.firstRecord + ((serial - 1) % this.#capacity) * LOG_RECORD.words;
		const word = (index: number): number => table[at + index];
		const isWhole = (): boolean => Atomics.load(table, at + LOG_RECORD.serial) >>> 0 === serial;
		if (!isWhole()) return null;
		const entry: LogEntry = {
			serial,
			operation: LOG_OPERATIONS[word(LOG_RECORD.operation)] ?? 'refuse',
			kind: ALLOCATION_KINDS[word(LOG_RECORD.kind)] ?? 'block',
			frame: (word(LOG_RECORD.frameHigh) >>> 0) * 2 ** 32 + (word(LOG_RECORD.frameLow) >>> 0),
			instruction: word(LOG_RECORD.instruction),
			address: word(LOG_RECORD.address),
			askedWords: word(LOG_RECORD.askedWords),
			grantedWords: word(LOG_RECORD.grantedWords),
			wantedLevel: word(LOG_RECORD.wantedLevel),
			level: word(LOG_RECORD.level),
			name: word(LOG_RECORD.name),
			cycles: word(LOG_RECORD.cycles),
			allocation: word(LOG_RECORD.allocation) >>> 0,
		};
		return isWhole() ? entry : null;
	}
}
