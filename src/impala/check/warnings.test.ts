import { describe, expect, test } from 'vitest';
import { analyse } from '../compile.ts';
import { warningsIn } from '../run-program.testing.ts';

const WARNED: readonly (readonly [source: string, codes: readonly string[]])[] = [
	['function f(int x) { } function main() { f(); }', ['ARGUMENT_COUNT']],
	['function f(int x) { } function main() { f(1.0); }', ['ARGUMENT_TYPE']],
	['function f() returns int r { r = 1; } global float x function main() { global x = (float) f(); }', ['RESULT_REINTERPRETED']],
	['function f(int i) { switch (i == 0 to 3) { case 3: ; } }', ['CASE_NEVER_SELECTED']],
	['global int x function f(int a, int b) { global x = a | b & 3; }', ['MIXED_BITWISE']],
	['global int x function f(int a, int b) { global x = a & b | 3; global x = a | (b & 3); global x = a << 1 | b; }', []],
	['function f(int a) { if (a == 1 & 3) ; }', ['BITWISE_IN_COMPARISON']],
	['function f(int a) { if (a == 1 << 3) ; }', []],
	['function f(int a) { a; a + 1; }', ['NO_EFFECT', 'NO_EFFECT']],
	['function f() { f(); }', []],
	['function f() locals int a, array b[3] { }', ['UNUSED_LOCAL', 'UNUSED_LOCAL']],
	['function f() { here: ; }', ['UNUSED_LABEL']],
	['function f() { goto end; f(); f(); end: ; }', ['UNREACHABLE']],
	['function f() { loop { f(); } f(); }', ['UNREACHABLE']],
	['function f(int a) { if (a == 1) goto end; else goto end; f(1); end: ; }', ['UNREACHABLE']],
	['function f() returns int r { }', ['RESULT_NEVER_ASSIGNED']],
	['global pointer g function f() returns int r { global g = &r; }', []],
];

test.each(WARNED)('%s: %j', (source, codes) => {
	expect(warningsIn(source)).toEqual(codes);
});

describe('a read before any write is told', () => {
	const main = (statements: string) => `global int o global pointer q function f() locals int x, int i { ${statements} }`;
	test.each([
		['global o = x; i = 1; global o = i;', ['READ_BEFORE_WRITE']],
		['if (x == 1) x = 2; i = 1; global o = i;', ['READ_BEFORE_WRITE']],
		['for (i to 3) x = 1; global o = x;', ['READ_BEFORE_WRITE']],
	])('%s', (statements, codes) => {
		expect(warningsIn(main(statements))).toEqual(codes);
	});
	test.each([
		'if (global o == 1) x = 2; i = x; global o = i;',
		'loop { if (global o == 3) global o = x; x = 1; i = x; global o = i; }',
		'again: global o = x; x = 1; i = x; global o = i; goto again;',
		'global q = &x; i = x; global o = i;',
		'i = (x = 2) + x; global o = i;',
		'for (i = 0 to 3) x = i; global o = x;',
	])('but not in %s', (statements) => {
		expect(warningsIn(main(statements))).toEqual([]);
	});
});

describe('a loop of process that never yields is told', () => {
	const process = (body: string) => `extern native yield extern native trace extern function other
		function wait() { yield(); } function idle() { trace("x"); } function process() { ${body} }`;
	test.each(['loop { }', 'loop { idle(); trace("y"); }', 'loop { idle(); loop { idle(); } }'])('%s', (body) => {
		expect(warningsIn(process(body))).toContain('LOOP_WITHOUT_YIELD');
	});
	test.each(['loop { yield(); }', 'loop { idle(); wait(); }', 'loop { other(); }', 'loop { goto out; } out: ;'])(
		'but not %s',
		(body) => {
			expect(warningsIn(process(body))).not.toContain('LOOP_WITHOUT_YIELD');
		},
	);
});

describe('of a function that is not understood as a whole, nothing is guessed', () => {
	const codesOf = (source: string) => analyse(source).diagnostics.map(({ code }) => code);

	test.each([
		'function f() locals int a { a = 1 + ; }',
		'function f() locals int a, int b { a = b; b++; }',
		'function f() { goto end; f(); end: ; f( ; }',
		'function f() returns int r { return 3; }',
		'function f() { here: ; goto ; }',
	])('%s', (source) => {
		expect(codesOf(source)).toEqual(['UNEXPECTED']);
	});

	test('nor where a malformed character hides a statement', () => {
		expect(codesOf('function f() locals int a { ? a; }')).toEqual(['UNKNOWN_CHARACTER']);
	});

	test('nor of a loop that calls it', () => {
		const source = 'extern native yield function wait() { yield(; } function process() { loop { wait(); } }';
		expect(codesOf(source)).toEqual(['UNEXPECTED']);
	});

	test('but of the functions beside it', () => {
		expect(codesOf('function f() { f( ; } function g() locals int a { }')).toEqual(['UNEXPECTED', 'UNUSED_LOCAL']);
	});
});
