import { expect, test } from 'vitest';
import { HEAP_LIMITS, HEAP_TABLE_WORDS, heapTable } from '../../bridge/heap-layout.ts';
import { HEAP_END, HEAP_START } from '../../bridge/machine-size.ts';
import { MEMORY_OFFSET } from '../../gazl/program.ts';
import type { AllocatorKind } from '../../memory/heap/allocator.ts';
import { BoundedPointers } from '../../memory/heap/bounded-pointers.ts';
import { DEFAULT_CONFIGURATION } from '../../memory/heap/heap-configuration.ts';
import { LevelHeap } from '../../memory/heap/level-heap.ts';
import { LEVEL } from '../../memory/heap/levels.ts';
import { MultiPools } from '../../memory/heap/multi-pools.ts';
import { Pools } from '../../memory/heap/pools.ts';
import { Rings } from '../../memory/heap/rings.ts';
import { binTable } from './bin-rows.ts';
import { CELL } from './cell-bar.ts';
import { OpenHeap } from './heap-source.ts';
import { levelTable } from './level-rows.ts';
import { type LiveRow, type LiveTableSpec, tablesText } from './live-columns.ts';
import { objectsKey, objectTables } from './object-rows.ts';
import { sizeClassesKey, sizeClassTable } from './size-class-rows.ts';

const { STACK, L1, L2 } = LEVEL;

/** A heap as the audio thread has it, and as the page sees it. */
function bench(allocator: AllocatorKind = 'adialloc') {
	const memory = new Int32Array(HEAP_END);
	const region = new Int32Array(new SharedArrayBuffer(HEAP_TABLE_WORDS * 4));
	const levels = new LevelHeap(memory, heapTable(region, 'levels'), { ...DEFAULT_CONFIGURATION, allocator }, HEAP_START);
	levels.initialiseAsConfigured();
	const pools = new Pools(heapTable(region, 'pools'), HEAP_LIMITS.pools, levels);
	const multiPools = new MultiPools(heapTable(region, 'multiPools'), HEAP_LIMITS.multiPools, pools, levels);
	const rings = new Rings(heapTable(region, 'rings'), HEAP_LIMITS.rings, heapTable(region, 'ringStorage'));
	const bounded = new BoundedPointers(heapTable(region, 'boundedPointers'), HEAP_LIMITS.boundedPointers, memory);
	return { memory, levels, pools, multiPools, rings, bounded, heap: new OpenHeap(1, memory, region) };
}

/** What a row of a table says, by the titles of the columns. */
function said(table: LiveTableSpec<LiveRow> | undefined, find: (row: LiveRow) => boolean): Record<string, number | string> {
	const row = table?.rows.find(find);
	if (table === undefined || row === undefined) return {};
	return Object.fromEntries(table.columns.map((column) => [column.title, column.value(row)]));
}

function count(heap: OpenHeap): void {
	for (const census of heap.censuses) while (!census.advance(100));
}

test('a bin says what was asked of it and what it gave', () => {
	const { levels, heap } = bench();
	const blocks = [50, 60, 64, 33].map((words) => levels.allocate(words, L1));
	levels.free(blocks[1] as number);
	const bins = binTable(heap);
	const row = said(bins, ({ key }) => key === `${L1} 2`);
	const asked = 50 + 64 + 33;
	expect(row).toEqual({
		level: 'L1',
		chunk: 64,
		'in use': 3,
		of: 16,
		peak: 4,
		pairs: 0,
		requests: 4,
		'fell through': 0,
		asked,
		granted: 3 * 64,
		waste: 3 * 64 - asked,
	});
	const bar = bins.rows.find(({ key }) => key === `${L1} 2`)?.bar;
	expect([0, 1, 2, 3, 4].map((chunk) => bar?.cell(chunk))).toEqual([CELL.used, CELL.free, CELL.used, CELL.used, CELL.free]);
});

test('a full bin is told by what fell through it, and a coalesced pair by its cells', () => {
	const { levels, heap } = bench();
	// The two chunks of 1024, then a pair of the two of 512, then the next level.
	for (let block = 0; block < 4; block++) levels.allocate(1024, L1);
	const bins = binTable(heap);
	const largest = said(bins, ({ key }) => key === `${L1} 6`);
	expect([largest.chunk, largest['in use'], largest.of, largest.requests, largest['fell through']]).toEqual([1024, 2, 2, 4, 2]);
	const below = said(bins, ({ key }) => key === `${L1} 5`);
	expect([below.chunk, below['in use'], below.pairs, below.granted, below.asked]).toEqual([512, 2, 1, 1024, 1024]);
	const bar = bins.rows.find(({ key }) => key === `${L1} 5`)?.bar;
	expect([bar?.cell(0), bar?.cell(1)]).toEqual([CELL.used, CELL.joined]);
	count(heap);
	const level = (name: string) => said(levelTable(heap), ({ key }) => key === name);
	expect([level('L1').granted, level('L1').blocks, level('L1')['passed on'], level('L1').unserved]).toEqual([3072, 3, 1, 0]);
	expect([level('L2').granted, level('L2').blocks, level('L2')['took in']]).toEqual([1024, 1, 1]);
});

