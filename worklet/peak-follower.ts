import { SCOPE_FRAME_WORDS } from '../src/bridge/block-regions.ts';

/** Time in which a peak falls by 60 dB, seconds. */
const FALL_SECONDS = 1.5;

/** A peak below this is silence, full scale 1. */
const INAUDIBLE = 1e-9;

/** The highest magnitude of a signal, falling slowly, for a level meter. */
export class PeakFollower {
	/** Present peak, full scale 1. */
	peak = 0;
	readonly #fall: number;

	constructor(sampleRate: number) {
		this.#fall = 0.001 ** (1 / (FALL_SECONDS * sampleRate));
	}

	/** Takes `count` samples of channel `channel` of interleaved frames, as many channels a frame as the scope has. */
	follow(frames: Float32Array, channel: number, count: number): void {
		let peak = this.peak;
		for (let i = 0; i < count; ++i) {
			peak = Math.max(peak * this.#fall, Math.abs(frames[i * SCOPE_FRAME_WORDS + channel]));
		}
		this.peak = peak > INAUDIBLE ? peak : 0;
	}
}
