/** gazl.md 4, 6, 8, 9 and 11: operands, directives, instructions and where things lie. */

import { describe, expect, test } from 'vitest';
import { wordOfFloat } from './arithmetic.ts';
import { errorOf, listingOf, programOf, verdictOn } from './assembly.testing.ts';
import { INSTRUCTION_FORMS } from './instruction-forms.ts';
import { OP, OPCODES } from './opcodes.ts';
import { OPERAND_RULES } from './operand-codes.ts';
import { IP_OFFSET, MEMORY_OFFSET } from './program.ts';

const NAN = '0e400';
const NEGATIVE_NAN_WORD = 0xffc00000 | 0;

/** What some lines of a function with plenty of variables assemble to, FUNC and RETU left out. */
function body(...lines: string[]): string[] {
	const declarations = ['n: INPi', 'i: LOCi', 'x: LOCf', 'p: LOCp', 'a: LOCA *4'];
	return listingOf(['g: GLOB *8', 'k: CNST *2', 'f: FUNC', ...declarations, ...lines, 'end: RETU'].join('\n')).slice(1, -1);
}

/** The verdict on such lines. */
function verdict(...lines: string[]): number | 'ok' {
	const declarations = ['n: INPi', 'i: LOCi', 'x: LOCf', 'p: LOCp', 'a: LOCA *4', 'z: LOCA *0'];
	return verdictOn(['g: GLOB *8', 'k: CNST *2', 'f: FUNC', ...declarations, ...lines, 'end: RETU'].join('\n'));
}

describe('the table of forms', () => {
	test('every opcode but FUNC and those of SWCH and folding is reached, and no form has more operands than it can place', () => {
		const reached = new Set<number>();
		for (const { action, operands } of INSTRUCTION_FORMS) {
			if (action.does !== 'emit') continue;
			const opcode = OPCODES[OP[action.opcode]];
			reached.add(OP[action.opcode]);
			for (const [i, code] of operands.entries()) {
				const kind = opcode?.operands[i];
				const { shape } = OPERAND_RULES[code];
				if (kind === undefined) expect(code).toBe('*hint');
				else if (shape === 'label') expect(kind).toBe('target');
				else if (shape === 'variable') expect(['read', 'write', 'update', 'base', 'window']).toContain(kind);
				else expect(['word', 'address', 'count', 'function', 'native']).toContain(kind);
			}
		}
		const missing = OPCODES.filter(({ number }) => !reached.has(number)).map(({ name }) => name);
		expect(missing).toEqual(['FUNC', 'SWCH']);
	});

	test('mnemonic, kind of line and shapes select one row', () => {
		const keys = INSTRUCTION_FORMS.map(({ mnemonic, isCompileTime, operands }) =>
			[isCompileTime, mnemonic, ...operands.map((code) => OPERAND_RULES[code].shape)].join(' '),
		);
		expect(new Set(keys).size).toBe(keys.length);
	});
});

