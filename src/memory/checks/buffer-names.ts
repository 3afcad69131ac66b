/** Names count by their first characters, as many as a row has room for. */
export const MAX_NAME_LENGTH = 44;

const NAME_WORDS = MAX_NAME_LENGTH / 4;

/** A name and what became of the buffers of that name. Counters that only grow count modulo 2³². */
export const BUFFER_NAME = {
	/** Of the name; never 0 in a row that is taken. */
	hash: 0,
	created: 1,
	destroyed: 2,
	failed: 3,
	currentWords: 4,
	peakWords: 5,
	currentBlocks: 6,
	peakBlocks: 7,
	/** Four characters to a word, the first in the low byte, ended by a zero byte if shorter. */
	text: 8,
	words: 8 + NAME_WORDS + 1,
} as const;

/** The name of whatever has none, and of what finds the table full. */
export const NO_NAME = 0;

/**
 * The names of buffers and types, each once, and what each type has (specification: memory, section 6: created, destroyed, current and peak).
 * A hash table with open addressing; rows are added and never removed. Words that are all zero are an empty table.
 */
export class BufferNames {
	readonly #table: Int32Array;
	readonly #mask: number;
	readonly #name = new Int32Array(NAME_WORDS);
	#hash = 0;

	/** Words of a table. @param capacity rows, a power of two; row 0 is for {@link NO_NAME} */
	static tableWords(capacity: number): number {
		return capacity * BUFFER_NAME.words;
	}

	constructor(table: Int32Array) {
		this.#table = table;
		this.#mask = table.length / BUFFER_NAME.words - 1;
	}

	/** Row of the name that firmware has at `address`, a character to a word; {@link NO_NAME} for none, and when the table is full. */
	find(memory: Int32Array, address: number, end: number): number {
		if (address < 0) return NO_NAME;
		this.#take(memory, address, end);
		if (this.#name[0] === 0) return NO_NAME;
		for (let probe = 0; probe <= this.#mask; probe++) {
			const row = (this.#hash + probe) & this.#mask;
			if (row === NO_NAME) continue;
			const at = row * BUFFER_NAME.words;
			if (this.#table[at + BUFFER_NAME.hash] === 0) {
				for (let word = 0; word < NAME_WORDS; word++) this.#table[at + BUFFER_NAME.text + word] = this.#name[word];
				this.#table[at + BUFFER_NAME.hash] = this.#hash;
				return row;
			}
			if (this.#isNameOf(at)) return row;
		}
		return NO_NAME;
	}

	/** A buffer of that name was created. */
	countCreated(name: number, words: number): void {
		const table = this.#table;
		const at = name * BUFFER_NAME.words;
		table[at + BUFFER_NAME.created]++;
		const currentWords = table[at + BUFFER_NAME.currentWords] + words;
		const currentBlocks = table[at + BUFFER_NAME.currentBlocks] + 1;
		table[at + BUFFER_NAME.currentWords] = currentWords;
		table[at + BUFFER_NAME.currentBlocks] = currentBlocks;
		if (currentWords > table[at + BUFFER_NAME.peakWords]) table[at + BUFFER_NAME.peakWords] = currentWords;
		if (currentBlocks > table[at + BUFFER_NAME.peakBlocks]) table[at + BUFFER_NAME.peakBlocks] = currentBlocks;
	}

	/** A buffer of that name is gone. */
	countDestroyed(name: number, words: number): void {
		const at = name * BUFFER_NAME.words;
		this.#table[at + BUFFER_NAME.destroyed]++;
		this.#table[at + BUFFER_NAME.currentWords] -= words;
		this.#table[at + BUFFER_NAME.currentBlocks]--;
	}

	/** There was no room for a buffer of that name. */
	countFailed(name: number): void {
		this.#table[name * BUFFER_NAME.words + BUFFER_NAME.failed]++;
	}

	#isNameOf(at: number): boolean {
		if (this.#table[at + BUFFER_NAME.hash] !== this.#hash) return false;
		for (let word = 0; word < NAME_WORDS; word++) {
			if (this.#table[at + BUFFER_NAME.text + word] !== this.#name[word]) return false;
		}
		return true;
	}

	/** Packs a name and its hash, FNV-1a (Fowler, Noll, Vo). */
	#take(memory: Int32Array, address: number, end: number): void {
		this.#name.fill(0);
		let hash = 0x811c9dc5;
		for (let i = 0; i < MAX_NAME_LENGTH && address + i < end; i++) {
			const code = memory[address + i] & 0xff;
			if (code === 0) break;
			this.#name[i >> 2] |= code << ((i & 3) * 8);
			hash = Math.imul(hash ^ code, 0x01000193);
		}
		this.#hash = hash | 1;
	}
}

/** The text of a name; '' for {@link NO_NAME}. For readers. */
export function bufferName(table: Int32Array, name: number): string {
	const at = name * BUFFER_NAME.words + BUFFER_NAME.text;
	let text = '';
	for (let i = 0; i < MAX_NAME_LENGTH; i++) {
		const code = (table[at + (i >> 2)] >>> ((i & 3) * 8)) & 0xff;
		if (code === 0) break;
		text += String.fromCharCode(code);
	}
	return text;
}

/** What became of the buffers of a name. */
export interface TypeAccount {
	/** '' for all that have no name. */
	readonly name: string;
	readonly created: number;
	readonly destroyed: number;
	readonly failed: number;
	readonly currentBlocks: number;
	readonly peakBlocks: number;
	readonly currentWords: number;
	readonly peakWords: number;
}

/** The accounts of all names that had a buffer or asked for one. For readers. */
export function typeAccounts(table: Int32Array): readonly TypeAccount[] {
	const accounts: TypeAccount[] = [];
	for (let name = 0; name < table.length / BUFFER_NAME.words; name++) {
		const at = name * BUFFER_NAME.words;
		const count = (word: number): number => table[at + word] >>> 0;
		if (count(BUFFER_NAME.created) + count(BUFFER_NAME.failed) === 0) continue;
		accounts.push({
			name: bufferName(table, name),
			created: count(BUFFER_NAME.created),
			destroyed: count(BUFFER_NAME.destroyed),
			failed: count(BUFFER_NAME.failed),
			currentBlocks: count(BUFFER_NAME.currentBlocks),
			peakBlocks: count(BUFFER_NAME.peakBlocks),
			currentWords: count(BUFFER_NAME.currentWords),
			peakWords: count(BUFFER_NAME.peakWords),
		});
	}
	return accounts;
}
