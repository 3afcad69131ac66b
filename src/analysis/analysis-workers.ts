import type { Clip } from '../offline/profile/clip-player.ts';
import type { SearchRow } from '../offline/search/render-assignments.ts';
import { cancelSearch, type SearchJob, type SearchScope } from '../offline/search/search-job.ts';
import { mergeRows, type SearchResult } from '../offline/search/search-result.ts';
import type { AnalysisAnswer, AnalysisRequest, ClipProfile } from './analysis-protocol.ts';

/** Workers at most: each has a block of memory of its own. */
const MOST_WORKERS = 8;

/** How far a search is. */
export interface SearchProgress {
	readonly rows: number;
	readonly plannedRows: number;
}

/** A search that is under way. */
export interface RunningSearch {
	/** Also settles with the rows that there are when the search is cancelled. Rejects when it cannot be made. */
	readonly result: Promise<SearchResult>;
	/** Ends it; every worker finishes the row that it is at. */
	cancel(): void;
}

/** Profiles and searches in workers, as many as the machine has processors. They are started when they are first needed. */
export class AnalysisWorkers {
	readonly #workers: Worker[] = [];
	/** What is asked for is done one after the other: all workers belong to one search. */
	#queue: Promise<unknown> = Promise.resolve();

	/**
	 * Plays a clip watched, and counts.
	 *
	 * @param fileLines see `AnalysisRequest`
	 */
	profile(clip: Clip, fileLines: Int32Array): Promise<ClipProfile> {
		return this.#enqueue(async () => {
			const answer = await this.#ask(0, { profile: clip, fileLines });
			if (!('profile' in answer)) throw unexpected();
			return answer.profile;
		});
	}

	/** Renders the assignments of buffers to levels. `report` hears how far it is. */
	search(clip: Clip, scope: SearchScope, report: (progress: SearchProgress) => void): RunningSearch {
		let job: SearchJob | null = null;
		let cancelled = false;
		const result = this.#enqueue(async () => {
			const answer = await this.#ask(0, { prepare: clip, scope });
			if (!('job' in answer)) throw unexpected();
			job = answer.job;
			if (cancelled) cancelSearch(job);
			return await this.#render(job, report);
		});
		return {
			result,
			cancel() {
				cancelled = true;
				if (job !== null) cancelSearch(job);
			},
		};
	}

	async #render(job: SearchJob, report: (progress: SearchProgress) => void): Promise<SearchResult> {
		const rows: SearchRow[] = [];
		const take = (answer: AnalysisAnswer): boolean => {
			if (!('rows' in answer)) return 'rendered' in answer;
			rows.push(...answer.rows);
			report({ rows: rows.length, plannedRows: job.plan.rows });
			return false;
		};
		const workers = Math.min(MOST_WORKERS, Math.max(1, navigator.hardwareConcurrency));
		try {
			await Promise.all(Array.from({ length: workers }, (_, worker) => this.#ask(worker, { render: job }, take)));
		} catch (reason) {
			cancelSearch(job);
			throw reason;
		}
		return mergeRows(job, rows);
	}

	#enqueue<Result>(work: () => Promise<Result>): Promise<Result> {
		const result = this.#queue.then(work);
		this.#queue = result.catch(() => {});
		return result;
	}

	/** Asks a worker, and answers with the first of its answers that `isLast` accepts; the first of all unless told. */
	#ask(
		index: number,
		request: AnalysisRequest,
		isLast: (answer: AnalysisAnswer) => boolean = () => true,
	): Promise<AnalysisAnswer> {
		const worker = this.#workers[index] ?? this.#start(index);
		return new Promise((resolve, reject) => {
			worker.onmessage = ({ data }: MessageEvent<AnalysisAnswer>) => {
				if ('failure' in data) reject(new Error(data.failure));
				else if (isLast(data)) resolve(data);
			};
			worker.onerror = (event) => {
				delete this.#workers[index];
				worker.terminate();
				reject(new Error(`The analysis worker failed: ${event.message || 'it could not be loaded'}. Try again.`));
			};
			worker.postMessage(request);
		});
	}

	#start(index: number): Worker {
		const worker = new Worker(new URL('./analysis-worker.ts', import.meta.url), { type: 'module', name: 'analysis' });
		this.#workers[index] = worker;
		return worker;
	}
}

function unexpected(): Error {
	return new Error('The analysis worker answered something else than it was asked. Reload the page.');
}
