import { HEAP_START } from '../../bridge/machine-size.ts';
import type { MemorySetup } from '../../bridge/memory-setup.ts';
import { AccessCost } from '../../memory/cost/access-cost.ts';
import { CycleAccount } from '../../memory/cost/cycle-account.ts';
import { replayDigest } from '../../memory/cost/trace-digest.ts';
import { type Clip, ClipPlayer } from '../profile/clip-player.ts';
import { CycleWatcher } from '../profile/cycle-watcher.ts';
import { AllocationPlaces } from './allocation-sequence.ts';
import type { SearchJob } from './search-job.ts';
import { AS_CALLED } from './search-plan.ts';

/** Whether a row's output is that of the reference run to the last bit; or the firmware stopped, and the stock CPU played on. */
export type SearchVerdict = 'PASS' | 'differs' | 'stopped';

/** What an assignment came to. */
export interface SearchRow {
	/** Its place in the plan. */
	readonly row: number;
	/** The level of each searched buffer, a number of `LEVEL`, or {@link AS_CALLED}. */
	readonly levels: readonly number[];
	readonly isReference: boolean;
	readonly verdict: SearchVerdict;
	/** Cycles more than the reference run takes; fewer when it is negative. */
	readonly cycles: number;
	/** Most words of `L1` that were granted at a time, to whomever. */
	readonly l1Words: number;
	/**
	 * How the cycles are known. A row that passes and asks for the same allocations in the same order makes the accesses of the reference
	 * run at other addresses: these are `replayed`. Any other row is `measured` in a watched run of its own.
	 */
	readonly account: 'replayed' | 'measured';
}

/**
 * Renders rows of a search, one after the other: the generator of a thread. Each step renders one row, so whoever drives it can show the
 * progress and stop in between.
 *
 * @param rows such as `claimedRows` gives them
 * @param player is kept by the caller where it has one already
 */
export function* renderAssignments(
	job: SearchJob,
	rows: Iterable<number>,
	player: ClipPlayer = new ClipPlayer(),
): Generator<SearchRow> {
	const cost = new AccessCost(job.clip.memory.configuration, HEAP_START);
	for (const row of rows) yield renderRow(job, row, player, cost);
}

function renderRow({ clip, reference, plan }: SearchJob, row: number, player: ClipPlayer, cost: AccessCost): SearchRow {
	const { buffers, assignments } = plan;
	const levels = Array.from(assignments.subarray(row * buffers.length, (row + 1) * buffers.length));
	const named = buffers.flatMap(({ name }, index) => (levels[index] === AS_CALLED ? [] : [[name, levels[index]] as const]));
	const memory: MemorySetup = { ...clip.memory, levels: { ...clip.memory.levels, ...Object.fromEntries(named) } };
	const assigned: Clip = { ...clip, memory };
	const head = { row, levels, isReference: row === plan.referenceRow };

	let places: AllocationPlaces | null = null;
	let isSame = true;
	const events = player.play(assigned, 'wasm', (stage) => {
		const listener = new AllocationPlaces(stage);
		places = listener;
		return {
			listener,
			watcher: null,
			heard(left, right, from, frames) {
				isSame = isSlice(reference.output[0], left, from, frames) && isSlice(reference.output[1], right, from, frames);
				return isSame;
			},
		};
	});
	const placed = places as AllocationPlaces | null; // assigned in the callback, which `play` has called
	if (placed === null) throw new Error('The player has not asked for its audience');
	const isStopped = events.some(({ kind }) => kind === 'stopped');
	if (isSame && !isStopped && placed.isSequence(reference.sequence)) {
		const cycles = replayDigest(reference.accesses, placed.addresses(), cost) - reference.accessCycles;
		return { ...head, verdict: 'PASS', cycles, l1Words: placed.l1Words, account: 'replayed' };
	}
	return {
		...head,
		verdict: isStopped ? 'stopped' : isSame ? 'PASS' : 'differs',
		...measure(assigned, player, reference.cycles),
	};
}

/** Plays a row to its end, watched. */
function measure(clip: Clip, player: ClipPlayer, referenceCycles: number): Pick<SearchRow, 'cycles' | 'l1Words' | 'account'> {
	const { program } = clip.firmware;
	const account = new CycleAccount(program.lines.length, new AccessCost(clip.memory.configuration, HEAP_START));
	const watcher = new CycleWatcher(program, account, null);
	let places: AllocationPlaces | null = null;
	player.play(clip, 'interpreter', (stage) => {
		const listener = new AllocationPlaces(stage, watcher);
		places = listener;
		return { listener, watcher, heard: () => true };
	});
	const { l1Words } = places as unknown as AllocationPlaces; // assigned in the callback, which `play` has called
	return { cycles: account.total().cycles - referenceCycles, l1Words, account: 'measured' };
}

/** Whether so many samples are those of `whole` from `from` on, bit for bit; −0 is not 0. */
function isSlice(whole: Float32Array, part: Float32Array, from: number, frames: number): boolean {
	const wholeBits = new Int32Array(whole.buffer, whole.byteOffset + from * Float32Array.BYTES_PER_ELEMENT, frames);
	const bits = new Int32Array(part.buffer, part.byteOffset, frames);
	for (let frame = 0; frame < frames; frame++) if (wholeBits[frame] !== bits[frame]) return false;
	return true;
}
