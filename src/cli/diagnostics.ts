/** What a command has to say about an input file. */
export interface Diagnostic {
	readonly severity: 'error' | 'warning';
	/** Path as the user wrote it. */
	readonly file: string;
	/** 1-based; 1 for what concerns the file as a whole. */
	readonly line: number;
	readonly column: number;
	/** Upper-case name that scripts can rely on. */
	readonly name: string;
	/** A sentence that says what is wrong and what to do. */
	readonly message: string;
}

/** `FILE:LINE:COL: error NAME: message`, the form that editors jump to; always one line. */
export function formatDiagnostic({ file, line, column, severity, name, message }: Diagnostic): string {
	return `${file}:${line}:${column}: ${severity} ${name}: ${printable(message)}`;
}

/** Messages quote what binary files have in the place of words; a terminal would obey some of it. */
function printable(text: string): string {
	return text.replace(/\p{Cc}/gu, (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** An error that concerns a file as a whole. */
export function fileError(file: string, name: string, message: string): Diagnostic {
	return { severity: 'error', file, line: 1, column: 1, name, message };
}

/** Thrown by a command that cannot go on: its input is bad, exit code 1. */
export class BadInput extends Error {
	readonly diagnostics: readonly Diagnostic[];

	constructor(...diagnostics: readonly Diagnostic[]) {
		super(diagnostics.map(formatDiagnostic).join('\n'));
		this.diagnostics = diagnostics;
	}
}

/** Thrown when the command line cannot be understood or there is nothing to do: exit code 2. */
export class UsageError extends Error {}
