/** A set of small numbers, such as indices of cached frame slots. */
export class SlotSet {
	readonly #words: Uint32Array;

	/** An empty set that can hold 0 to `size` − 1. */
	constructor(size: number) {
		this.#words = new Uint32Array((size + 31) >> 5);
	}

	has(member: number): boolean {
		return (this.#words[member >> 5] & (1 << (member & 31))) !== 0;
	}

	add(member: number): void {
		this.#words[member >> 5] |= 1 << (member & 31);
	}

	delete(member: number): void {
		this.#words[member >> 5] &= ~(1 << (member & 31));
	}

	clear(): void {
		this.#words.fill(0);
	}

	/** Removes all members from `first` up. */
	deleteFrom(first: number): void {
		const word = first >> 5;
		if (word >= this.#words.length) return;
		this.#words[word] &= (1 << (first & 31)) - 1;
		this.#words.fill(0, word + 1);
	}

	/** Becomes the same as another set of this size. */
	assign(other: SlotSet): void {
		this.#words.set(other.#words);
	}

	/** Adds the members of another set of this size; true when that added any. */
	addAll(other: SlotSet): boolean {
		let added = false;
		for (let i = 0; i < this.#words.length; i++) {
			const before = this.#words[i];
			this.#words[i] |= other.#words[i];
			added ||= this.#words[i] !== before;
		}
		return added;
	}

	get isEmpty(): boolean {
		return this.#words.every((word) => word === 0);
	}

	/** The members in ascending order. */
	*[Symbol.iterator](): Generator<number> {
		for (let i = 0; i < this.#words.length; i++) {
			for (let word = this.#words[i]; word !== 0; word &= word - 1) yield i * 32 + 31 - Math.clz32(word & -word);
		}
	}
}
