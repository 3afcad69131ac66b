import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { smallBank } from '../../patch/banks.testing.ts';
import { workplace } from '../p8.testing.ts';

const { p8, p8Json, write } = workplace();

const SOURCE = `half: FUNC
x: OUTi
	SHRi x x #1
	RETU
main: FUNC
	CALL &half %0 *1
	RETU
`;

test('lists every function in the order of the source', async () => {
	const { code, out, err } = await p8('disassemble', write('ok.gazl', SOURCE), '--width', '100');
	expect([code, err]).toEqual([0, '']);
	expect(out.match(/^══ function \w+/gm)).toEqual(['══ function half', '══ function main']);
	expect(out).toMatch(/^1 3 {2}SHRi x x #1 +│ +local\.get \$slot0 {2}i32\.const 1 {2}i32\.shr_s {2}local\.set \$slot0$/m);
	expect(out).toMatch(/^4 6 {2}CALL &half %0 +│/m);
});

test('keeps to the width where it can', async () => {
	const { out } = await p8('disassemble', write('ok.gazl', SOURCE), '--width', '100');
	expect(Math.max(...out.split('\n').map(({ length }) => length))).toBe(100);
});

test('--function lists one function, --json as rows', async () => {
	const { code, json, out } = await p8Json('disassemble', write('ok.gazl', SOURCE), '--function', 'main');
	expect(code).toBe(0);
	expect(json).toMatchObject({
		functions: [{ name: 'main', ordinal: 1, line: 5, start: 3, end: 6, localWords: 0, transientWords: 1 }],
		diagnostics: [],
	});
	expect(out).toContain('"gazl":"CALL &half %0"');
});

test('an unknown function is an error that says which there are', async () => {
	const { code, err } = await p8('disassemble', write('ok.gazl', SOURCE), '--function', 'quarter');
	expect(code).toBe(1);
	expect(err).toBe("ok.gazl:1:1: error UNKNOWN_FUNCTION: There is no function 'quarter'; the file defines half, main.\n");
	const empty = await p8('disassemble', write('empty.gazl', ''), '--function', 'main');
	expect(empty.err).toContain('the file defines none.');
});

test('a file without functions gives an empty listing', async () => {
	expect(await p8('disassemble', write('empty.gazl', ''))).toEqual({ code: 0, out: '', err: '' });
});

test('a source that does not assemble is told at its place', async () => {
	const { code, err } = await p8('disassemble', write('bad.gazl', 'main: FUNC\n\tGOTO @nowhere\n\tRETU\n'));
	expect(code).toBe(1);
	expect(err).toMatch(/^bad\.gazl:2:\d+: error FORWARD_SYMBOL_NOT_FOUND: /);
});

test('--debug assembles with DEBUG 1', async () => {
	const file = write('debug.gazl', 'main: FUNC\n\tMOVi %0 #DEBUG\n\tRETU\n');
	expect((await p8('disassemble', file)).out).toContain('MOVE %0 #0');
	expect((await p8('disassemble', file, '--debug')).out).toContain('MOVE %0 #1');
});

test.each(['59', '1001', 'wide'])('a width of %s is refused', async (width) => {
	const { code, err } = await p8('disassemble', write('ok.gazl', SOURCE), '--width', width);
	expect(code).toBe(2);
	expect(err).toContain(`--width needs a whole number from 60 to 1000, not '${width}'.`);
});

describe('of a bank', () => {
	/** Line of a text, from 1, that contains something. */
	const lineOf = (text: string, part: string): number => text.split('\n').findIndex((line) => line.includes(part)) + 1;
	const firmwareLines = (...code: string[]): string[] => [
		'Firmware: {',
		'\tName: "test"',
		'\tConfig: ""',
		'\tCode: {',
		...code.map((line) => `\t\t"${line}"`),
		'\t}',
		'}',
	];

	test('its firmware is listed, with the lines of the bank', async () => {
		const code = ['PRAWN_FIRMWARE_PATCH_FORMAT: ! DEFi #2', 'signal: GLOB *2', 'process: FUNC', 'POKE &signal:1 #5', 'RETU'];
		const bank = smallBank([], firmwareLines(...code));
		const { code: exitCode, out } = await p8('disassemble', write('firmware.p8bank', bank));
		expect(exitCode).toBe(0);
		expect(out).toMatch(new RegExp(`^1 ${lineOf(bank, 'POKE')}  POKE &signal:1 #5 +│`, 'm'));
	});

	test('a fault in its firmware is told at its place in the bank', async () => {
		const bank = smallBank([], firmwareLines('process: FUNC', 'GOTO @nowhere', 'RETU'));
		const { code, err } = await p8('disassemble', write('bad.p8bank', bank));
		expect(code).toBe(1);
		expect(err).toContain(`bad.p8bank:${lineOf(bank, 'nowhere')}:`);
	});

	test('one without a firmware is refused', async () => {
		const empty = readFileSync(join(import.meta.dirname, '../../../../shared/banks/Empty.p8bank'));
		const { code, err } = await p8('disassemble', write('Empty.p8bank', empty));
		expect(code).toBe(1);
		expect(err).toMatch(/^Empty\.p8bank:1:1: error NO_FIRMWARE: /);
	});

	test('--debug is refused, as banks have DEBUG 0', async () => {
		expect(await p8('disassemble', write('any.p8bank', smallBank()), '--debug')).toMatchObject({ code: 2, out: '' });
	});
});
