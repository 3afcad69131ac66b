import { SHADOW_STATE, shadowState } from '../../memory/checks/shadow.ts';
import { HEADER_WORDS, HEAP_TABLE } from '../../memory/heap/allocator.ts';
import type { ArenaCursor } from '../../memory/heap/arena-cursor.ts';
import { PIECE_STATE } from '../../memory/heap/arena-cursor.ts';
import type { LevelHeapReader } from '../../memory/heap/level-heap.ts';
import { POOL, type Pools } from '../../memory/heap/pools.ts';
import { WORD_STATE } from './word-states.ts';

/** Takes the states of the words of a level, by their addresses. */
export type SetStates = (from: number, to: number, state: number) => void;

/** Where the states of a heap's words come from. */
export interface HeapStates {
	/**
	 * Tells the states of a level as far as they may have changed since the last call, a part of them at a time: what is left comes with
	 * the next calls.
	 */
	refresh(level: number, set: SetStates): void;
}

/** Pieces of an arena, and words of a shadow, that are looked at in a call. */
const PIECES_PER_CALL = 2048;
const WORDS_PER_CALL = 65536;

/** The words that change with everything that an allocator does. */
const VERSION_WORDS = [HEAP_TABLE.resets, HEAP_TABLE.requests, HEAP_TABLE.frees, HEAP_TABLE.grantedWords] as const;

/** A number that is another when an allocator of a heap has done something; 0 without a heap. */
export function heapWork(reader: LevelHeapReader | null): number {
	let work = 0;
	if (reader === null) return work;
	for (const tables of reader.levelTables) {
		for (const word of VERSION_WORDS) work = (Math.imul(work, 31) + (tables[word] ?? 0)) | 0;
	}
	return work;
}

/** Those of a level, and one for the pools. */
const LEVEL_VERSION_WORDS = VERSION_WORDS.length + 1;

const WORD_STATE_OF_PIECE = {
	[PIECE_STATE.free]: WORD_STATE.free,
	[PIECE_STATE.used]: WORD_STATE.used,
	[PIECE_STATE.coalesced]: WORD_STATE.coalesced,
	[PIECE_STATE.unassigned]: WORD_STATE.unmapped,
} as const;

/** Tells the words of a block in use; what lies in pools, as their items are handed out or free. */
function tellUsed(from: number, to: number, state: number, pools: Pools, set: SetStates): void {
	let at = from;
	for (let handle = 1; handle <= pools.count; handle++) {
		const start = pools.field(handle, POOL.start);
		const itemWords = pools.field(handle, POOL.itemWords);
		const items = pools.field(handle, POOL.capacity);
		if (start < at || itemWords < 1 || start + itemWords * items > to) continue;
		set(at, start, state);
		at = start;
		for (let item = 1; item <= items; item++) {
			const inUse = pools.isInUse(handle, item - 1);
			if (item < items && pools.isInUse(handle, item) === inUse) continue;
			const end = start + item * itemWords;
			set(at, end, inUse ? state : WORD_STATE.free);
			at = end;
		}
	}
	set(at, to, state);
}

/** Tells the words of the piece that a cursor stands at. */
function tellPiece({ kind, pieceStart, pieceEnd, state, askedWords }: ArenaCursor, pools: Pools, set: SetStates): void {
	const shown = WORD_STATE_OF_PIECE[state];
	if (state === PIECE_STATE.unassigned) {
		// What a frame has not reached can be had; of other levels it is what no bin or block could take.
		set(pieceStart, pieceEnd, kind === 'frame' ? WORD_STATE.free : shown);
		return;
	}
	const first = Math.min(pieceEnd, pieceStart + HEADER_WORDS);
	set(pieceStart, first, WORD_STATE.guard);
	if (state === PIECE_STATE.free) {
		set(first, pieceEnd, shown);
		return;
	}
	const askedEnd = Math.min(pieceEnd, first + askedWords);
	tellUsed(first, askedEnd, shown, pools, set);
	set(askedEnd, pieceEnd, WORD_STATE.slack);
}

/**
 * The states of a heap by its tables alone, for any build. A level is gone through, some pieces at a call, when its tables have changed
 * since that was last begun: what changes on the way is seen by the next round.
 */
