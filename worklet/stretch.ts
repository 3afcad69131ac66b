import { SCOPE_FRAME_WORDS, STRETCH_TICKS, TICK_WORDS } from '../src/bridge/block-regions.ts';
import { ENGINE_PARAMETERS, PARAMETER_INDEX } from '../src/bridge/engine-parameters.ts';
import type { Clock } from './clock.ts';
import type { AnalogToDigital } from './signal-path/converters.ts';

/** Fastest clock that can be asked for, hertz. */
const HIGHEST_HZ = ENGINE_PARAMETERS[PARAMETER_INDEX.clockHz].maximum;

/**
 * A stretch of host frames and the ticks in it: their input is sampled in one go, so that the CPU can run many ticks at a time. Who
 * then works on a frame or a tick places the clock there first, as if it were only getting to it.
 */
export class Stretch {
	/** `TICK_WORDS` words a tick: its 12-bit input, left and right; a CPU that runs ahead puts its output there. */
	readonly words: Int32Array;
	/** Frames that a stretch may have. */
	readonly capacityFrames: number;
	/** Ticks in this stretch. */
	ticks = 0;

	readonly #clock: Clock;
	readonly #input: AnalogToDigital;
	readonly #ticksOfFrame: Int32Array;
	readonly #ratesOfFrame: Float64Array;
	readonly #times: Float64Array;

	/** `words`, `times`: the block's regions for the words of the ticks and for their times. */
	constructor(clock: Clock, input: AnalogToDigital, words: Int32Array, times: Float64Array, sampleRate: number) {
		this.#clock = clock;
		this.#input = input;
		this.words = words;
		// A part of a tick that was left over may make one more.
		this.capacityFrames = Math.max(1, Math.floor(STRETCH_TICKS / (Math.ceil(HIGHEST_HZ / sampleRate) + 1)));
		this.#ticksOfFrame = new Int32Array(this.capacityFrames);
		this.#ratesOfFrame = new Float64Array(this.capacityFrames);
		this.#times = times;
	}

	/** Begins a stretch: takes in `count` frames, `SCOPE_FRAME_WORDS` apart with left and right first, and samples them at their ticks. */
	sample(frames: Float32Array, count: number): void {
		const clock = this.#clock;
		const input = this.#input;
		let tick = 0;
		for (let i = 0; i < count; ++i) {
			input.push(frames, i * SCOPE_FRAME_WORDS);
			const ticks = clock.beginSample();
			for (let k = 0; k < ticks; ++k, ++tick) {
				clock.placeTick(k);
				input.sample();
				this.#times[tick] = clock.tickTime;
				this.words[tick * TICK_WORDS] = input.words[0];
				this.words[tick * TICK_WORDS + 1] = input.words[1];
			}
			clock.endSample(ticks);
			this.#ticksOfFrame[i] = ticks;
			this.#ratesOfFrame[i] = clock.ticksPerSample;
		}
		this.ticks = tick;
	}

	/** Ticks in a frame of the stretch. */
	ticksOf(frame: number): number {
		return this.#ticksOfFrame[frame];
	}

	/** Goes to a frame of the stretch. */
	placeFrame(frame: number): void {
		this.#clock.ticksPerSample = this.#ratesOfFrame[frame];
	}

	/** Goes to a tick of the frame that was placed. */
	placeTick(tick: number): void {
		this.#clock.tickTime = this.#times[tick];
	}
}
