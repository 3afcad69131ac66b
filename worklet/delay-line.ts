import { DELAY_FRAMES } from '../src/bridge/block-regions.ts';
import { HOST_CELL, HOST_CELLS } from '../src/bridge/host-cells.ts';

/** Largest magnitude of a 12-bit sample (device.md 3.1). */
export const SAMPLE_LIMIT = 2047;

/** Bits of a position behind the point (device.md 3.1). */
export const POSITION_FRACTION_BITS = 4;

/** All bits of a position: 16 for the frame, 4 for the fraction. */
export const POSITION_MASK = 0xfffff;

const FRAME_MASK = DELAY_FRAMES - 1;
const COLUMN_BITS = 11;
const FRACTION_STEPS = 1 << POSITION_FRACTION_BITS;

/** Limits a word to what the 12-bit memory can hold. */
export function clampSample(word: number): number {
	return Math.max(-SAMPLE_LIMIT, Math.min(word, SAMPLE_LIMIT));
}

/** Bit of the memory LEDs' column that shows a frame: 2048 frames a column, bit 31 the leftmost (device.md 1.3). */
export function memoryColumn(frame: number): number {
	return (0x80000000 >>> ((frame & FRAME_MASK) >> COLUMN_BITS)) | 0;
}

/** The 65536 stereo frames of 12-bit words, left and right in turn, as a region of the shared block. */
export class DelayLine {
	/** 131072 words: left of frame 0, right of frame 0, left of frame 1, … */
	readonly words: Int32Array;

	readonly #hostCells: Int32Array;

	/** `hostCells`: those of its slot, which know of reads, see `HOST_CELLS`. */
	constructor(words: Int32Array, hostCells: Int32Array = new Int32Array(HOST_CELLS.length)) {
		if (words.length !== DELAY_FRAMES * 2)
			throw new RangeError(`a delay line needs ${DELAY_FRAMES * 2} words, not ${words.length}`);
		this.words = words;
		this.#hostCells = hostCells;
		this.lastReadFrame = -1;
	}

	/** Frame that the firmware's last `read` began at, −1 when there was none since the last `clear` or `copyFrom`. */
	get lastReadFrame(): number {
		return this.#hostCells[HOST_CELL.lastReadFrame];
	}
	set lastReadFrame(frame: number) {
		this.#hostCells[HOST_CELL.lastReadFrame] = frame;
	}

	/** Columns of the memory LEDs that `read` has begun in since somebody set this to 0; bit 31 is the leftmost (device.md 6.3). */
	get readColumns(): number {
		return this.#hostCells[HOST_CELL.readColumns];
	}
	set readColumns(columns: number) {
		this.#hostCells[HOST_CELL.readColumns] = columns;
	}

	/** Silence. */
	clear(): void {
		this.words.fill(0);
		this.lastReadFrame = -1;
	}

	/** Takes over another line's content, for a firmware that has read nothing yet. */
	copyFrom(other: DelayLine): void {
		this.words.set(other.words);
		this.lastReadFrame = -1;
	}

	/** Stores one frame of samples that are in range already. */
	writeFrame(frame: number, left: number, right: number): void {
		const index = (frame & FRAME_MASK) << 1;
		this.words[index] = left;
		this.words[index + 1] = right;
	}

	/** One channel (0 left, 1 right) at a 16.4 fixed-point position, between two frames (device.md 3.1). */
	readInterpolated(position: number, channel: number): number {
		const frame = (position >> POSITION_FRACTION_BITS) & FRAME_MASK;
		const fraction = position & (FRACTION_STEPS - 1);
		const here = this.words[(frame << 1) + channel];
		const next = this.words[(((frame + 1) & FRAME_MASK) << 1) + channel];
		return (here * (FRACTION_STEPS - fraction) + next * fraction + FRACTION_STEPS / 2) >> POSITION_FRACTION_BITS;
	}

	/** Copies `frames` frames from `source`, from word `start`, to `offset`, wrapping; clamps each word. */
	writeFrom(offset: number, frames: number, source: Int32Array, start: number): void {
		for (let i = 0; i < frames; ++i) {
			const index = ((offset + i) & FRAME_MASK) << 1;
			this.words[index] = clampSample(source[start + 2 * i]);
			this.words[index + 1] = clampSample(source[start + 2 * i + 1]);
		}
	}

	/** Copies `frames` frames from `offset`, wrapping, into `target` from word `start`. */
	readInto(offset: number, frames: number, target: Int32Array, start: number): void {
		for (let i = 0; i < frames; ++i) {
			const index = ((offset + i) & FRAME_MASK) << 1;
			target[start + 2 * i] = this.words[index];
			target[start + 2 * i + 1] = this.words[index + 1];
		}
		if (frames <= 0) return;
		this.lastReadFrame = offset & FRAME_MASK;
		this.readColumns |= memoryColumn(offset);
	}
}
