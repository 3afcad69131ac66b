import { isPowerOfTwo } from './power-of-two.ts';

/** A region that somebody wants in a block. */
export interface RegionSpec {
	/** Unique in its block, not empty. */
	readonly name: string;
	/** Size, 1 or more. */
	readonly bytes: number;
	/** Alignment of the start and of what the region occupies, a power of two. Default {@link LINE_BYTES}. */
	readonly align?: number;
}

/** A region that has its place. */
export interface Region {
	readonly name: string;
	/** First byte, counted from the start of the block. */
	readonly offset: number;
	/** Size as it was asked for, without padding. */
	readonly bytes: number;
}

/**
 * Bytes of a cache line, the default alignment. A region aligned to it is also padded to it, so no line has two writers
 * (specification: memory, section 1).
 */
export const LINE_BYTES = 64;

/** Hands out the regions of a block one after another. It computes places and touches no memory. */
export class Layout {
	readonly #capacityBytes: number;
	readonly #regions: Region[] = [];
	#usedBytes = 0;

	/**
	 * @param capacityBytes size of the block
	 * @throws RangeError when it is not a whole number, 0 or more
	 */
	constructor(capacityBytes: number) {
		if (!Number.isSafeInteger(capacityBytes) || capacityBytes < 0) {
			throw new RangeError(`a block's size is a whole number of bytes, not ${capacityBytes}`);
		}
		this.#capacityBytes = capacityBytes;
	}

	/** The regions so far, by ascending offset. */
	get regions(): readonly Region[] {
		return this.#regions;
	}

	/** Bytes from the start of the block to the end of the last region with its padding. */
	get usedBytes(): number {
		return this.#usedBytes;
	}

	/**
	 * Places a region behind the last one.
	 *
	 * @throws RangeError, naming the region, when the block is full, the name is empty or taken, or the size or alignment is out of
	 * its range. The layout is then as it was.
	 */
	add({ name, bytes, align = LINE_BYTES }: RegionSpec): Region {
		if (name === '') throw new RangeError('a region needs a name');
		if (this.#regions.some((region) => region.name === name)) {
			throw new RangeError(`region "${name}" is already in the block; give each region its own name`);
		}
		if (!Number.isSafeInteger(bytes) || bytes < 1) {
			throw new RangeError(`region "${name}" has ${bytes} bytes; it needs a whole number, 1 or more`);
		}
		if (!isPowerOfTwo(align)) {
			throw new RangeError(`region "${name}" is aligned to ${align} bytes; an alignment is a power of two up to 2³⁰`);
		}
		const offset = roundUp(this.#usedBytes, align);
		if (offset + bytes > this.#capacityBytes) {
			const freeBytes = Math.max(0, this.#capacityBytes - offset);
			throw new RangeError(
				`region "${name}" needs ${bytes} bytes and the block of ${this.#capacityBytes} has ${freeBytes} left: ` +
					`${bytes - freeBytes} missing`,
			);
		}
		const region: Region = Object.freeze({ name, offset, bytes });
		this.#regions.push(region);
		this.#usedBytes = Math.min(roundUp(offset + bytes, align), this.#capacityBytes);
		return region;
	}
}

/** Division, not a mask: a block may be larger than the 2³¹ bytes that bitwise operators can count. */
function roundUp(value: number, powerOfTwo: number): number {
	return Math.ceil(value / powerOfTwo) * powerOfTwo;
}
