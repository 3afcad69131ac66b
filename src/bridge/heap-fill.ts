import { ALLOCATION_KIND, NO_ROW } from '../memory/checks/allocation-ledger.ts';
import { SHADOW_STATE, type Shadow, shadowRow } from '../memory/checks/shadow.ts';
import { HEADER_WORDS } from '../memory/heap/allocator.ts';
import type { ArenaCursor } from '../memory/heap/arena-cursor.ts';
import { idleWordsEnd, idleWordsStart } from '../memory/heap/free-words.ts';
import type { LevelHeap } from '../memory/heap/level-heap.ts';
import { LEVEL, LEVEL_COUNT } from '../memory/heap/levels.ts';

/** What words hold that are nobody's: free ones, and those of a block behind what was asked for (memory.md 6, "Fill"). */
export const FILL_CODE = 0xdeadbeef | 0;

/** Words behind each item of a pool that are nobody's. */
export const POOL_GUARD_WORDS = 1;

/** Words around a block that an allocator may have written when it freed the block and merged it with its neighbours. */
const MERGED_BEFORE = 1;
const MERGED_BEHIND = 4;

/**
 * Keeps shadow and contents of the heap's words as blocks come and go: each word of the shadow says whose its word is, and what is nobody's
 * holds {@link FILL_CODE}. Nothing is allocated after construction.
 */
export class HeapFill {
	/** The levels of the present firmware. */
	levels: LevelHeap;
	/** First word behind the blocks that the frame has had since it ended last. */
	frameTop = 0;
	readonly #memory: Int32Array;
	readonly #shadow: Shadow;

	constructor(memory: Int32Array, shadow: Shadow, levels: LevelHeap) {
		this.#memory = memory;
		this.#shadow = shadow;
		this.levels = levels;
	}

	/** Words of which no level is known to have them. */
	unmap(from: number, to: number): void {
		this.#memory.fill(FILL_CODE, from, to);
		this.#shadow.mark(from, to, SHADOW_STATE.unmapped, NO_ROW);
	}

	/** All words of the levels are free. @param isFilled whether they hold the code already, all but the headers */
	empty(isFilled: boolean): void {
		for (let level = 0; level < LEVEL_COUNT; level++) {
			const { start, words } = this.levels.allocators[level].arena;
			const cursor = this.levels.cursors[level];
			this.#shadow.mark(start, start + words, SHADOW_STATE.free, NO_ROW);
			if (isFilled) continue;
			for (let at = start; at < start + words && cursor.seek(at); at = cursor.pieceEnd)
				this.#fillIdle(cursor, at, cursor.pieceEnd);
		}
		this.frameTop = this.levels.frame.arena.start;
	}

	/**
	 * A block was handed out, which its allocator says is in use.
	 *
	 * @param row of the ledger
	 * @returns the words that it grants
	 */
	grantBlock(kind: number, row: number, words: number, address: number, level: number): number {
		const shadow = this.#shadow;
		const memory = this.#memory;
		let first = address;
		let end = address;
		if (level === LEVEL.STACK) {
			// The last block of the frame ends where the frame does.
			end = this.levels.frame.mark();
			this.frameTop = Math.max(this.frameTop, end);
		} else {
			const cursor = this.levels.cursors[level];
			cursor.seek(address);
			first = cursor.address;
			end = first + cursor.grantedWords;
		}
		shadow.mark(first - HEADER_WORDS, first, SHADOW_STATE.guard, row);
		if (kind === ALLOCATION_KIND.circular) {
			// Only natives get there, and where it begins depends on its alignment.
			shadow.mark(first, end, SHADOW_STATE.used, row);
			return end - address;
		}
		const isPool = kind === ALLOCATION_KIND.pool;
		shadow.mark(first, first + words, isPool ? SHADOW_STATE.free : SHADOW_STATE.used, row);
		shadow.mark(first + words, end, SHADOW_STATE.slack, row);
		if (isPool) memory.fill(FILL_CODE, first, end);
		else if (kind !== ALLOCATION_KIND.dma) {
			// Links of when it was free.
			memory.fill(FILL_CODE, first, Math.min(end, first + MERGED_BEHIND));
			memory[end - 1] = FILL_CODE;
		}
		memory.fill(FILL_CODE, first + words, end);
		return end - address;
	}

	/** An item of a pool was handed out. */
	grantItem(row: number, words: number, address: number): void {
		this.#shadow.mark(address, address + words, SHADOW_STATE.used, row);
	}

	/** A pool has been made whose items have a word behind each that is nobody's. */
	guardItems(start: number, itemWords: number, items: number): void {
		const row = shadowRow(this.#shadow.at(start));
		for (let item = 0, at = start + itemWords; item < items; item++, at += itemWords + POOL_GUARD_WORDS) {
			this.#shadow.mark(at, at + POOL_GUARD_WORDS, SHADOW_STATE.guard, row);
		}
	}

	/** An item of a pool was given back. */
	clearItem(row: number, words: number, address: number): void {
		this.#shadow.mark(address, address + words, SHADOW_STATE.free, row);
		this.#memory.fill(FILL_CODE, address, address + words);
	}

	/** A block was given back, and its allocator has merged it already. */
	clearBlock(row: number, grantedWords: number, address: number): void {
		const level = this.levels.levelOf(address);
		const from = address - HEADER_WORDS;
		const to = address + grantedWords;
		this.#shadow.mark(from, to, SHADOW_STATE.free, row);
		const { arena } = this.levels.allocators[level];
		const cursor = this.levels.cursors[level];
		const end = Math.min(to + MERGED_BEHIND, arena.start + arena.words);
		for (let at = Math.max(from - MERGED_BEFORE, arena.start); at < end && cursor.seek(at); at = cursor.pieceEnd) {
			this.#fillIdle(cursor, Math.max(from - MERGED_BEFORE, arena.start), end);
		}
		if (row === NO_ROW || cursor.kind !== 'buddy') return;
		// A buddy has been merged with ever larger ones, of which each has left its header where it began or the other did.
		cursor.seek(from);
		for (let words = to - from; words < cursor.pieceEnd - cursor.pieceStart; words *= 2) {
			const half = arena.start + ((from - arena.start) & -words);
			const seam = Math.max(half, arena.start + ((half - arena.start) ^ words));
			this.#fillIdle(cursor, seam - MERGED_BEFORE, seam + MERGED_BEHIND);
		}
	}

	/** The frame has ended; its words have been marked already, block by block. */
	clearFrame(): void {
		const { start } = this.levels.frame.arena;
		this.#memory.fill(FILL_CODE, start, this.frameTop);
		this.frameTop = start;
	}

	/** Fills those of the words that lie in a cursor's piece and are nobody's. */
	#fillIdle(cursor: ArenaCursor, from: number, to: number): void {
		const first = Math.max(from, idleWordsStart(cursor));
		const end = Math.min(to, idleWordsEnd(cursor));
		if (first < end) this.#memory.fill(FILL_CODE, first, end);
	}
}
