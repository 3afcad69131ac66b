import { describe, expect, it } from 'vitest';
import { BANK_DIAGNOSTICS, type BankDiagnosticCode } from './bank-diagnostics.ts';
import { readBank } from './bank-reader.ts';
import { FIELD_LINE, smallBank } from './banks.testing.ts';
import { defaultProgram, SLOTS } from './program.ts';

/** Diagnostics in short: `CODE line:column field`. */
function complaints(file: string): string[] {
	return readBank(file).diagnostics.map(({ code, line, column, field }) =>
		[code, `${line}:${column}`, field].filter(Boolean).join(' '),
	);
}

/** What A0 becomes by its lines, and the complaints about them. */
function readFields(...fields: string[]) {
	const file = smallBank(fields);
	return { program: readBank(file).bank?.programs[0], complaints: complaints(file) };
}

const V1 = (text: string) => text.replace('Permut8BankV2', 'Permut8BankV1');

describe('a bank with nothing but slots', () => {
	it('has default programs', () => {
		const { bank, diagnostics } = readBank(smallBank());
		expect(diagnostics).toEqual([]);
		expect(bank?.programs).toEqual(SLOTS.map(() => defaultProgram()));
		expect(bank?.firmware).toBeUndefined();
	});

	it('may have any blanks, line ends and blank lines, and blocks on one line', () => {
		const text = `\n \n  Permut8BankV2 :\n\n{CurrentProgram:B3\nPrograms:{${SLOTS.map((slot) => `${slot} : {\tName:"x" Mix: "50"}`).join(' ')}}}\n\n \t`;
		const { bank, diagnostics } = readBank(text);
		expect(diagnostics).toEqual([]);
		expect(bank).toMatchObject({ version: 2, currentProgram: 'B3' });
		expect(bank?.programs[29]).toEqual({ ...defaultProgram(), name: 'x', mixPercent: 50 });
	});

	it('reads the same from bytes as from text', () => {
		const text = smallBank(['Name: "\xe4\xff"']);
		expect(readBank(Uint8Array.from(text, (char) => char.charCodeAt(0)))).toEqual(readBank(text));
	});
});

describe('structural errors', () => {
	it.each<[string, BankDiagnosticCode, string, string]>([
		['an empty file', 'UNKNOWN_HEADER', '', '1:1'],
		['another header', 'UNKNOWN_HEADER', '\n Permut8BankV3: {\n}', '2:2'],
		['a header without colon', 'ENTRY_WITHOUT_COLON', 'Permut8BankV2 {\n}', '1:1'],
		['a header without block', 'WRONG_SHAPE', 'Permut8BankV2: A0', '1:16'],
		['a missing brace', 'MISSING_CLOSING_BRACE', 'Permut8BankV2: {\r\n\tPrograms: {\r\n\t}\r\n', '4:1'],
		['a brace too many', 'EXTRA_CLOSING_BRACE', 'Permut8BankV2: {\n}\n\t}\n', '3:2'],
		['text after the end', 'TEXT_AFTER_END', 'Permut8BankV2: {\n}\n\nmore', '4:1'],
		['an entry without colon', 'ENTRY_WITHOUT_COLON', 'Permut8BankV2: {\n\tCurrent Program A0\n}', '2:2'],
		['a sign where an entry should be', 'ENTRY_WITHOUT_COLON', 'Permut8BankV2: {\n\t%: 3\n}', '2:2'],
		['a block without key', 'ENTRY_WITHOUT_COLON', 'Permut8BankV2: {\n {}\n}', '2:2'],
		['an unterminated string', 'UNTERMINATED_STRING', 'Permut8BankV2: {\n\tX: "abc\r\n}', '2:5'],
		['a string that the end of the file cuts', 'UNTERMINATED_STRING', 'Permut8BankV2: {\n\tX: "abc\\"', '2:5'],
		['an unknown escape', 'UNKNOWN_ESCAPE', 'Permut8BankV2: {\n\tX: "ab\\q"\n}', '2:8'],
		['an escape cut short', 'UNKNOWN_ESCAPE', 'Permut8BankV2: {\n\tX: "\\x4"\n}', '2:6'],
		['a code escape with a letter that is no digit', 'UNKNOWN_ESCAPE', 'Permut8BankV2: {\n\tX: "\\u00fg"\n}', '2:6'],
		['blocks nested nine deep', 'NESTING_TOO_DEEP', `Permut8BankV2: {\n${'a: {\n'.repeat(8)}${'}'.repeat(9)}`, '9:4'],
		['a NUL byte', 'NUL_BYTE', 'Permut8BankV2: {\n ab\0\n}', '2:4'],
		['a character beyond Latin-1', 'NOT_LATIN_1', 'Permut8BankV2: {\n X: "→"\n}', '2:6'],
		['more than 100000 lines', 'TOO_MANY_LINES', `Permut8BankV2: {${'\n'.repeat(100_000)}}`, '100001:1'],
		['more than 4 MiB', 'FILE_TOO_LARGE', 'x'.repeat(4 * 1024 * 1024 + 1), '1:1'],
	])('%s is %s', (_, code, text, place) => {
		expect(complaints(text)).toEqual([`${code} ${place}`]);
		expect(readBank(text).bank).toBeNull();
	});

	it('do not include eight levels, 100000 lines or 4 MiB', () => {
		const deep = `${'a: {\n'.repeat(7)}${'}'.repeat(7)}`;
		expect(readBank(smallBank([], [deep])).bank).not.toBeNull();
		const bank = smallBank();
		expect(readBank(bank + '\n'.repeat(100_000 - bank.split('\n').length + 1)).bank).not.toBeNull();
		expect(readBank(bank + ' '.repeat(4 * 1024 * 1024 - bank.length)).bank).not.toBeNull();
	});

	it('name the block that is not closed and where it opens', () => {
		expect(readBank('Permut8BankV2: {\n\n\tPrograms: {\n').diagnostics[0]?.message).toBe(
			'The file ends inside the block `Programs` that line 3 opens. Add the missing `}`.',
		);
	});
});

