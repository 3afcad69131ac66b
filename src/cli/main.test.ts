import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from './commands.ts';
import { workplace } from './p8.testing.ts';

const { folder, p8, p8Json, write } = workplace();

describe('help', () => {
	test('lists every command with what it is for', async () => {
		const { code, out, err } = await p8('--help');
		expect(code).toBe(0);
		expect(err).toBe('');
		for (const { name, summary } of COMMANDS) expect(out).toMatch(new RegExp(`^  ${name} .*${summary.slice(0, 20)}`, 'm'));
	});

	test('of a group lists its commands alone', async () => {
		const { code, out } = await p8('bank', '--help');
		expect(code).toBe(0);
		expect(out.match(/^ {2}\w+ \w+ /gm)).toEqual(
			COMMANDS.filter(({ name }) => name.startsWith('bank ')).map(({ name }) => `  ${name} `),
		);
	});

	test.each(COMMANDS.map(({ name, options }) => [name, Object.keys(options)] as const))(
		'of %s lists its options',
		async (name, options) => {
			const { code, out } = await p8(...name.split(' '), '--help');
			expect(code).toBe(0);
			expect(out).toContain(`usage: p8 ${name} `);
			for (const option of [...options, 'json', 'help']) expect(out).toContain(`--${option}`);
		},
	);

	test('fits a terminal of 132 columns', async () => {
		const texts = await Promise.all(COMMANDS.map(({ name }) => p8(...name.split(' '), '--help')));
		const lines = [await p8('--help'), ...texts].flatMap(({ out }) => out.split('\n'));
		expect(lines.filter((line) => line.length > 132)).toEqual([]);
	});
});

describe('wrong usage', () => {
	test.each([
		['no command', []],
		['an unknown command', ['compose', 'x.impala']],
		['too few arguments', ['assemble']],
		['too many arguments', ['assemble', 'a.gazl', 'b.gazl']],
		['an unknown option', ['assemble', 'a.gazl', '--fast']],
		['an option without its value', ['run', 'a.gazl', 'main', '--cycles']],
		['an option with a value that takes none', ['assemble', 'a.gazl', '--debug=1']],
		['an unknown executor', ['run', 'a.gazl', 'main', '--executor', 'abacus']],
		['an executor named like a property of every object', ['run', 'a.gazl', 'main', '--executor', 'toString']],
		['a number that is none', ['run', 'a.gazl', 'main', '--cycles', 'many']],
		['a number out of range', ['run', 'a.gazl', 'main', '--cycles', '2147483648']],
		['a fraction', ['run', 'a.gazl', 'main', '--resumes', '1.5']],
		['too few parameters', ['replay', 'a.gazl', '--params', '1,2,3']],
		['an event without a frame', ['replay', 'a.gazl', '--event', '1,2,3,4,5,6,7,8']],
		['two events in one frame', ['replay', 'a.gazl', '--event', '5:1,2,3,4,5,6,7,8', '--event', '5:1,2,3,4,5,6,7,9']],
		['neither bank nor firmware', ['render', 'a.wav', 'b.wav']],
		['bank and firmware', ['render', 'a.wav', 'b.wav', '--bank', 'a', '--firmware', 'b']],
		['an unknown format', ['render', 'a.wav', 'b.wav', '--bank', 'a', '--format', '12']],
		['an unknown slot', ['render', 'a.wav', 'b.wav', '--bank', 'a', '--program', 'D0']],
		['a negative length', ['render', 'a.wav', 'b.wav', '--bank', 'a', '--seconds=-1']],
		['a negative length behind a blank', ['render', 'a.wav', 'b.wav', '--bank', 'a', '--seconds', '-1']],
		['no length', ['render', 'a.wav', 'b.wav', '--bank', 'a', '--seconds', '0']],
		['an option in the place of a value', ['render', 'a.wav', 'b.wav', '--bank', '--seconds', '-1']],
		['an unknown command of a group', ['bank', 'sell', 'a.p8bank']],
		['a group without a command', ['bank']],
		['a command of a group without its file', ['bank', 'info']],
	])('%s: exit code 2, a reason and what to try', async (_, words) => {
		const { code, out, err } = await p8(...words);
		expect(code).toBe(2);
		expect(out).toBe('');
		expect(err).toMatch(/^p8( \w+)*: error USAGE: .+/);
		expect(err).toMatch(/Try: p8 \w+( \w+)? --help|usage: p8( \w+)? COMMAND/);
	});

	test('is told as JSON too when that was asked for', async () => {
		const { code, json } = await p8Json('run', 'a.gazl');
		expect(code).toBe(2);
		expect(json).toEqual({
			diagnostics: [{ severity: 'error', file: null, line: null, column: null, name: 'USAGE', message: expect.any(String) }],
		});
	});
});

