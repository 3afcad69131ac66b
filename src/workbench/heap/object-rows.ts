import { HEAP_LIMITS } from '../../bridge/heap-layout.ts';
import { MEMORY_OFFSET } from '../../gazl/program.ts';
import { BOUNDED } from '../../memory/heap/bounded-pointers.ts';
import { MAX_BUFFER_NAME_LENGTH } from '../../memory/heap/buffer-levels.ts';
import { CIRCULAR } from '../../memory/heap/circular-buffers.ts';
import { DMA, DMA_BUFFER } from '../../memory/heap/dma-buffers.ts';
import { FRAME_TABLE } from '../../memory/heap/frame-allocator.ts';
import { LEVEL, LEVEL_NAMES } from '../../memory/heap/levels.ts';
import { MULTI_POOL, MULTI_POOL_ITEM_WORDS } from '../../memory/heap/multi-pools.ts';
import { POOL } from '../../memory/heap/pools.ts';
import { RING } from '../../memory/heap/rings.ts';
import type { WordRing } from '../../memory/word-ring.ts';
import { CELL, type CellBar, fillBar } from './cell-bar.ts';
import type { OpenHeap } from './heap-source.ts';
import type { LiveColumn, LiveRow, LiveTableSpec } from './live-columns.ts';

/** An object that a firmware has created, by its handle. */
interface ObjectRow extends LiveRow {
	readonly heap: OpenHeap;
	readonly handle: number;
}

const handles = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** The text that a firmware's pointer points at, '' for none. */
function textAt(memory: Int32Array, pointer: number): string {
	const start = (pointer - MEMORY_OFFSET) | 0;
	if (pointer === 0 || start < 0) return '';
	let text = '';
	for (let word = start; word < memory.length && text.length < MAX_BUFFER_NAME_LENGTH; word++) {
		const code = (memory[word] ?? 0) & 0xff;
		if (code === 0) break;
		text += String.fromCharCode(code);
	}
	return text;
}

/** The level that an address lies in, and behind it that which was asked for, if it is another. */
function levelText(heap: OpenHeap, address: number, asked: number): string {
	const level = heap.levelOf(address);
	const name = LEVEL_NAMES[level] ?? '–';
	return level === asked ? name : `${name} for ${LEVEL_NAMES[asked] ?? '–'}`;
}

const LEVEL_MEANING = 'Where it lies, and for which level it was asked for when that had no room.';

function poolField({ heap, handle }: ObjectRow, word: keyof typeof POOL): number {
	return heap.pools.field(handle, POOL[word]) >>> 0;
}

/** Name of a pool: of its type, or of the multi-size pool that it is a part of. */
function poolName({ heap, handle }: ObjectRow): string {
	for (const multi of handles(heap.multiPools.count)) {
		for (const [size, words] of MULTI_POOL_ITEM_WORDS.entries()) {
			if (heap.multiPools.field(multi, MULTI_POOL.pools + size) === handle) return `multi ${multi} × ${words}`;
		}
	}
	return textAt(heap.memory, heap.pools.field(handle, POOL.name)) || `pool ${handle}`;
}

/** The items of a pool, in order of their addresses. */
function itemBar(heap: OpenHeap, handle: number): CellBar {
	return {
		get cells() {
			return Math.min(heap.pools.field(handle, POOL.capacity), HEAP_LIMITS.poolItems);
		},
		get peak() {
			return heap.pools.field(handle, POOL.peakInUse);
		},
		cell: (item) => (heap.pools.isInUse(handle, item) ? CELL.used : CELL.free),
	};
}

