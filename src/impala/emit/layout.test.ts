import { describe, expect, test } from 'vitest';
import { assembled, compiled, errorsIn } from '../run-program.testing.ts';

/** Lines without labels of the compiler's own and without tabs. */
const linesOf = (source: string) =>
	compiled(source)
		.trimEnd()
		.split('\n')
		.map((line) => line.trim().replace(/:\t/, ': '));

test('a frame is result, arguments, locals; without a result a word stands in its place', () => {
	expect(linesOf('function f(int a, float b, funcptr c) returns pointer r locals int d, array e[3], float g { d = 1; }')).toEqual(
		['f: FUNC', '$r: OUTp', '$a: INPi', '$b: INPf', '$c: INPp', '$d: LOCi', '$e: LOCA *3', '$g: LOCf', 'MOVi $d #1', 'RETU'],
	);
	expect(linesOf('function f() { }')).toEqual(['f: FUNC', 'PARA *1', 'RETU']);
});

test('data keeps the order of the source, with the default values of its types', () => {
	expect(
		linesOf(
			'global int a readonly float b = 1.5 temporary pointer c global funcptr d extern array e global array g[2] = { 1, "x" }',
		),
	).toEqual([
		...['GLOB *1', 'a: DATi #0', 'CNST *1', 'b: DATf #1.5', 'TEMP *1', 'c: DATp &NULL', 'GLOB *1', 'd: DATp &NULL'],
		...[
			'g: GLOB *2',
			expect.stringMatching(/^DATA #1 &\.s_\w+$/),
			expect.stringMatching(/^\.s_\w+: CNST \*2$/),
			'DATs x',
			'DATi #0',
		],
	]);
});

test('arithmetic over constants of the host stays in the text, each computation before its use', () => {
	expect(linesOf('const int A const int B readonly int M = (1 << A) | (1 << B) global array r[A + 1]')).toEqual([
		...['CNST *1', '! SHLi <A> #1 #A', '! SHLi <B> #1 #B', '! IORi <A> <A> <B>', 'M: DATi <A>'],
		...['! ADDi <A> #A #1', 'r: GLOB *<A>'],
	]);
});

test('a computed value of a list has a row of its own, directly behind its computation', () => {
	expect(linesOf('const int A global array r[4] = { 1, 2, A + 1, A }')).toEqual([
		...['r: GLOB *4', '! ADDi <A> #A #1', 'DATA #1 #2', 'DATA <A>', 'DATA #A'],
	]);
});

test('a const that is worked out from one which stands for a later address is told', () => {
	expect(errorsIn('extern array e const pointer P = global e const pointer T = P + 1')).toEqual(['NOT_CONSTANT']);
});

test('float literals are copied as they are written', () => {
	expect(linesOf('const float A = 0.10000000000000000555 global float g = -1.50e-3')).toEqual([
		'A: ! DEFf #0.10000000000000000555',
		'GLOB *1',
		'g: DATf #-1.50e-3',
	]);
});

test('the worked example of the specification comes to its instructions', () => {
	const lines = linesOf(`const int BITS
readonly int mask = (1 << BITS) - 1
global array ring[1 << BITS]
global int head
function push(int v, funcptr hook) returns int old locals int i {
	i = global head & global mask;
	old = (int) global ring[i];
	global ring[i] = v;
	global head = i + 1;
	if (hook != nullfunc && v > old * 2) hook(i, global ring[i]);
}`);
	const body = lines.slice(lines.findIndex((line) => line.startsWith('$i:')) + 1);
	expect(body.map((line) => line.replace(/^\S+: /, '').replace(/@\S+/, '@'))).toEqual([
		...[
			'PEEK %0 &head',
			'PEEK %1 &mask',
			'ANDi $i %0 %1',
			'PEEK $old &ring $i',
			'POKE &ring $i $v',
			'ADDi %0 $i #1',
			'POKE &head %0',
		],
		...['EQUp $hook &NULL @', 'MULi %0 $old #2', 'LEQi $v %0 @', 'MOVi %1 $i', 'PEEK %2 &ring $i', 'CALL $hook %0 *3', 'RETU'],
	]);
});

describe('strings', () => {
	const constants = (source: string) => assembled(source).constantImage;

	test('are stored once, and one that another ends with shares its words', () => {
		// "hello" with its zero, and the guard word.
		expect(constants('function main() locals pointer p { p = "hello"; p = "llo"; p = ""; p = "hello"; }')).toHaveLength(7);
		expect(constants('function main() locals pointer p { p = "llo"; p = "hello"; p = "llo"; }')).toHaveLength(11);
	});

	test('have every byte as it is', () => {
		const image = constants('function main() locals pointer p { p = " a;b \\n\\u0000\\u00ffz  "; }');
		expect([...image]).toEqual([32, 97, 59, 98, 32, 10, 0, 255, 122, 32, 32, 0, 0]);
	});

	test('of a const pointer stand directly before it', () => {
		const lines = linesOf('function f() { f("later"); } const pointer P = "first"');
		expect(lines.indexOf('DATs first')).toBeLessThan(lines.findIndex((line) => line.startsWith('P: ! DEFp')));
		expect(lines.indexOf('DATs later')).toBeGreaterThan(lines.findIndex((line) => line.startsWith('P: ! DEFp')));
	});

	test('have labels of their own in units that are put together', () => {
		const labels = ['global int a function f() { f("x"); }', 'global int b function g() { g("x"); }'].map(
			(source) => /^(\.s_\w+):/m.exec(compiled(source))?.[1],
		);
		expect(new Set(labels).size).toBe(2);
	});
});

describe('jumps take no detours', () => {
	const countOf = (source: string, mnemonic: string) => linesOf(source).filter((line) => line.includes(mnemonic)).length;
	test.each([
		['if with a goto', 'function f(int a) { again: if (a < 1) goto again; }', 0],
		['the last arm of a switch', 'function f(int a) { switch (a == 0 to 2) { case 0: f(1); case 1: f(2); } }', 1],
		['a jump to the next statement', 'function f() { goto on; on: ; }', 0],
		['a loop in an if in a loop', 'function f(int a) { while (a < 1) { if (a < 2) f(1); else f(2); } }', 2],
	])('%s', (_, source, jumps) => {
		expect(countOf(source, 'GOTO')).toBe(jumps);
	});

	test('an endless loop stays one', () => {
		expect(linesOf('function f() { loop ; }')).toEqual(['f: FUNC', 'PARA *1', '.loop0: GOTO @.loop0', 'RETU']);
	});
});
