import { SAMPLE_RATE } from './music.ts';

/** Two-pole filter with low, band and high outputs, stable while its cutoff moves: Zavalishin's trapezoidal state variable filter. */
export class StateVariableFilter {
	/** Output after the last `step`. */
	low = 0;
	/** Output after the last `step`, of gain 1 at the cutoff. */
	band = 0;
	/** Output after the last `step`. */
	high = 0;
	private integrator1 = 0;
	private integrator2 = 0;

	/**
	 * Takes one sample and sets the three outputs.
	 *
	 * @param cutoffHz below half the sample rate
	 * @param q resonance: 0.707 is flat
	 */
	step(input: number, cutoffHz: number, q: number): void {
		const g = Math.tan((Math.PI * cutoffHz) / SAMPLE_RATE);
		const k = 1 / q;
		const v1 = (this.integrator1 + g * (input - this.integrator2)) / (1 + g * (g + k));
		const v2 = this.integrator2 + g * v1;
		this.integrator1 = 2 * v1 - this.integrator1;
		this.integrator2 = 2 * v2 - this.integrator2;
		this.low = v2;
		this.band = k * v1;
		this.high = input - k * v1 - v2;
	}
}

/** One-pole low pass, the smoother of this folder. */
export class OnePole {
	private state = 0;
	private readonly coefficient: number;

	constructor(cutoffHz: number) {
		this.coefficient = 1 - Math.exp((-2 * Math.PI * cutoffHz) / SAMPLE_RATE);
	}

	step(input: number): number {
		this.state += this.coefficient * (input - this.state);
		return this.state;
	}
}

/** Two-pole resonator of gain 1 at 0 Hz, for formants in series (Klatt 1980, equations 1 and 2). */
export class FormantResonator {
	private y1 = 0;
	private y2 = 0;

	/** One sample through a resonance at `frequencyHz`, `bandwidthHz` wide. */
	step(input: number, frequencyHz: number, bandwidthHz: number): number {
		const c = -Math.exp((-2 * Math.PI * bandwidthHz) / SAMPLE_RATE);
		const b = 2 * Math.exp((-Math.PI * bandwidthHz) / SAMPLE_RATE) * Math.cos((2 * Math.PI * frequencyHz) / SAMPLE_RATE);
		const output = (1 - b - c) * input + b * this.y1 + c * this.y2;
		this.y2 = this.y1;
		this.y1 = output;
		return output;
	}
}
