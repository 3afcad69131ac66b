/** Everything that can be wrong with a bank file: one table of kinds, and the records that the reader makes of them (device.md 5.5). */

/** Largest file that is read, in bytes. */
export const MAX_FILE_BYTES = 4 * 1024 * 1024;

/** Most lines that a file may have. */
export const MAX_LINES = 100_000;

/** Deepest that blocks may nest; the file's own block is level 1. */
export const MAX_NESTING = 8;

/** Longest name in chars that the plugin's own saved state takes. */
export const MAX_NAME_LENGTH = 24;

/** Most diagnostics of one severity that one reading reports: a damaged file has one cause, not a hundred thousand. */
export const MAX_DIAGNOSTICS = 1000;

/** An error fails the load; a warning says what was read in another way than it was written. */
export type Severity = 'error' | 'warning';

interface DiagnosticKind {
	readonly severity: Severity;
	/** What is wrong; `<name>` stands for a value of the occurrence. */
	readonly message: string;
	/** What to do about it, or for a warning what was done. */
	readonly remedy: string;
}

/** All kinds of diagnostics by code name. */
export const BANK_DIAGNOSTICS = {
	FILE_TOO_LARGE: {
		severity: 'error',
		message: 'The file has <bytes> bytes, more than a bank may have (4 MiB).',
		remedy: 'Check that it is a .p8bank file.',
	},
	TOO_MANY_LINES: {
		severity: 'error',
		message: 'The file has more than 100000 lines.',
		remedy: 'Check that it is a .p8bank file.',
	},
	NESTING_TOO_DEEP: {
		severity: 'error',
		message: 'Blocks are nested more than 8 deep.',
		remedy: 'Look for a missing `}` above this line.',
	},
	NUL_BYTE: {
		severity: 'error',
		message: 'There is a NUL byte here.',
		remedy: 'The file is binary or damaged; get an intact copy, or write \\x00 inside a string.',
	},
	NOT_LATIN_1: {
		severity: 'error',
		message: 'The character `<found>` is not in Latin-1, the character set of bank files.',
		remedy: 'Write it as <escape> inside a string.',
	},
	UNKNOWN_HEADER: {
		severity: 'error',
		message: 'Invalid format or unsupported version: the file starts with `<found>`.',
		remedy: 'A bank starts with `Permut8BankV1: {` or `Permut8BankV2: {`.',
	},
	MISSING_CLOSING_BRACE: {
		severity: 'error',
		message: 'The file ends inside the block `<block>` that line <opened> opens.',
		remedy: 'Add the missing `}`.',
	},
	EXTRA_CLOSING_BRACE: {
		severity: 'error',
		message: 'There is no open block that this `}` could close.',
		remedy: 'Remove it, or add the `{` that belongs to it.',
	},
	TEXT_AFTER_END: {
		severity: 'error',
		message: 'There is text after the end of the bank: `<found>`.',
		remedy: 'Remove it, or look for a `}` too many above this line.',
	},
	ENTRY_WITHOUT_COLON: {
		severity: 'error',
		message: '`<found>` is not an entry.',
		remedy: 'Write `Key: value`, `Key: {`, or a text in double quotes.',
	},
	UNTERMINATED_STRING: {
		severity: 'error',
		message: 'The text that starts here has no closing quote on its line.',
		remedy: 'Add a `"`; write line breaks inside a text as \\n and quotes as \\".',
	},
	UNKNOWN_ESCAPE: {
		severity: 'error',
		message: '`<found>` is not an escape.',
		remedy: 'Known are \\\\ \\" \\\' \\t \\n \\r \\xHH and \\uHHHH; write a backslash as \\\\.',
	},
	WRONG_SHAPE: {
		severity: 'error',
		message: '<subject> does not have the form that belongs here.',
		remedy: 'It should be <expected>.',
	},
	MISSING_PROGRAMS: {
		severity: 'error',
		message: 'The bank has no `Programs`.',
		remedy: 'Add a block `Programs: { A0: { … } … }`.',
	},
	DUPLICATE_SLOT: {
		severity: 'error',
		message: 'The slot <slot> is already on line <first>.',
		remedy: 'Remove one of the two programs or rename its slot.',
	},
	UNKNOWN_SLOT: {
		severity: 'error',
		message: '`<found>` is not a slot.',
		remedy: 'Programs are called A0 to A9, B0 to B9 and C0 to C9.',
	},
	NOT_IN_ENUM: {
		severity: 'error',
		message: '<field> cannot be `<found>`.',
		remedy: 'It is one of <expected>.',
	},
	BAD_NUMBER: {
		severity: 'error',
		message: '<field> cannot be read from `<found>`.',
		remedy: 'It should be <expected>.',
	},
	UNKNOWN_DIVISION: {
		severity: 'error',
		message: '<field> cannot be the note division `<found>`.',
		remedy: 'It is one of <expected>.',
	},
	BAD_OPERAND: {
		severity: 'error',
		message: '<field> cannot be `<found>`.',
		remedy: 'It should be <expected>.',
	},
	BAD_OPERATOR: {
		severity: 'error',
		message: '<field> cannot be the operator `<found>`.',
		remedy: 'It is one of <expected>.',
	},
	FIRMWARE_WITHOUT_CODE: {
		severity: 'error',
		message: 'The firmware has no code.',
		remedy: 'Add a block `Code: { "…" … }` with the lines of the GAZL source, or remove the Firmware block.',
	},
	FIRMWARE_IN_V1: {
		severity: 'warning',
		message: 'A Permut8BankV1 file has no firmware by its format.',
		remedy: 'It was read all the same; the bank can only be saved as Permut8BankV2.',
	},
	FEWER_PROGRAMS: {
		severity: 'warning',
		message: 'The bank has <count> of 30 programs.',
		remedy: 'Missing slots were filled with default programs: <missing>.',
	},
	UNKNOWN_FIELD: {
		severity: 'warning',
		message: '`<found>` is not a known field of <block>.',
		remedy: 'It has no effect and is written back when the bank is saved.',
	},
	DUPLICATE_FIELD: {
		severity: 'warning',
		message: '`<found>` is already on line <first>.',
		remedy: 'The last one counts, the others are dropped.',
	},
	NUMBER_OUT_OF_RANGE: {
		severity: 'warning',
		message: '<field> is out of range: `<found>`, where <expected> belongs.',
		remedy: 'It was set to the nearest possible value, <value>.',
	},
	SYNC_CONTRADICTS_CLOCK: {
		severity: 'warning',
		message: 'ClockFreq `<found>` contradicts SyncMode <mode>.',
		remedy: 'SyncMode counts; ClockFreq was taken as <value>.',
	},
	BAD_CURRENT_PROGRAM: {
		severity: 'warning',
		message: 'The current program `<found>` is not a slot.',
		remedy: 'A0 was taken.',
	},
	LONG_NAME: {
		severity: 'warning',
		message: 'The name has <length> characters; the plugin itself rejects more than 24.',
		remedy: 'It was kept as it is; shorten it if the bank is meant for the plugin.',
	},
} as const satisfies Readonly<Record<string, DiagnosticKind>>;

