import { expect, test } from 'vitest';
import { printedBy, runProgram } from '../run-program.testing.ts';

/** Statements of main, what they print (impala.md 18 and 6.4), and declarations before main. */
const PRINTED: readonly (readonly [statements: string, printed: readonly number[], declarations?: string])[] = [
	['printInt(0xFFFFFFFFF);', [-1]],
	["printInt('abcdef'); printInt(''); printInt('\\n');", [1667523942, 0, 23662]],
	['printInt(012); printInt(--5); printInt(- - 5); printInt(5 - -3); printInt(5+-3);', [12, 5, 5, 8, 2]],
	['x = 7; printInt(x--1); y = 7; printInt(y---1); printInt(5 -3);', [8, 6, 2]],
	['printFloat(-0.0); n = 0.0; printFloat(-n); printFloat(- 0.0);', [-0, 0, 0]],
	['printInt((int) ("\\u5A7E")[0]); printInt((int) ("\\u0000x")[1]);', [126, 120]],
	['x = 6; printInt(x & 3 + 1); printInt(x << 1 + 1); printInt(x | 1 ^ 7 & 2 << 1);', [4, 24, 0]],
	['printInt(1 | 2 & 4); printInt(4 & 2 | 1);', [0, 1]],
	['printInt(-7 / 2); printInt(-7 % 3); printInt(-8 >> 1); printInt(-8 >>> 28); x = 33; printInt(5 << x);', [-3, -1, -4, 15, 10]],
	['x = 2; printInt(x * 2 + (x = 10)); printInt((x = 7) + x);', [30, 14]],
	['b = 3; printInt((x = b) + (b = 10));', [20]],
	['x = 1; printInt((x + 0) * 1 + (x = 5));', [6]],
	['printInt(global h + (int) raise()); ', [101], 'global int h = 5 function raise() returns int r { global h = 100; r = 1; }'],
	['printInt(global h * 1 + (int) raise());', [6], 'global int h = 5 function raise() returns int r { global h = 100; r = 1; }'],
	[
		'global fp(sw());',
		[2],
		'global funcptr fp function one(int v) { printInt(1); } function two(int v) { printInt(2); } function sw() { global fp = two; }',
	],
	['g = one; g((g = two));', [2], 'function one(int v) { printInt(1); } function two(int v) { printInt(2); }'],
	['x = 6; show(x, (x = 2), x);', [6, 2, 2], 'function show(int a, int b, int c) { printInt(a); printInt(b); printInt(c); }'],
	['i = 1; a[1] = 0; a[3] = 0; a[i] = i = 3; printInt((int) a[3]); printInt((int) a[1]);', [3, 0]],
	['x = 1; y = 2; (x = y) = 9; printInt(x); printInt(y);', [2, 9]],
	[
		'for (i = 0 to 3) printInt(i); printInt(i); for (i = 5 to 3) ; printInt(i); i = 7; for (i to 9) printInt(i);',
		[0, 1, 2, 3, 5, 7, 8],
	],
	['x = 3; y = 0; for (i = 0 to x) { if (i == 1) x = 5; y = y + 1; } printInt(y);', [5]],
	['y = 0; for (i = 0 to global k) { if (i == 1) global k = 5; y = y + 1; } printInt(y);', [3], 'global int k = 3'],
	['for (i = 0 to (i = 2)) printInt(i);', [2]],
	['x = 0; for (p = a to &a[4]) { *p = x; x = x + 1; } printInt((int) a[3]);', [3]],
	['do x = x + 1; while (x < 5) printInt(x);', [5]],
	['a[0] = 4; a[1] = 5; a[2] = 6; copy(3 from a to &a[5]) printInt((int) a[6]);', [5]],
	['if ((i = 4) == 4 && i == 4) printInt(1); if ((i + 1) * 2 == 10) printInt(2); if (!!(i == 4)) printInt(3);', [1, 2, 3]],
	['a[0] = 1; a[4] = 2; p = &a[2]; printInt((int) *(p - 2)); printInt((int) *(p - -2)); printInt((int) *(p - +2));', [1, 2, 1]],
	['a[0] = 7; p = &a[3]; printInt((int) *(p - HOST)); printInt((int) *(p - 0x3));', [7, 7], 'const int HOST'],
	['printInt(&a[10] - a);', [10]],
	['p = null; y = 0; 1 / 0; x / y; *p; p[3]; printInt(3);', [3]],
	['i = 6; switch (i == 4 to 6) { case 5: printInt(5); case 6: printInt(6); default: printInt(0); }', [0]],
	[
		'i = 4; switch (i == HOST to HOST + 4) { case HOST + 1, HOST + 3: printInt(1); default: printInt(0); }',
		[1],
		'const int HOST',
	],
	["switch (3 == 0 to 5) { case 3: printInt(1); } i = 'b'; switch (i == 'a' to 'z') { case 'b': printInt(2); }", [1, 2]],
	[
		'a[1] = twice; printInt((int) ((funcptr) a[1])(21)); g = twice; printInt((int) (g)(5));',
		[42, 10],
		'function twice(int v) returns int r { r = v * 2; }',
	],
	['i = 1; printInt((int) ("hello")[0]); printInt((int) ("llo")[i]);', [104, 108]],
	[
		'n = 0.0; n = n - n; f = 1.0e30; f = f * f; n = f - f; if (n >= 1.0) printInt(1); if (n <= 1.0) printInt(2); if (n < 1.0) printInt(3); if (n == n) printInt(4); if (n != n) printInt(5);',
		[1, 2, 5],
	],
	['x = 3; b = 1; y = 3; if (x == b = y) printInt(b);', [3]],
	['p = "llo"; q = "hello"; printInt(("llo") - q); if (p == ("llo")) printInt(1); else printInt(0);', [2, 0]],
	['i = 1; printInt((i = i + 1) + (i = i + 1) * i);', [12]],
	[
		'if ((int) tell() == 1 && (int) tell() == 0 || (int) tell() == 0) printInt(9);',
		[1, 1, 9],
		'function tell() returns int r { printInt(1); r = 0; }',
	],
	['x = 1; f = itof(x) * 2.0 + itof((x = 5)); printFloat(f); x = 1; n = 2.0; printFloat(itof(x) * n + itof((x = 5)));', [15, 7]],
	['n = 1.0; printInt(ftoi(n * 2.0) + ftoi((n = 5.0)));', [15]],
	[
		'i = 1; a[0] = 10; a[1] = 20; a[2] = 30; p = a; printInt((int) *(p + i) + (i = 2)); i = 1; printInt((int) *(p + i + 0) + (i = 2));',
		[32, 22],
	],
	[
		'printInt((1 - (global h + (1 * global k))) - (int) F());',
		[-30],
		'global int k = 10 global int h = 20 function F() returns int r locals int u, int v { r = 1; u = 100; v = 200; }',
	],
	['printInt(z(21));', [42], 'function z() returns int y locals int x { y = x * 2; }'],
	[
		'printInt(z(1, 2, 30, 12));',
		[42],
		'function z(int u, int v) returns int y locals array x[3] { y = (int) x[0] + (int) x[1]; }',
	],
	['printInt(three() + 1);', [4], 'function three() returns int r { r = 3; }'],
	['a[2] = 7; i = a[2]; printInt(i);', [7]],
	[
		'printInt(big());',
		[50],
		'const int N = 3 function big() returns int r locals array b[N*100], array c[N+1], int e { e = 50; b[250] = 1; r = e; }',
	],
	["for(i=0to 3);switch(i==0to 70){case'A':;case 3:printInt(1);}", [1]],
	['goto skip; printInt(1); skip: again: printInt(2);', [2]],
	['printInt(x = 3); printInt(global s);', [3, 1], 'global int s = 3 -2'],
	['i = 1; x = i + (i = 2); { ; } ; printInt(x);', [4]],
];

