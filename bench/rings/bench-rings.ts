import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { startThread } from '../../src/memory/start-thread.testing.ts';
import { type Distribution, distributionOf, medianRatio } from '../distribution.ts';
import { digits, figuresTable, spreadCells } from '../figures-table.ts';
import type { Section } from '../section.ts';
import { CAPACITY_WORDS, LIBRARIES, type Library, makeStorage } from './sides.ts';
import type { Round, RoundResult, ThreadSetup } from './thread.ts';

/** One batch size: both libraries in million words per second, measured in alternating rounds. */
export interface RingCase {
	readonly batchWords: number;
	readonly wordRing: Distribution;
	readonly ringbuf: Distribution;
	/** Median of the rounds' ratios, WordRing over ringbuf.js, each round against its neighbour in time. */
	readonly ratio: number;
}

/** What the benchmark found; plain values, ready for JSON. */
export interface RingReport {
	readonly capacityWords: number;
	/** What the ratio should reach (specification: memory, section 10). */
	readonly targetRatio: number;
	readonly cases: readonly RingCase[];
}

const TARGET_RATIO = 2;
const ROUNDS = 401;
const WARM_UP_ROUNDS = 100;

/**
 * Batches per round are chosen so that a round takes a millisecond or two. Both threads are running when they leave the barrier, and
 * in so short a time the scheduler seldom takes one away: the many short rounds give the rings' speed even on a machine with other work.
 */
const CASES = [
	{ batchWords: 1, batches: 20_000 },
	{ batchWords: 128, batches: 4_000 },
] as const;

/** `rings`: `WordRing` against ringbuf.js. */
export const RINGS_SECTION: Section = {
	name: 'rings',
	summary: 'words per second between two threads, against ringbuf.js',
	async measure() {
		const figures = await benchRings();
		return { text: formatReport(figures), figures };
	},
};

/** Two threads with the two ends of one ring, waiting for rounds. */
class ThreadPair {
	readonly #batchWords: number;
	readonly #producer: Worker;
	readonly #consumer: Worker;

	constructor(library: Library, batchWords: number) {
		const shared = { library, batchWords, storage: makeStorage(library), barrier: new Int32Array(new SharedArrayBuffer(4)) };
		this.#batchWords = batchWords;
		this.#producer = startSide({ ...shared, role: 'producer' });
		this.#consumer = startSide({ ...shared, role: 'consumer' });
	}

	/** Moves `batches` batches and returns million words per second, by the consumer's clock. */
	async run(batches: number): Promise<number> {
		const results = [this.#producer, this.#consumer].map(async (thread) => {
			const [result] = (await once(thread, 'message')) as [RoundResult];
			return result;
		});
		this.#producer.postMessage({ batches } satisfies Round);
		this.#consumer.postMessage({ batches } satisfies Round);
		const [produced, consumed] = await Promise.all(results);
		if (produced.sum !== consumed.sum) throw new Error(`the ring lost words: sent ${produced.sum}, received ${consumed.sum}`);
		return (batches * this.#batchWords) / (consumed.milliseconds * 1000);
	}

	async stop(): Promise<void> {
		await Promise.all([this.#producer.terminate(), this.#consumer.terminate()]);
	}
}

/** Compares `WordRing` with ringbuf.js between two threads, at 1 and at 128 words per batch. Takes about ten seconds on an idle machine. */
export async function benchRings(): Promise<RingReport> {
	const cases: RingCase[] = [];
	for (const { batchWords, batches } of CASES) cases.push(await benchCase(batchWords, batches));
	return { capacityWords: CAPACITY_WORDS, targetRatio: TARGET_RATIO, cases };
}

async function benchCase(batchWords: number, batches: number): Promise<RingCase> {
	const pairs = LIBRARIES.map((library) => new ThreadPair(library, batchWords));
	const rounds: number[][] = LIBRARIES.map(() => []);
	for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
		for (const [index, pair] of pairs.entries()) {
			const wordsPerMicrosecond = await pair.run(batches);
			if (round >= 0) rounds[index].push(wordsPerMicrosecond);
		}
	}
	await Promise.all(pairs.map((pair) => pair.stop()));
	const [ours, theirs] = rounds;
	return { batchWords, wordRing: distributionOf(ours), ringbuf: distributionOf(theirs), ratio: medianRatio(ours, theirs) };
}

function startSide(setup: ThreadSetup): Worker {
	return startThread(new URL('./thread.ts', import.meta.url), setup);
}

function formatReport({ capacityWords, targetRatio, cases }: RingReport): string {
	return [
		`SPSC rings of ${capacityWords} words between two threads; million words per second, median and quartiles of ${ROUNDS} rounds; aim: ratio ${targetRatio}`,
		figuresTable(
			['words per batch', 'WordRing', 'quartiles', 'ringbuf.js', 'quartiles', 'ratio'],
			cases.map(({ batchWords, wordRing, ringbuf, ratio }) => [
				String(batchWords),
				...spreadCells(wordRing),
				...spreadCells(ringbuf),
				digits(ratio),
			]),
		),
	].join('\n');
}