describe('operands', () => {
	const g = MEMORY_OFFSET;

	test('variables are offsets from the end of the locals, transients count from there', () => {
		expect(body('MOVE i a:3', 'MOVi %5 n')).toEqual(['MOVE_s -7 -1', 'MOVE_s 5 -8']);
	});

	test('# and & reach addresses, & with an offset', () => {
		expect(body('MOVp p #g', 'MOVp p &g', 'MOVp p &g:9', 'MOVp p &NULL', 'MOVp p &f', 'CALL #f', 'CALL &f:0')).toEqual([
			`MOVE_c -5 ${g}`,
			`MOVE_c -5 ${g}`,
			`MOVE_c -5 ${g + 9}`,
			'MOVE_c -5 0',
			`MOVE_c -5 ${IP_OFFSET}`,
			'CALL_function 0 0',
			'CALL_function 0 0',
		]);
		expect(verdict('MOVp p #g:3')).toBe(12);
		expect(verdict('CALL &f:1')).toBe(27);
		expect(verdict('CALL ^trace:1')).toBe(27);
		expect(verdict('CALL ^trace:0')).toBe('ok');
	});

	test('compile-time variables go with or without #', () => {
		expect(body('! MOVi <A> #3', 'MOVi i <A>', 'MOVi i #<A>', 'MOVi %<A> #1', 'MOVE i a:<A>')).toEqual([
			'MOVE_c -7 3',
			'MOVE_c -7 3',
			'MOVE_c 3 1',
			'MOVE_s -7 -1',
		]);
		expect(verdict('MOVi i &<A>')).toBe(2);
		expect(verdict('! MOVp <P> &g', 'MOVp p &<P>')).toBe(12);
	});

	test('transients take numbers, characters and names', () => {
		expect(body('N: ! DEFi #2', "MOVE %N %'\x01'")).toEqual(['MOVE_s 2 1']);
		expect(verdict('MOVi %-1 #0')).toBe(23);
		expect(verdict('MOVi %1:1 #0')).toBe(16);
		expect(verdict('MOVi %N #0')).toBe(24);
		expect(verdict('MOVi % #0')).toBe(12);
	});

	test('an offset on any constant that goes anywhere is added to its word', () => {
		expect(body('N: ! DEFi #5', 'POKE &g &N:4')).toEqual(['POKE_fixed_c 0 9']);
		expect(verdict('N: ! DEFi #5', 'MOVi i &N')).toBe(2);
	});

	test('any-constant operands wait for constants defined later', () => {
		expect(body('POKE &g #N', 'POKE &g #X', 'SETL a i #N', 'N: ! DEFi #-5', 'X: ! DEFf #1.0')).toEqual([
			'POKE_fixed_c 0 -5',
			`POKE_fixed_c 0 ${wordOfFloat(1)}`,
			'SETL_c -4 -7 -5',
		]);
		expect(verdict('POKE &late:9 #1', 'late: GLOB *9')).toBe(27);
		expect(verdict('POKE &late #1', 'late: CNST *9')).toBe(10);
		expect(verdict('POKE &late:9 i #1', 'late: GLOB *9')).toBe('ok');
		expect(verdict('PEEK i &late', 'late: CNST *9')).toBe('ok');
		expect(verdict('CALL ^late')).toBe(8);
		expect(verdict('CALL &late', 'late: GLOB *1')).toBe(10);
	});

	test.each([
		['LOCA #3', 13],
		['MOVi i #N', 24],
		['MOVi i:0 #1', 'ok'],
		['MOVi i:1 #1', 27],
		['MOVi z #1', 27],
		['MOVi a:4 #1', 27],
		['MOVi i: #1', 12],
		['MOVi :1 #1', 12],
		['MOVi n #1', 10],
		['MOVi x #1', 10],
		['MOVi a #1', 'ok'],
		['ADRL p n *0', 'ok'],
		['ADRL p a:99 *0', 'ok'],
		['ADRL p end *0', 24],
		['GETL i a:99 i', 'ok'],
		['SETL a:99 i i', 'ok'],
		['SETL n i i', 10],
		['CALL &f i *1', 10],
		['CALL &f %0', 13],
		['CALL p %0 *0', 'ok'],
		['CALL x', 10],
		['PEEK i &k', 'ok'],
		['POKE &k #1', 10],
		['PEEK i &g #1', 13],
		['PEEK i &g:8', 27],
		['PEEK i &g:8 i', 'ok'],
		['PEEK i &NULL', 10],
		['MOVi i "A"', 12],
		["MOVi i #'A'", 'ok'],
		['MOVi i #.5', 24],
		['MOVi i #0XFF', 16],
		['MOVi i #0x80000000', 'ok'],
		['SHLi i i #0x80000000', 23],
		['SHLi i #1 #-1', 23],
		['SHRu i #1 #-1', 23],
		['SHRi i #1 #-1', 'ok'],
		['SHRi i i #-1', 23],
		['SHLi i #-1 i', 'ok'],
		['MOVf x #1', 5],
		['MOVi i #1e5', 4],
		['MOVp p #0', 5],
		['MOVE i #1', 13],
		['fTOi i x', 13],
		['FORf x #1.0 @end', 13],
		['GOTO @end:0', 12],
		['GOTO @i', 10],
		['RETU #0', 13],
		['EQUp &g &g @end', 'ok'],
		['EQUp &g &late @end', 24],
		['EQUp &late p @end', 8],
		['ADDp p &late #1', 24],
		['ADDp p &NULL #1', 10],
		['ADDp p &f i', 10],
		['DIFp i &late p', 8],
	])('%s gives %s', (line, number) => expect(verdict(line)).toBe(number));
});

