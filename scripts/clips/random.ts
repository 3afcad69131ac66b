/** A generator of pseudo-random numbers that gives the same sequence for a seed anywhere: Marsaglia's xorshift with the triple (13, 17, 5). */
export class Random {
	private state: number;

	/** @param seed any integer but 0, which the generator would never leave */
	constructor(seed: number) {
		this.state = seed | 0;
		if (this.state === 0) throw new RangeError('A xorshift generator cannot start at 0.');
	}

	/** The next number, evenly distributed in [-1, 1). White noise when called once per sample. */
	bipolar(): number {
		this.state ^= this.state << 13;
		this.state ^= this.state >>> 17;
		this.state ^= this.state << 5;
		return this.state / 2 ** 31;
	}

	/** The next number, evenly distributed between two bounds. */
	between(low: number, high: number): number {
		return low + ((this.bipolar() + 1) / 2) * (high - low);
	}
}
