import type { Diagnostic } from './diagnostics.ts';

/** An option of a command, as `node:util` parses it and as the help shows it. */
export interface OptionDescription {
	readonly type: 'string' | 'boolean';
	/** One letter that can be written for it, as in `-o`. */
	readonly short?: string;
	/** May be given several times; its values become a list. */
	readonly multiple?: boolean;
	/** Stands for the value in the help. */
	readonly value?: string;
	/** One line that says what it does, unit, range and default. */
	readonly help: string;
}

/** Options by name, without the dashes. */
export type OptionTable = Readonly<Record<string, OptionDescription>>;

/** What the options of a table come to once parsed; absent when not given. */
export type OptionValues<Table extends OptionTable> = {
	readonly [Name in keyof Table]?:
		| (Table[Name] extends { type: 'boolean' } ? boolean : Table[Name] extends { multiple: true } ? readonly string[] : string)
		| undefined;
};

/** One use of a command. */
export interface Invocation<Table extends OptionTable = OptionTable> {
	/** Arguments that are no options, in order. */
	readonly operands: readonly string[];
	readonly options: OptionValues<Table>;
	/** Writes to standard output; says nothing with `--json`, when standard output is the result alone. */
	print(text: string | Uint8Array): void;
	/** Reports an error or a warning: on standard error, and in the JSON. */
	report(diagnostic: Diagnostic): void;
	/** Writes a remark to standard error. */
	remark(text: string): void;
}

/** How a command ended. */
export interface Outcome {
	/** 0 all well, 1 bad input or failures found, 2 nothing to do. */
	readonly exitCode: 0 | 1 | 2;
	/** The result as `--json` prints it; diagnostics are added to it. */
	readonly json: Readonly<Record<string, unknown>>;
}

/** A command of `p8`. */
export interface Command<Table extends OptionTable = OptionTable> {
	/** One word, or two for one of a group: `bank info`. */
	readonly name: string;
	/** Operands and options that have to be there, as the help shows them, and how many operands there may be. */
	readonly operands: string;
	readonly operandCount: number;
	/** One line that says what it is for. */
	readonly summary: string;
	/** More about its output, lines of at most 100 characters. */
	readonly details?: readonly string[];
	readonly options: Table;
	/** @throws BadInput or UsageError */
	run(invocation: Invocation<Table>): Outcome | Promise<Outcome>;
}

/** Gives a command the types of its own options. */
export function defineCommand<const Table extends OptionTable>(command: Command<Table>): Command {
	// Safe: the options that `run` gets are parsed with this very table.
	return command as unknown as Command;
}
