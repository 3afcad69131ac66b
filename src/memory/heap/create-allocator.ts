import { AdiAllocator } from './adi-allocator.ts';
import type { AllocatorKind, Arena } from './allocator.ts';
import type { ArenaAllocator } from './arena-allocator.ts';
import { BuddyAllocator } from './buddy-allocator.ts';
import { FirstFitAllocator } from './first-fit-allocator.ts';
import { TlsfAllocator } from './tlsf-allocator.ts';

/** Words of tables that an allocator of `kind` needs for an arena of `arenaWords` words. */
export function allocatorTableWords(kind: AllocatorKind, arenaWords: number): number {
	switch (kind) {
		case 'adialloc':
			return AdiAllocator.tableWords();
		case 'firstFit':
			return FirstFitAllocator.tableWords(arenaWords);
		case 'buddy':
			return BuddyAllocator.tableWords(arenaWords);
		case 'tlsf':
			return TlsfAllocator.tableWords(arenaWords);
	}
}

/**
 * An allocator of `kind` with an empty arena.
 *
 * @param shape the bins of ADIalloc, see `BIN_SHAPE`; the others do not look at it
 * @throws RangeError as the constructors do
 */
export function createAllocator(
	kind: AllocatorKind,
	memory: Int32Array,
	tables: Int32Array,
	arena: Arena,
	shape: Int32Array,
): ArenaAllocator {
	switch (kind) {
		case 'adialloc':
			return new AdiAllocator(memory, tables, arena, shape);
		case 'firstFit':
			return new FirstFitAllocator(memory, tables, arena);
		case 'buddy':
			return new BuddyAllocator(memory, tables, arena);
		case 'tlsf':
			return new TlsfAllocator(memory, tables, arena);
	}
}
