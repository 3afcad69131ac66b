import { describe, expect, test } from 'vitest';
import type { SearchRow } from './render-assignments.ts';
import { bestFor, exportSearch, levelsOf, type SearchResult } from './search-result.ts';

const row = (
	index: number,
	levels: number[],
	cycles: number,
	l1Words: number,
	verdict: SearchRow['verdict'] = 'PASS',
): SearchRow => {
	return { row: index, levels, isReference: cycles === 0, verdict, cycles, l1Words, account: 'replayed' };
};

const result: SearchResult = {
	buffers: [
		{ name: 'tape', level: 3, peakWords: 1000, accesses: 50 },
		{ name: 'a "b", c', level: -1, peakWords: 10, accesses: 9 },
	],
	frameBuffers: [],
	sampleRate: 44100,
	frames: 44100,
	referenceCycles: 10000,
	rows: [
		row(0, [3, -1], 0, 0),
		row(1, [1, 1], -900, 1040),
		row(2, [1, 2], -800, 1024),
		row(3, [2, 1], -800, 16),
		row(4, [2, 2], -950, 8, 'differs'),
	],
	plannedRows: 5,
	skipped: 0,
	skippedBecause: '',
};

describe('the best assignment', () => {
	test('has the fewest cycles of those that pass within the budget', () => {
		expect(bestFor(result, 8192)?.row).toBe(1);
		expect(bestFor(result, 1039)?.row).toBe(3);
		expect(bestFor(result, 0)?.row).toBe(0);
	});

	test('is none when none passes', () => {
		expect(bestFor({ ...result, rows: result.rows.slice(1) }, 4)).toBeNull();
	});

	test('is a table of levels, without the buffers that are left to their calls', () => {
		expect(result.rows.map((each) => levelsOf(result, each)).slice(0, 2)).toEqual([{ tape: 3 }, { tape: 1, 'a "b", c': 1 }]);
	});
});

test('CSV has a line of headings and one for each row, with names in quotes where they need them', () => {
	expect(exportSearch(result, 'csv').split('\r\n')).toEqual([
		'tape,"a ""b"", c",cycles,l1 words,verdict,reference,account',
		'Lext,as called,0,0,PASS,true,replayed',
		'L1,L1,-900,1040,PASS,false,replayed',
		'L1,L2,-800,1024,PASS,false,replayed',
		'L2,L1,-800,16,PASS,false,replayed',
		'L2,L2,-950,8,differs,false,replayed',
		'',
	]);
});

test('JSON has the same columns', () => {
	expect(JSON.parse(exportSearch(result, 'json'))).toMatchObject({
		referenceCycles: 10000,
		buffers: [{ name: 'tape', level: 'Lext' }, { level: 'as called' }],
		rows: [
			{ levels: { tape: 'Lext', 'a "b", c': 'as called' }, cycles: 0, 'l1 words': 0, verdict: 'PASS', reference: true },
			{ levels: { tape: 'L1', 'a "b", c': 'L1' }, cycles: -900 },
			{},
			{},
			{ verdict: 'differs' },
		],
	});
});
