import { MEMORY_OFFSET, type Program } from '../../gazl/program.ts';
import { TAPE } from '../panel-geometry.ts';

/** Rows of tape: four over each instruction (device.md 9.1). */
export const TAPE_ROWS = 8;

/** No tape at all. */
export const NO_TAPE: readonly string[] = Array.from({ length: TAPE_ROWS }, () => '');

/** Reads a word of a program's memory by its index, 0 up to `memoryWords`. */
export type ReadWord = (index: number) => number;

/** The memory that a program starts with: its globals, zeros, its constants. */
export function imageReader({ memoryWords, globalImage, constantImage }: Program): ReadWord {
	const constantsStart = memoryWords - constantImage.length;
	return (index) => (index < globalImage.length ? globalImage[index] : constantImage[index - constantsStart]) ?? 0;
}

/**
 * The texts that a firmware has on its tape, of at most 53 characters (Latin-1): eight strings of words that end in 0, found through
 * the pointers of its global `panelTextRows`. A row without tape is ''; so is one whose pointer lies outside memory, and all of them
 * in a firmware without that global.
 */
export function readTapeRows(readWord: ReadWord, program: Program): readonly string[] {
	const table = program.symbols.find(({ name }) => name === 'panelTextRows');
	if (table === undefined || table.sizeWords < TAPE_ROWS) return NO_TAPE;
	return NO_TAPE.map((_, row) => {
		if (!isInMemory(table.address + row, program)) return '';
		return readText(readWord, (readWord(table.address + row) - MEMORY_OFFSET) | 0, program);
	});
}

function isInMemory(index: number, { memoryWords }: Program): boolean {
	return index >= 0 && index < memoryWords;
}

function readText(readWord: ReadWord, start: number, program: Program): string {
	let text = '';
	for (let column = 0; column < TAPE.columns && isInMemory(start + column, program); column++) {
		const word = readWord(start + column);
		if (word === 0) break;
		text += String.fromCharCode(word & 0xff);
	}
	return text;
}
