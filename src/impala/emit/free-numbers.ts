const NONE: ReadonlySet<number> = new Set();

/** Hands out small numbers, the lowest free one first. */
export class FreeNumbers {
	readonly #taken = new Set<number>();

	/** The lowest free number, taken from now on. */
	take(): number {
		let number = 0;
		while (this.#taken.has(number)) number++;
		this.#taken.add(number);
		return number;
	}

	/** Takes this very number. */
	reserve(number: number): void {
		this.#taken.add(number);
	}

	release(number: number): void {
		this.#taken.delete(number);
	}

	/** The lowest number above all that are taken. */
	get top(): number {
		return this.#taken.size === 0 ? 0 : Math.max(...this.#taken) + 1;
	}

	/** What is taken now, to come back to with `restore`. */
	mark(): ReadonlySet<number> {
		return this.#taken.size === 0 ? NONE : new Set(this.#taken);
	}

	/** Frees everything that was taken since `mark`. */
	restore(mark: ReadonlySet<number>): void {
		if (this.#taken.size > 0) this.#taken.clear();
		for (const number of mark) this.#taken.add(number);
	}
}
