import type { EngineBlockView } from '../../bridge/block-regions.ts';
import { checksTable } from '../../bridge/checks-layout.ts';
import { HEAP_HEADER, HEAP_LIMITS, heapTable } from '../../bridge/heap-layout.ts';
import { HEAP_START } from '../../bridge/machine-size.ts';
import { ADI_TABLE, BIN } from '../../memory/heap/adi-tables.ts';
import { HEAP_TABLE, NO_ADDRESS } from '../../memory/heap/allocator.ts';
import { LevelHeapReader } from '../../memory/heap/level-heap.ts';
import { Pools } from '../../memory/heap/pools.ts';
import { grouped } from '../word-format.ts';
import { CursorStates, type HeapStates, ShadowStates } from './heap-states.ts';
import type { AreaPart } from './space-areas.ts';

/** Records of the checked build, as the page reads them. */
export interface CheckTables {
	readonly shadow: Int32Array;
	readonly ledger: Int32Array;
	readonly names: Int32Array;
}

/** The heap of a firmware, opened for reading. To be opened anew when {@link heapMark} is another. */
export interface HeapWindow {
	/** The region `heap N`. */
	readonly region: Int32Array;
	readonly reader: LevelHeapReader;
	readonly pools: Pools;
	readonly states: HeapStates;
	/** Null for a release build. */
	readonly checks: CheckTables | null;
}

/** The page only reads: its objects get no words. */
export const NO_WORDS = { allocate: () => NO_ADDRESS };

/** What {@link heapMark} is without a heap. */
export const NO_HEAP = 0;

/**
 * A number that is another when the heap of a firmware has been built anew, emptied, or is there for the first time; {@link NO_HEAP}
 * while the tables are not those of the firmware.
 *
 * @param region words of a region `heap N`
 */
export function heapMark(region: Int32Array, firmwareId: number): number {
	if (region[HEAP_HEADER.firmware] !== firmwareId) return NO_HEAP;
	return 1 + (((region[HEAP_HEADER.generation] ?? 0) << 1) | (region[HEAP_HEADER.checked] ?? 0));
}

/** Opens the heap of a slot; null when its tables are not complete yet. */
export function openHeap({ block }: EngineBlockView, slot: number, memory: Int32Array): HeapWindow | null {
	const region = block.int32(`heap ${slot}`);
	try {
		const reader = new LevelHeapReader(memory, heapTable(region, 'levels'));
		const pools = new Pools(heapTable(region, 'pools'), HEAP_LIMITS.pools, NO_WORDS);
		const checks = region[HEAP_HEADER.checked] === 1 ? openChecks(block, slot) : null;
		const arenas = reader.cursors.map(({ arena }) => arena);
		const states = checks === null ? new CursorStates(reader, pools) : new ShadowStates(checks.shadow, HEAP_START, arenas);
		return { region, reader, pools, states, checks };
	} catch (reason) {
		// The audio thread is about to write them; the next frame looks again.
		if (reason instanceof RangeError) return null;
		throw reason;
	}
}

function openChecks(block: EngineBlockView['block'], slot: number): CheckTables {
	const region = block.int32(`checks ${slot}`);
	return {
		shadow: block.int32(`shadow ${slot}`),
		ledger: checksTable(region, 'ledger'),
		names: checksTable(region, 'names'),
	};
}

/** The bins of a level, for an allocator that has some; addresses are counted from the level's first word. */
export function binsOf({ reader }: HeapWindow, level: number): readonly AreaPart[] {
	const tables = reader.levelTables[level];
	if (tables === undefined || reader.cursors[level]?.kind !== 'adialloc') return [];
	const start = tables[HEAP_TABLE.arenaStart] ?? 0;
	const bins = Array.from({ length: tables[ADI_TABLE.bins] ?? 0 }, (_, bin) => {
		const at = ADI_TABLE.firstBin + bin * BIN.size;
		const word = (field: number) => tables[at + field] ?? 0;
		const chunks = word(BIN.chunks);
		return {
			name: `bin ${bin} · ${chunks} × ${grouped(word(BIN.chunkWords))}`,
			start: word(BIN.firstHeader) - start,
			words: chunks * word(BIN.strideWords),
		};
	});
	return bins.filter(({ words }) => words > 0);
}
