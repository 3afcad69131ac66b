import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bank, emptyBank, type Firmware, programAt, withFirmware, withProgram } from './bank.ts';
import { readBank } from './bank-reader.ts';
import { type BankWriteOptions, writeBank } from './bank-writer.ts';
import { arbitraryBank, arbitraryLine, latin1, REAL_BANKS, smallBank, withoutSource } from './banks.testing.ts';
import { bankFileLine } from './firmware-line-map.ts';
import { defaultProgram, SLOTS, withName } from './program.ts';

function read(file: string): Bank {
	const { bank, diagnostics } = readBank(file);
	if (!bank) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
	return bank;
}

function write(bank: Bank, options?: BankWriteOptions): string {
	const written = writeBank(bank, options);
	if (!written.ok) throw new Error(written.message);
	return written.text;
}

function realBank(name: string): string {
	const bank = REAL_BANKS.find((candidate) => candidate.name === name);
	if (!bank) throw new Error(`no bank is called ${name}`);
	return latin1(bank.bytes);
}

/** Lines that the second text has in place of lines of the first. */
function changedLines(before: string, after: string): string[] {
	const old = before.split('\r\n');
	const lines = after.split('\r\n');
	expect(lines).toHaveLength(old.length);
	return lines.filter((line, index) => line !== old[index]).map((line) => line.trim());
}

const FIRMWARE: Firmware = {
	name: 'ringmodComp',
	config: 'a "b"',
	code: "a: GLOB *1\n\n\tMOVi %0 #'\\'",
	logo: ['format IVG-1'],
	about: ['one', '', 'tw\xf6'],
};

describe('an empty bank', () => {
	it('is in version 1 the published bank Empty', () => {
		expect(write(emptyBank(), { version: 1 })).toBe(realBank('Empty'));
	});

	it('reads back as it is', () => {
		expect(withoutSource(read(write(emptyBank())))).toEqual(emptyBank());
	});
});

describe('a written firmware', () => {
	const text = write(withFirmware(emptyBank(), FIRMWARE));

	it('has the layout of the shipped banks', () => {
		const block = [
			'\tFirmware: {',
			'\t\tName: "ringmodComp"',
			'\t\tConfig: "a \\"b\\""',
			'\t\tCode: {',
			'\t\t\t"a: GLOB *1"',
			'\t\t\t""',
			'\t\t\t"\\tMOVi %0 #\'\\\\\'"',
			'\t\t}',
			'',
			'\t\tLogo: {',
			'\t\t\t"format IVG-1"',
			'\t\t}',
			'',
			'\t\tAbout: {',
			'\t\t\t"one"',
			'\t\t\t""',
			'\t\t\t"tw\\xf6"',
			'\t\t}',
			'\t}',
			'}',
			'',
		].join('\r\n');
		expect(text.endsWith(`\t}\r\n${block}`)).toBe(true);
	});

	it('reads back as it is and rewrites byte for byte', () => {
		expect(read(text).firmware).toEqual(FIRMWARE);
		expect(write(read(text))).toBe(text);
	});

	it('may have raw high bytes, which then stay raw', () => {
		const raw = write(withFirmware(emptyBank(), FIRMWARE), { highBytes: 'raw' });
		expect(raw).toContain('"tw\xf6"');
		expect(write(read(raw))).toBe(raw);
		expect(write(read(raw), { highBytes: 'escape' })).toBe(text);
	});

	it('is refused in version 1', () => {
		expect(writeBank(withFirmware(emptyBank(), FIRMWARE), { version: 1 })).toMatchObject({ ok: false, code: 'FIRMWARE_IN_V1' });
		expect(writeBank(withFirmware(read(text), null), { version: 1 }).ok).toBe(true);
	});

	it('carries a real program', () => {
		const code = readFileSync(
			join(import.meta.dirname, '../../../shared/conformance/firmware/bit-crusher.gazl'),
			'latin1',
		).trimEnd();
		const file = write(withFirmware(emptyBank(), { ...FIRMWARE, code }));
		expect(read(file).firmware?.code).toBe(code);
		expect(write(read(file))).toBe(file);
	});

	it('leaves out again the parts that its file does not have', () => {
		const file = write(read(smallBank([], ['Firmware: {', '\tCode: {', '\t\t"x"', '\t}', '}'])));
		expect(file.slice(file.indexOf('\tFirmware'))).toBe('\tFirmware: {\r\n\t\tCode: {\r\n\t\t\t"x"\r\n\t\t}\r\n\t}\r\n}\r\n');
	});
});

