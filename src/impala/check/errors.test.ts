import { expect, test } from 'vitest';
import { compileImpala } from '../compile.ts';
import { errorsIn } from '../run-program.testing.ts';

const LOCALS = 'int i, int x, float f, pointer p, funcptr g, array a[3]';
const inMain = (statements: string) => `function main() locals ${LOCALS} { ${statements} }`;

/** Sources with the one error that they have (impala.md 17), and the text that it must point to. */
const ERRORS: readonly (readonly [source: string, code: string, at: string])[] = [
	['function main() { zork(); }', 'UNDECLARED_NAME', 'zork'],
	['global int a global float a', 'DECLARED_OTHERWISE', 'a'],
	['global int a global int a', 'ALREADY_DECLARED', 'a'],
	['function f(int a) locals float a { }', 'ALREADY_DECLARED', 'a'],
	['function f(int a) returns int a { }', 'ALREADY_DECLARED', 'a'],
	['extern float a global int a', 'DECLARED_OTHERWISE', 'a'],
	['extern native f function f() { }', 'DECLARED_OTHERWISE', 'f'],
	['const int K = 1.5', 'NOT_CONSTANT', '1.5'],
	['const float K = 1', 'NOT_CONSTANT', '1'],
	['global funcptr f = null', 'NOT_CONSTANT', 'null'],
	['global int b = 2 global int a = global b', 'NOT_CONSTANT', 'global b'],
	['global pointer p = &global p', 'UNDECLARED_NAME', 'p'],
	['extern function q global array a[2] = { q() }', 'NOT_CONSTANT', 'q()'],
	['extern native q global array a[2] = { q }', 'NOT_CONSTANT', 'q'],
	['function f(int n) locals array a[n] { }', 'UNDECLARED_NAME', 'n'],
	['global array a[3] global pointer p = &global a[0] + 1', 'NOT_CONSTANT', '&global a[0] + 1'],
	[inMain('i = i + 1.0;'), 'OPERAND_TYPES', '+'],
	[inMain('f = f % 2.0;'), 'OPERAND_TYPES', '%'],
	[inMain('i[0] = 1;'), 'OPERAND_TYPES', '['],
	[inMain('if (p == 0) ;'), 'OPERAND_TYPES', '=='],
	[inMain('p = 1 + p;'), 'OPERAND_TYPES', '+'],
	[inMain('copy(1 from i to a)'), 'ADDRESS_TYPE', 'i'],
	[inMain('copy(1 from "q" to a[0])'), 'ADDRESS_TYPE', 'a[0]'],
	[inMain('f = ~f;'), 'OPERAND_TYPE', '~'],
	[inMain('i = (int) f;'), 'CAST_TYPE', '(int)'],
	[inMain('p = (pointer) i;'), 'CAST_TYPE', '(pointer)'],
	[inMain('g = (funcptr) p;'), 'CAST_TYPE', '(funcptr)'],
	[inMain('*i = 1;'), 'OPERAND_TYPE', '*'],
	[inMain('**p = 1;'), 'OPERAND_TYPE', '*'],
	[inMain('i = 2.0;'), 'ASSIGNMENT_TYPES', '='],
	[inMain('p = nullfunc;'), 'ASSIGNMENT_TYPES', '='],
	[inMain('main = 3;'), 'ASSIGNMENT_TYPES', '='],
	[inMain('(float) a[1] = 8;'), 'ASSIGNMENT_TYPES', '='],
	[inMain('for (i = 0 to 2.0) ;'), 'LOOP_BOUND_TYPE', '2.0'],
	[inMain('for (i = 0 to a[0]) ;'), 'LOOP_BOUND_TYPE', 'a[0]'],
	['function f(int a) { a = 1; }', 'NOT_ASSIGNABLE', 'a'],
	['function f(int a) locals pointer p { p = &a; }', 'NO_ADDRESS', 'a'],
	['readonly int R = 5 function f() { global R = 3; }', 'NOT_ASSIGNABLE', 'global R'],
	['readonly int R = 5 extern int R function f() { global R = 3; }', 'NOT_ASSIGNABLE', 'global R'],
	[inMain('main = main;'), 'NOT_ASSIGNABLE', 'main'],
	[inMain('i + x = 3;'), 'NOT_ASSIGNABLE', 'i + x'],
	[inMain('p = &a;'), 'NO_ADDRESS', 'a'],
	[inMain('p = &main;'), 'NO_ADDRESS', 'main'],
	[inMain('p = &5;'), 'NO_ADDRESS', '5'],
	[inMain('i = (int) (&(x = 5))[0];'), 'NO_ADDRESS', '(x = 5)'],
	[`global int i function main() { for (global i = 0 to 2) ; }`, 'LOOP_VARIABLE', 'global i'],
	['function f(int n) { for (n = 0 to 2) ; }', 'LOOP_VARIABLE', 'n'],
	[inMain('switch (f == 0 to 3) { }'), 'SWITCH_TYPE', 'f'],
	[inMain('switch (a[0] == 0 to 3) { }'), 'SWITCH_TYPE', 'a[0]'],
	[inMain('switch (i == 0 to 3) { default: ; default: ; }'), 'TWO_DEFAULTS', 'default'],
	[inMain('i();'), 'NOT_CALLABLE', 'i'],
	[inMain('a[1]();'), 'NOT_CALLABLE', 'a[1]'],
	[`extern function q ${inMain('i = q(); f = q();')}`, 'RESULT_CONFLICT', 'q()'],
	[`extern function q ${inMain('i = q();')} function q() returns float r { r = 1.0; }`, 'RESULT_CONFLICT', 'float r'],
	[`function q() returns int r { r = 1; } ${inMain('f = q();')}`, 'ASSIGNMENT_TYPES', '='],
	[`extern native n ${inMain('a[0] = n;')}`, 'NATIVE_AS_VALUE', 'n'],
	[`extern native n ${inMain('main(n);')}`, 'NATIVE_AS_VALUE', 'n'],
	[`extern native n ${inMain('g = n;')}`, 'ASSIGNMENT_TYPES', '='],
	// Accepted by the reference and always refused by the loader (impala.md 16).
	['global int a const int a = 3', 'NAME_TAKEN', 'a'],
	['global int NULL', 'NAME_TAKEN', 'NULL'],
	[inMain('goto nolabel;'), 'MISSING_LABEL', 'nolabel'],
	[inMain('x: ; x: ;'), 'DUPLICATE_LABEL', 'x'],
	[inMain('$x: ;'), 'NAME_TAKEN', '$x'],
	[inMain('a[3] = 1;'), 'INDEX_OUT_OF_RANGE', 'a[3]'],
	[inMain('a[-1] = 1;'), 'INDEX_OUT_OF_RANGE', 'a[-1]'],
	[inMain('i = (int) (&x)[1];'), 'INDEX_OUT_OF_RANGE', '(&x)[1]'],
	[`const int Z = 0 ${inMain('i = i / Z;')}`, 'DIVISION_BY_ZERO', 'i / Z'],
	[inMain('f = 5.0 / 0.0;'), 'DIVISION_BY_ZERO', '5.0 / 0.0'],
	[inMain('i = i << -1;'), 'NEGATIVE_SHIFT', 'i << -1'],
	[`readonly array R[2] ${inMain('global R[0] = 3;')}`, 'WRITE_TO_CONSTANT', 'global R[0]'],
	[inMain('("abc")[0] = 3;'), 'WRITE_TO_CONSTANT', '("abc")[0]'],
	[inMain('copy(2 from a to "abc")'), 'WRITE_TO_CONSTANT', '"abc"'],
	['global array a[-2]', 'NEGATIVE_SIZE', '-2'],
	[inMain('copy(-1 from a to p)'), 'NEGATIVE_SIZE', '-1'],
	['global array a[2] = { 1, 2, 3 }', 'TOO_MANY_ITEMS', '3'],
	[inMain('switch (i == 0 to 4) { case 2: ; case 1 + 1: ; }'), 'DUPLICATE_CASE', '1 + 1'],
	[inMain('switch (i == 1 to 4) { case 0: ; }'), 'CASE_BELOW_RANGE', '0'],
	[inMain('switch (i == 4 to 1) { }'), 'EMPTY_RANGE', '1'],
	[inMain('i = (int) *null;'), 'NULL_ACCESS', '*null'],
	[inMain('p = null + 1;'), 'NULL_ACCESS', 'null + 1'],
	[inMain('nullfunc();'), 'NULL_ACCESS', 'nullfunc()'],
	[`global int v ${inMain('(global v = 3) = 5;')}`, 'NOT_ASSIGNABLE', '(global v = 3)'],
];

