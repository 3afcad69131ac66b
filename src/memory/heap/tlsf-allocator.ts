import { type Arena, MAX_ARENA_WORDS } from './allocator.ts';
import { BLOCK, BlockHeap, NO_BLOCK } from './block-heap.ts';
import { BoundaryTagHeap } from './boundary-tag-heap.ts';

/** Lists per first level, as a power of two. */
const SECOND_SHIFT = 4;
const SECOND_COUNT = 1 << SECOND_SHIFT;

/** Blocks smaller than this all belong to first level 0, which cuts it evenly. */
const SMALL_WORDS = 32;
const SMALL_SHIFT = Math.log2(SMALL_WORDS);

/** First levels: one for small blocks, and one for each power of two up to that of the largest arena. */
const FIRST_COUNT = Math.log2(MAX_ARENA_WORDS) - SMALL_SHIFT + 2;

/**
 * The lists of free blocks in the tables: which first levels have a free block, which second levels of each, and the first block of
 * each list.
 */
const LISTS = {
	firstBits: 0,
	secondBits: 1,
	heads: 1 + FIRST_COUNT,
	size: 1 + FIRST_COUNT + FIRST_COUNT * SECOND_COUNT,
} as const;

/**
 * Two-level segregated fit (Masmano, Ripoll, Crespo, Real: TLSF, a new dynamic memory allocator for real-time systems, 2004). Free blocks
 * are kept by size: first by power of two, then in sixteen equal classes of it. Two bitmaps find a class all of whose blocks are
 * large enough, so `allocate` and `free` are O(1).
 *
 * A block that would do can lie in the request's own class beside smaller ones, which the published search never looks at. Here the
 * first of that class is tried before a request fails, so that an empty arena grants all it has.
 */
export class TlsfAllocator extends BoundaryTagHeap {
	/** Words of tables for an arena. */
	static tableWords(arenaWords: number): number {
		return BlockHeap.tableWordsWith(arenaWords, LISTS.size);
	}

	/** Touches nothing: `reset` makes the arena. @throws RangeError as {@link ArenaAllocator} says */
	constructor(memory: Int32Array, tables: Int32Array, arena: Arena) {
		super('tlsf', memory, tables, arena, LISTS.size);
	}

	protected override clearLists(): void {
		this.tables.fill(0, this.listsAt, this.listsAt + LISTS.heads);
		this.tables.fill(NO_BLOCK, this.listsAt + LISTS.heads, this.listsAt + LISTS.size);
	}

	protected override find(words: number): number {
		const { tables, listsAt } = this;
		// From the next class boundary on every block is large enough.
		const classWords = words < SMALL_WORDS ? 1 : 1 << (31 - Math.clz32(words) - SECOND_SHIFT);
		const sizeClass = classOf(words + classWords - 1);
		let first = sizeClass >> SECOND_SHIFT;
		this.steps++;
		let seconds = first < FIRST_COUNT ? tables[listsAt + LISTS.secondBits + first] & (-1 << (sizeClass & (SECOND_COUNT - 1))) : 0;
		if (seconds === 0) {
			this.steps++;
			// Two shifts: a shift by 32 is one by 0.
			const firsts = tables[listsAt + LISTS.firstBits] & ((-1 << first) << 1);
			if (firsts === 0) return this.#findInOwnClass(words);
			first = 31 - Math.clz32(firsts & -firsts);
			seconds = tables[listsAt + LISTS.secondBits + first];
		}
		this.steps++;
		const second = 31 - Math.clz32(seconds & -seconds);
		return tables[listsAt + LISTS.heads + (first << SECOND_SHIFT) + second];
	}

	protected override insert(block: number, words: number): boolean {
		const { memory, tables, listsAt } = this;
		const sizeClass = classOf(words);
		const head = tables[listsAt + LISTS.heads + sizeClass];
		this.steps++;
		memory[block + BLOCK.previous] = NO_BLOCK;
		memory[block + BLOCK.next] = head;
		if (head !== NO_BLOCK) memory[head + BLOCK.previous] = block;
		tables[listsAt + LISTS.heads + sizeClass] = block;
		const first = sizeClass >> SECOND_SHIFT;
		tables[listsAt + LISTS.firstBits] |= 1 << first;
		tables[listsAt + LISTS.secondBits + first] |= 1 << (sizeClass & (SECOND_COUNT - 1));
		return true;
	}

	protected override remove(block: number, words: number): void {
		const { memory, tables, listsAt } = this;
		const previous = memory[block + BLOCK.previous];
		const next = memory[block + BLOCK.next];
		this.steps++;
		if (next !== NO_BLOCK) memory[next + BLOCK.previous] = previous;
		if (previous !== NO_BLOCK) {
			memory[previous + BLOCK.next] = next;
			return;
		}
		const sizeClass = classOf(words);
		tables[listsAt + LISTS.heads + sizeClass] = next;
		if (next !== NO_BLOCK) return;
		const first = sizeClass >> SECOND_SHIFT;
		const seconds = tables[listsAt + LISTS.secondBits + first] & ~(1 << (sizeClass & (SECOND_COUNT - 1)));
		tables[listsAt + LISTS.secondBits + first] = seconds;
		if (seconds === 0) tables[listsAt + LISTS.firstBits] &= ~(1 << first);
	}

	protected override move(from: number, fromWords: number, to: number, toWords: number): void {
		this.remove(from, fromWords);
		this.insert(to, toWords);
	}

	#findInOwnClass(words: number): number {
		this.steps++;
		const head = this.tables[this.listsAt + LISTS.heads + classOf(words)];
		return head !== NO_BLOCK && this.memory[head + BLOCK.words] >= words ? head : NO_BLOCK;
	}
}

/** The list in which a free block of `words` words lies: first level in the high bits, second level in the low {@link SECOND_SHIFT}. */
function classOf(words: number): number {
	if (words < SMALL_WORDS) return words >> (SMALL_SHIFT - SECOND_SHIFT);
	const log2 = 31 - Math.clz32(words);
	return ((log2 - SMALL_SHIFT + 1) << SECOND_SHIFT) | ((words >> (log2 - SECOND_SHIFT)) & (SECOND_COUNT - 1));
}