describe('errors about programs', () => {
	it.each<[string, string, string]>([
		['a slot that is none', smallBank().replace('B4:', 'D4:'), 'UNKNOWN_SLOT 19:3 Programs'],
		['a slot twice', smallBank().replace('B4:', 'B3:'), 'DUPLICATE_SLOT 19:3 B3'],
		['no Programs', 'Permut8BankV2: {\n\tCurrentProgram: A0\n}', 'MISSING_PROGRAMS 1:1 Programs'],
		['Programs without block', 'Permut8BankV2: {\n\tPrograms: A0\n}', 'WRONG_SHAPE 2:12 Programs'],
		['a slot without block', smallBank().replace('B4: { }', 'B4: "x"'), 'WRONG_SHAPE 19:7 B4'],
		['a text among the programs', smallBank().replace('B4: { }', 'B4: { } "x"'), 'WRONG_SHAPE 19:11 Programs'],
		['a firmware without code', smallBank([], ['Firmware: {', 'Name: "x"', '}']), 'FIRMWARE_WITHOUT_CODE 36:2 Firmware.Code'],
		[
			'a firmware with empty code',
			smallBank([], ['Firmware: {', 'Code: {', '}', '}']),
			'FIRMWARE_WITHOUT_CODE 36:2 Firmware.Code',
		],
		[
			'an entry in the code',
			smallBank([], ['Firmware: {', 'Code: {', '"x"', 'a: b', '}', '}']),
			'WRONG_SHAPE 39:2 Firmware.Code',
		],
		['code that is a text', smallBank([], ['Firmware: {', 'Code: "x"', '}']), 'WRONG_SHAPE 37:8 Firmware.Code'],
	])('%s', (_, text, complaint) => {
		expect(complaints(text)).toContain(complaint);
		expect(readBank(text).bank).toBeNull();
	});

	it.each<[string, BankDiagnosticCode, number]>([
		['Limiter: "on"', 'NOT_IN_ENUM', 13],
		['Modified: yes', 'NOT_IN_ENUM', 14],
		['FilterPlacement: "Out"', 'NOT_IN_ENUM', 21],
		['SyncMode: "Swing"', 'NOT_IN_ENUM', 14],
		['InputLevel: "loud"', 'BAD_NUMBER', 16],
		['InputLevel: ""', 'BAD_NUMBER', 16],
		['InputLevel: 1.2.3 dB', 'BAD_NUMBER', 16],
		['Mix: "50 dB"', 'BAD_NUMBER', 9],
		['FilterFreq: "BP 100"', 'BAD_NUMBER', 16],
		['FilterFreq: "LP"', 'BAD_NUMBER', 16],
		['ClockFreq: "fast"', 'BAD_NUMBER', 15],
		['ClockFreq: "1/3"', 'UNKNOWN_DIVISION', 15],
		['ClockFreq: "1/2X"', 'UNKNOWN_DIVISION', 15],
		['Operand1High: "FF"', 'BAD_OPERAND', 18],
		['Operand1Low: "0x100"', 'BAD_OPERAND', 17],
		['Operand2High: "0x"', 'BAD_OPERAND', 18],
		['Operator1: "5"', 'BAD_OPERATOR', 15],
		['Operator2: "MUL"', 'BAD_OPERATOR', 15],
		['Mix: { }', 'WRONG_SHAPE', 9],
		['Name: { }', 'WRONG_SHAPE', 10],
	])('the line `%s` is %s', (line, code, column) => {
		const key = line.slice(0, line.indexOf(':'));
		const { program, complaints } = readFields('Reverse: "On"', line);
		expect(complaints).toEqual([`${code} ${FIELD_LINE + 1}:${column} A0.${key}`]);
		expect(program).toBeUndefined();
	});

	it('are all reported, in the order of the file', () => {
		expect(readFields('Mix: "x"', 'Limiter: "x"', 'Foo: 1').complaints).toEqual([
			'BAD_NUMBER 5:9 A0.Mix',
			'NOT_IN_ENUM 6:13 A0.Limiter',
			'UNKNOWN_FIELD 7:4 A0.Foo',
		]);
	});

	it('say what is possible', () => {
		const { diagnostics } = readBank(smallBank(['FilterPlacement: "Out"']));
		expect(diagnostics[0]?.message).toBe('FilterPlacement cannot be `Out`. It is one of Off, Input, Feedback, Output.');
	});
});

