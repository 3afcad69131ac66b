/** Steps in which the clock goes, or less, in nanoseconds; a little more, for the rounding of times. */
const CLOCK_STEP = 10.5;

/**
 * Times of single operations in a sequence that is the same in every run. The clock goes in steps of 10 ns here and the scheduler takes
 * the processor away at any time, so every operation is timed in many runs, and its cost is the mean of those that are within a step of the fastest.
 * A time between two steps is measured as the one below or the one above, the oftener the nearer it is, and the mean is the time; interruptions, and what
 * they leave of the caches, take longer and do not count.
 */
export class OperationCosts {
	readonly #operations: number;
	/** Nanoseconds by run and operation, so that writing them down touches few cache lines. */
	readonly #times: Float32Array;
	#runs = 0;

	/** @param runs how many will be recorded at most */
	constructor(operations: number, runs: number) {
		this.#operations = operations;
		// Filled, so that the system has given all its pages before anything is timed.
		this.#times = new Float32Array(operations * runs).fill(Number.NaN);
	}

	/** Times each operation once, from the first to the last. */
	recordRun(play: (operation: number) => void): void {
		const times = this.#times;
		let at = this.#runs++ * this.#operations;
		for (let operation = 0; operation < this.#operations; operation++) {
			const start = performance.now();
			play(operation);
			times[at++] = (performance.now() - start) * 1e6;
		}
	}

	/** Nanoseconds of each operation, the time of looking at the clock included. */
	costs(): Float64Array {
		const runs = new Float32Array(this.#runs);
		return Float64Array.from({ length: this.#operations }, (_, operation) => {
			for (let run = 0; run < runs.length; run++) runs[run] = this.#times[run * this.#operations + operation];
			const fastest = runs.reduce((least, time) => Math.min(least, time));
			const counted = runs.filter((time) => time <= fastest + CLOCK_STEP);
			return counted.reduce((sum, time) => sum + time, 0) / counted.length;
		});
	}
}
