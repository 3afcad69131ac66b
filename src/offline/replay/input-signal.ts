/** Advance of the sine's phase per frame, for channel 0 and channel 1; a turn is 65536. */
const PHASE_STEPS = [655, 983] as const;

/** The input falls silent in the last of every four stretches of this many frames. */
const STRETCH_FRAMES = 5512;

/**
 * The input of a firmware replay: per channel a parabolic sine with noise over it, silent a quarter of the time.
 * Integer arithmetic only, so that every implementation draws the same samples (conformance/firmware/README.md, "Input").
 */
export class InputSignal {
	private random: number;
	private readonly phases = new Int32Array(PHASE_STEPS.length);

	/** @param seed start of the noise generator, taken modulo 2^32 */
	constructor(seed: number) {
		this.random = seed | 0;
	}

	/**
	 * Draws the next sample. Draw channel 0, then channel 1, for each frame in turn: both share one noise generator.
	 *
	 * @param frame number of the frame, 0 and up
	 * @returns −2047…2047
	 */
	draw(channel: 0 | 1, frame: number): number {
		const phase = (this.phases[channel] + PHASE_STEPS[channel]) & 0xffff;
		this.phases[channel] = phase;
		const ramp = ((phase << 16) >> 16) >> 3;
		const sine = (ramp * (4096 - Math.abs(ramp))) >> 12;
		this.random = (Math.imul(this.random, 1103515245) + 12345) | 0;
		const noise = ((this.random >>> 16) & 0xfff) - 2048;
		if (Math.floor(frame / STRETCH_FRAMES) % 4 === 3) return 0;
		return Math.max(-2047, Math.min(2047, sine + (noise >> 1)));
	}
}
