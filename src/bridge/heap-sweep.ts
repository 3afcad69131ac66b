import { NO_INSTRUCTION } from '../memory/checks/place.ts';
import { isSpoilt, SHADOW_STATE, type Shadow, shadowState } from '../memory/checks/shadow.ts';
import { type Allocator, HEADER_WORDS } from '../memory/heap/allocator.ts';
import { type ArenaCursor, PIECE_STATE } from '../memory/heap/arena-cursor.ts';
import { idleWordsEnd, idleWordsStart } from '../memory/heap/free-words.ts';
import type { LevelHeap } from '../memory/heap/level-heap.ts';
import { LEVEL, LEVEL_COUNT } from '../memory/heap/levels.ts';
import { CHECKS_HEADER } from './checks-layout.ts';
import { FILL_CODE } from './heap-fill.ts';
import { HEAP_END, HEAP_START } from './machine-size.ts';

/** Words of a full check that are looked at in a control period. */
const SWEEP_WORDS = 65536;

/** Who is told of damage. */
export interface DamageListener {
	/** A word no longer holds {@link FILL_CODE}, and nobody knows who wrote it; `instruction` is of the call that had it looked at. */
	damaged(address: number, instruction: number): void;
	/** The header of the block that begins at a word is not what its allocator's tables say, and nobody knows who wrote it. */
	headerDamaged(block: number, instruction: number): void;
}

/** What a sweep looks at, and whom it tells. */
export interface SweepParts {
	readonly memory: Int32Array;
	readonly shadow: Shadow;
	/** The words of `CHECKS_HEADER`. */
	readonly header: Int32Array;
	readonly listener: DamageListener;
}

/**
 * Looks whether the words that are nobody's still hold the code, and headers of blocks what the allocators' tables say (memory.md 6, "Check on entry"):
 * some at a time, going round the heap, or all of them.
 */
export class HeapSweep {
	/** Blocks with damaged headers in what the last look went through, told before or not. */
	damagedHeaders = 0;
	/** The levels of the present firmware. */
	levels: LevelHeap;
	readonly #memory: Int32Array;
	readonly #shadow: Shadow;
	readonly #header: Int32Array;
	readonly #listener: DamageListener;
	/** Where it has got to, and the words that are left of a full check. */
	#lookedTo = HEAP_START;
	#wordsLeft = 0;

	constructor({ memory, shadow, header, listener }: SweepParts, levels: LevelHeap) {
		this.#memory = memory;
		this.#shadow = shadow;
		this.#header = header;
		this.#listener = listener;
		this.levels = levels;
	}

	/** Forgets a full check, and begins at the first word again. */
	reset(): void {
		this.#lookedTo = HEAP_START;
		this.#wordsLeft = 0;
	}

	/** Asks for a look at all words of the heap, a part in each control period; see `CHECKS_HEADER`. */
	request(): void {
		const header = this.#header;
		header[CHECKS_HEADER.sweepsBegun]++;
		header[CHECKS_HEADER.sweepFound] = 0;
		this.#wordsLeft = HEAP_END - HEAP_START;
		this.#lookedTo = HEAP_START;
	}

