import { type Bank, emptyBank, type Firmware, withFirmware } from '../../patch/bank.ts';
import { compactFirmware } from '../../patch/compact-firmware.ts';
import { assembleFirmware } from '../../toolchain/build-firmware.ts';
import { bankBytes, openBank } from '../bank-file.ts';
import { defineCommand, type Invocation } from '../command.ts';
import { BadInput, UsageError } from '../diagnostics.ts';
import { resolvePath, writeBytes } from '../files.ts';
import { aboutWarnings, checkFirmwareName, encodingWarnings, firmwareNameOf, linesOf, readLines } from '../firmware-files.ts';
import { firmwareFault, readGazlSource } from '../gazl-source.ts';

/** `p8 bank pack`: a firmware and programs into a bank. */
export const bankPack = defineCommand({
	name: 'bank pack',
	operands: '--code FILE -o OUT.p8bank',
	operandCount: 0,
	summary: 'put a firmware, with its logo and about text, and the programs of a template into a bank',
	details: [
		'The code is GAZL or Impala, which its name tells; it is assembled as the device does it, with DEBUG 0.',
		'Without --template all thirty programs are the default one. A template with a firmware of the same name',
		'gives its config, logo and about text too, as far as there is no option for them.',
	],
	options: {
		code: { type: 'string', value: 'FILE', help: 'the firmware, .gazl or .impala' },
		out: { type: 'string', short: 'o', value: 'OUT.p8bank', help: 'the bank to write, always Permut8BankV2' },
		name: { type: 'string', value: 'NAME', help: 'name of the firmware (default: that of its file, without _code)' },
		logo: { type: 'string', value: 'FILE.ivg', help: 'the sticker' },
		about: { type: 'string', value: 'FILE.txt', help: 'the text for the console' },
		config: { type: 'string', value: 'TEXT', help: 'what the firmware finds in config (default empty)' },
		template: { type: 'string', value: 'BANK.p8bank', help: 'the bank that the programs come from, of either version' },
		compact: { type: 'boolean', help: 'leave comments and needless blanks of the code out; the program stays the same' },
	},
	run({ options, print, report }) {
		const { code: codePath, out: path } = options;
		if (codePath === undefined) throw new UsageError('Name the firmware: --code FILE.');
		if (path === undefined) throw new UsageError('Name the bank to write: -o OUT.p8bank.');
		for (const input of [codePath, options.logo, options.about]) {
			if (input !== undefined && resolvePath(input) === resolvePath(path)) {
				throw new UsageError(`The bank would be written over '${input}', which goes into it.`);
			}
		}
		const name = options.name ?? firmwareNameOf(codePath);
		checkFirmwareName(name);
		const template = readTemplate(options.template, report);
		const kept = template.firmware?.name === name ? template.firmware : null;
		const config = options.config ?? kept?.config ?? '';
		if (/[^\0-ÿ]/.test(config)) throw new UsageError('--config takes characters of Latin-1 alone.');
		const firmware: Firmware = {
			name,
			config,
			code: readCode(codePath, name, options.compact ?? false, report),
			logo: options.logo === undefined ? (kept?.logo ?? []) : readLogo(options.logo, report),
			about: options.about === undefined ? (kept?.about ?? []) : readAbout(options.about, report),
		};
		const bytes = bankBytes(path, withFirmware(template, firmware), 2);
		writeBytes(path, bytes);

		const codeLines = firmware.code.split('\n').length;
		print(`${path}: firmware '${name}', ${codeLines} lines of code, ${bytes.length} bytes\n`);
		return {
			exitCode: 0,
			json: { name, config, codeLines, logoLines: firmware.logo.length, aboutLines: firmware.about.length, bytes: bytes.length },
		};
	},
});

type Report = Invocation['report'];

function readTemplate(path: string | undefined, report: Report): Bank {
	if (path === undefined) return emptyBank();
	const { bank, warnings } = openBank(path);
	warnings.forEach(report);
	return bank;
}

/** @throws BadInput when it cannot be read, does not compile or is no firmware */
function readCode(path: string, name: string, isCompact: boolean, report: Report): string {
	const source = readGazlSource(path);
	const assembly = assembleFirmware({ id: 1, name, code: source.gazl, config: '', debug: false });
	if (!assembly.ok) throw new BadInput(...source.warnings, firmwareFault(source, assembly.diagnostics[0]));
	source.warnings.forEach(report);
	return isCompact ? compactFirmware(source.gazl) : linesOf(source.gazl).join('\n');
}

function readLogo(path: string, report: Report): readonly string[] {
	const lines = readLines(path);
	encodingWarnings(path, lines).forEach(report);
	return lines;
}

function readAbout(path: string, report: Report): readonly string[] {
	const lines = readLines(path);
	[...encodingWarnings(path, lines), ...aboutWarnings(path, lines)].forEach(report);
	return lines;
}