describe('lines of the code', () => {
	const file = smallBank([], ['Firmware: {', 'Code: {', '"one"', '', '"two\\nthree"', '"four"', '}', '}']);

	it('are found in the bank file', () => {
		const bank = read(file);
		expect([1, 2, 3, 4].map((line) => bankFileLine(bank, line))).toEqual([38, 40, 40, 41]);
		expect([0, 5, -1].map((line) => bankFileLine(bank, line))).toEqual([null, null, null]);
	});

	it('are not once the code was edited', () => {
		const bank = read(file);
		const { firmware } = bank;
		if (!firmware) throw new Error('no firmware');
		expect(bankFileLine(withFirmware(bank, { ...firmware, code: `${firmware.code}\nfive` }), 1)).toBeNull();
		expect(bankFileLine(withFirmware(bank, { ...firmware, about: ['x'] }), 1)).toBe(38);
		expect(bankFileLine(emptyBank(), 1)).toBeNull();
	});
});

describe('an edited bank', () => {
	it.each(['Sonic Charge Basic', 'Ariston Bank #1', 'Pong programs', 'Mason #1'])(
		'differs from %s in the edited fields only',
		(name) => {
			const text = realBank(name);
			const bank = read(text);
			const v1 = bank.version === 1;
			const edited = withProgram(bank, 'A0', { ...programAt(bank, 'A0'), mixPercent: 12.5, operand2Low: 0xab, operator2: 1 });
			expect(changedLines(text, write(edited, { version: bank.version }))).toEqual(
				v1
					? ['Mix: 12.50000000 %', 'Operator2: OR', 'Operand2.Low: 0xAB']
					: ['Mix: "12.50000000"', 'Operator2: "1"', 'Operand2Low: "0xAB"'],
			);
		},
	);

	it('gets new text for a number as a 32-bit float with eight decimals', () => {
		const bank = withProgram(emptyBank(), 'A0', {
			...defaultProgram(),
			clock: { kind: 'free', kHz: 352.8 },
			inputLevelDb: -1e-12,
			filter: { mode: 'lowpass', hz: 21680.314453125 },
		});
		expect(changedLines(write(emptyBank()), write(bank))).toEqual([
			'FilterFreq: "LP 21680.31445312"',
			'ClockFreq: "352.79998779 kHz"',
		]);
	});

	it('has its old bytes again when the edit is undone', () => {
		const text = realBank('Sonic Charge Basic');
		const bank = read(text);
		const program = programAt(bank, 'A0');
		const edited = withProgram(bank, 'A0', { ...program, filter: { mode: 'off', hz: 0 } });
		expect(write(edited, { version: 1 })).not.toBe(text);
		expect(write(withProgram(edited, 'A0', { ...program }), { version: 1 })).toBe(text);
	});

	it('keeps its old bytes after a copy by JSON or by structured clone', () => {
		const text = realBank('Ariston Bank #1');
		expect(write(JSON.parse(JSON.stringify(read(text))), { version: 1 })).toBe(text);
		expect(write(structuredClone(read(text)), { version: 1 })).toBe(text);
	});

	it('keeps digits, but not units, in the other version', () => {
		const bank = read(realBank('Sonic Charge Basic'));
		expect(write(bank, { version: 2 })).toContain('FilterFreq: "HP 333.74622600"\r\n');
	});

	it('shows a field that was left out once it is not the default', () => {
		const bank = read(realBank('Mason #1'));
		const edited = withProgram(bank, 'A1', { ...programAt(bank, 'A1'), modified: true });
		expect(write(edited, { version: 1 }).match(/Modified: \w+/g)).toEqual(['Modified: true']);
	});
});

