import type { AccessCost } from './access-cost.ts';

/** The low bits of a record's first word: what it is. The others are the instruction. */
const OPERATION = { access: 0, run: 1, copy: 2, prefetch: 3 } as const;
const OPERATION_BITS = 2;
const OPERATION_MASK = (1 << OPERATION_BITS) - 1;

/** Words of a record, by operation, and of the longest. */
const RECORD_WORDS = [3, 4, 6, 3];
const MAX_RECORD_WORDS = Math.max(...RECORD_WORDS);

/** Words of a piece of a trace. No record goes over the end of one. */
const PIECE_WORDS = 2 ** 18;

/** Most words of a trace: 256 MB. */
const MAX_TRACE_WORDS = 2 ** 26;

/** The owner of words that no allocation has: their place is their address. */
const NOBODY = -1;

/** No instruction is behind this one. */
const NO_INSTRUCTION = -2;

/**
 * The accesses of a run to its heap, in order, with addresses that are counted from the allocation they lie in, so that the same run
 * can be played with its allocations elsewhere. The words are shared: threads get it as it is.
 */
export interface AccessTrace {
	/**
	 * Records one behind the other. The first word is the instruction and what it does; then come owner and offset of a word, for a run of words
	 * their number, for a COPY owner and offset of the destination and the number of words. An owner is the serial number of an
	 * allocation, or −1 with an address in the place of the offset.
	 */
	readonly pieces: readonly Int32Array<SharedArrayBuffer>[];
	/** Words that are written of each piece. */
	readonly lengths: readonly number[];
}

/** Appends records to a trace. */
class TraceWriter {
	/** Whether there was no room for a record, and so for none behind it. */
	isFull = false;
	readonly #pieces: Int32Array<SharedArrayBuffer>[] = [];
	readonly #lengths: number[] = [];
	#piece: Int32Array = new Int32Array(0);
	#at = 0;