const POOL_COLUMNS: readonly LiveColumn<ObjectRow>[] = [
	{ title: 'type', meaning: 'Name that the firmware gave to what is in the pool.', characters: 12, value: poolName },
	{ title: 'in use', meaning: 'Items in use.', characters: 6, value: (row) => poolField(row, 'inUse') },
	{ title: 'of', meaning: 'Items of the pool.', characters: 6, value: (row) => poolField(row, 'capacity') },
	{ title: 'peak', meaning: 'Most items in use at once.', characters: 6, value: (row) => poolField(row, 'peakInUse') },
	{ title: 'created', meaning: 'Items ever handed out.', characters: 9, value: (row) => poolField(row, 'created') },
	{ title: 'destroyed', meaning: 'Items ever given back.', characters: 9, value: (row) => poolField(row, 'destroyed') },
	{
		title: 'failed',
		meaning: 'Requests that found no item free.',
		characters: 7,
		value: (row) => poolField(row, 'failed'),
		isAlarm: (row) => poolField(row, 'failed') > 0,
	},
	{
		title: 'refused',
		meaning: 'Items given back that were none, or were free.',
		characters: 7,
		value: (row) => poolField(row, 'refusedFrees'),
		isAlarm: (row) => poolField(row, 'refusedFrees') > 0,
	},
	{ title: 'words', meaning: 'Words of an item.', characters: 7, value: (row) => poolField(row, 'itemWords') },
	{
		title: 'level',
		meaning: LEVEL_MEANING,
		characters: 11,
		value: (row) => levelText(row.heap, poolField(row, 'start'), poolField(row, 'level')),
	},
];

const MULTI_POOL_COLUMNS: readonly LiveColumn<ObjectRow>[] = [
	{
		title: 'pool',
		meaning: 'Multi-size pool, whose items are listed by size above.',
		characters: 14,
		value: ({ handle }) => `multi ${handle}`,
	},
	{
		title: 'failed',
		meaning: 'Requests that no item could serve.',
		characters: 7,
		value: ({ heap, handle }) => heap.multiPools.field(handle, MULTI_POOL.failed) >>> 0,
		isAlarm: ({ heap, handle }) => heap.multiPools.field(handle, MULTI_POOL.failed) !== 0,
	},
	{
		title: 'refused',
		meaning: 'Pointers given back that point into none of its items.',
		characters: 7,
		value: ({ heap, handle }) => heap.multiPools.field(handle, MULTI_POOL.refusedFrees) >>> 0,
		isAlarm: ({ heap, handle }) => heap.multiPools.field(handle, MULTI_POOL.refusedFrees) !== 0,
	},
];

const CIRCULAR_COLUMNS: readonly LiveColumn<ObjectRow>[] = [
	{ title: 'buffer', meaning: 'Number of the circular buffer.', characters: 8, value: ({ handle }) => `buffer ${handle}` },
	{
		title: 'words',
		meaning: 'Size of the buffer, a power of two.',
		characters: 9,
		value: ({ heap, handle }) => heap.circularBuffers.field(handle, CIRCULAR.mask) + 1,
	},
	{
		title: 'write at',
		meaning: 'The word that the next write goes to.',
		characters: 9,
		value: ({ heap, handle }) => heap.circularBuffers.field(handle, CIRCULAR.write),
	},
	{
		title: 'address',
		meaning: 'First word of the buffer in the firmware’s memory.',
		characters: 9,
		value: ({ heap, handle }) => heap.circularBuffers.field(handle, CIRCULAR.start),
	},
	{
		title: 'level',
		meaning: LEVEL_MEANING,
		characters: 11,
		value: ({ heap, handle }) => {
			const { circularBuffers } = heap;
			return levelText(heap, circularBuffers.field(handle, CIRCULAR.start), circularBuffers.field(handle, CIRCULAR.level));
		},
	},
];

function dmaField({ heap, handle }: ObjectRow, word: number): number {
	return heap.dmaBuffers.field(handle, word) >>> 0;
}

/** Whose the halves are, as the ready word in the firmware's memory says. */
function readyText({ heap, handle }: ObjectRow): string {
	const ready = heap.memory[heap.dmaBuffers.field(handle, DMA.address) + DMA_BUFFER.ready];
	return ready === 1 ? 'first' : ready === 2 ? 'second' : 'none';
}

const DMA_COLUMNS: readonly LiveColumn<ObjectRow>[] = [
	{ title: 'buffer', meaning: 'Number of the DMA buffer.', characters: 8, value: ({ handle }) => `buffer ${handle}` },
	{ title: 'half', meaning: 'Frames in a half.', characters: 6, value: (row) => dmaField(row, DMA.halfFrames) },
	{
		title: 'frame',
		meaning: 'The frame that the host writes next, counted through both halves.',
		characters: 7,
		value: (row) => dmaField(row, DMA.position),
	},
	{ title: 'ready', meaning: 'The half that is the firmware’s now.', characters: 6, value: readyText },
	{
		title: 'filled 1',
		meaning: 'How often the host has filled the first half.',
		characters: 9,
		value: (row) => dmaField(row, DMA.filled),
	},
	{
		title: 'filled 2',
		meaning: 'How often the host has filled the second half.',
		characters: 9,
		value: (row) => dmaField(row, DMA.filled + 1),
	},
	{
		title: 'overruns',
		meaning: 'Halves that the host went on to while the firmware still had them.',
		characters: 9,
		value: (row) => dmaField(row, DMA.overruns),
		isAlarm: (row) => dmaField(row, DMA.overruns) > 0,
	},
	{ title: 'invalidates', meaning: 'Calls of dmaInvalidate().', characters: 11, value: (row) => dmaField(row, DMA.invalidates) },
	{ title: 'flushes', meaning: 'Calls of dmaFlush().', characters: 9, value: (row) => dmaField(row, DMA.flushes) },
];

