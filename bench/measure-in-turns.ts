import { type Distribution, distributionOf, medianRatio } from './distribution.ts';

/** Something to measure. */
export interface Subject {
	readonly name: string;
	/** Does a round's work, a few milliseconds if possible, and answers its figure. */
	measureRound(): number;
}

/** How often to measure. */
export interface Plan {
	/** Rounds before those that count, in which the JavaScript engine compiles. */
	readonly warmUpRounds: number;
	readonly rounds: number;
}

/** What a subject came to. */
export interface Measurement {
	readonly name: string;
	readonly figure: Distribution;
	/** Against the first subject: median of the rounds' ratios. */
	readonly ratio: number;
}

/** Measures each subject once a round, so that drift of the machine and of the JavaScript engine hits all alike. */
export function measureInTurns(subjects: readonly Subject[], { warmUpRounds, rounds }: Plan): Measurement[] {
	const figures: number[][] = subjects.map(() => []);
	for (let round = -warmUpRounds; round < rounds; round++) {
		for (const [index, subject] of subjects.entries()) {
			const figure = subject.measureRound();
			if (round >= 0) figures[index].push(figure);
		}
	}
	return subjects.map(({ name }, index) => ({
		name,
		figure: distributionOf(figures[index]),
		ratio: medianRatio(figures[index], figures[0]),
	}));
}

/** Milliseconds that `work` takes. */
export function timeOf(work: () => void): number {
	const start = performance.now();
	work();
	return performance.now() - start;
}
