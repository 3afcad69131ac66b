/** A memory level as the specification describes it (memory, section 2); a configuration can change the figures. */
export interface LevelSpec {
	readonly name: string;
	readonly words: number;
	/** Cycles that an access costs without a cache. */
	readonly cycles: number;
	/** Equal parts that can be accessed at the same time. */
	readonly subBanks: number;
	/** Levels that are tried next, in order, when this one has no room (memory, section 3). */
	readonly fallback: readonly number[];
	/** For a tooltip. */
	readonly meaning: string;
}

/** The numbers of the levels, as firmware passes them to `adiAlloc`: places in {@link LEVELS}. */
export const LEVEL = { STACK: 0, L1: 1, L2: 2, Lext: 3 } as const;

export type LevelName = keyof typeof LEVEL;

/** The names by number. */
export const LEVEL_NAMES = Object.keys(LEVEL) as readonly LevelName[];

export const LEVEL_COUNT = LEVEL_NAMES.length;

/** The levels by number, nearest first. */
export const LEVELS: readonly (LevelSpec & { readonly name: LevelName })[] = [
	{
		name: 'STACK',
		words: 2048,
		cycles: 1,
		subBanks: 1,
		fallback: [LEVEL.L1, LEVEL.L2, LEVEL.Lext],
		meaning: 'Freed by itself when the process() call ends',
	},
	{
		name: 'L1',
		words: 8192,
		cycles: 1,
		subBanks: 4,
		fallback: [LEVEL.L2, LEVEL.Lext],
		meaning: 'Fast and small; the cache takes its words from here',
	},
	{
		name: 'L2',
		words: 65536,
		cycles: 9,
		subBanks: 1,
		fallback: [LEVEL.L1, LEVEL.Lext],
		meaning: 'Nine times slower, unless cached',
	},
	{
		name: 'Lext',
		words: 1048576,
		cycles: 40,
		subBanks: 1,
		fallback: [LEVEL.L2, LEVEL.L1],
		meaning: 'Large, and forty times slower, unless cached',
	},
];
