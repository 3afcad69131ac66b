import { HeapRecorder, type HeapRecording } from '../../memory/advice/heap-recording.ts';
import { ALLOCATION_KIND } from '../../memory/checks/allocation-ledger.ts';
import { type AllocationAccount, AllocationProfile, PROFILE, readProfile } from '../../memory/checks/allocation-profile.ts';
import { BufferNames, bufferName, type TypeAccount, typeAccounts } from '../../memory/checks/buffer-names.ts';
import type { HeapListener } from '../../memory/cost/heap-listener.ts';
import { LEVEL } from '../../memory/heap/levels.ts';
import { allocationCycles } from './allocation-cycles.ts';
import type { ClipStage } from './clip-player.ts';
import type { CycleWatcher } from './cycle-watcher.ts';

/** Names that are told apart: many more than a firmware has. */
const NAMES = 4096;

/** What is kept of an allocation that is alive. */
interface Live {
	readonly instruction: number;
	readonly name: number;
	readonly words: number;
	/** Its serial number in the recording, −1 when it is not in there. */
	readonly serial: number;
}

/** Allocations by their first word. Items of a pool lie in the words of the pool, so they are kept by themselves. */
interface LiveAllocations {
	readonly blocks: Map<number, Live>;
	readonly items: Map<number, Live>;
}

/**
 * The profiler of a run (specification: memory, section 9): counts allocations and frees, records what is asked of the levels, and adds
 * what natives access to the cycle account.
 */
export class HeapProfiler implements HeapListener {
	readonly #stage: ClipStage;
	readonly #cycles: CycleWatcher;
	readonly #profileWords = new Int32Array(PROFILE.words);
	readonly #profile = new AllocationProfile(this.#profileWords);
	readonly #nameWords = new Int32Array(BufferNames.tableWords(NAMES));
	readonly #names = new BufferNames(this.#nameWords);
	readonly #recorder = new HeapRecorder();
	readonly #live: LiveAllocations = { blocks: new Map(), items: new Map() };
	/** Addresses of the blocks in the frame. */
	readonly #frame: number[] = [];

	constructor(stage: ClipStage, cycles: CycleWatcher) {
		this.#stage = stage;
		this.#cycles = cycles;
	}

	/** All counts. */
	account(): AllocationAccount {
		return readProfile(this.#profileWords);
	}

	/** Counts by name of a buffer or of the type of an item. */
	types(): readonly TypeAccount[] {
		return typeAccounts(this.#nameWords);
	}

	/** The name that a call site has given, by the row that {@link account} says. */
	nameOf(row: number): string {
		return bufferName(this.#nameWords, row);
	}

	recording(): HeapRecording {
		return this.#recorder.recording();
	}

	emptied(): void {
		for (const live of [...this.#live.items.values(), ...this.#live.blocks.values()]) this.#count(live);
		this.#live.blocks.clear();
		this.#live.items.clear();
		this.#frame.length = 0;
		this.#recorder.emptied();
	}

	allocated(
		kind: number,
		instruction: number,
		nameAt: number,
		words: number,
		level: number,
		address: number,
		steps: number,
	): void {
		const name = this.#nameRow(nameAt);
		this.#names.countCreated(name, words);
		this.#profile.countAllocation(instruction, kind, name, words, allocationCycles(steps));
		const isItem = kind === ALLOCATION_KIND.item;
		const isInFrame = !isItem && this.#stage.levels().levelOf(address) === LEVEL.STACK;
		const serial = isItem || isInFrame ? -1 : this.#recorder.allocated(words, level);
		(isItem ? this.#live.items : this.#live.blocks).set(address, { instruction, name, words, serial });
		if (isInFrame) this.#frame.push(address);
	}

	failed(kind: number, instruction: number, nameAt: number, words: number, level: number, steps: number): void {
		const name = this.#nameRow(nameAt);
		this.#names.countFailed(name);
		this.#profile.countFailure(instruction, kind, name, words, allocationCycles(steps));
		// The frame has no bins to be advised, and a pool's items are its own.
		if (kind !== ALLOCATION_KIND.item && kind !== ALLOCATION_KIND.frame) this.#recorder.failed(words, level);
	}

	freed(kind: number, _instruction: number, address: number): void {
		const allocations = kind === ALLOCATION_KIND.item ? this.#live.items : this.#live.blocks;
		const live = allocations.get(address);
		if (live === undefined) return;
		allocations.delete(address);
		this.#count(live);
		if (live.serial >= 0) this.#recorder.freed(live.serial);
	}

	frameEnded(): void {
		for (const address of this.#frame) this.freed(ALLOCATION_KIND.frame, -1, address);
		this.#frame.length = 0;
	}

	accessed(instruction: number, address: number, words: number): void {
		this.#cycles.nativeAccess(instruction, address, words);
	}

	prefetched(instruction: number, address: number): void {
		this.#cycles.prefetch(instruction, address);
	}

	/** An allocation is given back. */
	#count({ instruction, name, words }: Live): void {
		this.#profile.countFree(instruction, words);
		this.#names.countDestroyed(name, words);
	}

	#nameRow(at: number): number {
		const { machine } = this.#stage;
		return this.#names.find(machine.memory, at, machine.memoryWords);
	}
}