function boundedField({ heap, handle }: ObjectRow, word: keyof typeof BOUNDED): number {
	return heap.boundedPointers.field(handle, BOUNDED[word]) >>> 0;
}

/** Where a bounded pointer stands in its range. */
function positionBar(heap: OpenHeap, handle: number): CellBar {
	const field = (word: number) => heap.boundedPointers.field(handle, word);
	return fillBar(
		() => field(BOUNDED.range),
		() => field(BOUNDED.position) + 1,
	);
}

const BOUNDED_COLUMNS: readonly LiveColumn<ObjectRow>[] = [
	{ title: 'pointer', meaning: 'Number of the bounded pointer.', characters: 9, value: ({ handle }) => `pointer ${handle}` },
	{
		title: 'at',
		meaning: 'The word of its range that it points at.',
		characters: 8,
		value: (row) => boundedField(row, 'position'),
	},
	{ title: 'of', meaning: 'Words in its range.', characters: 8, value: (row) => boundedField(row, 'range') },
	{ title: 'address', meaning: 'First word of the range.', characters: 9, value: (row) => boundedField(row, 'start') },
	{
		title: 'misses',
		meaning: 'Moves that would have left the range, and were not made.',
		characters: 9,
		value: (row) => boundedField(row, 'refused'),
		isAlarm: (row) => boundedField(row, 'refused') > 0,
	},
];

/** A ring, opened for looking at it: neither end is moved. */
interface RingRow extends ObjectRow {
	readonly ring: WordRing;
}

function ringField({ heap, handle }: RingRow, word: keyof typeof RING): number {
	return heap.rings.field(handle, RING[word]) >>> 0;
}

const RING_COLUMNS: readonly LiveColumn<RingRow>[] = [
	{ title: 'ring', meaning: 'Number of the ring.', characters: 8, value: ({ handle }) => `ring ${handle}` },
	{ title: 'fill', meaning: 'Words in the ring.', characters: 6, value: ({ ring }) => ring.readable() },
	{ title: 'of', meaning: 'Words that it holds.', characters: 6, value: ({ ring }) => ring.capacity },
	{ title: 'high', meaning: 'Most words that were in it at once.', characters: 6, value: ({ ring }) => ring.highWater() },
	{ title: 'written', meaning: 'Words that the firmware has put in.', characters: 10, value: (row) => ringField(row, 'written') },
	{ title: 'taken', meaning: 'Words that the firmware has taken out.', characters: 10, value: (row) => ringField(row, 'taken') },
	{
		title: 'other end',
		meaning: 'What the page does at the other end: it takes what the firmware writes, and the other way round.',
		characters: 9,
		value: otherEndText,
	},
	{
		title: 'full',
		meaning: 'Words that found the ring full, from either end.',
		characters: 8,
		value: ({ ring }) => ring.overflowed(),
		isAlarm: ({ ring }) => ring.overflowed() > 0,
	},
	{
		title: 'empty',
		meaning: 'Times that somebody found the ring empty.',
		characters: 10,
		value: ({ ring }) => ring.underflowed(),
	},
];

/** What the page has done with a ring, from what the firmware did and what is left. */
function otherEndText(row: RingRow): string {
	const written = ringField(row, 'written');
	const taken = ringField(row, 'taken');
	const left = row.ring.readable();
	if (written > taken + left) return 'takes';
	return taken + left > written ? 'writes' : 'idle';
}

function ringBar(ring: WordRing): CellBar {
	return fillBar(
		() => ring.capacity,
		() => ring.readable(),
		() => ring.highWater(),
	);
}