	/** Goes on with a full check. To be called once in a control period. */
	goOn(): void {
		if (this.#wordsLeft <= 0) return;
		const words = Math.min(this.#wordsLeft, SWEEP_WORDS);
		this.#wordsLeft -= words;
		const found = this.lookAround(words, NO_INSTRUCTION);
		this.#header[CHECKS_HEADER.sweepFound] += found + this.damagedHeaders;
		if (this.#wordsLeft > 0) return;
		this.#header[CHECKS_HEADER.sweepsDone] = this.#header[CHECKS_HEADER.sweepsBegun];
	}

	/** Looks at all words now (`adiCheck`), for the call at an instruction. @returns damaged places, but for headers */
	checkAll(instruction: number): number {
		this.#lookedTo = HEAP_START;
		return this.lookAround(HEAP_END - HEAP_START, instruction);
	}

	/**
	 * Looks at the next words of the heap. Those that should hold the code and do not are mended, and reported unless that was done when they were
	 * written. A header that is damaged stays so, for its block cannot be trusted any more; it is reported once.
	 *
	 * @param instruction of the call that has it done, `NO_INSTRUCTION` for the host
	 * @returns damaged places, but for headers, which are {@link damagedHeaders}
	 */
	lookAround(words: number, instruction: number): number {
		let found = 0;
		let left = words;
		this.damagedHeaders = 0;
		while (left > 0) {
			if (this.#lookedTo >= HEAP_END) this.#lookedTo = HEAP_START;
			const level = this.levels.levelOf(this.#lookedTo);
			if (level < 0) {
				left -= this.#skipUnmapped();
				continue;
			}
			const cursor = this.levels.cursors[level];
			if (level === LEVEL.STACK) forgetPlace(cursor);
			cursor.seek(this.#lookedTo);
			const end = Math.min(cursor.pieceEnd, this.#lookedTo + left);
			if (cursor.state !== PIECE_STATE.unassigned && cursor.pieceStart >= this.#lookedTo) {
				this.#lookAtHeader(cursor, this.levels.allocators[level], instruction);
			}
			found += this.#lookAtPiece(cursor, this.#lookedTo, end, instruction);
			left -= Math.max(1, end - this.#lookedTo);
			this.#lookedTo = Math.max(end, this.#lookedTo + 1);
		}
		return found;
	}

	/** Goes on to the next word that a level has. @returns words passed over */
	#skipUnmapped(): number {
		const from = this.#lookedTo;
		let next = HEAP_END;
		for (let level = 0; level < LEVEL_COUNT; level++) {
			const { start } = this.levels.allocators[level].arena;
			if (start > from && start < next) next = start;
		}
		this.#lookedTo = next;
		return next - from;
	}

	/** Looks at the words of a piece that are its allocator's: the header, and in a free block the links and the size at its end. */
	#lookAtHeader(cursor: ArenaCursor, allocator: Allocator, instruction: number): void {
		const { pieceStart, pieceEnd } = cursor;
		if (allocator.isWhole(pieceStart)) return;
		this.damagedHeaders++;
		const isFree = cursor.state === PIECE_STATE.free;
		const isTold =
			this.#hasSpoilt(pieceStart, isFree ? idleWordsStart(cursor) : pieceStart + HEADER_WORDS) ||
			(isFree && this.#hasSpoilt(idleWordsEnd(cursor), pieceEnd));
		if (isTold) return;
		this.#shadow.spoil(pieceStart);
		this.#listener.headerDamaged(pieceStart, instruction);
	}

	/** Whether one of the words was reported when the firmware wrote it, or by a look. */
	#hasSpoilt(from: number, to: number): boolean {
		for (let at = from; at < to; at++) if (isSpoilt(this.#shadow.at(at))) return true;
		return false;
	}

	/** Looks at the words of a piece from `from` up to `to`. */
	#lookAtPiece(cursor: ArenaCursor, from: number, to: number, instruction: number): number {
		const isIdle = cursor.askedWords === 0;
		const start = Math.max(from, isIdle ? idleWordsStart(cursor) : cursor.address);
		const end = Math.min(to, isIdle ? idleWordsEnd(cursor) : cursor.address + cursor.grantedWords);
		const memory = this.#memory;
		const shadow = this.#shadow.words;
		let found = 0;
		let isTold = false;
		for (let at = start; at < end; at++) {
			if (memory[at] === FILL_CODE) continue;
			const word = shadow[at - HEAP_START];
			if (word < 0 || shadowState(word) === SHADOW_STATE.stale) continue;
			found = 1;
			memory[at] = FILL_CODE;
			if (isSpoilt(word)) {
				this.#shadow.mend(at);
			} else if (!isTold) {
				isTold = true;
				this.#listener.damaged(at, instruction);
			}
		}
		return found;
	}
}

/** Has a cursor of the frame begin at the bottom: where it went last time, another block may be by now. */
function forgetPlace(cursor: ArenaCursor): void {
	cursor.pieceEnd = cursor.arena.start;
}
