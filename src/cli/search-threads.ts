import { setImmediate } from 'node:timers/promises';
import { renderAssignments, type SearchRow } from '../offline/search/render-assignments.ts';
import { cancelSearch, claimedRows, type SearchJob } from '../offline/search/search-job.ts';
import { startThread } from './start-thread.ts';

/**
 * Renders all rows of a search, until the last or until the search is cancelled: in this thread, which sees to its events between two rows,
 * and in others besides.
 *
 * @param threads with this one
 * @param onRow is called as each row comes, in any order
 * @throws what a thread throws, when all have ended
 */
export async function searchInThreads(job: SearchJob, threads: number, onRow: (row: SearchRow) => void): Promise<void> {
	const ends = [renderHere(job, onRow)];
	while (ends.length < threads) ends.push(renderElsewhere(job, onRow));
	const outcomes = await Promise.allSettled(ends);
	for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

async function renderHere(job: SearchJob, onRow: (row: SearchRow) => void): Promise<void> {
	try {
		for (const row of renderAssignments(job, claimedRows(job))) {
			onRow(row);
			await setImmediate();
		}
	} catch (failure) {
		cancelSearch(job);
		throw failure;
	}
}

async function renderElsewhere(job: SearchJob, onRow: (row: SearchRow) => void): Promise<void> {
	const worker = startThread(new URL('./search-thread.ts', import.meta.url), job);
	worker.on('message', onRow);
	await new Promise<void>((resolve, reject) => {
		worker.once('error', (failure) => {
			cancelSearch(job);
			reject(failure);
		});
		worker.once('exit', () => resolve());
	});
}
