/** Size classes of the profile: requests of up to 32, 64, 128 … words, and in the last all that are larger (specification: memory, section 9). */
export const SIZE_CLASSES = 16;

/** Words that the first size class goes up to. */
export const FIRST_CLASS_WORDS = 32;

/** Costs that the histogram tells apart, cycles; the last row has all that are higher. */
export const COST_ROWS = 256;

/** Call sites that are told apart: a power of two. */
export const CALL_SITES = 256;

/** What a place that allocates has done. Counters that only grow count modulo 2³². */
export const CALL_SITE = {
	/** 2 + the instruction, so 1 for the host; 0 in a row that is free. */
	key: 0,
	/** The name that it last gave, and the kind of thing. */
	name: 1,
	kind: 2,
	allocations: 3,
	frees: 4,
	failures: 5,
	currentWords: 6,
	peakWords: 7,
	cycles: 8,
	worstCycles: 9,
	words: 12,
} as const;

/** The words of the profile. Counters count modulo 2³². */
export const PROFILE = {
	allocations: 0,
	frees: 1,
	failures: 2,
	currentWords: 3,
	peakWords: 4,
	worstCycles: 5,
	/** Allocations of sites for which there was no row. */
	unlistedSites: 6,
	/** Failures that the pressure settings made. */
	pressureFailures: 7,
	/** Requests by size class. */
	sizes: 16,
	/** Allocations by their cost in cycles. */
	costs: 16 + SIZE_CLASSES,
	sites: 16 + SIZE_CLASSES + COST_ROWS,
	words: 16 + SIZE_CLASSES + COST_ROWS + CALL_SITES * CALL_SITE.words,
} as const;

/** Counts what allocations there are, what they cost and who asks for them (specification: memory, section 9, "Profiler"). */
export class AllocationProfile {
	readonly #table: Int32Array;

	constructor(table: Int32Array) {
		this.#table = table;
	}

	/** @param cycles that the call took */
	countAllocation(instruction: number, kind: number, name: number, words: number, cycles: number): void {
		const table = this.#table;
		table[PROFILE.allocations]++;
		this.#countRequest(words, cycles);
		const current = table[PROFILE.currentWords] + words;
		table[PROFILE.currentWords] = current;
		if (current > table[PROFILE.peakWords]) table[PROFILE.peakWords] = current;
		const site = this.#site(instruction);
		if (site < 0) return;
		table[site + CALL_SITE.kind] = kind;
		table[site + CALL_SITE.name] = name;
		table[site + CALL_SITE.allocations]++;
		table[site + CALL_SITE.cycles] += cycles;
		if (cycles > table[site + CALL_SITE.worstCycles]) table[site + CALL_SITE.worstCycles] = cycles;
		const siteWords = table[site + CALL_SITE.currentWords] + words;
		table[site + CALL_SITE.currentWords] = siteWords;
		if (siteWords > table[site + CALL_SITE.peakWords]) table[site + CALL_SITE.peakWords] = siteWords;
	}

	/** @param instruction of the allocation, not of the free */
	countFree(instruction: number, words: number): void {
		this.#table[PROFILE.frees]++;
		this.#table[PROFILE.currentWords] -= words;
		const site = this.#site(instruction);
		if (site < 0) return;
		this.#table[site + CALL_SITE.frees]++;
		this.#table[site + CALL_SITE.currentWords] -= words;
	}

	countFailure(instruction: number, kind: number, name: number, words: number, cycles: number): void {
		this.#table[PROFILE.failures]++;
		this.#countRequest(words, cycles);
		const site = this.#site(instruction);
		if (site < 0) return;
		this.#table[site + CALL_SITE.kind] = kind;
		this.#table[site + CALL_SITE.name] = name;
		this.#table[site + CALL_SITE.failures]++;
	}

	/** A request failed because the settings wanted it to. */
	countPressure(): void {
		this.#table[PROFILE.pressureFailures]++;
	}

