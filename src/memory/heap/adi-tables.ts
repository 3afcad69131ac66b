import { HEADER_WORDS, HEAP_TABLE } from './allocator.ts';

/** Most bins of an arena. */
export const MAX_BINS = 20;

/** Most chunks of a bin: what a bitmap of 32 words holds, with one more word to summarise it. */
export const MAX_CHUNKS = 1024;

/** Largest chunk that a bin may have, in words. */
export const MAX_CHUNK_WORDS = 2 ** 22;

/** ADIalloc's own tables, behind those of {@link HEAP_TABLE}. */
export const ADI_TABLE = {
	/** Chunks of bin n hand out 2^(smallestLog2 + n) words. */
	smallestLog2: HEAP_TABLE.size,
	/** Bins that the arena is cut into, 1 to {@link MAX_BINS}. */
	bins: HEAP_TABLE.size + 1,
	/** Bit n: bin n has a free chunk. */
	binsWithFree: HEAP_TABLE.size + 2,
	/** First word of the arena behind the chunks of the last bin. */
	chunksEnd: HEAP_TABLE.size + 3,
	/** One {@link BIN} for each bin, from bin 0 on. */
	firstBin: HEAP_TABLE.size + 16,
} as const;

/**
 * A bin in the tables. Its chunks follow each other in the arena, each with its header in front.
 *
 * A chunk is in use when its bit in `used` is set, free when it is set in `free`, and when neither is, it is the upper part of a
 * coalesced pair whose lower part is the chunk before. Each bitmap is followed by a word that stays zero, so that looking at the next
 * word needs no question whether there is one.
 */
export const BIN = {
	/** Address of the header of the first chunk. */
	firstHeader: 0,
	/** From one header to the next. */
	strideWords: 1,
	/** Words that a chunk hands out. */
	chunkWords: 2,
	chunks: 3,
	/** Bit n: word n of the bitmap `free` is not zero. */
	freeSummary: 4,
	/** Blocks in use; a coalesced pair is one. */
	inUse: 5,
	/** Highest that `inUse` has been. */
	peakInUse: 6,
	/** Coalesced pairs in use. */
	coalesced: 7,
	/** Pairs ever coalesced. */
	coalescings: 8,
	/** Requests whose best fit this bin is. */
	requests: 9,
	/** Those of them that it had no chunk for. */
	fellThrough: 10,
	/** Words asked for by the blocks in use. Granted are `chunkWords` for each of `inUse` and of `coalesced`. */
	askedWords: 11,
	free: 16,
	used: 16 + MAX_CHUNKS / 32 + 1,
	size: 96,
} as const;

/** Words of tables of an arena, whatever its bins. */
export const ADI_TABLE_WORDS = ADI_TABLE.firstBin + MAX_BINS * BIN.size;

/**
 * The first word of a chunk's header; the second has the words asked for, 0 in a free chunk.
 *
 * | bits | what |
 * |---|---|
 * | 0–9 | place of the chunk in its bin |
 * | 10–14 | bin |
 * | 15–19 | for a coalesced chunk 1 + log2 of the words of its companion, else 0 |
 * | 20 | in use |
 * | 24–31 | `AD` |
 *
 * A coalesced chunk's companion is the next chunk of the bin. Its header lies among the words that the pair hands out and is written
 * anew when the pair is freed; the companion's size says where.
 */
export const CHUNK_TAG = { binShift: 10, companionShift: 15, used: 1 << 20, mark: 0xad << 24 } as const;

/** From the header of a chunk that hands out `chunkWords` words to the next. */
export function strideWords(chunkWords: number): number {
	return chunkWords + HEADER_WORDS;
}

/**
 * The cut of an arena into bins, as words: what `adiInit` finds at its pointer and what a configuration document is turned into.
 *
 * | word | what |
 * |---|---|
 * | 0 | words of the smallest chunks, a power of two, 2 or more |
 * | 1 | bins, 1 to {@link MAX_BINS} |
 * | 2 + n | chunks of bin n, 0 to {@link MAX_CHUNKS} |
 */
export const BIN_SHAPE = { smallestWords: 0, bins: 1, chunks: 2 } as const;

/** Words of arena that bins take, headers included. */
export function shapeArenaWords(shape: ArrayLike<number>): number {
	let words = 0;
	for (let bin = 0; bin < shape[BIN_SHAPE.bins]; bin++) {
		words += shape[BIN_SHAPE.chunks + bin] * strideWords(shape[BIN_SHAPE.smallestWords] * 2 ** bin);
	}
	return words;
}