test.for(PRINTED)('%s prints %j', ([statements, printed, declarations = '']) => {
	expect(printedBy(statements, declarations)).toEqual(printed);
});

/** What impala.md 16 marks as a weakness of the reference that may be compiled properly. */
const LIFTED: readonly (readonly [what: string, statements: string, printed: readonly number[], declarations?: string])[] = [
	['a const null', 'p = P; if (p == null) printInt(1);', [1], 'const pointer P = null'],
	[
		'a const function',
		'printInt(F(4)); g = F; printInt((int) g(5));',
		[8, 10],
		'function twice(int v) returns int r { r = v * 2; } const funcptr F = twice',
	],
	['counting from a string that comes later', 'p = "abc" + 1; printInt((int) *p);', [98]],
	['comparing strings that come later', 'if ("a" == "a") printInt(1);', [1]],
	[
		'comparing functions',
		'if (main == main) printInt(1); if (other != main) printInt(2);',
		[1, 2],
		'extern function main function other() { }',
	],
	[
		'an array and a constant offset',
		'printInt((int) *(global t + 2)); printInt((int) *(&global t[3] - 2));',
		[30, 20],
		'global array t[4] = { 10, 20, 30, 40 }',
	],
	[
		'elements of a const pointer',
		'printInt((int) P[1]); printInt((int) *(P + 2)); i = (int) *P; printInt(i); a[0] = *P; printInt((int) a[0]);',
		[98, 99, 97, 97],
		'const pointer P = "abc"',
	],
	[
		'two offsets',
		'printInt((int) (&global t[2])[1]); a[3] = 5; printInt((int) (&a[2])[1]); p = "hello"; printInt((int) ("llo")[1]);',
		[40, 5, 108],
		'global array t[4] = { 10, 20, 30, 40 }',
	],
	['two strings of one beginning', 'printInt(B - A);', [-10], 'const pointer A = "sample 1" const pointer B = "sample 2x"'],
];

