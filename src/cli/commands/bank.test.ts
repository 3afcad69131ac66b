import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { workplace } from '../p8.testing.ts';

const BANKS = join(import.meta.dirname, '../../../../shared/banks');
const bankFiles = readdirSync(BANKS).filter((name) => name.endsWith('.p8bank'));
const { p8, p8Json, write } = workplace();

/** An empty bank with a firmware of the given lines of code, as they stand between the quotes. */
function bankWithFirmware(...code: string[]): string {
	const empty = readFileSync(join(BANKS, 'Empty.p8bank'), 'latin1');
	const lines = [
		'\tFirmware: {',
		'\t\tName: "test"',
		'\t\tConfig: ""',
		'\t\tCode: {',
		...code.map((line) => `\t\t\t"${line}"`),
		'\t\t}',
		'\t}',
	];
	return empty.replace('Permut8BankV1', 'Permut8BankV2').replace(/\}\s*$/, `${lines.join('\r\n')}\r\n}\r\n`);
}

/** Line of a text, from 1, that contains something. */
const lineOf = (text: string, part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1;

test.each(bankFiles)('%s passes the check and is rewritten byte for byte', async (name) => {
	const path = join(BANKS, name);
	expect(await p8('bank', 'check', path)).toMatchObject({ code: 0, out: expect.stringMatching(/^0 errors, /) });
	expect((await p8('bank', 'rewrite', path)).out).toBe(readFileSync(path, 'latin1'));
});

describe('info', () => {
	test('lists the thirty programs', async () => {
		const path = join(BANKS, 'Pong programs.p8bank');
		const { code, out } = await p8('bank', 'info', path);
		expect(code).toBe(0);
		expect(out.match(/^[ABC]\d /gm)).toHaveLength(30);
		expect(out).toMatch(/^A0 +Classic Ping Pong +MUL 1082 +SUB 4042 +1\/1 /m);
		const { json } = await p8Json('bank', 'info', path);
		expect(json).toMatchObject({ version: 2, bytes: 15392, currentProgram: 'A0' });
		expect(json.programs).toHaveLength(30);
	});

	test('tells name and sizes of the firmware', async () => {
		const path = write(
			'full.p8bank',
			bankWithFirmware('PRAWN_FIRMWARE_PATCH_FORMAT: ! DEFi #2', 'signal: GLOB *2', 'process: FUNC', 'RETU'),
		);
		const { json } = await p8Json('bank', 'info', path);
		const size = { instructions: 2, globals: 2, constants: 1, functions: 1 };
		expect(json.firmware).toEqual({ name: 'test', config: '', codeLines: 4, logoLines: 0, aboutLines: 0, size });
	});
});

describe('check', () => {
	test('finds a fault of the firmware at its place in the bank file', async () => {
		const text = bankWithFirmware('signal: GLOB *2', 'process: FUNC ; \\"quoted\\"', '\\tMOVi %0 #12z', 'RETU');
		const { code, err, json } = await p8Json('bank', 'check', write('faulty.p8bank', text));
		const line = lineOf(text, '12z');
		// Three tabs and a quote stand before the code, and its own tab is written with two chars.
		const column = text.split('\n')[line - 1]?.indexOf('#12z');
		expect(code).toBe(1);
		expect(json).toMatchObject({ errors: 1, warnings: 0, diagnostics: [{ line, name: 'INVALID_NUMERICAL_LITERAL' }] });
		expect(err).toMatch(
			new RegExp(`^faulty\\.p8bank:${line}:(${[1, 2, 3, 4].map((more) => Number(column) + more).join('|')}): error `),
		);
	});

	test('finds what is no firmware at the firmware block', async () => {
		const text = bankWithFirmware('PRAWN_FIRMWARE_PATCH_FORMAT: ! DEFi #2', 'main: FUNC', 'RETU');
		const { code, err } = await p8('bank', 'check', write('no-entry.p8bank', text));
		expect(code).toBe(1);
		expect(err).toMatch(new RegExp(`^no-entry\\.p8bank:${lineOf(text, 'Firmware: {')}:1: error NO_ENTRY_POINT: `));
	});

	test('takes warnings without failing', async () => {
		const empty = readFileSync(join(BANKS, 'Empty.p8bank'), 'latin1');
		const { code, out, err } = await p8('bank', 'check', write('odd.p8bank', empty.replace(/(Current ?Program): A0/, '$1: D7')));
		expect({ code, out }).toEqual({ code: 0, out: '0 errors, 1 warning\n' });
		expect(err).toMatch(/^odd\.p8bank:2:\d+: warning BAD_CURRENT_PROGRAM: /);
	});
});
