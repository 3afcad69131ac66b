/** What the shadow says of a word of the heap (specification: memory, section 6). */
export const SHADOW_STATE = {
	/** No level has it: behind the last bin, in the modelled cache. */
	unmapped: 0,
	/** A level has it and nobody was given it, or whoever was has given it back. */
	free: 1,
	/** Somebody's. */
	used: 2,
	/** Behind the words that were asked for, in the block that was granted. */
	slack: 3,
	/** In front of a block, which is behind the block before. */
	guard: 4,
	/** Somebody's, and hardware would show old contents: a half of a DMA buffer that was filled since it was last invalidated. */
	stale: 5,
} as const;

export type ShadowState = keyof typeof SHADOW_STATE;

/** The states by number. */
export const SHADOW_STATES = Object.keys(SHADOW_STATE) as readonly ShadowState[];

const STATE_MASK = 7;

/** Set in the word of a word that a firmware has written although it was not its own, and that was told: it is not news when it is found. */
const SPOILT_BIT = 1 << 3;

const ROW_SHIFT = 4;

/** Set in the word of a used word: compiled code looks at the sign alone. */
const USED_BIT = 1 << 31;

/** The shadow word of a state and the row of the ledger that tells whose the word is, or was last; row 0 is nobody's. */
export function shadowWord(state: number, row: number): number {
	return (state === SHADOW_STATE.used ? USED_BIT : 0) | (row << ROW_SHIFT) | state;
}

/** The state in a shadow word. */
export function shadowState(word: number): number {
	return word & STATE_MASK;
}

/** The row in a shadow word. */
export function shadowRow(word: number): number {
	return (word & ~USED_BIT) >> ROW_SHIFT;
}

/** Whether a firmware has spoilt the word, see {@link Shadow.spoil}. */
export function isSpoilt(word: number): boolean {
	return (word & SPOILT_BIT) !== 0;
}

/** One word for every word of the heap: bit 31 used, bits 4 to 30 the row, bit 3 spoilt, bits 0 to 2 the state. */
export class Shadow {
	/** Word of the machine's memory that the first shadow word is for, and the first behind the last. */
	readonly start: number;
	readonly end: number;
	readonly words: Int32Array;

	/**
	 * @param words a word for each of the heap
	 * @param start word of memory that the heap begins at
	 */
	constructor(words: Int32Array, start: number) {
		this.words = words;
		this.start = start;
		this.end = start + words.length;
	}

	/** Marks the words of memory from `from` up to `to`; what lies outside of the heap is left out. */
	mark(from: number, to: number, state: number, row: number): void {
		this.words.fill(shadowWord(state, row), Math.max(0, from - this.start), Math.max(0, to - this.start));
	}

	/** Notes that a word of the heap which nobody may write was written, and told. It stays so until it is marked anew. */
	spoil(address: number): void {
		this.words[address - this.start] |= SPOILT_BIT;
	}

	/** A word of the heap that was spoilt is as it should be again. */
	mend(address: number): void {
		this.words[address - this.start] &= ~SPOILT_BIT;
	}

	/** The shadow word of a word of memory; that of an unmapped word for one outside of the heap. */
	at(address: number): number {
		return address >= this.start && address < this.end ? this.words[address - this.start] : SHADOW_STATE.unmapped;
	}

	/** The first word from `from` up to `to` that is not simply used, or −1. Words outside of the heap are passed over. */
	firstUnusable(from: number, to: number): number {
		const end = Math.min(to, this.end);
		for (let address = Math.max(from, this.start); address < end; address++) {
			if (this.words[address - this.start] >= 0) return address;
		}
		return -1;
	}
}
