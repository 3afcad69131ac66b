import type { LogEntry } from '../../memory/checks/allocation-log.ts';

/** Records that the page keeps. */
export const KEPT_RECORDS = 20_000;

/** A record with what its numbers stand for, read while the firmware was there to ask. */
export interface LogRecord extends LogEntry {
	/** Of the buffer, '' for none. */
	readonly nameText: string;
	/** `function() at file:line`. */
	readonly site: string;
	readonly functionName: string;
	/** 0 for none. */
	readonly line: number;
	readonly seconds: number;
}

/** Whether a record is to be shown. */
export type LogTest = (record: LogRecord) => boolean;

/**
 * The last records of the log, and those of them that pass a test. Both are kept as records come, so that thousands a second cost no
 * more than they are.
 */
export class LogBook {
	/** Records that have ever come in: tells whether there is something new. */
	total = 0;
	/** Shown records that have gone because newer ones came: a view that is scrolled goes along. */
	gone = 0;
	readonly #kept: Queue<LogRecord>;
	#shown: Queue<LogRecord>;
	readonly #names = new Set<string>();
	#test: LogTest = () => true;

	/** @param capacity records that are kept */
	constructor(capacity = KEPT_RECORDS) {
		this.#kept = new Queue(capacity);
		this.#shown = new Queue(capacity);
	}

	/** Records that are kept. */
	get length(): number {
		return this.#kept.length;
	}

	/** Records that pass the test. */
	get shownLength(): number {
		return this.#shown.length;
	}

	/** Every name that has come in, in alphabetical order. */
	get names(): readonly string[] {
		return [...this.#names].sort((a, b) => a.localeCompare(b));
	}

	add(record: LogRecord): void {
		this.total++;
		if (record.nameText !== '') this.#names.add(record.nameText);
		const oldest = this.#kept.push(record);
		// What goes first from all goes first from those shown, if it is among them.
		if (oldest !== null && this.#shown.at(0) === oldest) {
			this.#shown.shift();
			this.gone++;
		}
		if (this.#test(record)) this.#shown.push(record);
	}

	/** Shows only what passes another test. */
	filter(test: LogTest): void {
		this.#test = test;
		const shown = new Queue<LogRecord>(this.#kept.capacity);
		for (let index = 0; index < this.#kept.length; index++) {
			const record = this.#kept.at(index);
			if (record !== undefined && test(record)) shown.push(record);
		}
		this.#shown = shown;
		this.gone = 0;
	}

	clear(): void {
		this.#kept.clear();
		this.#shown.clear();
		this.gone = 0;
	}

	/** The shown records from `first` up to `end`, oldest first. */
	shown(first = 0, end = this.#shown.length): readonly LogRecord[] {
		const records: LogRecord[] = [];
		for (let index = Math.max(0, first); index < Math.min(end, this.#shown.length); index++) {
			const record = this.#shown.at(index);
			if (record !== undefined) records.push(record);
		}
		return records;
	}
}

/** First in, first out, of one size: in a ring, so that nothing is moved. */
class Queue<Item> {
	length = 0;
	readonly capacity: number;
	readonly #items: (Item | undefined)[] = [];
	#first = 0;

	constructor(capacity: number) {
		this.capacity = capacity;
	}

	/** The item at a place, 0 the oldest. */
	at(index: number): Item | undefined {
		return index < this.length ? this.#items[(this.#first + index) % this.capacity] : undefined;
	}

	/** Adds an item. Answers the one that had to go for it, or null. */
	push(item: Item): Item | null {
		const oldest = this.length === this.capacity ? this.shift() : null;
		this.#items[(this.#first + this.length) % this.capacity] = item;
		this.length++;
		return oldest;
	}

	/** Takes the oldest away. */
	shift(): Item | null {
		if (this.length === 0) return null;
		const oldest = this.#items[this.#first];
		this.#items[this.#first] = undefined;
		this.#first = (this.#first + 1) % this.capacity;
		this.length--;
		return oldest ?? null;
	}

	clear(): void {
		this.#items.length = 0;
		this.#first = this.length = 0;
	}
}
