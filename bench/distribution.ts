/** One figure over the rounds in which it was measured. */
export interface Distribution {
	readonly median: number;
	readonly lowerQuartile: number;
	readonly upperQuartile: number;
	readonly lowest: number;
	readonly highest: number;
	/** The rounds in their order in time. */
	readonly rounds: readonly number[];
}

/** @param rounds at least one */
export function distributionOf(rounds: readonly number[]): Distribution {
	const sorted = rounds.toSorted((a, b) => a - b);
	return {
		median: quantile(sorted, 0.5),
		lowerQuartile: quantile(sorted, 0.25),
		upperQuartile: quantile(sorted, 0.75),
		lowest: sorted[0],
		highest: sorted[sorted.length - 1],
		rounds,
	};
}

/** Median of the rounds' ratios, each round against its neighbour in time, so that what slows the machine cancels out. */
export function medianRatio(rounds: readonly number[], baseline: readonly number[]): number {
	return distributionOf(rounds.map((figure, round) => figure / baseline[round])).median;
}

/** @param sorted ascending; @param share 0 to 1: values between two figures are interpolated */
export function quantile(sorted: readonly number[], share: number): number {
	const place = (sorted.length - 1) * share;
	const below = Math.floor(place);
	const above = Math.ceil(place);
	return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}
