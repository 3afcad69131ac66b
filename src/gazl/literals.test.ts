import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NAN_WORD, wordOfFloat } from './arithmetic.ts';
import { readLiteral } from './literals.ts';

const int = (text: string): unknown => {
	const literal = readLiteral(text);
	return literal.type === 'int' ? literal.word : literal;
};
const float = (text: string): unknown => {
	const literal = readLiteral(text);
	return literal.type === 'float' ? literal.word : literal;
};

describe('ints', () => {
	test.each([
		['0', 0],
		['+5', 5],
		['-5', -5],
		['007', 7],
		['0x', 0],
		['0xfF', 255],
		['-0x10', -16],
		['-', 0],
		['+', 0],
		['4294967301', 5],
		['2147483648', -0x80000000],
		['-2147483648', -0x80000000],
		['0x80000000', -0x80000000],
		['0x123456789', 0x23456789],
		["'A'", 0x41],
		["'AB'", 0x4142],
		["'ABCDE'", 0x42434445],
		["''", 0],
		["'", 0],
		["'AB", 0x4142],
		["'\xe4'", 0xe4],
		["'a;b!'", 0x613b6221],
		["-'A'", -0x41],
		['+"AB"', 0x4142],
		['-"A', -0x41],
	])('%s is %i', (text, word) => expect(int(text)).toBe(word));

	test('decimal and hexadecimal digits wrap modulo 2^32', () => {
		fc.assert(
			fc.property(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), (value) => {
				expect(int(value.toString())).toBe(Number(BigInt.asIntN(32, value)));
				const magnitude = value < 0n ? -value : value;
				expect(int(`0x${magnitude.toString(16)}`)).toBe(Number(BigInt.asIntN(32, magnitude)));
			}),
		);
	});
});

describe('floats', () => {
	test.each([
		['1.0', 1],
		['-2.5', -2.5],
		['+0.5', 0.5],
		['000.5000', 0.5],
		['1e5', 1e5],
		['1E-2', 0.01],
		['5e+2', 500],
		['1.5e+', 1.5],
		['1e0x2', 100],
		["1e'\x02'", 100],
		['1e4294967298', 100],
		['1e39', Infinity],
		['-1e39', -Infinity],
		['1e-400', 0],
		['-0.0', -0],
		['16777217.0', 16777216],
		['16777219.0', 16777220],
	])('%s is %d', (text, value) => expect(float(text)).toBe(wordOfFloat(value)));

	test('0e400 is no number', () => expect(float('0e400')).toBe(NAN_WORD));

	test('the digits of a fraction are added one by one in binary64', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[0-9]{1,30}$/), fc.stringMatching(/^[0-9]{1,30}$/), (whole, fraction) => {
				let value = 0;
				for (const digit of whole) value = value * 10 + Number(digit);
				let weight = 1;
				for (const digit of fraction) {
					weight = weight * 0.1;
					value = value + Number(digit) * weight;
				}
				expect(float(`-${whole}.${fraction}`)).toBe(wordOfFloat(-value));
			}),
		);
	});

	test('powers of ten are the correctly rounded ones', () => {
		for (let n = -60; n <= 40; n++) expect(float(`1e${n}`)).toBe(wordOfFloat(Number(`1e${n}`)));
	});

	test('the two powers of ten that the reference has otherwise are distinguishable and kept', () => {
		// 10^23 times a number close to a tie of binary32 shows which binary64 power was used.
		let shown = false;
		for (let mantissa = 1; mantissa < 200_000 && !shown; mantissa++) {
			const reference = Math.fround(mantissa * 1.0000000000000001e23);
			if (reference === Math.fround(mantissa * 1e23)) continue;
			expect(float(`${mantissa}e23`)).toBe(wordOfFloat(reference));
			shown = true;
		}
		expect(float('1e210')).toBe(wordOfFloat(Infinity));
	});
});

describe('what is no number ends where the reference stops', () => {
	test.each([
		['12ab', 2],
		['1.', 1],
		['1.5f', 3],
		['0XFF', 1],
		['1e', 1],
		['1ez', 2],
		['-z', 1],
		['1.5.5', 3],
		["'A'B", 0],
		['1 2', 1],
	])('%s after %i characters', (text, end) => expect(readLiteral(text)).toEqual({ type: 'none', end }));
});
