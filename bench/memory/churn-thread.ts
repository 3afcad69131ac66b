import { parentPort, workerData } from 'node:worker_threads';
import { type Churn, LEAD_IN_PAIRS } from './churn.ts';
import type { ChurnCounts, ChurnRunner } from './churn-runner.ts';
import { type Contender, openChurn } from './contenders.ts';
import { OperationCosts } from './operation-costs.ts';

/** What a thread is started with: each contender has one of its own, so that V8 compiles the churns for it alone. */
export interface ChurnTask {
	readonly contender: Contender;
	readonly churns: readonly Churn[];
	readonly tlsfWasm: Uint8Array<ArrayBuffer>;
	readonly warmUpRounds: number;
	readonly rounds: number;
}

/** What the thread is asked for: to be answered with a {@link ChurnRound} when warm, with another, or with {@link ChurnCosts} for each churn. */
export type ChurnRequest = 'warm up' | 'round' | 'costs';

/** Nanoseconds per pair by churn, of whole runs without a look at the clock in between. */
export type ChurnRound = readonly number[];

/** What a churn came to. */
export interface ChurnCosts {
	/** Nanoseconds of each pair behind the lead-in, without the time of looking at the clock. */
	readonly pairs: Float64Array;
	/** Nanoseconds that looking at the clock takes, and for a loop inside WebAssembly the way there. */
	readonly overhead: number;
	readonly counts: ChurnCounts | null;
}

/** Runs without a look at the clock in a round: the fastest of them is its figure. */
const WHOLE_RUNS = 3;

/** One churn, its record, and the record of pairs that do nothing. */
class MeasuredChurn {
	readonly #runner: ChurnRunner;
	readonly #pairs: number;
	readonly #playPair: (pair: number) => void;
	readonly #playNothing: () => void;
	#costs: OperationCosts;
	#nothing: OperationCosts;

	constructor(runner: ChurnRunner, pairs: number, runs: number) {
		this.#runner = runner;
		this.#pairs = pairs;
		this.#playPair = (pair) => runner.playPair(pair);
		this.#playNothing = () => runner.playNothing();
		this.#costs = new OperationCosts(pairs, runs);
		this.#nothing = new OperationCosts(pairs, runs);
	}

	forget(runs: number): void {
		this.#costs = new OperationCosts(this.#pairs, runs);
		this.#nothing = new OperationCosts(this.#pairs, runs);
	}

	playRound(): number {
		let fastest = Number.POSITIVE_INFINITY;
		for (let run = 0; run < WHOLE_RUNS; run++) {
			this.#runner.restart();
			const start = performance.now();
			this.#runner.playAll();
			fastest = Math.min(fastest, performance.now() - start);
		}
		this.#runner.restart();
		this.#costs.recordRun(this.#playPair);
		this.#nothing.recordRun(this.#playNothing);
		return (fastest * 1e6) / this.#pairs;
	}

	costs(): ChurnCosts {
		const nothing = this.#nothing.costs().toSorted();
		const overhead = nothing[nothing.length >> 1];
		const pairs = this.#costs.costs().subarray(LEAD_IN_PAIRS);
		return { pairs: pairs.map((cost) => cost - overhead), overhead, counts: this.#runner.count() };
	}
}

const { contender, churns, tlsfWasm, warmUpRounds, rounds } = workerData as ChurnTask;
const measured = churns.map((churn) => {
	return new MeasuredChurn(openChurn(contender, churn, tlsfWasm), churn.slots.length, warmUpRounds);
});
let roundsPlayed = 0;

parentPort?.on('message', (request: ChurnRequest) => {
	if (request === 'costs') {
		parentPort?.postMessage(measured.map((churn) => churn.costs()));
		return;
	}
	for (let round = 1; request === 'warm up' && round < warmUpRounds; round++) playRound();
	const figures: ChurnRound = playRound();
	if (request === 'warm up') for (const churn of measured) churn.forget(rounds);
	parentPort?.postMessage(figures);
});

/**
 * Each round begins with another churn: the numbers that the clock makes fill the young heap at the same place of every round, and its
 * collection would always fall on the same pair.
 */
function playRound(): ChurnRound {
	const figures = new Array<number>(measured.length);
	for (let turn = 0; turn < measured.length; turn++) {
		const index = (turn + roundsPlayed) % measured.length;
		figures[index] = measured[index].playRound();
	}
	roundsPlayed++;
	return figures;
}
