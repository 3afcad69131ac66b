import { isPowerOfTwo } from './power-of-two.ts';
import { SlotStorage } from './slot-storage.ts';

/** 32-bit words in the 64-byte cache line that processors pass between cores as one piece. */
const LINE_WORDS = 16;

/**
 * The control words at the front of a ring's region. The producer alone writes the first line, the consumer alone the second,
 * so neither core takes a line from the other except to learn something new.
 */
export const RING_WORDS = {
	/** Slots ever published, modulo {@link INDEX_RANGE}. */
	writeIndex: 0,
	/** Slots that did not fit, saturating at {@link INDEX_RANGE} − 1. */
	overflowed: 1,
	/** Highest fill that the producer has caused, in slots. */
	highWater: 2,
	/** Slots ever released, modulo {@link INDEX_RANGE}. */
	readIndex: LINE_WORDS,
	/** Single pops that found nothing, saturating at {@link INDEX_RANGE} − 1. */
	underflowed: LINE_WORDS + 1,
	/** Slot 0; the slots fill the rest of the region. */
	firstSlot: 2 * LINE_WORDS,
} as const;

// Constants of this module alone, which V8 compiles as literals. With the exported table's properties, which it looks up at each use, a
// push and a pop of a word take 50 ns, and so 45.
const { writeIndex: WRITE_INDEX, readIndex: READ_INDEX } = RING_WORDS;

/**
 * Free-running indices count modulo 2³⁰. A value below that is a tagged small integer in every build of V8, so the indices stay
 * unboxed in fields and as arguments of `Atomics`. Counting to 2³², Chromium allocates 24 bytes in each push and pop past 2³⁰.
 */
export const INDEX_RANGE = 2 ** 30;

const INDEX_MASK = INDEX_RANGE - 1;

/** Most slots in a ring: half the index range, so that a difference of two indices is never ambiguous. */
const MAX_CAPACITY = INDEX_RANGE / 2;

/**
 * Bytes of a region for a ring.
 *
 * @param slotWords words per slot, at least 1
 * @param capacity slots, a power of two up to 2²⁹
 * @throws RangeError when either is out of its range
 */
export function ringBytes(slotWords: number, capacity: number): number {
	if (!Number.isInteger(slotWords) || slotWords < 1) {
		throw new RangeError(`a ring's records have a whole number of words, 1 or more, not ${slotWords}`);
	}
	if (!isPowerOfTwo(capacity) || capacity > MAX_CAPACITY) {
		throw new RangeError(`a ring's capacity is a power of two from 1 to ${MAX_CAPACITY}, not ${capacity}`);
	}
	return (RING_WORDS.firstSlot + slotWords * capacity) * Int32Array.BYTES_PER_ELEMENT;
}

/**
 * Single-producer single-consumer ring of fixed-size slots in shared memory (specification: memory, section 5). What
 * {@link WordRing} and {@link RecordRing} have in common.
 *
 * Each thread opens its own object on the same words. One thread pushes, one pops, and neither ever waits. A slot's words are
 * written before the index that publishes it and read before the index that releases it, and both indices are published by
 * `Atomics.store`: the consumer sees all of a slot or nothing.
 *
 * Each side remembers where the other was when it last looked and looks again only when that is not enough, so in the common
 * case the only shared lines that a push or pop touches are the slot's and its own index's. A ring whose words are all zero is
 * empty. Nothing is allocated and nothing is thrown after construction.
 */
export abstract class SpscRing {
	/** Slots in the ring, all of them usable. */
	readonly capacity: number;
	protected readonly slotWords: number;
	protected readonly slotMask: number;
	/** The whole region, for the control words. */
	protected readonly words: Int32Array;
	protected readonly slots: SlotStorage;

	/** The producer's own index, and the consumer's as the producer last saw it. */
	protected write: number;
	protected knownRead: number;
	/** Highest fill so far. A push that stays within it fits for certain and sets no record: one comparison answers both. */
	protected highest: number;

	/** The consumer's own index, and the producer's as the consumer last saw it. */
	protected read: number;
	protected knownWrite: number;

