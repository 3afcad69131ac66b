import { expect, it } from 'vitest';
import { GlobalsTransfer } from './globals-transfer.ts';
import { handAssemble, machineFor } from './hand-assembly.testing.ts';
import type { DataSymbol, Section } from './program.ts';
import { IP_OFFSET, MEMORY_OFFSET } from './program.ts';

const MEMORY_WORDS = 32;

const symbol = (name: string, section: Section, address: number, sizeWords: number): DataSymbol => ({
	name,
	section,
	address,
	sizeWords,
	line: 1,
});

/** A program with these globals, which begin with the words given, and a machine that it was just loaded into. */
function versionWith(globals: number[], ...symbols: DataSymbol[]) {
	const program = handAssemble([], { memoryWords: MEMORY_WORDS, globals, constants: [99], symbols });
	return { program, memory: machineFor(program).memory };
}

const takeAll = (): boolean => false;

it('goes by name and size, wherever the words are in either version', () => {
	const before = versionWith(
		[0, 0, 0, 0],
		symbol('a', 'GLOB', 0, 1),
		symbol('line', 'GLOB', 1, 2),
		symbol('grown', 'GLOB', 3, 1),
	);
	const after = versionWith(
		[5, 0, 0, 0, 7, 7],
		symbol('line', 'GLOB', 1, 2),
		symbol('a', 'GLOB', 3, 1),
		symbol('grown', 'GLOB', 4, 2),
	);
	before.memory.set([11, 12, 13, 14], 0);
	new GlobalsTransfer(before.program, after.program, takeAll).apply(before.memory, after.memory);
	expect([...after.memory.subarray(0, 6)]).toEqual([5, 12, 13, 11, 7, 7]);
});

it('leaves words that are as they began, so that an edited table takes effect', () => {
	const before = versionWith([60, 64, 67], symbol('notes', 'GLOB', 0, 3));
	const after = versionWith([60, 63, 70], symbol('notes', 'GLOB', 0, 3));
	before.memory[2] = 68;
	new GlobalsTransfer(before.program, after.program, takeAll).apply(before.memory, after.memory);
	expect([...after.memory.subarray(0, 3)]).toEqual([60, 63, 68]);
});

it('leaves addresses, which another layout has made false', () => {
	const before = versionWith([0, 0, 0], symbol('at', 'GLOB', 0, 3));
	const after = versionWith([1, 2, 3], symbol('at', 'GLOB', 0, 3));
	before.memory.set([MEMORY_OFFSET, MEMORY_OFFSET + MEMORY_WORDS - 1, MEMORY_OFFSET + MEMORY_WORDS], 0);
	new GlobalsTransfer(before.program, after.program, takeAll).apply(before.memory, after.memory);
	expect([...after.memory.subarray(0, 3)]).toEqual([1, 2, MEMORY_OFFSET + MEMORY_WORDS]);
	expect(before.program.entryPoints).toHaveLength(0);
	before.memory[0] = IP_OFFSET;
	new GlobalsTransfer(before.program, after.program, takeAll).apply(before.memory, after.memory);
	expect(after.memory[0]).toBe(IP_OFFSET);
});

it('leaves TEMP, CNST and what is named as the host’s', () => {
	const names = [symbol('scratch', 'TEMP', 0, 1), symbol('params', 'GLOB', 1, 1), symbol('table', 'CNST', 30, 1)];
	const before = versionWith([0, 0], ...names);
	const after = versionWith([0, 0], ...names);
	before.memory.set([11, 12], 0);
	before.memory[30] = 13;
	new GlobalsTransfer(before.program, after.program, (name) => name === 'params').apply(before.memory, after.memory);
	expect([after.memory[0], after.memory[1], after.memory[30]]).toEqual([0, 0, 99]);
});