export class CursorStates implements HeapStates {
	readonly #reader: LevelHeapReader;
	readonly #pools: Pools;
	/** For each level the words of {@link VERSION_WORDS} when its present round began, and how often items of pools went to and fro. */
	readonly #versions: Int32Array;
	/** Where the round of each level has got to, −1 for none. */
	readonly #at: Int32Array;

	/** @param pools of the same heap */
	constructor(reader: LevelHeapReader, pools: Pools) {
		this.#reader = reader;
		this.#pools = pools;
		this.#versions = new Int32Array(reader.cursors.length * LEVEL_VERSION_WORDS);
		this.#at = Int32Array.from(reader.cursors, ({ arena }) => arena.start);
	}

	refresh(level: number, set: SetStates): void {
		const cursor = this.#reader.cursors[level];
		if (cursor === undefined) return;
		let at = this.#at[level] as number;
		if (at < 0) {
			if (!this.#hasChanged(level)) return;
			at = cursor.arena.start;
		} else if (at === cursor.arena.start) {
			this.#hasChanged(level);
		}
		for (let pieces = PIECES_PER_CALL; pieces > 0; pieces--) {
			if (!cursor.seek(at)) {
				at = -1;
				break;
			}
			tellPiece(cursor, this.#pools, set);
			at = cursor.pieceEnd;
		}
		this.#at[level] = at;
	}

	/** Whether a level's tables are others than at the last call. */
	#hasChanged(level: number): boolean {
		const tables = this.#reader.levelTables[level];
		const first = level * LEVEL_VERSION_WORDS;
		let isOther = false;
		for (let i = 0; i < LEVEL_VERSION_WORDS; i++) {
			const word = i < VERSION_WORDS.length ? (tables?.[VERSION_WORDS[i] as number] ?? 0) : this.#poolMoves();
			isOther ||= word !== this.#versions[first + i];
			this.#versions[first + i] = word;
		}
		return isOther;
	}

	#poolMoves(): number {
		let moves = 0;
		for (let handle = 1; handle <= this.#pools.count; handle++) {
			moves = (moves + this.#pools.field(handle, POOL.created) + this.#pools.field(handle, POOL.destroyed) + 1) | 0;
		}
		return moves;
	}
}

const WORD_STATE_OF_SHADOW = new Uint8Array(16);
WORD_STATE_OF_SHADOW[SHADOW_STATE.unmapped] = WORD_STATE.unmapped;
WORD_STATE_OF_SHADOW[SHADOW_STATE.free] = WORD_STATE.free;
WORD_STATE_OF_SHADOW[SHADOW_STATE.used] = WORD_STATE.used;
WORD_STATE_OF_SHADOW[SHADOW_STATE.slack] = WORD_STATE.slack;
WORD_STATE_OF_SHADOW[SHADOW_STATE.guard] = WORD_STATE.guard;
WORD_STATE_OF_SHADOW[SHADOW_STATE.stale] = WORD_STATE.stale;

/** The states of a heap as the shadow of a checked build has them, items of pools and stale words among them. */
export class ShadowStates implements HeapStates {
	readonly #shadow: Int32Array;
	readonly #heapStart: number;
	readonly #arenas: readonly { readonly start: number; readonly words: number }[];
	readonly #at: Int32Array;

	/**
	 * @param shadow a word for each of the heap
	 * @param heapStart address of the heap's first word
	 * @param arenas of the levels
	 */
	constructor(shadow: Int32Array, heapStart: number, arenas: readonly { readonly start: number; readonly words: number }[]) {
		this.#shadow = shadow;
		this.#heapStart = heapStart;
		this.#arenas = arenas;
		this.#at = new Int32Array(arenas.length);
	}

	refresh(level: number, set: SetStates): void {
		const arena = this.#arenas[level];
		if (arena === undefined) return;
		const shadow = this.#shadow;
		const first = arena.start + (this.#at[level] as number);
		const end = Math.min(arena.start + arena.words, first + WORDS_PER_CALL);
		let runStart = first;
		let runState = shadowState(shadow[first - this.#heapStart] as number);
		for (let address = first + 1; address < end; address++) {
			const state = shadowState(shadow[address - this.#heapStart] as number);
			if (state === runState) continue;
			set(runStart, address, WORD_STATE_OF_SHADOW[runState] as number);
			runStart = address;
			runState = state;
		}
		set(runStart, end, WORD_STATE_OF_SHADOW[runState] as number);
		this.#at[level] = end >= arena.start + arena.words ? 0 : end - arena.start;
	}
}
