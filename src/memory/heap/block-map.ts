import { ALIGNMENT_WORDS, type Arena } from './allocator.ts';

const GRANULE_SHIFT = Math.log2(ALIGNMENT_WORDS);

/**
 * Where the blocks of an arena begin and which are free, as two bitmaps with one bit per granule of {@link ALIGNMENT_WORDS}: the
 * knowledge of an allocator that the firmware cannot overwrite, and from which a reader draws the arena without believing a header.
 *
 * - `starts`: set for the first granule of every block.
 * - `free`: for the first and last granule of every block, whether it is free. Bits between mean nothing, so merging and splitting
 *   blocks touches two bits whatever their size.
 *
 * Blocks are given by the address of their header.
 */
export class BlockMap {
	readonly #tables: Int32Array;
	readonly #start: number;
	readonly #granules: number;
	readonly #starts: number;
	readonly #free: number;

	/** Words of tables for the map of an arena. */
	static tableWords(arenaWords: number): number {
		return 2 * bitmapWords(arenaWords);
	}

	/** @param at where in `tables` the map lies, {@link BlockMap.tableWords} words of it */
	constructor(tables: Int32Array, at: number, arena: Arena) {
		this.#tables = tables;
		this.#start = arena.start;
		this.#granules = arena.words >> GRANULE_SHIFT;
		this.#starts = at;
		this.#free = at + bitmapWords(arena.words);
	}

	/** Forgets all blocks. */
	clear(): void {
		this.#tables.fill(0, this.#starts, this.#free + (this.#free - this.#starts));
	}

	/** There is a free block of `words` words, 4 or more, at `block`. */
	markFree(block: number, words: number): void {
		const tables = this.#tables;
		const first = (block - this.#start) >> GRANULE_SHIFT;
		const last = first + (words >> GRANULE_SHIFT) - 1;
		tables[this.#starts + (first >> 5)] |= 1 << first;
		tables[this.#free + (first >> 5)] |= 1 << first;
		tables[this.#free + (last >> 5)] |= 1 << last;
	}

	/** There is a block in use of `words` words, 4 or more, at `block`. */
	markUsed(block: number, words: number): void {
		const tables = this.#tables;
		const first = (block - this.#start) >> GRANULE_SHIFT;
		const last = first + (words >> GRANULE_SHIFT) - 1;
		tables[this.#starts + (first >> 5)] |= 1 << first;
		tables[this.#free + (first >> 5)] &= ~(1 << first);
		tables[this.#free + (last >> 5)] &= ~(1 << last);
	}

	/** The block at `block` is now part of the one before it. */
	erase(block: number): void {
		const first = (block - this.#start) >> GRANULE_SHIFT;
		this.#tables[this.#starts + (first >> 5)] &= ~(1 << first);
	}

	/** Whether a block begins at `address`, any number. */
	isStart(address: number): boolean {
		return this.#has(this.#starts, address);
	}

	/** Whether a free block begins at `address`, any number. */
	isFreeStart(address: number): boolean {
		return this.#has(this.#starts, address) && this.#has(this.#free, address);
	}

	/** Whether the block that ends where the one at `block` begins is there and free. */
	isFreeBefore(block: number): boolean {
		return this.#has(this.#free, block - ALIGNMENT_WORDS);
	}

	/**
	 * The block that holds the word at `address` of the arena. For refused frees and for readers: it goes backward through the bitmap, 64
	 * words of the arena at a step.
	 */
	blockAround(address: number): number {
		const granule = (address - this.#start) >> GRANULE_SHIFT;
		let word = granule >> 5;
		// For bit 31 the mask is 0 − 1: all bits.
		let bits = this.#tables[this.#starts + word] & ((2 << (granule & 31)) - 1);
		while (bits === 0 && word > 0) bits = this.#tables[this.#starts + --word];
		// A reader on another thread may find no bit while the arena is being emptied.
		return bits === 0 ? this.#start : this.#start + (((word << 5) + 31 - Math.clz32(bits)) << GRANULE_SHIFT);
	}

	/** Where the block at `block` ends: the next block, or the end of the arena. It goes forward as {@link blockAround} goes backward. */
	endOf(block: number): number {
		const granule = ((block - this.#start) >> GRANULE_SHIFT) + 1;
		const words = this.#free - this.#starts;
		let word = granule >> 5;
		if (word >= words) return this.#start + (this.#granules << GRANULE_SHIFT);
		let bits = this.#tables[this.#starts + word] & (-1 << (granule & 31));
		while (bits === 0 && ++word < words) bits = this.#tables[this.#starts + word];
		const next = bits === 0 ? this.#granules : (word << 5) + 31 - Math.clz32(bits & -bits);
		return this.#start + (next << GRANULE_SHIFT);
	}

	#has(bitmap: number, address: number): boolean {
		const offset = address - this.#start;
		if (offset < 0 || offset >= this.#granules << GRANULE_SHIFT || (offset & (ALIGNMENT_WORDS - 1)) !== 0) return false;
		const granule = offset >> GRANULE_SHIFT;
		return (this.#tables[bitmap + (granule >> 5)] & (1 << granule)) !== 0;
	}
}

function bitmapWords(arenaWords: number): number {
	return Math.ceil(arenaWords / ALIGNMENT_WORDS / 32);
}
