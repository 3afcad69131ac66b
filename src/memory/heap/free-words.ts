import { HEADER_WORDS } from './allocator.ts';
import { type ArenaCursor, PIECE_STATE } from './arena-cursor.ts';
import { MIN_BLOCK_WORDS } from './block-heap.ts';

/**
 * The words of a piece that nobody needs, the allocator included: all of what belongs to no block, and of a free block those without header and
 * links. In a block in use there are none.
 */
export function idleWordsStart({ kind, state, pieceStart, pieceEnd }: ArenaCursor): number {
	if (state === PIECE_STATE.unassigned) return pieceStart;
	if (state !== PIECE_STATE.free) return pieceEnd;
	return pieceStart + (kind === 'adialloc' || kind === 'frame' ? HEADER_WORDS : MIN_BLOCK_WORDS - 1);
}

/** The first word behind them: the last word of a free block repeats its size, but in ADIalloc. */
export function idleWordsEnd({ kind, state, pieceEnd }: ArenaCursor): number {
	const hasFooter = state === PIECE_STATE.free && kind !== 'adialloc' && kind !== 'frame';
	return hasFooter ? pieceEnd - 1 : pieceEnd;
}
