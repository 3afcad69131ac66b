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

/** As {@link buildAllocator}, with an empty arena. */
export function createAllocator(
	kind: AllocatorKind,
	memory: Int32Array,
	tables: Int32Array,
	arena: Arena,
	shape: Int32Array,
): ArenaAllocator {
	const allocator = buildAllocator(kind, memory, tables, arena, shape);
	if (allocator instanceof AdiAllocator) allocator.initialise(shape, 0);
	else allocator.reset();
	return allocator;
}

/**
 * An allocator of `kind` that has touched neither memory nor tables, in which another may still be at work: `initialise` or `reset` before
 * anything else.
 *
 * @param shape the bins of ADIalloc, see `BIN_SHAPE`; the others do not look at it
 * @throws RangeError as the constructors do
 */
export function buildAllocator(
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
