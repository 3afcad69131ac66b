/**
 * What an operation of the heap, a pool or a buffer can answer besides an address or a value. All are codes, because the audio thread
 * throws nothing; {@link OUTCOMES} says what each means.
 */
export const OUTCOME = {
	done: 0,
	notStart: 1,
	alreadyFree: 2,
	foreign: 3,
	headerDamaged: 4,
	freedByFrame: 5,
	badHandle: 6,
	misaligned: 7,
	malformed: 8,
	doesNotFit: 9,
	tableFull: 10,
	outOfMemory: 11,
	outOfRange: 12,
} as const;

export type OutcomeName = keyof typeof OUTCOME;

/** One of the codes of {@link OUTCOME}. */
export type Outcome = (typeof OUTCOME)[OutcomeName];

/** What an outcome means. */
export interface OutcomeSpec {
	/** Whether the firmware did something wrong: the checked build reports it, and nothing has changed. */
	readonly isViolation: boolean;
	/** One sentence for a message or a tooltip. */
	readonly meaning: string;
}

/** The meaning of every outcome (specification: memory, sections 3 to 6). */
export const OUTCOMES: Readonly<Record<OutcomeName, OutcomeSpec>> = {
	done: { isViolation: false, meaning: 'The operation was carried out.' },
	notStart: { isViolation: true, meaning: 'The pointer lies inside a block and is not the first word that was handed out.' },
	alreadyFree: { isViolation: true, meaning: 'The pointer lies in free words: it was freed before, or was never handed out.' },
	foreign: { isViolation: true, meaning: 'The pointer belongs to no arena of this heap or pool.' },
	headerDamaged: {
		isViolation: true,
		meaning: 'The header in front of the block, or one beside it, was overwritten; the block stays as it is.',
	},
	freedByFrame: { isViolation: false, meaning: 'The block lies in the frame and goes when the frame ends; nothing was to do.' },
	badHandle: { isViolation: true, meaning: 'The handle names nothing that was created.' },
	misaligned: { isViolation: true, meaning: 'The pointer lies inside a pool item and is not its first word.' },
	malformed: { isViolation: true, meaning: 'The configuration table holds a number that is out of its range.' },
	doesNotFit: { isViolation: true, meaning: 'The configuration needs more words than its level has.' },
	tableFull: { isViolation: false, meaning: 'The table of such objects has no free entry.' },
	outOfMemory: { isViolation: true, meaning: 'No level had enough free words in one piece.' },
	outOfRange: { isViolation: true, meaning: 'An argument is out of its range, or the move would have left the range.' },
};

const NAMES_BY_CODE: readonly OutcomeName[] = (Object.keys(OUTCOME) as OutcomeName[]).sort((a, b) => OUTCOME[a] - OUTCOME[b]);

/** The name of an outcome, for messages and views; for the page, not the audio thread. */
export function outcomeName(outcome: Outcome): OutcomeName {
	return NAMES_BY_CODE[outcome];
}
