import { ALIGNMENT_WORDS, type AllocatorKind, type Arena, HEADER_WORDS, HEAP_TABLE } from './allocator.ts';
import { ArenaAllocator } from './arena-allocator.ts';
import { BlockMap } from './block-map.ts';
import { OUTCOME, type Outcome } from './outcomes.ts';

/**
 * The words of a block, counted from its header, in the arenas of first fit, TLSF and buddy.
 *
 * | word | block in use | free block |
 * |---|---|---|
 * | 0 | size of the block with its header | the same |
 * | 1 | words asked for | address of the previous free block in its list, or {@link NO_BLOCK} |
 * | 2 | first word handed out | address of the next free block in its list, or {@link NO_BLOCK} |
 * | last | | size of the block again, from where a block behind it finds its start |
 */
export const BLOCK = { words: 0, asked: 1, previous: 1, next: 2 } as const;

/** Smallest block: a free one needs four words. */
export const MIN_BLOCK_WORDS = 4;

/** What a list of free blocks ends with, and what a search answers that found none. */
export const NO_BLOCK = -1;

/** Where in the tables the {@link BlockMap} lies; the lists of free blocks of each kind come behind it. */
export const BLOCK_MAP_AT = HEAP_TABLE.size;

/**
 * An arena without gaps of blocks of any size, each in use or free, with the free ones in lists. What first fit, TLSF and buddy have in
 * common; how the lists are kept and when blocks are merged is theirs.
 */
export abstract class BlockHeap extends ArenaAllocator {
	protected readonly map: BlockMap;
	/** Where in the tables the lists of free blocks begin. */
	protected readonly listsAt: number;

	/**
	 * @param listWords words of tables for the lists
	 * @param unitWords what the sizes of all blocks are multiples of
	 */
	protected constructor(
		kind: AllocatorKind,
		memory: Int32Array,
		tables: Int32Array,
		arena: Arena,
		listWords: number,
		unitWords = ALIGNMENT_WORDS,
	) {
		super(kind, memory, tables, arena, BlockHeap.tableWordsWith(arena.words, listWords), unitWords);
		if (arena.words < MIN_BLOCK_WORDS) {
			throw new RangeError(`an arena of ${kind} has ${MIN_BLOCK_WORDS} words or more, not ${arena.words}`);
		}
		this.map = new BlockMap(tables, BLOCK_MAP_AT, { start: this.start, words: this.end - this.start });
		this.listsAt = BLOCK_MAP_AT + BlockMap.tableWords(this.end - this.start);
	}

	protected static tableWordsWith(arenaWords: number, listWords: number): number {
		return BLOCK_MAP_AT + BlockMap.tableWords(arenaWords) + listWords;
	}

	/** Makes a free block of the words at `block`; its links are the caller's business. */
	protected formFree(block: number, words: number): void {
		this.memory[block + BLOCK.words] = words;
		this.memory[block + words - 1] = words;
		this.map.markFree(block, words);
	}

	/** Makes a block in use of the words at `block`. @returns the first word handed out */
	protected formUsed(block: number, words: number, asked: number): number {
		this.memory[block + BLOCK.words] = words;
		this.memory[block + BLOCK.asked] = asked;
		this.map.markUsed(block, words);
		this.countGranted(asked, words - HEADER_WORDS);
		return block + HEADER_WORDS;
	}

	/**
	 * Whether the free block at `block`, any number, is as it was left: known to the map as free, with a size that ends at another block
	 * and is the same at both ends, and with links to free blocks.
	 */
	protected isIntactFree(block: number): boolean {
		const { memory, map } = this;
		if (!map.isFreeStart(block)) return false;
		const words = memory[block + BLOCK.words];
		return (
			this.isPossibleSize(block, words) &&
			memory[block + words - 1] === words &&
			this.#isLink(memory[block + BLOCK.previous]) &&
			this.#isLink(memory[block + BLOCK.next])
		);
	}

	/** What is wrong with freeing `address`, or `done` when it is the start of a block in use whose header is whole. */
	protected judge(address: number): Outcome {
		const block = address - HEADER_WORDS;
		const { memory, map } = this;
		if (address < this.start || address >= this.end) return OUTCOME.foreign;
		if (!map.isStart(block)) {
			return map.isFreeStart(map.blockAround(address)) ? OUTCOME.alreadyFree : OUTCOME.notStart;
		}
		if (map.isFreeStart(block)) return OUTCOME.alreadyFree;
		const words = memory[block + BLOCK.words];
		const asked = memory[block + BLOCK.asked];
		const isWhole = this.isPossibleSize(block, words) && asked >= 1 && asked <= words - HEADER_WORDS;
		return isWhole ? OUTCOME.done : OUTCOME.headerDamaged;
	}

	protected isPossibleSize(block: number, words: number): boolean {
		return (
			words >= MIN_BLOCK_WORDS &&
			words % ALIGNMENT_WORDS === 0 &&
			words <= this.end - block &&
			(block + words === this.end || this.map.isStart(block + words))
		);
	}

	override isWhole(block: number): boolean {
		const { memory, map } = this;
		if (map.isFreeStart(block)) return this.isIntactFree(block);
		const words = memory[block + BLOCK.words];
		const asked = memory[block + BLOCK.asked];
		return words === map.endOf(block) - block && asked >= 1 && asked <= words - HEADER_WORDS;
	}

	override check(): number {
		let damaged = 0;
		this.steps = 0;
		for (let block = this.start; block < this.end; block = this.map.endOf(block)) {
			this.steps++;
			if (!this.isWhole(block)) damaged++;
		}
		return damaged;
	}

	#isLink(link: number): boolean {
		return link === NO_BLOCK || this.map.isFreeStart(link);
	}
}

/** Size of the smallest block that hands out `words` words. */
export function blockWordsFor(words: number): number {
	return Math.max(MIN_BLOCK_WORDS, (words + HEADER_WORDS + ALIGNMENT_WORDS - 1) & -ALIGNMENT_WORDS);
}
