import { PLACE, type Place, readPlace } from './place.ts';

/** What kind of thing was allocated: its place is the number in records. */
export const ALLOCATION_KINDS = ['block', 'frame block', 'pool', 'pool item', 'circular buffer', 'DMA buffer'] as const;

export type AllocationKind = (typeof ALLOCATION_KINDS)[number];

/** Number of each kind. */
export const ALLOCATION_KIND = { block: 0, frame: 1, pool: 2, item: 3, circular: 4, dma: 5 } as const;

/** What a row is about. */
export const ALLOCATION_STATE = { none: 0, live: 1, freed: 2 } as const;

/** A row of the ledger. */
export const ALLOCATION = {
	state: 0,
	/** Counts all allocations, from 1. */
	serial: 1,
	/** A number of {@link ALLOCATION_KIND}. */
	kind: 2,
	/** First of the firmware's words. */
	address: 3,
	askedWords: 4,
	/** Words that the block grants. */
	grantedWords: 5,
	/** The level it lies in. */
	level: 6,
	/** Row of the name. */
	name: 7,
	/** The row that was freed next, for the queue in which rows are used again. */
	nextFreed: 8,
	allocated: 12,
	freed: 12 + PLACE.words,
	words: 24,
} as const;

/** The words in front of the rows. */
export const LEDGER = {
	/** Allocations ever. */
	serial: 0,
	/** Rows that were ever used. */
	rows: 1,
	/** Queue of freed rows, oldest first; 0 for none. */
	firstFreed: 2,
	lastFreed: 3,
	/** Allocations for which there was no row: they are checked, and nothing is known of them. */
	unrecorded: 4,
	firstRow: ALLOCATION.words,
} as const;

/** No row: nobody's words. */
export const NO_ROW = 0;

/**
 * Who has what, and who had it last (specification: memory, section 6, "Tracking"): a row for each allocation. A row outlives its allocation until
 * it is needed again, and those freed longest ago are needed first, so that the history of a word is told as long as possible. Words
 * that are all zero are an empty ledger. Rows are numbered from 1.
 */
export class AllocationLedger {
	readonly table: Int32Array;
	readonly #rows: number;

	/** Words of a ledger with so many rows. */
	static tableWords(rows: number): number {
		return LEDGER.firstRow + rows * ALLOCATION.words;
	}

	constructor(table: Int32Array) {
		this.table = table;
		this.#rows = Math.trunc((table.length - LEDGER.firstRow) / ALLOCATION.words);
	}

	/** First word of a row. */
	at(row: number): number {
		return LEDGER.firstRow + (row - 1) * ALLOCATION.words;
	}

	/** A row for an allocation, live, with its serial number; all else is the caller's to write. {@link NO_ROW} when all rows are of live ones. */
	open(place: Int32Array): number {
		const { table } = this;
		table[LEDGER.serial]++;
		let row = table[LEDGER.rows] + 1;
		if (row <= this.#rows) {
			table[LEDGER.rows] = row;
		} else {
			row = table[LEDGER.firstFreed];
			if (row === NO_ROW) {
				table[LEDGER.unrecorded]++;
				return NO_ROW;
			}
			table[LEDGER.firstFreed] = table[this.at(row) + ALLOCATION.nextFreed];
			if (table[LEDGER.firstFreed] === NO_ROW) table[LEDGER.lastFreed] = NO_ROW;
		}
		const at = this.at(row);
		table.fill(0, at, at + ALLOCATION.words);
		table[at + ALLOCATION.state] = ALLOCATION_STATE.live;
		table[at + ALLOCATION.serial] = table[LEDGER.serial];
		for (let word = 0; word < PLACE.words; word++) table[at + ALLOCATION.allocated + word] = place[word];
		return row;
	}

	/** The allocation of a row is given back. */
	close(row: number, place: Int32Array): void {
		const { table } = this;
		if (row === NO_ROW) return;
		const at = this.at(row);
		table[at + ALLOCATION.state] = ALLOCATION_STATE.freed;
		for (let word = 0; word < PLACE.words; word++) table[at + ALLOCATION.freed + word] = place[word];
		const last = table[LEDGER.lastFreed];
		if (last === NO_ROW) table[LEDGER.firstFreed] = row;
		else table[this.at(last) + ALLOCATION.nextFreed] = row;
		table[LEDGER.lastFreed] = row;
	}

	/** Rows that were ever used: they are numbered from 1 to this. */
	get rows(): number {
		return this.table[LEDGER.rows];
	}

	isLive(row: number): boolean {
		return this.field(row, ALLOCATION.state) === ALLOCATION_STATE.live;
	}

	isFreed(row: number): boolean {
		return this.field(row, ALLOCATION.state) === ALLOCATION_STATE.freed;
	}

	/** A word of a row, 0 for {@link NO_ROW}. */
	field(row: number, word: number): number {
		return row === NO_ROW ? 0 : this.table[this.at(row) + word];
	}
}

/** An allocation, read from its row. */
export interface Allocation {
	readonly row: number;
	readonly serial: number;
	readonly isLive: boolean;
	readonly kind: AllocationKind;
	readonly address: number;
	readonly askedWords: number;
	readonly grantedWords: number;
	readonly level: number;
	/** Row of the name in `BufferNames`. */
	readonly name: number;
	readonly allocated: Place;
	/** Null while it is live. */
	readonly freed: Place | null;
}

/** Reads a row of a ledger; null for one that was never used. For readers. */
export function readAllocation(table: Int32Array, row: number): Allocation | null {
	if (row < 1 || row > table[LEDGER.rows]) return null;
	const at = LEDGER.firstRow + (row - 1) * ALLOCATION.words;
	if (table[at + ALLOCATION.state] === ALLOCATION_STATE.none) return null;
	return { row, ...readAllocationAt(table, at) };
}

/** Reads the words of an allocation wherever they lie: records of violations have a copy. */
export function readAllocationAt(table: Int32Array, at: number): Omit<Allocation, 'row'> {
	const isLive = table[at + ALLOCATION.state] === ALLOCATION_STATE.live;
	return {
		serial: table[at + ALLOCATION.serial] >>> 0,
		isLive,
		kind: ALLOCATION_KINDS[table[at + ALLOCATION.kind]] ?? 'block',
		address: table[at + ALLOCATION.address],
		askedWords: table[at + ALLOCATION.askedWords],
		grantedWords: table[at + ALLOCATION.grantedWords],
		level: table[at + ALLOCATION.level],
		name: table[at + ALLOCATION.name],
		allocated: readPlace(table, at + ALLOCATION.allocated),
		freed: isLive ? null : readPlace(table, at + ALLOCATION.freed),
	};
}

/** The live allocations, oldest first. For readers. */
export function liveAllocations(table: Int32Array): readonly Allocation[] {
	const live: Allocation[] = [];
	for (let row = 1; row <= table[LEDGER.rows]; row++) {
		const allocation = readAllocation(table, row);
		if (allocation?.isLive) live.push(allocation);
	}
	return live.sort((a, b) => a.serial - b.serial);
}
