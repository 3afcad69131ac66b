import { AdiCursor } from './adi-cursor.ts';
import { type ArenaCursor, arenaKind } from './arena-cursor.ts';
import { BlockCursor } from './block-cursor.ts';
import { FrameCursor } from './frame-cursor.ts';

/**
 * A cursor for the arena whose tables these are, whatever allocator made them.
 *
 * @param memory the machine's memory
 * @param tables the region, as it was given to the allocator
 * @throws RangeError when they are no allocator's tables (they may not have been initialised yet)
 */
export function openArenaCursor(memory: Int32Array, tables: Int32Array): ArenaCursor {
	const kind = arenaKind(tables);
	switch (kind) {
		case 'adialloc':
			return new AdiCursor(memory, tables);
		case 'firstFit':
		case 'buddy':
		case 'tlsf':
			return new BlockCursor(memory, tables);
		case 'frame':
			return new FrameCursor(memory, tables);
		case 'none':
			throw new RangeError('these words are no tables of an allocator, or it has not been initialised');
	}
}
