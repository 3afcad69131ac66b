import { DEFAULT_CONFIGURATION } from '../../src/memory/heap/heap-configuration.ts';
import { LEVEL, LEVELS } from '../../src/memory/heap/levels.ts';

/** The level whose arena and bins all allocators are measured with. */
const LEVEL_CONFIGURATION = DEFAULT_CONFIGURATION.levels.L2;

/** Words that each allocator gets. */
export const ARENA_WORDS = LEVELS[LEVEL.L2].words;

/** The bins of ADIalloc, and the fixed sizes of the linear-scan pool. */
export const BINS = LEVEL_CONFIGURATION.bins;

/** Shares of the chunks that are in use, in per cent. */
export const OCCUPANCIES = [10, 50, 90] as const;

/** Pairs of a free and an allocation in one run through a churn. */
export const PAIRS = 4096;

/** Pairs at the beginning of a run of which none is counted singly: they find caches that hold other things. */
export const LEAD_IN_PAIRS = 128;

const SEED = 20050321;

/** Allocations and frees that are the same for every allocator and in every run: structured-cloneable. */
export interface Churn {
	readonly occupancyPercent: number;
	/** Words of the blocks that are there at the beginning, by slot. */
	readonly firstWords: Int32Array;
	/** Pair i frees what is in this slot, */
	readonly slots: Int32Array;
	/** and allocates so many words in its place. */
	readonly words: Int32Array;
}

/**
 * Blocks of mixed sizes that come and go at a constant number of blocks.
 *
 * A size is that of a chunk of {@link BINS}, each chunk as likely as every other, less a random part of its upper half: 1/2 of a
 * chunk's words (exclusive) to all of them. Sizes are independent of each other, so at high occupancy bins run full and requests go
 * on to larger ones, to pairs, or to nothing.
 */
export function makeChurn(occupancyPercent: number): Churn {
	const random = randomNumbers(SEED + occupancyPercent);
	const chunkWords = BINS.flatMap(({ words, chunks }) => new Array<number>(chunks).fill(words));
	const slots = Math.round((chunkWords.length * occupancyPercent) / 100);
	const randomWords = (): number => {
		const words = chunkWords[random(chunkWords.length)];
		return words - random(words / 2);
	};
	return {
		occupancyPercent,
		firstWords: Int32Array.from({ length: slots }, randomWords),
		slots: Int32Array.from({ length: PAIRS }, () => random(slots)),
		words: Int32Array.from({ length: PAIRS }, randomWords),
	};
}

/** Whole numbers from 0 to `range` − 1, the same for the same seed: a linear congruential generator of 32 bits, of which the high ones count. */
function randomNumbers(seed: number): (range: number) => number {
	let state = seed;
	return (range) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * range);
	};
}
