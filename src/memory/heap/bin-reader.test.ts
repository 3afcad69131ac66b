import { expect, it } from 'vitest';
import { AdiAllocator } from './adi-allocator.ts';
import { BinReader, CHUNK_STATE } from './bin-reader.ts';
import { binShape } from './heap-configuration.ts';

const ARENA = { start: 0, words: 512 };

function bench() {
	const shape = binShape([
		{ words: 16, chunks: 4 },
		{ words: 32, chunks: 2 },
	]);
	const tables = new Int32Array(AdiAllocator.tableWords());
	const allocator = new AdiAllocator(new Int32Array(512), tables, ARENA, shape);
	allocator.initialise(shape, 0);
	return { allocator, tables, bins: new BinReader(tables) };
}

it('a bin has the chunks of its configuration, all free at first', () => {
	const { bins } = bench();
	expect(bins.count).toBe(2);
	expect([0, 1].map((bin) => [bins.word(bin, 'chunkWords'), bins.chunks(bin), bins.chunksInUse(bin)])).toEqual([
		[16, 4, 0],
		[32, 2, 0],
	]);
	expect([0, 1, 2, 3].map((chunk) => bins.state(0, chunk))).toEqual(new Array(4).fill(CHUNK_STATE.free));
});

it('a coalesced pair is two chunks in use that are one block', () => {
	const { allocator, bins } = bench();
	allocator.allocate(10);
	// Both chunks of 32 words, then a pair of 16.
	for (let block = 0; block < 3; block++) allocator.allocate(20);
	expect([bins.word(1, 'inUse'), bins.word(1, 'requests'), bins.word(1, 'fellThrough')]).toEqual([2, 3, 1]);
	expect([bins.word(0, 'inUse'), bins.word(0, 'coalesced'), bins.chunksInUse(0), bins.grantedWords(0)]).toEqual([2, 1, 3, 48]);
	expect([0, 1, 2, 3].map((chunk) => bins.state(0, chunk))).toEqual([
		CHUNK_STATE.used,
		CHUNK_STATE.used,
		CHUNK_STATE.companion,
		CHUNK_STATE.free,
	]);
});

it('tables that are overwritten give numbers in range', () => {
	const { tables, bins } = bench();
	for (const word of [-1, 2 ** 31 - 1, -(2 ** 31)]) {
		tables.fill(word);
		expect(bins.count).toBeGreaterThanOrEqual(0);
		expect(bins.count).toBeLessThanOrEqual(20);
		expect(bins.chunks(0)).toBeLessThanOrEqual(1024);
	}
});
