import { SAMPLE_RATE } from './music.ts';

/** The correction, around a step of height -2, that turns a naive edge into a band-limited one: two-sample polynomial BLEP (Välimäki and Huovilainen 2007). */
function blepResidual(phase: number, increment: number): number {
	if (phase < increment) {
		const x = phase / increment - 1;
		return -x * x;
	}
	if (phase > 1 - increment) {
		const x = (phase - 1) / increment + 1;
		return x * x;
	}
	return 0;
}

/** A band-limited sawtooth and, two of them subtracted, a pulse. One phase in cycles. */
export class Oscillator {
	private phase: number;

	/** @param phase where the cycle starts, in [0, 1) */
	constructor(phase = 0) {
		this.phase = phase;
	}

	/** A rising sawtooth in [-1, 1]. */
	saw(frequencyHz: number): number {
		const increment = this.advance(frequencyHz);
		return 2 * this.phase - 1 - blepResidual(this.phase, increment);
	}

	/** A pulse in [-1, 1] that is high for `width` of a cycle. */
	pulse(frequencyHz: number, width: number): number {
		const increment = this.advance(frequencyHz);
		const fall = (this.phase + 1 - width) % 1;
		const naive = this.phase < width ? 1 : -1;
		return naive + blepResidual(this.phase, increment) - blepResidual(fall, increment);
	}

	/** A sine in [-1, 1]. */
	sine(frequencyHz: number): number {
		this.advance(frequencyHz);
		return Math.sin(2 * Math.PI * this.phase);
	}

	private advance(frequencyHz: number): number {
		const increment = frequencyHz / SAMPLE_RATE;
		this.phase = (this.phase + increment) % 1;
		return increment;
	}
}
