import { INSTRUCTION, labelRowY, TAPE, tapeColumnX } from '../panel-geometry.ts';
import { tapeGlyph } from './tape-glyphs.ts';

/** A letter in its cell. */
export interface PlacedLetter {
	readonly character: string;
	readonly x: number;
}

/** What stands on one row of tape: letters at the middles of their cells, and strokes as SVG path data. */
export interface TapeRowLayout {
	readonly letters: readonly PlacedLetter[];
	/** Path data of all lines, '' for none. */
	readonly strokes: string;
	/** Path data of all filled areas, '' for none. */
	readonly fills: string;
}

/** Half the distance between the top and the bottom line of a row, in units of the canvas. */
const HALF_HEIGHT = 9.5;

const number = (value: number) => String(Math.round(value * 100) / 100);

/**
 * Lays a text out on the grid of the tape, around y = 0. Letters are not moved together; two or more `-` in a row become one line over their
 * cells. What goes beyond column 52 is cut off.
 */
export function layoutTapeRow(text: string): TapeRowLayout {
	const letters: PlacedLetter[] = [];
	let strokes = '';
	let fills = '';
	const columns = Math.min(text.length, TAPE.columns);
	for (let column = 0; column < columns; column++) {
		const character = text.charAt(column);
		const left = tapeColumnX(column) - TAPE.columnPitch / 2;
		let end = column;
		while (end < columns && text.charAt(end) === '-') end++;
		if (end - column > 1) {
			strokes += `M ${number(left)} 0 H ${number(left + (end - column) * TAPE.columnPitch)}`;
			column = end - 1;
			continue;
		}
		const glyph = tapeGlyph(character);
		if (glyph === null) continue;
		if (typeof glyph === 'string') {
			letters.push({ character: glyph, x: tapeColumnX(column) });
			continue;
		}
		const path = glyph.lines
			.map(
				(line) => `M ${line.map(({ x, y }) => `${number(left + x * TAPE.columnPitch)} ${number(y * HALF_HEIGHT)}`).join(' L ')}`,
			)
			.join('');
		if (glyph.filled) fills += path;
		strokes += path;
	}
	return { letters, strokes, fills };
}

/** One strip of paper over rows `first` to `last`. */
export interface TapeStrip {
	readonly first: number;
	readonly last: number;
}

/** Strips of paper for the rows of one instruction: neighbours that have text share one. */
export function tapeStrips(rows: readonly string[]): readonly TapeStrip[] {
	const strips: { first: number; last: number }[] = [];
	for (const [row, text] of rows.entries()) {
		if (text === '') continue;
		const above = strips.at(-1);
		if (above?.last === row - 1) above.last = row;
		else strips.push({ first: row, last: row });
	}
	return strips;
}

/** Distance between the teeth of a torn end, and how far they reach, in units of the canvas. */
const TOOTH_PITCH = 3.2;
const TOOTH_REACH = 5;

/** A number 0…1 that looks random and is always the same for the same place: the fraction of a large multiple of a sine. */
function scatter(place: number): number {
	const value = Math.sin(place * 12.9898) * 43758.5453;
	return value - Math.floor(value);
}

/** Outline of a strip's paper, torn at both ends, as SVG path data inside an instruction block. */
export function paperPath({ first, last }: TapeStrip): string {
	const top = labelRowY(first) - INSTRUCTION.rowPitch / 2 + 0.5;
	const bottom = labelRowY(last) + INSTRUCTION.rowPitch / 2 - 0.5;
	const left = TAPE.paperX;
	const right = TAPE.paperX + TAPE.paperWidth;
	const teeth = Math.round((bottom - top) / TOOTH_PITCH);
	const torn = (x: number, inwards: 1 | -1, seed: number) =>
		Array.from({ length: teeth + 1 }, (_, tooth) => {
			const y = top + ((bottom - top) * tooth) / teeth;
			return `${number(x + inwards * TOOTH_REACH * scatter(seed + tooth + first * 31))} ${number(y)}`;
		});
	return `M ${torn(left, 1, 1).join(' L ')} L ${torn(right, -1, 101).reverse().join(' L ')} Z`;
}

/** A row's text for those who hear it: what is drawn with strokes is left out. */
export function spokenTape(text: string): string {
	return text
		.replace(/[^\x20-\x7e]|-{2,}/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
}
