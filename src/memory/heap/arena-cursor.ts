import { ARENA_KINDS, type Arena, type ArenaKind, HEADER_WORDS, HEAP_TABLE } from './allocator.ts';

/** What a piece of an arena is. */
export const PIECE_STATE = {
	/** A block that can be allocated. */
	free: 0,
	/** A block in use. */
	used: 1,
	/** Two chunks in use as one block. */
	coalesced: 2,
	/** Words that belong to no block: behind the last bin, above the frame, an odd last word. */
	unassigned: 3,
} as const;

export type PieceState = (typeof PIECE_STATE)[keyof typeof PIECE_STATE];

/** Of what kind an arena is, and where. */
export interface ArenaPlace {
	readonly kind: ArenaKind;
	readonly arena: Arena;
	/** Words of it that blocks can lie in. */
	readonly usableWords: number;
}

/**
 * Goes through the pieces of an arena, which lie side by side and together are the arena: for the page, which draws it, and for
 * checks, without any help of the audio thread. Reads only, and makes no objects; the
 * fields describe the piece that the last {@link seek} or {@link next} went to.
 *
 * What is read while the audio thread works can be half old and half new, and headers can be overwritten. Then a piece is drawn wrongly
 * for once, but every piece lies in the arena, is one word long or more, and comes after the last one.
 */
export abstract class ArenaCursor {
	readonly kind: ArenaKind;
	readonly arena: Arena;

	/** First word of the piece, its header if it has one. */
	pieceStart = 0;
	/** First word behind the piece. */
	pieceEnd = 0;
	state: PieceState = PIECE_STATE.unassigned;
	/** Bin of ADIalloc, −1 where there are none. */
	bin = -1;
	/** Words that the block grants or would grant, 0 when unassigned. */
	grantedWords = 0;
	/** Words that were asked for, 0 in what is not in use. */
	askedWords = 0;

	protected readonly memory: Int32Array;
	protected readonly tables: Int32Array;

	/**
	 * @param memory the machine's memory
	 * @param tables of the allocator, as it has them
	 * @param place as the tables have it, or will have it when the allocator has begun
	 */
	constructor(memory: Int32Array, tables: Int32Array, { kind, arena }: ArenaPlace) {
		this.kind = kind;
		this.arena = arena;
		this.memory = memory;
		this.tables = tables;
	}

	/** Address of the first word that the block grants; the piece's start when it is unassigned. */
	get address(): number {
		return this.state === PIECE_STATE.unassigned ? this.pieceStart : this.pieceStart + HEADER_WORDS;
	}

	/** Goes to the piece that holds the word at `address`. False, with the fields as they were, when that is not in the arena. */
	seek(address: number): boolean {
		const { start, words } = this.arena;
		if (!(address >= start && address < start + words)) return false;
		this.bin = -1;
		this.grantedWords = 0;
		this.askedWords = 0;
		this.locate(address);
		const isTorn = !(this.pieceStart <= address && address < this.pieceEnd && this.pieceEnd <= start + words);
		if (isTorn) this.describeUnassigned(address, address + 1);
		return true;
	}

	/** Goes to the next piece. False when there is none. */
	next(): boolean {
		return this.seek(this.pieceEnd);
	}

	/** Sets the fields for the piece around `address`, which is in the arena; `bin` and the word counts are reset before. */
	protected abstract locate(address: number): void;

	/** Describes a block that is not unassigned, with the asked words as its header has them, kept in their range. */
	protected describeBlock(state: PieceState, start: number, end: number, grantedWords: number, asked: number): void {
		this.pieceStart = start;
		this.pieceEnd = end;
		this.state = state;
		this.grantedWords = grantedWords;
		this.askedWords = state === PIECE_STATE.free ? 0 : Math.max(0, Math.min(asked, grantedWords));
	}

	protected describeUnassigned(start: number, end: number): void {
		this.pieceStart = start;
		this.pieceEnd = end;
		this.state = PIECE_STATE.unassigned;
	}
}

/** Where the arena is whose tables these are. */
export function arenaPlace(tables: Int32Array): ArenaPlace {
	return {
		kind: arenaKind(tables),
		arena: { start: tables[HEAP_TABLE.arenaStart], words: tables[HEAP_TABLE.arenaWords] },
		usableWords: tables[HEAP_TABLE.usableWords],
	};
}

/** The kind of allocator whose tables these are; `none` when they are no tables. */
export function arenaKind(tables: Int32Array): ArenaKind {
	return ARENA_KINDS[tables[HEAP_TABLE.kind]] ?? 'none';
}
