import { ALIGNMENT_WORDS, type Arena, HEADER_WORDS, HEAP_TABLE, liveBlocks } from './allocator.ts';
import { ArenaAllocator } from './arena-allocator.ts';
import { OUTCOME, type Outcome } from './outcomes.ts';

/** The frame allocator's own tables, behind those of {@link HEAP_TABLE}. */
export const FRAME_TABLE = {
	/** First word that is not handed out. */
	top: HEAP_TABLE.size,
	/** Highest that `top` has been since the arena was emptied. */
	peakTop: HEAP_TABLE.size + 1,
	/** Frames ended. */
	frames: HEAP_TABLE.size + 2,
	size: HEAP_TABLE.size + 4,
} as const;

/** A block of the frame, counted from its header: its words with the header, and the words asked for. */
export const FRAME_BLOCK = { words: 0, asked: 1 } as const;

/**
 * The allocator of `STACK`: blocks are put one on the other, and all go together when the frame ends (specification: memory, section 5).
 * `allocate` and {@link release} move one word. A block has a header only so that it can be seen.
 *
 * Freeing a block of the frame is no mistake: a firmware that asked for `STACK` and was served from another level has to free what
 * it got, and does not know which it was.
 */
export class FrameAllocator extends ArenaAllocator {
	/** Words of tables for any arena. */
	static tableWords(): number {
		return FRAME_TABLE.size;
	}

	/** Touches nothing: `reset` makes the frame. @throws RangeError as {@link ArenaAllocator} says */
	constructor(memory: Int32Array, tables: Int32Array, arena: Arena) {
		super('frame', memory, tables, arena, FRAME_TABLE.size);
	}

	override reset(): void {
		this.resetAccount();
		this.tables[FRAME_TABLE.top] = this.start;
		this.tables[FRAME_TABLE.peakTop] = this.start;
		this.tables[FRAME_TABLE.frames] = 0;
		this.steps = 0;
	}

	override allocate(words: number): number {
		const { memory, tables } = this;
		this.steps = 1;
		tables[HEAP_TABLE.requests]++;
		const block = tables[FRAME_TABLE.top];
		if (words < 1 || words > this.end - block - HEADER_WORDS) return this.fail();
		const blockWords = (words + HEADER_WORDS + ALIGNMENT_WORDS - 1) & -ALIGNMENT_WORDS;
		memory[block + FRAME_BLOCK.words] = blockWords;
		memory[block + FRAME_BLOCK.asked] = words;
		const top = block + blockWords;
		tables[FRAME_TABLE.top] = top;
		if (top > tables[FRAME_TABLE.peakTop]) tables[FRAME_TABLE.peakTop] = top;
		this.countGranted(words, blockWords - HEADER_WORDS);
		return block + HEADER_WORDS;
	}

	/** Changes nothing; `freedByFrame` for an address in the frame. */
	override free(address: number): Outcome {
		this.steps = 1;
		if (address < this.start || address >= this.end) return this.refuse(OUTCOME.foreign);
		return address < this.tables[FRAME_TABLE.top] ? OUTCOME.freedByFrame : this.refuse(OUTCOME.alreadyFree);
	}

	/** Where the next block will begin: give it to {@link release} to free all blocks from then on. */
	mark(): number {
		return this.tables[FRAME_TABLE.top];
	}

	/**
	 * Frees every block that was allocated since {@link mark} answered `mark`.
	 *
	 * @returns `done`, or `notStart` when no block begins or ends there, with nothing changed
	 */
	release(mark: number): Outcome {
		const { memory, tables } = this;
		this.steps = 1;
		const top = tables[FRAME_TABLE.top];
		if (mark === top) return OUTCOME.done;
		if (mark < this.start || mark > top || (mark - this.start) % ALIGNMENT_WORDS !== 0) return this.refuse(OUTCOME.notStart);
		if (mark === this.start) {
			this.#cutBack(mark, liveBlocks(tables), tables[HEAP_TABLE.askedWords], tables[HEAP_TABLE.grantedWords]);
			return OUTCOME.done;
		}
		let blocks = 0;
		let asked = 0;
		let granted = 0;
		for (let block = mark; block < top; ) {
			this.steps++;
			const blockWords = memory[block + FRAME_BLOCK.words];
			if (blockWords <= HEADER_WORDS || blockWords > top - block) return this.refuse(OUTCOME.headerDamaged);
			blocks++;
			asked += memory[block + FRAME_BLOCK.asked];
			granted += blockWords - HEADER_WORDS;
			block += blockWords;
		}
		this.#cutBack(mark, blocks, asked, granted);
		return OUTCOME.done;
	}

	/** Frees all blocks: the `process()` call has ended or yielded. One step, whatever there was. */
	endFrame(): void {
		this.tables[FRAME_TABLE.frames]++;
		this.release(this.start);
	}

	override isWhole(block: number): boolean {
		const { memory, tables } = this;
		const top = tables[FRAME_TABLE.top];
		const blockWords = memory[block + FRAME_BLOCK.words];
		const asked = memory[block + FRAME_BLOCK.asked];
		return blockWords > HEADER_WORDS && blockWords <= top - block && asked >= 1 && asked <= blockWords - HEADER_WORDS;
	}

	/** Behind a damaged header nothing is found any more, so there is one at most. */
	override check(): number {
		const { memory, tables } = this;
		const top = tables[FRAME_TABLE.top];
		this.steps = 0;
		for (let block = this.start; block < top; block += memory[block + FRAME_BLOCK.words]) {
			this.steps++;
			if (!this.isWhole(block)) return 1;
		}
		return 0;
	}

	#cutBack(mark: number, blocks: number, asked: number, granted: number): void {
		const { tables } = this;
		tables[FRAME_TABLE.top] = mark;
		tables[HEAP_TABLE.frees] += blocks;
		tables[HEAP_TABLE.askedWords] -= asked;
		tables[HEAP_TABLE.grantedWords] -= granted;
	}
}
