import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as arithmetic from './arithmetic.ts';

const int = fc.oneof(fc.integer(), fc.constantFrom(0, 1, -1, 31, 32, 0x7fffffff, -0x80000000));
const float = fc.float();
const wrap = (value: bigint): number => Number(BigInt.asIntN(32, value));

/** binary32 by way of storing it, the one rounding that the language guarantees. */
const rounded = (value: number): number => new Float32Array([value])[0] ?? 0;

describe('ints are those of two’s complement', () => {
	test.each<[string, (a: number, b: number) => number, (a: bigint, b: bigint) => bigint]>([
		['sum', arithmetic.addInts, (a, b) => a + b],
		['difference', arithmetic.subtractInts, (a, b) => a - b],
		['product', arithmetic.multiplyInts, (a, b) => a * b],
		['quotient', arithmetic.divideInts, (a, b) => (b === 0n ? 0n : a / b)],
		['remainder', arithmetic.remainderOfInts, (a, b) => (b === 0n ? 0n : a % b)],
		['shift left', arithmetic.shiftLeft, (a, b) => a << (b & 31n)],
		['signed shift right', arithmetic.shiftRightSigned, (a, b) => a >> (b & 31n)],
		['unsigned shift right', arithmetic.shiftRightUnsigned, (a, b) => BigInt.asUintN(32, a) >> (b & 31n)],
		['absolute value', arithmetic.absoluteInt, (a) => (a < 0n ? -a : a)],
	])('%s', (_, compute, exact) => {
		fc.assert(fc.property(int, int, (a, b) => void expect(compute(a, b)).toBe(wrap(exact(BigInt(a), BigInt(b))))));
	});
});

describe('floats are binary32', () => {
	test('a word and its float are each other’s', () => {
		fc.assert(fc.property(float, (a) => void expect(arithmetic.floatOfWord(arithmetic.wordOfFloat(a))).toBe(a)));
		expect(arithmetic.wordOfFloat(1)).toBe(0x3f800000);
		expect(arithmetic.wordOfFloat(-0)).toBe(-0x80000000);
		expect(arithmetic.wordOfFloat(Number.NaN)).toBe(arithmetic.NAN_WORD);
	});

	test('every result is rounded once', () => {
		fc.assert(
			fc.property(float, float, (a, b) => {
				expect(arithmetic.addFloats(a, b)).toBe(rounded(a + b));
				expect(arithmetic.subtractFloats(a, b)).toBe(rounded(a - b));
				expect(arithmetic.multiplyFloats(a, b)).toBe(rounded(a * b));
				expect(arithmetic.divideFloats(a, b)).toBe(rounded(a / b));
			}),
		);
	});

	test.each([
		[1.9, 1, 1],
		[-1.9, 1, -1],
		[Number.NaN, 1, 0],
		[Number.POSITIVE_INFINITY, 1, 0x7fffffff],
		[Number.NEGATIVE_INFINITY, 1, -0x80000000],
		[2 ** 31, 1, 0x7fffffff],
		[2 ** 31 - 128, 1, 2 ** 31 - 128],
		[-(2 ** 31), 1, -0x80000000],
		[-(2 ** 31) - 256, 1, -0x80000000],
		[16777217 / 2, 2, 16777216],
	])('%d times %d to int is %i', (a, scale, result) => {
		expect(arithmetic.floatToInt(rounded(a), scale)).toBe(result);
	});

	test('an int becomes a float before it is scaled', () => {
		expect(arithmetic.intToFloat(16777217, 1)).toBe(16777216);
		expect(arithmetic.intToFloat(16777219, 0.5)).toBe(8388610);
	});

	test('absolute value and floor keep what they should', () => {
		expect(arithmetic.absoluteFloatWord(arithmetic.NAN_WORD)).toBe(0x7fc00000);
		expect(arithmetic.absoluteFloatWord(-0x80000000)).toBe(0);
		expect(arithmetic.floorFloat(-0)).toBe(-0);
		expect(arithmetic.floorFloat(-0.5)).toBe(-1);
	});
});