describe('warnings', () => {
	it.each<[string, string[], string[], object]>([
		['a number out of range is clamped', ['InputLevel: "60"'], ['NUMBER_OUT_OF_RANGE 5:16 A0.InputLevel'], { inputLevelDb: 54 }],
		['so is a huge one', ['Mix: "-1e999"'], ['NUMBER_OUT_OF_RANGE 5:9 A0.Mix'], { mixPercent: 0 }],
		[
			'so is a cutoff',
			['FilterFreq: "HP 5"'],
			['NUMBER_OUT_OF_RANGE 5:16 A0.FilterFreq'],
			{ filter: { mode: 'highpass', hz: 20 } },
		],
		['an unknown field is nothing', ['Foo.Bar: { "x" }'], ['UNKNOWN_FIELD 5:4 A0.Foo.Bar'], defaultProgram()],
		['of two fields the last counts', ['Mix: "1"', 'Mix: "2"'], ['DUPLICATE_FIELD 6:4 A0.Mix'], { mixPercent: 2 }],
		[
			'a rate in a synced mode is where its knob is',
			['ClockFreq: "88.2 kHz"', 'SyncMode: "Dotted"'],
			['SYNC_CONTRADICTS_CLOCK 5:15 A0.ClockFreq'],
			{ syncMode: 'dotted', clock: { kind: 'synced', division: '1/2' } },
		],
		[
			'a division with SYNC off is where its knob is',
			['ClockFreq: "1/1"', 'SyncMode: "Off"'],
			['SYNC_CONTRADICTS_CLOCK 5:15 A0.ClockFreq'],
			{ syncMode: 'off', clock: { kind: 'free', kHz: 44.1 } },
		],
		[
			'a suffix of another mode is dropped',
			['ClockFreq: "1/2D"', 'SyncMode: "Standard"'],
			['SYNC_CONTRADICTS_CLOCK 5:15 A0.ClockFreq'],
			{ syncMode: 'standard', clock: { kind: 'synced', division: '1/2' } },
		],
		['a name of 25 chars is kept', [`Name: "${'x'.repeat(25)}"`], ['LONG_NAME 5:10 A0.Name'], { name: 'x'.repeat(25) }],
		['a name of 24 chars is nothing special', [`Name: "${'x'.repeat(24)}"`], [], { name: 'x'.repeat(24) }],
	])('%s', (_, fields, expected, settings) => {
		const { program, complaints } = readFields(...fields);
		expect(complaints).toEqual(expected);
		expect(program).toEqual({ ...defaultProgram(), ...settings });
	});

	it('tell of missing slots, which get default programs', () => {
		const file = smallBank()
			.replace(/\t\tB4.*\r\n/, '')
			.replace(/\t\tC9.*\r\n/, '');
		expect(complaints(file)).toEqual(['FEWER_PROGRAMS 3:2 Programs']);
		expect(readBank(file).diagnostics[0]?.message).toContain(
			'28 of 30 programs. Missing slots were filled with default programs: B4 C9.',
		);
		expect(readBank(file).bank?.programs[14]).toEqual(defaultProgram());
	});

	it('tell of a current program that is no slot', () => {
		const file = smallBank().replace('CurrentProgram: A0', 'CurrentProgram: D7');
		expect(complaints(file)).toEqual(['BAD_CURRENT_PROGRAM 2:18 CurrentProgram']);
		expect(readBank(file).bank?.currentProgram).toBe('A0');
	});

	it('tell of unknown entries of bank and firmware', () => {
		expect(complaints(smallBank([], ['Foo: bar', 'Firmware: {', '\tZoom: 3', '\tCode: { "x" }', '}']))).toEqual([
			'UNKNOWN_FIELD 36:2 Foo',
			'UNKNOWN_FIELD 38:3 Firmware.Zoom',
		]);
	});

	it('tell of a firmware where the format has none', () => {
		const file = V1(smallBank([], ['Firmware: { Code: { "x" } }'])).replace('CurrentProgram', 'Current Program');
		expect(complaints(file)).toEqual(['FIRMWARE_IN_V1 36:2 Firmware']);
	});

	it('stop at a thousand', () => {
		const { bank, diagnostics } = readBank(smallBank(Array.from({ length: 5000 }, (_, index) => `x${index}: 1`)));
		expect(bank).not.toBeNull();
		expect(diagnostics).toHaveLength(1000);
	});
});

