/**
 * The settings of the checked build and of pressure on memory (specification: memory, section 6): words that commands set, one table for page and
 * command line. All are 0 unless they say otherwise.
 */
export const MEMORY_SETTINGS = {
	/** Stops the firmware at a violation instead of letting it go on: 1. */
	stopAtViolation: 0,
	/** Every so manieth allocation fails; 0 for none. */
	failEvery: 1,
	/** Allocations fail with this probability, in 65536ths. */
	failProbability: 2,
	/** What the random numbers begin with, for each firmware and when it is changed. */
	seed: 3,
	/** 1 + the level that has half of its words only; 0 for none. */
	halvedLevel: 4,
	/** Words of the heap that are looked at for damage at each allocation and free; 0 for {@link DEFAULT_CHECKED_WORDS}, −1 for all. */
	checkedWords: 5,
} as const;

export type MemorySetting = keyof typeof MEMORY_SETTINGS;

/** Words of the settings. */
export const MEMORY_SETTING_WORDS = 8;

/** What `failProbability` counts in. */
export const PROBABILITY_UNIT = 65536;

/**
 * Words that are looked at by default at each allocation and free, going round the heap: some microseconds. To look at all of a million words
 * each time would take longer than a block of sound; what a firmware itself writes wrongly is found at once anyway.
 */
export const DEFAULT_CHECKED_WORDS = 1024;

/** Decides which allocations fail on purpose, so that what a firmware then does can be heard and tested. Deterministic by its settings. */
export class Pressure {
	readonly #settings: Int32Array;
	#requests = 0;
	#random = 0;
	/** What the random numbers began with. */
	#seed = 0;

	/** @param settings the words of {@link MEMORY_SETTINGS}, which others set */
	constructor(settings: Int32Array) {
		this.#settings = settings;
	}

	/** Begins anew, for another firmware. */
	reset(): void {
		this.#requests = 0;
		this.#sow();
	}

	/** Whether the next allocation is to fail. */
	fails(): boolean {
		const every = this.#settings[MEMORY_SETTINGS.failEvery];
		const probability = this.#settings[MEMORY_SETTINGS.failProbability];
		if (every <= 0 && probability <= 0) return false;
		if (this.#seed !== this.#settings[MEMORY_SETTINGS.seed]) this.#sow();
		this.#requests++;
		if (every > 0 && this.#requests >= every) {
			this.#requests = 0;
			return true;
		}
		return probability > 0 && this.#draw() < probability;
	}

	/** The level that has half of its words only, or −1. */
	get halvedLevel(): number {
		return this.#settings[MEMORY_SETTINGS.halvedLevel] - 1;
	}

	#sow(): void {
		this.#seed = this.#settings[MEMORY_SETTINGS.seed];
		this.#random = this.#seed;
	}

	/** 16 bits of a linear congruential generator (Knuth's multiplier for 2³²). */
	#draw(): number {
		this.#random = (Math.imul(this.#random, 1664525) + 1013904223) | 0;
		return this.#random >>> 16;
	}
}