	/** @throws RangeError when `words` is not exactly a region of {@link ringBytes} */
	protected constructor(words: Int32Array, slotWords: number) {
		const capacity = (words.length - RING_WORDS.firstSlot) / slotWords;
		if (!isPowerOfTwo(capacity) || words.length * Int32Array.BYTES_PER_ELEMENT !== ringBytes(slotWords, capacity)) {
			throw new RangeError(
				`${words.length} words are no region of a ring with ${slotWords} words per record: ` +
					`it needs ${RING_WORDS.firstSlot} and ${slotWords} for each record of a power-of-two capacity`,
			);
		}
		this.words = words;
		this.slots = new SlotStorage(words.subarray(RING_WORDS.firstSlot));
		this.slotWords = slotWords;
		this.capacity = capacity;
		this.slotMask = capacity - 1;
		this.write = Atomics.load(words, WRITE_INDEX) & INDEX_MASK;
		this.read = Atomics.load(words, READ_INDEX) & INDEX_MASK;
		this.knownRead = this.read;
		this.knownWrite = this.write;
		this.highest = Math.max(0, Math.min(Atomics.load(words, RING_WORDS.highWater), capacity));
	}

	/** Producer: whether `count` more slots fit now. Looks at the other side only when what it knows is not enough. */
	canPush(count: number): boolean {
		const highestFill = this.capacity - count;
		if (((this.write - this.knownRead) & INDEX_MASK) <= highestFill) return true;
		this.refreshKnownRead();
		return ((this.write - this.knownRead) & INDEX_MASK) <= highestFill;
	}

	/** Consumer: whether `count` slots are there now. Looks at the other side only when what it knows is not enough. */
	canPop(count: number): boolean {
		if (((this.knownWrite - this.read) & INDEX_MASK) >= count) return true;
		this.refreshKnownWrite();
		return ((this.knownWrite - this.read) & INDEX_MASK) >= count;
	}

	/**
	 * Producer: puts as many of `count` slots into the ring as fit, published together; the rest counts as overflow.
	 *
	 * @param source the slots' words, one slot after another
	 * @param start first slot in `source`, counted in slots
	 * @param count slots, 0 or more; `source` holds `start + count` of them
	 * @returns slots taken, the first ones
	 */
	pushMany(source: Int32Array, start: number, count: number): number {
		const taken = this.claim(count);
		if (taken === 0) return 0;
		const { slotWords } = this;
		this.slots.write((this.write & this.slotMask) * slotWords, source, start * slotWords, taken * slotWords);
		this.publish(taken);
		return taken;
	}

	/**
	 * Consumer: takes up to `count` slots out of the ring, released together.
	 *
	 * @param target receives the slots' words, one slot after another
	 * @param start first slot in `target` to write, counted in slots
	 * @param count slots, 0 or more; `target` has room for `start + count` of them
	 * @returns slots delivered, the oldest first
	 */
	popMany(target: Int32Array, start: number, count: number): number {
		const delivered = this.acquire(count);
		if (delivered === 0) return 0;
		const { slotWords } = this;
		this.slots.read((this.read & this.slotMask) * slotWords, target, start * slotWords, delivered * slotWords);
		this.release(delivered);
		return delivered;
	}

	/**
	 * Producer: slots that it may write in place, from word {@link writePlace} of {@link storage} on. They are the consumer's once
	 * {@link publishRun} says so; a producer that makes its words there saves a copy.
	 *
	 * @param wanted slots, 0 or more
	 * @returns free slots that lie one behind the other: fewer than `wanted` when the ring is full, which counts as no overflow, or ends there
	 */
	claimRun(wanted: number): number {
		const straight = Math.min(wanted, this.capacity - (this.write & this.slotMask));
		if (this.canPush(straight)) return straight;
		return Math.max(0, this.capacity - ((this.write - this.knownRead) & INDEX_MASK));
	}

	/** Producer: hands over the first `count` slots of the last {@link claimRun}, all of whose words are written. */
	publishRun(count: number): void {
		this.publish(this.claim(count));
	}

	/**
	 * Consumer: slots that it may read in place, from word {@link readPlace} of {@link storage} on, until it gives them back.
	 *
	 * @param wanted slots, 0 or more
	 * @returns slots that are there one behind the other: fewer than `wanted` when no more are there, or when the storage ends
	 */
	acquireRun(wanted: number): number {
		return this.acquire(Math.min(wanted, this.capacity - (this.read & this.slotMask)));
	}

	/** Consumer: gives back the first `count` slots of the last {@link acquireRun}. */
	releaseRun(count: number): void {
		this.release(count);
	}

	/** The words of all slots, for who writes and reads them in place. */
	get storage(): Int32Array {
		return this.slots.words;
	}