function frameStatistic({ heap }: ObjectRow, word: Parameters<OpenHeap['levels']['statistic']>[1]): number {
	return heap.levels.statistic(LEVEL.STACK, word);
}

function frameWord(heap: OpenHeap, word: number): number {
	return heap.levels.levelTables[LEVEL.STACK]?.[word] ?? 0;
}

function frameBar(heap: OpenHeap): CellBar {
	const start = heap.levels.statistic(LEVEL.STACK, 'arenaStart');
	return fillBar(
		() => heap.levels.statistic(LEVEL.STACK, 'arenaWords'),
		() => frameWord(heap, FRAME_TABLE.top) - start,
		() => frameWord(heap, FRAME_TABLE.peakTop) - start,
	);
}

const FRAME_COLUMNS: readonly LiveColumn<ObjectRow>[] = [
	{ title: 'level', meaning: 'The frame is all of STACK.', characters: 8, value: () => LEVEL_NAMES[LEVEL.STACK] ?? '' },
	{
		title: 'now',
		meaning: 'Words granted at this moment: nothing, unless the firmware is in the middle of a call.',
		characters: 7,
		value: (row) => frameStatistic(row, 'grantedWords'),
	},
	{ title: 'peak', meaning: 'Most words granted in one call.', characters: 7, value: (row) => frameStatistic(row, 'peakWords') },
	{ title: 'of', meaning: 'Words of the level.', characters: 7, value: (row) => frameStatistic(row, 'usableWords') },
	{
		title: 'requests',
		meaning: 'Requests for words of the frame.',
		characters: 13,
		value: (row) => frameStatistic(row, 'requests'),
	},
	{
		title: 'failed',
		meaning: 'Requests that it had no room for.',
		characters: 13,
		value: (row) => frameStatistic(row, 'failures'),
		isAlarm: (row) => frameStatistic(row, 'failures') > 0,
	},
	{
		title: 'frames',
		meaning: 'Calls that had words in it, and gave them all back at their end.',
		characters: 13,
		value: ({ heap }) => frameWord(heap, FRAME_TABLE.frames) >>> 0,
	},
];

/** How many objects of each kind there are, for knowing when {@link objectTables} has other rows. */
export function objectsKey(heap: OpenHeap): string {
	const { pools, multiPools, circularBuffers, dmaBuffers, boundedPointers, rings } = heap;
	return [pools, multiPools, circularBuffers, dmaBuffers, boundedPointers, rings].map(({ count }) => count).join(' ');
}

/** All that a firmware has created in its heap, a table to a kind; kinds that it has none of are left out, but for the frame. */
export function objectTables(heap: OpenHeap): readonly LiveTableSpec<LiveRow>[] {
	const rowsOf = (count: number, bar: (handle: number) => CellBar | null): readonly ObjectRow[] =>
		handles(count).map((handle) => ({ key: String(handle), heap, handle, bar: bar(handle) }));
	const ringRows = handles(heap.rings.count).flatMap((handle): RingRow[] => {
		const ring = heap.ringOf(handle);
		return ring === null ? [] : [{ key: String(handle), heap, handle, ring, bar: ringBar(ring) }];
	});
	const tables: readonly LiveTableSpec<LiveRow>[] = [
		spec(
			'Pools',
			POOL_COLUMNS,
			rowsOf(heap.pools.count, (handle) => itemBar(heap, handle)),
		),
		spec(
			'Multi-size pools',
			MULTI_POOL_COLUMNS,
			rowsOf(heap.multiPools.count, () => null),
		),
		spec('Rings', RING_COLUMNS, ringRows),
		spec(
			'Circular buffers',
			CIRCULAR_COLUMNS,
			rowsOf(heap.circularBuffers.count, () => null),
		),
		spec(
			'DMA buffers',
			DMA_COLUMNS,
			rowsOf(heap.dmaBuffers.count, () => null),
		),
		spec(
			'Bounded pointers',
			BOUNDED_COLUMNS,
			rowsOf(heap.boundedPointers.count, (handle) => positionBar(heap, handle)),
		),
		spec('Frame', FRAME_COLUMNS, [{ key: 'frame', heap, handle: 0, bar: frameBar(heap) }]),
	];
	return tables.filter(({ rows }) => rows.length > 0);
}

function spec<Row extends LiveRow>(title: string, columns: readonly LiveColumn<Row>[], rows: readonly Row[]): LiveTableSpec<Row> {
	return { title, columns, rows };
}
