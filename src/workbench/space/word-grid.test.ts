import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boxOf, cellOf, gridIn, offsetAt, outlineOf } from './word-grid.ts';

const box = { x: 10, y: 20, width: 200, height: 100 };
const grids = fc
	.record({
		words: fc.integer({ min: 1, max: 2_000_000 }),
		width: fc.double({ min: 20, max: 1500, noNaN: true }),
		height: fc.double({ min: 10, max: 800, noNaN: true }),
	})
	.map(({ words, width, height }) => gridIn({ x: 3, y: 5, width, height }, words));

test('cells are as square as rows of a power of two allow', () => {
	const grid = gridIn(box, 1_048_576);
	// 200 × 100 px for a million words: 1448 words in a row would be square.
	expect([1024, 2048]).toContain(grid.columns);
	expect(gridIn(box, 2).columns).toBe(2);
});

test('every word is found again in the middle of its cell', () => {
	fc.assert(
		fc.property(grids, fc.nat(), (grid, seed) => {
			const offset = seed % grid.words;
			const { x, y, width, height } = cellOf(grid, offset);
			expect(offsetAt(grid, x + width / 2, y + height / 2)).toBe(offset);
		}),
	);
});

test('an outline runs along the words and encloses as much as they take', () => {
	fc.assert(
		fc.property(grids, fc.nat(), fc.nat(), (grid, a, b) => {
			const from = a % grid.words;
			const to = from + 1 + (b % (grid.words - from));
			const corners = outlineOf(grid, from, to);
			const area = corners.reduce((twice, { x, y }, index) => {
				const next = corners[(index + 1) % corners.length] ?? { x, y };
				return twice + x * next.y - next.x * y;
			}, 0);
			const expected = 2 * (to - from) * grid.cellWidth * grid.cellHeight;
			expect(Math.abs(area - expected)).toBeLessThan(1e-6 * (1 + Math.abs(expected)) + 1e-3);
		}),
	);
});

test('a box of words in several rows takes whole rows', () => {
	const grid = gridIn({ x: 0, y: 0, width: 160, height: 40 }, 64);
	expect(grid.columns).toBe(16);
	expect(boxOf(grid, 3, 5)).toEqual({ x: 30, y: 0, width: 20, height: 10 });
	expect(boxOf(grid, 15, 17)).toEqual({ x: 0, y: 0, width: 160, height: 20 });
});
