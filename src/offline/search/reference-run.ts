import { HEAP_END, HEAP_START } from '../../bridge/machine-size.ts';
import { ALLOCATION_KIND } from '../../memory/checks/allocation-ledger.ts';
import { AccessCost } from '../../memory/cost/access-cost.ts';
import { AccessTracer, accessesByOwner } from '../../memory/cost/access-trace.ts';
import { CycleAccount } from '../../memory/cost/cycle-account.ts';
import type { HeapListener } from '../../memory/cost/heap-listener.ts';
import { digestTrace, type TraceDigest } from '../../memory/cost/trace-digest.ts';
import { ALIGNMENT_WORDS } from '../../memory/heap/allocator.ts';
import { MAX_BUFFER_NAME_LENGTH } from '../../memory/heap/buffer-levels.ts';
import { CIRCULAR_ALIGNMENT_WORDS } from '../../memory/heap/circular-buffers.ts';
import { LEVEL } from '../../memory/heap/levels.ts';
import type { Clip, ClipPlayer, ClipStage } from '../profile/clip-player.ts';
import { CycleWatcher } from '../profile/cycle-watcher.ts';
import { AllocationPlaces, type AllocationSequence } from './allocation-sequence.ts';
import { AS_CALLED, type SearchedBuffer } from './search-plan.ts';

/** Words that a block has besides those of the circular buffer in it. */
const CIRCULAR_SLACK_WORDS = CIRCULAR_ALIGNMENT_WORDS - ALIGNMENT_WORDS;

/** What every row of a search is measured against; structured-cloneable, and what is large in it is shared. */
export interface ReferenceRun {
	/** Left and right output of each frame. */
	readonly output: readonly [Float32Array, Float32Array];
	/** VM instructions that it executed. */
	readonly instructions: number;
	/** Cycles of the whole account, and those of them that accesses cost. */
	readonly cycles: number;
	readonly accessCycles: number;
	/** Its accesses, to be replayed with its allocations elsewhere. */
	readonly accesses: TraceDigest;
	readonly sequence: AllocationSequence;
	/** The buffers that have a name, but for those in `STACK`, in the order of their first allocation. */
	readonly buffers: readonly SearchedBuffer[];
	/** Names that are left out because `STACK` is wanted for them. */
	readonly frameBuffers: readonly string[];
}

/** Why a search cannot be made; the message says what to do. */
export class SearchRefusal extends Error {}

/**
 * Plays the clip once with everything where its calls and the clip's table of levels want it, and learns what there is to search.
 *
 * @throws SearchRefusal when the firmware stops on the way, or makes more accesses than a trace has room for
 */
export function runReference(player: ClipPlayer, clip: Clip): ReferenceRun {
	const { program } = clip.firmware;
	const account = new CycleAccount(program.lines.length, new AccessCost(clip.memory.configuration, HEAP_START));
	const tracer = new AccessTracer(HEAP_START, HEAP_END);
	const watcher = new CycleWatcher(program, account, tracer);
	const output = [sharedFrames(clip.frames), sharedFrames(clip.frames)] as const;
	let learner: BufferLearner | null = null;
	const events = player.play(clip, 'interpreter', (stage) => {
		learner = new BufferLearner(stage, tracer, watcher);
		return {
			listener: learner,
			watcher,
			heard(left, right, from, frames) {
				output[0].set(left.subarray(0, frames), from);
				output[1].set(right.subarray(0, frames), from);
				return true;
			},
		};
	});
	const learned = learner as BufferLearner | null; // assigned in the callback, which `play` has called
	if (learned === null) throw new Error('The player has not asked for its audience');
	const stopped = events.find(({ kind }) => kind === 'stopped');
	if (stopped !== undefined) {
		throw new SearchRefusal(
			`The firmware stops at frame ${stopped.frame} of the clip, so there is no sound to compare with: mend it first, or search a shorter clip.`,
		);
	}
	if (tracer.isFull) {
		throw new SearchRefusal('The firmware accesses the heap too often for a clip of this length: search a shorter one.');
	}
	const total = account.total();
	return {
		output,
		instructions: total.instructions,
		cycles: total.cycles,
		accessCycles: total.accessCycles - total.savedCycles,
		accesses: digestTrace(tracer.trace(), learned.places.count, account.cost),
		sequence: learned.places.sequence(),
		...learned.buffers(),
	};
}

