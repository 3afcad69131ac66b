import { isPowerOfTwo } from '../power-of-two.ts';
import { LEVEL_COUNT } from './levels.ts';
import { OUTCOME, type Outcome } from './outcomes.ts';

/** Names count by their first characters, as many as an entry has room for. */
export const MAX_BUFFER_NAME_LENGTH = 44;

/**
 * An entry of the table. The name has four characters to a word, the first in the low byte, ended by a zero byte if shorter. `callLevel` is
 * the level that the last call for that name passed, and `calls` counts the calls, modulo 2³².
 */
const ENTRY = { state: 0, hash: 1, level: 2, callLevel: 3, name: 4, calls: 15, words: 16 } as const;

const NAME_WORDS = MAX_BUFFER_NAME_LENGTH / 4;

/** An entry goes from 0, empty, through `claimed`, while a thread writes its name, to `ready`, and stays that. */
const STATE = { empty: 0, claimed: 1, ready: 2 } as const;

/** The level of an entry that leaves it to the call site. */
export const LEVEL_OF_CALL = -1;

/** A name that the table knows: because somebody set its level, or because a call asked for it. */
export interface BufferLevel {
	readonly name: string;
	/** A number of `LEVEL`, or {@link LEVEL_OF_CALL}. */
	readonly level: number;
	/** The level that the last call passed; {@link LEVEL_OF_CALL} before the first. */
	readonly callLevel: number;
	readonly calls: number;
}

/**
 * Which level each named buffer gets (specification: memory, section 3, "Level wanted"): a hash table with open addressing, in which entries
 * are added and never removed. Words that are all zero are an empty table.
 *
 * Calls leave their names in the table, so that the page can list the buffers that a firmware has without knowing its code.
 *
 * Page and audio thread may both look up, add and change entries at any time, each through an object of its own on the same words.
 * Neither waits: an entry is claimed by one atomic exchange, and is found when its name is complete; a level is one word. If both add
 * the same name in the same instant, the entry that comes first in the order of search counts from then on.
 *
 * Names are Latin-1, as firmware has them.
 */
export class BufferLevels {
	readonly #table: Int32Array;
	readonly #mask: number;
	/** The name that is looked for, packed as in an entry. */
	readonly #name = new Int32Array(NAME_WORDS);
	#hash = 0;

	/**
	 * Words of a table.
	 *
	 * @param capacity entries, a power of two
	 * @throws RangeError when it is not
	 */
	static tableWords(capacity: number): number {
		if (!isPowerOfTwo(capacity)) throw new RangeError(`a table of buffer levels has a power of two of entries, not ${capacity}`);
		return capacity * ENTRY.words;
	}

	/** @param table exactly {@link BufferLevels.tableWords}; @throws RangeError when its size is another */
	constructor(table: Int32Array) {
		const capacity = table.length / ENTRY.words;
		if (table.length !== BufferLevels.tableWords(capacity))
			throw new RangeError(`${table.length} words are no table of buffer levels`);
		this.#table = table;
		this.#mask = capacity - 1;
	}