describe('instructions', () => {
	const g = MEMORY_OFFSET;

	test('pointer arithmetic, compares and loops are those of ints', () => {
		expect(
			body(
				'ADDp p &g:1 i',
				'SUBp p p #3',
				'DIFp i p &g',
				'LSSp p &g @end',
				'GEQp &g p @end',
				'FORp p &g:8 @end',
				'FORp p p @end',
			),
		).toEqual([
			`ADDi_cs -5 ${g + 1} -7`,
			'SUBi_sc -5 -5 3',
			`SUBi_sc -7 -5 ${g}`,
			`LSSi_sc -5 ${g} 8`,
			`GEQi_cs ${g} -5 8`,
			`FORi_c -5 ${g + 8} 8`,
			'FORi_s -5 -5 8',
		]);
	});

	test('memory operations have addresses without bias where they are fixed', () => {
		expect(
			body('PEEK i &g:7', 'PEEK i &g i', 'PEEK i p', 'PEEK i p #-1', 'PEEK i p i', 'POKE &g:1 &g', 'POKE &g i x', 'POKE p i #2'),
		).toEqual([
			'PEEK_fixed -7 7',
			'PEEK_cs -7 0 -7',
			'PEEK_s -7 -5',
			'PEEK_sc -7 -5 -1',
			'PEEK_ss -7 -5 -7',
			`POKE_fixed_c 1 ${g}`,
			'POKE_cs_s 0 -7 -6',
			'POKE_ss_c -5 -7 2',
		]);
		expect(body('COPY &g &k *2', 'COPY p &k *1', 'GETL i a i', 'ADRL p a:2 *0')).toEqual([
			`COPY_cc 0 ${4096 - 3} 2`,
			`COPY_sc -5 ${4096 - 3} 1`,
			'GETL -7 -4 -7',
			'ADRL -5 -2',
		]);
	});

	test('calls have a window, %0 without one', () => {
		expect(body('CALL &f', 'CALL &f %3 *2', 'CALL ^yield %1 *1', 'CALL p %2 *0')).toEqual([
			'CALL_function 0 0',
			'CALL_function 0 3',
			'CALL_native 1 1',
			'CALL_s -5 2',
		]);
	});

	test('a fixed address outside memory, and one among constants, is left to run time', () => {
		expect(body('! SUBp <P> &g #1', 'PEEK i <P>', 'POKE <P> i', '! ADDp <P> &k #0', 'POKE <P> #1')).toEqual([
			'PEEK_fixed -7 -1',
			'POKE_fixed_s -1 -7',
			`POKE_fixed_c ${4096 - 3} 1`,
		]);
		expect(body('! ADDp <P> &k #0', 'alias: ! DEFp <P>', 'POKE &alias #1')).toEqual([`POKE_fixed_c ${4096 - 3} 1`]);
	});

	test('instructions with constants only become moves', () => {
		expect(body('ADDi i #0x7fffffff #1', 'DIVi i #-7 #2', 'SHRi i #-8 #-31', 'ABSi i #0x80000000', 'DIFp i &g:3 &g:5')).toEqual([
			`MOVE_c -7 ${-0x80000000}`,
			'MOVE_c -7 -3',
			'MOVE_c -7 -4',
			`MOVE_c -7 ${-0x80000000}`,
			'MOVE_c -7 -2',
		]);
		expect(body('ADDf x #1.0 #2.0', 'iTOf x #3 #0.5', 'fTOi i #-1.9 #1.0', 'FLOf x #-0.0', 'ADDp p &g #-1')).toEqual([
			`MOVE_c -6 ${wordOfFloat(3)}`,
			`MOVE_c -6 ${wordOfFloat(1.5)}`,
			'MOVE_c -7 -1',
			`MOVE_c -6 ${wordOfFloat(-0)}`,
			`MOVE_c -5 ${g - 1}`,
		]);
		expect(body(`MOVf x #${NAN}`, `ABSf x #${NAN}`)).toEqual([`MOVE_c -6 ${NEGATIVE_NAN_WORD}`, `MOVE_c -6 ${0x7fc00000}`]);
	});

	test.each([
		['EQUi #1 #1', true],
		['LSSi #2 #1', false],
		['GRTi #1 #-1', true],
		['EQUp &g &g', true],
		['LSSp &g &g:1', true],
		['NEQp &NULL &f', true],
		['EQUf #0.0 #-0.0', true],
		['NEQf #0.0 #-0.0', false],
		['LSSf #-2.0 #-1.0', true],
		['GRTf #-1.0 #-2.0', true],
		['GEQf #-1.0 #-2.0', true],
		['LEQf #1.0 #2.0', true],
		['LEQf #-1.0 #2.0', true],
		['LEQf #2.0 #-1.0', false],
		['LEQf #-2.0 #-1.0', false],
		['LEQf #-1.0 #-2.0', true],
		['LEQf #0.0 #-0.0', false],
		[`EQUf #${NAN} #${NAN}`, false],
		[`NEQf #${NAN} #${NAN}`, true],
		[`LSSf #${NAN} #1.0`, false],
		[`GRTf #${NAN} #1.0`, false],
		[`GEQf #${NAN} #1.0`, true],
		[`LEQf #1.0 #${NAN}`, false],
		[`LEQf #${NAN} #1.0`, true],
	])('%s is a jump: %s', (test, taken) => expect(body(`${test} @end`)).toEqual(taken ? ['GOTO 2'] : []));

	test('a branch that is never taken does not look at its label and lets locals follow', () => {
		expect(verdict('LSSi #2 #1 @9x')).toBe('ok');
		expect(verdict('NOOP', 'LSSi #2 #1 @9x', 'late: LOCi', 'MOVi late #1')).toBe('ok');
		expect(verdict('LSSi #1 #2 @end', 'late: LOCi')).toBe(22);
		expect(verdictOn('f: FUNC\nl: EQUi #1 #1 @l')).toBe('ok');
		expect(verdictOn('f: FUNC\nl: EQUi %0 #1 @l')).toBe(21);
		expect(verdictOn('f: FUNC\nl: SWCH %0 *0 @l')).toBe(21);
	});
});

