import { ALLOCATION, type Allocation, readAllocationAt } from './allocation-ledger.ts';
import { PLACE, type Place, readPlace } from './place.ts';
import { VIOLATION_KIND, VIOLATION_KIND_NAMES, type ViolationKind } from './violation-kinds.ts';

/** How a violation was found. */
export const FOUND_BY = { access: 0, call: 1, check: 2, host: 3 } as const;

/** The ways by number: an access that was looked at, a native that refused, words that no longer hold the code, the end of a firmware. */
export const FINDERS = ['access', 'call', 'check', 'host'] as const;

/** A row of the list. */
export const VIOLATION = {
	/** A number of `VIOLATION_KIND`. */
	kind: 0,
	foundBy: 1,
	/** Place of the native in the host's table that refused, or that was called to look; −1 for none. */
	native: 2,
	/** The native's parameter that was wrong, and its word. */
	parameter: 3,
	word: 4,
	/** Whether the access was a write. */
	writes: 5,
	/** The word of memory that is in question; −1 for none. */
	address: 6,
	/** Times it has happened, modulo 2³². */
	count: 7,
	/** Where and when it happened first, and the frame of the last time. */
	first: 8,
	lastFrameLow: 8 + PLACE.words,
	lastFrameHigh: 9 + PLACE.words,
	/** Where the last one was, for recognising a run of accesses as one. */
	lastAddress: 10 + PLACE.words,
	/** Whether the rest is about a buffer: the words of its row in the ledger as they were then. */
	hasBuffer: 11 + PLACE.words,
	buffer: 12 + PLACE.words,
	words: 12 + PLACE.words + ALLOCATION.words,
} as const;

/** The words in front of the rows. */
export const VIOLATION_LIST = {
	/** Rows in use. */
	rows: 0,
	/** All that ever happened, modulo 2³². */
	total: 1,
	/** Those of them for which there was no row, modulo 2³². */
	dropped: 2,
	firstRow: 4,
} as const;

const DAMAGED_HEADER = VIOLATION_KIND.damagedHeader;

/** Accesses by one instruction that are no further apart are one violation that goes on. */
const RUN_WORDS = 64;

/** What is to be recorded; the caller fills it in. One object, made once. */
export interface NewViolation {
	kind: number;
	foundBy: number;
	native: number;
	parameter: number;
	word: number;
	writes: boolean;
	address: number;
	/** First word in the ledger of the buffer that it is about, −1 for none. */
	bufferAt: number;
}

/**
 * The violations of a firmware, each kind at each place once, with how often it happened. A loop that does the same wrong thing in every tick
 * is one row. Words that are all zero are an empty list.
 */
export class ViolationList {
	readonly #table: Int32Array;
	readonly #ledger: Int32Array;
	readonly #capacity: number;

	/** Words of a list with so many rows. */
	static tableWords(rows: number): number {
		return VIOLATION_LIST.firstRow + rows * VIOLATION.words;
	}

	/** @param ledger the table of the allocation ledger */
	constructor(table: Int32Array, ledger: Int32Array) {
		this.#table = table;
		this.#ledger = ledger;
		this.#capacity = Math.trunc((table.length - VIOLATION_LIST.firstRow) / VIOLATION.words);
	}

	/** Rows in use. */
	get rows(): number {
		return this.#table[VIOLATION_LIST.rows];
	}

	/** Records a violation. True when it is a new row: one that nobody has heard of. */
	add(violation: NewViolation, place: Int32Array): boolean {
		const table = this.#table;
		table[VIOLATION_LIST.total]++;
		const known = this.#find(violation, place);
		if (known >= 0) {
			table[known + VIOLATION.count]++;
			table[known + VIOLATION.lastFrameLow] = place[PLACE.frameLow];
			table[known + VIOLATION.lastFrameHigh] = place[PLACE.frameHigh];
			table[known + VIOLATION.lastAddress] = violation.address;
			return false;
		}
		const rows = table[VIOLATION_LIST.rows];
		if (rows >= this.#capacity) {
			table[VIOLATION_LIST.dropped]++;
			return false;
		}
		const at = VIOLATION_LIST.firstRow + rows * VIOLATION.words;
		table[at + VIOLATION.kind] = violation.kind;
		table[at + VIOLATION.foundBy] = violation.foundBy;
		table[at + VIOLATION.native] = violation.native;
		table[at + VIOLATION.parameter] = violation.parameter;
		table[at + VIOLATION.word] = violation.word;
		table[at + VIOLATION.writes] = violation.writes ? 1 : 0;
		table[at + VIOLATION.address] = violation.address;
		table[at + VIOLATION.lastAddress] = violation.address;
		table[at + VIOLATION.count] = 1;
		for (let word = 0; word < PLACE.words; word++) table[at + VIOLATION.first + word] = place[word];
		table[at + VIOLATION.lastFrameLow] = place[PLACE.frameLow];
		table[at + VIOLATION.lastFrameHigh] = place[PLACE.frameHigh];
		table[at + VIOLATION.hasBuffer] = violation.bufferAt >= 0 ? 1 : 0;
		if (violation.bufferAt >= 0) {
			for (let word = 0; word < ALLOCATION.words; word++) {
				table[at + VIOLATION.buffer + word] = this.#ledger[violation.bufferAt + word];
			}
		}
		// Last, so that who reads the list at the same time sees whole rows only.
		Atomics.store(table, VIOLATION_LIST.rows, rows + 1);
		return true;
	}