	/** Producer: the word of {@link storage} with which the next slot begins. */
	get writePlace(): number {
		return (this.write & this.slotMask) * this.slotWords;
	}

	/** Consumer: the word of {@link storage} with which the oldest slot begins. */
	get readPlace(): number {
		return (this.read & this.slotMask) * this.slotWords;
	}

	/**
	 * Slots in the ring, 0 to `capacity`. True on any thread at the moment of asking: the producer can only find that there is less
	 * by now, the consumer only that there is more.
	 */
	readable(): number {
		// The read index first: seen from a third thread the fill may then come out high, never negative.
		const read = Atomics.load(this.words, READ_INDEX);
		const fill = (Atomics.load(this.words, WRITE_INDEX) - read) & INDEX_MASK;
		return Math.min(fill, this.capacity);
	}

	/** Free slots in the ring, on any thread: `capacity` less {@link readable}. */
	writable(): number {
		return this.capacity - this.readable();
	}

	/** Slots that the producer offered and the ring had no room for, since the start. On any thread. */
	overflowed(): number {
		return Atomics.load(this.words, RING_WORDS.overflowed);
	}

	/** Single pops that found the ring empty, since the start. On any thread. */
	underflowed(): number {
		return Atomics.load(this.words, RING_WORDS.underflowed);
	}

	/**
	 * Highest fill since the start, in slots, as the producer saw it: taken against a fresh look at the consumer, so it does not
	 * creep up to `capacity` on old knowledge. On any thread.
	 */
	highWater(): number {
		return Atomics.load(this.words, RING_WORDS.highWater);
	}

	/**
	 * Empties the ring and forgets its counters. Neither side may be at work meanwhile, and the other one has to open the ring anew
	 * afterwards, as it may remember where it was.
	 */
	clear(): void {
		this.words.fill(0, 0, RING_WORDS.firstSlot);
		this.write = this.read = this.knownRead = this.knownWrite = this.highest = 0;
	}

	/** Producer: how many of `wanted` slots may be written from index `write` on. What is refused counts as overflow. */
	protected claim(wanted: number): number {
		if (((this.write - this.knownRead) & INDEX_MASK) + wanted <= this.highest) return wanted;
		return this.claimBeyondHighest(wanted);
	}

	/** Producer: makes the next `count` slots, whose words are written, visible to the consumer. */
	protected publish(count: number): void {
		this.write = (this.write + count) & INDEX_MASK;
		Atomics.store(this.words, WRITE_INDEX, this.write);
	}

	/** Consumer: how many of `wanted` slots may be read from index `read` on. */
	protected acquire(wanted: number): number {
		const ready = this.canPop(wanted) ? wanted : (this.knownWrite - this.read) & INDEX_MASK;
		// More than all can be there only if a stray write hit the index.
		return Math.min(ready, this.capacity);
	}

	/** Consumer: gives the oldest `count` slots, whose words are read, back to the producer. */
	protected release(count: number): void {
		this.read = (this.read + count) & INDEX_MASK;
		Atomics.store(this.words, READ_INDEX, this.read);
	}

	/** Consumer: counts a pop that found nothing. */
	protected countUnderflow(): void {
		this.addSaturating(RING_WORDS.underflowed, 1);
	}

	/** Producer: looks where the consumer is. */
	protected refreshKnownRead(): void {
		this.knownRead = Atomics.load(this.words, READ_INDEX) & INDEX_MASK;
	}

	/** Consumer: looks where the producer is. */
	protected refreshKnownWrite(): void {
		this.knownWrite = Atomics.load(this.words, WRITE_INDEX) & INDEX_MASK;
	}

	private claimBeyondHighest(wanted: number): number {
		this.refreshKnownRead();
		const fill = (this.write - this.knownRead) & INDEX_MASK;
		const granted = Math.max(0, Math.min(wanted, this.capacity - fill));
		if (granted < wanted) this.addSaturating(RING_WORDS.overflowed, wanted - granted);
		if (fill + granted > this.highest && granted > 0) {
			this.highest = fill + granted;
			Atomics.store(this.words, RING_WORDS.highWater, this.highest);
		}
		return granted;
	}

	/** The counter has one writer, the side that calls this, so it needs no atomic addition. */
	private addSaturating(counter: number, amount: number): void {
		Atomics.store(this.words, counter, Math.min(Atomics.load(this.words, counter) + amount, INDEX_MASK));
	}
}
