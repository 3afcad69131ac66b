import { describe, expect, test } from 'vitest';
import { programOf } from './assembly.testing.ts';
import { instructionText } from './instruction-text.ts';
import type { Program } from './program.ts';

/** The last function of a program, its FUNC first; a branch goes to the label `L` and the instruction that it branches at. */
function textsOf(source: string, labels = (instruction: number): string[] => [`L${instruction}`]): string[] {
	const program: Program = programOf(source);
	const symbol = program.functions[program.functions.length - 1];
	return Array.from({ length: symbol.end - symbol.start }, (_, offset) => {
		return instructionText(program, symbol, symbol.start + offset, labels);
	});
}

const GLOBALS = `gain: GLOB *2
table: CNST *3
	DATi #1 #2
third: DATi #3
half: FUNC
	RETU
`;

const DECLARATIONS = `main: FUNC
	PARA *1
i: LOCi
x: LOCf
p: LOCp
a: LOCA *4
`;

describe('instructions whose text is the GAZL that they were assembled from', () => {
	// Forms of gazl.md 8 whose mnemonic is also the opcode's.
	test.each([
		'ADDi i i %2',
		'SHRu %0 i #31',
		'SUBi i #-1 i',
		'MULf x x #0.5',
		'DIVf %1 #1.0 x',
		'fTOi i x #4096.0',
		'iTOf x i #0.25',
		'ABSf x x',
		'PEEK i &gain',
		'PEEK i &gain:1',
		'PEEK i &table i',
		'PEEK i &third',
		'PEEK i p',
		'PEEK i p #-3',
		'PEEK i p i',
		'POKE &gain:1 #7',
		'POKE &gain i x',
		'POKE p i #-7',
		'COPY p &table *3',
		'GETL i a i',
		'SETL a i %0',
		'CALL &half',
		'CALL ^trace',
		'CALL p',
		'MOVE a:3 x',
	])('%s', (line) => {
		const written = textsOf(`${GLOBALS}${DECLARATIONS}\t${line}\n\tRETU\n`)[1];
		// A CALL without a window has it at %0.
		expect(written).toBe(line.startsWith('CALL') ? `${line} %0` : line);
	});
});

test('FUNC shows its declared words and its transients', () => {
	expect(textsOf(`${DECLARATIONS}\tMOVi %4 #0\n\tRETU\n`)).toEqual(['FUNC *8 *5', 'MOVE %4 #0', 'RETU']);
});

test('a slot without a name is called by its number from the start of the frame', () => {
	// GAZL itself can reach the nameless one only from the one before.
	expect(textsOf('main: FUNC\na: LOCi\n\tLOCi\n\tADRL %0 a:1 *1\n\tRETU\n')[1]).toBe('ADRL %0 slot1');
});

test('pointer arithmetic reads as the int arithmetic that it is, with addresses for pointers into the program', () => {
	const source = `${GLOBALS}${DECLARATIONS}\tADDp p &table i\n\tDIFp i p &gain:1\n\tMOVp p &half\n\tEQUp p &table @end\nend: RETU\n`;
	expect(textsOf(source).slice(1, 5)).toEqual(['ADDi p &table i', 'SUBi i p &gain:1', 'MOVE p &half', 'EQUi p &table @L6']);
});

test('a constant without a type is a float where a float slot takes it, or where its bits make a very large int', () => {
	const body = `\tMOVf x #0.0\n\tMOVi i #0\n\tMOVf %0 #-1.5\n\tMOVi %0 #-1\n\tMOVi %0 #536870911\n\tMOVi i #1065353216\n\tRETU\n`;
	expect(textsOf(`${DECLARATIONS}${body}`).slice(1, 7)).toEqual([
		'MOVE x #0.0',
		'MOVE i #0',
		'MOVE %0 #-1.5',
		'MOVE %0 #-1',
		'MOVE %0 #536870911',
		'MOVE i #1065353216',
	]);
});

test('a branch goes to its label, a switch to those of its table, or names the table when the labels are not known', () => {
	const source = 'main: FUNC\ni: LOCi\n\tSWCH i *2 @to\nto#0: NOOP\nto#1: NOOP\nto: RETU\n';
	expect(textsOf(source, () => ['B1', 'B1', 'B2'])[1]).toBe('SWCH i *2 @B1 @B1 @B2');
	// The table of three words lies right below the guard word, at the end of 4096 words (gazl.md 9.4 and 11).
	expect(textsOf(source, () => [])[1]).toBe('SWCH i *2 &4092');
	expect(textsOf('main: FUNC\ni: LOCi\nagain: FORi i #3 @again\n\tRETU\n')[1]).toBe('FORi i #3 @L1');
});

test('an address outside of every symbol is written from the nearest one below', () => {
	expect(textsOf(`${GLOBALS}${DECLARATIONS}\tPEEK i &gain:9 i\n\tRETU\n`)[1]).toBe('PEEK i &gain:9 i');
});
