import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LEVEL } from '../../memory/heap/levels.ts';
import { AS_CALLED, MAX_ASSIGNMENTS, planSearch, SEARCH_LEVELS, type SearchedBuffer, type SearchPlan } from './search-plan.ts';

const buffersOf = (...levels: number[]): SearchedBuffer[] =>
	levels.map((level, index) => ({ name: `b${index}`, level, peakWords: 16, accesses: 100 + index }));

const rowsOf = ({ assignments, rows, buffers }: SearchPlan) =>
	Array.from({ length: rows }, (_, row) => Array.from(assignments.subarray(row * buffers.length, (row + 1) * buffers.length)));

test('six buffers and three levels are 729 different rows, one of which is the reference', () => {
	const plan = planSearch(buffersOf(1, 2, 3, 3, 2, 1), SEARCH_LEVELS);
	const rows = rowsOf(plan);
	expect(plan).toMatchObject({ rows: 729, skipped: 0, skippedBecause: '' });
	expect(new Set(rows.map(String)).size).toBe(729);
	expect(rows[plan.referenceRow]).toEqual([1, 2, 3, 3, 2, 1]);
});

test('a reference that is none of the assignments is a row besides', () => {
	for (const [buffers, reference] of [
		[buffersOf(LEVEL.Lext, LEVEL.L1), [3, 1]],
		[buffersOf(AS_CALLED, LEVEL.L1), [AS_CALLED, 1]],
	] as const) {
		const plan = planSearch(buffers, [LEVEL.L1, LEVEL.L2]);
		expect(plan).toMatchObject({ rows: 5, referenceRow: 0, skipped: 0 });
		expect(rowsOf(plan)[0]).toEqual(reference);
	}
});

describe('of more assignments than are rendered', () => {
	const buffers = Array.from({ length: 10 }, (_, index) => ({
		name: `b${index}`,
		level: 3,
		peakWords: 16,
		accesses: (index * 7) % 10,
	}));
	const plan = planSearch(buffers, SEARCH_LEVELS);

	test('those of the buffers that are accessed most are complete, and the others are moved one at a time', () => {
		// 3⁷ of seven buffers together, of which the others are where they were, and 2 other levels for each of the others.
		expect(plan.rows).toBe(3 ** 7 + 3 * 2);
		const apart = buffers.filter(({ accesses }) => accesses < 3).map((buffer) => buffers.indexOf(buffer));
		for (const row of rowsOf(plan)) expect(apart.filter((index) => row[index] !== 3).length).toBeLessThanOrEqual(1);
		expect(rowsOf(plan)[plan.referenceRow]).toEqual(new Array(10).fill(3));
	});

	test('it is said how many are skipped, and by what rule', () => {
		expect(plan.skipped).toBe(3 ** 10 - plan.rows);
		expect(plan.skippedBecause).toBe(
			'of 59049 assignments, b1, b2, b4, b5, b7, b8, b9, which are accessed most, were varied together, and b0, b3, b6 one at a time',
		);
	});
});

test('whatever buffers there are, no row comes twice, none too many come, and the reference is one', () => {
	const buffers = fc.array(
		fc.integer({ min: AS_CALLED, max: 3 }).filter((level) => level !== 0),
		{ minLength: 1, maxLength: 30 },
	);
	const levels = fc.subarray([...SEARCH_LEVELS], { minLength: 1 });
	fc.assert(
		fc.property(buffers, levels, fc.constantFrom(100, 1000, MAX_ASSIGNMENTS), (wanted, choices, most) => {
			const plan = planSearch(buffersOf(...wanted), choices, most);
			const rows = rowsOf(plan).map(String);
			expect(rows.length).toBeLessThanOrEqual(most + 1);
			expect(new Set(rows).size).toBe(rows.length);
			expect(rows[plan.referenceRow]).toBe(String(wanted));
			expect(plan.skipped > 0).toBe(plan.skippedBecause !== '');
		}),
		{ numRuns: 40 },
	);
});
