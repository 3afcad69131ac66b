/** How the engine is played while it is measured. */

export const SAMPLE_RATE = 44100;

/** Frames of a block, the length that browsers use. */
export const BLOCK_FRAMES = 128;

/** Frames of a round, a quarter of a second. Whole blocks, and a clock that counts all their ticks modulo 65536 up to 260 kHz. */
export const ROUND_FRAMES = 86 * BLOCK_FRAMES;

/** Frames after which the input repeats. */
export const INPUT_FRAMES = 32 * BLOCK_FRAMES;

/** The input, full scale ±1: two tones that fit `INPUT_FRAMES` a whole number of times, 441 Hz and 3.4 kHz or so. */
export function inputSample(frame: number): number {
	const turn = (2 * Math.PI * frame) / INPUT_FRAMES;
	return 0.5 * Math.sin(41 * turn) + 0.25 * Math.sin(317 * turn);
}
