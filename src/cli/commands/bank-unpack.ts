import { join } from 'node:path';
import { withFirmware } from '../../patch/bank.ts';
import { bankBytes, openBank } from '../bank-file.ts';
import { defineCommand } from '../command.ts';
import { BadInput, fileError } from '../diagnostics.ts';
import { makeFolder, writeBytes } from '../files.ts';
import { checkFirmwareName, type FiledPart, partBytes, partFile } from '../firmware-files.ts';

/** The parts in the order in which they are told. */
const PARTS: readonly FiledPart[] = ['code', 'logo', 'about'];

/** `p8 bank unpack`: the files that a bank was packed from. */
export const bankUnpack = defineCommand({
	name: 'bank unpack',
	operands: 'FILE.p8bank DIR',
	operandCount: 2,
	summary: 'write the firmware and the programs of a bank as files of their own',
	details: [
		"The files are called NAME_code.gazl, NAME_logo.ivg, NAME_about.txt, as in the device's own folder, and",
		'NAME_programs.p8bank, a bank of the programs alone. What the bank does not have gets no file.',
		'The last line is the command that makes the same bank of them again.',
	],
	options: {
		name: { type: 'string', value: 'NAME', help: 'begin the file names with this (default: the name of the firmware)' },
	},
	run({ operands: [path = '', folder = ''], options, print, report }) {
		const { bank, warnings } = openBank(path);
		const { firmware } = bank;
		if (!firmware) {
			throw new BadInput(fileError(path, 'NO_FIRMWARE', 'This bank has no firmware: it holds nothing but its programs.'));
		}
		const stem = options.name ?? firmware.name;
		checkFirmwareName(stem);
		const contents = PARTS.map((part) => [part, partBytes(path, firmware, part)] as const);
		const programs = bankBytes(path, withFirmware(bank, null), bank.version);
		warnings.forEach(report);

		makeFolder(folder);
		const files: Record<string, string> = {};
		for (const [part, bytes] of [...contents, ['programs', programs] as const]) {
			if (bytes === null) continue;
			const file = join(folder, partFile(stem, part));
			writeBytes(file, bytes);
			files[part] = file;
			print(`${file}: ${bytes.length} bytes\n`);
		}
		const { programs: template, ...parts } = files;
		const words = [
			...['--name', firmware.name],
			...Object.entries(parts).flatMap(([part, file]) => [`--${part}`, file]),
			...(firmware.config === '' ? [] : ['--config', firmware.config]),
			...['--template', template, '-o', path],
		];
		print(`p8 bank pack ${words.map(shellWord).join(' ')}\n`);
		return { exitCode: 0, json: { name: firmware.name, config: firmware.config, files, pack: words } };
	},
});

/** A word as a POSIX shell takes it. */
function shellWord(word: string): string {
	return /^[\w./:=,+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