describe('what a file has beyond the format', () => {
	it('stays: unknown entries, spellings of strings and operands', () => {
		const file = smallBank(
			[
				'Name: "\\x41\\u0042\'"',
				'Mix: "5e1"',
				'ClockFreq: "44.10000229 kHz"',
				'Operand1High: "0xa"',
				'Foo: bar ',
				'Deep: {',
				'\t"x\\x41"',
				'}',
			],
			['Top: "y"'],
		);
		const written = write(read(file));
		expect(written).toContain(
			[
				'\t\tA0: {',
				'\t\t\tName: "\\x41\\u0042\'"',
				'\t\t\tMix: "5e1"',
				'\t\t\tClockFreq: "44.10000229 kHz"',
				'\t\t\tOperand1High: "0xa"',
				'\t\t\tFoo: bar ',
				'\t\t\tDeep: {',
				'\t\t\t\t"x\\x41"',
				'\t\t\t}',
				'\t\t}',
				'\t\tA1: {',
			].join('\r\n'),
		);
		expect(written.endsWith('\t}\r\n\tTop: "y"\r\n}\r\n')).toBe(true);
		expect(write(read(written))).toBe(written);
	});

	it('does not include text that was read as something else', () => {
		const written = write(read(smallBank(['InputLevel: "60"', 'ClockFreq: "1/2D"', 'SyncMode: "Standard"'])));
		expect(written).toContain('InputLevel: "54.00000000"\r\n');
		expect(written).toContain('ClockFreq: "1/2"\r\n');
		expect(readBank(written).diagnostics).toEqual([]);
	});

	it('is spelled as the version wants in the other version', () => {
		const bank = withProgram(emptyBank(), 'A0', withName(defaultProgram(), "it's"));
		expect(write(bank, { version: 1 })).toContain('Name: "it\\\'s"');
		expect(write(read(write(bank, { version: 1 })), { version: 2 })).toContain('Name: "it\'s"');
	});
});

describe('a value that no file can hold', () => {
	it.each([
		['mixPercent', Number.NaN],
		['inputLevelDb', 55],
		['operand1Low', 256],
		['operand1Low', 1.5],
		['operator1', 5],
		['syncMode', 'dotted'],
		['clock', { kind: 'synced', division: '1/1' }],
		['clock', { kind: 'free', kHz: Number.POSITIVE_INFINITY }],
		['filter', { mode: 'bandpass', hz: 100 }],
		['limiter', undefined],
	])('in %s (%o) is refused, with the place', (property, value) => {
		const program = { ...defaultProgram(), [property]: value };
		expect(writeBank(withProgram(emptyBank(), 'B7', program))).toMatchObject({
			ok: false,
			code: 'VALUE_NOT_STORABLE',
			slot: 'B7',
			property: property === 'syncMode' ? 'clock' : property,
		});
	});
});

describe('any bank', () => {
	it('written and read is the same bank, in version 2 and, without firmware, in version 1', () => {
		fc.assert(
			fc.property(arbitraryBank, fc.constantFrom('escape', 'raw'), (bank, highBytes) => {
				const text = write(bank, { highBytes });
				expect(withoutSource(read(text))).toEqual(bank);
				expect(write(read(text))).toBe(text);
				const { firmware: _, ...stock } = bank;
				expect(withoutSource(read(write(stock, { version: 1, highBytes })))).toEqual({ ...stock, version: 1 });
			}),
			{ numRuns: 60 },
		);
	});

	it('is written in Latin-1, printable when high bytes are escaped', () => {
		fc.assert(
			fc.property(arbitraryLine, (name) => {
				const text = write(withProgram(emptyBank(), 'C9', withName(defaultProgram(), name)));
				expect(text).toMatch(/^[\r\n\t -~]*$/);
			}),
			{ numRuns: 30 },
		);
	});

	it('keeps every number as a 32-bit float and settles after one writing', () => {
		fc.assert(
			fc.property(fc.double({ min: 1, max: 54, noNaN: true }), fc.double({ min: 40, max: 24000, noNaN: true }), (db, hz) => {
				const program = { ...defaultProgram(), inputLevelDb: db, filter: { mode: 'lowpass', hz } } as const;
				const text = write(withProgram(emptyBank(), 'A0', program));
				const back = programAt(read(text), 'A0');
				expect(Math.fround(back.inputLevelDb)).toBe(Math.fround(db));
				expect(Math.fround(back.filter.hz)).toBe(Math.fround(hz));
				expect(write(read(text))).toBe(text);
			}),
			{ numRuns: 60 },
		);
	});

	it('is written with all thirty slots in order', () => {
		const slots = write(emptyBank()).match(/^\t\t\w\d(?=: \{)/gm);
		expect(slots?.map((slot) => slot.trim())).toEqual(SLOTS);
	});
});