test.each(ERRORS)('%s: %s at %j', (source, code, at) => {
	const result = compileImpala(source);
	if (result.ok) throw new Error('It compiles.');
	const errors = result.diagnostics.filter(({ severity }) => severity === 'error');
	expect(errors.map((error) => error.code)).toEqual([code]);
	const { start, end } = errors[0].range;
	expect(source.slice(start.offset, end.offset)).toBe(at);
});

/** Sources that both references take, or that the new compiler takes by its policy (impala.md 0.1, 18 and 19). */
const ACCEPTED: readonly string[] = [
	'',
	';;; // nothing',
	'\u00ef\u00bb\u00bfglobal int a',
	'const int A; const int A; const int A = 3; const int A;',
	'extern int x global int x extern int x',
	'const int NULL',
	'function toString() { } global int __proto__ const int constructor = 1',
	'function $() locals int break, int return, int $x, int a$b { break = return; $x = a$b; }',
	'function f() locals { }',
	'global array a[3] = { &global a[1], 2 } global array b[2] = { }',
	'extern function main readonly array a[6] = { 1, 2.5, "str", main, null, nullfunc } function main() { }',
	'function f() { f(); global f(); } function g() { f(1, 2.0, "x"); }',
	`extern function later ${inMain('later(1); i = later(2); f = (float) later(3);')} function later() returns int r { r = 1; }`,
	inMain('i = a[0]; f = i = a[1]; f = (float) (i = *p); (a[0] = 5) + 1;'),
	inMain('i = (a[0] = 5) + 1; a[i] = f; (float) a[1] = 2.5;'),
	`function h(float v) returns pointer r { r = "x"; } ${inMain('i = h(f)[1]; x = *h(f); ')}`,
	inMain('goto x; done: x: ;'),
	inMain('i = 7; if (i == 1 & 1) ; if ((i) < 3) ; if (((i) < 3)) ; if (!(i == 2) && !(!i == 3)) ;'),
	inMain('switch (i == 4 to 6) { case 6: ; case 900: ; default: ; }'),
	inMain('p = &a[4];'),
	`readonly int R = 1 ${inMain('p = &global R;')}`,
	inMain('*p; p[3]; f; global main;'),
	'function f() { } global int x = 3; const funcptr F = f',
	inMain('i = 5 << -1;'),
];

