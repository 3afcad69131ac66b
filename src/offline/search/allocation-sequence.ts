import { ALLOCATION_KIND } from '../../memory/checks/allocation-ledger.ts';
import type { HeapListener } from '../../memory/cost/heap-listener.ts';
import { LEVEL } from '../../memory/heap/levels.ts';
import type { ClipStage } from '../profile/clip-player.ts';
import type { CycleWatcher } from '../profile/cycle-watcher.ts';

/** What stands for an allocation that failed, in place of its address. */
const FAILED = -1;

/** The allocations of a run, in order: which instruction asked, for how many words. Items of pools are none, they lie in their pool. */
export interface AllocationSequence {
	readonly count: number;
	/** Instruction and words of each. */
	readonly requests: Int32Array;
}

const REQUEST_WORDS = 2;

/** Keeps where a run's allocations lie, by their serial numbers, and how many words of `L1` are granted at most. */
export class AllocationPlaces implements HeapListener {
	/** Most words of `L1` that were granted at a time. */
	l1Words = 0;
	readonly #stage: ClipStage;
	readonly #watcher: CycleWatcher | null;
	#requests = new Int32Array(REQUEST_WORDS * 1024);
	#addresses = new Int32Array(1024);
	#count = 0;

	/** @param watcher is told what natives access; null, as by default, in a run that is not watched */
	constructor(stage: ClipStage, watcher: CycleWatcher | null = null) {
		this.#stage = stage;
		this.#watcher = watcher;
	}

	/** Allocations so far, failed ones too. */
	get count(): number {
		return this.#count;
	}

	/** Address of each allocation. */
	addresses(): Int32Array {
		return this.#addresses.slice(0, this.#count);
	}

	sequence(): AllocationSequence {
		return { count: this.#count, requests: this.#requests.slice(0, REQUEST_WORDS * this.#count) };
	}

	/** Whether the run has asked for the same as another, each time from the same place in the program, and was answered. */
	isSequence({ count, requests }: AllocationSequence): boolean {
		if (this.#count !== count) return false;
		for (let word = 0; word < REQUEST_WORDS * count; word++) if (this.#requests[word] !== requests[word]) return false;
		return true;
	}

	emptied(): void {}

	allocated(kind: number, instruction: number, _name: number, words: number, _level: number, address: number): void {
		if (kind === ALLOCATION_KIND.item) return;
		this.#push(instruction, words, address);
		this.l1Words = Math.max(this.l1Words, this.#stage.levels().allocators[LEVEL.L1].grantedWords);
	}

	failed(kind: number, instruction: number, _name: number, words: number): void {
		// A failure is a request of no words, so that sequences differ where one run was answered and another was not.
		if (kind !== ALLOCATION_KIND.item) this.#push(instruction, -words, FAILED);
	}

	freed(): void {}

	frameEnded(): void {}

	accessed(instruction: number, address: number, words: number): void {
		this.#watcher?.nativeAccess(instruction, address, words);
	}

	prefetched(instruction: number, address: number): void {
		this.#watcher?.prefetch(instruction, address);
	}

	#push(instruction: number, words: number, address: number): void {
		if (this.#count === this.#addresses.length) {
			this.#addresses = grown(this.#addresses);
			this.#requests = grown(this.#requests);
		}
		this.#requests[REQUEST_WORDS * this.#count] = instruction;
		this.#requests[REQUEST_WORDS * this.#count + 1] = words;
		this.#addresses[this.#count++] = address;
	}
}

function grown(words: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
	const longer = new Int32Array(2 * words.length);
	longer.set(words);
	return longer;
}
