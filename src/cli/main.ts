import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Command, OptionTable, OptionValues } from './command.ts';
import { COMMANDS } from './commands.ts';
import { BadInput, type Diagnostic, formatDiagnostic, UsageError } from './diagnostics.ts';
import { COMMON_OPTIONS, commandHelp, overview } from './help.ts';

/** Exit codes, the same for every command. */
const EXIT = { ok: 0, badInput: 1, usage: 2 } as const;

/** Where output goes. */
export interface Streams {
	out(text: string | Uint8Array): void;
	err(text: string): void;
}

/**
 * The `p8` command. All output of all commands passes through here.
 *
 * @param words the command line without the program's name
 * @returns the exit code: 0 all well, 1 bad input or failures found, 2 wrong usage or nothing to do
 */
export async function main(words: readonly string[], streams: Streams): Promise<number> {
	const [first, second] = words;
	if (first === '--help' || first === '-h') {
		streams.out(overview());
		return EXIT.ok;
	}
	if (first === '--version') {
		streams.out(`p8 ${version()}\n`);
		return EXIT.ok;
	}
	const command = COMMANDS.find(({ name }) => name.split(' ').every((word, index) => word === words[index]));
	if (command) return await execute(command, words.slice(command.name.split(' ').length), streams);
	const asJson = words.includes('--json');
	if (COMMANDS.some(({ name }) => name.startsWith(`${first} `))) {
		if (second === '--help' || second === '-h') {
			streams.out(overview(first));
			return EXIT.ok;
		}
		const fault = second === undefined ? `Say what to do with a ${first}.` : `There is no command '${first} ${second}'.`;
		return refuse(fault, `p8 ${first}`, `\n${overview(first)}`, asJson, streams);
	}
	const fault = first === undefined ? 'Name a command.' : `There is no command '${first}'.`;
	return refuse(fault, 'p8', `\n${overview()}`, asJson, streams);
}

async function execute(command: Command, words: readonly string[], streams: Streams): Promise<number> {
	const diagnostics: Diagnostic[] = [];
	const report = (diagnostic: Diagnostic) => {
		diagnostics.push(diagnostic);
		streams.err(`${formatDiagnostic(diagnostic)}\n`);
	};
	// Not from the parsed options: what could not be parsed is to be told as JSON too.
	const asJson = words.includes('--json');
	const finish = (exitCode: number, json: object) => {
		if (asJson) streams.out(`${JSON.stringify({ ...json, diagnostics })}\n`);
		return exitCode;
	};
	try {
		const { values, positionals } = parseWords(command, words);
		if (values.help) {
			streams.out(commandHelp(command));
			return EXIT.ok;
		}
		if (positionals.length !== command.operandCount) {
			throw new UsageError(`It takes ${command.operands}, not ${positionals.length} arguments.`);
		}
		const outcome = await command.run({
			operands: positionals,
			options: values as OptionValues<OptionTable>, // parsed with the command's own table
			print: (text) => {
				if (!asJson) streams.out(text);
			},
			report,
			remark: (text) => streams.err(`${text}\n`),
		});
		return finish(outcome.exitCode, outcome.json);
	} catch (failure) {
		if (failure instanceof UsageError) {
			return refuse(failure.message, `p8 ${command.name}`, `Try: p8 ${command.name} --help\n`, asJson, streams);
		}
		if (!(failure instanceof BadInput)) throw failure;
		failure.diagnostics.forEach(report);
		return finish(EXIT.badInput, {});
	}
}

function parseWords(command: Command, words: readonly string[]) {
	try {
		const options = { ...command.options, ...COMMON_OPTIONS };
		return parseArgs({ args: withNegativeValues(words, options), options, allowPositionals: true });
	} catch (failure) {
		const fromParser = failure instanceof TypeError && 'code' in failure && String(failure.code).startsWith('ERR_PARSE_ARGS');
		throw fromParser ? new UsageError(failure.message) : failure;
	}
}

/** Ties a number below 0 to the option that it is the value of: the parser would take it for an option and say so in words of its own. */
function withNegativeValues(words: readonly string[], options: OptionTable): string[] {
	const tied: string[] = [];
	for (const word of words) {
		const option = tied.at(-1);
		const takesValue = option?.startsWith('--') === true && options[option.slice(2)]?.type === 'string';
		if (takesValue && /^-\.?\d/.test(word)) tied[tied.length - 1] = `${option}=${word}`;
		else tied.push(word);
	}
	return tied;
}

/** Tells that the command line was not understood, and what to do. */
function refuse(message: string, where: string, hint: string, asJson: boolean, { out, err }: Streams): number {
	err(`${where}: error USAGE: ${message}\n${hint}`);
	if (asJson) {
		const usage = { severity: 'error', file: null, line: null, column: null, name: 'USAGE', message };
		out(`${JSON.stringify({ diagnostics: [usage] })}\n`);
	}
	return EXIT.usage;
}

/** The project's version. */
function version(): string {
	return JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')).version;
}
