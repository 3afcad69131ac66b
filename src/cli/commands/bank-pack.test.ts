import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { firmwareAssemblyHost } from '../../bridge/firmware-assembly.ts';
import { assemble } from '../../gazl/assembler.ts';
import { readBank } from '../../patch/bank-reader.ts';
import { SLOTS } from '../../patch/program.ts';
import { workplace } from '../p8.testing.ts';

const SHARED = join(import.meta.dirname, '../../../../shared');
const filesOf = (folder: string, ending: string) =>
	readdirSync(join(SHARED, folder))
		.filter((name) => name.endsWith(ending))
		.map((name) => join(SHARED, folder, name));
const banks = filesOf('banks', '.p8bank');
const firmwares = filesOf('conformance/firmware', '.gazl');
const { p8, p8Json, write, read } = workplace();

const CODE = 'PRAWN_FIRMWARE_PATCH_FORMAT: ! DEFi #2\nsignal: GLOB *2\n\n; the only function\nprocess:\tFUNC\n\tRETU\n';
const IMPALA = 'const int PRAWN_FIRMWARE_PATCH_FORMAT = 2\nglobal array signal[2]\nfunction process()\n{\n}\n';
write('small_code.gazl', CODE);
write('small.impala', IMPALA);

/** A bank as its reader reads it. */
function bankOf(file: string) {
	const { bank, diagnostics } = readBank(read(file));
	if (!bank) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
	return bank;
}

/** Everything of a program but the lines that it was written in. */
function programOf(gazl: string): unknown {
	const result = assemble(gazl, firmwareAssemblyHost(0));
	if (!result.ok) throw new Error(result.error.message);
	return JSON.parse(JSON.stringify(result.program, (key, value) => (key === 'line' || key === 'lines' ? undefined : value)));
}

