import { programAt } from '../../patch/bank.ts';
import { writeBank } from '../../patch/bank-writer.ts';
import { panelText } from '../../patch/panel-text.ts';
import { programTitle, SLOTS } from '../../patch/program.ts';
import type { ParameterProperty } from '../../patch/program-fields.ts';
import { programSize } from '../assembling.ts';
import { type BankFile, buildBankFirmware, firmwareDiagnostic, openBank } from '../bank-file.ts';
import { defineCommand, type Invocation, type Outcome } from '../command.ts';
import { BadInput, fileError, UsageError } from '../diagnostics.ts';
import { textTable } from '../text-table.ts';

/** What an action has to speak with. */
type Speech = Pick<Invocation, 'print' | 'report'>;

const ACTIONS: ReadonlyMap<string, (file: BankFile, speech: Speech) => Outcome> = new Map([
	['info', listBank],
	['check', checkBank],
	['rewrite', rewriteBank],
]);

/** `p8 bank`: looks at a bank file, judges it or writes it anew. */
export const bank = defineCommand({
	name: 'bank',
	operands: `${[...ACTIONS.keys()].join('|')} FILE.p8bank`,
	operandCount: 2,
	summary: 'list the programs of a bank, check it with its firmware, or print it as it would be saved',
	details: ['rewrite prints the bytes of a bank file, in the version of the file that was read.'],
	options: {},
	run({ operands: [action = '', path = ''], ...speech }): Outcome {
		const act = ACTIONS.get(action);
		if (!act) throw new UsageError(`'${action}' is none of ${[...ACTIONS.keys()].join(', ')}.`);
		return act(openBank(path), speech);
	},
});

/** Columns of the program list: heading, and the text that it shows, made from the panel's texts. */
const COLUMNS: readonly (readonly [heading: string, cell: (shown: (property: ParameterProperty) => string) => string])[] = [
	['instruction 1', (shown) => `${shown('operator1')} ${shown('operand1High')}${shown('operand1Low')}`],
	['instruction 2', (shown) => `${shown('operator2')} ${shown('operand2High')}${shown('operand2Low')}`],
	['clock', (shown) => shown('clock')],
	['rev', (shown) => shown('reverse')],
	['input', (shown) => shown('inputLevelDb')],
	['filter', (shown) => `${shown('filter')} ${shown('filterPlacement')}`],
	['feedback', (shown) => shown('feedbackPercent')],
	['output', (shown) => shown('outputLevelDb')],
	['mix', (shown) => shown('mixPercent')],
];

function listBank({ bank: read, bytes }: BankFile, { print }: Speech): Outcome {
	const { version, currentProgram, firmware } = read;
	const listed = SLOTS.map((slot) => ({
		slot,
		title: programTitle(slot, programAt(read, slot)),
		program: programAt(read, slot),
	}));
	const build = buildBankFirmware(read);
	const size = build?.ok ? programSize(build.image.program) : undefined;
	const firmwareFacts = firmware && {
		name: firmware.name,
		config: firmware.config,
		codeLines: firmware.code.split('\n').length,
		logoLines: firmware.logo.length,
		aboutLines: firmware.about.length,
		...(size && { size }),
	};

	print(`Permut8BankV${version}, ${bytes.length} bytes, current program ${currentProgram}\n`);
	if (firmwareFacts) {
		const { name, config, codeLines, logoLines, aboutLines } = firmwareFacts;
		print(`firmware '${name}', config '${config}'; lines: ${codeLines} of code, ${logoLines} of logo, ${aboutLines} of about\n`);
		const counts = size && Object.entries(size).map(([what, count]) => `${count} ${what}`);
		print(counts ? `assembled: ${counts.join(', ')}\n` : 'the code does not assemble: see p8 bank check\n');
	}
	const rows = listed.map(({ slot, title, program }) => {
		return [slot, title, ...COLUMNS.map(([, cell]) => cell((property) => panelText(program, property)))];
	});
	print(textTable(['slot', 'name', ...COLUMNS.map(([heading]) => heading)], rows));
	return {
		exitCode: 0,
		json: {
			version,
			bytes: bytes.length,
			currentProgram,
			...(firmwareFacts && { firmware: firmwareFacts }),
			programs: listed.map(({ slot, title, program }) => ({ slot, title, ...program })),
		},
	};
}

function checkBank(file: BankFile, { print, report }: Speech): Outcome {
	const build = buildBankFirmware(file.bank);
	const diagnostics = [...file.warnings, ...(build?.ok === false ? [firmwareDiagnostic(file, build)] : [])];
	diagnostics.forEach(report);
	const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
	const warnings = diagnostics.length - errors;
	print(`${counted(errors, 'error')}, ${counted(warnings, 'warning')}\n`);
	return { exitCode: errors === 0 ? 0 : 1, json: { errors, warnings } };
}

function rewriteBank({ path, bank: read }: BankFile, { print }: Speech): Outcome {
	const writing = writeBank(read, { version: read.version });
	if (!writing.ok) throw new BadInput(fileError(path, writing.code, writing.message));
	print(Buffer.from(writing.text, 'latin1'));
	return { exitCode: 0, json: { text: writing.text } };
}

function counted(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
