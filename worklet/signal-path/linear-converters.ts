import { INPUT_STATE, OUTPUT_STATE } from '../../src/bridge/signal-state.ts';
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
	readonly #last: Float64Array;
	readonly #newest: Float64Array;
	readonly #between: Float64Array;

	/** @param state where it remembers, `INPUT_STATE` */
	constructor(clock: Clock, state: Float64Array) {
		this.#clock = clock;
		const pair = (at: number): Float64Array => state.subarray(at, at + 2);
		this.#last = pair(INPUT_STATE.last);
		this.#newest = pair(INPUT_STATE.newest);
		this.#between = pair(INPUT_STATE.between);
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

const { from: FROM, to: TO, progress: PROGRESS, time: TIME } = OUTPUT_STATE;

/**
 * Goes from each word to the next in a straight line that takes one tick, so the output is a tick late. When the clock stands
 * still the line stops where it is.
 */
export class LinearDigitalToAnalog implements DigitalToAnalog {
	left = 0;
	right = 0;
	readonly #clock: Clock;
	readonly #state: Float64Array;

	/** @param state where it remembers, `OUTPUT_STATE`; memory of its own by default */
	constructor(clock: Clock, state: Float64Array = new Float64Array(OUTPUT_STATE.doubles)) {
		this.#clock = clock;
		this.#state = state;
		this.reset();
	}

	hold(left: number, right: number): void {
		const state = this.#state;
		const { tickTime, ticksPerSample } = this.#clock;
		const progress = Math.min(state[PROGRESS] + (tickTime - state[TIME]) * ticksPerSample, 1);
		state[TIME] = tickTime;
		state[FROM] += (state[TO] - state[FROM]) * progress;
		state[FROM + 1] += (state[TO + 1] - state[FROM + 1]) * progress;
		state[TO] = left / SAMPLE_LIMIT;
		state[TO + 1] = right / SAMPLE_LIMIT;
		state[PROGRESS] = 0;
	}

	render(): void {
		const state = this.#state;
		const progress = Math.min(state[PROGRESS] + (1 - state[TIME]) * this.#clock.ticksPerSample, 1);
		state[PROGRESS] = progress;
		state[TIME] = 0;
		this.left = state[FROM] + (state[TO] - state[FROM]) * progress;
		this.right = state[FROM + 1] + (state[TO + 1] - state[FROM + 1]) * progress;
	}

	reset(): void {
		this.left = this.right = 0;
		this.#state.fill(0);
		this.#state[PROGRESS] = 1;
	}
}
