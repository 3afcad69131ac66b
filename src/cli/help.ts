import type { Command, OptionTable } from './command.ts';
import { COMMANDS } from './commands.ts';

/** Options that every command has. */
export const COMMON_OPTIONS = {
	json: { type: 'boolean', help: 'one JSON object on standard output, diagnostics included' },
	help: { type: 'boolean', short: 'h', help: 'this text' },
} as const;

/**
 * What `p8 --help` prints: every command in a line.
 *
 * @param group first word of commands of two words, for these alone, as `p8 bank --help` prints them
 */
export function overview(group?: string): string {
	const listed = COMMANDS.filter(({ name }) => group === undefined || name.startsWith(`${group} `));
	const rows = listed.map(({ name, operands, summary }) => [`  ${name} ${operands}`, summary] as const);
	const program = group === undefined ? 'p8' : `p8 ${group}`;
	return [
		...(group === undefined ? ['p8: the Permut8 emulator on the command line', ''] : []),
		`usage: ${program} COMMAND …`,
		'',
		...table(rows),
		'',
		`${program} COMMAND --help tells more about one${group === undefined ? ', p8 --version the version' : ''}.`,
		'Exit codes: 0 all well, 1 bad input or failures found, 2 wrong usage or nothing to do.',
		'',
	].join('\n');
}

/** What `p8 COMMAND --help` prints. */
export function commandHelp(command: Command): string {
	return [
		`usage: p8 ${command.name} ${command.operands} [options]`,
		'',
		command.summary,
		...(command.details ?? []),
		'',
		'options:',
		...table(optionRows({ ...command.options, ...COMMON_OPTIONS })),
		'',
	].join('\n');
}

function optionRows(options: OptionTable): (readonly [string, string])[] {
	return Object.entries(options).map(([name, { short, value, multiple, help }]) => {
		return [
			`  ${short && name !== 'help' ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}${multiple ? ' …' : ''}`,
			help,
		] as const;
	});
}

/** Two columns. */
function table(rows: readonly (readonly [string, string])[]): string[] {
	const width = Math.max(...rows.map(([left]) => left.length));
	return rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`);
}
