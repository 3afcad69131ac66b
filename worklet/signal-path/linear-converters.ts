import type { Clock } from '../clock.ts';
import { SAMPLE_LIMIT } from '../delay-line.ts';
import type { AnalogToDigital, DigitalToAnalog } from './converters.ts';

/**
 * Full scale ±1 to 12-bit words, each channel: rounds half away from zero and clamps (device.md 2.3). Works on arrays because a
 * double as an argument is an allocation wherever the call is not inlined.
 */
export function quantize(frame: Float64Array, words: Int32Array): void {
	for (let channel = 0; channel < words.length; ++channel) {
		const level = frame[channel] * SAMPLE_LIMIT;
		const word = level < 0 ? -Math.floor(0.5 - level) : Math.floor(level + 0.5);
		words[channel] = Math.max(-SAMPLE_LIMIT, Math.min(word, SAMPLE_LIMIT));
	}
}

/** Samples the straight line between the last two input samples. */
export class LinearAnalogToDigital implements AnalogToDigital {
	readonly words = new Int32Array(2);
	readonly #clock: Clock;
	readonly #last = new Float64Array(2);
	readonly #newest = new Float64Array(2);
	readonly #between = new Float64Array(2);

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	push(frames: Float32Array, at: number): void {
		for (let channel = 0; channel < 2; ++channel) {
			this.#last[channel] = this.#newest[channel];
			this.#newest[channel] = frames[at + channel];
		}
	}

	sample(): void {
		const { tickTime } = this.#clock;
		for (let channel = 0; channel < 2; ++channel) {
			this.#between[channel] = this.#last[channel] + (this.#newest[channel] - this.#last[channel]) * tickTime;
		}
		quantize(this.#between, this.words);
	}
}

/**
 * Goes from each word to the next in a straight line that takes one tick, so the output is a tick late. When the clock stands
 * still the line stops where it is.
 */
export class LinearDigitalToAnalog implements DigitalToAnalog {
	left = 0;
	right = 0;
	readonly #clock: Clock;
	#fromLeft = 0;
	#fromRight = 0;
	#toLeft = 0;
	#toRight = 0;
	/** How far the line has got, 0…1. */
	#progress = 1;
	/** Time in the present host sample up to which `#progress` has been counted. */
	#time = 0;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	hold(left: number, right: number): void {
		const { tickTime, ticksPerSample } = this.#clock;
		this.#progress = Math.min(this.#progress + (tickTime - this.#time) * ticksPerSample, 1);
		this.#time = tickTime;
		this.#fromLeft += (this.#toLeft - this.#fromLeft) * this.#progress;
		this.#fromRight += (this.#toRight - this.#fromRight) * this.#progress;
		this.#toLeft = left / SAMPLE_LIMIT;
		this.#toRight = right / SAMPLE_LIMIT;
		this.#progress = 0;
	}

	render(): void {
		this.#progress = Math.min(this.#progress + (1 - this.#time) * this.#clock.ticksPerSample, 1);
		this.#time = 0;
		this.left = this.#fromLeft + (this.#toLeft - this.#fromLeft) * this.#progress;
		this.right = this.#fromRight + (this.#toRight - this.#fromRight) * this.#progress;
	}

	reset(): void {
		this.left = this.right = this.#fromLeft = this.#fromRight = this.#toLeft = this.#toRight = 0;
		this.#progress = 1;
		this.#time = 0;
	}
}
