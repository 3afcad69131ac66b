/**
 * The arithmetic of GAZL (gazl.md 10), one function per operation, for the assembler's folding and for whoever executes.
 *
 * Ints are JavaScript numbers in −2³¹…2³¹−1. Floats are JavaScript numbers that binary32 can represent, NaN included.
 * Every sum, product and quotient of two binary32 numbers that is rounded to binary64 first and to binary32 then equals
 * the one rounded once (53 ≥ 2·24 + 2 bits), so `Math.fround` of a plain operator is exact. Nothing here allocates or throws.
 */

const INT_MIN = -0x80000000;
const INT_MAX = 0x7fffffff;

/** The word that an x86 host stores for a float operation without a result; NaNs made while assembling have it on every engine. */
export const NAN_WORD = 0xffc00000 | 0;

const cell = new Float32Array(1);
const cellWord = new Int32Array(cell.buffer);

/** The 32 raw bits of a number rounded to binary32. NaN gives `NAN_WORD`. */
export function wordOfFloat(value: number): number {
	if (Number.isNaN(value)) return NAN_WORD;
	cell[0] = value;
	return cellWord[0] as number; // a Float32Array of one element has this word
}

/** The float whose 32 raw bits are given. */
export function floatOfWord(word: number): number {
	cellWord[0] = word;
	return cell[0] as number; // same array, same reason
}

/** a + b modulo 2³². */
export function addInts(a: number, b: number): number {
	return (a + b) | 0;
}

/** a − b modulo 2³². */
export function subtractInts(a: number, b: number): number {
	return (a - b) | 0;
}

/** a · b modulo 2³². */
export function multiplyInts(a: number, b: number): number {
	return Math.imul(a, b);
}

/** a / b towards zero, −2³¹ / −1 = −2³¹. The caller has refused b = 0. */
export function divideInts(a: number, b: number): number {
	return (a / b) | 0;
}

/** What a / b leaves, with the sign of a; −2³¹ leaves 0 by −1. The caller has refused b = 0. */
export function remainderOfInts(a: number, b: number): number {
	return (a % b) | 0;
}

/** a shifted left by the low five bits of b. */
export function shiftLeft(a: number, b: number): number {
	return a << b;
}

/** a shifted right by the low five bits of b, the sign coming in. */
export function shiftRightSigned(a: number, b: number): number {
	return a >> b;
}

/** a shifted right by the low five bits of b, zeros coming in; the result is an int again. */
export function shiftRightUnsigned(a: number, b: number): number {
	return (a >>> b) | 0;
}

/** |a|, where |−2³¹| = −2³¹. */
export function absoluteInt(a: number): number {
	return a < 0 ? -a | 0 : a;
}

/** a + b in binary32. */
export function addFloats(a: number, b: number): number {
	return Math.fround(a + b);
}

/** a − b in binary32. */
export function subtractFloats(a: number, b: number): number {
	return Math.fround(a - b);
}

/** a · b in binary32. */
export function multiplyFloats(a: number, b: number): number {
	return Math.fround(a * b);
}

/** a / b in binary32. The caller has refused b = ±0. */
export function divideFloats(a: number, b: number): number {
	return Math.fround(a / b);
}

/** The raw bits of |a|, from those of a: a NaN loses its sign too. */
export function absoluteFloatWord(word: number): number {
	return word & INT_MAX;
}

/** The greatest whole number ≤ a; −0, NaN and the infinities stay. */
export function floorFloat(a: number): number {
	return Math.floor(a);
}

/** a · scale in binary32, then towards zero; NaN gives 0, what does not fit gives the nearest int. */
export function floatToInt(a: number, scale: number): number {
	const scaled = Math.fround(a * scale);
	if (scaled >= INT_MAX) return INT_MAX; // binary32 has 2³¹ but not 2³¹ − 1
	if (scaled <= INT_MIN) return INT_MIN;
	return scaled | 0;
}

/** a rounded to binary32, then times scale, rounded again. */
export function intToFloat(a: number, scale: number): number {
	return Math.fround(Math.fround(a) * scale);
}