	/**
	 * The level of the buffer whose name firmware has at `address`, one character in a word and a zero word behind the last. To be asked
	 * once for each call, as it is counted.
	 *
	 * @returns the table's level, or `levelOfCall` when the table does not say
	 */
	levelFor(memory: Int32Array, address: number, levelOfCall: number): number {
		this.#takeName(memory, address);
		const isNamed = this.#name[0] !== 0;
		const entry = isNamed ? this.#findOrAdd() : this.#find();
		if (entry < 0) return levelOfCall;
		this.#table[entry + ENTRY.callLevel] = levelOfCall;
		this.#table[entry + ENTRY.calls]++;
		const level = Atomics.load(this.#table, entry + ENTRY.level);
		return level < 0 || level >= LEVEL_COUNT ? levelOfCall : level;
	}

	/** Sets the level of a buffer by the name that firmware has at `address`: `done`, `outOfRange` or `tableFull`. */
	setLevel(memory: Int32Array, address: number, level: number): Outcome {
		this.#takeName(memory, address);
		return this.#set(level);
	}

	/**
	 * As {@link setLevel}, by a name as text, for the page.
	 *
	 * @param level a number of `LEVEL`, or {@link LEVEL_OF_CALL}
	 * @throws RangeError when the name is empty or has characters that firmware's names cannot have
	 */
	setLevelOf(name: string, level: number): Outcome {
		if (!/^[\x20-\x7e\xa0-\xff]+$/.test(name)) {
			throw new RangeError(`${JSON.stringify(name)} is no name of a buffer: it has one or more printable characters of Latin-1`);
		}
		const words = Int32Array.from(`${name}\0`, (character) => character.charCodeAt(0));
		return this.setLevel(words, 0, level);
	}

	/** The levels that were set, by name. */
	entries(): Map<string, number> {
		const levels = new Map<string, number>();
		for (const { name, level } of this.buffers()) if (level !== LEVEL_OF_CALL) levels.set(name, level);
		return levels;
	}

	/** All names that the table knows, for the page, each once. */
	buffers(): readonly BufferLevel[] {
		const table = this.#table;
		const buffers = new Map<string, BufferLevel>();
		for (let entry = 0; entry < table.length; entry += ENTRY.words) {
			if (Atomics.load(table, entry + ENTRY.state) !== STATE.ready) continue;
			const name = unpackName(table, entry + ENTRY.name);
			if (buffers.has(name)) continue;
			const calls = table[entry + ENTRY.calls] >>> 0;
			const callLevel = calls === 0 ? LEVEL_OF_CALL : table[entry + ENTRY.callLevel];
			buffers.set(name, { name, level: Atomics.load(table, entry + ENTRY.level), callLevel, calls });
		}
		return [...buffers.values()];
	}

	#set(level: number): Outcome {
		if (!Number.isInteger(level) || level < LEVEL_OF_CALL || level >= LEVEL_COUNT) return OUTCOME.outOfRange;
		const entry = this.#findOrAdd();
		if (entry < 0) return OUTCOME.tableFull;
		Atomics.store(this.#table, entry + ENTRY.level, level);
		return OUTCOME.done;
	}

	/** First word of the entry with the name that was taken, made if there is none; −1 when the table is full. */
	#findOrAdd(): number {
		const found = this.#find();
		return found < 0 ? this.#add() : found;
	}

	/** First word of the entry with the name that was taken, or −1. */
	#find(): number {
		for (let probe = 0; probe <= this.#mask; probe++) {
			const entry = ((this.#hash + probe) & this.#mask) * ENTRY.words;
			const state = Atomics.load(this.#table, entry + ENTRY.state);
			if (state === STATE.empty) return -1;
			if (state === STATE.ready && this.#hasName(entry)) return entry;
		}
		return -1;
	}

	/** Claims an entry and writes the name that was taken, with the level left to the call. −1 when the table is full. */
	#add(): number {
		const table = this.#table;
		for (let probe = 0; probe <= this.#mask; probe++) {
			const entry = ((this.#hash + probe) & this.#mask) * ENTRY.words;
			if (Atomics.compareExchange(table, entry + ENTRY.state, STATE.empty, STATE.claimed) !== STATE.empty) continue;
			table[entry + ENTRY.hash] = this.#hash;
			for (let word = 0; word < NAME_WORDS; word++) table[entry + ENTRY.name + word] = this.#name[word];
			table[entry + ENTRY.level] = LEVEL_OF_CALL;
			Atomics.store(table, entry + ENTRY.state, STATE.ready);
			return entry;
		}
		return -1;
	}

	#hasName(entry: number): boolean {
		if (this.#table[entry + ENTRY.hash] !== this.#hash) return false;
		for (let word = 0; word < NAME_WORDS; word++) {
			if (this.#table[entry + ENTRY.name + word] !== this.#name[word]) return false;
		}
		return true;
	}

	/** Packs a name and its hash, FNV-1a (Fowler, Noll, Vo). A name that runs to the end of memory ends there. */
	#takeName(memory: Int32Array, address: number): void {
		this.#name.fill(0);
		let hash = 0x811c9dc5;
		for (let i = 0; i < MAX_BUFFER_NAME_LENGTH && address + i < memory.length; i++) {
			const code = memory[address + i] & 0xff;
			if (code === 0) break;
			this.#name[i >> 2] |= code << ((i & 3) * 8);
			hash = Math.imul(hash ^ code, 0x01000193);
		}
		this.#hash = hash | 0;
	}
}

function unpackName(table: Int32Array, at: number): string {
	let name = '';
	for (let i = 0; i < MAX_BUFFER_NAME_LENGTH; i++) {
		const code = (table[at + (i >> 2)] >>> ((i & 3) * 8)) & 0xff;
		if (code === 0) break;
		name += String.fromCharCode(code);
	}
	return name;
}
