import { buildBankFirmware, firmwareDiagnostic, openBank } from '../bank-file.ts';
import { defineCommand } from '../command.ts';

/** `p8 bank check`: what is wrong with a bank. */
export const bankCheck = defineCommand({
	name: 'bank check',
	operands: 'FILE.p8bank',
	operandCount: 1,
	summary: 'tell what is wrong with a bank and with its firmware',
	options: {},
	run({ operands: [path = ''], print, report }) {
		const file = openBank(path);
		const build = buildBankFirmware(file.bank);
		const diagnostics = [...file.warnings, ...(build?.ok === false ? [firmwareDiagnostic(file, build)] : [])];
		diagnostics.forEach(report);
		const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
		const warnings = diagnostics.length - errors;
		print(`${counted(errors, 'error')}, ${counted(warnings, 'warning')}\n`);
		return { exitCode: errors === 0 ? 0 : 1, json: { errors, warnings } };
	},
});

function counted(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
