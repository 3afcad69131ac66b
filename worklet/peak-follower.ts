/** Time in which a peak falls by 60 dB, seconds. */
const FALL_SECONDS = 1.5;

/** The highest magnitude of a signal, falling slowly, for a level meter. */
export class PeakFollower {
	/** Present peak, full scale 1. */
	peak = 0;
	readonly #fall: number;

	constructor(sampleRate: number) {
		this.#fall = 0.001 ** (1 / (FALL_SECONDS * sampleRate));
	}

	/** Takes one sample. */
	follow(sample: number): void {
		const magnitude = sample < 0 ? -sample : sample;
		const fallen = this.peak * this.#fall;
		this.peak = magnitude > fallen ? magnitude : fallen > 1e-9 ? fallen : 0;
	}
}
