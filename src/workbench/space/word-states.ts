/**
 * What a word of the map is, as one number: it chooses hue and pattern (look.md, "Memory colours"). Words that are drawn by what they
 * hold have the states from {@link VALUE_STATE} on.
 */
export const WORD_STATE = {
	/** There, but nobody's: what a firmware has no address for, or a level no bin. */
	unmapped: 0,
	/** Tables of the engine, and globals and used stack of the firmware. */
	table: 1,
	globals: 2,
	constants: 3,
	stack: 4,
	/** Words that can be handed out, pushed or written. */
	free: 5,
	used: 6,
	coalesced: 7,
	slack: 8,
	guard: 9,
	/** Old contents on hardware: a half of a DMA buffer that nobody has invalidated. */
	stale: 10,
} as const;

export type WordStateName = keyof typeof WORD_STATE;

/** The states by number. */
export const WORD_STATE_NAMES = Object.keys(WORD_STATE) as readonly WordStateName[];

/** What each is called. */
export const STATE_TITLES: Readonly<Record<WordStateName, string>> = {
	unmapped: 'unmapped',
	table: 'table',
	globals: 'globals',
	constants: 'constant',
	stack: 'stack',
	free: 'free',
	used: 'used',
	coalesced: 'coalesced',
	slack: 'slack',
	guard: 'guard',
	stale: 'stale',
};

/** Steps of magnitude of a value, 0 for zero. */
export const VALUE_STEPS = 8;

/** State of a word that holds 0 and is drawn by its value; then the steps of positive values, then those of negative ones. */
export const VALUE_STATE = 16;

/** All states, for tables. */
export const STATES = 32;

/** State of a word that is drawn by its value: a step for each two bits that its magnitude has, up to 14. */
export function valueState(word: number): number {
	const step = Math.min(VALUE_STEPS - 1, (33 - Math.clz32(word < 0 ? -word : word)) >> 1);
	return word < 0 ? VALUE_STATE + VALUE_STEPS + step : VALUE_STATE + step;
}

/** Step of magnitude of a state from {@link VALUE_STATE} on. */
export function valueStep(state: number): number {
	return (state - VALUE_STATE) & (VALUE_STEPS - 1);
}

/** How much a state counts when several share a picture element: what frames a block counts only when there is nothing else. */
const WEIGHTS = new Uint8Array(STATES).fill(4);
WEIGHTS[WORD_STATE.unmapped] = 1;
WEIGHTS[WORD_STATE.guard] = 2;
WEIGHTS[WORD_STATE.slack] = 3;

const counts = new Uint16Array(STATES);

/** The one state that stands for the words from `from` up to `to`: the largest value, or the state that weighs most. */
export function summaryOf(states: Uint8Array, from: number, to: number): number {
	const first = states[from] as number;
	if (first >= VALUE_STATE) {
		let loudest = first;
		for (let i = from + 1; i < to; i++) {
			if (valueStep(states[i] as number) > valueStep(loudest)) loudest = states[i] as number;
		}
		return loudest;
	}
	counts.fill(0);
	let best = first;
	for (let i = from; i < to; i++) {
		const state = states[i] as number;
		const weight = (counts[state] as number) + (WEIGHTS[state] as number);
		counts[state] = weight;
		if (weight > (counts[best] as number)) best = state;
	}
	return best;
}

/** The state of two that stands for both, for those who go through many. */
export function strongerState(one: number, other: number): number {
	if (one === other) return one;
	if (one >= VALUE_STATE && other >= VALUE_STATE) return valueStep(one) >= valueStep(other) ? one : other;
	return (WEIGHTS[one] as number) >= (WEIGHTS[other] as number) ? one : other;
}