describe('fields that are missing or spelled in another way', () => {
	it('get their mode from the clock when the file names none', () => {
		expect(readFields('ClockFreq: "1/4T"')).toEqual({
			program: { ...defaultProgram(), clock: { kind: 'synced', division: '1/4' }, syncMode: 'triplets' },
			complaints: [],
		});
	});

	it('get their clock from the knob in its middle when the file names only a mode', () => {
		expect(readFields('SyncMode: "Standard"')).toEqual({
			program: { ...defaultProgram(), clock: { kind: 'synced', division: '1/1' }, syncMode: 'standard' },
			complaints: [],
		});
	});

	it('may have the other version’s form', () => {
		const { program, complaints } = readFields(
			'Operator1: MUL ',
			'Operand1.High: 0xA ',
			'InputLevel: 3 dB',
			'ClockFreq: 22.05',
			'Limiter: On',
		);
		expect(complaints).toEqual([]);
		expect(program).toMatchObject({
			operator1: 2,
			operand1High: 10,
			inputLevelDb: 3,
			clock: { kind: 'free', kHz: 22.05 },
			limiter: true,
		});
	});
});

describe('the firmware block', () => {
	it('takes logo and about from beside it when it has none', () => {
		const { bank, diagnostics } = readBank(
			smallBank([], ['Firmware: {', 'Name: "x"', 'Code: { "a" "b" }', '}', 'Logo: { "l" }', 'About: { "m" }']),
		);
		expect(diagnostics).toEqual([]);
		expect(bank?.firmware).toEqual({ name: 'x', config: '', code: 'a\nb', logo: ['l'], about: ['m'] });
	});

	it('prefers its own', () => {
		const file = smallBank([], ['Firmware: {', 'Code: { "a" }', 'Logo: { "own" }', '}', 'Logo: { "l" }']);
		expect(complaints(file)).toEqual(['DUPLICATE_FIELD 40:2 Logo']);
		expect(readBank(file).bank?.firmware?.logo).toEqual(['own']);
	});

	it('understands all escapes', () => {
		const { bank } = readBank(smallBank([], [String.raw`Firmware: { Code: { "\\ \" \' \t \r \x41 \xf6 \u2192" "a\nb" } }`]));
		expect(bank?.firmware?.code).toBe('\\ " \' \t \r A ö →\na\nb');
	});
});

describe('the table of diagnostics', () => {
	it('says what is wrong and what to do, in sentences', () => {
		for (const { message, remedy } of Object.values(BANK_DIAGNOSTICS)) {
			expect(message).toMatch(/[.`]$/);
			expect(remedy).toMatch(/[.`]$/);
		}
	});
});
