import { AdiCursor } from './adi-cursor.ts';
import { type ArenaCursor, type ArenaPlace, arenaPlace } from './arena-cursor.ts';
import { BlockCursor } from './block-cursor.ts';
import { FrameCursor } from './frame-cursor.ts';

/**
 * A cursor for the arena whose tables these are, whatever allocator made them.
 *
 * @param memory the machine's memory
 * @param tables the region, as it was given to the allocator
 * @param place where the arena is; by default what the tables say
 * @throws RangeError when they are no allocator's tables (they may not have been initialised yet)
 */
export function openArenaCursor(memory: Int32Array, tables: Int32Array, place: ArenaPlace = arenaPlace(tables)): ArenaCursor {
	switch (place.kind) {
		case 'adialloc':
			return new AdiCursor(memory, tables, place);
		case 'firstFit':
		case 'buddy':
		case 'tlsf':
			return new BlockCursor(memory, tables, place);
		case 'frame':
			return new FrameCursor(memory, tables, place);
		case 'none':
			throw new RangeError('these words are no tables of an allocator, or it has not been initialised');
	}
}
