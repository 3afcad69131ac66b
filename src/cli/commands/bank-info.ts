import { programAt } from '../../patch/bank.ts';
import { panelText } from '../../patch/panel-text.ts';
import { programTitle, SLOTS } from '../../patch/program.ts';
import type { ParameterProperty } from '../../patch/program-fields.ts';
import { programSize } from '../assembling.ts';
import { buildBankFirmware, openBank } from '../bank-file.ts';
import { defineCommand } from '../command.ts';
import { textTable } from '../text-table.ts';

/** `p8 bank info`: what is in a bank. */
export const bankInfo = defineCommand({
	name: 'bank info',
	operands: 'FILE.p8bank',
	operandCount: 1,
	summary: 'list the programs of a bank and the sizes of its firmware',
	options: {},
	run({ operands: [path = ''], print }) {
		const { bank: read, bytes } = openBank(path);
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
			print(
				`firmware '${name}', config '${config}'; lines: ${codeLines} of code, ${logoLines} of logo, ${aboutLines} of about\n`,
			);
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
