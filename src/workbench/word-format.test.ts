import { describe, expect, test } from 'vitest';
import { characterWord, floatWord, formatWord, grouped, hexWord, intWord } from './word-format.ts';

/** The word that holds a number as binary32. */
function wordOf(value: number): number {
	return new Int32Array(Float32Array.of(value).buffer)[0] ?? 0;
}

describe('a word in print', () => {
	test('as hex has eight digits, whatever its sign', () => {
		expect(hexWord(0xa400)).toBe('0x0000A400');
		expect(hexWord(-1)).toBe('0xFFFFFFFF');
	});

	test('as int is signed', () => {
		expect(intWord(41984)).toBe('41984');
		expect(intWord(0xffffffff)).toBe('−1');
	});

	test('as float has seven digits, or an exponent where those would not do', () => {
		expect(floatWord(0x3f800000)).toBe('1');
		expect(floatWord(wordOf(0.1))).toBe('0.1');
		expect(floatWord(wordOf(-2.5))).toBe('−2.5');
		expect(floatWord(wordOf(1e20))).toBe('1.00000e20');
		expect(floatWord(1)).toBe('1.40130e−45');
		expect(floatWord(0x7f800000)).toBe('∞');
		expect(floatWord(0x7fc00000)).toBe('not a number');
	});

	test('as a float never needs more than thirteen characters', () => {
		for (let step = 0; step < 4096; step++) expect(floatWord(Math.imul(step, 1048573)).length).toBeLessThanOrEqual(13);
	});

	test('is a character only where there is something to see', () => {
		expect(characterWord(65)).toBe('‘A’');
		expect(characterWord(32)).toBe('');
		expect(characterWord(2048)).toBe('');
	});

	test('follows the chosen format', () => {
		expect(formatWord(0x3f800000, 'hex')).toBe('0x3F800000');
		expect(formatWord(0x3f800000, 'int')).toBe('1065353216');
		expect(formatWord(0x3f800000, 'float')).toBe('1');
	});

	test('counts have thin spaces between thousands', () => {
		expect(grouped(131072)).toBe('131\u2009072');
		expect(grouped(999)).toBe('999');
		expect(grouped(1048576)).toBe('1\u2009048\u2009576');
	});
});
