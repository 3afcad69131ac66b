import { availableParallelism } from 'node:os';
import { levelArenaWords } from '../../memory/heap/heap-configuration.ts';
import { LEVEL, LEVEL_NAMES } from '../../memory/heap/levels.ts';
import { ClipPlayer } from '../../offline/profile/clip-player.ts';
import { SearchRefusal } from '../../offline/search/reference-run.ts';
import type { SearchRow } from '../../offline/search/render-assignments.ts';
import { cancelSearch, prepareSearch, type SearchJob, type SearchScope } from '../../offline/search/search-job.ts';
import { SEARCH_LEVELS } from '../../offline/search/search-plan.ts';
import {
	bestFor,
	EXPORT_FORMATS,
	exportSearch,
	levelsOf,
	levelText,
	mergeRows,
	type SearchResult,
} from '../../offline/search/search-result.ts';
import { defineCommand } from '../command.ts';
import { BadInput, fileError, UsageError } from '../diagnostics.ts';
import { CLIP_DETAILS, CLIP_OPTIONS, readMemoryClip } from '../memory-clip.ts';
import { parseInteger } from '../numbers.ts';
import { searchInThreads } from '../search-threads.ts';

/** A second tells the buffers apart, and a long clip takes long 729 times. */
const DEFAULT_SECONDS = 1;

const MAX_THREADS = 256;

/** Renders that are worth a thread of their own: it takes a second or so to start. */
const ROWS_PER_THREAD = 64;

/** Parts of a search after each of which its progress is told. */
const PROGRESS_PARTS = 10;

const LEVEL_CHOICES = SEARCH_LEVELS.map((level) => LEVEL_NAMES[level]);

/** `p8 memory search`: which buffer belongs into which level. */
export const memorySearch = defineCommand({
	name: 'memory search',
	operands: 'FILE --clip IN.wav',
	operandCount: 1,
	summary: 'try every assignment of named buffers to memory levels, and count cycles',
	details: [
		...CLIP_DETAILS,
		'The clip is played once to learn the buffers and where they are wanted, then once for each',
		'assignment. The matrix goes to standard output: cycles against the first run (fewer is negative),',
		'words of L1 granted at most, and PASS where the sound is the same to the last bit. What it comes',
		'to is told on standard error. All assignments are tried when there are at most 4096; otherwise it',
		'says which are not. Ctrl-C ends the search with what it has.',
	],
	options: {
		...CLIP_OPTIONS,
		seconds: { ...CLIP_OPTIONS.seconds, help: `${CLIP_OPTIONS.seconds.help} (default ${DEFAULT_SECONDS})` },
		buffers: { type: 'string', value: 'A,B', help: 'names of the buffers to move (default: all that have one)' },
		levels: { type: 'string', value: LEVEL_CHOICES.join(','), help: 'levels to put them into (default: all of these)' },
		budget: { type: 'string', value: 'WORDS', help: 'words of L1 that the best assignment may take (default: all of L1)' },
		format: { type: 'string', value: EXPORT_FORMATS.join('|'), help: `form of the matrix (default ${EXPORT_FORMATS[0]})` },
		threads: { type: 'string', value: 'N', help: 'threads to render in (default: the cores, if it is worth it)' },
	},
	async run({ operands: [path = ''], options, print, report, remark }) {
		const format = EXPORT_FORMATS.find((known) => known === (options.format ?? EXPORT_FORMATS[0]));
		if (format === undefined) throw new UsageError(`--format is one of ${EXPORT_FORMATS.join(', ')}, not '${options.format}'.`);
		const scope: SearchScope = {
			...(options.buffers === undefined ? {} : { buffers: options.buffers.split(',') }),
			...(options.levels === undefined ? {} : { levels: parseLevels(options.levels) }),
		};
		const askedThreads = options.threads === undefined ? null : parseInteger(options.threads, '--threads', 1, MAX_THREADS);
		const { clip } = readMemoryClip(path, options, DEFAULT_SECONDS, report);
		const l1Words = levelArenaWords(clip.memory.configuration, 'L1');
		const budget = options.budget === undefined ? l1Words : parseInteger(options.budget, '--budget', 0, l1Words);

		const job = prepare(path, () => prepareSearch(new ClipPlayer(), clip, scope));
		remark(`${job.plan.rows} renders of ${(clip.frames / clip.sampleRate).toFixed(2)} s, ${bufferCount(job)}`);
		const threads = askedThreads ?? Math.min(availableParallelism(), Math.ceil(job.plan.rows / ROWS_PER_THREAD));
		const result = await search(job, threads, remark);
		print(exportSearch(result, format));
		const best = bestFor(result, budget);
		for (const line of summary(result, best, budget)) remark(line);
		const json = { ...result, budget, best: best === null ? null : { ...best, table: levelsOf(result, best) } };
		return { exitCode: best === null ? 1 : 0, json };
	},
});

