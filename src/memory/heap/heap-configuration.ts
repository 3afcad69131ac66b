import { BIN_SHAPE, MAX_CHUNK_WORDS, MAX_CHUNKS } from './adi-tables.ts';
import { type AllocatorKind, type Arena, MAX_ARENA_WORDS } from './allocator.ts';
import { LEVEL, LEVELS, type LevelName } from './levels.ts';

/** A bin: how many chunks there are and how many words each hands out. */
export interface BinConfiguration {
	readonly words: number;
	readonly chunks: number;
}

/** What a configuration says of one level. */
export interface LevelConfiguration {
	readonly words: number;
	/** Cycles that an access costs without a cache. */
	readonly cycles: number;
	readonly subBanks: number;
	/** The bins of ADIalloc, each with chunks of twice the words of the one before; none for `STACK`. */
	readonly bins: readonly BinConfiguration[];
}

/** The modelled cache of `L2` and `Lext`. */
export interface CacheConfiguration {
	/** Size, which is taken away from `L1`. */
	readonly words: number;
	readonly lineWords: number;
	/** Lines that compete for each place. */
	readonly ways: number;
}

/** A heap as data: what a configuration document holds (specification: memory, sections 2 and 3). */
export interface HeapConfiguration {
	readonly allocator: AllocatorKind;
	readonly levels: Readonly<Record<LevelName, LevelConfiguration>>;
	/** Null for none. */
	readonly cache: CacheConfiguration | null;
}

/** Levels begin at multiples of this, and have a multiple of it as their size: a cache line of the machine that runs it. */
export const LEVEL_ALIGNMENT_WORDS = 16;

/** What a number in a configuration document may be: a whole number in a range, perhaps with a divisor, perhaps a power of two. */
export interface NumberRule {
	readonly min: number;
	readonly max: number;
	readonly multipleOf?: number;
	readonly isPowerOfTwo?: true;
	/** For a form or a tooltip. */
	readonly meaning: string;
}

/** The schema of a configuration document: the numbers of a level, of a bin and of the cache. */
export const CONFIGURATION_RULES = {
	level: {
		words: {
			min: LEVEL_ALIGNMENT_WORDS,
			max: MAX_ARENA_WORDS,
			multipleOf: LEVEL_ALIGNMENT_WORDS,
			meaning: 'Size of the level in words',
		},
		cycles: { min: 1, max: 10000, meaning: 'Cycles that an access costs' },
		subBanks: { min: 1, max: 32, isPowerOfTwo: true, meaning: 'Parts that can be accessed at the same time' },
	},
	bin: {
		words: { min: 2, max: MAX_CHUNK_WORDS, isPowerOfTwo: true, meaning: 'Words that each chunk hands out' },
		chunks: { min: 0, max: MAX_CHUNKS, meaning: 'Chunks of the bin' },
	},
	cache: {
		words: { min: 8, max: 2 ** 22, isPowerOfTwo: true, meaning: 'Size of the cache in words, taken away from L1' },
		lineWords: { min: 1, max: 1024, isPowerOfTwo: true, meaning: 'Words that are loaded together' },
		ways: { min: 1, max: 16, isPowerOfTwo: true, meaning: 'Lines that compete for each place' },
	},
} as const satisfies Record<string, Record<string, NumberRule>>;

/** What a cache has that a document switches on without saying more. */
export const DEFAULT_CACHE: CacheConfiguration = { words: 2048, lineWords: 8, ways: 2 };

/** Chunks of each bin, from that of the smallest chunks on, so that each size gets about an equal share of the level. */
const DEFAULT_BINS: Readonly<Record<LevelName, { readonly smallestWords: number; readonly chunks: readonly number[] }>> = {
	STACK: { smallestWords: 2, chunks: [] },
	L1: { smallestWords: 16, chunks: [48, 32, 16, 8, 4, 2, 2] },
	L2: { smallestWords: 32, chunks: [64, 64, 44, 16, 16, 8, 4, 2, 2] },
	Lext: { smallestWords: 256, chunks: [125, 64, 64, 32, 16, 8, 8, 4, 3, 2] },
};

/** What applies where a document says nothing: the figures of {@link LEVELS}, ADIalloc, no cache. */
export const DEFAULT_CONFIGURATION: HeapConfiguration = {
	allocator: 'adialloc',
	levels: { STACK: defaultLevel('STACK'), L1: defaultLevel('L1'), L2: defaultLevel('L2'), Lext: defaultLevel('Lext') },
	cache: null,
};

function defaultLevel(name: LevelName): LevelConfiguration {
	const { words, cycles, subBanks } = LEVELS[LEVEL[name]];
	const { smallestWords, chunks } = DEFAULT_BINS[name];
	return { words, cycles, subBanks, bins: chunks.map((count, bin) => ({ words: smallestWords * 2 ** bin, chunks: count })) };
}

/** Words of a level that can be allocated: all of it but what the cache takes. */
export function levelArenaWords(configuration: HeapConfiguration, name: LevelName): number {
	return configuration.levels[name].words - (name === 'L1' ? (configuration.cache?.words ?? 0) : 0);
}

/**
 * Where the levels lie when the first begins at word `start` of the machine's memory, by their number: one behind the other, and in
 * `L1` the cache behind what can be allocated.
 *
 * @param start is rounded up to {@link LEVEL_ALIGNMENT_WORDS}
 */
export function placeLevels(configuration: HeapConfiguration, start: number): readonly Arena[] {
	let next = Math.ceil(start / LEVEL_ALIGNMENT_WORDS) * LEVEL_ALIGNMENT_WORDS;
	return LEVELS.map(({ name }) => {
		const arena = { start: next, words: levelArenaWords(configuration, name) };
		next += configuration.levels[name].words;
		return arena;
	});
}

/** Words of memory that the levels take when the first begins at word `start`, with what is lost to alignment. */
export function heapWords(configuration: HeapConfiguration, start: number): number {
	const total = LEVELS.reduce((words, { name }) => words + configuration.levels[name].words, 0);
	return Math.ceil(start / LEVEL_ALIGNMENT_WORDS) * LEVEL_ALIGNMENT_WORDS - start + total;
}

/** The bins of a checked configuration as words, see {@link BIN_SHAPE}. */
export function binShape(bins: readonly BinConfiguration[]): Int32Array {
	const shape = new Int32Array(BIN_SHAPE.chunks + bins.length);
	shape[BIN_SHAPE.smallestWords] = bins[0]?.words ?? 0;
	shape[BIN_SHAPE.bins] = bins.length;
	for (const [bin, { chunks }] of bins.entries()) shape[BIN_SHAPE.chunks + bin] = chunks;
	return shape;
}
