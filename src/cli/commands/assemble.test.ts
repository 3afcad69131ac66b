import { expect, test } from 'vitest';
import { HEAP_END, HEAP_START, MACHINE_WORDS } from '../../bridge/machine-size.ts';
import { workplace } from '../p8.testing.ts';

const { p8, p8Json, write } = workplace();

const SOURCE = `RATE: ! DEFi #-1
gain: GLOB *2
table: CNST *3
	DATi #1 #2 #3
process: FUNC
x: LOCi
	MOVi %1 #DEBUG
	RETU
`;

test('sizes and symbols of a program', async () => {
	const { code, json } = await p8Json('assemble', write('ok.gazl', SOURCE));
	expect(code).toBe(0);
	// The guard word counts as a constant; the first constants end just below it (gazl.md 11).
	expect(json).toEqual({
		size: { instructions: 3, globals: 2, constants: 4, functions: 1 },
		heap: null,
		registers: false,
		functions: [{ name: 'process', line: 5, instructions: 3, localWords: 1, transientWords: 2 }],
		symbols: [
			{ name: 'gain', section: 'GLOB', address: 0, sizeWords: 2, line: 2 },
			{ name: 'table', section: 'CNST', address: 131068, sizeWords: 3, line: 3 },
		],
		constants: [{ name: 'RATE', type: 'int', word: 'ffffffff' }],
		diagnostics: [],
	});
});

test('for people the same as tables', async () => {
	const { out } = await p8('assemble', write('ok.gazl', SOURCE));
	expect(out).toMatch(/^3 instructions, 1 functions?, 2 words of globals, 4 words of constants\n/);
	expect(out).toMatch(/^table +CNST +131068 +3 +3$/m);
});

test('an error stands at the place to look at, whatever the line that the reference reports', async () => {
	const file = write('label.gazl', 'main: FUNC\n\tGOTO @nowhere\n\tRETU\nother: FUNC\n\tRETU\n');
	const { code, err, json } = await p8Json('assemble', file);
	expect(code).toBe(1);
	expect(err).toMatch(/^label\.gazl:2:\d+: error FORWARD_SYMBOL_NOT_FOUND: .*nowhere/);
	expect(json.diagnostics).toMatchObject([{ file: 'label.gazl', line: 2, name: 'FORWARD_SYMBOL_NOT_FOUND', severity: 'error' }]);
});

test('a firmware with natives of the heap and registers has both, and its constants above the heap', async () => {
	const words = 'table: CNST *3\n\tDATi #1 #2 #3\nbase: GLOB *1\n';
	const code = 'process: FUNC\n\tMOVp %0 &HW_BASE\n\tPOKE &base %0\n\tMOVi %1 #4\n\tCALL ^frameAlloc %0 *2\n\tRETU\n';
	const {
		code: exitCode,
		json,
		err,
		out,
	} = await p8Json('assemble', write('heap.gazl', words + code)).then(async (result) => ({
		...result,
		out: (await p8('assemble', 'heap.gazl')).out,
	}));
	expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
	// Levels begin at the end of the device's memory, whatever the firmware; the constants are between data stack and levels in number.
	expect(json.heap).toEqual({ address: MACHINE_WORDS - 4, sizeWords: HEAP_END - HEAP_START + 4 });
	expect(json.registers).toBe(true);
	expect(json.symbols).toContainEqual({ name: 'table', section: 'CNST', address: HEAP_END, sizeWords: 3, line: 1 });
	expect(out).toContain(`4 words of constants, a heap of ${HEAP_END - HEAP_START + 4} words\n`);
});

test('--debug defines DEBUG as 1', async () => {
	const file = write('debug.gazl', '\t! EQUi #DEBUG #0 @off\n\t! FAIL debugging\noff: !\n');
	expect((await p8('assemble', file)).code).toBe(0);
	expect((await p8('assemble', file, '--debug')).err).toContain('FAIL_DIRECTIVE');
});

test('source may define the host constants itself', async () => {
	const file = write('own.gazl', 'PARAM_COUNT: ! DEFi #9\nparams: GLOB *PARAM_COUNT\n');
	expect((await p8Json('assemble', file)).json).toMatchObject({
		size: { globals: 9 },
		constants: [{ name: 'PARAM_COUNT', word: '00000009' }],
	});
});

test('a native that only test programs may call is taken with a warning', async () => {
	const file = write('test-native.gazl', 'main: FUNC\n\tCALL ^add\n\tCALL ^add\n\tCALL ^yield\n\tRETU\n');
	const { code, err } = await p8('assemble', file);
	expect(code).toBe(0);
	expect(err).toMatch(/^test-native\.gazl:2:1: warning TEST_NATIVE: .*'add'.*\n$/);
});