test.each(ACCEPTED)('%j compiles', (source) => {
	expect(errorsIn(source)).toEqual([]);
});

/** Sources with the sentence that must be in the message: traps that people fall into. */
const HINTS: readonly (readonly [source: string, hint: RegExp])[] = [
	['global int level function main() { level = 3; }', /write global level/],
	[inMain('global x = 3;'), /leave out global/],
	['function main() { later(); }\n\nfunction later() { }', /line 3; write extern function later/],
	[inMain('i = X;'), /Did you mean x\?/i],
	[inMain('i = 2.0;'), /ftoi/],
	[inMain('f = 1;'), /1\.0 instead of 1/],
	[inMain('f = 1.;'), /digits on both sides/],
	[inMain('f = 1.5f;'), /no suffixes/],
	[inMain('i = 0X10;'), /lower case/],
	[inMain('i = a[0] + 1;'), /\(int\)/],
	[inMain('x = (i < 3);'), /comparison is no value/],
	[inMain('if (i) ;'), /!= 0/],
	[inMain('i += 1;'), /x = x \+/],
	[inMain('return 1;'), /no return/],
	[inMain('for (i = 0; i < 3; i = i + 1) ;'), /for \(i = 0 to 10\)/],
	[inMain('switch (i == 0 to 3) { case 1: case 2: ; }'), /commas/],
	['function f() locals int i = 3 { }', /no initial values/],
	['function f() locals int a, b { }', /repeats its type/],
	['function f(array a) { }', /pass a pointer/],
	['global int x = 3, y = 4', /one name/],
	[inMain('i = (int) f;'), /use ftoi/],
	[inMain('if (p == 0) ;'), /null is the pointer/],
];

test.each(HINTS)('the message for %j helps: %s', (source, hint) => {
	const result = compileImpala(source);
	if (result.ok) throw new Error('It compiles.');
	expect(result.diagnostics.map(({ message }) => message).join('\n')).toMatch(hint);
});
