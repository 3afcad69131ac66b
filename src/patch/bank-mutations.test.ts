import { describe, expect, it } from 'vitest';
import { withFirmware } from './bank.ts';
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

/** A bank file cut to its first programs, which keeps its reading short, with a firmware for version 2. */
function shortened(text: string): string {
	const end = text.indexOf('\t\tA2: {');
	const bank = readBank(`${text.slice(0, end)}\t}\r\n}\r\n`).bank;
	if (!bank) throw new Error('the real bank does not read');
	const firmware = { name: 'x', config: "it's", code: 'a: GLOB *1\n; \xf6\n\n', logo: ['l\\'], about: ['"m"'] };
	const written = writeBank(bank.version === 1 ? bank : withFirmware(bank, firmware), { version: bank.version });
	if (!written.ok) throw new Error(written.message);
	return `${written.text.slice(0, written.text.indexOf('\t\tA2: {'))}\t}\r\n${written.text.slice(written.text.indexOf('\t}\r\n') + 4)}`;
}

const FRAGMENTS = [
	'{', '}', '"', '\\', ':', '\n', '\r', '\0', '\xff', ' ', '\t', '1e999', '-', '99999999999999999999', '{ "x" }', 'x: {', '\\x41', '\\u12', 
	'a: a: ', 'Mix: "7"\n', 'Limiter: On \n', 'NaN', '0x1', '1/2T', 'SyncMode: "Dotted"\n', 'Firmware: { Code: { "x" } }\n', 'Logo: { "x" }\n',
]; // biome-ignore format: one table

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
	for (const { line, column } of diagnostics) expect(line >= 1 && line <= lineCount && column >= 1).toBe(true);
	if (!bank) return false;
	const version = bank.firmware ? 2 : bank.version;
	const written = writeBank(bank, { version });
	if (!written.ok) throw new Error(written.message);
	const again = readBank(written.text).bank;
	expect(again && withoutSource(again)).toEqual({ ...withoutSource(bank), version });
	return true;
}

describe('ten thousand damaged banks', () => {
	const random = xorshift32(0x2545f491);
	const whole = REAL_BANKS.map(({ bytes }) => latin1(bytes));
	const short = whole.map(shortened);

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
