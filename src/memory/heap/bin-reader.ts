import { ADI_TABLE, BIN, MAX_BINS, MAX_CHUNKS } from './adi-tables.ts';

/** What a chunk of a bin is. */
export const CHUNK_STATE = {
	free: 0,
	used: 1,
	/** The upper part of a coalesced pair, whose lower part is the chunk before. */
	companion: 2,
} as const;

export type ChunkState = (typeof CHUNK_STATE)[keyof typeof CHUNK_STATE];

/** What the tables say of a bin, beside its bitmaps; all of it but `free` and `used` of {@link BIN}. */
export type BinWord = Exclude<keyof typeof BIN, 'free' | 'used' | 'size'>;

/**
 * Reads the bins of ADIalloc from its tables alone, for the page. Numbers are kept in the range that tables can have, so that tables which are half
 * written make no endless loops.
 */
export class BinReader {
	readonly #tables: Int32Array;

	/** @param tables of an arena whose kind is `adialloc` */
	constructor(tables: Int32Array) {
		this.#tables = tables;
	}

	/** Bins that the arena is cut into. */
	get count(): number {
		return limited(this.#tables[ADI_TABLE.bins], MAX_BINS);
	}

	/** A word of a bin, as an unsigned number. */
	word(bin: number, word: BinWord): number {
		return this.#tables[ADI_TABLE.firstBin + bin * BIN.size + BIN[word]] >>> 0;
	}

	/** Chunks of a bin. */
	chunks(bin: number): number {
		return limited(this.word(bin, 'chunks'), MAX_CHUNKS);
	}

	/** Words that the blocks in use of a bin may use: a coalesced pair counts twice. */
	grantedWords(bin: number): number {
		return (this.word(bin, 'inUse') + this.word(bin, 'coalesced')) * this.word(bin, 'chunkWords');
	}

	/** Chunks of a bin that are not free. */
	chunksInUse(bin: number): number {
		return this.word(bin, 'inUse') + this.word(bin, 'coalesced');
	}

	/** @param chunk place in the bin, 0 to `chunks` − 1 */
	state(bin: number, chunk: number): ChunkState {
		const at = ADI_TABLE.firstBin + bin * BIN.size + (chunk >> 5);
		const bit = 1 << chunk;
		if ((this.#tables[at + BIN.used] & bit) !== 0) return CHUNK_STATE.used;
		return (this.#tables[at + BIN.free] & bit) !== 0 ? CHUNK_STATE.free : CHUNK_STATE.companion;
	}
}

function limited(count: number, most: number): number {
	return Math.max(0, Math.min(count, most));
}
