import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWord } from './word-entry.ts';

const wordOf = (text: string) => {
	const entry = readWord(text);
	return 'word' in entry ? entry.word : entry.problem;
};

test('a word is typed as hex, int or float', () => {
	expect(wordOf('0x1F')).toBe(31);
	expect(wordOf('0xFFFFFFFF')).toBe(-1);
	expect(wordOf('-0x10')).toBe(-16);
	expect(wordOf(' 4294967295 ')).toBe(-1);
	expect(wordOf('−12')).toBe(-12);
	// binary32: 1 is 0x3F800000, −2 is 0xC0000000, infinity is 0x7F800000.
	expect(wordOf('1.0')).toBe(0x3f800000);
	expect(wordOf('-2.')).toBe(0xc0000000 | 0);
	expect(wordOf('1e0')).toBe(0x3f800000);
	expect(wordOf('1f')).toBe(0x3f800000);
	expect(wordOf('inf')).toBe(0x7f800000);
});

test('a word keeps the format that it was typed in', () => {
	expect(readWord('1.5')).toEqual({ word: 0x3fc00000, format: 'float' });
	expect(readWord('-inf')).toEqual({ word: 0xff800000 | 0, format: 'float' });
	expect(readWord('-0x10')).toEqual({ word: -16, format: 'hex' });
	expect(readWord('16')).toEqual({ word: 16, format: 'int' });
});

test('every int is taken as it is', () => {
	fc.assert(
		fc.property(fc.integer(), (word) => {
			expect(wordOf(String(word))).toBe(word);
		}),
	);
});

test('what is no word, or none of 32 bits, is told so', () => {
	expect(wordOf('')).toContain('Type a word');
	expect(wordOf('12 apples')).toContain('“12 apples” is no word');
	expect(wordOf('0x1G')).toContain('is no word');
	for (const text of ['4294967296', '-2147483649', '0x100000000']) expect(wordOf(text)).toContain('does not fit a word');
	expect(wordOf('1e39')).toContain('too large for a float');
});
