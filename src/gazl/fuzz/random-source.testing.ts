/** Random decisions that a seed repeats exactly, on every JavaScript engine. */

/** Added to the state at each step: 2³² over the golden ratio, so that neighbouring seeds part at once. */
const GOLDEN_STEP = 0x9e3779b9;

/** A source of random words: a counter whose values a multiplicative hash scatters. One seed, one sequence. */
export class RandomSource {
	#state: number;

	/** `seed`: any 32-bit number; what is beyond is cut off. */
	constructor(seed: number) {
		this.#state = seed | 0;
		this.word();
	}

	/** Any 32-bit word, signed. */
	word(): number {
		this.#state = (this.#state + GOLDEN_STEP) | 0;
		let word = this.#state;
		word = Math.imul(word ^ (word >>> 16), 0x7feb352d);
		word = Math.imul(word ^ (word >>> 15), 0x846ca68b);
		return (word ^ (word >>> 16)) | 0;
	}

	/** 0 to `count` − 1. */
	below(count: number): number {
		return (this.word() >>> 0) % count;
	}

	/** `low` to `high`, both included. */
	between(low: number, high: number): number {
		return low + this.below(high - low + 1);
	}

	/** True so many times in a hundred. */
	chance(percent: number): boolean {
		return this.below(100) < percent;
	}

	/** One of a list that is not empty. */
	pick<Item>(list: readonly Item[]): Item {
		return list[this.below(list.length)];
	}

	/** One of the names, as often as its weight says. */
	weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
		const entries = Object.entries<number>(weights) as [Name, number][];
		let rest = this.below(entries.reduce((sum, [, weight]) => sum + weight, 0));
		for (const [name, weight] of entries) {
			rest -= weight;
			if (rest < 0) return name;
		}
		throw new RangeError('Weights are whole numbers, and not all of them 0');
	}

	/** The list in another order. */
	shuffled<Item>(list: readonly Item[]): Item[] {
		const shuffled = [...list];
		for (let end = shuffled.length; end > 1; end--) {
			const other = this.below(end);
			[shuffled[end - 1], shuffled[other]] = [shuffled[other], shuffled[end - 1]];
		}
		return shuffled;
	}
}
