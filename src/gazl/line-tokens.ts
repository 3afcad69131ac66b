/** Lines and tokens of GAZL text (gazl.md 2.1 to 2.4). Source is one character per byte. */

import type { Place } from './errors.ts';

const NUL = 0;
const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const BANG = 33;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
const SEMICOLON = 59;

/** A piece of a line and where it begins. */
export interface Token extends Place {
	readonly text: string;
}

/** A token without its first `count` characters. */
export function tailOf(token: Token, count: number): Token {
	return { text: token.text.slice(count), line: token.line, column: token.column + count };
}

/** A token's first `count` characters. */
export function headOf(token: Token, count: number): Token {
	return { text: token.text.slice(0, count), line: token.line, column: token.column };
}

const IDENTIFIER = /^[A-Za-z_.$][A-Za-z0-9_.$]*$/;

/** Whether a text is a name (gazl.md 2.4). */
export function isIdentifier(text: string): boolean {
	return IDENTIFIER.test(text);
}

/** The lines of a text: LF, CR LF and CR end one; the text ends at its first NUL, as a C string does. */
export function* linesOf(text: string): Generator<string> {
	let start = 0;
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (code === LF || code === CR) {
			yield text.slice(start, i);
			if (code === CR && text.charCodeAt(i + 1) === LF) i++;
			start = i + 1;
		} else if (code === NUL) {
			yield text.slice(start, i);
			return;
		}
	}
	if (start < text.length) yield text.slice(start);
}

/** Reads a line from left to right. */
export class LineScanner {
	readonly #line: string;
	readonly #number: number;
	#position = 0;

	/** A scanner at the start of a line without its end, `number` being its place in the source, 1-based. */
	constructor(line: string, number: number) {
		this.#line = line;
		this.#number = number;
	}

	/** Whether only blanks and a comment are left. Moves past the blanks. */
	isAtEnd(): boolean {
		this.#skipBlanks();
		return this.#position === this.#line.length || this.#line.charCodeAt(this.#position) === SEMICOLON;
	}

	/** Moves past blanks, and past an exclamation mark if one follows; says whether it did. */
	takeBang(): boolean {
		this.#skipBlanks();
		if (this.#line.charCodeAt(this.#position) !== BANG) return false;
		this.#position++;
		return true;
	}

	/**
	 * The next token, behind blanks: up to a blank, `!` or `;` outside of quotes. Empty where one of these, or the line's
	 * end, comes at once. A quote that is not closed runs to the line's end.
	 */
	takeToken(): Token {
		this.#skipBlanks();
		const start = this.#position;
		let i = start;
		let quote = NUL;
		for (; i < this.#line.length; i++) {
			const code = this.#line.charCodeAt(i);
			if (quote !== NUL) {
				if (code === quote) quote = NUL;
			} else if (code === SINGLE_QUOTE || code === DOUBLE_QUOTE) {
				quote = code;
			} else if (code === BANG || code === SEMICOLON || isBlank(code)) {
				break;
			}
		}
		this.#position = i;
		return this.#piece(start, i);
	}

	/** All that is left, comment included, without blanks around it. */
	takeRest(): Token {
		this.#skipBlanks();
		let end = this.#line.length;
		while (end > this.#position && isBlank(this.#line.charCodeAt(end - 1))) end--;
		return this.#piece(this.#position, end);
	}

	/** The source from the start of a token of this line to the end of another. */
	between(first: Token, last: Token): string {
		return this.#line.slice(first.column - 1, last.column - 1 + last.text.length);
	}

	#piece(start: number, end: number): Token {
		return { text: this.#line.slice(start, end), line: this.#number, column: start + 1 };
	}

	#skipBlanks(): void {
		while (isBlank(this.#line.charCodeAt(this.#position))) this.#position++;
	}
}

function isBlank(code: number): boolean {
	return code === SPACE || code === TAB;
}
