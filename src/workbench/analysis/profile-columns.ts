import type { AllocationSite, FunctionCycles, LineCycles } from '../../analysis/analysis.ts';
import type { TypeAccount } from '../../memory/checks/buffer-names.ts';
import { LEVEL, LEVEL_NAMES } from '../../memory/heap/levels.ts';
import { grouped } from '../word-format.ts';
import type { Column } from './sorted-rows.ts';

/** A count, printed with thin spaces and sorted by size. */
export function countColumn<Row>(
	id: string,
	title: string,
	meaning: string,
	value: (row: Row) => number,
	characters = 10,
): Column<Row> {
	return { id, title, meaning, characters, text: (row) => grouped(value(row)), sortValue: value };
}

/** A share of a whole, in percent. */
export function shareColumn<Row>(title: string, meaning: string, value: (row: Row) => number): Column<Row> {
	return {
		id: 'share',
		title,
		meaning,
		characters: 7,
		text: (row) => `${(100 * value(row)).toFixed(1)} %`,
		sortValue: value,
	};
}

type Cycled = FunctionCycles | LineCycles;

/** What functions and lines have in common; counts are for a second of sound. */
function cycleColumns<Row extends Cycled>(totalCycles: number, seconds: number): readonly Column<Row>[] {
	const perSecond = (value: number): number => value / seconds;
	return [
		countColumn<Row>(
			'cycles',
			'cycles/s',
			'Instructions, and what their accesses of the heap cost, in a second of sound.',
			(row) => perSecond(row.cycles),
		),
		shareColumn<Row>('share', 'Of all the cycles of the firmware.', ({ cycles }) => (totalCycles > 0 ? cycles / totalCycles : 0)),
		countColumn<Row>('instructions', 'instr/s', 'Instructions executed, a cycle each.', (row) => perSecond(row.instructions)),
		countColumn<Row>('access', 'access', 'Cycles that accesses of the heap cost, before savings, in a second.', (row) =>
			perSecond(row.accessCycles),
		),
		countColumn<Row>(
			'saved',
			'saved',
			'Cycles that pairs of accesses to different sub-banks of L1 saved, in a second.',
			(row) => perSecond(row.savedCycles),
			7,
		),
		...[LEVEL.STACK, LEVEL.L1, LEVEL.L2, LEVEL.Lext].map((level) =>
			countColumn<Row>(
				`level ${level}`,
				LEVEL_NAMES[level] ?? '',
				`Words of ${LEVEL_NAMES[level]} that were read or written, in a second.`,
				(row) => perSecond(row.accesses[level] ?? 0),
				8,
			),
		),
	];
}

/** The columns for functions. */
export function functionColumns(totalCycles: number, seconds: number): readonly Column<FunctionCycles>[] {
	return [
		{ id: 'name', title: 'function', meaning: 'Without what it calls.', characters: 14, isText: true, text: ({ name }) => name },
		...cycleColumns<FunctionCycles>(totalCycles, seconds),
		countColumn('calls', 'calls/s', 'Times that it was entered, in a second.', ({ calls }) => calls / seconds, 8),
	];
}

/** The columns for lines. @param lineText the line's text, cut short */
export function lineColumns(
	totalCycles: number,
	seconds: number,
	lineText: (line: number) => string,
): readonly Column<LineCycles>[] {
	return [
		{
			id: 'line',
			title: 'line',
			meaning: 'Of the source.',
			characters: 6,
			text: ({ line }) => (line > 0 ? String(line) : 'none'),
			sortValue: ({ line }) => line,
		},
		...cycleColumns<LineCycles>(totalCycles, seconds),
		{ id: 'text', title: 'source', meaning: 'The line.', characters: 20, isText: true, text: ({ line }) => lineText(line) },
	];
}

/** The columns for places that allocate. */
export const SITE_COLUMNS: readonly Column<AllocationSite>[] = [
	{
		id: 'place',
		title: 'where',
		meaning: 'Function and line of the call.',
		characters: 18,
		isText: true,
		text: (site) => `${site.function}()${site.line > 0 ? ` :${site.line}` : ''}`,
	},
	{
		id: 'name',
		title: 'buffer',
		meaning: 'The name that it gave last.',
		characters: 12,
		isText: true,
		text: ({ name, kind }) => name || `(${kind})`,
	},
	countColumn('allocations', 'allocated', 'Allocations that got words.', ({ allocations }) => allocations),
	countColumn('frees', 'freed', 'Of those, given back.', ({ frees }) => frees),
	{
		...countColumn<AllocationSite>('failures', 'failed', 'Allocations that got none.', ({ failures }) => failures, 7),
		isMarked: ({ failures }) => failures > 0,
	},
	countColumn('current', 'words', 'Words in use at the end.', ({ currentWords }) => currentWords),
	countColumn('peak', 'peak', 'Most words in use at a time.', ({ peakWords }) => peakWords),
	{
		id: 'cost',
		title: 'cycles each',
		meaning: 'Cycles that an allocation takes on average.',
		characters: 11,
		text: ({ cycles, allocations }) => (allocations > 0 ? (cycles / allocations).toFixed(1) : '–'),
		sortValue: ({ cycles, allocations }) => (allocations > 0 ? cycles / allocations : 0),
	},
	countColumn('worst', 'worst', 'Most cycles of an allocation.', ({ worstCycles }) => worstCycles, 6),
];

/** The columns for types. */
export const TYPE_COLUMNS: readonly Column<TypeAccount>[] = [
	{
		id: 'name',
		title: 'type',
		meaning: 'Name of the buffer or pool.',
		characters: 14,
		isText: true,
		text: ({ name }) => name || '(no name)',
	},
	countColumn('created', 'created', 'Ever.', ({ created }) => created),
	countColumn('destroyed', 'destroyed', 'Ever.', ({ destroyed }) => destroyed),
	countColumn('current', 'now', 'At the end.', ({ currentBlocks }) => currentBlocks, 7),
	countColumn('peak', 'peak', 'At most at a time.', ({ peakBlocks }) => peakBlocks, 7),
	countColumn('words', 'words', 'In use at the end.', ({ currentWords }) => currentWords),
	countColumn('peakWords', 'peak words', 'In use at most at a time.', ({ peakWords }) => peakWords),
	{
		...countColumn<TypeAccount>('failed', 'failed', 'Requests that were not met.', ({ failed }) => failed, 7),
		isMarked: ({ failed }) => failed > 0,
	},
];
