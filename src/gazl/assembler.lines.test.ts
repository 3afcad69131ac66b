/** gazl.md 2, 3, 7 and 8.1: lines, names, units, compile-time lines, which of several faults counts. */

import { describe, expect, test } from 'vitest';
import { wordOfFloat } from './arithmetic.ts';
import { Assembler } from './assembler.ts';
import { CORPUS_HOST, errorOf, listingOf, programOf, verdictOn } from './assembly.testing.ts';

/** A function `f` around some lines. */
const inFunction = (...lines: string[]): string => ['f: FUNC', ...lines, 'RETU', ''].join('\n');

/** The words of a section `r` that some compile-time lines prepare and some items fill. */
const wordsOf = (prelude: string, ...items: string[]): number[] => [
	...programOf(`${prelude}\nr: GLOB *${items.length}\nDATA ${items.join(' ')}`).globalImage,
];

describe('lines', () => {
	test('LF, CR LF and CR end a line, LF CR is two ends', () => {
		expect(errorOf(';\n;\r\n;\r;\n\r9: GLOB *1').line).toBe(6);
	});

	test('the text ends at the first NUL', () => {
		expect(verdictOn('g: GLOB *1\0 nonsense\nmore nonsense')).toBe('ok');
	});

	test.each([
		['x: GLOB *1;comment', 'ok'],
		[';only\n \t;comments', 'ok'],
		['x:!DEFi #3', 'ok'],
		['x: !', 'ok'],
		['!;', 'ok'],
		[': ! ; an empty label', 'ok'],
		[': GLOB *1', 'ok'],
		['\fx: GLOB *1', 12],
		['\f GLOB', 14],
		['f: FUNC\n\fRETU', 14],
		['x :', 14],
		['x : GLOB *1', 14],
		['x: yyy: GLOB *1', 13],
		['x: yyyy: GLOB *1', 14],
		['label:', 19],
		[':', 19],
		['! !', 19],
		['x: ! ! DEFi #1', 19],
		['glob *1', 13],
		["x#' ': GLOB *1", 'ok'],
		["x#':': GLOB *1", 'ok'],
		["x#';': GLOB *1", 'ok'],
		["x: GLOB *'\t", 'ok'],
	])('%j gives %s', (source, verdict) => expect(verdictOn(source)).toBe(verdict));

	test('a quote that is not closed ends with its line', () => {
		expect(listingOf(inFunction("MOVi %0 #'A", 'MOVi %1 #2'))).toEqual(['FUNC 0 2', 'MOVE_c 0 65', 'MOVE_c 1 2', 'RETU']);
	});

	test('a # in a label becomes a dot and a decimal number, in an operand it is an error', () => {
		const source = "N: ! DEFi #7\n! MOVi <A> #8\nsw#'B': GLOB *1\nf#N: GLOB *1\ng#<A>: GLOB *1\n#5: GLOB *1";
		expect(programOf(source).symbols.map(({ name }) => name)).toEqual(['sw.66', 'f.7', 'g.8', '.5']);
		expect(verdictOn('x#N: GLOB *1\nN: ! DEFi #1')).toBe(24);
		expect(verdictOn('x#-1: GLOB *1')).toBe(12);
		expect(verdictOn('x#1.0: GLOB *1')).toBe(4);
		expect(verdictOn(inFunction('GOTO @sw#5', 'sw#5: RETU'))).toBe(12);
	});
});

