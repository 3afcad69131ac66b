/** The low bits of a record's first word: what the instruction does, which the other bits name. */
export const OPERATION = { access: 0, run: 1, copy: 2, prefetch: 3 } as const;
export const OPERATION_BITS = 2;
export const OPERATION_MASK = (1 << OPERATION_BITS) - 1;

/** Words of a record, by operation. */
export const RECORD_WORDS: readonly number[] = [3, 4, 6, 3];
const MAX_RECORD_WORDS = Math.max(...RECORD_WORDS);

/** Words of a piece of a trace. No record goes over the end of one. */
const PIECE_WORDS = 2 ** 18;

/** Most words of a trace: 256 MB. */
const MAX_TRACE_WORDS = 2 ** 26;

/** The owner of words that no allocation has: their place is their address. */
export const NOBODY = -1;

/** No instruction is behind this one. */
export const NO_INSTRUCTION = -2;

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
export class TraceWriter {
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

	/** What was written so far. */
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

/** Calls `visit` with the piece that each record is in and where it begins there. */
export function forEachRecord({ pieces, lengths }: AccessTrace, visit: (piece: Int32Array, at: number) => void): void {
	for (const [index, piece] of pieces.entries()) {
		for (let at = 0; at < lengths[index]; at += RECORD_WORDS[piece[at] & OPERATION_MASK]) visit(piece, at);
	}
}
