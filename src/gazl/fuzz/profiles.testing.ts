/** What random programs are made of, and what each profile makes more of. */

/** A kind of statement; each is one method of `FunctionWriter`. */
export type StatementKind =
	| 'integers'
	| 'division'
	| 'floats'
	| 'moves'
	| 'globals'
	| 'fixedAddress'
	| 'pointers'
	| 'locals'
	| 'copies'
	| 'condition'
	| 'loop'
	| 'pointerLoop'
	| 'switch'
	| 'graph'
	| 'jump'
	| 'call'
	| 'recursion'
	| 'yield'
	| 'native'
	| 'limit'
	| 'trap';

/** How a program of a profile is made. */
export interface Profile {
	/** How often each kind of statement is chosen. */
	readonly weights: Readonly<Record<StatementKind, number>>;
	/** Of a hundred pointers, those that lie anywhere in the data stack. */
	readonly wildPercent: number;
	/** Of a hundred checks that keep an operation from a trap, those that are left out. */
	readonly unguardedPercent: number;
	/** Whether constants and the tables of switches are written, through aliases (gazl.md 17). */
	readonly writesConstants: boolean;
	/** Whether functions call themselves, and each other in circles, without end. */
	readonly recursesWithoutEnd: boolean;
}

const USUAL: Profile = {
	weights: {
		integers: 12,
		division: 4,
		floats: 8,
		moves: 6,
		globals: 5,
		fixedAddress: 2,
		pointers: 7,
		locals: 5,
		copies: 4,
		condition: 6,
		loop: 6,
		pointerLoop: 2,
		switch: 4,
		graph: 2,
		jump: 3,
		call: 9,
		recursion: 1,
		yield: 2,
		native: 4,
		limit: 1,
		trap: 1,
	},
	wildPercent: 5,
	unguardedPercent: 4,
	writesConstants: false,
	recursesWithoutEnd: false,
};

const profile = (weights: Partial<Profile['weights']>, rest: Partial<Omit<Profile, 'weights'>> = {}): Profile => ({
	...USUAL,
	...rest,
	weights: { ...USUAL.weights, ...weights },
});

/** The profiles by name; a seed takes one after the other. */
export const PROFILES = {
	mixed: USUAL,
	/** Frames seen through addresses: arrays, scalars as structs, GETL and SETL past their array. */
	frames: profile({ locals: 20, pointers: 14, copies: 12, call: 12, fixedAddress: 6 }, { wildPercent: 12 }),
	/** Pointers that hit any live frame. */
	wild: profile({ pointers: 24, fixedAddress: 10, copies: 8, call: 14, yield: 4 }, { wildPercent: 60 }),
	/** Long stretches of arithmetic that a compiler keeps in registers, and nothing that exposes a frame. */
	registers: profile({
		integers: 24,
		floats: 16,
		loop: 12,
		pointers: 0,
		locals: 0,
		copies: 0,
		fixedAddress: 0,
		limit: 0,
		trap: 0,
	}),
	floats: profile({ floats: 36, moves: 14, globals: 8 }),
	graphs: profile({ graph: 14, jump: 14, switch: 12, condition: 12, loop: 12, pointerLoop: 4 }),
	calls: profile({ call: 34, recursion: 8, native: 8 }),
	/** Suspensions at every depth, and natives that meddle. */
	yields: profile({ yield: 14, native: 18, call: 18, loop: 10 }),
	traps: profile({ trap: 12, limit: 4, division: 10, pointers: 10, copies: 8 }, { unguardedPercent: 25 }),
	endless: profile({ call: 24, recursion: 14 }, { recursesWithoutEnd: true }),
	/** Constants that change: what a compiler must not fold. */
	aliases: profile({ fixedAddress: 22, switch: 16, globals: 10 }, { writesConstants: true }),
} as const satisfies Record<string, Profile>;

/** Name of a profile. */
export type ProfileName = keyof typeof PROFILES;

/** All of them, in order. */
export const PROFILE_NAMES = Object.keys(PROFILES) as readonly ProfileName[];
