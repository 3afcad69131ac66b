/** Collects lines of GAZL with the places of the source that they come from. */

import type { Span } from '../source-text.ts';
import { straightenJumps } from './jumps.ts';

/** One line of GAZL. */
export interface GazlLine {
	label: string | null;
	/** The instruction, or the directive with all that follows it; compile-time lines begin with `!`. */
	mnemonic: string;
	operands: readonly string[];
	comment: string | null;
	/** Whether the machine executes it; NOOP carries a label among such lines. */
	readonly isExecuted: boolean;
	/** The span of the source that it does the work of. */
	readonly origin: Span | null;
}

/** Lines of GAZL. Labels wait for the line that they are to stand on. */
export class GazlWriter {
	readonly #lines: GazlLine[] = [];
	#labels: string[] = [];
	#comment: string | null = null;
	#body = 0;

	/** The lines written so far, and for each the span of the source that it does the work of. */
	finish(): { readonly lines: readonly string[]; readonly origins: readonly (Span | null)[] } {
		return { lines: this.#lines.map(lineText), origins: this.#lines.map(({ origin }) => origin) };
	}

	/** Puts a comment behind the next instruction. */
	comment(text: string | null): void {
		this.#comment = text;
	}

	/** A label for the next instruction of the function. */
	label(name: string): void {
		this.#labels.push(name);
	}

	/** An instruction that is executed. */
	instruction(mnemonic: string, operands: readonly string[], origin: Span | null): void {
		const label = this.#labels.pop() ?? null;
		this.placeLabels(origin);
		this.#lines.push({ label, mnemonic, operands, comment: this.#comment, isExecuted: true, origin });
		this.#comment = null;
	}

	/** A line that the assembler itself executes; no label of the program can stand on it. */
	assembly(mnemonic: string, operands: readonly string[], origin: Span | null): void {
		this.placeLabels(origin);
		this.declaration(null, ['!', mnemonic, ...operands].join(' '), origin);
	}

	/** Puts the labels that wait on lines of their own. */
	placeLabels(origin: Span | null): void {
		for (const label of this.#labels) {
			this.#lines.push({ label, mnemonic: 'NOOP', operands: [], comment: null, isExecuted: true, origin });
		}
		this.#labels = [];
	}

	/** A line that declares or defines something. */
	declaration(label: string | null, text: string, origin: Span | null): void {
		this.#lines.push({ label, mnemonic: text, operands: [], comment: null, isExecuted: false, origin });
	}

	/** The instructions of a function come now. */
	beginBody(): void {
		this.#body = this.#lines.length;
	}

	/** The last instruction of a function is written. */
	endBody(): void {
		const body = this.#lines.splice(this.#body);
		for (const line of straightenJumps(body)) this.#lines.push(line);
	}
}

function lineText({ label, mnemonic, operands, comment }: GazlLine): string {
	const text = [mnemonic, ...operands].join(' ');
	return `${label === null ? '' : `${label}:`}\t${text}${comment === null ? '' : `\t; ${comment}`}`;
}
