import { describe, expect, test } from 'vitest';
import { Comparison, compareCase } from './case-result.ts';

const compareWords = (expected: string, actual: number[]) => {
	const comparison = new Comparison();
	comparison.words('r', expected, Int32Array.from(actual));
	return comparison.mismatches;
};

describe('words', () => {
	test('are compared as unsigned hexadecimal', () => {
		expect(compareWords('00000001 ffffffff 80000000', [1, -1, -0x80000000])).toEqual([]);
	});

	test('nan stands for quiet, signalling and negative NaNs', () => {
		expect(compareWords('nan nan nan', [0x7fc00000, 0x7f800001, 0xffc00000 | 0])).toEqual([]);
	});

	test('nan does not stand for infinities, numbers or nothing', () => {
		expect(compareWords('nan', [0x7f800000])).toEqual([{ what: 'r[0]', expected: 'nan', actual: '7f800000' }]);
		expect(compareWords('nan', [0xff800000 | 0])).toHaveLength(1);
		expect(compareWords('nan', [0])).toHaveLength(1);
		expect(compareWords('nan', [])).toEqual([{ what: 'r.length', expected: '1', actual: '0' }]);
	});

	test('report the first of several differences', () => {
		expect(compareWords('00000000 00000000 00000000', [0, 5, 6])).toEqual([
			{ what: 'r[1] (the first of 2 words that differ)', expected: '00000000', actual: '00000005' },
		]);
	});

	test('a list of no words is written as an empty string', () => {
		expect(compareWords('', [])).toEqual([]);
	});
});

test('a name that is missing and one too many are both told', () => {
	const comparison = new Comparison();
	comparison.namedWords(
		'globals',
		{ a: '00000001', b: '00000002' },
		new Map([
			['b', Int32Array.of(2)],
			['c', Int32Array.of(3)],
		]),
	);
	expect(comparison.mismatches).toEqual([{ what: 'globals, names', expected: '["a","b"]', actual: '["b","c"]' }]);
});

test('a list tells its first element that differs', () => {
	const comparison = new Comparison();
	comparison.list('natives', [['yield'], ['add', 1, 2]], [['yield'], ['add', 1, 3]]);
	expect(comparison.mismatches).toEqual([{ what: 'natives[1]', expected: '["add",1,2]', actual: '["add",1,3]' }]);
});

test('an exception fails the case that it happened in', () => {
	const { name, mismatches } = compareCase('gazl/run/x', () => {
		throw new RangeError('out of memory');
	});
	expect(name).toBe('gazl/run/x');
	expect(mismatches).toHaveLength(1);
	expect(mismatches[0]?.actual).toContain('out of memory');
});
