/**
 * Keeping a program's variables across a reload: the named writable globals as bytes, and back (gazl.md 14). Words are
 * little-endian. Call neither while an activation is in progress.
 */

import type { Machine } from './machine.ts';
import type { DataSymbol } from './program.ts';

/** How a thaw went. */
export const THAW_STATUS = {
	/** Everything that still fits its name was restored. */
	MEMORY_OK: 0,
	BAD_MAGIC: 1,
	BAD_VERSION: 2,
	BAD_WORDSIZE: 3,
	BAD_CANARY: 4,
	/** The bytes end early; what came before the end was restored. */
	TRUNCATED: 5,
} as const;

/** One of `THAW_STATUS`. */
export type ThawStatus = (typeof THAW_STATUS)[keyof typeof THAW_STATUS];

const MAGIC = [...'GZMM'].map((letter) => letter.charCodeAt(0));

/**
 * Header words behind the magic and before the number of symbols, and the answer when one differs: version of the format and
 * of GAZL, bits of a word, canaries for the order of bytes and for floats (1.0).
 */
const HEADER = [
	{ word: 1, mismatch: THAW_STATUS.BAD_VERSION },
	{ word: 1, mismatch: THAW_STATUS.BAD_VERSION },
	{ word: 32, mismatch: THAW_STATUS.BAD_WORDSIZE },
	{ word: 0x01020304, mismatch: THAW_STATUS.BAD_CANARY },
	{ word: 0x3f800000, mismatch: THAW_STATUS.BAD_CANARY },
] as const;

const WORD_BYTES = 4;

/** Bytes of the magic, the header words and the number of symbols. */
const HEADER_BYTES = MAGIC.length + (HEADER.length + 1) * WORD_BYTES;

/**
 * The labelled GLOBs, data labels in GLOBs and DEFp constants with their words, by name in ascending byte order.
 * A DEFp constant that points outside memory holds nothing and is left out. Without a program: no symbols.
 */
export function freezeGlobals(machine: Machine): Uint8Array {
	const symbols = (machine.program?.symbols ?? [])
		.filter((symbol) => isFrozen(symbol, machine))
		.sort((one, other) => (one.name < other.name ? -1 : 1));
	const recordBytes = symbols.reduce(
		(sum, { name, sizeWords }) => sum + WORD_BYTES + name.length + WORD_BYTES * (1 + sizeWords),
		0,
	);
	const bytes = new Uint8Array(HEADER_BYTES + recordBytes);
	const view = new DataView(bytes.buffer);
	let offset = MAGIC.length;
	const putWord = (word: number): void => {
		view.setInt32(offset, word, true);
		offset += WORD_BYTES;
	};
	bytes.set(MAGIC, 0);
	for (const { word } of HEADER) putWord(word);
	putWord(symbols.length);
	for (const { name, address, sizeWords } of symbols) {
		putWord(name.length);
		for (const letter of name) bytes[offset++] = letter.charCodeAt(0);
		putWord(sizeWords);
		for (let word = 0; word < sizeWords; word++) putWord(machine.memory[address + word]);
	}
	return bytes;
}

/**
 * Writes the frozen words back to the addresses that their names have in the machine's program now. A name that is gone, has
 * another size or cannot be written is skipped; bytes behind the last record are ignored.
 */
export function thawGlobals(machine: Machine, bytes: Uint8Array): ThawStatus {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (MAGIC.some((letter, index) => bytes[index] !== letter)) return THAW_STATUS.BAD_MAGIC;
	if (bytes.length < HEADER_BYTES) return THAW_STATUS.TRUNCATED;
	let offset = MAGIC.length;
	for (const { word, mismatch } of HEADER) {
		if (view.getInt32(offset, true) !== word) return mismatch;
		offset += WORD_BYTES;
	}
	const symbolCount = view.getUint32(offset, true);
	offset += WORD_BYTES;
	for (let record = 0; record < symbolCount; record++) {
		if (bytes.length - offset < WORD_BYTES) return THAW_STATUS.TRUNCATED;
		const nameBytes = view.getUint32(offset, true);
		offset += WORD_BYTES;
		if (bytes.length - offset < nameBytes + WORD_BYTES) return THAW_STATUS.TRUNCATED;
		let name = '';
		for (const letter of bytes.subarray(offset, offset + nameBytes)) name += String.fromCharCode(letter);
		const sizeWords = view.getUint32(offset + nameBytes, true);
		offset += nameBytes + WORD_BYTES;
		const symbol = machine.symbol(name);
		const present = Math.min(sizeWords, Math.floor((bytes.length - offset) / WORD_BYTES));
		if (symbol !== undefined && symbol.sizeWords === sizeWords && isWritable(symbol, machine)) {
			for (let word = 0; word < present; word++) {
				machine.memory[symbol.address + word] = view.getInt32(offset + word * WORD_BYTES, true);
			}
		}
		if (present < sizeWords) return THAW_STATUS.TRUNCATED;
		offset += sizeWords * WORD_BYTES;
	}
	return THAW_STATUS.MEMORY_OK;
}

/** Whether a symbol lies in the words from 0 to `end`. */
const liesBelow = (end: number, { address, sizeWords }: DataSymbol): boolean => address >= 0 && address + sizeWords <= end;

const isFrozen = (symbol: DataSymbol, machine: Machine): boolean =>
	(symbol.section === 'GLOB' || symbol.section === 'alias') && liesBelow(machine.memoryWords - 1, symbol);

const isWritable = (symbol: DataSymbol, machine: Machine): boolean => liesBelow(machine.writableWords, symbol);
