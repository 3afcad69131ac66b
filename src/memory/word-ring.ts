import { ringBytes, SpscRing } from './spsc-ring.ts';

/**
 * SPSC ring of 32-bit words between two threads, or between the firmware and the page (`ringCreate`). See {@link SpscRing} for what
 * it promises; counts and positions are in words.
 */
export class WordRing extends SpscRing {
	/**
	 * Bytes of the region that a ring needs.
	 *
	 * @param capacityWords a power of two
	 * @throws RangeError when it is not
	 */
	static bytes(capacityWords: number): number {
		return ringBytes(1, capacityWords);
	}

	/**
	 * Opens one side of the ring that lives in `words`; the capacity follows from the region's size.
	 *
	 * @param words a region of {@link WordRing.bytes}: zeros for an empty ring, or a ring in use
	 * @throws RangeError when the region's size is not that of a ring
	 */
	constructor(words: Int32Array) {
		super(words, 1);
	}

	/** Producer: appends one word. False when the ring is full; the word then counts as overflow. */
	push(word: number): boolean {
		if (this.claim(1) === 0) return false;
		this.slots.words[this.write & this.slotMask] = word;
		this.publish(1);
		return true;
	}

	/** Consumer: takes the oldest word, signed. On an empty ring (ask `canPop(1)` or `readable()`) 0, and an underflow is counted. */
	pop(): number {
		if (this.acquire(1) === 0) {
			this.countUnderflow();
			return 0;
		}
		const word = this.slots.words[this.read & this.slotMask];
		this.release(1);
		return word;
	}
}
