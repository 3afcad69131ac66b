import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runProgram } from '../run-program.testing.ts';

/** An expression as text and what it comes to. */
interface Sample {
	readonly text: string;
	readonly value: number;
}

/** What the names of the program below stand for. */
const VALUES: readonly Sample[] = [
	{ text: 'a', value: 7 },
	{ text: 'b', value: -3 },
	{ text: 'global h', value: 1_000_003 },
	{ text: 'K', value: 5 },
	{ text: 'HOST', value: 3 },
	{ text: '(int) t[1]', value: 11 },
	{ text: '(int) t[a - 5]', value: 13 },
	{ text: '(int) global u[K - 4]', value: -17 },
	{ text: '(int) *(p + 2)', value: 13 },
];

const PROGRAM = (statements: string) => `
const int K = 5
const int HOST
global int h = 1000003
global array u[3] = { 1, -17, 2 }
function mix(int x, int y) returns int r locals int s, int q { s = x * 3; q = y; r = s - q; }
function main() locals int a, int b, pointer p, array t[4] {
	a = 7; b = -3; t[0] = 9; t[1] = 11; t[2] = 13; t[3] = 15; p = t;
	${statements}
}`;

const OPERATORS: readonly (readonly [symbol: string, level: number, compute: (x: number, y: number) => number])[] = [
	['|', 0, (x, y) => x | y],
	['&', 0, (x, y) => x & y],
	['^', 0, (x, y) => x ^ y],
	['<<', 0, (x, y) => x << y],
	['>>', 0, (x, y) => x >> y],
	['>>>', 0, (x, y) => x >>> y],
	['+', 1, (x, y) => x + y],
	['-', 1, (x, y) => x - y],
	['*', 2, Math.imul],
];

/**
 * Shifts, whose counts are kept from 1 to 15: the assembler refuses negative constants there, and an unsigned shift of constants
 * by 0 that gives a negative one (gazl.md 7.1).
 */
const isShift = (symbol: string) => symbol.length > 1;

interface Tree extends Sample {
	/** Precedence of its outermost operator, 3 for what needs no parentheses. */
	readonly level: number;
}

const { tree } = fc.letrec<{ tree: Tree; leaf: Tree; node: Tree }>((tie) => ({
	leaf: fc.oneof(
		fc.constantFrom(...VALUES).map((sample) => ({ ...sample, level: 3 })),
		fc.integer({ min: -100, max: 100 }).map((value) => ({ text: String(value), value, level: 3 })),
	),
	node: fc.oneof(
		fc.tuple(fc.constantFrom(...OPERATORS), tie('tree'), tie('tree')).map(([[symbol, level, compute], x, y]) => {
			const right = isShift(symbol) ? { text: `((${y.text}) & 15 | 1)`, value: (y.value & 15) | 1, level: 3 } : y;
			const left = x.level < level ? `(${x.text})` : x.text;
			const second = right.level <= level ? `(${right.text})` : right.text;
			return { text: `${left} ${symbol} ${second}`, value: compute(x.value, right.value) | 0, level };
		}),
		fc.tuple(tie('tree'), tie('tree')).map(([x, y]) => {
			return { text: `(int) mix(${x.text}, ${y.text})`, value: (Math.imul(x.value, 3) - y.value) | 0, level: 3 };
		}),
		fc.tuple(fc.constantFrom('- ', '~'), tie('tree')).map(([symbol, x]) => {
			return { text: `${symbol}(${x.text})`, value: (symbol === '~' ? ~x.value : -x.value) | 0, level: 3 };
		}),
	),
	tree: fc.oneof({ maxDepth: 6, depthSize: 'large' }, tie('leaf'), tie('node')),
}));

test('expressions over variables, memory, constants and calls come to what arithmetic says', () => {
	fc.assert(
		fc.property(fc.array(tree, { minLength: 1, maxLength: 12 }), (trees) => {
			const { printed } = runProgram(PROGRAM(trees.map(({ text }) => `printInt(${text});`).join('\n\t')));
			expect(printed).toEqual(trees.map(({ value }) => value));
		}),
		{ numRuns: 150 },
	);
});
