import { describe, expect, test } from 'vitest';
import { analyse } from '../compile.ts';

const inMain = (statements: string) => `function main() locals int a, int b, pointer p { ${statements} }`;

/** The hints of all that is wrong with a source, in order, without the warnings. */
function hintsOf(source: string): readonly string[] {
	return analyse(source)
		.diagnostics.filter(({ severity }) => severity === 'error')
		.map(({ hint }) => hint);
}

const NO_STRUCTURES = 'There are no structures: use an array and a constant for each index, as in p[INDEX].';
const MAIN = 'Write “function main(…)”; a result is named behind it: returns int NAME.';

describe('a declaration as in C', () => {
	test.each([
		['int counter', 'Write “global int counter”.'],
		['float level = 1.0;\nfunction f() { }', 'Write “global float level”.'],
		['int table[16];', 'Write “global array table[16]”.'],
		['int table[2 + 3];', 'Write “global array table[…]”.'],
		['int main() { }', MAIN],
		['void main(int a) { }', MAIN],
		['char c;', 'The types are int, float, pointer and funcptr.'],
		[inMain('int d = 3;'), 'Locals are declared before the {: “locals int d”.'],
		[inMain('pointer d;'), 'Locals are declared before the {: “locals pointer d”.'],
		[inMain('int d[4];'), 'Locals are declared before the {: “locals array d[4]”.'],
		[inMain('for (int i = 0 to 3) ;'), 'Locals are declared before the {: “locals int i”.'],
		[inMain('global int d;'), 'Globals are declared outside of functions.'],
		[inMain('double d;'), 'The types are int, float, pointer and funcptr.'],
	])('%j is told how to write it', (source, hint) => {
		expect(hintsOf(source)).toEqual([hint]);
	});
});

describe('an operator of C', () => {
	test.each([
		['a++;', 'There is no ++: write a = a + 1.'],
		['a--;', 'There is no --: write a = a - 1.'],
		['++a;', 'There is no ++: write a = a + 1.'],
		['global a++;', 'There is no ++: write global a = global a + 1.'],
		['++global a;', 'There is no ++: write global a = global a + 1.'],
		['p[0]++; b = 3;', 'There is no ++: write x = x + 1.'],
		['p[0]--; b = 3;', 'There is no --: write x = x - 1.'],
		['if (a = 3) ;', '“=” assigns, “==” compares.'],
		['while (a = 3 && b == 4) ;', '“=” assigns, “==” compares.'],
		['while (true) ;', 'There is no true: write (1 == 1), or use loop, which never ends.'],
		['a = a ? b : 3;', 'There is no ? and : between values: use if … else.'],
		['a = p->x;', NO_STRUCTURES],
		['a = p.x;', NO_STRUCTURES],
		['a = + b;', 'There is no unary plus; a sign must touch its number.'],
		['return b;', 'There is no return: assign the variable of the returns clause, and use goto to leave early.'],
	])('%j is told what to write', (statement, hint) => {
		expect(hintsOf(inMain(statement))).toEqual([hint]);
	});

	test('-- before a name is sound and does nothing, which is told with the same hint', () => {
		const hints = analyse('function f(int a) { --a; }').diagnostics.map(({ code, hint }) => [code, hint]);
		expect(hints).toEqual([['NO_EFFECT', 'There is no --: write a = a - 1.']]);
	});
});

test.each([
	['#define SIZE 3\n', 'There is no #define: use const, as in “const int SIZE = 3”.'],
	['#define GAIN 0.5', 'There is no #define: use const, as in “const float GAIN = 0.5”.'],
	['#define TWICE(x) x', 'There is no #define: use const, as in “const int SIZE = 16”.'],
	['#include "x.h"', 'There is no #include: a source is one file; use const and extern for what the device gives.'],
])('the directive %j is told what to use', (source, hint) => {
	expect(hintsOf(source)).toEqual([hint]);
});

test.each([
	['a = true;', 'There is no true in Impala: write 1.'],
	['a = false;', 'There is no false in Impala: write 0.'],
	['p = NULL;', 'Write null, in small letters.'],
])('the constant of C in %j is told what to write', (statement, hint) => {
	expect(hintsOf(inMain(statement))).toEqual([hint]);
});

test('a constant that a source declares itself is no habit', () => {
	expect(hintsOf('const int true = 1 function f() returns int a { a = true; }')).toEqual([]);
});
