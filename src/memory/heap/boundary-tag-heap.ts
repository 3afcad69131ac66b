import { HEADER_WORDS, HEAP_TABLE } from './allocator.ts';
import { BLOCK, BlockHeap, blockWordsFor, MIN_BLOCK_WORDS, NO_BLOCK } from './block-heap.ts';
import { OUTCOME, type Outcome } from './outcomes.ts';

/**
 * A heap that cuts what it needs from a free block and merges a freed block with the free ones on either side at once, found by their
 * boundary tags (Knuth, The Art of Computer Programming, vol. 1, section 2.5). So two free blocks never lie side by side.
 *
 * Which free block is cut, and how free blocks are found, is for the subclass, in four operations on its lists.
 */
export abstract class BoundaryTagHeap extends BlockHeap {
	override reset(): void {
		this.resetAccount();
		this.map.clear();
		this.clearLists();
		const words = this.end - this.start;
		this.formFree(this.start, words);
		this.insert(this.start, words);
		this.steps = 0;
	}

	override allocate(words: number): number {
		this.steps = 0;
		this.tables[HEAP_TABLE.requests]++;
		if (words < 1 || words > this.end - this.start - HEADER_WORDS) return this.fail();
		const needed = blockWordsFor(words);
		const block = this.find(needed);
		if (block === NO_BLOCK) return this.fail();
		if (!this.isIntactFree(block)) return this.failDamaged();
		const found = this.memory[block + BLOCK.words];
		if (found < needed) return this.failDamaged();
		const rest = found - needed;
		if (rest < MIN_BLOCK_WORDS) {
			this.remove(block, found);
			return this.formUsed(block, found, words);
		}
		this.move(block, found, block + needed, rest);
		this.formFree(block + needed, rest);
		return this.formUsed(block, needed, words);
	}

	override free(address: number): Outcome {
		this.steps = 0;
		const verdict = this.judge(address);
		if (verdict !== OUTCOME.done) return this.refuse(verdict);
		const { memory, map } = this;
		const block = address - HEADER_WORDS;
		const words = memory[block + BLOCK.words];
		const asked = memory[block + BLOCK.asked];
		const next = block + words;
		const nextIsFree = map.isFreeStart(next);
		const previousIsFree = map.isFreeBefore(block);
		const previous = previousIsFree ? block - memory[block - 1] : NO_BLOCK;
		// Everything is looked at before anything is changed.
		if (nextIsFree && !this.isIntactFree(next)) return this.refuse(OUTCOME.headerDamaged);
		if (previousIsFree && !(this.isIntactFree(previous) && memory[previous + BLOCK.words] === block - previous)) {
			return this.refuse(OUTCOME.headerDamaged);
		}
		const nextWords = nextIsFree ? memory[next + BLOCK.words] : 0;
		if (previousIsFree) {
			const previousWords = block - previous;
			if (nextIsFree) this.remove(next, nextWords);
			this.move(previous, previousWords, previous, previousWords + words + nextWords);
			this.formFree(previous, previousWords + words + nextWords);
			map.erase(block);
		} else {
			if (nextIsFree) this.move(next, nextWords, block, words + nextWords);
			else if (!this.insert(block, words)) return this.refuse(OUTCOME.headerDamaged);
			this.formFree(block, words + nextWords);
		}
		if (nextIsFree) map.erase(next);
		this.countFreed(asked, words - HEADER_WORDS);
		return OUTCOME.done;
	}

	/** Empties the lists. */
	protected abstract clearLists(): void;

	/** A block in the lists of `words` words or more, not changed yet, or {@link NO_BLOCK}; what it finds may be damaged. */
	protected abstract find(words: number): number;

	/** Takes in a block. False when links have been overwritten so that it cannot; then nothing has changed. */
	protected abstract insert(block: number, words: number): boolean;

	/** Takes a block out of the lists. */
	protected abstract remove(block: number, words: number): void;

	/**
	 * The free block `from` becomes the free block `to`, which starts at the same place, or in what was `from`, or right before it: no
	 * other free block lies between.
	 */
	protected abstract move(from: number, fromWords: number, to: number, toWords: number): void;
}
