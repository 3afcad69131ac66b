import { OUTCOME, type Outcome } from '../heap/outcomes.ts';
import type { AllocationKind } from './allocation-ledger.ts';

/** A way of using memory wrongly (specification: memory, section 6). */
export interface ViolationKindSpec {
	/** For a list. */
	readonly title: string;
	/** One sentence: what went wrong, for someone who sees it for the first time. */
	readonly meaning: string;
	/** One sentence: what to look for. */
	readonly advice: string;
	/** The same where the buffer is of a kind for which that would be no help. */
	readonly adviceFor?: Readonly<Partial<Record<AllocationKind, string>>>;
}

const FRAME_IS_NOT_FREED = 'Words of the frame go by themselves when the call ends or yields: free none of them.';

/** Every kind of violation; its place is its number in records. */
export const VIOLATION_KINDS = {
	overflow: {
		title: 'buffer overflow',
		meaning: 'Words behind the end of a buffer were accessed.',
		advice: 'Compare the largest index with the words that the buffer was allocated with.',
	},
	underflow: {
		title: 'buffer underflow',
		meaning: 'Words in front of a buffer were accessed.',
		advice: 'Look for an index that can be negative, or a pointer that is moved back too far.',
	},
	useAfterFree: {
		title: 'use after free',
		meaning: 'Words were accessed that had been given back.',
		advice: 'Set the pointer to null where the buffer is freed, and look who still holds a copy.',
		adviceFor: {
			'frame block':
				'Words of the frame are gone when the call ends or yields: take them anew in each call, or use adiAlloc() for what has to stay.',
		},
	},
	unallocated: {
		title: 'access to unallocated memory',
		meaning: 'Words of the heap were accessed that were never given to anybody.',
		advice: 'Look where the pointer was calculated: it leads to no buffer.',
	},
	doubleFree: {
		title: 'double free',
		meaning: 'A buffer was given back that had been given back before.',
		advice: 'Set the pointer to null where the buffer is freed first.',
		adviceFor: { 'frame block': FRAME_IS_NOT_FREED },
	},
	foreignFree: {
		title: 'free of a foreign pointer',
		meaning: 'What was given back belongs to no level or pool.',
		advice: 'Only what an allocation answered can be freed, and items of a pool only in their pool.',
		adviceFor: {
			block: 'It is a block of adiAlloc(), and no item of this pool: blocks are given back with adiFree().',
			'frame block': FRAME_IS_NOT_FREED,
			pool: 'These words belong to a pool, which stays: its items are given back with poolFree(), or multiPoolFree() for one of three sizes.',
			'pool item':
				'It is an item of a pool: give it back with poolFree(), or multiPoolFree() for one of three sizes, in the pool that it was taken from.',
			'circular buffer': 'These words belong to a circular buffer, which stays: only adiInit() takes it away.',
			'DMA buffer': 'These words belong to a DMA buffer, which stays: only adiInit() takes it away.',
		},
	},
	freeInside: {
		title: 'free in the middle',
		meaning: 'The pointer that was given back leads inside a buffer, not to its first word.',
		advice: 'Keep the pointer that the allocation answered, and move a copy of it.',
	},
	damagedHeader: {
		title: 'damaged header',
		meaning: 'The words in front of a block, which describe it, were overwritten.',
		advice: 'Look for an overflow of the buffer before it.',
	},
	leak: {
		title: 'forgotten free',
		meaning: 'A buffer was still in use when there was nobody left to free it.',
		advice: 'Free it on every way out, or allocate it once in init().',
	},
	outOfMemory: {
		title: 'out of memory',
		meaning: 'No level had enough free words in one piece, or there were as many such objects as there can be.',
		advice: 'Look at the levels in the heap view: what is large, and what was never freed?',
	},
	stackOverflow: {
		title: 'stack overflow',
		meaning: 'Functions were called more deeply than the stack has room for.',
		advice: 'Look for a function that calls itself without end, or move large local arrays to globals or the heap.',
	},
	staleRead: {
		title: 'read of a stale word',
		meaning: 'The host had filled a DMA buffer, and hardware would still have shown the words from before.',
		advice: 'Call dmaInvalidate() before the half that is ready is read.',
	},
	badHandle: {
		title: 'bad handle',
		meaning: 'A pool, ring or buffer was named that was never created.',
		advice: 'Look whether its creation answered 0, and was used nevertheless.',
	},
	badArgument: {
		title: 'bad argument',
		meaning: 'An argument was out of its range, and nothing was done.',
		advice: 'Compare it with the range that the documentation gives.',
	},
} as const satisfies Record<string, ViolationKindSpec>;

export type ViolationKind = keyof typeof VIOLATION_KINDS;

/** The kinds by number. */
export const VIOLATION_KIND_NAMES = Object.keys(VIOLATION_KINDS) as readonly ViolationKind[];

/** What to look for: one sentence. @param buffer kind of what the violation is about, null for nothing that is known */
export function adviceOn(kind: ViolationKind, buffer: AllocationKind | null): string {
	const { advice, adviceFor }: ViolationKindSpec = VIOLATION_KINDS[kind];
	return (buffer === null ? undefined : adviceFor?.[buffer]) ?? advice;
}

/** Number of each kind. */
export const VIOLATION_KIND = Object.fromEntries(VIOLATION_KIND_NAMES.map((name, index) => [name, index])) as Readonly<
	Record<ViolationKind, number>
>;

/** The kind that a refused operation is, by its `OUTCOME`; −1 for outcomes that are no mistake. A typed array, for the audio thread. */
export const KIND_OF_OUTCOME = kindsOfOutcomes({
	notStart: 'freeInside',
	alreadyFree: 'doubleFree',
	foreign: 'foreignFree',
	headerDamaged: 'damagedHeader',
	badHandle: 'badHandle',
	misaligned: 'freeInside',
	malformed: 'badArgument',
	doesNotFit: 'badArgument',
	tableFull: 'outOfMemory',
	outOfMemory: 'outOfMemory',
	outOfRange: 'badArgument',
});

function kindsOfOutcomes(kinds: Partial<Record<keyof typeof OUTCOME, ViolationKind>>): Int32Array {
	const table = new Int32Array(Object.keys(OUTCOME).length).fill(-1);
	for (const [name, kind] of Object.entries(kinds))
		table[OUTCOME[name as keyof typeof OUTCOME] as Outcome] = VIOLATION_KIND[kind];
	return table;
}