	#countRequest(words: number, cycles: number): void {
		const table = this.#table;
		const sizeClass = Math.max(0, 32 - Math.clz32((Math.max(1, words) - 1) >>> 5));
		table[PROFILE.sizes + Math.min(SIZE_CLASSES - 1, sizeClass)]++;
		table[PROFILE.costs + Math.max(0, Math.min(COST_ROWS - 1, cycles))]++;
		if (cycles > table[PROFILE.worstCycles]) table[PROFILE.worstCycles] = cycles;
	}

	/** First word of the row of a call site, made if need be; −1 when there is no row left. */
	#site(instruction: number): number {
		const table = this.#table;
		const key = instruction + 2;
		for (let probe = 0; probe < CALL_SITES; probe++) {
			const at = PROFILE.sites + ((Math.imul(key, 0x9e3779b1) + probe) & (CALL_SITES - 1)) * CALL_SITE.words;
			if (table[at + CALL_SITE.key] === key) return at;
			if (table[at + CALL_SITE.key] !== 0) continue;
			table[at + CALL_SITE.key] = key;
			return at;
		}
		table[PROFILE.unlistedSites]++;
		return -1;
	}
}

/** What a place that allocates has done. */
export interface CallSiteAccount {
	/** Instruction of the call, −1 for the host. */
	readonly instruction: number;
	/** Number of the kind, row of the name. */
	readonly kind: number;
	readonly name: number;
	readonly allocations: number;
	readonly frees: number;
	readonly failures: number;
	readonly currentWords: number;
	readonly peakWords: number;
	readonly cycles: number;
	readonly worstCycles: number;
}

/** The profile, read. */
export interface AllocationAccount {
	readonly allocations: number;
	readonly frees: number;
	readonly failures: number;
	readonly currentWords: number;
	readonly peakWords: number;
	readonly pressureFailures: number;
	/** Requests of up to 32, 64, … words; the last also of larger ones. */
	readonly sizes: readonly number[];
	/** Cycles of an allocation that half of them, 99 % of them, and all of them did not exceed; 0 when there were none. */
	readonly medianCycles: number;
	readonly p99Cycles: number;
	readonly worstCycles: number;
	readonly sites: readonly CallSiteAccount[];
}

/** Reads a profile. For readers. */
export function readProfile(table: Int32Array): AllocationAccount {
	const count = (word: number): number => table[word] >>> 0;
	const costs = Array.from({ length: COST_ROWS }, (_, cycles) => count(PROFILE.costs + cycles));
	const requests = costs.reduce((sum, of) => sum + of, 0);
	const quantile = (share: number): number => {
		let seen = 0;
		for (const [cycles, of] of costs.entries()) {
			seen += of;
			if (of > 0 && seen >= share * requests) return cycles === COST_ROWS - 1 ? count(PROFILE.worstCycles) : cycles;
		}
		return 0;
	};
	const sites: CallSiteAccount[] = [];
	for (let at: number = PROFILE.sites; at < PROFILE.words; at += CALL_SITE.words) {
		if (table[at + CALL_SITE.key] === 0) continue;
		sites.push({
			instruction: table[at + CALL_SITE.key] - 2,
			kind: table[at + CALL_SITE.kind],
			name: table[at + CALL_SITE.name],
			allocations: count(at + CALL_SITE.allocations),
			frees: count(at + CALL_SITE.frees),
			failures: count(at + CALL_SITE.failures),
			currentWords: count(at + CALL_SITE.currentWords),
			peakWords: count(at + CALL_SITE.peakWords),
			cycles: count(at + CALL_SITE.cycles),
			worstCycles: count(at + CALL_SITE.worstCycles),
		});
	}
	return {
		allocations: count(PROFILE.allocations),
		frees: count(PROFILE.frees),
		failures: count(PROFILE.failures),
		currentWords: count(PROFILE.currentWords),
		peakWords: count(PROFILE.peakWords),
		pressureFailures: count(PROFILE.pressureFailures),
		sizes: Array.from({ length: SIZE_CLASSES }, (_, sizeClass) => count(PROFILE.sizes + sizeClass)),
		medianCycles: quantile(0.5),
		p99Cycles: quantile(0.99),
		worstCycles: count(PROFILE.worstCycles),
		sites: sites.sort((a, b) => b.allocations - a.allocations),
	};
}