describe('frames', () => {
	const transients = (...lines: string[]): number | undefined =>
		programOf(['f: FUNC', 'p: LOCp', 'q: LOCA *4', ...lines, 'RETU'].join('\n')).functions[0]?.transientWords;

	test.each([
		[['MOVi %3 #1'], 4],
		[['CALL &f %2 *3'], 5],
		[['ADRL p q *9'], 5],
		[['ADRL p q:9 *0'], 5],
		[['ADRL p q *3'], 0],
		[['ADRL p %2 *0'], 3],
		[['GETL p q:99 %1'], 2],
	])('%j needs %i transients', (lines, words) => expect(transients(...lines)).toBe(words));

	test('more transients than a word can count are as many as it can', () => {
		expect(transients('MOVi %2147483647 #1')).toBe(0x80000000);
		expect(transients('CALL &f %2147483647 *2147483647')).toBe(0x80000000);
		expect(listingOf('f: FUNC\nMOVi %2147483647 #1\nRETU')[0]).toBe('FUNC 0 -2147483648');
		expect(listingOf('f: FUNC\nLOCA *2147483647\nx: LOCA *2147483647\nMOVi x #1\nRETU')).toEqual([
			'FUNC 2147483647 0',
			'MOVE_c -2147483647 1',
			'RETU',
		]);
	});

	test('slots are numbered as declared, whatever they are', () => {
		const [f] = programOf('f: FUNC\nPARA *2\nx: INPf\no: OUTi\na: LOCA *0\nb: LOCp\nRETU').functions;
		expect(f).toEqual({
			name: 'f',
			start: 0,
			end: 2,
			localWords: 5,
			transientWords: 0,
			line: 1,
			slots: [
				{ name: '', directive: 'PARA', slot: 0, sizeWords: 2, line: 2 },
				{ name: 'x', directive: 'INPf', slot: 2, sizeWords: 1, line: 3 },
				{ name: 'o', directive: 'OUTi', slot: 3, sizeWords: 1, line: 4 },
				{ name: 'a', directive: 'LOCA', slot: 4, sizeWords: 0, line: 5 },
				{ name: 'b', directive: 'LOCp', slot: 4, sizeWords: 1, line: 6 },
			],
		});
	});

	test('functions have ordinals in order, known by name to data and code', () => {
		const program = programOf('r: GLOB *2\nDATp &b &a\na: FUNC\nRETU\nb: FUNC\nCALL &a\nRETU');
		expect([...program.globalImage]).toEqual([IP_OFFSET + 1, IP_OFFSET]);
		expect([...program.entryPoints]).toEqual([0, 2]);
		expect(program.functions.map(({ name, start, end }) => [name, start, end])).toEqual([
			['a', 0, 2],
			['b', 2, 5],
		]);
		expect([...program.lines]).toEqual([3, 4, 5, 6, 7]);
	});
});

