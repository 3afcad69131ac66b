/** Arithmetic and comparisons of constants, on raw words: what the assembler computes itself (gazl.md 7.2 and 9.2). */

import {
	absoluteFloatWord,
	absoluteInt,
	addFloats,
	addInts,
	divideFloats,
	divideInts,
	floatOfWord,
	floatToInt,
	floorFloat,
	intToFloat,
	multiplyFloats,
	multiplyInts,
	remainderOfInts,
	shiftLeft,
	shiftRightSigned,
	shiftRightUnsigned,
	subtractFloats,
	subtractInts,
	wordOfFloat,
} from './arithmetic.ts';
import { ADDRESS, capabilityOfInt, FLOAT, INT_NON_NEGATIVE } from './capabilities.ts';

/** What instructions with two constants (or one, then b is 0) compute, by mnemonic. Divisors of zero are refused before. */
export interface Calculation {
	/** The raw word of the result. */
	readonly compute: (a: number, b: number) => number;
	/** What a compile-time variable can stand for after it was given this result. */
	readonly capabilities: (word: number) => number;
}

const first = (a: number): number => a;
const isFloat = (): number => FLOAT;
const isAddress = (): number => ADDRESS;
/** Results of these never count as negative: what looks so cannot be used at all. */
const neverNegative = (word: number): number => (word < 0 ? 0 : INT_NON_NEGATIVE);

const int = (compute: Calculation['compute'], capabilities = capabilityOfInt): Calculation => ({ compute, capabilities });
const pointer = (compute: Calculation['compute']): Calculation => ({ compute, capabilities: isAddress });
const float = (compute: (a: number, b: number) => number): Calculation => ({
	compute: (a, b) => wordOfFloat(compute(floatOfWord(a), floatOfWord(b))),
	capabilities: isFloat,
});

/** Every instruction that the assembler can carry out itself. */
export const CALCULATIONS = {
	MOVi: int(first),
	MOVf: { compute: first, capabilities: isFloat },
	MOVp: pointer(first),
	ABSi: int(absoluteInt, neverNegative),
	ABSf: { compute: absoluteFloatWord, capabilities: isFloat },
	FLOf: float(floorFloat),
	ADDi: int(addInts),
	SUBi: int(subtractInts),
	MULi: int(multiplyInts),
	DIVi: int(divideInts),
	MODi: int(remainderOfInts),
	ANDi: int((a, b) => a & b),
	IORi: int((a, b) => a | b),
	XORi: int((a, b) => a ^ b),
	SHLi: int(shiftLeft),
	SHRi: int(shiftRightSigned),
	SHRu: int(shiftRightUnsigned, neverNegative),
	ADDf: float(addFloats),
	SUBf: float(subtractFloats),
	MULf: float(multiplyFloats),
	DIVf: float(divideFloats),
	ADDp: pointer(addInts),
	SUBp: pointer(subtractInts),
	DIFp: int(subtractInts),
	fTOi: int((a, b) => floatToInt(floatOfWord(a), floatOfWord(b))),
	iTOf: { compute: (a, b) => wordOfFloat(intToFloat(a, floatOfWord(b))), capabilities: isFloat },
} as const satisfies Record<string, Calculation>;

type Condition = (a: number, b: number) => boolean;

const onInts = {
	EQU: (a, b) => a === b,
	NEQ: (a, b) => a !== b,
	LSS: (a, b) => a < b,
	LEQ: (a, b) => a <= b,
	GRT: (a, b) => a > b,
	GEQ: (a, b) => a >= b,
} as const satisfies Record<string, Condition>;

const onFloats =
	(condition: Condition): Condition =>
	(a, b) =>
		condition(floatOfWord(a), floatOfWord(b));

/** Whether a branch on two constants is taken, by mnemonic. Pointers compare as signed ints. */
export const CONDITIONS = {
	EQUi: onInts.EQU,
	NEQi: onInts.NEQ,
	LSSi: onInts.LSS,
	LEQi: onInts.LEQ,
	GRTi: onInts.GRT,
	GEQi: onInts.GEQ,
	EQUp: onInts.EQU,
	NEQp: onInts.NEQ,
	LSSp: onInts.LSS,
	LEQp: onInts.LEQ,
	GRTp: onInts.GRT,
	GEQp: onInts.GEQ,
	EQUf: onFloats(onInts.EQU),
	NEQf: onFloats(onInts.NEQ),
	LSSf: onFloats(onInts.LSS),
	/** The reference compares the raw bits here, unlike at run time. */
	LEQf: onInts.LEQ,
	GRTf: onFloats(onInts.GRT),
	/** Not `>=`: NaN branches. */
	GEQf: onFloats((a, b) => !(a < b)),
} as const satisfies Record<string, Condition>;