describe('pack', () => {
	test('puts code, logo, about text and config into a bank of default programs', async () => {
		const logo = write('small_logo.ivg', 'format IVG-1 requires:ImpD-1\n\n\tfill "#ff0000" \\ x');
		const about = write('small_about.txt', 'Small.\r\n\r\nIt says "h\xf6re" and does nothing.\r\n');
		const words = ['--code', 'small_code.gazl', '--logo', logo, '--about', about, '--config', 'a "b" \\', '-o', 'small.p8bank'];
		const { code, out, err } = await p8('bank', 'pack', ...words);
		expect({ code, err }).toEqual({ code: 0, err: '' });
		expect(out).toBe(`small.p8bank: firmware 'small', 6 lines of code, ${read('small.p8bank').length} bytes\n`);
		const empty = readBank(readFileSync(join(SHARED, 'banks/Empty.p8bank'))).bank;
		expect(bankOf('small.p8bank')).toMatchObject({
			version: 2,
			currentProgram: 'A0',
			programs: empty?.programs,
			firmware: {
				name: 'small',
				config: 'a "b" \\',
				code: CODE.trimEnd(),
				logo: ['format IVG-1 requires:ImpD-1', '', '\tfill "#ff0000" \\ x'],
				about: ['Small.', '', 'It says "h\xf6re" and does nothing.'],
			},
		});
		expect((await p8('bank', 'check', 'small.p8bank')).out).toBe('0 errors, 0 warnings\n');
	});

	test('compiles Impala first, and calls the firmware as its file unless --name does', async () => {
		const { json } = await p8Json('bank', 'pack', '--code', 'small.impala', '-o', 'i.p8bank');
		const { firmware } = bankOf('i.p8bank');
		expect(json).toMatchObject({ name: 'small', bytes: read('i.p8bank').length });
		expect(`${firmware?.code}\n`).toBe((await p8('compile', 'small.impala')).out);
		await p8('bank', 'pack', '--code', write('tiny_code.impala', IMPALA), '-o', 'i.p8bank');
		expect(bankOf('i.p8bank').firmware?.name).toBe('tiny');
		await p8('bank', 'pack', '--code', 'small.impala', '--name', 'Großer Hall', '-o', 'i.p8bank');
		expect(bankOf('i.p8bank').firmware?.name).toBe('Großer Hall');
	});

	test.each(firmwares)('--compact of %s is the same program in fewer bytes', async (path) => {
		const commented = readFileSync(path, 'latin1').replace(/^/gm, ' ; a remark\n').replace(/\n/g, '\r\n\r\n');
		const file = write('commented.gazl', commented);
		const { json: full } = await p8Json('bank', 'pack', '--code', file, '-o', 'full.p8bank');
		const { json: compact } = await p8Json('bank', 'pack', '--code', file, '--compact', '-o', 'compact.p8bank');
		const compacted = bankOf('compact.p8bank').firmware?.code ?? '';
		expect(programOf(compacted)).toEqual(programOf(commented));
		expect(compacted).not.toMatch(/^\s*(;.*)?$/m);
		expect(Number(compact.bytes)).toBeLessThan(Number(full.bytes));
	});

	test('takes config, logo and about text from a template with the firmware of that name, and from no other', async () => {
		const about = write('old.txt', 'As it was.\n');
		const old = ['--code', 'small.impala', '--about', about, '--config', 'c', '-o', 'old.p8bank'];
		await p8('bank', 'pack', ...old, '--template', join(SHARED, 'banks/Pong programs.p8bank'));
		await p8('bank', 'pack', '--code', 'small_code.gazl', '--template', 'old.p8bank', '-o', 'new.p8bank');
		expect(bankOf('new.p8bank').firmware).toEqual({
			name: 'small',
			config: 'c',
			code: CODE.trimEnd(),
			logo: [],
			about: ['As it was.'],
		});
		await p8('bank', 'pack', '--code', 'small_code.gazl', '--name', 'other', '--template', 'old.p8bank', '-o', 'other.p8bank');
		expect(bankOf('other.p8bank').firmware).toMatchObject({ name: 'other', config: '', about: [] });
		expect(bankOf('other.p8bank').programs).toEqual(bankOf('old.p8bank').programs);
	});

	test('writes over the template itself when that is asked for', async () => {
		await p8('bank', 'pack', '--code', 'small.impala', '-o', 'same.p8bank');
		const { code } = await p8('bank', 'pack', '--code', 'small_code.gazl', '--template', 'same.p8bank', '-o', 'same.p8bank');
		expect(code).toBe(0);
		expect(bankOf('same.p8bank').firmware?.code).toBe(CODE.trimEnd());
	});

	test.each([
		['no code', ['-o', 'x.p8bank']],
		['no output', ['--code', 'small.impala']],
		['an output that is an input', ['--code', 'small.impala', '-o', './small.impala']],
		['a name with a slash', ['--code', 'small.impala', '--name', '../small', '-o', 'x.p8bank']],
		['a name beyond Latin-1', ['--code', 'small.impala', '--name', 'échō', '-o', 'x.p8bank']],
		['a name with a line break', ['--code', 'small.impala', '--name', 'a\nb', '-o', 'x.p8bank']],
		['an empty name', ['--code', 'small.impala', '--name', '', '-o', 'x.p8bank']],
		['a config beyond Latin-1', ['--code', 'small.impala', '--config', '→', '-o', 'x.p8bank']],
		['an operand', ['small.impala', '-o', 'x.p8bank']],
	])('%s is wrong usage', async (_, words) => {
		const { code, err } = await p8('bank', 'pack', ...words);
		expect(code).toBe(2);
		expect(err).toMatch(/^p8 bank pack: error USAGE: .+\nTry: p8 bank pack --help\n$/s);
		expect(read('small.impala').toString()).toBe(IMPALA);
	});

	test.each(['code', 'logo', 'about', 'template'])('a missing file of --%s is named', async (option) => {
		const others = option === 'code' ? [] : ['--code', 'small.impala'];
		const { code, err } = await p8('bank', 'pack', ...others, `--${option}`, 'missing', '-o', 'x.p8bank');
		expect({ code, err }).toEqual({ code: 1, err: 'missing:1:1: error FILE_NOT_FOUND: There is no such file or folder.\n' });
	});

	test('faulty code is told at its place, and the bank that was there stays', async () => {
		const kept = write('kept.p8bank', 'kept');
		const use = async (name: string, code: string) =>
			await p8('bank', 'pack', '--code', write(name, code), '--compact', '-o', kept);
		expect((await use('bad.gazl', CODE.replace('\tRETU', '\n\tMOVi %0 #12z'))).err).toMatch(
			/^bad\.gazl:7:\d+: error INVALID_NUMERICAL_LITERAL: .+\n$/,
		);
		expect((await use('bad.impala', IMPALA.replace('{\n', '{\n\n\twrong();\n'))).err).toMatch(
			/^bad\.impala:6:2: error UNDECLARED_NAME: .+\n$/,
		);
		expect((await use('none.impala', 'function process()\n{\n}\n')).err).toMatch(
			/^none\.impala:1:1: error NO_PATCH_FORMAT: .+\n$/,
		);
		expect(read(kept).toString()).toBe('kept');
	});

	test('a bank that would be too large is not written', async () => {
		const about = write('endless.txt', 'x\n'.repeat(100_000));
		const { code, err } = await p8('bank', 'pack', '--code', 'small.impala', '--about', about, '-o', 'x.p8bank');
		expect(code).toBe(1);
		expect(err).toMatch(/\nx\.p8bank:1:1: error TOO_MANY_LINES: .+\n$/);
	});

	test('an about text that does not fit the console, or is UTF-8, is warned of', async () => {
		const about = write('wide.txt', Buffer.from(`${'-'.repeat(81)}\n${'.\n'.repeat(20)}Grüße\n`, 'utf8'));
		const { code, err } = await p8('bank', 'pack', '--code', 'small.impala', '--about', about, '-o', 'wide.p8bank');
		expect(code).toBe(0);
		expect(err).toMatch(
			/^wide\.txt:22:3: warning UTF_8: .+\nwide\.txt:1:81: warning WIDE_LINE: .+\nwide\.txt:22:1: warning LONG_TEXT: .+\n$/,
		);
	});
});

