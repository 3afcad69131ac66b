/**
 * Where in a program, and when: the words that records of the checked build keep of an allocation, a free or an access. Callers are
 * those of the function, innermost first; −1 where there are no more.
 */
export const PLACE = { instruction: 0, callers: 1, frameLow: 4, frameHigh: 5, words: 6 } as const;

/** Callers that a place has room for. */
export const PLACE_CALLERS = 3;

/** No instruction of the program: the host did it. */
export const NO_INSTRUCTION = -1;

/** A place, read from its words. */
export interface Place {
	/** Index of the instruction in the program, −1 for the host. */
	readonly instruction: number;
	/** Instructions of the calls that led there, innermost first. */
	readonly callers: readonly number[];
	/** Frames rendered since the engine was built. */
	readonly frame: number;
}

/** Reads a place; null where there is none. For readers. */
export function readPlace(table: Int32Array, at: number): Place {
	const callers = Array.from(table.subarray(at + PLACE.callers, at + PLACE.callers + PLACE_CALLERS));
	return {
		instruction: table[at + PLACE.instruction],
		callers: callers.filter((instruction) => instruction >= 0),
		frame: (table[at + PLACE.frameHigh] >>> 0) * 2 ** 32 + (table[at + PLACE.frameLow] >>> 0),
	};
}
