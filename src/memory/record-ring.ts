import { ringBytes, SpscRing } from './spsc-ring.ts';

/**
 * SPSC ring of fixed-size records between two threads: commands, events, stereo frames. A record arrives whole or not at all. See
 * {@link SpscRing} for the rest of what it promises; counts and positions are in records.
 */
export class RecordRing extends SpscRing {
	/**
	 * Bytes of the region that a ring needs.
	 *
	 * @param recordWords 32-bit words per record, 1 or more
	 * @param capacityRecords a power of two
	 * @throws RangeError when one of them is out of its range
	 */
	static bytes(recordWords: number, capacityRecords: number): number {
		return ringBytes(recordWords, capacityRecords);
	}

	/** 32-bit words per record. */
	readonly recordWords: number;

	/**
	 * Opens one side of the ring that lives in `words`; the capacity follows from the region's size.
	 *
	 * @param words a region of {@link RecordRing.bytes}: zeros for an empty ring, or a ring in use
	 * @param recordWords 32-bit words per record, the same on both sides
	 * @throws RangeError when the region's size is not that of a ring of such records
	 */
	constructor(words: Int32Array, recordWords: number) {
		super(words, recordWords);
		this.recordWords = recordWords;
	}

	/** Producer: appends the first `recordWords` words of `record`. False when the ring is full; it then counts as overflow. */
	push(record: Int32Array): boolean {
		return this.pushMany(record, 0, 1) === 1;
	}

	/** Consumer: copies the oldest record to the start of `into`. False when the ring is empty; it then counts as underflow. */
	pop(into: Int32Array): boolean {
		if (this.popMany(into, 0, 1) === 1) return true;
		this.countUnderflow();
		return false;
	}
}
