import { NO_ADDRESS } from './allocator.ts';
import { ObjectTable, type WordSource } from './object-table.ts';
import { OUTCOME, type Outcome } from './outcomes.ts';

/** A DMA buffer as firmware sees it, counted from its address. The halves hold frames of two words, left and right. */
export const DMA_BUFFER = {
	/** 0: no half is the firmware's; 1: the first is; 2: the second. The firmware writes 0 when it is done with a half. */
	ready: 0,
	/** The frame that the host writes next, counted through both halves. */
	position: 1,
	/** Frames in a half. */
	halfFrames: 2,
	/** Halves that the host went on to while the firmware still had them. */
	overruns: 3,
	firstHalf: 4,
} as const;

/** Words in a frame. */
const FRAME_WORDS = 2;

/** Largest half, in frames. */
export const MAX_HALF_FRAMES = 2 ** 16;

/** A DMA buffer in the table: what the firmware cannot overwrite. */
export const DMA = {
	address: 0,
	halfFrames: 1,
	/** As {@link DMA_BUFFER}.position. */
	position: 2,
	/** For each half, how often the host has filled it, modulo 2³². */
	filled: 3,
	/** For each half, what `filled` was when the firmware last invalidated the buffer. */
	seen: 5,
	overruns: 7,
	/** Calls of `dmaInvalidate` and `dmaFlush`. */
	invalidates: 8,
	flushes: 9,
	words: 12,
} as const;

/**
 * Buffers into which the host streams input, one half while the firmware has the other (specification: memory, section 5). Firmware holds a
 * buffer by its address.
 *
 * What the host wrote is in memory at once. Hardware would show the firmware old words until it invalidates its cache, so for each
 * half is kept whether that was done since the host filled it: {@link isStale} tells a checked build.
 */
export class DmaBuffers extends ObjectTable {
	readonly #memory: Int32Array;
	readonly #heap: WordSource;

	/** Words of a table of `capacity` buffers. Each streamed frame goes to all of them, so let there be few. */
	static tableWords(capacity: number): number {
		return ObjectTable.rowsEnd(DMA.words, capacity);
	}

	/** @throws RangeError when the table is too small */
	constructor(table: Int32Array, capacity: number, memory: Int32Array, heap: WordSource) {
		super(table, DMA.words, capacity);
		this.#memory = memory;
		this.#heap = heap;
	}

	/**
	 * A buffer of zeros whose first half the host fills first.
	 *
	 * @param halfFrames frames in each half, 1 to {@link MAX_HALF_FRAMES}
	 * @returns its address, or {@link NO_ADDRESS}: then {@link outcome} is `outOfRange`, `tableFull` or `outOfMemory`
	 */
	create(halfFrames: number, level: number): number {
		if (!(halfFrames >= 1 && halfFrames <= MAX_HALF_FRAMES)) {
			this.refuse(OUTCOME.outOfRange);
			return NO_ADDRESS;
		}
		if (this.isFull) {
			this.refuse(OUTCOME.tableFull);
			return NO_ADDRESS;
		}
		const words = DMA_BUFFER.firstHalf + 2 * halfFrames * FRAME_WORDS;
		const address = this.#heap.allocate(words, level);
		if (address === NO_ADDRESS) {
			this.refuse(OUTCOME.outOfMemory);
			return NO_ADDRESS;
		}
		this.#memory.fill(0, address, address + words);
		this.#memory[address + DMA_BUFFER.halfFrames] = halfFrames;
		const row = this.row(this.append());
		this.table[row + DMA.address] = address;
		this.table[row + DMA.halfFrames] = halfFrames;
		return address;
	}

	/** The host: appends a frame to every buffer. A half that becomes full is the firmware's from then on. */
	stream(left: number, right: number): void {
		for (let handle = 1; handle <= this.count; handle++) this.#streamTo(this.row(handle), left, right);
	}

	/** The half of a buffer that has become full with the last frame, 0 or 1; −1 for none. */
	justFilled(handle: number): number {
		const position = this.field(handle, DMA.position);
		const halfFrames = this.field(handle, DMA.halfFrames);
		if (position === halfFrames) return 0;
		return position === 0 && this.field(handle, DMA.filled + 1) > 0 ? 1 : -1;
	}

	/** Firmware: from now on it sees what the host has written. `foreign` when no buffer begins at `address`. */
	invalidate(address: number): Outcome {
		const row = this.#rowAt(address);
		if (row < 0) return OUTCOME.foreign;
		this.table[row + DMA.invalidates]++;
		this.table[row + DMA.seen] = this.table[row + DMA.filled];
		this.table[row + DMA.seen + 1] = this.table[row + DMA.filled + 1];
		return OUTCOME.done;
	}

	/** Firmware: from now on the host sees what it has written. Counted; the host reads nothing here. */
	flush(address: number): Outcome {
		const row = this.#rowAt(address);
		if (row < 0) return OUTCOME.foreign;
		this.table[row + DMA.flushes]++;
		return OUTCOME.done;
	}

	/** Whether hardware would show the firmware old words at `address`: it lies in a half that was filled since the last {@link invalidate}. */
	isStale(address: number): boolean {
		for (let handle = 1; handle <= this.count; handle++) {
			const row = this.row(handle);
			const frameWord = address - this.table[row + DMA.address] - DMA_BUFFER.firstHalf;
			const halfWords = this.table[row + DMA.halfFrames] * FRAME_WORDS;
			if (frameWord < 0 || frameWord >= 2 * halfWords) continue;
			const half = frameWord < halfWords ? 0 : 1;
			return this.table[row + DMA.filled + half] !== this.table[row + DMA.seen + half];
		}
		return false;
	}

	#streamTo(row: number, left: number, right: number): void {
		const { table } = this;
		const memory = this.#memory;
		const address = table[row + DMA.address];
		const halfFrames = table[row + DMA.halfFrames];
		let position = table[row + DMA.position];
		const frame = address + DMA_BUFFER.firstHalf + position * FRAME_WORDS;
		memory[frame] = left;
		memory[frame + 1] = right;
		position++;
		if (position === halfFrames || position === 2 * halfFrames) {
			const half = position === halfFrames ? 0 : 1;
			table[row + DMA.filled + half]++;
			// Whatever half the firmware still has is the one that the host writes to next.
			if (memory[address + DMA_BUFFER.ready] !== 0) table[row + DMA.overruns]++;
			memory[address + DMA_BUFFER.ready] = half + 1;
			memory[address + DMA_BUFFER.overruns] = table[row + DMA.overruns];
			if (half === 1) position = 0;
		}
		table[row + DMA.position] = position;
		memory[address + DMA_BUFFER.position] = position;
	}

	#rowAt(address: number): number {
		for (let handle = 1; handle <= this.count; handle++) {
			const row = this.row(handle);
			if (this.table[row + DMA.address] === address) return row;
		}
		return -1;
	}
}
