import { HEADER_WORDS, MAX_ARENA_WORDS } from './allocator.ts';
import { type ArenaCursor, PIECE_STATE } from './arena-cursor.ts';

/** Classes of a census: class n has the blocks that grant 2ⁿ to 2ⁿ⁺¹ − 1 words. */
export const SIZE_CLASSES = Math.log2(MAX_ARENA_WORDS) + 1;

/** What one walk through an arena has counted, by size class where there are many. */
export class ArenaCount {
	readonly freeBlocks = new Int32Array(SIZE_CLASSES);
	readonly freeWords = new Int32Array(SIZE_CLASSES);
	readonly usedBlocks = new Int32Array(SIZE_CLASSES);
	readonly askedWords = new Int32Array(SIZE_CLASSES);
	readonly grantedWords = new Int32Array(SIZE_CLASSES);
	/** Free blocks, and the words that they could grant, in all classes. */
	allFreeBlocks = 0;
	allFreeWords = 0;
	/** Most words that a free block could grant. */
	largestFreeWords = 0;

	/** Bit n: class n has a block. */
	get classes(): number {
		let bits = 0;
		for (let size = 0; size < SIZE_CLASSES; size++) {
			if (this.freeBlocks[size] !== 0 || this.usedBlocks[size] !== 0) bits |= 1 << size;
		}
		return bits;
	}

	/**
	 * Share of the free words that do not lie in the largest free block, 0…1: how far the free words are scattered. 0 when nothing is
	 * free.
	 */
	get scatter(): number {
		return this.allFreeWords === 0 ? 0 : 1 - this.largestFreeWords / this.allFreeWords;
	}

	clear(): void {
		for (const counts of [this.freeBlocks, this.freeWords, this.usedBlocks, this.askedWords, this.grantedWords]) counts.fill(0);
		this.allFreeBlocks = this.allFreeWords = this.largestFreeWords = 0;
	}

	addFree(words: number): void {
		const size = sizeClass(words);
		this.freeBlocks[size]++;
		this.freeWords[size] += words;
		this.allFreeBlocks++;
		this.allFreeWords += words;
		if (words > this.largestFreeWords) this.largestFreeWords = words;
	}

	addUsed(askedWords: number, grantedWords: number): void {
		const size = sizeClass(grantedWords);
		this.usedBlocks[size]++;
		this.askedWords[size] += askedWords;
		this.grantedWords[size] += grantedWords;
	}
}

/**
 * Counts the blocks of an arena by their size, whatever its allocator, a few at a time: an arena can have half a million of them. What is counted
 * while the audio thread works may be out by the blocks that came and went meanwhile.
 */
export class ArenaCensus {
	readonly #cursor: ArenaCursor;
	#latest = new ArenaCount();
	#counting = new ArenaCount();
	#hasBegun = false;

	constructor(cursor: ArenaCursor) {
		this.#cursor = cursor;
	}

	/** What the last complete walk has counted; nothing before the first. */
	get latest(): ArenaCount {
		return this.#latest;
	}

	/** Goes on through at most `pieces` pieces of the arena. True when that has completed a walk: {@link latest} is new. */
	advance(pieces: number): boolean {
		const cursor = this.#cursor;
		for (let piece = 0; piece < pieces; piece++) {
			const isThere = this.#hasBegun ? cursor.next() : cursor.seek(cursor.arena.start);
			if (!isThere) return this.#complete();
			this.#hasBegun = true;
			this.#count();
		}
		return false;
	}

	#count(): void {
		const { state, grantedWords, askedWords, kind, pieceStart, pieceEnd } = this.#cursor;
		if (state === PIECE_STATE.free) this.#counting.addFree(grantedWords);
		else if (state !== PIECE_STATE.unassigned) this.#counting.addUsed(askedWords, grantedWords);
		// What is above the top of a frame is one block that it can grant.
		else if (kind === 'frame' && pieceEnd - pieceStart > HEADER_WORDS)
			this.#counting.addFree(pieceEnd - pieceStart - HEADER_WORDS);
	}

	#complete(): boolean {
		const counted = this.#counting;
		this.#counting = this.#latest;
		this.#counting.clear();
		this.#latest = counted;
		this.#hasBegun = false;
		return true;
	}
}

/** The class of a block that grants `words` words. */
export function sizeClass(words: number): number {
	return Math.max(0, Math.min(SIZE_CLASSES - 1, 31 - Math.clz32(words)));
}
