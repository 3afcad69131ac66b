import type { Arena } from './allocator.ts';
import { BLOCK, BlockHeap, NO_BLOCK } from './block-heap.ts';
import { BoundaryTagHeap } from './boundary-tag-heap.ts';

/** Words of tables for the list: the first free block. */
const LIST_WORDS = 1;

/**
 * First fit with one free list in the order of addresses (Knuth, The Art of Computer Programming, vol. 1, section 2.5, algorithm A). It
 * wastes little, and its time grows with the number of free blocks, for `allocate` and for a `free` without a free neighbour.
 */
export class FirstFitAllocator extends BoundaryTagHeap {
	/** Words of tables for an arena. */
	static tableWords(arenaWords: number): number {
		return BlockHeap.tableWordsWith(arenaWords, LIST_WORDS);
	}

	/** Touches nothing: `reset` makes the arena. @throws RangeError as {@link ArenaAllocator} says */
	constructor(memory: Int32Array, tables: Int32Array, arena: Arena) {
		super('firstFit', memory, tables, arena, LIST_WORDS);
	}

	protected override clearLists(): void {
		this.tables[this.listsAt] = NO_BLOCK;
	}

	protected override find(words: number): number {
		const { memory } = this;
		let block = this.tables[this.listsAt];
		let floor = this.start;
		// Only a list that goes upward is followed, so an overwritten link cannot make a circle.
		while (block >= floor && block < this.end) {
			this.steps++;
			if (memory[block + BLOCK.words] >= words) return block;
			floor = block + 1;
			block = memory[block + BLOCK.next];
		}
		return NO_BLOCK;
	}

	protected override insert(block: number, _words: number): boolean {
		const { memory } = this;
		let previous = NO_BLOCK;
		let next = this.tables[this.listsAt];
		while (next !== NO_BLOCK && next < block) {
			this.steps++;
			if (next <= previous || !this.map.isFreeStart(next)) return false;
			previous = next;
			next = memory[next + BLOCK.next];
		}
		if (next !== NO_BLOCK && !this.map.isFreeStart(next)) return false;
		this.#join(previous, block);
		this.#join(block, next);
		return true;
	}

	protected override remove(block: number, _words: number): void {
		this.#join(this.memory[block + BLOCK.previous], this.memory[block + BLOCK.next]);
	}

	protected override move(from: number, _fromWords: number, to: number, _toWords: number): void {
		if (from === to) return;
		const previous = this.memory[from + BLOCK.previous];
		const next = this.memory[from + BLOCK.next];
		this.#join(previous, to);
		this.#join(to, next);
	}

	/** Makes two blocks neighbours in the list; {@link NO_BLOCK} stands for either end. */
	#join(previous: number, next: number): void {
		if (previous === NO_BLOCK) this.tables[this.listsAt] = next;
		else this.memory[previous + BLOCK.next] = next;
		if (next !== NO_BLOCK) this.memory[next + BLOCK.previous] = previous;
	}
}
