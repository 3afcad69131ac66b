/** A thread of a level search: claims rows of the job that it is started with, and posts each when it is rendered. */

import { parentPort, workerData } from 'node:worker_threads';
import { renderAssignments } from '../offline/search/render-assignments.ts';
import { claimedRows, type SearchJob } from '../offline/search/search-job.ts';

const job = workerData as SearchJob;
for (const row of renderAssignments(job, claimedRows(job))) parentPort?.postMessage(row);