test('a level tells what is free from its blocks, whatever the allocator', () => {
	for (const kind of ['adialloc', 'firstFit', 'buddy', 'tlsf'] as const) {
		const { levels, heap } = bench(kind);
		count(heap);
		const before = said(levelTable(heap), ({ key }) => key === 'L2');
		const block = levels.allocate(1000, L2);
		count(heap);
		const between = said(levelTable(heap), ({ key }) => key === 'L2');
		expect(Number(between.free)).toBeLessThan(Number(before.free));
		levels.free(block);
		count(heap);
		expect(said(levelTable(heap), ({ key }) => key === 'L2').free).toBe(before.free);
	}
});

test('the frame is free but for what lies in it and one header', () => {
	const { levels, heap } = bench();
	count(heap);
	const free = () => said(levelTable(heap), ({ key }) => key === 'STACK').free;
	expect(free()).toBe(2048 - 2);
	levels.allocate(10, STACK);
	count(heap);
	expect(free()).toBe(2048 - (10 + 2) - 2);
	const frame = said(objectTables(heap).at(-1), () => true);
	expect([frame.now, frame.peak, frame.requests, frame.failed]).toEqual([10, 10, 1, 0]);
});

test('allocators without bins show their blocks by size', () => {
	const { levels, heap } = bench('tlsf');
	count(heap);
	const before = sizeClassesKey(heap);
	expect(binTable(heap).rows).toEqual([]);
	for (const words of [100, 101, 90]) levels.allocate(words, L1);
	count(heap);
	expect(sizeClassesKey(heap)).not.toBe(before);
	const row = said(sizeClassTable(heap), ({ key }) => key === `${L1} 6`);
	// Blocks grant an even number of words.
	expect(row).toMatchObject({ level: 'L1', 'in use': 3, asked: 291, granted: 100 + 102 + 90, waste: 1, free: 0 });
	const rest = said(sizeClassTable(heap), ({ key }) => key === `${L1} 12`);
	expect([rest.free, rest['free words']]).toEqual([1, 8192 - (102 + 104 + 92) - 2]);
});

test('pools are told by their type, their items, and who failed', () => {
	const { memory, pools, multiPools, heap } = bench();
	memory.set(
		Int32Array.from('grain\0', (character) => character.charCodeAt(0)),
		500,
	);
	const grains = pools.create(MEMORY_OFFSET + 500, 12, 3, L1);
	const items = Array.from({ length: 4 }, () => pools.allocate(grains));
	pools.free(grains, items[1] as number);
	pools.free(grains, items[1] as number);
	multiPools.create(4, 2, 1, L2);
	const [table, multi] = objectTables(heap);
	expect(said(table, ({ key }) => key === '1')).toEqual({
		type: 'grain',
		'in use': 2,
		of: 3,
		peak: 3,
		created: 3,
		destroyed: 1,
		failed: 1,
		refused: 1,
		words: 12,
		level: 'L1',
	});
	const bar = table?.rows[0]?.bar;
	expect([0, 1, 2].map((item) => bar?.cell(item))).toEqual([CELL.used, CELL.free, CELL.used]);
	expect(table?.rows.map((row) => table.columns[0]?.value(row))).toEqual([
		'grain',
		'multi 1 × 32',
		'multi 1 × 256',
		'multi 1 × 1024',
	]);
	expect(said(multi, () => true)).toEqual({ pool: 'multi 1', failed: 0, refused: 0 });
});

test('a pool that another level took in says for which', () => {
	const { pools, heap } = bench();
	pools.create(0, 20000, 1, L1);
	const row = said(objectTables(heap)[0], () => true);
	expect([row.type, row.level]).toEqual(['pool 1', 'Lext for L1']);
});

test('a ring tells its fill and who is at the other end, and is not moved by looking', () => {
	const { rings, heap } = bench();
	const ring = rings.create(16);
	for (let word = 0; word < 18; word++) rings.write(ring, word);
	const table = () => objectTables(heap).find(({ title }) => title === 'Rings');
	const expected = { ring: 'ring 1', fill: 16, of: 16, high: 16, written: 16, taken: 0, 'other end': 'idle', full: 2, empty: 0 };
	expect(said(table(), () => true)).toEqual(expected);
	expect(said(table(), () => true)).toEqual(expected);
	heap.ringOf(ring)?.pop();
	expect(said(table(), () => true)).toMatchObject({ fill: 15, 'other end': 'takes' });
});

test('a bounded pointer tells the moves that it did not make', () => {
	const { bounded, heap } = bench();
	const pointer = bounded.create(40, 8);
	bounded.advance(pointer, 5);
	bounded.advance(pointer, 5);
	const table = objectTables(heap).find(({ title }) => title === 'Bounded pointers');
	expect(said(table, () => true)).toEqual({ pointer: 'pointer 1', at: 5, of: 8, address: 40, misses: 1 });
});

test('new objects change the key of the tables', () => {
	const { rings, heap } = bench();
	const before = objectsKey(heap);
	rings.create(16);
	expect(objectsKey(heap)).not.toBe(before);
});

test('tables are copied with tabs and plain numbers', () => {
	const { rings, heap } = bench();
	rings.create(4096);
	const [table] = objectTables(heap);
	expect(tablesText(table === undefined ? [] : [table])).toBe(
		['Rings', 'ring\tfill\tof\thigh\twritten\ttaken\tother end\tfull\tempty', 'ring 1\t0\t4096\t0\t0\t0\tidle\t0\t0'].join('\n'),
	);
});
