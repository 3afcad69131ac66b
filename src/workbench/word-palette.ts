import { type CellPalette, MARK_SHAPE } from './cell-palette.ts';
import { blendPixel, mixRgb, themeRgb } from './theme-colours.ts';
import { codeGlow, GLOW_STEPS, MAGNITUDE_STEPS, NEGATIVE_BIT, WORD_CODES } from './word-codes.ts';

/** Lifts small magnitudes out of the dark: most words of firmware are below 12 bits. */
const LIGHTNESS_EXPONENT = 0.7;

/** A change of a word that is 0 now glows this much less than one of 31 bits: lightness says the value in amber, too. */
const LEAST_GLOW = 0.55;

/** Colours of words as `ImageData` pixels, from the style sheet. */
export class WordPalette implements CellPalette {
	/** Fill of a cell by word code. */
	readonly fills = new Uint32Array(WORD_CODES);
	readonly smallFills = this.fills;
	/** Negative cells carry a bar, and no others carry anything. */
	readonly shapes = Uint8Array.from({ length: WORD_CODES }, (_, code) =>
		(code & NEGATIVE_BIT) !== 0 ? MARK_SHAPE.minus : MARK_SHAPE.none,
	);
	/** The bar of negative cells, by word code. */
	readonly marks = new Uint32Array(WORD_CODES);
	/** The hatch of constants, by word code. */
	readonly hatches = new Uint32Array(WORD_CODES);
	readonly ground: number;

	/** Reads the colours at an element. */
	constructor(element: Element) {
		const ground = themeRgb(element, '--chart');
		const zero = themeRgb(element, '--word-zero');
		const positive = themeRgb(element, '--word-positive');
		const negative = themeRgb(element, '--word-negative');
		const changed = themeRgb(element, '--word-changed');
		this.ground = blendPixel(ground, ground, 0);
		for (let code = 0; code < WORD_CODES; code++) {
			const share = ((code & (MAGNITUDE_STEPS - 1)) / (MAGNITUDE_STEPS - 1)) ** LIGHTNESS_EXPONENT;
			const still = mixRgb(zero, (code & NEGATIVE_BIT) !== 0 ? negative : positive, share);
			const lit = mixRgb(zero, changed, LEAST_GLOW + (1 - LEAST_GLOW) * share);
			const fill = mixRgb(still, lit, codeGlow(code) / (GLOW_STEPS - 1));
			this.fills[code] = blendPixel(fill, fill, 0);
			this.marks[code] = blendPixel(fill, ground, 0.8);
			this.hatches[code] = blendPixel(fill, ground, 0.55);
		}
	}
}
