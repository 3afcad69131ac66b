/** Assembles GAZL text into a program (gazl.md 2 to 9): the interface of the assembler. */

import { type AssemblyError, AssemblyFault } from './errors.ts';
import type { AssemblyHost } from './host-symbols.ts';
import { LineAssembler } from './line-assembler.ts';
import { linesOf } from './line-tokens.ts';
import type { Program } from './program.ts';

export type { AssemblyError, AssemblyErrorName } from './errors.ts';
export type { AssemblyHost } from './host-symbols.ts';

/** A program, or the first fault of the text. */
export type AssemblyResult =
	| { readonly ok: true; readonly program: Program }
	| { readonly ok: false; readonly error: AssemblyError };

/**
 * Assembles a text, one character per byte, as one unit. Any text gives a program or an error.
 * RangeError when the host's capacities, natives or constants make no sense.
 */
export function assemble(source: string, host: AssemblyHost): AssemblyResult {
	const assembler = new Assembler(host);
	assembler.feed(source);
	return assembler.finish();
}

/** One assembly, of one or several units (gazl.md 3). Lines count on from unit to unit. */
export class Assembler {
	readonly #lines: LineAssembler;
	#lineCount = 0;
	#error: AssemblyError | null = null;
	#result: AssemblyResult | null = null;

	/** RangeError when the host's capacities, natives or constants make no sense. */
	constructor(host: AssemblyHost) {
		this.#lines = new LineAssembler(host);
	}

	/**
	 * Assembles more lines, one character per byte; the text starts at the start of a line and ends at its end or its first
	 * NUL. A quote that is not closed ends with its line. Gives the first error so far, after which nothing more is read.
	 */
	feed(text: string): AssemblyError | null {
		if (this.#error !== null || this.#result !== null) return this.#error;
		try {
			for (const line of linesOf(text)) this.#lines.assembleLine(line, ++this.#lineCount);
		} catch (fault) {
			this.#error = errorOf(fault, this.#lineCount);
		}
		return this.#error;
	}

	/** Ends a unit: its function, its skips and its compile-time variables. The open data section stays open. */
	newUnit(): AssemblyError | null {
		if (this.#error !== null || this.#result !== null) return this.#error;
		try {
			this.#lines.endUnit();
		} catch (fault) {
			this.#error = errorOf(fault, null);
		}
		return this.#error;
	}

	/** Ends the assembly. After it nothing more is read, and it gives the same again. */
	finish(): AssemblyResult {
		this.#result ??= this.#end();
		return this.#result;
	}

	#end(): AssemblyResult {
		if (this.#error !== null) return { ok: false, error: this.#error };
		try {
			return { ok: true, program: this.#lines.endAssembly() };
		} catch (fault) {
			return { ok: false, error: errorOf(fault, null) };
		}
	}
}

/** The error that a fault is, found in `line` or at the end of a unit. Whatever else was thrown is a bug and goes on. */
function errorOf(fault: unknown, line: number | null): AssemblyError {
	if (fault instanceof AssemblyFault) return fault.toError(line);
	throw fault;
}
