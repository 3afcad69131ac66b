import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { startThread } from '../../src/memory/start-thread.testing.ts';
import { type Distribution, distributionOf, medianRatio } from '../distribution.ts';
import { digits, figuresTable } from '../figures-table.ts';
import { compileTlsf } from './assemblyscript-tlsf.ts';
import { ARENA_WORDS, BINS, LEAD_IN_PAIRS, makeChurn, OCCUPANCIES, PAIRS } from './churn.ts';
import type { ChurnCosts, ChurnRequest, ChurnRound, ChurnTask } from './churn-thread.ts';
import { CONTENDERS, type Contender } from './contenders.ts';

/** The rare paths of an allocator, a few times in a run, have to be compiled too before anything counts. */
const PLAN = { warmUpRounds: 100, rounds: 120 };

/** Median, ninety-ninth percentile and highest of what each pair took. */
interface PairFigures {
	readonly p50: number;
	readonly p99: number;
	readonly worst: number;
}

/** One contender at one occupancy. */
interface ChurnFigures {
	readonly occupancyPercent: number;
	readonly contender: Contender;
	/** Nanoseconds. */
	readonly pairs: PairFigures;
	/** Nanoseconds of the clock that are not in `pairs`. */
	readonly overheadNs: number;
	/** Nanoseconds per pair of whole runs. */
	readonly whole: Distribution;
	/** Whole runs against those of the first contender: median of the rounds' ratios. */
	readonly ratio: number;
	/** Whole runs against its own at the first occupancy: ratio of the fastest rounds. */
	readonly occupancyRatio: number;
	/** Looks at state of a pair; null where nobody counts them. */
	readonly steps: PairFigures | null;
	/** Requests of {@link PAIRS} that got nothing. */
	readonly refused: number | null;
}

/** What the allocators came to. */
export interface AllocatorReport {
	readonly text: string;
	readonly figures: object;
}

/** Frees and allocations of mixed sizes by ADIalloc, its peers and our other allocators. */
export async function benchAllocators(): Promise<AllocatorReport> {
	const tlsfWasm = await compileTlsf(ARENA_WORDS);
	const churns = OCCUPANCIES.map(makeChurn);
	const threads = CONTENDERS.map((contender) => {
		return startThread(new URL('./churn-thread.ts', import.meta.url), {
			contender,
			churns,
			tlsfWasm,
			...PLAN,
		} satisfies ChurnTask);
	});
	try {
		for (const thread of threads) await ask(thread, 'warm up');
		const rounds: ChurnRound[][] = CONTENDERS.map(() => []);
		for (let round = 0; round < PLAN.rounds; round++) {
			for (const [index, thread] of threads.entries()) rounds[index].push((await ask(thread, 'round')) as ChurnRound);
		}
		const costs: ChurnCosts[][] = [];
		for (const thread of threads) costs.push((await ask(thread, 'costs')) as ChurnCosts[]);
		const figures = OCCUPANCIES.flatMap((occupancyPercent, churn) =>
			CONTENDERS.map((contender, index): ChurnFigures => {
				const whole = distributionOf(rounds[index].map((round) => round[churn]));
				const { pairs, overhead, counts } = costs[index][churn];
				return {
					occupancyPercent,
					contender,
					pairs: pairFigures(pairs),
					overheadNs: overhead,
					whole,
					ratio: medianRatio(
						whole.rounds,
						rounds[0].map((round) => round[churn]),
					),
					occupancyRatio: whole.lowest / Math.min(...rounds[index].map((round) => round[0])),
					steps: counts === null ? null : pairFigures(counts.steps),
					refused: counts?.refused ?? null,
				};
			}),
		);
		return {
			text: formatFigures(figures),
			figures: { unit: 'ns per free and allocation', plan: PLAN, arenaWords: ARENA_WORDS, bins: BINS, churns: figures },
		};
	} finally {
		await Promise.all(threads.map((thread) => thread.terminate()));
	}
}

/** Threads answer one at a time: while one measures, the others wait. */
async function ask(thread: Worker, request: ChurnRequest): Promise<unknown> {
	const answer = once(thread, 'message');
	thread.postMessage(request);
	const [message] = (await answer) as [unknown];
	return message;
}

function pairFigures(values: Float64Array): PairFigures {
	const sorted = values.toSorted();
	const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1];
	return { p50: at(0.5), p99: at(0.99), worst: at(1) };
}

const ABSENT = '–';

function formatFigures(figures: readonly ChurnFigures[]): string {
	const rows = figures.map(({ occupancyPercent, contender, pairs, whole, ratio, occupancyRatio, steps, refused }) => [
		`${occupancyPercent} %  ${contender}`,
		...[pairs.p50, pairs.p99, pairs.worst].map(digits),
		digits(pairs.worst / pairs.p50),
		digits(whole.lowest),
		digits(whole.median),
		digits(ratio),
		digits(occupancyRatio),
		...(steps === null ? [ABSENT, ABSENT, ABSENT] : [steps.p50, steps.p99, steps.worst].map(String)),
		refused === null ? ABSENT : String(refused),
	]);
	return [
		`nanoseconds of a free and an allocation, ${PAIRS - LEAD_IN_PAIRS} pairs of mixed sizes in ${ARENA_WORDS} words, by share of chunks in use`,
		figuresTable(
			[
				'in use',
				'p50',
				'p99',
				'worst',
				'/p50',
				'fastest',
				'median',
				'/ADIalloc',
				`/${OCCUPANCIES[0]} %`,
				'steps p50',
				'p99',
				'worst',
				'refused',
			],
			rows,
		),
	].join('\n');
}