function sharedFrames(frames: number): Float32Array {
	return new Float32Array(new SharedArrayBuffer(frames * Float32Array.BYTES_PER_ELEMENT));
}

/** What is learned of one name. */
interface LearnedBuffer {
	level: number;
	/** Words that are alive, and most that ever were. */
	words: number;
	peakWords: number;
	/** Serial numbers of its allocations. */
	readonly serials: number[];
}

/** Learns which buffers there are, and tells the tracer where they lie. */
class BufferLearner implements HeapListener {
	readonly places: AllocationPlaces;
	readonly #stage: ClipStage;
	readonly #tracer: AccessTracer;
	readonly #learned = new Map<string, LearnedBuffer>();
	/** Names and words of the named blocks that are alive, by their address. */
	readonly #live = new Map<number, { readonly buffer: LearnedBuffer; readonly words: number }>();

	constructor(stage: ClipStage, tracer: AccessTracer, watcher: CycleWatcher) {
		this.places = new AllocationPlaces(stage, watcher);
		this.#stage = stage;
		this.#tracer = tracer;
	}

	buffers(): Pick<ReferenceRun, 'buffers' | 'frameBuffers'> {
		const names = [...this.#learned];
		const accesses = accessesByOwner(this.#tracer.trace(), this.places.count);
		return {
			buffers: names
				.filter(([, { level }]) => level !== LEVEL.STACK)
				.map(([name, { level, peakWords, serials }]) => {
					return { name, level, peakWords, accesses: serials.reduce((sum, serial) => sum + accesses[serial], 0) };
				}),
			frameBuffers: names.filter(([, { level }]) => level === LEVEL.STACK).map(([name]) => name),
		};
	}

	emptied(): void {
		this.#tracer.emptied();
		for (const { buffer, words } of this.#live.values()) buffer.words -= words;
		this.#live.clear();
	}

	allocated(kind: number, instruction: number, nameAt: number, words: number, level: number, address: number): void {
		this.places.allocated(kind, instruction, nameAt, words, level, address);
		if (kind === ALLOCATION_KIND.item) return;
		// A circular buffer begins somewhere in its block, whose last words may not be its own.
		this.#tracer.allocated(address, kind === ALLOCATION_KIND.circular ? words - CIRCULAR_SLACK_WORDS : words);
		if (kind !== ALLOCATION_KIND.block) return;
		const buffer = this.#learn(nameAt, level);
		if (buffer === null) return;
		buffer.serials.push(this.places.count - 1);
		this.#live.set(address, { buffer, words });
		buffer.words += words;
		buffer.peakWords = Math.max(buffer.peakWords, buffer.words);
	}

	failed(kind: number, instruction: number, nameAt: number, words: number, level: number): void {
		this.places.failed(kind, instruction, nameAt, words);
		if (kind === ALLOCATION_KIND.item) return;
		if (kind === ALLOCATION_KIND.block) this.#learn(nameAt, level);
		this.#tracer.allocated(HEAP_END, 0);
	}

	freed(_kind: number, _instruction: number, address: number): void {
		const live = this.#live.get(address);
		if (live === undefined) return;
		live.buffer.words -= live.words;
		this.#live.delete(address);
	}

	frameEnded(): void {}

	accessed(instruction: number, address: number, words: number): void {
		this.places.accessed(instruction, address, words);
	}

	prefetched(instruction: number, address: number): void {
		this.places.prefetched(instruction, address);
	}

	/** What is known of the buffer whose name firmware has at an address; null for none. */
	#learn(at: number, level: number): LearnedBuffer | null {
		const name = textAt(this.#stage.machine.memory, at);
		if (name === '') return null;
		const known = this.#learned.get(name);
		if (known === undefined) {
			const learned = { level, words: 0, peakWords: 0, serials: [] };
			this.#learned.set(name, learned);
			return learned;
		}
		if (known.level !== level) known.level = AS_CALLED;
		return known;
	}
}

/** The name that firmware has at an address, a character to a word, as the table of levels counts it; '' for none. */
function textAt(memory: Int32Array, at: number): string {
	let text = '';
	if (at < 0) return text;
	for (let index = at; text.length < MAX_BUFFER_NAME_LENGTH && index < memory.length; index++) {
		const code = memory[index] & 0xff;
		if (code === 0) break;
		text += String.fromCharCode(code);
	}
	return text;
}