/** Runs what may refuse to search. */
function prepare(path: string, preparation: () => SearchJob): SearchJob {
	try {
		return preparation();
	} catch (failure) {
		if (failure instanceof SearchRefusal) throw new BadInput(fileError(path, 'NO_SEARCH', failure.message));
		throw failure;
	}
}

async function search(job: SearchJob, threads: number, remark: (text: string) => void): Promise<SearchResult> {
	const rows: SearchRow[] = [];
	const interrupt = () => cancelSearch(job);
	process.once('SIGINT', interrupt);
	try {
		await searchInThreads(job, threads, (row) => {
			rows.push(row);
			const part = (count: number) => Math.floor((count * PROGRESS_PARTS) / job.plan.rows);
			if (part(rows.length) > part(rows.length - 1)) remark(`${rows.length} of ${job.plan.rows}`);
		});
	} finally {
		process.off('SIGINT', interrupt);
	}
	return mergeRows(job, rows);
}

function bufferCount({ plan: { buffers } }: SearchJob): string {
	return `${buffers.length} ${buffers.length === 1 ? 'buffer' : 'buffers'}: ${buffers.map(({ name }) => name).join(', ')}`;
}

/** What a search came to, in sentences. */
function summary(result: SearchResult, best: SearchRow | null, budget: number): readonly string[] {
	const { rows, plannedRows, referenceCycles, buffers, frameBuffers, skipped, skippedBecause } = result;
	const failed = rows.filter(({ verdict }) => verdict !== 'PASS').length;
	const lines: string[] = [];
	if (rows.length < plannedRows) lines.push(`Cancelled after ${rows.length} of ${plannedRows} renders.`);
	if (skipped > 0) lines.push(`Skipped ${skipped} assignments: ${skippedBecause}.`);
	if (frameBuffers.length > 0) lines.push(`Left in STACK: ${frameBuffers.join(', ')}.`);
	if (failed > 0) lines.push(`${failed} of ${rows.length} assignments do not sound like the reference.`);
	if (best === null) return [...lines, `No assignment that sounds the same takes ${budget} words of L1 or fewer.`];
	const assigned = buffers.map(({ name }, index) => `${name} ${levelText(best.levels[index])}`).join(', ');
	const share = referenceCycles === 0 ? 0 : (100 * best.cycles) / referenceCycles;
	const change = `${best.cycles} cycles of ${referenceCycles} (${share.toFixed(1)} %)`;
	return [...lines, `Best within ${budget} words of L1: ${assigned}: ${change}, ${best.l1Words} words of L1.`];
}

/** @throws UsageError */
function parseLevels(text: string): readonly number[] {
	const names = text.split(',').map((name) => name.trim());
	const levels = names.map((name) => SEARCH_LEVELS.find((level) => LEVEL_NAMES[level].toLowerCase() === name.toLowerCase()));
	if (new Set(levels).size !== names.length || levels.includes(undefined)) {
		throw new UsageError(`--levels takes ${LEVEL_CHOICES.join(', ')}, each once and separated by commas, not '${text}'.`);
	}
	return levels.map((level) => level ?? LEVEL.L1);
}