describe('scopes', () => {
	test.each(['NULL', 'GAZL_VERSION', 'GAZL_WORD_SIZE', 'GAZL_MEMORY_SIZE', 'trace'])('%s cannot be defined again', (name) => {
		expect(verdictOn(`${name}: ! DEFi #1`)).toBe(28);
		expect(verdictOn(`${name}: GLOB *1`)).toBe(28);
	});

	test('predefined constants have the values of the language and of the host', () => {
		expect(wordsOf('', '#GAZL_VERSION', '#GAZL_WORD_SIZE', '#GAZL_MEMORY_SIZE', '&NULL')).toEqual([1, 32, 4096, 0]);
	});

	test('a name means one thing in the program and one in a function', () => {
		expect(verdictOn('x: GLOB *1\nx: FUNC\nRETU')).toBe(28);
		expect(verdictOn(`x: GLOB *1\n${inFunction('x: LOCi', 'MOVi x #1')}`)).toBe('ok');
		expect(verdictOn(inFunction('x: LOCi', 'x: MOVi x #1'))).toBe(28);
		expect(verdictOn('f: FUNC\nl: RETU\ng: FUNC\nl: RETU')).toBe('ok');
	});

	test('labels of plain compile-time lines are no symbols, those of DEF are global, those of NOOP local', () => {
		expect(verdictOn('x: ! MOVi <A> #1\nx: GLOB *1')).toBe('ok');
		expect(verdictOn('x: ! DEFi #1\nx: GLOB *1')).toBe(28);
		expect(verdictOn(`x: GLOB *1\n${inFunction('x: NOOP')}`)).toBe('ok');
	});

	test('constants of the host can be used, and be defined again only where the host says so', () => {
		const constants = { SPEED: 3, DEPTH: { float: 0.1 }, LOW: -1, HIGH: 0xffffffff };
		const source = 'r: GLOB *4\nDATA #SPEED #DEPTH #LOW #HIGH';
		expect([...programOf(source, { constants }).globalImage]).toEqual([3, wordOfFloat(0.1), -1, -1]);
		const redefining = 'SPEED: ! DEFi #5\nr: GLOB *1\nDATA #SPEED';
		expect(verdictOn(redefining, { constants })).toBe(28);
		const program = programOf(redefining, { constants, sourceMayRedefineConstants: true });
		expect([...program.globalImage]).toEqual([5]);
		expect(program.constants).toContainEqual({ name: 'SPEED', type: 'int', word: 5 });
		const twice = `${redefining}\nSPEED: ! DEFi #6`;
		expect(verdictOn(twice, { constants, sourceMayRedefineConstants: true })).toBe(28);
		expect(verdictOn('trace: ! DEFi #1', { sourceMayRedefineConstants: true })).toBe(28);
	});

	test('a host whose names or sizes make no sense is told so', () => {
		for (const host of [{ natives: ['a', 'a'] }, { natives: ['a b'] }, { constants: { X: 0.5 } }, { memoryWords: 0 }]) {
			expect(() => programOf('', host)).toThrow(RangeError);
		}
	});
});

describe('units', () => {
	test('a unit ends functions and variables, not the data section, and lines count on', () => {
		const assembler = new Assembler(CORPUS_HOST);
		expect(assembler.feed('! MOVi <A> #1\ng: GLOB *2\nDATi <A>\nf: FUNC\nRETU\n')).toBeNull();
		expect(assembler.newUnit()).toBeNull();
		expect(assembler.feed('DATi #2\n')).toBeNull();
		expect(assembler.feed('DATi <A>\n')).toMatchObject({ number: 0, line: 7, detail: 'g' });
		expect(assembler.newUnit()).toMatchObject({ number: 0 });
		expect(assembler.finish()).toMatchObject({ ok: false, error: { number: 0 } });

		const other = new Assembler(CORPUS_HOST);
		other.feed('! MOVi <A> #1\nf: FUNC\nRETU\n');
		other.newUnit();
		expect(other.feed('NOOP')).toMatchObject({ number: 18, line: 4 });
		const third = new Assembler(CORPUS_HOST);
		third.feed('! MOVi <A> #1\n! GOTO @x\n');
		expect(third.newUnit()).toMatchObject({ number: 17, line: null, at: { line: 2, column: 9 } });
	});

	test('compile-time variables of an earlier unit are unset', () => {
		const assembler = new Assembler(CORPUS_HOST);
		assembler.feed('! MOVi <A> #1\n');
		assembler.newUnit();
		expect(assembler.feed('g: GLOB *<A>')).toMatchObject({ number: 9 });
	});
});

