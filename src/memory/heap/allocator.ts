import type { Outcome } from './outcomes.ts';

/** What `allocate` answers when there is no room: no address. */
export const NO_ADDRESS = -1;

/** Words in front of every block that is handed out, for its header; what they hold is explained by each kind of allocator. */
export const HEADER_WORDS = 2;

/** Every address that an allocator hands out is a multiple of this, if its arena starts at one. */
export const ALIGNMENT_WORDS = 2;

/** Largest arena, in words: sizes have to fit in the fields that headers and tables give them. */
export const MAX_ARENA_WORDS = 2 ** 24;

/** The kinds that a configuration can choose between for the levels behind `STACK`. */
export const ALLOCATOR_KINDS = ['adialloc', 'firstFit', 'buddy', 'tlsf'] as const;

export type AllocatorKind = (typeof ALLOCATOR_KINDS)[number];

/** Every kind of arena that has tables; its place is the code in word {@link HEAP_TABLE}.kind. `frame` is that of `STACK`. */
export const ARENA_KINDS = ['none', ...ALLOCATOR_KINDS, 'frame'] as const;

export type ArenaKind = (typeof ARENA_KINDS)[number];

/** Which words of the machine's memory an allocator hands out. */
export interface Arena {
	/** First word, a multiple of {@link ALIGNMENT_WORDS}. */
	readonly start: number;
	/** Size, at most {@link MAX_ARENA_WORDS}. Up to three words at the end that make no block stay unused. */
	readonly words: number;
}

/**
 * The words with which the tables of every allocator begin. Counters that only grow count modulo 2³²: read them with `>>> 0`.
 *
 * *Asked* words are what the firmware wanted, *granted* words what it may use; headers count as neither.
 */
export const HEAP_TABLE = {
	/** Place of the kind in {@link ARENA_KINDS}. */
	kind: 0,
	arenaStart: 1,
	arenaWords: 2,
	/** Words of the arena that blocks can lie in. */
	usableWords: 3,
	/** How often the arena was emptied: a reader that sees it change starts its history anew. */
	resets: 4,
	/** Words asked for by the blocks in use. */
	askedWords: 5,
	/** Words granted to the blocks in use. */
	grantedWords: 6,
	/** Highest that `grantedWords` has been since the arena was emptied. */
	peakWords: 7,
	/** Calls of `allocate`. */
	requests: 8,
	/** Requests that got no address. */
	failures: 9,
	/** Blocks freed. */
	frees: 10,
	/** Calls of `free` that were refused. */
	refusedFrees: 11,
	/** Times that a header or a link of the arena was found overwritten. */
	damages: 12,
	/** Where the tables of the kind itself begin. */
	size: 16,
} as const;

/** Blocks in use in the arena whose tables these are: all that were granted less all that were freed. */
export function liveBlocks(tables: Int32Array): number {
	return (tables[HEAP_TABLE.requests] - tables[HEAP_TABLE.failures] - tables[HEAP_TABLE.frees]) >>> 0;
}

/**
 * One arena from which blocks of words are allocated and to which they are freed (specification: memory, section 3, "Exchangeable").
 *
 * All state is in the machine's memory and in the tables that were given to the constructor, so whoever has both can draw it or copy
 * it; the object holds nothing but its place. Nothing is allocated and nothing is thrown after construction.
 *
 * The tables decide. What lies in the arena itself, headers and links, is in reach of the firmware's mistakes, so it is compared with
 * the tables before it is believed; what does not agree is refused and counted, and no loop depends on it.
 */
export interface Allocator {
	readonly kind: ArenaKind;
	readonly arena: Arena;

	/**
	 * Looks at state that the last operation took: bitmap words, list nodes, sizes of blocks. It says how the time depends on the state
	 * of the heap, and is the same on every machine.
	 */
	readonly steps: number;

	/** Empties the arena and its statistics. */
	reset(): void;

	/**
	 * @param words 1 or more
	 * @returns address of the first word, or {@link NO_ADDRESS} when there is no room or `words` is not positive
	 */
	allocate(words: number): number;

	/** Gives back the block that starts at `address`; anything but `done` has changed nothing but counters. */
	free(address: number): Outcome;

	/** Whether the header of a block is what the tables say. @param block its first word, as a cursor finds it */
	isWhole(block: number): boolean;

	/** Blocks whose headers are not what the tables say, counted by looking at all of them. Changes nothing. */
	check(): number;
}
