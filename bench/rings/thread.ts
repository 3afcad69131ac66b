import { parentPort, workerData } from 'node:worker_threads';
import { type Library, openSide } from './sides.ts';

/** What a measuring thread is started with. */
export interface ThreadSetup {
	readonly role: 'producer' | 'consumer';
	readonly library: Library;
	readonly storage: SharedArrayBuffer;
	readonly batchWords: number;
	/** One word in which each of the two threads counts itself in, so that both start a round together. */
	readonly barrier: Int32Array;
}

/** A round: how many batches to move. Answered with the milliseconds it took, by the consumer also with the sum of the words. */
export interface Round {
	readonly batches: number;
}
export interface RoundResult {
	readonly milliseconds: number;
	readonly sum: number;
}

const { role, library, storage, batchWords, barrier } = workerData as ThreadSetup;
const side = openSide(library, storage, batchWords);
const batch = new Int32Array(batchWords);
let arrivals = 0;

parentPort?.on('message', ({ batches }: Round) => {
	arrivals += 2;
	Atomics.add(barrier, 0, 1);
	while (Atomics.load(barrier, 0) < arrivals);
	const start = performance.now();
	const sum = role === 'producer' ? produce(batches) : consume(batches);
	parentPort?.postMessage({ milliseconds: performance.now() - start, sum } satisfies RoundResult);
});

/** The first word of batch i is i; the sum says whether every batch arrived. */
function produce(batches: number): number {
	let sum = 0;
	for (let i = 0; i < batches; i++) {
		batch[0] = i;
		side.push(batch);
		sum = (sum + i) | 0;
	}
	return sum;
}

function consume(batches: number): number {
	let sum = 0;
	for (let i = 0; i < batches; i++) {
		side.pop(batch);
		sum = (sum + batch[0]) | 0;
	}
	return sum;
}
