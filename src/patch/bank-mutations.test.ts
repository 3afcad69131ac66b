import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readBank } from './bank-reader.ts';
import { writeBank } from './bank-writer.ts';
import { latin1, REAL_BANKS, withoutSource } from './banks.testing.ts';

/** Marsaglia's xorshift32: the same mutations in every run. */
function xorshift32(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return (state >>> 0) % below;
	};
}

/** A bank file cut to its first two programs, which keeps its reading short, with a firmware in version 2. */
function shortened(text: string): string {
	const twoPrograms = text.slice(0, text.indexOf('\t\tA2: {'));
	const firmware = [
		'Firmware: {',
		'\tName: "x"',
		'\tConfig: "it\'s"',
		'\tCode: {',
		'\t\t"a: GLOB *1"',
		'\t\t"; \\xf6"',
		'\t\t""',
		'\t}',
		'',
		'\tLogo: { "l\\\\" }',
		'\tAbout: { "\\"m\\"" }',
		'}',
	];
	const rest = text.startsWith('Permut8BankV1') ? [] : firmware.map((line) => `\t${line}\r\n`);
	return `${twoPrograms}\t}\r\n${rest.join('')}}\r\n`;
}

// biome-ignore format: a table of short texts, many to a line
const FRAGMENTS = [
	'{', '}', '"', '\\', ':', '\n', '\r', '\0', '\xff', ' ', '\t', '1e999', '-', '99999999999999999999', '{ "x" }', 'x: {', '\\x41', '\\u12', 
	'a: a: ', 'Mix: "7"\n', 'Limiter: On \n', 'NaN', '0x1', '1/2T', 'SyncMode: "Dotted"\n', 'Firmware: { Code: { "x" } }\n', 'Logo: { "x" }\n',
];

type Random = (below: number) => number;

const MUTATIONS: readonly ((text: string, random: Random) => string)[] = [
	function flipBit(text, random) {
		const at = random(text.length);
		return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << random(8))) + text.slice(at + 1);
	},
	function insertFragment(text, random) {
		const at = random(text.length + 1);
		return text.slice(0, at) + FRAGMENTS[random(FRAGMENTS.length)] + text.slice(at);
	},
	function replaceValue(text, random) {
		const values = [...text.matchAll(/(?<=: ).+/g)];
		const value = values[random(values.length)];
		if (!value) return text;
		return text.slice(0, value.index) + FRAGMENTS[random(FRAGMENTS.length)] + text.slice(value.index + value[0].length);
	},
	function deleteLine(text, random) {
		const lines = text.split('\n');
		return lines.toSpliced(random(lines.length), 1).join('\n');
	},
	function duplicateLine(text, random) {
		const lines = text.split('\n');
		const at = random(lines.length);
		return lines.toSpliced(random(lines.length), 0, lines[at] ?? '').join('\n');
	},
	function swapLines(text, random) {
		const lines = text.split('\n');
		const [a, b] = [random(lines.length), random(lines.length)];
		return lines
			.with(a, lines[b] ?? '')
			.with(b, lines[a] ?? '')
			.join('\n');
	},
	function truncate(text, random) {
		return text.slice(0, random(text.length));
	},
	function nest(text, random) {
		const depth = random(10);
		const at = text.lastIndexOf('\n', random(text.length)) + 1;
		return `${text.slice(0, at)}${'n: {\n'.repeat(depth)}${'}\n'.repeat(depth)}${text.slice(at)}`;
	},
];

function mutate(text: string, random: Random): string {
	let mutated = text;
	for (let rounds = 1 + random(3); rounds > 0 && mutated !== ''; rounds--) {
		mutated = MUTATIONS[random(MUTATIONS.length)]?.(mutated, random) ?? mutated;
	}
	return mutated;
}

/** Reads a file and checks the promises of reader and writer on it; tells whether it is a bank. */
function survives(file: string): boolean {
	const { bank, diagnostics } = readBank(file);
	expect(bank === null).toBe(diagnostics.some(({ severity }) => severity === 'error'));
	const lineCount = file.split('\n').length;
	expect(diagnostics.every(({ line, column }) => line >= 1 && line <= lineCount && column >= 1)).toBe(true);
	if (!bank) return false;
	const version = bank.firmware ? 2 : bank.version;
	const written = writeBank(bank, { version });
	if (!written.ok) throw new Error(written.message);
	const again = readBank(written.text).bank;
	const expected = { ...withoutSource(bank), version };
	// The matcher's own comparison is slow enough to count over ten thousand banks; it is only for the message.
	if (!again || !isDeepStrictEqual(withoutSource(again), expected)) expect(again && withoutSource(again)).toEqual(expected);
	return true;
}

describe('ten thousand damaged banks', () => {
	const random = xorshift32(0x2545f491);
	const whole = REAL_BANKS.map(({ bytes }) => latin1(bytes));
	const short = whole.map(shortened);

	it('are sound before they are damaged', () => {
		for (const file of [...whole, ...short]) expect(survives(file)).toBe(true);
	});

	it('of short files give diagnostics or a bank that can be written and read again', () => {
		let banks = 0;
		const runs = 9700;
		for (let run = 0; run < runs; run++) if (survives(mutate(short[run % short.length] ?? '', random))) banks++;
		// Both outcomes must occur often, or the mutations test nothing.
		expect(banks).toBeGreaterThan(runs / 10);
		expect(runs - banks).toBeGreaterThan(runs / 10);
	});

	it('of whole files do the same', () => {
		for (let run = 0; run < 300; run++) survives(mutate(whole[run % whole.length] ?? '', random));
	});
});

describe('hostile files of nearly 4 MiB', () => {
	const field = (line: string) => `Permut8BankV2: {\nPrograms: { A0: {\n${line}\n} } }\n`;

	// A step per char and char would take hours; the suite's time limit is the assertion.
	it.each([
		['digits without end', field(`Mix: ${'1'.repeat(4e6)} x`), 'BAD_NUMBER'],
		['exponents without end', field(`ClockFreq: ${'1e'.repeat(2e6)}`), 'BAD_NUMBER'],
		['blanks inside a value', field(`FilterFreq: LP ${'\r'.repeat(4e6)}x`), 'BAD_NUMBER'],
		['a key without colon', `Permut8BankV2: {${'a '.repeat(2e6)}`, 'ENTRY_WITHOUT_COLON'],
		['opening braces', `Permut8BankV2: ${'{ a:'.repeat(1e6)}`, 'NESTING_TOO_DEEP'],
		['texts out of place', `Permut8BankV2: {${'"\\x41"'.repeat(6e5)}}`, 'WRONG_SHAPE'],
		['empty values', `Permut8BankV2: {${'a:\n\n'.repeat(45_000)}}`, 'UNKNOWN_FIELD'],
	])('are read in time: %s', (_, file, code) => {
		const { bank, diagnostics } = readBank(file);
		expect(bank).toBeNull();
		expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
	});
});