describe('unpack', () => {
	test('writes the files of the firmware that there are, and the programs', async () => {
		const about = write('about.txt', 'One.\n\nThree.\n');
		await p8('bank', 'pack', '--code', 'small_code.gazl', '--about', about, '-o', 'a.p8bank');
		const { code, json } = await p8Json('bank', 'unpack', 'a.p8bank', 'a/b');
		expect(code).toBe(0);
		const files = { code: 'a/b/small_code.gazl', about: 'a/b/small_about.txt', programs: 'a/b/small_programs.p8bank' };
		expect(json).toMatchObject({ name: 'small', config: '', files });
		expect(read(files.code).toString()).toBe(CODE);
		expect(read(files.about).toString()).toBe('One.\n\nThree.\n');
		expect(bankOf(files.programs)).toMatchObject({ programs: bankOf('a.p8bank').programs });
		expect(bankOf(files.programs).firmware).toBeUndefined();
	});

	// The shared banks have lost their firmware, so each gets one of the corpus.
	test.each(banks.map((bank, index) => [bank, firmwares[index % firmwares.length] ?? '']))(
		'%s with %s is packed from its files again byte for byte',
		async (template, firmware) => {
			const logo = write('logo.ivg', '\n  pen "#00f" \\ \'x\'\n\t[ ]\n');
			const about = write('about.txt', 'Caf\xe9\t|\x7f\n\n "quoted" \\x41 \n\n');
			const options = ['--logo', logo, '--about', about, '--config', "it's; $(a) `b`", '--template', template];
			await p8('bank', 'pack', '--code', firmware, ...options, '-o', 'first.p8bank');
			const original = read('first.p8bank');
			const { json } = await p8Json('bank', 'unpack', 'first.p8bank', 'parts');
			write('first.p8bank', '');
			expect(await p8('bank', 'pack', ...(json.pack as string[]))).toMatchObject({ code: 0 });
			expect(read('first.p8bank').equals(original)).toBe(true);

			const programs = (file: Buffer) => /\r\n\tPrograms: .*?\r\n\t\}/s.exec(file.toString('latin1'))?.[0];
			const source = readFileSync(template);
			if (source.includes('BankV2')) expect(programs(original)).toBe(programs(source));
			expect(bankOf('first.p8bank').programs).toEqual(readBank(source).bank?.programs);
			expect(bankOf('first.p8bank').programs).toHaveLength(SLOTS.length);
		},
	);

	test('a bank with raw bytes or entries of its own comes back byte for byte with itself as the template', async () => {
		await p8('bank', 'pack', '--code', 'small_code.gazl', '--about', write('r.txt', 'caf\xe9\n'), '-o', 'raw.p8bank');
		const raw = read('raw.p8bank')
			.toString('latin1')
			.replace('\\xe9', '\xe9')
			.replace('\t\tConfig: ""\r\n', '\t\tMood: "calm"\r\n');
		write('raw.p8bank', raw);
		const { json } = await p8Json('bank', 'unpack', 'raw.p8bank', 'raw');
		const words = json.pack as string[];
		await p8('bank', 'pack', ...words.with(words.indexOf('--template') + 1, 'raw.p8bank'), '-o', 'again.p8bank');
		const again = read('again.p8bank').toString('latin1');
		// What the writer does not know goes to the end of its block.
		const lines = (text: string) => text.split('\r\n').toSorted();
		expect(lines(again)).toEqual(lines(raw));
	});

	test('the last line is the command that packs it again, as a shell takes it', async () => {
		await p8('bank', 'pack', '--code', 'small_code.gazl', '--name', 'my echo', '--config', "it's", '-o', 'b.p8bank');
		const { out } = await p8('bank', 'unpack', 'b.p8bank', 'b', '--name', 'echo');
		expect(out.trimEnd().split('\n').at(-1)).toBe(
			"p8 bank pack --name 'my echo' --code b/echo_code.gazl --config 'it'\\''s' --template b/echo_programs.p8bank -o b.p8bank",
		);
	});

	test('a bank without firmware is refused', async () => {
		const { code, err } = await p8('bank', 'unpack', banks[0] ?? '', 'none');
		expect(code).toBe(1);
		expect(err).toMatch(/ error NO_FIRMWARE: /);
	});

	test('a firmware name that would lead out of the folder is refused, and --name helps', async () => {
		await p8('bank', 'pack', '--code', 'small.impala', '-o', 'evil.p8bank');
		write('evil.p8bank', read('evil.p8bank').toString('latin1').replace('Name: "small"', 'Name: "../small"'));
		expect(await p8('bank', 'unpack', 'evil.p8bank', 'evil')).toMatchObject({ code: 2 });
		expect(await p8('bank', 'unpack', 'evil.p8bank', 'evil', '--name', 'good')).toMatchObject({ code: 0 });
		expect(read('evil/good_code.gazl').length).toBeGreaterThan(0);
	});

	test('text beyond Latin-1 and a file in the place of the folder are refused', async () => {
		await p8('bank', 'pack', '--code', 'small.impala', '--about', write('c.txt', 'a\nb\n'), '-o', 'c.p8bank');
		expect((await p8('bank', 'unpack', 'c.p8bank', 'c.txt')).err).toMatch(/^c\.txt:1:1: error NOT_A_FOLDER: /);
		write('c.p8bank', read('c.p8bank').toString('latin1').replace('"b"', '"\\u2192"'));
		expect((await p8('bank', 'unpack', 'c.p8bank', 'c')).err).toMatch(/^c\.p8bank:1:1: error NOT_LATIN_1: Line 2 .*'→'/);
	});
});
