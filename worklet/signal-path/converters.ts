/**
 * Where the signal enters and leaves the clock domain (device.md 2.3). The engine calls, for each host sample: `push` with
 * the newest input; for each tick in it `sample`, then `hold` with what the CPU answered; then `render`.
 *
 * Both read the engine's clock: `tickTime`, the time of the present tick as a fraction of the host sample, 0 at the sample
 * before the newest and 1 at the newest, and `ticksPerSample`. Results stand in fields, so that nothing is allocated.
 */
export interface AnalogToDigital {
	/** 12-bit words of the last `sample`, left and right. */
	readonly words: Int32Array;
	/** Takes the newest input sample, full scale ±1: left at word `at` of `frames`, right behind it. */
	push(frames: Float32Array, at: number): void;
	/** Samples and quantizes the input at the time of the present tick. */
	sample(): void;
}

/** See `AnalogToDigital`. */
export interface DigitalToAnalog {
	/** Output of the last `render`, full scale ±1. */
	left: number;
	right: number;
	/** Puts out the 12-bit words that the CPU made at the present tick. */
	hold(left: number, right: number): void;
	/** Goes on to the end of the host sample. */
	render(): void;
	reset(): void;
}
