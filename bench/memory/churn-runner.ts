import type { Churn } from './churn.ts';

/** What is in a slot that got no block. */
const NO_BLOCK = -1;

/** What a churn needs of an allocator. */
export interface ChurnedAllocator {
	/** Looks at its state that the last operation took; −1 when it does not tell. */
	readonly steps: number;
	/** Empties it; all blocks of the churn are freed before. */
	reset(): void;
	/** An address, or a negative number when there is no room. */
	allocate(words: number): number;
	free(address: number): unknown;
}

/** A churn with an allocator under it. */
export interface ChurnRunner {
	/** Back to the beginning: an empty arena, and then the first blocks. */
	restart(): void;
	/** Frees the block of a slot, if it got one, and allocates the one that takes its place. */
	playPair(pair: number): void;
	playAll(): void;
	/** What {@link playPair} does without a pair, for what it costs to get there. */
	playNothing(): void;
	/** All from the beginning, counted; null where nothing can be counted. */
	count(): ChurnCounts | null;
}

/** Operation counts of a churn, the same on every machine. */
export interface ChurnCounts {
	/** Steps of each pair. */
	readonly steps: Float64Array;
	/** Requests of the pairs that got nothing. */
	readonly refused: number;
}

/** A churn in JavaScript. */
export class AllocatorChurn implements ChurnRunner {
	readonly #allocator: ChurnedAllocator;
	readonly #firstWords: Int32Array;
	readonly #slots: Int32Array;
	readonly #words: Int32Array;
	/** Where the block of each slot is, negative for none. */
	readonly #addresses: Int32Array;

	constructor(allocator: ChurnedAllocator, { firstWords, slots, words }: Churn) {
		this.#allocator = allocator;
		this.#firstWords = firstWords;
		this.#slots = slots;
		this.#words = words;
		this.#addresses = new Int32Array(firstWords.length).fill(NO_BLOCK);
	}

	restart(): void {
		const allocator = this.#allocator;
		for (const address of this.#addresses) if (address >= 0) allocator.free(address);
		allocator.reset();
		for (const [slot, words] of this.#firstWords.entries()) this.#addresses[slot] = allocator.allocate(words);
	}

	playPair(pair: number): void {
		const allocator = this.#allocator;
		const addresses = this.#addresses;
		const slot = this.#slots[pair];
		const address = addresses[slot];
		if (address >= 0) allocator.free(address);
		addresses[slot] = allocator.allocate(this.#words[pair]);
	}

	playAll(): void {
		for (let pair = 0; pair < this.#slots.length; pair++) this.playPair(pair);
	}

	playNothing(): void {}

	count(): ChurnCounts | null {
		const allocator = this.#allocator;
		const addresses = this.#addresses;
		const steps = new Float64Array(this.#slots.length);
		let refused = 0;
		this.restart();
		for (const [pair, slot] of this.#slots.entries()) {
			if (addresses[slot] >= 0) {
				allocator.free(addresses[slot]);
				steps[pair] = allocator.steps;
			}
			addresses[slot] = allocator.allocate(this.#words[pair]);
			steps[pair] += allocator.steps;
			if (addresses[slot] < 0) refused++;
		}
		return allocator.steps < 0 ? null : { steps, refused };
	}
}
