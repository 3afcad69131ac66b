import { blendPixel, type Rgb, themeRgb } from './theme-colours.ts';
import { codeGlow, GLOW_STEPS, MAGNITUDE_STEPS, NEGATIVE_BIT, WORD_CODES } from './word-codes.ts';

/** Lifts small magnitudes out of the dark: most words of firmware are below 12 bits. */
const LIGHTNESS_EXPONENT = 0.7;

/** Colours of words as `ImageData` pixels, from the style sheet. */
export class WordPalette {
	/** Fill of a cell by word code. */
	readonly fills = new Uint32Array(WORD_CODES);
	/** The mark of negative cells, by word code, and the hatch of constants. */
	readonly marks = new Uint32Array(WORD_CODES);
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
			const still = mixed(zero, (code & NEGATIVE_BIT) !== 0 ? negative : positive, share);
			const fill = mixed(still, changed, codeGlow(code) / (GLOW_STEPS - 1));
			this.fills[code] = blendPixel(fill, fill, 0);
			this.marks[code] = blendPixel(fill, ground, 0.72);
		}
	}

	/** The fill of a code for a style sheet. */
	css(code: number): string {
		const pixel = this.fills[code] ?? 0;
		return `rgb(${pixel & 255} ${(pixel >> 8) & 255} ${(pixel >> 16) & 255})`;
	}
}

function mixed(from: Rgb, to: Rgb, share: number): Rgb {
	return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share, from[2] + (to[2] - from[2]) * share];
}
