import type { Clip, ClipPlayer } from '../profile/clip-player.ts';
import { type ReferenceRun, runReference, SearchRefusal } from './reference-run.ts';
import { MAX_ASSIGNMENTS, planSearch, SEARCH_LEVELS, type SearchPlan } from './search-plan.ts';

/** The words in which threads meet: the row that is rendered next, and whether the search is over before its end. */
const TICKET = { next: 0, cancelled: 1, words: 2 } as const;

/** A search, for all threads that work on it: structured-cloneable, and what is large in it is shared. */
export interface SearchJob {
	readonly clip: Clip;
	readonly reference: ReferenceRun;
	readonly plan: SearchPlan;
	readonly tickets: Int32Array<SharedArrayBuffer>;
}

/** What a search is to vary. */
export interface SearchScope {
	/** Names of the buffers; all that have one by default. */
	readonly buffers?: readonly string[];
	/** Numbers of `LEVEL` that they are put into; `L1`, `L2` and `Lext` by default. */
	readonly levels?: readonly number[];
	/** Most rows, {@link MAX_ASSIGNMENTS} by default. */
	readonly most?: number;
}

/**
 * Plays the clip once to learn what there is to search, and plans the search.
 *
 * @throws SearchRefusal when there is nothing to search or the reference run is no reference; the message says what to do
 */
export function prepareSearch(player: ClipPlayer, clip: Clip, scope: SearchScope = {}): SearchJob {
	const reference = runReference(player, clip);
	const known = reference.buffers.map(({ name }) => name);
	const list = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ');
	if (known.length === 0) {
		const inFrame = reference.frameBuffers.length > 0 ? ` but those in STACK: ${list(reference.frameBuffers)}` : '';
		throw new SearchRefusal(
			`The firmware allocates no buffer with a name while the clip is played${inFrame}. Give adiAlloc() names, in init() or before the clip ends.`,
		);
	}
	const unknown = (scope.buffers ?? []).filter((name) => !known.includes(name));
	if (unknown.length > 0) {
		throw new SearchRefusal(`The firmware allocates no buffer ${list(unknown)} while the clip is played; it has ${list(known)}.`);
	}
	const searched = reference.buffers.filter(({ name }) => scope.buffers?.includes(name) ?? true);
	const plan = planSearch(searched, scope.levels ?? SEARCH_LEVELS, scope.most ?? MAX_ASSIGNMENTS);
	const tickets = new Int32Array(new SharedArrayBuffer(TICKET.words * Int32Array.BYTES_PER_ELEMENT));
	return { clip, reference, plan, tickets };
}

/** The rows that this thread is to render: each is claimed when the one before is done, until none is left or the search is cancelled. */
export function* claimedRows({ plan, tickets }: SearchJob): Generator<number> {
	while (Atomics.load(tickets, TICKET.cancelled) === 0) {
		const row = Atomics.add(tickets, TICKET.next, 1);
		if (row >= plan.rows) return;
		yield row;
	}
}

/** Ends a search: every thread finishes the row that it is at. */
export function cancelSearch({ tickets }: SearchJob): void {
	Atomics.store(tickets, TICKET.cancelled, 1);
}