describe('memory', () => {
	test('globals grow up, constants and jump tables down from below the guard', () => {
		const program = programOf(
			'a: GLOB *2\nDATi #1\nk: CNST *2\nDATi #2 #3\nt: TEMP *1\nf: FUNC\ns: SWCH %0 *1 @s\nRETU\nl: CNST *1\nDATi #4\nz: GLOB *0',
			{ memoryWords: 32 },
		);
		expect([...program.globalImage]).toEqual([1, 0, 0]);
		expect([...program.constantImage]).toEqual([4, 0, 0, 2, 3, 0]);
		expect(program.symbols).toEqual([
			{ name: 'a', section: 'GLOB', address: 0, sizeWords: 2, line: 1 },
			{ name: 'k', section: 'CNST', address: 29, sizeWords: 2, line: 3 },
			{ name: 't', section: 'TEMP', address: 2, sizeWords: 1, line: 5 },
			{ name: 'l', section: 'CNST', address: 26, sizeWords: 1, line: 9 },
			{ name: 'z', section: 'GLOB', address: 3, sizeWords: 0, line: 11 },
		]);
	});

	test('labels on data lines are words of the section, DEFp are aliases', () => {
		const { symbols } = programOf('k: CNST *9\na: DATi #1 #2\nb: DATs hello\nc: DATi\nd: ! DEFp &b\nGLOB *1\ne: DATi #1');
		expect(symbols.slice(1)).toEqual([
			{ name: 'a', section: 'CNST', address: 4086, sizeWords: 1, line: 2 },
			{ name: 'b', section: 'CNST', address: 4088, sizeWords: 5, line: 3 },
			{ name: 'c', section: 'CNST', address: 4093, sizeWords: 1, line: 4 },
			{ name: 'd', section: 'alias', address: 4088, sizeWords: 1, line: 5 },
			{ name: 'e', section: 'GLOB', address: 0, sizeWords: 1, line: 7 },
		]);
		expect(verdictOn('g: GLOB *2\nx: DATi #1 #2\np: GLOB *1\nDATp &x:1')).toBe('ok');
	});

	test('constants of source and host are listed with their words', () => {
		const { constants } = programOf('A: ! DEFi #-1\nB: ! DEFf #0.5\nP: ! DEFp &g\ng: GLOB *1'.replace('P: ! DEFp &g\n', ''), {
			constants: { H: 7 },
		});
		expect(constants).toEqual([
			{ name: 'H', type: 'int', word: 7 },
			{ name: 'A', type: 'int', word: -1 },
			{ name: 'B', type: 'float', word: wordOfFloat(0.5) },
		]);
	});

	test('text is raw: no comments, quotes or escapes, bytes are signed', () => {
		expect([...programOf('s: GLOB *12\n DATs  a;"\'!\\n \t\xe4 \t').globalImage]).toEqual([
			...[...'a;"\'!\\n \t'].map((c) => c.charCodeAt(0)),
			0xe4 - 0x100,
			0,
			0,
		]);
		expect([...programOf("s: GLOB *1\nDATi #'\xe4'").globalImage]).toEqual([0xe4]);
	});

	test('an open section goes on across functions', () => {
		expect([...programOf('s: GLOB *2\nDATi #1\nf: FUNC\nDATi #2\nRETU').globalImage]).toEqual([1, 2]);
	});

	test('memory less the guard can be claimed, no more', () => {
		expect(verdictOn('x: GLOB *9', { memoryWords: 10 })).toBe('ok');
		expect(verdictOn('x: GLOB *10', { memoryWords: 10 })).toBe(26);
		expect(verdictOn('x: CNST *10', { memoryWords: 10 })).toBe(26);
		expect(verdictOn('x: GLOB *2147483647')).toBe(26);
	});
});

describe('jump tables', () => {
	test('hold distances from the SWCH, the default where a case has no label and at the end', () => {
		const program = programOf('f: FUNC\nSWCH %0 *3 @s\nSWCH %0 *0 @s\ns.0: RETU\ns#2: RETU\ns.3: RETU\ns.01: RETU\ns: RETU');
		expect([...program.constantImage]).toEqual([5, 2, 6, 3, 6, 0]);
		expect(listingOf('f: FUNC\nSWCH %0 *1 @s\ns: RETU')).toEqual(['FUNC 0 1', `SWCH 0 1 ${4096 - 3}`, 'RETU']);
	});

	test('need their default, and labels for cases', () => {
		expect(errorOf('f: FUNC\nSWCH %0 *1 @s\ns.0: RETU')).toMatchObject({
			number: 8,
			detail: 's',
			line: null,
			at: { line: 2, column: 13 },
		});
		expect(errorOf('f: FUNC\ns.0: LOCi\nSWCH %0 *1 @s\ns: RETU')).toMatchObject({ number: 10, detail: 's.0' });
		expect(verdictOn('f: FUNC\ns.1: LOCi\nSWCH %0 *1 @s\ns: RETU')).toBe('ok');
	});
});
