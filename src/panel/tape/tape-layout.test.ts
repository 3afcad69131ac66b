import { expect, test } from 'vitest';
import { TAPE } from '../panel-geometry.ts';
import { tapeGlyph } from './tape-glyphs.ts';
import { layoutTapeRow, paperPath, spokenTape, tapeStrips } from './tape-layout.ts';

/** Middle of column n: column 0 starts at x 391 of the canvas, 109 of the block, and columns are 14.2 apart. */
const middle = (column: number) => 109 + 14.2 * (column + 0.5);

test('each letter stands in the middle of its own cell and blanks leave theirs empty', () => {
	const { letters, strokes, fills } = layoutTapeRow('A B');
	expect(letters.map(({ character }) => character)).toEqual(['A', 'B']);
	expect(letters[0]?.x).toBeCloseTo(middle(0), 9);
	expect(letters[1]?.x).toBeCloseTo(middle(2), 9);
	expect(strokes + fills).toBe('');
});

test('a run of hyphens is one line over its cells, a single hyphen is a letter', () => {
	const { letters, strokes } = layoutTapeRow('-A---');
	expect(letters.map(({ character }) => character)).toEqual(['-', 'A']);
	expect(strokes).toBe('M 137.4 0 H 180');
});

test('what goes beyond column 52 is cut off', () => {
	expect(layoutTapeRow('x'.repeat(80)).letters).toHaveLength(53);
	expect(layoutTapeRow('-'.repeat(80)).strokes).toBe(`M 109 0 H ${Math.round((109 + 53 * 14.2) * 100) / 100}`);
});

test('a full vertical goes through the middle of its cell from top to bottom', () => {
	expect(layoutTapeRow('\xc5').strokes).toBe('M 116.1 -9.5 L 116.1 9.5');
});

test('a filled half keeps to its half of the cell', () => {
	const { fills } = layoutTapeRow('\xe5');
	const xs = [...fills.matchAll(/(?:M|L) ([\d.]+)/g)].map(([, x]) => Number(x));
	expect(Math.min(...xs)).toBe(109);
	expect(Math.max(...xs)).toBeCloseTo(116.1, 6);
});

test('every code of the glyph chart is drawn with strokes within its cell', () => {
	const chart = [...range(0xc0, 0xda), ...range(0xe0, 0xee)];
	for (const code of chart) {
		const glyph = tapeGlyph(String.fromCharCode(code));
		if (glyph === null || typeof glyph === 'string') throw new Error(`code ${code} is drawn as a letter`);
		expect(glyph.filled).toBe([0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xea].includes(code));
		for (const { x, y } of glyph.lines.flat()) {
			expect(x).toBeGreaterThanOrEqual(0);
			expect(x).toBeLessThanOrEqual(1);
			expect(Math.abs(y)).toBeLessThanOrEqual(1);
		}
	}
});

test('codes that are neither ASCII nor in the chart are a hollow box', () => {
	expect(tapeGlyph('\x01')).toEqual(tapeGlyph('\xe9'));
	expect(tapeGlyph('\xdb')).toEqual(tapeGlyph('\xe9'));
	expect(tapeGlyph('\xff')).toEqual(tapeGlyph('\xe9'));
});

test('a blank text is tape, an empty one is none, and neighbours share a strip', () => {
	expect(tapeStrips(['', '', '', ''])).toEqual([]);
	expect(tapeStrips([' ', 'A', '', 'B'])).toEqual([
		{ first: 0, last: 1 },
		{ first: 3, last: 3 },
	]);
	expect(tapeStrips(['A', 'B', 'C', 'D'])).toEqual([{ first: 0, last: 3 }]);
});

test('paper is torn at its ends and never wider than the strip', () => {
	const points = paperPath({ first: 0, last: 1 }).match(/[\d.]+ [\d.]+/g) ?? [];
	const xs = points.map((point) => Number(point.split(' ')[0]));
	expect(Math.min(...xs)).toBeGreaterThanOrEqual(TAPE.paperX);
	expect(Math.max(...xs)).toBeLessThanOrEqual(TAPE.paperX + TAPE.paperWidth);
	expect(new Set(xs).size).toBeGreaterThan(10);
});

test('a row is spoken without its drawings', () => {
	expect(spokenTape('TAP  --rate-- \xc1\xc5 x')).toBe('TAP rate x');
});

function range(first: number, last: number): number[] {
	return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
