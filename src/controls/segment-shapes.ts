/**
 * Seven-segment shapes. A digit stands in a box of DIGIT_WIDTH × DIGIT_HEIGHT units, segments are named a…g as in any data sheet:
 * a top, b and c right, d bottom, e and f left, g middle.
 */
export type Segment = 'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g';

/** Box of one digit, in the units of its SVG. */
export const DIGIT_WIDTH = 20;
/** Height of the box of one digit. */
export const DIGIT_HEIGHT = 36;
/** From the left edge of one digit to the next. */
export const DIGIT_PITCH = 28;

const THICKNESS = 4.2;
const GAP = 0.55;

/** Which segments light for a character: digits, A b C d E F as a hex display writes them, a minus, and the blank. */
const LIT: ReadonlyMap<string, string> = new Map([
	['0', 'abcdef'],
	['1', 'bc'],
	['2', 'abdeg'],
	['3', 'abcdg'],
	['4', 'bcfg'],
	['5', 'acdfg'],
	['6', 'acdefg'],
	['7', 'abc'],
	['8', 'abcdefg'],
	['9', 'abcdfg'],
	['A', 'abcefg'],
	['B', 'cdefg'],
	['C', 'adef'],
	['D', 'bcdeg'],
	['E', 'adefg'],
	['F', 'aefg'],
	['-', 'g'],
	[' ', ''],
]);

/** Whether `segment` lights for `character`, upper or lower case. @throws RangeError for a character that seven segments cannot show. */
export function isSegmentLit(character: string, segment: Segment): boolean {
	const lit = LIT.get(character.toUpperCase());
	if (lit === undefined) {
		throw new RangeError(`A seven-segment digit cannot show ${JSON.stringify(character)}; it shows 0-9, A-F, "-" and the blank.`);
	}
	return lit.includes(segment);
}

/** A bar with pointed ends along x from `x0` to `x1` at height `y`, as SVG polygon points. */
function horizontal(x0: number, x1: number, y: number): string {
	const half = THICKNESS / 2;
	return [
		[x0, y],
		[x0 + half, y - half],
		[x1 - half, y - half],
		[x1, y],
		[x1 - half, y + half],
		[x0 + half, y + half],
	]
		.map((point) => point.map((n) => n.toFixed(2)).join(','))
		.join(' ');
}

/** The same along y at `x`. */
function vertical(x: number, y0: number, y1: number): string {
	const half = THICKNESS / 2;
	return [
		[x, y0],
		[x + half, y0 + half],
		[x + half, y1 - half],
		[x, y1],
		[x - half, y1 - half],
		[x - half, y0 + half],
	]
		.map((point) => point.map((n) => n.toFixed(2)).join(','))
		.join(' ');
}

const left = THICKNESS / 2;
const right = DIGIT_WIDTH - THICKNESS / 2;
const top = THICKNESS / 2;
const middle = DIGIT_HEIGHT / 2;
const bottom = DIGIT_HEIGHT - THICKNESS / 2;

/** The polygon of each segment, as SVG points in the box of one digit. */
export const SEGMENT_POINTS: Readonly<Record<Segment, string>> = {
	a: horizontal(left + GAP, right - GAP, top),
	b: vertical(right, top + GAP, middle - GAP),
	c: vertical(right, middle + GAP, bottom - GAP),
	d: horizontal(left + GAP, right - GAP, bottom),
	e: vertical(left, middle + GAP, bottom - GAP),
	f: vertical(left, top + GAP, middle - GAP),
	g: horizontal(left + GAP, right - GAP, middle),
};