/** Code name of a kind of diagnostic. */
export type BankDiagnosticCode = keyof typeof BANK_DIAGNOSTICS;

/** A place in a bank file; both count from 1, a tab is one column. */
export interface Position {
	readonly line: number;
	readonly column: number;
}

/** One thing wrong with a bank file. */
export interface BankDiagnostic extends Position {
	readonly severity: Severity;
	readonly code: BankDiagnosticCode;
	/** What is wrong and what to do, in full sentences. */
	readonly message: string;
	/** The field concerned: `A0.Mix`, `Firmware.Code`. */
	readonly field?: string;
}

type Placeholders<Text extends string> = Text extends `${string}<${infer Name}>${infer Rest}` ? Name | Placeholders<Rest> : never;

/** Values that the sentences of a kind need. */
export type DiagnosticValues<Code extends BankDiagnosticCode> = {
	readonly [Name in
		| Placeholders<(typeof BANK_DIAGNOSTICS)[Code]['message']>
		| Placeholders<(typeof BANK_DIAGNOSTICS)[Code]['remedy']>]: string | number;
};

/** Chars of the file that a message quotes where the file as such is wrong. */
const EXCERPT_LENGTH = 40;
/** Chars after which any value in a message is cut; a list of all slots fits. */
const LONGEST_VALUE = 160;

/** Makes the record of one occurrence. Long values are cut for the message. */
export function bankDiagnostic<Code extends BankDiagnosticCode>(
	code: Code,
	{ line, column }: Position,
	values: DiagnosticValues<Code>,
	field?: string,
): BankDiagnostic {
	const { severity, message, remedy } = BANK_DIAGNOSTICS[code];
	const known: Readonly<Record<string, string | number>> = values;
	const sentences = `${message} ${remedy}`.replace(/<(\w+)>/g, (_, name: string) => shortened(String(known[name])));
	return { severity, code, message: sentences, line, column, ...(field !== undefined && { field }) };
}

function shortened(value: string): string {
	return value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value;
}

/** What stands at `offset`, as far as its line and a message go. */
export function excerpt(text: string, offset: number): string {
	const line = /^[^\r\n]*/.exec(text.slice(offset, offset + EXCERPT_LENGTH))?.[0] ?? '';
	return line.trimEnd();
}
