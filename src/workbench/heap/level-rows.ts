import { LEVEL_COUNT, LEVELS } from '../../memory/heap/levels.ts';
import { fillBar } from './cell-bar.ts';
import type { OpenHeap } from './heap-source.ts';
import type { LiveColumn, LiveRow, LiveTableSpec } from './live-columns.ts';

/** A level of a heap. */
export interface LevelRow extends LiveRow {
	readonly heap: OpenHeap;
	readonly level: number;
}

/** Requests that wanted a level and were served by another, or by none. */
function passedOn({ heap, level }: LevelRow): number {
	let requests = 0;
	for (let by = 0; by <= LEVEL_COUNT; by++) if (by !== level) requests += heap.levels.served(level, by);
	return requests;
}

/** Requests that wanted another level and were served by this one. */
function tookIn({ heap, level }: LevelRow): number {
	let requests = 0;
	for (let wanted = 0; wanted < LEVEL_COUNT; wanted++) if (wanted !== level) requests += heap.levels.served(wanted, level);
	return requests;
}

/** Requests that wanted a level and that no level had room for. */
function unserved({ heap, level }: LevelRow): number {
	return heap.levels.served(level, LEVEL_COUNT);
}

const NAME: LiveColumn<LevelRow> = {
	title: 'level',
	meaning: 'Level of memory, nearest first.',
	characters: 5,
	value: ({ level }) => LEVELS[level]?.name ?? '',
};

/** What is said of a level: pairs that stand one above the other. */
export const LEVEL_PAIRS: readonly (readonly [LiveColumn<LevelRow>, LiveColumn<LevelRow>])[] = [
	[
		{
			title: 'granted',
			meaning: 'Words that the blocks in use may use.',
			characters: 9,
			value: ({ heap, level }) => heap.levels.statistic(level, 'grantedWords'),
		},
		{
			title: 'asked',
			meaning: 'Words of them that were asked for.',
			characters: 9,
			value: ({ heap, level }) => heap.levels.statistic(level, 'askedWords'),
		},
	],
	[
		{
			title: 'peak',
			meaning: 'Most words granted at once since the firmware began.',
			characters: 9,
			value: ({ heap, level }) => heap.levels.statistic(level, 'peakWords'),
		},
		{
			title: 'of',
			meaning: 'Words of the level, headers of blocks included.',
			characters: 9,
			value: ({ heap, level }) => heap.levels.statistic(level, 'usableWords'),
		},
	],
	[
		{
			title: 'free',
			meaning: 'Words that the free blocks could grant.',
			characters: 9,
			value: ({ heap, level }) => heap.censuses[level]?.latest.allFreeWords ?? 0,
		},
		{
			title: 'largest',
			meaning: 'Words of the largest free block.',
			characters: 9,
			value: ({ heap, level }) => heap.censuses[level]?.latest.largestFreeWords ?? 0,
		},
	],
	[
		{
			title: 'blocks',
			meaning: 'Blocks in use.',
			characters: 9,
			value: ({ heap, level }) => heap.levels.liveBlocks(level),
		},
		{
			title: 'requests',
			meaning: 'Requests that came here, for this level or passed on to it.',
			characters: 9,
			value: ({ heap, level }) => heap.levels.statistic(level, 'requests'),
		},
	],
	[
		{
			title: 'passed on',
			meaning: 'Requests for this level that had to go on to another, or found no room at all.',
			characters: 9,
			value: passedOn,
			isAlarm: (row) => passedOn(row) > 0,
		},
		{ title: 'took in', meaning: 'Requests for other levels that were served here.', characters: 9, value: tookIn },
	],
	[
		{
			title: 'unserved',
			meaning: 'Requests for this level that no level had room for: the firmware got null.',
			characters: 8,
			value: unserved,
			isAlarm: (row) => unserved(row) > 0,
		},
		{
			title: 'refused',
			meaning: 'Calls of adiFree() that changed nothing.',
			characters: 8,
			value: ({ heap, level }) => heap.levels.statistic(level, 'refusedFrees'),
			isAlarm: ({ heap, level }) => heap.levels.statistic(level, 'refusedFrees') > 0,
		},
	],
];

/** The levels of a heap. */
export function levelTable(heap: OpenHeap): LiveTableSpec<LevelRow> {
	const rows = LEVELS.map(({ name }, level): LevelRow => {
		const words = (word: 'usableWords' | 'grantedWords' | 'peakWords') => () => heap.levels.statistic(level, word);
		return { key: name, heap, level, bar: fillBar(words('usableWords'), words('grantedWords'), words('peakWords')) };
	});
	return { title: 'Levels', rows, columns: [NAME, ...LEVEL_PAIRS.flat()] };
}
