/**
 * Letters of strokes for stickers, which have no fonts (device.md 9.3): paths in a cell of 4 by 6 units, y down, of relative commands
 * that begin at the cell's upper left corner.
 */
const LETTERS: Readonly<Record<string, string>> = {
	A: 'm0,6 l2,-6 l2,6 m-3.3,-2 h2.6',
	B: 'm0,3 h3 l1,1 v1 l-1,1 h-3 v-6 h3 l1,1 v1 l-1,1',
	C: 'm4,1 l-1,-1 h-2 l-1,1 v4 l1,1 h2 l1,-1',
	D: 'h3 l1,1 v4 l-1,1 h-3 v-6.3',
	E: 'm4,0 h-4 v6 h4 m-4,-3 h3',
	F: 'm4,0 h-4 v6 m0,-3 h3',
	G: 'm4,1 l-1,-1 h-2 l-1,1 v4 l1,1 h2 l1,-1 v-2 h-1.5',
	H: 'v6 m4,-6 v6 m-4,-3 h4',
	I: 'm1,0 h2 m-1,0 v6 m-1,0 h2',
	J: 'm4,0 v5 l-1,1 h-2 l-1,-1',
	K: 'v6 m4,-6 l-4,4 m1.5,-1.5 l2.5,3.5',
	L: 'v6 h4',
	M: 'm0,6 v-6 l2,3 l2,-3 v6',
	N: 'm0,6 v-6 l4,6 v-6',
	O: 'm1,0 h2 l1,1 v4 l-1,1 h-2 l-1,-1 v-4 l1.2,-1.2',
	P: 'm0,6 v-6 h3 l1,1 v1 l-1,1 h-3',
	Q: 'm1,0 h2 l1,1 v4 l-1,1 h-2 l-1,-1 v-4 l1.2,-1.2 m1.3,4.2 l2,2.3',
	R: 'm0,6 v-6 h3 l1,1 v1 l-1,1 h-3 m2,0 l2,3',
	S: 'm4,1 l-1,-1 h-2 l-1,1 v1 l1,1 h2 l1,1 v1 l-1,1 h-2 l-1,-1',
	T: 'h4 m-2,0 v6',
	U: 'v5 l1,1 h2 l1,-1 v-5',
	V: 'l2,6 l2,-6',
	W: 'l1,6 l1,-4 l1,4 l1,-6',
	X: 'l4,6 m0,-6 l-4,6',
	Y: 'l2,3 l2,-3 m-2,3 v3',
	Z: 'h4 l-4,6 h4',
	'-': 'm0.5,3 h3',
};

const CELL_WIDTH = 4;
const ADVANCE = 5.6;

/** Height of a word in the units of its path. */
export const LETTER_HEIGHT = 6;

/** Width of a word in the units of its path. */
export function wordWidth(word: string): number {
	return (word.length - 1) * ADVANCE + CELL_WIDTH;
}

/**
 * A word as the strokes of an SVG path, its upper left corner at 0,0.
 *
 * @param word capitals A to Z and hyphens
 * @throws when there is no such letter
 */
export function wordPath(word: string): string {
	return Array.from(word, (letter, index) => {
		const strokes = LETTERS[letter];
		if (strokes === undefined) throw new Error(`There is no letter ${letter} for stickers; they have A to Z and the hyphen.`);
		return `M${Number((index * ADVANCE).toFixed(1))},0 ${strokes}`;
	}).join(' ');
}