describe('compile-time lines', () => {
	test('variables are 65 single characters', () => {
		for (const name of 'AZaz09_.$') expect(verdictOn(`! MOVi <${name}> #1`)).toBe('ok');
		for (const name of ['', '-', 'AB', ' ']) expect(verdictOn(`! MOVi <${name}> #1`)).toBe(name === ' ' ? 13 : 11);
	});

	test.each([
		['! SHRu <A> #-1 #0', '<A>', 9],
		['! ABSi <A> #0x80000000', '<A>', 9],
		['! SHLi <A> #1 #-1', '<A>', -0x80000000],
		['! SHRi <A> #-8 #-31', '<A>', -4],
		['! SHRu <A> #-8 #1', '<A>', 0x7ffffffc],
		['! DIVi <A> #0x80000000 #-1', '<A>', -0x80000000],
		['! MODi <A> #0x80000000 #-1', '<A>', 0],
		['! MODi <A> #-7 #3', '<A>', -1],
		['! MULi <A> #65537 #65537', '<A>', 131073],
		['! fTOi <A> #3e9 #1.0', '<A>', 0x7fffffff],
		['! fTOi <A> #-3e9 #1.0', '<A>', -0x80000000],
		['! fTOi <A> #0e400 #1.0', '<A>', 0],
		['! iTOf <A> #16777217 #1.0', '<A>', wordOfFloat(16777216)],
		['! FLOf <A> #-0.5', '<A>', wordOfFloat(-1)],
		['! ABSf <A> #-0.0', '<A>', 0],
		['! ADDf <A> #0.1 #0.2', '<A>', wordOfFloat(Math.fround(0.1) + Math.fround(0.2))],
		['! DIVf <A> #1.0 #3.0', '<A>', wordOfFloat(1 / 3)],
		['! DIFp <A> &NULL &NULL', '<A>', 10],
	])('%s', (line, item, result) => {
		const source = `r: GLOB *1\n${line}\nDATA ${item}`;
		if (result === 9 || result === 10) expect(verdictOn(source)).toBe(result);
		else expect([...programOf(source).globalImage]).toEqual([result]);
	});

	test('pointers are calculated in words, whatever lies there', () => {
		const source = 'a: GLOB *4\n! ADDp <P> &a:9 #1\n! SUBp <Q> <P> #3\n! DIFp <D> <P> <Q>\nr: GLOB *3\nDATA <P> <Q> <D>';
		expect([...programOf(source).globalImage].slice(4)).toEqual([0x12345678 + 10, 0x12345678 + 7, 3]);
		expect(verdictOn('f: FUNC\nRETU\n! MOVp <P> &f')).toBe(10);
		expect(verdictOn('! MOVp <P> &late\nlate: GLOB *1')).toBe(24);
	});

	test('results are what run time gives', () => {
		expect(verdictOn('! DIVi <A> #1 #0')).toBe(30);
		expect(verdictOn('! MODi <A> #1 #0')).toBe(30);
		expect(verdictOn('! DIVf <A> #1.0 #-0.0')).toBe(30);
	});

	test.each([
		['EQUi #1 #1', true],
		['NEQi #1 #1', false],
		['LSSi #-1 #0', true],
		['LEQi #1 #0', false],
		['GRTi #0x7fffffff #0x80000000', true],
		['GEQi #2 #3', false],
		['IFDF &g', true],
		['IFDF #g', true],
		['IFDF #trace', false],
		['IFDF ^trace', true],
		['IFDF ^g', false],
		['IFND #later', true],
		['IFND ^warble', true],
		['IFDF &NULL', true],
	])('! %s skips: %s', (condition, skips) => {
		const program = programOf(`g: GLOB *1\n! ${condition} @x\nskipped: GLOB *1\nx: !\nlater: GLOB *1`);
		expect(program.symbols.some(({ name }) => name === 'skipped')).toBe(!skips);
	});

	test('the line of the label counts, and its label is declared if it can be', () => {
		expect(programOf('! GOTO @x\n9 % garbage " !\nx: GLOB *2').symbols).toMatchObject([{ name: 'x', sizeWords: 2 }]);
		expect(verdictOn('! GOTO @x\n   x: !')).toBe('ok');
		expect(verdictOn('! GOTO @x\nx:')).toBe(19);
		expect(errorOf('! GOTO @x.5\nx#5: !')).toMatchObject({ number: 17, line: null, detail: 'x.5', at: { line: 1, column: 9 } });
	});

	test.each([
		['! GOTO @9', 12],
		['! EQUi #1 #2 @9x', 12],
		['! IFDF <A> @x', 12],
		['! IFDF &g:1 @x', 12],
		['! LSSf #1.0 #2.0 @x', 13],
		['! EQUp &NULL &NULL @x', 13],
		['! NOOP', 13],
		['! DATi #1', 13],
		['! FUNC', 13],
		['! MOVi #1 #2', 11],
		['! MOVi *1 #2', 13],
		['! ADDi #A #1.0 #2', 11],
		['! ADDi <A> <B> #2', 9],
		['DEFi #1', 13],
		['FAIL now', 13],
	])('%s is error %i', (line, number) => expect(verdictOn(line)).toBe(number));

	test('FAIL gives its text as it is', () => {
		expect(errorOf('\t! FAIL  it\'s "raw"; all of it \t')).toMatchObject({
			number: 7,
			detail: 'it\'s "raw"; all of it',
			column: 4,
		});
	});

	test('a DEF without label is evaluated and defines nothing', () => {
		expect(verdictOn('! DEFi #1')).toBe('ok');
		expect(verdictOn('! DEFi #1.0')).toBe(4);
	});
});

