/** Where the tables of a firmware's heap lie: one layout for the audio thread, which writes them, and for all who read them. */

import { ALLOCATOR_KINDS } from '../memory/heap/allocator.ts';
import { BoundedPointers } from '../memory/heap/bounded-pointers.ts';
import { BufferLevels } from '../memory/heap/buffer-levels.ts';
import { CircularBuffers } from '../memory/heap/circular-buffers.ts';
import { DmaBuffers } from '../memory/heap/dma-buffers.ts';
import { DEFAULT_CONFIGURATION } from '../memory/heap/heap-configuration.ts';
import { LevelHeap } from '../memory/heap/level-heap.ts';
import { MultiPools } from '../memory/heap/multi-pools.ts';
import { OUTCOME } from '../memory/heap/outcomes.ts';
import { Pools } from '../memory/heap/pools.ts';
import { Rings } from '../memory/heap/rings.ts';
import { layTables } from './region-tables.ts';

/** How many objects of each kind a firmware can have. */
export const HEAP_LIMITS = {
	bufferNames: 256,
	pools: 64,
	/** Items of all pools together. */
	poolItems: 65536,
	multiPools: 16,
	circularBuffers: 64,
	/** Every frame of input goes into each of them. */
	dmaBuffers: 4,
	boundedPointers: 256,
	rings: 8,
} as const;

/** The words in front of all tables. */
export const HEAP_HEADER = {
	/** Id of the firmware that the tables belong to; 0 before the first. */
	firmware: 0,
	/** Counts the times that all was freed, by a new firmware or by `adiInit`. */
	generation: 1,
	/** Calls of `prefetch`, and of `adiCheck`. */
	prefetches: 2,
	checks: 3,
	/** Whether the firmware is a checked one: 1. */
	checked: 4,
	/** Uses that were refused, by their `OUTCOME`, whether or not the page has been sent them. */
	violations: 16,
	words: 16 + Object.keys(OUTCOME).length,
} as const;

/** Whatever allocator a configuration names finds room. */
export const LEVEL_TABLE_WORDS = Math.max(
	...ALLOCATOR_KINDS.map((allocator) => LevelHeap.tableWords({ ...DEFAULT_CONFIGURATION, allocator })),
);

/** The tables in their order, with their words. */
const TABLES = {
	header: HEAP_HEADER.words,
	levels: LEVEL_TABLE_WORDS,
	bufferLevels: BufferLevels.tableWords(HEAP_LIMITS.bufferNames),
	pools: Pools.tableWords(HEAP_LIMITS.pools, HEAP_LIMITS.poolItems),
	multiPools: MultiPools.tableWords(HEAP_LIMITS.multiPools),
	circularBuffers: CircularBuffers.tableWords(HEAP_LIMITS.circularBuffers),
	dmaBuffers: DmaBuffers.tableWords(HEAP_LIMITS.dmaBuffers),
	boundedPointers: BoundedPointers.tableWords(HEAP_LIMITS.boundedPointers),
	rings: Rings.tableWords(HEAP_LIMITS.rings),
	ringStorage: Rings.storageWords(HEAP_LIMITS.rings),
} as const;

/** A part of the region `heap N`. */
export type HeapTableName = keyof typeof TABLES;

const LAID = layTables<HeapTableName>(TABLES);

/** Where each table is in its region. */
export const HEAP_TABLES = LAID.places;

/** Words of the region. */
export const HEAP_TABLE_WORDS = LAID.words;

/** A view of one table in a region `heap N`. Makes an object: not for the audio thread while it renders. */
export function heapTable(region: Int32Array, name: HeapTableName): Int32Array {
	const { at, words } = HEAP_TABLES[name];
	return region.subarray(at, at + words);
}
