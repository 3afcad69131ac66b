import { LEVEL_NAMES } from '../../memory/heap/levels.ts';
import type { SearchRow } from './render-assignments.ts';
import type { SearchJob } from './search-job.ts';
import { AS_CALLED, type SearchedBuffer } from './search-plan.ts';

/** What a search came to; structured-cloneable. */
export interface SearchResult {
	readonly buffers: readonly SearchedBuffer[];
	/** Names that were left out because `STACK` is wanted for them. */
	readonly frameBuffers: readonly string[];
	readonly sampleRate: number;
	readonly frames: number;
	/** Cycles of the reference run. */
	readonly referenceCycles: number;
	/** In the order of the plan. Fewer than planned when the search was cancelled. */
	readonly rows: readonly SearchRow[];
	readonly plannedRows: number;
	/** See `SearchPlan`. */
	readonly skipped: number;
	readonly skippedBecause: string;
}

/** Puts the rows of all threads together, in whatever order they came. */
export function mergeRows({ clip, reference, plan }: SearchJob, rows: Iterable<SearchRow>): SearchResult {
	return {
		buffers: plan.buffers,
		frameBuffers: reference.frameBuffers,
		sampleRate: clip.sampleRate,
		frames: clip.frames,
		referenceCycles: reference.cycles,
		rows: [...rows].sort((a, b) => a.row - b.row),
		plannedRows: plan.rows,
		skipped: plan.skipped,
		skippedBecause: plan.skippedBecause,
	};
}

/**
 * The row that passes with the fewest cycles within a budget of `L1`; of equal ones that with fewer words of `L1`, then the first. Null
 * when none passes within it.
 */
export function bestFor({ rows }: SearchResult, l1Words: number): SearchRow | null {
	let best: SearchRow | null = null;
	for (const row of rows) {
		if (row.verdict !== 'PASS' || row.l1Words > l1Words) continue;
		const isBetter = best === null || row.cycles < best.cycles || (row.cycles === best.cycles && row.l1Words < best.l1Words);
		if (isBetter) best = row;
	}
	return best;
}

/** The table of levels that a row stands for: what `MemorySetup.levels` takes. */
export function levelsOf({ buffers }: SearchResult, { levels }: SearchRow): Readonly<Record<string, number>> {
	return Object.fromEntries(
		buffers.flatMap(({ name }, index) => (levels[index] === AS_CALLED ? [] : [[name, levels[index]] as const])),
	);
}

/** A column of the exported matrix. */
interface Column {
	readonly heading: string;
	value(row: SearchRow): string | number | boolean;
}

/** The columns in which a result is exported: a level for each buffer, then what came of it. */
function columnsOf({ buffers }: SearchResult): readonly Column[] {
	return [
		...buffers.map(({ name }, index): Column => ({ heading: name, value: ({ levels }) => levelText(levels[index]) })),
		{ heading: 'cycles', value: ({ cycles }) => cycles },
		{ heading: 'l1 words', value: ({ l1Words }) => l1Words },
		{ heading: 'verdict', value: ({ verdict }) => verdict },
		{ heading: 'reference', value: ({ isReference }) => isReference },
		{ heading: 'account', value: ({ account }) => account },
	];
}

/** A level as people write it. */
export function levelText(level: number): string {
	return LEVEL_NAMES[level] ?? 'as called';
}

/** Formats that a result can be exported in. */
export const EXPORT_FORMATS = ['csv', 'json'] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/**
 * The matrix of a result as text: CSV (RFC 4180) with a line of headings, or JSON with the rows as objects of the same columns and what
 * the result says of the search as a whole.
 */
export function exportSearch(result: SearchResult, format: ExportFormat): string {
	const columns = columnsOf(result);
	if (format === 'csv') {
		const lines = [columns.map(({ heading }) => heading), ...result.rows.map((row) => columns.map(({ value }) => value(row)))];
		return lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
	}
	const buffers = result.buffers.map((buffer) => ({ ...buffer, level: levelText(buffer.level) }));
	const rows = result.rows.map((row) => ({
		levels: Object.fromEntries(columns.slice(0, buffers.length).map(({ heading, value }) => [heading, value(row)])),
		...Object.fromEntries(columns.slice(buffers.length).map(({ heading, value }) => [heading, value(row)])),
	}));
	return `${JSON.stringify({ ...result, buffers, rows }, null, '\t')}\n`;
}

function csvCell(value: string | number | boolean): string {
	const text = String(value);
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
