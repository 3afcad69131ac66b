import type { HeapConfiguration } from '../heap/heap-configuration.ts';
import { placeLevels } from '../heap/heap-configuration.ts';
import { LEVEL, LEVEL_COUNT, LEVELS } from '../heap/levels.ts';
import { CacheModel } from './cache-model.ts';

/** Cycles of an access that the cache serves. */
const HIT_CYCLES = 1;

/** Bits of a sub-bank's number; a level has 32 at most. */
const BANK_BITS = 5;
const BANKS = 1 << BANK_BITS;

/** Words from this place on are those that the cache serves. */
const CACHED_PLACES = LEVEL.L2 << BANK_BITS;

/** In place of a place: the word is outside of the levels, or the cache had it. */
const OUTSIDE_PLACE = -1;
const HIT_PLACE = -2;

const NO_INSTRUCTION = -2;

/**
 * What accesses to the heap cost (specification: memory, sections 2 and 9), asked for one after the other in the order in which the
 * program makes them.
 *
 * **Level cost.** An access to a word of a level costs the level's cycles. With a cache, one of `L2` or `Lext` costs 1 when its line is there
 * and the level's cycles when it is not. Words outside of the levels, that is globals, data stack and constants, cost nothing.
 *
 * **Dual access.** Two accesses are a pair when
 * - they are made by two instructions that stand one behind the other in the program and are executed in this order, or are the two sides
 *   of one word of a COPY, what is read and what is written;
 * - both lie in the same level, which has more than one sub-bank, and in different ones of its equal parts;
 * - neither was paired with another access before: in a row of three, the first two are a pair.
 *
 * The accesses of a pair cost the level's cycles once. What an instruction accesses besides, in a longer COPY or a native, makes no pairs
 * with other instructions. Hits of the cache make none.
 *
 * Nothing is allocated after construction.
 */
export class AccessCost {
	/** Null when the configuration has none. */
	readonly cache: CacheModel | null;
	/** First word of the heap, and the first behind it. */
	readonly start: number;
	readonly end: number;
	/** Cycles that pairs have saved since {@link reset}. */
	savedCycles = 0;
	/** Of each word of the heap, its level and its sub-bank as one number: a table, because it is looked up some million times a second. */
	readonly #places: Uint8Array;
	readonly #cycles = new Int32Array(LEVEL_COUNT);
	/** The last access that may still be paired. */
	#lastInstruction = NO_INSTRUCTION;
	#lastPlace = OUTSIDE_PLACE;

	/**
	 * @param configuration as `readConfiguration` checked it
	 * @param heapStart first word of memory that the levels may take, see `placeLevels`
	 */
	constructor(configuration: HeapConfiguration, heapStart: number) {
		const arenas = placeLevels(configuration, heapStart);
		const last = configuration.levels[LEVELS[LEVEL_COUNT - 1].name];
		this.start = arenas[0].start;
		this.end = arenas[LEVEL_COUNT - 1].start + last.words;
		this.#places = new Uint8Array(this.end - this.start);
		for (const [level, { name }] of LEVELS.entries()) {
			const { words, cycles, subBanks } = configuration.levels[name];
			const first = arenas[level].start - this.start;
			this.#cycles[level] = cycles;
			for (let bank = 0; bank < subBanks; bank++) {
				const place = (level << BANK_BITS) | bank;
				this.#places.fill(place, first + (words / subBanks) * bank, first + (words / subBanks) * (bank + 1));
			}
		}
		this.cache = configuration.cache === null ? null : new CacheModel(configuration.cache);
	}

	/** Begins anew, with an empty cache. */
	reset(): void {
		this.savedCycles = 0;
		this.#lastInstruction = NO_INSTRUCTION;
		this.#lastPlace = OUTSIDE_PLACE;
		this.cache?.reset();
	}

	/** The level of a word, a number of `LEVEL`, or −1. */
	levelOf(address: number): number {
		const word = address - this.start;
		return word >= 0 && word < this.#places.length ? this.#places[word] >> BANK_BITS : -1;
	}

	/** Cycles of an access to a word without a cache, and without a partner. */
	levelCycles(address: number): number {
		const level = this.levelOf(address);
		return level < 0 ? 0 : this.#cycles[level];
	}

	/** Cycles of an access of one word, less what it saves as the second of a pair. */
	access(instruction: number, address: number): number {
		const place = this.#use(address);
		if (place < 0) {
			this.#lastInstruction = NO_INSTRUCTION;
			return place === HIT_PLACE ? HIT_CYCLES : 0;
		}
		const cycles = this.#cycles[place >> BANK_BITS];
		if (this.#lastInstruction === instruction - 1 && isDual(place, this.#lastPlace)) {
			this.#lastInstruction = NO_INSTRUCTION;
			this.savedCycles += cycles;
			return 0;
		}
		this.#lastInstruction = instruction;
		this.#lastPlace = place;
		return cycles;
	}

	/** Cycles of an instruction that accesses words one behind the other, such as a native that moves them. */
	run(address: number, words: number): number {
		let cycles = 0;
		for (let word = 0; word < words; word++) cycles += this.#cost(this.#use(address + word));
		this.#lastInstruction = NO_INSTRUCTION;
		return cycles;
	}

	/** Cycles of a COPY, less what the pairs save that its words are: each is read and then written. */
	copy(from: number, to: number, words: number): number {
		let cycles = 0;
		for (let word = 0; word < words; word++) {
			const read = this.#use(from + word);
			const written = this.#use(to + word);
			cycles += this.#cost(read);
			if (isDual(written, read)) this.savedCycles += this.#cost(written);
			else cycles += this.#cost(written);
		}
		this.#lastInstruction = NO_INSTRUCTION;
		return cycles;
	}

	/** Loads the line of a word into the cache, if there is one and the word is in a level that it serves. */
	prefetch(address: number): void {
		if (this.cache !== null && this.levelOf(address) >= LEVEL.L2) this.cache.prefetch(address);
	}

	/** Accesses a word: its place, or below 0 the place of one that makes no pairs. */
	#use(address: number): number {
		const word = address - this.start;
		if (word < 0 || word >= this.#places.length) return OUTSIDE_PLACE;
		const place = this.#places[word];
		if (this.cache === null || place < CACHED_PLACES) return place;
		return this.cache.access(address) ? HIT_PLACE : place;
	}

	#cost(place: number): number {
		if (place >= 0) return this.#cycles[place >> BANK_BITS];
		return place === HIT_PLACE ? HIT_CYCLES : 0;
	}
}

/** Whether two places are different sub-banks of one level. */
function isDual(place: number, other: number): boolean {
	const difference = place ^ other;
	return difference > 0 && difference < BANKS && place >= 0;
}
