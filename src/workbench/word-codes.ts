/**
 * How a word looks, as one number: which of the palette's colours its cell has.
 *
 * bits 0…4: magnitude, the number of bits that |word| needs, 0…31 · bit 5: negative · bits 6…9: glow of a recent change, 0…15.
 */

/** Time in which the glow of a change falls to half, milliseconds (look.md, motion). */
export const GLOW_HALF_LIFE_MS = 250;

/** Steps of glow, dark included. */
export const GLOW_STEPS = 16;

/** Steps of magnitude, zero included. */
export const MAGNITUDE_STEPS = 32;

/** Set in the code of a negative word. */
export const NEGATIVE_BIT = 32;

/** All codes, for a table of colours. */
export const WORD_CODES = 2 * MAGNITUDE_STEPS * GLOW_STEPS;

const GLOW_SHIFT = 6;

/** Glow below this is dark: half a step. */
const DARK = 0.5 / (GLOW_STEPS - 1);

/** Code of a word with a glow of 0…1. */
export function wordCode(word: number, glow: number): number {
	// −2³¹ has a magnitude of 32 bits and shares the last step.
	const magnitude = Math.min(MAGNITUDE_STEPS - 1, 32 - Math.clz32(word < 0 ? -word : word));
	return (Math.round(glow * (GLOW_STEPS - 1)) << GLOW_SHIFT) | (word < 0 ? NEGATIVE_BIT : 0) | magnitude;
}

/** Step of glow in a code, 0…15. */
export function codeGlow(code: number): number {
	return code >> GLOW_SHIFT;
}

/** What is left of a glow after some time, as a factor. */
export function glowDecay(elapsedMs: number): number {
	return 0.5 ** (elapsedMs / GLOW_HALF_LIFE_MS);
}

/**
 * Sees which words change, by comparing memory with a copy of how it was at the last look: a change is seen, a store of the same
 * value is not, and a word that changed twice in between counts once.
 */
export class ChangeWatch {
	/** Code of each word as of the last look. */
	readonly codes: Uint16Array;
	readonly #before: Int32Array;
	readonly #glow: Float32Array;

	/** @param memoryWords words of memory that may be looked at */
	constructor(memoryWords: number) {
		this.codes = new Uint16Array(memoryWords);
		this.#before = new Int32Array(memoryWords);
		this.#glow = new Float32Array(memoryWords);
	}

	/** Takes words as they are, without any glow. */
	settle(words: Int32Array, start: number, end: number): void {
		for (let i = start; i < end; i++) {
			const word = words[i] as number;
			this.#before[i] = word;
			this.#glow[i] = 0;
			this.codes[i] = wordCode(word, 0);
		}
	}

	/**
	 * Looks at the words from `start` to `end` and brings their codes up to date. `decay` is {@link glowDecay} of the time since the
	 * last look. Calls `paint` for each word whose code is another than before.
	 */
	look(words: Int32Array, start: number, end: number, decay: number, paint: (address: number, code: number) => void): void {
		const before = this.#before;
		const glows = this.#glow;
		const codes = this.codes;
		for (let i = start; i < end; i++) {
			const word = words[i] as number;
			let glow = glows[i] as number;
			if (word !== before[i]) {
				before[i] = word;
				glow = 1;
			} else if (glow === 0) {
				continue;
			} else {
				glow *= decay;
				if (glow < DARK) glow = 0;
			}
			glows[i] = glow;
			const code = wordCode(word, glow);
			if (code === codes[i]) continue;
			codes[i] = code;
			paint(i, code);
		}
	}
}
