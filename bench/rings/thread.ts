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

/** A round: how many batches to move. Answered with the milliseconds it took and the sum of the words, modulo 2³². */
export interface Round {
	readonly batches: number;
}
export interface RoundResult {
	readonly milliseconds: number;
	readonly sum: number;
}

const { role, library, storage, batchWords, barrier } = workerData as ThreadSetup;
const side = openSide(library, storage, batchWords);
let arrivals = 0;

parentPort?.on('message', ({ batches }: Round) => {
	arrivals += 2;
	Atomics.add(barrier, 0, 1);
	while (Atomics.load(barrier, 0) < arrivals);
	const start = performance.now();
	const sum = role === 'producer' ? produce(batches) : consume(batches);
	parentPort?.postMessage({ milliseconds: performance.now() - start, sum } satisfies RoundResult);
});

/** Batch after batch of words that count up; answers the sum of all. */
function produce(batches: number): number {
	let sum = 0;
	for (let batch = 0; batch < batches; batch++) {
		const first = batch * batchWords;
		side.produce(first);
		sum = (sum + first * batchWords + (batchWords * (batchWords - 1)) / 2) | 0;
	}
	return sum;
}

function consume(batches: number): number {
	let sum = 0;
	for (let batch = 0; batch < batches; batch++) sum = (sum + side.consume()) | 0;
	return sum;
}
