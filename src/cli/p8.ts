import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Command, OptionTable, OptionValues } from './command.ts';
import { COMMANDS } from './commands.ts';
import { BadInput, type Diagnostic, formatDiagnostic, UsageError } from './diagnostics.ts';
import { COMMON_OPTIONS, commandHelp, overview } from './help.ts';

/** Exit codes, the same for every command. */
const EXIT = { ok: 0, badInput: 1, usage: 2 } as const;

// `p8 … | head` closes our output early: that is the reader's right, not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
	if (error.code !== 'EPIPE') throw error;
	process.exit(process.exitCode ?? EXIT.ok);
});

// The exit code is set and not enforced, so that pending output reaches a pipe.
process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
	const [first, ...rest] = words;
	if (first === '--help' || first === '-h') {
		process.stdout.write(overview());
		return EXIT.ok;
	}
	if (first === '--version') {
		process.stdout.write(`p8 ${version()}\n`);
		return EXIT.ok;
	}
	const command = COMMANDS.find(({ name }) => name === first);
	if (command) return await execute(command, rest);
	const fault = first === undefined ? 'Name a command.' : `There is no command '${first}'.`;
	return refuse(fault, 'p8', words.includes('--json'), `\n${overview()}`);
}

/** Runs a command; all of its output passes through here. */
async function execute(command: Command, words: readonly string[]): Promise<number> {
	const diagnostics: Diagnostic[] = [];
	const report = (diagnostic: Diagnostic) => {
		diagnostics.push(diagnostic);
		process.stderr.write(`${formatDiagnostic(diagnostic)}\n`);
	};
	const asJson = words.includes('--json');
	const finish = (exitCode: number, json: object) => {
		if (asJson) process.stdout.write(`${JSON.stringify({ ...json, diagnostics })}\n`);
		return exitCode;
	};
	try {
		const { values, positionals } = parseWords(command, words);
		if (values['help']) {
			process.stdout.write(commandHelp(command));
			return EXIT.ok;
		}
		if (positionals.length !== command.operandCount) {
			throw new UsageError(`It takes ${command.operands}; there are ${positionals.length} arguments.`);
		}
		const outcome = await command.run({
			operands: positionals,
			options: values as OptionValues<OptionTable>, // parsed with the command's own table
			print: (text) => void (asJson || process.stdout.write(text)),
			report,
			remark: (text) => void process.stderr.write(`${text}\n`),
		});
		return finish(outcome.exitCode, outcome.json);
	} catch (failure) {
		if (failure instanceof UsageError) {
			return refuse(failure.message, `p8 ${command.name}`, asJson, `Try: p8 ${command.name} --help\n`);
		}
		if (!(failure instanceof BadInput)) throw failure;
		failure.diagnostics.forEach(report);
		return finish(EXIT.badInput, {});
	}
}

function parseWords(command: Command, words: readonly string[]) {
	try {
		return parseArgs({ args: [...words], options: { ...command.options, ...COMMON_OPTIONS }, allowPositionals: true });
	} catch (failure) {
		const fromParser = failure instanceof TypeError && 'code' in failure && String(failure.code).startsWith('ERR_PARSE_ARGS');
		throw fromParser ? new UsageError(failure.message) : failure;
	}
}

/** Tells that the command line was not understood. */
function refuse(message: string, where: string, asJson: boolean, hint: string): number {
	process.stderr.write(`${where}: error USAGE: ${message}\n${hint}`);
	if (asJson) {
		const usage = { severity: 'error', file: null, line: null, column: null, name: 'USAGE', message };
		process.stdout.write(`${JSON.stringify({ diagnostics: [usage] })}\n`);
	}
	return EXIT.usage;
}

/** The project's version. */
function version(): string {
	return JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')).version;
}
