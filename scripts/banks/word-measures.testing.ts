/** Measures of 12-bit sound, for tests of firmwares. */

/** The farthest from 0 that the words go. */
export function loudest(words: Int32Array): number {
	return words.reduce((level, word) => Math.max(level, Math.abs(word)), 0);
}

/** The largest distance of two neighbouring words: clicks show in it. */
export function largestStep(words: Int32Array): number {
	let largest = 0;
	for (let i = 1; i < words.length; i++) largest = Math.max(largest, Math.abs(words[i] - words[i - 1]));
	return largest;
}

/**
 * Amplitude of the sine of a frequency in `words`, by a Fourier sum under a Hann window. Sines that are 4 / length or more away
 * from it add less than a hundredth of theirs.
 *
 * @param frequency in cycles per tick, up to 0.5
 */
export function amplitudeAt(words: Int32Array, frequency: number): number {
	let cosine = 0;
	let sine = 0;
	for (let n = 0; n < words.length; n++) {
		const windowed = words[n] * (1 - Math.cos((2 * Math.PI * (n + 0.5)) / words.length));
		cosine += windowed * Math.cos(2 * Math.PI * frequency * n);
		sine += windowed * Math.sin(2 * Math.PI * frequency * n);
	}
	return (2 * Math.hypot(cosine, sine)) / words.length;
}

/** Words of noise, the same at each tick of each test. */
export function noiseAt(tick: number, amplitude: number): number {
	const bits = Math.imul(tick + 1, 0x9e3779b1);
	// Adding 0 makes 0 of -0, which no word is.
	return Math.round(((Math.imul(bits ^ (bits >>> 15), 0x85ebca6b) >> 8) / 2 ** 23) * amplitude) + 0;
}
