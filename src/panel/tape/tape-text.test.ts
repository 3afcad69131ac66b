import { expect, test } from 'vitest';
import { MEMORY_OFFSET, type Program } from '../../gazl/program.ts';
import { imageReader, NO_TAPE, readTapeRows } from './tape-text.ts';

const MEMORY_WORDS = 256;

/** A program with the pointers of `panelTextRows` at word 0 and texts as given at their word indices. */
function programWith(pointers: readonly number[], texts: Readonly<Record<number, string>>): Program {
	const globalImage = new Int32Array(128);
	globalImage.set(pointers.map((pointer) => (pointer + MEMORY_OFFSET) | 0));
	for (const [start, text] of Object.entries(texts)) {
		globalImage.set(
			Array.from(text, (character) => character.charCodeAt(0)),
			Number(start),
		);
	}
	return {
		code: new Int32Array(),
		lines: new Int32Array(),
		entryPoints: new Int32Array(),
		functions: [],
		natives: [],
		symbols: [{ name: 'panelTextRows', section: 'GLOB', address: 0, sizeWords: pointers.length, line: 1 }],
		constants: [],
		memoryWords: MEMORY_WORDS,
		globalImage,
		heapWords: 0,
		constantImage: new Int32Array([0x41, 0x42, 0, 0]),
	};
}

test('every row is the string that its pointer leads to', () => {
	const program = programWith([20, 40, 20, 0 + 60, 60, 60, 60, 40], { 20: 'RATE', 40: 'DEPTH \xc1' });
	expect(readTapeRows(imageReader(program), program)).toEqual(['RATE', 'DEPTH \xc1', 'RATE', '', '', '', '', 'DEPTH \xc1']);
});

test('strings may lie among the constants at the end of memory', () => {
	const program = programWith(Array(8).fill(MEMORY_WORDS - 4), {});
	expect(readTapeRows(imageReader(program), program)).toEqual(Array(8).fill('AB'));
});

test('live memory wins over what the program started with', () => {
	const program = programWith(Array(8).fill(20), { 20: 'OLD' });
	const live = new Int32Array(MEMORY_WORDS);
	live.set(program.globalImage);
	live.set([0x4e, 0x45, 0x57], 20);
	expect(readTapeRows((index) => live[index] ?? 0, program)[0]).toBe('NEW');
});

test('a pointer outside memory means no tape', () => {
	const program = programWith([-1, MEMORY_WORDS, 0x7fffffff, -MEMORY_OFFSET, 20, 20, 20, 20], { 20: 'X' });
	expect(readTapeRows(imageReader(program), program)).toEqual(['', '', '', '', 'X', 'X', 'X', 'X']);
});

test('a string that does not end is cut at 53 characters or at the end of memory', () => {
	const program = programWith(Array(8).fill(30), { 30: 'x'.repeat(90) });
	expect(readTapeRows(imageReader(program), program)[0]).toBe('x'.repeat(53));
	const endless = programWith(Array(8).fill(MEMORY_WORDS - 4), {});
	const full = { ...endless, constantImage: new Int32Array([0x41, 0x41, 0x41, 0x41]) };
	expect(readTapeRows(imageReader(full), full)[0]).toBe('AAAA');
});

test('a firmware without eight pointers has no tape', () => {
	const program = programWith([20, 20], { 20: 'X' });
	expect(readTapeRows(imageReader(program), program)).toEqual(NO_TAPE);
	expect(readTapeRows(imageReader(program), { ...program, symbols: [] })).toEqual(NO_TAPE);
});
