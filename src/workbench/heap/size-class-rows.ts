import type { ArenaCensus } from '../../memory/heap/arena-census.ts';
import { SIZE_CLASSES } from '../../memory/heap/arena-census.ts';
import { LEVEL_COUNT, LEVEL_NAMES } from '../../memory/heap/levels.ts';
import { grouped } from '../word-format.ts';
import { type CellBar, fillBar } from './cell-bar.ts';
import type { OpenHeap } from './heap-source.ts';
import type { LiveColumn, LiveRow, LiveTableSpec } from './live-columns.ts';

/** The blocks of a size: those in use, then the free ones. */
function classBar(census: ArenaCensus, size: number): CellBar {
	const used = () => census.latest.usedBlocks[size] ?? 0;
	return fillBar(() => used() + (census.latest.freeBlocks[size] ?? 0), used);
}

/** The blocks of a level whose sizes lie between two powers of two. */
interface SizeClassRow extends LiveRow {
	readonly level: number;
	readonly census: ArenaCensus;
	readonly size: number;
}

const SIZE_CLASS_COLUMNS: readonly LiveColumn<SizeClassRow>[] = [
	{
		title: 'level',
		meaning: 'The level that the blocks lie in.',
		characters: 5,
		value: ({ level }) => LEVEL_NAMES[level] ?? '',
	},
	{
		title: 'words',
		meaning: 'Words that a block of this row grants, or would grant.',
		characters: 17,
		value: ({ size }) => `${grouped(2 ** size)}–${grouped(2 ** (size + 1) - 1)}`,
	},
	{
		title: 'in use',
		meaning: 'Blocks in use.',
		characters: 6,
		value: ({ census, size }) => census.latest.usedBlocks[size] ?? 0,
	},
	{
		title: 'asked',
		meaning: 'Words that the blocks in use were asked for.',
		characters: 8,
		value: ({ census, size }) => census.latest.askedWords[size] ?? 0,
	},
	{
		title: 'granted',
		meaning: 'Words that they may use.',
		characters: 8,
		value: ({ census, size }) => census.latest.grantedWords[size] ?? 0,
	},
	{
		title: 'waste',
		meaning: 'Words granted that nobody asked for.',
		characters: 7,
		value: ({ census, size }) => (census.latest.grantedWords[size] ?? 0) - (census.latest.askedWords[size] ?? 0),
	},
	{
		title: 'free',
		meaning: 'Free blocks: the entries of the allocator’s free lists.',
		characters: 6,
		value: ({ census, size }) => census.latest.freeBlocks[size] ?? 0,
	},
	{
		title: 'free words',
		meaning: 'Words that the free blocks would grant.',
		characters: 9,
		value: ({ census, size }) => census.latest.freeWords[size] ?? 0,
	},
];

/** Levels whose allocator has lists of free blocks of any size. */
function listedLevels(heap: OpenHeap): readonly number[] {
	return Array.from({ length: LEVEL_COUNT }, (_, level) => level).filter(
		(level) => heap.bins[level] === null && heap.levels.cursors[level]?.kind !== 'frame',
	);
}

/** Which sizes there are blocks of, for knowing when {@link sizeClassTable} has other rows. */
export function sizeClassesKey(heap: OpenHeap): string {
	return listedLevels(heap)
		.map((level) => heap.censuses[level]?.latest.classes ?? 0)
		.join(' ');
}

/** The blocks of all levels without bins, by size. */
export function sizeClassTable(heap: OpenHeap): LiveTableSpec<SizeClassRow> {
	const rows = listedLevels(heap).flatMap((level) => {
		const census = heap.censuses[level] as ArenaCensus;
		const sizes = Array.from({ length: SIZE_CLASSES }, (_, size) => size).filter((size) => census.latest.classes & (1 << size));
		return sizes.map((size, index) => {
			return { key: `${level} ${size}`, level, census, size, bar: classBar(census, size), isFirst: index === 0 };
		});
	});
	return { title: 'Blocks by size', rows, columns: SIZE_CLASS_COLUMNS };
}
