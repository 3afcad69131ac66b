/** What the functions of a random program know of it and of each other. */

import type { Profile } from './profiles.testing.ts';

/** What a parameter, a result, a local or a section holds: ints, floats, pointers, or any of them in turn. */
export type WordType = 'i' | 'f' | 'p' | 'any';

/** A section of global memory or of constants. */
export interface SectionShape {
	readonly name: string;
	readonly words: number;
	readonly type: WordType;
	readonly isConstant: boolean;
}

/** What callers know of a function: slot 0 is its result or an unused word, its parameters follow. */
export interface FunctionShape {
	readonly name: string;
	readonly result: WordType | null;
	readonly parameters: readonly WordType[];
	/** `quiet` functions do only int arithmetic; `process` goes round for ever and yields. */
	readonly role: 'plain' | 'process' | 'quiet';
}

/** What all functions of a program have in common. */
export interface ProgramShape {
	readonly profile: Profile;
	readonly sections: readonly SectionShape[];
	/** Words of globals, G: the data stack begins there. */
	readonly globalWords: number;
	/** Words of the data stack. */
	readonly stackWords: number;
	readonly functions: readonly FunctionShape[];
	/** Words of all switch tables so far; each lies below those before it, the first below `CONSTANTS_ALIAS`. */
	readonly switchTables: { words: number };
}

/** Global that counts down where a jump might otherwise go round for ever. */
export const FUEL = 'fuel';
/** Global through which floats that may be NaNs go; no NaN stays in it. */
export const PARK = 'park';
/** A DEFp name of the first constants, which may therefore be written. */
export const CONSTANTS_ALIAS = 'writableConstants';
/** A DEFp name of the end of what checked pointers may point to. */
export const MEMORY_END = 'memoryEnd';
/** Words from there to the end of the data stack: room for what an instruction reaches behind its pointer. */
export const WORDS_BEHIND_END = 50;
/** Ends each line that keeps a NaN from getting about; a program stays deterministic as long as these are in it. */
export const NAN_GUARD = '; no NaN';
