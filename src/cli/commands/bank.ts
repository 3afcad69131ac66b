import { buildFirmware } from '../../toolchain/build-firmware.ts';
import { type Bank, programAt } from '../../patch/bank.ts';
import { readBank } from '../../patch/bank-reader.ts';
import { writeBank } from '../../patch/bank-writer.ts';
import { bankFileLine } from '../../patch/firmware-line-map.ts';
import { panelText } from '../../patch/panel-text.ts';
import { programTitle, SLOTS } from '../../patch/program.ts';
import { programSize } from '../assembling.ts';
import { defineCommand, type Outcome } from '../command.ts';
import { BadInput, type Diagnostic, fileError, UsageError } from '../diagnostics.ts';
import { readBytes } from '../files.ts';
import { columnInString } from '../string-columns.ts';
import { textTable } from '../text-table.ts';

/** A bank file that could be read. */
interface BankFile {
	readonly path: string;
	readonly bytes: Uint8Array;
	readonly bank: Bank;
	readonly warnings: readonly Diagnostic[];
}

/** What the three actions get to print with. */
type Print = (text: string | Uint8Array) => void;

/** `p8 bank`: looks at a bank file, judges it or writes it anew. */
export const bank = defineCommand({
	name: 'bank',
	operands: 'info|check|rewrite FILE.p8bank',
	operandCount: 2,
	summary: 'list the programs of a bank, check it with its firmware, or print it as it would be saved',
	details: ['rewrite writes the bytes of a bank file, in the version of the file that was read.'],
	options: {},
	run({ operands: [action = '', path = ''], print, report }): Outcome {
		const perform = ACTIONS.get(action);
		if (!perform) throw new UsageError(`'${action}' is none of ${[...ACTIONS.keys()].join(', ')}.`);
		return perform(path, print, report);
	},
});

const ACTIONS: ReadonlyMap<string, (path: string, print: Print, report: (diagnostic: Diagnostic) => void) => Outcome> = new Map([
	['info', info],
	['check', check],
	['rewrite', rewrite],
]);

function info(path: string, print: Print): Outcome {
	const { bank: read, bytes } = openBank(path);
	const { version, currentProgram, firmware } = read;
	print(`Permut8BankV${version}, ${bytes.length} bytes, current program ${currentProgram}\n`);
	const firmwareFacts = firmware && {
		name: firmware.name,
		config: firmware.config,
		codeLines: firmware.code.split('\n').length,
		logoLines: firmware.logo.length,
		aboutLines: firmware.about.length,
		size: firmwareSize(read),
	};
	if (firmwareFacts) {
		const { name, config, codeLines, logoLines, aboutLines, size } = firmwareFacts;
		print(`firmware '${name}', config '${config}', lines: ${codeLines} of code, ${logoLines} of logo, ${aboutLines} of about\n`);
		if (size) print(`  ${Object.entries(size).map(([what, count]) => `${count} ${what}`).join(', ')}\n`);
		else print('  the code does not assemble, see p8 bank check\n');
	}
	const rows = SLOTS.map((slot) => {
		const program = programAt(read, slot);
		const text = (property: Parameters<typeof panelText>[1]) => panelText(program, property);
		return [
			slot,
			programTitle(slot, program),
			`${text('operator1')} ${text('operand1High')}${text('operand1Low')}`,
			`${text('operator2')} ${text('operand2High')}${text('operand2Low')}`,
			text('clock'),
			text('reverse'),
			text('feedbackPercent'),
			text('filter'),
			text('mixPercent'),
		];
	});
	print(textTable(['slot', 'name', 'instruction 1', 'instruction 2', 'clock', 'rev', 'feedback', 'filter', 'mix'], rows));
	const programs = SLOTS.map((slot) => ({ slot, title: programTitle(slot, programAt(read, slot)), ...programAt(read, slot) }));
	return {
		exitCode: 0,
		json: { version, bytes: bytes.length, currentProgram, programs, ...(firmwareFacts && { firmware: firmwareFacts }) },
	};
}

function check(path: string, print: Print, report: (diagnostic: Diagnostic) => void): Outcome {
	const file = openBank(path);
	const diagnostics = [...file.warnings, ...firmwareDiagnostics(file)];
	diagnostics.forEach(report);
	const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
	print(`${errors} errors, ${diagnostics.length - errors} warnings\n`);
	return { exitCode: errors === 0 ? 0 : 1, json: { errors, warnings: diagnostics.length - errors } };
}

function rewrite(path: string, print: Print): Outcome {
	const { bank: read } = openBank(path);
	const writing = writeBank(read, { version: read.version });
	if (!writing.ok) throw new BadInput(fileError(path, writing.code, writing.message));
	print(Buffer.from(writing.text, 'latin1'));
	return { exitCode: 0, json: { text: writing.text } };
}

/** @throws BadInput with all diagnostics when the bank has an error */
function openBank(path: string): BankFile {
	const bytes = readBytes(path);
	const { bank: read, diagnostics } = readBank(bytes);
	const warnings = diagnostics.map(({ severity, code, message, line, column }) => {
		return { severity, file: path, line, column, name: code, message };
	});
	if (!read) throw new BadInput(...warnings);
	return { path, bytes, bank: read, warnings };
}

/** What the bank's firmware comes to, as for loading it from the bank. */
function build(read: Bank) {
	const { firmware } = read;
	return firmware && buildFirmware({ id: 1, name: firmware.name, code: firmware.code, config: firmware.config, debug: false });
}

function firmwareSize(read: Bank) {
	const built = build(read);
	return built?.ok ? programSize(built.image.program) : undefined;
}

/** Why the firmware cannot be loaded, at its place in the bank file: the faulty line, or where the block begins. */
function firmwareDiagnostics({ path, bytes, bank: read }: BankFile): Diagnostic[] {
	const built = build(read);
	if (!built || built.ok) return [];
	const { code: name, message, line: codeLine, column: codeColumn } = built.diagnostic;
	const lines = Buffer.from(bytes).toString('latin1').split('\n');
	const line = bankFileLine(read, codeLine) ?? lines.findIndex((text) => /^\s*Firmware\s*:/.test(text)) + 1;
	const column = codeLine === 0 ? 1 : columnInString(lines[line - 1], codeColumn);
	return [{ severity: 'error', file: path, line, column, name, message }];
}
