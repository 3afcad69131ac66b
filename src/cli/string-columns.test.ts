import { expect, test } from 'vitest';
import { columnInString } from './string-columns.ts';

test.each([
	['\t\t\t"abc"', 1, 5],
	['\t\t\t"abc"', 3, 7],
	['"\\tabc"', 2, 4],
	['"\\"a\\"b"', 4, 7],
	['"\\xf6b"', 2, 6],
	['"\\u0041b"', 2, 8],
])('%j: column %i of the text is column %i of the line', (line, column, expected) => {
	expect(columnInString(line, column)).toBe(expected);
});

test('a column behind the end stays at the end of the line', () => {
	expect(columnInString('"ab"', 99)).toBe(5);
});
