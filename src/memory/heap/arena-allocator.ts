import {
	ALIGNMENT_WORDS,
	type Allocator,
	ARENA_KINDS,
	type Arena,
	type ArenaKind,
	HEAP_TABLE,
	MAX_ARENA_WORDS,
	NO_ADDRESS,
} from './allocator.ts';
import { OUTCOME, type Outcome } from './outcomes.ts';

// Constants of this module, not properties of an imported object: V8 compiles the former as literals and looks the latter up.
const { askedWords: ASKED_WORDS, grantedWords: GRANTED_WORDS, peakWords: PEAK_WORDS, frees: FREES } = HEAP_TABLE;

/** What all allocators have in common: their place, and the account of words and calls in {@link HEAP_TABLE}. */
export abstract class ArenaAllocator implements Allocator {
	readonly kind: ArenaKind;
	readonly arena: Arena;
	steps = 0;
	protected readonly memory: Int32Array;
	protected readonly tables: Int32Array;
	protected readonly start: number;
	/** First word behind what blocks can lie in. */
	protected readonly end: number;

	/**
	 * Touches neither memory nor tables, in which another allocator may still be at work: `reset` does.
	 *
	 * @param memory the machine's memory
	 * @param tables a region of at least `tableWords`
	 * @param unitWords what the sizes of all blocks are multiples of
	 * @throws RangeError when the arena is not in the memory, is not aligned, or the region is too small
	 */
	protected constructor(
		kind: ArenaKind,
		memory: Int32Array,
		tables: Int32Array,
		arena: Arena,
		tableWords: number,
		unitWords = ALIGNMENT_WORDS,
	) {
		const { start, words } = arena;
		if (!Number.isInteger(start) || start < 0 || start % ALIGNMENT_WORDS !== 0) {
			throw new RangeError(`an arena starts at a multiple of ${ALIGNMENT_WORDS} words, not at ${start}`);
		}
		if (!Number.isInteger(words) || words < 1 || words > MAX_ARENA_WORDS) {
			throw new RangeError(`an arena has 1 to ${MAX_ARENA_WORDS} words, not ${words}`);
		}
		if (start + words > memory.length) {
			throw new RangeError(`the arena of ${words} words at ${start} ends behind the ${memory.length} words of memory`);
		}
		if (tables.length < tableWords) {
			throw new RangeError(
				`the tables of ${kind} for ${words} words take ${tableWords} words and the region has ${tables.length}`,
			);
		}
		this.kind = kind;
		this.arena = { start, words };
		this.memory = memory;
		this.tables = tables;
		this.start = start;
		this.end = start + words - (words % unitWords);
	}

	/** Words that blocks can lie in. */
	get usableWords(): number {
		return this.end - this.start;
	}

	/** Words granted to the blocks in use. */
	get grantedWords(): number {
		return this.tables[HEAP_TABLE.grantedWords];
	}

	abstract reset(): void;
	abstract allocate(words: number): number;
	abstract free(address: number): Outcome;
	abstract isWhole(block: number): boolean;
	abstract check(): number;

	/** Writes the common words of an empty arena. */
	protected resetAccount(): void {
		const { tables } = this;
		const resets = tables[HEAP_TABLE.resets];
		tables.fill(0, 0, HEAP_TABLE.size);
		tables[HEAP_TABLE.kind] = ARENA_KINDS.indexOf(this.kind);
		tables[HEAP_TABLE.arenaStart] = this.start;
		tables[HEAP_TABLE.arenaWords] = this.arena.words;
		tables[HEAP_TABLE.usableWords] = this.end - this.start;
		tables[HEAP_TABLE.resets] = resets + 1;
	}

	protected countGranted(asked: number, granted: number): void {
		const { tables } = this;
		tables[ASKED_WORDS] += asked;
		const total = tables[GRANTED_WORDS] + granted;
		tables[GRANTED_WORDS] = total;
		if (total > tables[PEAK_WORDS]) tables[PEAK_WORDS] = total;
	}

	protected countFreed(asked: number, granted: number): void {
		const { tables } = this;
		tables[FREES]++;
		tables[ASKED_WORDS] -= asked;
		tables[GRANTED_WORDS] -= granted;
	}

	/** Counts a request that is not met, and is what `allocate` then answers. */
	protected fail(): number {
		this.tables[HEAP_TABLE.failures]++;
		return NO_ADDRESS;
	}

	/** As {@link fail}, for a request that is not met because the arena's own words were overwritten. */
	protected failDamaged(): number {
		this.tables[HEAP_TABLE.damages]++;
		return this.fail();
	}

	/** Counts a call of `free` that changes nothing, and is what it then answers. */
	protected refuse(outcome: Outcome): Outcome {
		this.tables[HEAP_TABLE.refusedFrees]++;
		if (outcome === OUTCOME.headerDamaged) this.tables[HEAP_TABLE.damages]++;
		return outcome;
	}
}
