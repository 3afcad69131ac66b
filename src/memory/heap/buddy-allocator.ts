import { type Arena, HEADER_WORDS, HEAP_TABLE, MAX_ARENA_WORDS } from './allocator.ts';
import { BLOCK, BlockHeap, MIN_BLOCK_WORDS, NO_BLOCK } from './block-heap.ts';
import { OUTCOME, type Outcome } from './outcomes.ts';

/** Sizes of blocks: 2^order words, header and all, for orders from that of the smallest block to that of the largest arena. */
const MIN_ORDER = Math.log2(MIN_BLOCK_WORDS);
const ORDERS = Math.log2(MAX_ARENA_WORDS) + 1;

/** The lists in the tables: which orders have a free block, and the first block of each order. */
const LISTS = { orderBits: 0, heads: 1, size: 1 + ORDERS } as const;

/**
 * Binary buddies (Knowlton, A fast storage allocator, 1965). A block is a power of two long, header included; one that is larger than
 * needed is halved until it is not, and a freed block is joined with the other half of the block that it was cut from, again and
 * again, while that is free. Time is bounded by the number of sizes, waste by half of each block.
 *
 * An arena that is no power of two long is begun as several blocks, the largest first, so that each lies at a multiple of its size.
 */
export class BuddyAllocator extends BlockHeap {
	/** Words of tables for an arena. */
	static tableWords(arenaWords: number): number {
		return BlockHeap.tableWordsWith(arenaWords, LISTS.size);
	}

	/** Touches nothing: `reset` makes the arena. @throws RangeError as {@link ArenaAllocator} says */
	constructor(memory: Int32Array, tables: Int32Array, arena: Arena) {
		super('buddy', memory, tables, arena, LISTS.size, MIN_BLOCK_WORDS);
	}

	override reset(): void {
		this.resetAccount();
		this.map.clear();
		this.tables[this.listsAt + LISTS.orderBits] = 0;
		this.tables.fill(NO_BLOCK, this.listsAt + LISTS.heads, this.listsAt + LISTS.size);
		let block = this.start;
		for (let order = ORDERS - 1; order >= MIN_ORDER; order--) {
			const words = 1 << order;
			if (words > this.end - block) continue;
			this.formFree(block, words);
			this.#insert(block, order);
			block += words;
		}
		this.steps = 0;
	}

	override allocate(words: number): number {
		this.steps = 1;
		this.tables[HEAP_TABLE.requests]++;
		if (words < 1 || words > this.end - this.start - HEADER_WORDS) return this.fail();
		const wanted = Math.max(MIN_ORDER, 32 - Math.clz32(words + HEADER_WORDS - 1));
		const orders = this.tables[this.listsAt + LISTS.orderBits] & (-1 << wanted);
		if (orders === 0) return this.fail();
		let order = 31 - Math.clz32(orders & -orders);
		const block = this.tables[this.listsAt + LISTS.heads + order];
		if (!this.isIntactFree(block) || this.memory[block + BLOCK.words] !== 1 << order) return this.failDamaged();
		this.#remove(block, order);
		while (order > wanted) {
			this.steps++;
			order--;
			const upper = block + (1 << order);
			this.formFree(upper, 1 << order);
			this.#insert(upper, order);
		}
		return this.formUsed(block, 1 << order, words);
	}

	override free(address: number): Outcome {
		this.steps = 1;
		const verdict = this.judge(address);
		if (verdict !== OUTCOME.done) return this.refuse(verdict);
		const { memory, map, start } = this;
		let block = address - HEADER_WORDS;
		let words = memory[block + BLOCK.words];
		if ((words & (words - 1)) !== 0 || ((block - start) & (words - 1)) !== 0) return this.refuse(OUTCOME.headerDamaged);
		this.countFreed(memory[block + BLOCK.asked], words - HEADER_WORDS);
		for (;;) {
			this.steps++;
			const buddy = start + ((block - start) ^ words);
			// A buddy that was overwritten is left alone: its words stay apart until the arena is emptied.
			if (!this.isIntactFree(buddy) || memory[buddy + BLOCK.words] !== words) break;
			this.#remove(buddy, 31 - Math.clz32(words));
			map.erase(Math.max(block, buddy));
			block = Math.min(block, buddy);
			words *= 2;
		}
		this.formFree(block, words);
		this.#insert(block, 31 - Math.clz32(words));
		return OUTCOME.done;
	}

	#insert(block: number, order: number): void {
		const { memory, tables, listsAt } = this;
		const head = tables[listsAt + LISTS.heads + order];
		memory[block + BLOCK.previous] = NO_BLOCK;
		memory[block + BLOCK.next] = head;
		if (head !== NO_BLOCK) memory[head + BLOCK.previous] = block;
		tables[listsAt + LISTS.heads + order] = block;
		tables[listsAt + LISTS.orderBits] |= 1 << order;
	}

	#remove(block: number, order: number): void {
		const { memory, tables, listsAt } = this;
		const previous = memory[block + BLOCK.previous];
		const next = memory[block + BLOCK.next];
		if (next !== NO_BLOCK) memory[next + BLOCK.previous] = previous;
		if (previous !== NO_BLOCK) memory[previous + BLOCK.next] = next;
		else {
			tables[listsAt + LISTS.heads + order] = next;
			if (next === NO_BLOCK) tables[listsAt + LISTS.orderBits] &= ~(1 << order);
		}
	}
}
