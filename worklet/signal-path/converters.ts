/**
 * Where the signal enters and leaves the clock domain (device.md 2.3). The engine calls, for each host sample: `push` with
 * the newest input; for each tick in it `sampleAt`, then `hold` with what the CPU answered; then `render`.
 *
 * Times are fractions of a host sample, 0 at the sample before the newest and 1 at the newest. The results stand in
 * fields, so that nothing is allocated.
 */
export interface AnalogToDigital {
	/** 12-bit words of the last `sampleAt`. */
	left: number;
	right: number;
	/** Takes the newest input sample, full scale ±1. */
	push(left: number, right: number): void;
	/** Samples and quantizes the input at time `fraction` of the present host sample. */
	sampleAt(fraction: number): void;
	reset(): void;
}

/** See `AnalogToDigital`. */
export interface DigitalToAnalog {
	/** Output of the last `render`, full scale ±1. */
	left: number;
	right: number;
	/** Puts out the words that the CPU made at time `fraction`; `ticksPerSample` is the present clock rate over the host's. */
	hold(fraction: number, left: number, right: number, ticksPerSample: number): void;
	/** Goes on to the end of the host sample. */
	render(ticksPerSample: number): void;
	reset(): void;
}