describe('of several faults on a line the first in the order of gazl.md 8.1 counts', () => {
	test.each([
		['9x: GLOB *-1', 23],
		['9x: GLOB *99999', 26],
		['GLOB #1 2 3 4', 6],
		['GLOB #1 2', 13],
		['MOVEE 1 2 3 4', 14],
		['DATu 1 2 3 4', 13],
		['9x: DATi 5', 1],
		['9x: DATs', 1],
		['g: GLOB *1\n9x: DATs', 20],
		['g: GLOB *1\n9x: DATs ab', 0],
		['g: GLOB *1\n9x: DATi 1', 12],
		['g: GLOB *0\nDATi 5', 0],
		['g: GLOB *1\nDATi 5', 31],
		['x: LOCA *-1', 22],
		['f: FUNC\n9x: LOCA *-1\nRETU', 23],
		['9x: ! DEFi #1.0', 4],
		['9x: ! DEFi #1', 12],
		['9x: MOVi 1 #1.0', 18],
		['f: FUNC\n9x: MOVi 1 #1.0', 12],
		['f: FUNC\nMOVi 1 #1.0', 12],
		['f: FUNC\nDIVi 1 %0 #0', 12],
		['f: FUNC\nEQUi #1 #1.0 @9', 4],
		['f: FUNC\nSWCH 1 *-1 @9', 12],
		['f: FUNC\nSWCH %0 *-1 @9', 23],
		['f: FUNC\nSWCH %0 *9999 @9', 26],
		['f: FUNC\nSWCH %0 *9 @9', 12],
		['f: FUNC\nf: FUNC', 28],
		['f: FUNC\ng: FUNC', 21],
		['f: FUNC\nGOTO @x\nx: NOOP\ng: FUNC', 33],
	])('%j is error %i', (source, number) => expect(verdictOn(source)).toBe(number));

	test('capacities come at their places', () => {
		expect(verdictOn('f: FUNC\n9: MOVi %0 #1', { codeCapacity: 1 })).toBe(12);
		expect(verdictOn('f: FUNC\nMOVi 9 #1', { codeCapacity: 1 })).toBe(25);
		expect(verdictOn('f: FUNC\nEQUi #1 #1 @9', { codeCapacity: 1 })).toBe(25);
		expect(verdictOn('f: FUNC\nRETU\n9: FUNC', { functionCapacity: 1 })).toBe(32);
		expect(verdictOn('f: FUNC\nRETU\ng: FUNC', { codeCapacity: 2 })).toBe(25);
	});
});

describe('columns point at what is wrong', () => {
	test.each([
		['x: GLOB *1 *2 *3 *4', 18],
		['\tGLOB #3', 2],
		['abc:\tGLOB *-3', 12],
		['9x: GLOB *1', 1],
		['f: FUNC\n  MOVi %0 #12ab', 14],
		['f: FUNC\n  MOVi %0 #NAME', 12],
		['f: FUNC\n  MOVi %0 <AB>', 11],
		['g: GLOB *1\nf: FUNC\n  PEEK %0 &g:1', 12],
		['f: FUNC\n  PEEK %0 &g:-1', 14],
		['f: FUNC\n  DIVi %0 %1 #0', 14],
		['f: FUNC\n RETU\n GOTO @9', 8],
	])('%j in column %i', (source, column) => expect(errorOf(source).column).toBe(column));

	test('faults found late point at where they were written', () => {
		expect(errorOf('f: FUNC\n CALL &x\n RETU')).toMatchObject({ line: null, column: 1, at: { line: 2, column: 8 } });
		expect(errorOf('f: FUNC\n GOTO @x\ng: FUNC')).toMatchObject({ line: 3, column: 1, at: { line: 2, column: 8 } });
		expect(errorOf('f: FUNC\n RETU\n l: NOOP\ng: FUNC')).toMatchObject({ line: 4, column: 1, at: { line: 3, column: 2 } });
		expect(errorOf('\n f: FUNC\n MOVi %0 #1\n')).toMatchObject({ line: null, at: { line: 2, column: 2 } });
	});

	test('messages name what is wrong and say what belongs there', () => {
		const { message } = errorOf(inFunction('x: LOCf', 'ADDi %0 x #1'));
		expect(message).toContain('“x”');
		expect(message).toContain('LOCf');
		expect(message).toContain('an int variable');
		expect(errorOf(`x: GLOB ${'y'.repeat(1e5)}`).message.length).toBeLessThan(500);
	});
});
