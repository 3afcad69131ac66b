import { CYCLES_PER_SECOND } from './cpu/budget.ts';

/** The share of its cycles above which a firmware is slowed, and below which it gets its speed back (device.md 6.6). */
const HIGH_LOAD = 0.9;
const LOW_LOAD = 0.4;

/** Seconds of sound over which the load is taken. */
const WINDOW_SECONDS = 1;

/** Watches what a firmware computes and halves its clock when it cannot keep up. */
export class LoadGovernor {
	/** Load of the last window, 1 = all cycles that there are. */
	load = 0;
	/** Halvings of the clock that are in force. */
	halvings = 0;

	readonly #windowFrames: number;
	#frames = 0;
	#cycles = 0;

	constructor(sampleRate: number) {
		this.#windowFrames = Math.round(WINDOW_SECONDS * sampleRate);
	}

	/** Adds the cycles of some frames; true when `halvings` has changed. */
	count(frames: number, cycles: number): boolean {
		this.#frames += frames;
		this.#cycles += cycles;
		if (this.#frames < this.#windowFrames) return false;
		this.load = this.#cycles / (CYCLES_PER_SECOND * WINDOW_SECONDS);
		this.#frames = this.#cycles = 0;
		const before = this.halvings;
		if (this.load > HIGH_LOAD) this.halvings += 1;
		else if (this.load < LOW_LOAD && this.halvings > 0) this.halvings -= 1;
		return this.halvings !== before;
	}

	/** Starts afresh, with another firmware. */
	reset(): void {
		this.load = this.halvings = 0;
		this.#frames = this.#cycles = 0;
	}
}