	/**
	 * The same thing at the same place: for an access, the same kind by the same instruction; for a native, the same parameter's fault as well; for
	 * a damaged header that was found by looking, the same block. An
	 * access right behind the last one of its instruction goes on with it, whatever it now hits.
	 */
	#find(violation: NewViolation, place: Int32Array): number {
		const table = this.#table;
		const end = VIOLATION_LIST.firstRow + table[VIOLATION_LIST.rows] * VIOLATION.words;
		for (let at = VIOLATION_LIST.firstRow; at < end; at += VIOLATION.words) {
			if (
				table[at + VIOLATION.first + PLACE.instruction] !== place[PLACE.instruction] ||
				table[at + VIOLATION.foundBy] !== violation.foundBy ||
				table[at + VIOLATION.native] !== violation.native
			) {
				continue;
			}
			if (table[at + VIOLATION.kind] === violation.kind) {
				if (violation.foundBy === FOUND_BY.host) continue;
				// Who looked is not who did it: each block is a find of its own.
				const isOfAnother = violation.kind === DAMAGED_HEADER && table[at + VIOLATION.address] !== violation.address;
				if (violation.foundBy === FOUND_BY.check && isOfAnother) continue;
				return at;
			}
			const distance = Math.abs(table[at + VIOLATION.lastAddress] - violation.address);
			if (violation.foundBy === FOUND_BY.access && distance <= RUN_WORDS) return at;
		}
		return -1;
	}
}

/** A violation, read from its row. */
export interface Violation {
	/** Its place in the list, from 0. */
	readonly row: number;
	readonly kind: ViolationKind;
	readonly foundBy: (typeof FINDERS)[number];
	/** Place of the native in the host's table that refused, or that was called to look; −1 for none. */
	readonly native: number;
	readonly parameter: number;
	readonly word: number;
	readonly writes: boolean;
	/** The word of memory in question, −1 for none. */
	readonly address: number;
	readonly count: number;
	readonly place: Place;
	readonly lastFrame: number;
	/** The buffer that it is about, as it was then. */
	readonly buffer: Omit<Allocation, 'row'> | null;
}

/** Reads a row of the list; null where there is none. For readers. */
export function readViolation(table: Int32Array, row: number): Violation | null {
	if (!(row >= 0 && row < Atomics.load(table, VIOLATION_LIST.rows))) return null;
	const at = VIOLATION_LIST.firstRow + row * VIOLATION.words;
	const place = readPlace(table, at + VIOLATION.first);
	return {
		row,
		kind: VIOLATION_KIND_NAMES[table[at + VIOLATION.kind]] ?? 'badArgument',
		foundBy: FINDERS[table[at + VIOLATION.foundBy]] ?? 'access',
		native: table[at + VIOLATION.native],
		parameter: table[at + VIOLATION.parameter],
		word: table[at + VIOLATION.word],
		writes: table[at + VIOLATION.writes] !== 0,
		address: table[at + VIOLATION.address],
		count: table[at + VIOLATION.count] >>> 0,
		place,
		lastFrame: (table[at + VIOLATION.lastFrameHigh] >>> 0) * 2 ** 32 + (table[at + VIOLATION.lastFrameLow] >>> 0),
		buffer: table[at + VIOLATION.hasBuffer] !== 0 ? readAllocationAt(table, at + VIOLATION.buffer) : null,
	};
}

/** All rows of the list, in the order in which they happened first. For readers. */
export function readViolations(table: Int32Array): readonly Violation[] {
	const violations: Violation[] = [];
	for (let row = 0; ; row++) {
		const violation = readViolation(table, row);
		if (violation === null) return violations;
		violations.push(violation);
	}
}