	/** Begins a record, which {@link push} goes on with. */
	begin(operation: number, instruction: number): void {
		if (this.#at + MAX_RECORD_WORDS > this.#piece.length) this.#beginPiece();
		this.#piece[this.#at++] = (instruction << OPERATION_BITS) | operation;
	}

	push(word: number): void {
		this.#piece[this.#at++] = word;
	}

	trace(): AccessTrace {
		const lengths = this.#pieces.length === 0 ? [] : [...this.#lengths, this.#at];
		return { pieces: this.#pieces, lengths };
	}

	#beginPiece(): void {
		if ((this.#pieces.length + 1) * PIECE_WORDS > MAX_TRACE_WORDS) {
			// What follows goes over the last piece again and is of no use.
			this.isFull = true;
			this.#at = 0;
			return;
		}
		if (this.#pieces.length > 0) this.#lengths.push(this.#at);
		const piece = new Int32Array(new SharedArrayBuffer(PIECE_WORDS * Int32Array.BYTES_PER_ELEMENT));
		this.#pieces.push(piece);
		this.#piece = piece;
		this.#at = 0;
	}
}

/** Writes an {@link AccessTrace}: it is told of allocations and accesses as they happen. */
export class AccessTracer {
	readonly #start: number;
	/** 1 + the serial number of the allocation that last had each word of the heap, 0 for none. */
	readonly #owners: Int32Array;
	readonly #addresses: number[] = [];
	readonly #writer = new TraceWriter();
	#lastInstruction = 0;

	/**
	 * @param start first word of the heap
	 * @param end first word behind it
	 */
	constructor(start: number, end: number) {
		this.#start = start;
		this.#owners = new Int32Array(end - start);
	}

	/** The next allocation, whose serial number is the number of those before. Its words stay its own when it is freed, until others get them. */
	allocated(address: number, words: number): void {
		this.#addresses.push(address);
		this.#owners.fill(this.#addresses.length, address - this.#start, address - this.#start + words);
	}

	/** All is free. */
	emptied(): void {
		this.#owners.fill(0);
	}

	/** Serial number of the allocation that a word belongs to, −1 for none. */
	ownerOf(address: number): number {
		const word = address - this.#start;
		return word >= 0 && word < this.#owners.length ? this.#owners[word] - 1 : NOBODY;
	}

	/** As `AccessCost.access`. Words outside of the heap are kept only where they may part a pair. */
	access(instruction: number, address: number): void {
		const word = address - this.#start;
		if ((word < 0 || word >= this.#owners.length) && instruction !== this.#lastInstruction + 1) return;
		this.#begin(OPERATION.access, instruction);
		this.#place(address);
	}

	/** As `AccessCost.run`. */
	run(instruction: number, address: number, words: number): void {
		this.#begin(OPERATION.run, instruction);
		this.#place(address);
		this.#writer.push(words);
	}

	/** As `AccessCost.copy`. */
	copy(instruction: number, from: number, to: number, words: number): void {
		this.#begin(OPERATION.copy, instruction);
		this.#place(from);
		this.#place(to);
		this.#writer.push(words);
	}

	/** As `AccessCost.prefetch`. */
	prefetch(instruction: number, address: number): void {
		this.#begin(OPERATION.prefetch, instruction);
		this.#place(address);
	}

	/** Whether there was no room for a record, and so for none behind it. */
	get isFull(): boolean {
		return this.#writer.isFull;
	}

	/** What was written so far. */
	trace(): AccessTrace {
		return this.#writer.trace();
	}

	#begin(operation: number, instruction: number): void {
		this.#lastInstruction = instruction;
		this.#writer.begin(operation, instruction);
	}

	#place(address: number): void {
		const owner = this.ownerOf(address);
		this.#writer.push(owner);
		this.#writer.push(owner === NOBODY ? address : address - this.#addresses[owner]);
	}
}

/**
 * What the accesses of a trace cost, less what pairs save, with allocations at other addresses.
 *
 * @param addresses of each allocation by its serial number
 * @param cost is reset first
 */
export function replayTrace({ pieces, lengths }: AccessTrace, addresses: Int32Array, cost: AccessCost): number {
	cost.reset();
	let cycles = 0;
	for (const [index, piece] of pieces.entries()) {
		const end = lengths[index];
		for (let at = 0; at < end; ) {
			const instruction = piece[at] >> OPERATION_BITS;
			const operation = piece[at] & OPERATION_MASK;
			const owner = piece[at + 1];
			const address = owner === NOBODY ? piece[at + 2] : addresses[owner] + piece[at + 2];
			at += 3;
			if (operation === OPERATION.access) {
				cycles += cost.access(instruction, address);
			} else if (operation === OPERATION.run) {
				cycles += cost.run(address, piece[at++]);
			} else if (operation === OPERATION.copy) {
				const to = piece[at] === NOBODY ? piece[at + 1] : addresses[piece[at]] + piece[at + 1];
				cycles += cost.copy(address, to, piece[at + 2]);
				at += 3;
			} else {
				cost.prefetch(address);
			}
		}
	}
	return cycles;
}

/** Calls `visit` with the piece that each record is in and where it begins there. */
function forEachRecord({ pieces, lengths }: AccessTrace, visit: (piece: Int32Array, at: number) => void): void {
	for (const [index, piece] of pieces.entries()) {
		for (let at = 0; at < lengths[index]; at += RECORD_WORDS[piece[at] & OPERATION_MASK]) visit(piece, at);
	}
}

/** Words that a trace accesses in each allocation, by serial number. */
export function accessesByOwner(trace: AccessTrace, allocations: number): Float64Array {
	const accesses = new Float64Array(allocations);
	const count = (owner: number, words: number): void => {
		if (owner !== NOBODY) accesses[owner] += words;
	};
	forEachRecord(trace, (piece, at) => {
		const operation = piece[at] & OPERATION_MASK;
		if (operation === OPERATION.access) count(piece[at + 1], 1);
		else if (operation === OPERATION.run) count(piece[at + 1], piece[at + 3]);
		else if (operation === OPERATION.copy) {
			count(piece[at + 1], piece[at + 5]);
			count(piece[at + 3], piece[at + 5]);
		}
	});
	return accesses;
}

/**
 * A trace made short for being replayed often. Without a cache the order matters only of accesses that may be pairs; of all others it is
 * enough to know how many each allocation has.
 */
export interface TraceDigest {
	/** Accesses of each allocation, by serial number, that are in no pair wherever it lies. */
	readonly accesses: Float64Array;
	/** Level cost of words that are in no allocation and no pair. */
	readonly fixedCycles: number;
	/** The records of all other accesses. */
	readonly rest: AccessTrace;
}

/**
 * Digests a trace. With a cache every access matters to those behind it, so all of the trace is left.
 *
 * @param allocations how many there are
 * @param cost says whether there is a cache, and what words of nobody cost
 */
export function digestTrace(trace: AccessTrace, allocations: number, cost: AccessCost): TraceDigest {
	const accesses = new Float64Array(allocations);
	if (cost.cache !== null) return { accesses, fixedCycles: 0, rest: trace };
	const writer = new TraceWriter();
	let fixedCycles = 0;
	/** The last access, of which only the next record tells whether it may be the first of a pair; and whether it may be the second of one. */
	let held: Int32Array | null = null;
	let isSecond = false;
	/** The last access among the rest that a next one could be paired with. */
	let lastInRest = NO_INSTRUCTION;

	const keep = (record: Int32Array): void => {
		for (const [index, word] of record.entries()) {
			if (index === 0) writer.begin(word & OPERATION_MASK, word >> OPERATION_BITS);
			else writer.push(word);
		}
		lastInRest = (record[0] & OPERATION_MASK) === OPERATION.access ? record[0] >> OPERATION_BITS : NO_INSTRUCTION;
	};
	const release = (isFirst: boolean): void => {
		if (held === null) return;
		const [head, owner, offset] = held;
		const instruction = head >> OPERATION_BITS;
		if (isFirst || isSecond) {
			// What was between the two is counted and gone: an access outside of the heap keeps them apart.
			if (!isSecond && lastInRest === instruction - 1) keep(Int32Array.of(OPERATION.access, NOBODY, cost.start - 1));
			keep(held);
		} else if (owner === NOBODY) {
			fixedCycles += cost.levelCycles(offset);
		} else {
			accesses[owner]++;
		}
		held = null;
	};
	forEachRecord(trace, (piece, at) => {
		const instruction = piece[at] >> OPERATION_BITS;
		const operation = piece[at] & OPERATION_MASK;
		if (operation === OPERATION.prefetch) return;
		const record = piece.slice(at, at + RECORD_WORDS[operation]);
		const isOutside = operation === OPERATION.access && record[1] === NOBODY && cost.levelOf(record[2]) < 0;
		const mayPair = operation === OPERATION.access && !isOutside;
		const joins = mayPair && held !== null && instruction === (held[0] >> OPERATION_BITS) + 1;
		release(joins);
		isSecond = joins;
		if (mayPair) held = record;
		else if (!isOutside) keep(record);
	});
	release(false);
	return { accesses, fixedCycles, rest: writer.trace() };
}

/** What {@link replayTrace} answers for the trace of a digest, with the same cost model. */
export function replayDigest({ accesses, fixedCycles, rest }: TraceDigest, addresses: Int32Array, cost: AccessCost): number {
	let cycles = replayTrace(rest, addresses, cost) + fixedCycles;
	for (const [owner, count] of accesses.entries()) if (count > 0) cycles += count * cost.levelCycles(addresses[owner]);
	return cycles;
}
