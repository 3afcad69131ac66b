/** Time constant of a glide of the clock frequency (device.md 2.3), seconds. */
const GLIDE_SECONDS = 0.01;

/** The glide ends when it is this close to its goal, hertz. */
const GLIDE_END_HZ = 0.01;

const CLOCK_MASK = 0xffff;

/**
 * The CPU's clock: how many ticks fall into each host sample and when, and the count that addresses the memory
 * (device.md 3.1, 4). Pure arithmetic on the host's frames; it asks nobody for the time.
 */
export class Clock {
	/** Ticks since reset, +1 a tick forward and −1 in reverse. A whole number of any sign. */
	count = 0;
	/** Present frequency in ticks per host sample. */
	ticksPerSample: number;
	/** Time of the present tick: a fraction of the host sample, 0 up to 1. */
	tickTime = 0;
	/** Frequency in hertz that the clock glides to; `arrive` cuts the glide short. */
	goalHz: number;
	reverse = false;

	readonly #sampleRate: number;
	readonly #glide: number;
	#frequencyHz: number;
	/** Part of a tick that is left before the next one. */
	#wait = 0;

	constructor(sampleRate: number, frequencyHz: number) {
		this.#sampleRate = sampleRate;
		this.#glide = 1 - Math.exp(-1 / (GLIDE_SECONDS * sampleRate));
		this.#frequencyHz = this.goalHz = frequencyHz;
		this.ticksPerSample = frequencyHz / sampleRate;
	}

	/** The count as the memory sees it, 0…65535. */
	get address(): number {
		return this.count & CLOCK_MASK;
	}

	/** Present frequency in hertz. */
	get frequencyHz(): number {
		return this.#frequencyHz;
	}

	/** Ends a glide at once. */
	arrive(): void {
		this.#frequencyHz = this.goalHz;
		this.ticksPerSample = this.#frequencyHz / this.#sampleRate;
	}

	/** Begins a host sample: brings the glide on and answers how many ticks fall into it. */
	beginSample(): number {
		if (this.#frequencyHz !== this.goalHz) {
			this.#frequencyHz += (this.goalHz - this.#frequencyHz) * this.#glide;
			if (Math.abs(this.goalHz - this.#frequencyHz) < GLIDE_END_HZ) this.arrive();
			this.ticksPerSample = this.#frequencyHz / this.#sampleRate;
		}
		const ahead = this.ticksPerSample - this.#wait;
		return ahead > 0 ? Math.ceil(ahead) : 0;
	}

	/** Goes to the `index`-th tick of this host sample: sets `tickTime`. */
	placeTick(index: number): void {
		this.tickTime = Math.min((this.#wait + index) / this.ticksPerSample, 1);
	}

	/** Counts one tick. */
	advance(): void {
		this.count += this.reverse ? -1 : 1;
	}

	/** Ends a host sample in which `ticks` ticks fell. */
	endSample(ticks: number): void {
		this.#wait = Math.max(0, this.#wait + ticks - this.ticksPerSample);
	}

	/** Back to count 0; the next tick falls at the start of the next sample. */
	reset(): void {
		this.count = 0;
		this.#wait = 0;
	}
}