test.for(LIFTED)('%s can be used', ([, statements, printed, declarations = '']) => {
	expect(printedBy(statements, declarations)).toEqual(printed);
});

test('constants of the host are worked with at assembly, more of them at once than there are capital letters', () => {
	// 0 - (3 - (6 - … )): every product stays in a register of its own until the last is known.
	const factors = Array.from({ length: 30 }, (_, index) => index);
	const difference = `${factors.map((factor) => `(HOST * ${factor} + 0)`).join(' - (')}${')'.repeat(29)}`;
	const expected = factors.map((factor) => 3 * factor).reduceRight((rest, value) => value - rest);
	expect(printedBy(`printInt(${difference});`, 'const int HOST')).toEqual([expected]);
});

test.each([
	['p = null; printInt((int) *p);', -2],
	['p = null; *p = 3;', -3],
	['g = nullfunc; g();', -4],
	['x = 5; y = 0; x = x / y;', -7],
	['f = 5.0; n = 0.0; f = f / n;', -7],
	['i = -1; a[i] = 2;', -3],
	['p = "text"; p[0] = 1;', -3],
])('%s stops with status %i', (statements, status) => {
	const locals = 'int i, int x, int y, float f, float n, pointer p, funcptr g, array a[4]';
	expect(runProgram(`function main() locals ${locals} { ${statements} }`).status).toBe(status);
});

test('an index beyond a local array reaches the next local', () => {
	const { printed } = runProgram('function main() locals array a[4], int e, int i { e = 1; i = 4; a[i] = 55; printInt(e); }');
	expect(printed).toEqual([55]);
});

test('an assertion that fails passes its text, one that holds does what its condition does', () => {
	const failed = runProgram('function main() { assert(1 == 2 ) ; }');
	expect([failed.status, failed.assertion]).toEqual([-9, '(1 == 2 )']);
	expect(runProgram('function main() locals int x { x = 1; assert((x = 4) == 4); printInt(x); }').printed).toEqual([4]);
});
