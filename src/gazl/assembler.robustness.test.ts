import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assemble } from './assembler.ts';
import { CORPUS_HOST, corpusCases, type RunCase, runCaseSource } from './assembly.testing.ts';
import { ASSEMBLY_ERRORS } from './errors.ts';
import { verifyProgram } from './verify-program.ts';

const LINE_END = /\r\n|\r|\n/;

/** Holds what any text must give: a well-formed program or an error at a place in the text. */
function expectProgramOrError(source: string): 'ok' | number {
	const result = assemble(source, CORPUS_HOST);
	if (result.ok) {
		verifyProgram(result.program);
		return 'ok';
	}
	const { number, name, line, column, at, message } = result.error;
	const texts = (source.split('\0')[0] ?? '').split(LINE_END);
	const fits = (place: { line: number; column: number }): boolean =>
		place.line >= 1 &&
		place.line <= texts.length &&
		place.column >= 1 &&
		place.column <= (texts[place.line - 1] ?? '').length + 1;
	if (!fits(at) || (line !== null && !fits({ line, column })) || message.length < 10 || ASSEMBLY_ERRORS[name].number !== number) {
		throw new Error(`${JSON.stringify(result.error)} for ${JSON.stringify(source)}`);
	}
	return number;
}

const corpus = [
	...corpusCases<RunCase>('run/expected.json').map(runCaseSource),
	...corpusCases<{ source: string }>('errors/cases.json').map(({ source }) => source),
];

/** Pieces that change what a line means. */
const PIECES = [
	...'!;:#&<>@^*%\'" \t\n\r\0.-+0189aA_$',
	'<A>',
	'%2147483647',
	'*2147483647',
	'#0x80000000',
	'&NULL',
	'FUNC',
	'@a',
	'1e9',
];

test('ten thousand mutations of the corpus give a program or an error at a place in the text', () => {
	const mutation = fc.record({
		text: fc.nat(corpus.length - 1),
		edits: fc.array(
			fc.record({
				at: fc.double({ min: 0, max: 1, noNaN: true }),
				remove: fc.nat(6),
				insert: fc.oneof(fc.constantFrom(...PIECES), fc.constant('')),
			}),
			{ minLength: 1, maxLength: 3 },
		),
	});
	const seen = new Set<number | 'ok'>();
	fc.assert(
		fc.property(mutation, ({ text, edits }) => {
			let source = corpus[text] ?? '';
			for (const { at, remove, insert } of edits) {
				const position = Math.floor(at * source.length);
				source = source.slice(0, position) + insert + source.slice(position + remove);
			}
			seen.add(expectProgramOrError(source));
		}),
		{ seed: 1, numRuns: 10_000 },
	);
	// The mutations are worth something only if they reach most kinds of fault and still assemble at times.
	expect(seen.size).toBeGreaterThan(20);
	expect(seen).toContain('ok');
});

test('any bytes give a program or an error', () => {
	fc.assert(
		fc.property(fc.array(fc.nat(255), { maxLength: 200 }), (bytes) => void expectProgramOrError(String.fromCharCode(...bytes))),
		{ seed: 2, numRuns: 1000 },
	);
});

describe('hostile texts end in time in proportion to their length', () => {
	/** Lines, and a fifth of the characters of long lines: with quadratic work these take hours. */
	const many = 200_000;
	const repeat = (count: number, line: (i: number) => string): string =>
		Array.from({ length: count }, (_, i) => line(i)).join('');
	const name = 'n'.repeat(5 * many);

	test.each<[string, () => string, number | 'ok']>([
		['many labels', () => `f: FUNC\n${repeat(many, (i) => `l${i}: NOOP\n`)}RETU`, 'ok'],
		['many locals', () => `f: FUNC\n${repeat(many, (i) => `l${i}: LOCi\n`)}RETU`, 'ok'],
		['many case labels', () => `f: FUNC\nSWCH %0 *9 @s\n${repeat(many, (i) => `s.${i}: NOOP\n`)}s: RETU`, 'ok'],
		[
			'many tables for many cases',
			() => `f: FUNC\n${repeat(2000, () => 'SWCH %0 *0 @s\n')}${repeat(2e5, (i) => `s.${i}: NOOP\n`)}s: RETU`,
			'ok',
		],
		['a jump table with a long name', () => `f: FUNC\nSWCH %0 *4000 @${name}\n${name}.7: NOOP\n${name}: RETU`, 'ok'],
		['many empty sections', () => repeat(many, () => 'GLOB *0\n'), 'ok'],
		['many constants', () => repeat(many, (i) => `C${i}: ! DEFi #${i}\n`), 'ok'],
		['a skip over many lines', () => `! GOTO @x\n${repeat(many, () => 'y: ! GOTO @x\n')}`, 17],
		['a line of millions of blanks', () => `${' '.repeat(20 * many)}x`, 14],
		['blanks before and behind a text', () => `s: GLOB *1\nDATs a${' '.repeat(20 * many)}a`, 0],
		['blanks behind a text', () => `s: GLOB *1\nDATs a${' '.repeat(20 * many)}`, 'ok'],
		['millions of colons', () => ':'.repeat(20 * many), 19],
		['millions of hashes', () => `${'#'.repeat(20 * many)}: GLOB *1`, 12],
		['an int of millions of digits', () => `x: ! DEFi #${'7'.repeat(20 * many)}`, 'ok'],
		['a float of millions of digits', () => `x: ! DEFf #0.${'7'.repeat(20 * many)}`, 'ok'],
		['a character constant of millions of characters', () => `x: ! DEFi #'${'7'.repeat(20 * many)}'`, 'ok'],
		['millions of dots', () => `f: FUNC\nSWCH %0 *3 @x\n${'.'.repeat(20 * many)}: NOOP\nx: RETU`, 'ok'],
		['millions of line ends', () => '\n\r'.repeat(5 * many), 'ok'],
		['an item list that does not fit', () => `g: GLOB *4\nDATi${' #1'.repeat(5 * many)}`, 0],
		['many operands', () => `GLOB${' *1'.repeat(5 * many)}`, 6],
		['one section larger than any memory', () => 'g: GLOB *2147483647', 26],
		['a frame larger than any memory', () => 'f: FUNC\nLOCA *2147483647\nLOCA *2147483647\nRETU', 'ok'],
	])('%s', (_, source, expected) => {
		const result = assemble(source(), CORPUS_HOST);
		expect(result.ok ? 'ok' : result.error.number).toBe(expected);
	});
});