describe('bad input', () => {
	mkdirSync(join(folder, 'a-folder'));
	write(
		'noise.bin',
		Uint8Array.from({ length: 4096 }, (_, index) => (index * 197 + 31) & 0xff),
	);
	write('empty.gazl', '');
	write('ok.gazl', 'PRAWN_FIRMWARE_PATCH_FORMAT: ! DEFi #2\nsignal: GLOB *2\nprocess: FUNC\n\tRETU\n');

	/** Each command with one of its files replaced. */
	const uses: readonly (readonly [string, (path: string) => string[]])[] = [
		['assemble', (path) => ['assemble', path]],
		['run', (path) => ['run', path, 'main']],
		['replay', (path) => ['replay', path]],
		['render, input', (path) => ['render', path, 'out.wav', '--firmware', 'ok.gazl']],
		['render, bank', (path) => ['render', 'in.wav', 'out.wav', '--bank', path]],
		['render, firmware', (path) => ['render', 'in.wav', 'out.wav', '--firmware', path]],
		['bank info', (path) => ['bank', 'info', path]],
		['bank check', (path) => ['bank', 'check', path]],
		['bank rewrite', (path) => ['bank', 'rewrite', path]],
		['bank pack', (path) => ['bank', 'pack', '--code', path, '-o', 'out.p8bank']],
		['bank unpack', (path) => ['bank', 'unpack', path, 'out']],
		['conformance', (path) => ['conformance', path]],
	];

	test.each(uses)('%s: a missing file is named, exit code 1', async (_, words) => {
		const { code, out, err } = await p8(...words('missing/file'));
		expect(code).toBe(1);
		expect(out).toBe('');
		expect(err).toBe('missing/file:1:1: error FILE_NOT_FOUND: There is no such file or folder.\n');
	});

	test.each(uses.filter(([name]) => name !== 'conformance'))('%s: a folder is no file, exit code 1', async (_, words) => {
		const { code, err } = await p8(...words('a-folder'));
		expect(code).toBe(1);
		expect(err).toMatch(/^a-folder:1:1: error IS_A_FOLDER: .+\n$/);
	});

	test.each(uses)('%s: binary garbage is refused in printable text, exit code 1', async (_, words) => {
		const { code, out, err } = await p8(...words('noise.bin'));
		expect(code).toBe(1);
		expect(out).toBe('');
		expect(err).toMatch(/^\S+:\d+:\d+: error [A-Z_]+: \P{Cc}+\n$/u);
	});

	test('output that cannot be written is an error of that path, exit code 1', async () => {
		const replayed = await p8('replay', 'ok.gazl', '--frames', '1', '--out', 'no/such/folder/out.bin');
		expect(replayed).toMatchObject({ code: 1, out: '' });
		expect(replayed.err).toMatch(/^no\/such\/folder\/out\.bin:1:1: error FILE_NOT_FOUND/);
		expect((await p8('replay', 'ok.gazl', '--frames', '1', '--out', 'a-folder')).err).toMatch(/^a-folder:1:1: error IS_A_FOLDER/);
	});

	test('an empty GAZL file assembles, is no firmware and has no functions', async () => {
		expect(await p8('assemble', 'empty.gazl')).toMatchObject({ code: 0, err: '' });
		expect((await p8('replay', 'empty.gazl')).err).toMatch(/^empty\.gazl:1:1: error NOT_A_FIRMWARE: /);
		expect((await p8('run', 'empty.gazl', 'main')).err).toMatch(/^empty\.gazl:1:1: warning UNKNOWN_FUNCTION: .*'main'.*none/);
	});

	test('with --json the diagnostics are on standard output too', async () => {
		const { code, json, err } = await p8Json('assemble', 'missing.gazl');
		expect(code).toBe(1);
		const message = 'There is no such file or folder.';
		expect(json).toEqual({
			diagnostics: [{ severity: 'error', file: 'missing.gazl', line: 1, column: 1, name: 'FILE_NOT_FOUND', message }],
		});
		expect(err).toBe(`missing.gazl:1:1: error FILE_NOT_FOUND: ${message}\n`);
	});
});
