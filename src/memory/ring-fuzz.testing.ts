import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { startThread } from './start-thread.testing.ts';

/** What a fuzzing thread is started with; rings of one-word records are `WordRing`s. */
export interface FuzzSetup {
	readonly role: 'producer' | 'consumer';
	readonly words: Int32Array;
	readonly recordWords: number;
	readonly records: number;
	/** Not 0. */
	readonly seed: number;
}

/** How a thread ended, or both. */
export interface FuzzResult {
	/** Producer: records that the ring had no room for when they were offered. */
	readonly refused: number;
	/** Consumer: the first wrong word, or null. */
	readonly fault: string | null;
}

/** Sends `records` records from one new thread to another, in batches of random sizes, and returns what both found. */
export async function fuzzRing(words: Int32Array, recordWords: number, records: number): Promise<FuzzResult> {
	const start = (role: FuzzSetup['role'], seed: number): Worker => {
		const setup: FuzzSetup = { role, words, recordWords, records, seed };
		return startThread(new URL('./ring-fuzz.thread.testing.ts', import.meta.url), setup);
	};
	const threads = [start('producer', 0x1b873593), start('consumer', 0x2545f491)];
	try {
		const [producer, consumer] = threads.map(resultOf);
		// A consumer that stops at a fault leaves the producer at a full ring for ever: its result alone decides then.
		const { fault } = await Promise.race([consumer, producer.then(() => consumer)]);
		return fault === null ? await producer : { refused: 0, fault };
	} finally {
		await Promise.all(threads.map((thread) => thread.terminate()));
	}
}

async function resultOf(thread: Worker): Promise<FuzzResult> {
	const [result] = (await once(thread, 'message')) as [FuzzResult];
	return result;
}
