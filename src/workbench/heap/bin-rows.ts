import { type BinReader, CHUNK_STATE } from '../../memory/heap/bin-reader.ts';
import { LEVEL_NAMES } from '../../memory/heap/levels.ts';
import { CELL, type Cell, type CellBar } from './cell-bar.ts';
import type { OpenHeap } from './heap-source.ts';
import type { LiveColumn, LiveRow, LiveTableSpec } from './live-columns.ts';

const CELLS: Readonly<Record<number, Cell>> = {
	[CHUNK_STATE.free]: CELL.free,
	[CHUNK_STATE.used]: CELL.used,
	[CHUNK_STATE.companion]: CELL.joined,
};

/** The chunks of a bin, in order of their addresses. */
class ChunkBar implements CellBar {
	readonly #bins: BinReader;
	readonly #bin: number;

	constructor(bins: BinReader, bin: number) {
		this.#bins = bins;
		this.#bin = bin;
	}

	get cells(): number {
		return this.#bins.chunks(this.#bin);
	}

	get peak(): number {
		return this.#bins.word(this.#bin, 'peakInUse');
	}

	cell(index: number): Cell {
		return CELLS[this.#bins.state(this.#bin, index)] ?? CELL.free;
	}
}

/** A bin of ADIalloc. */
export interface BinRow extends LiveRow {
	readonly level: number;
	readonly bins: BinReader;
	readonly bin: number;
}

const BIN_COLUMNS: readonly LiveColumn<BinRow>[] = [
	{
		title: 'level',
		meaning: 'The level that the bin is a part of.',
		characters: 5,
		value: ({ level }) => LEVEL_NAMES[level] ?? '',
	},
	{
		title: 'chunk',
		meaning: 'Words that each chunk of the bin hands out.',
		characters: 7,
		value: ({ bins, bin }) => bins.word(bin, 'chunkWords'),
	},
	{
		title: 'in use',
		meaning: 'Chunks in use; a coalesced pair is two.',
		characters: 4,
		value: ({ bins, bin }) => bins.chunksInUse(bin),
	},
	{ title: 'of', meaning: 'Chunks of the bin.', characters: 4, value: ({ bins, bin }) => bins.chunks(bin) },
	{
		title: 'peak',
		meaning: 'Most blocks in use at once; a coalesced pair is one.',
		characters: 4,
		value: ({ bins, bin }) => bins.word(bin, 'peakInUse'),
	},
	{
		title: 'pairs',
		meaning: 'Pairs of chunks that are in use as one block of twice the size.',
		characters: 4,
		value: ({ bins, bin }) => bins.word(bin, 'coalesced'),
	},
	{
		title: 'requests',
		meaning: 'Requests that fit this bin best.',
		characters: 7,
		value: ({ bins, bin }) => bins.word(bin, 'requests'),
	},
	{
		title: 'fell through',
		meaning: 'Of those requests, how many found it full and went to the next larger bin, a pair, or another level.',
		characters: 6,
		value: ({ bins, bin }) => bins.word(bin, 'fellThrough'),
		isAlarm: ({ bins, bin }) => bins.word(bin, 'fellThrough') > 0,
	},
	{
		title: 'asked',
		meaning: 'Words that the blocks in use were asked for.',
		characters: 8,
		value: ({ bins, bin }) => bins.word(bin, 'askedWords'),
	},
	{
		title: 'granted',
		meaning: 'Words that their chunks have.',
		characters: 8,
		value: ({ bins, bin }) => bins.grantedWords(bin),
	},
	{
		title: 'waste',
		meaning: 'Words granted that nobody asked for.',
		characters: 7,
		value: ({ bins, bin }) => Math.max(0, bins.grantedWords(bin) - bins.word(bin, 'askedWords')),
	},
];

/** The bins of all levels that have some. */
export function binTable(heap: OpenHeap): LiveTableSpec<BinRow> {
	const rows = heap.bins.flatMap((bins, level) =>
		bins === null
			? []
			: Array.from({ length: bins.count }, (_, bin) => {
					const key = `${level} ${bin}`;
					return { key, level, bins, bin, bar: new ChunkBar(bins, bin), isFirst: bin === 0 };
				}),
	);
	return { title: 'Bins', rows, columns: BIN_COLUMNS };
}
