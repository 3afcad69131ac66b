/**
 * The grammar of bank files: blocks of entries and strings, with the place of each, and nothing about what they mean
 * (device.md 5.1). One pass, linear in the length of the text; recursion is bounded by `MAX_NESTING`.
 */
import {
	type BankDiagnostic,
	type BankDiagnosticCode,
	bankDiagnostic,
	type DiagnosticValues,
	excerpt,
	MAX_NESTING,
	type Position,
} from './bank-diagnostics.ts';
import { readEscape } from './bank-strings.ts';

/** A text: in quotes, or the bare rest of a line. */
export interface BankText extends Position {
	readonly kind: 'string' | 'raw';
	/** The value: unescaped, or without blanks around it. */
	readonly text: string;
	/** The chars in the file: between the quotes, or from the first to the end of the line. */
	readonly literal: string;
}

/** What stands between two braces. The position is that of the opening one. */
export interface BankBlock extends Position {
	readonly kind: 'block';
	readonly items: readonly (BankEntry | BankText)[];
}

/** A key with what it is set to. The position is that of the key. */
export interface BankEntry extends Position {
	readonly kind: 'entry';
	readonly key: string;
	readonly value: BankText | BankBlock;
}

/** The file's one entry, whose key is the header; or the first thing that is not as the grammar has it. */
export type BankSyntax = { readonly header: BankEntry & { readonly value: BankBlock } } | { readonly failure: BankDiagnostic };

const HEADERS: ReadonlySet<string> = new Set(['Permut8BankV1', 'Permut8BankV2']);

/** Reads the structure of a bank file, one char per byte. */
export function parseBankSyntax(text: string): BankSyntax {
	return new BankParser(text).parse();
}

class BankParser {
	readonly #text: string;
	#offset = 0;
	#line = 1;
	#lineStart = 0;
	#failure: BankDiagnostic | null = null;

	constructor(text: string) {
		this.#text = text;
	}

	parse(): BankSyntax {
		const header = this.#parseHeader();
		if (header) {
			this.#skipBlanksAndLines();
			if (this.#offset === this.#text.length) return { header };
			if (this.#at('}')) this.#fail('EXTRA_CLOSING_BRACE', this.#position(), {});
			else this.#fail('TEXT_AFTER_END', this.#position(), { found: excerpt(this.#text, this.#offset) });
		}
		// A missing header always comes with a failure; the parser has no other way to give up.
		return { failure: this.#failure as BankDiagnostic };
	}

	#parseHeader(): (BankEntry & { value: BankBlock }) | null {
		this.#skipBlanksAndLines();
		const position = this.#position();
		const found = excerpt(this.#text, this.#offset);
		const key = this.#scanKey();
		if (!HEADERS.has(key)) return this.#fail('UNKNOWN_HEADER', position, { found });
		if (!this.#at(':')) return this.#fail('ENTRY_WITHOUT_COLON', position, { found });
		this.#offset++;
		this.#skipBlanksAndLines();
		if (!this.#at('{')) return this.#fail('WRONG_SHAPE', this.#position(), { subject: key, expected: 'a block, `{ … }`' });
		const value = this.#parseBlock(key, 1);
		return value && { kind: 'entry', key, value, ...position };
	}

	/** Reads a block from its `{`. `depth` is its level, 1 for the file's own. */
	#parseBlock(key: string, depth: number): BankBlock | null {
		const opened = this.#position();
		if (depth > MAX_NESTING) return this.#fail('NESTING_TOO_DEEP', opened, {});
		this.#offset++;
		const items: (BankEntry | BankText)[] = [];
		for (;;) {
			this.#skipBlanksAndLines();
			if (this.#offset === this.#text.length) {
				return this.#fail('MISSING_CLOSING_BRACE', this.#position(), { block: key, opened: opened.line });
			}
			if (this.#at('}')) {
				this.#offset++;
				return { kind: 'block', items, ...opened };
			}
			const item = this.#at('"') ? this.#parseString() : this.#parseEntry(depth);
			if (!item) return null;
			items.push(item);
		}
	}

	#parseEntry(depth: number): BankEntry | null {
		const position = this.#position();
		const start = this.#offset;
		const key = this.#scanKey();
		if (key === '' || !this.#at(':')) {
			return this.#fail('ENTRY_WITHOUT_COLON', position, { found: excerpt(this.#text, start) });
		}
		this.#offset++;
		const value = this.#parseValue(key, depth);
		return value && { kind: 'entry', key, value, ...position };
	}

	#parseValue(key: string, depth: number): BankText | BankBlock | null {
		this.#skipBlanks();
		if (this.#at('"')) return this.#parseString();
		if (this.#at('{')) return this.#parseBlock(key, depth + 1);
		const raw = this.#scanRaw();
		if (raw.text !== '') return raw;
		// A brace may also open on a later line; anything else there is the next entry.
		this.#skipBlanksAndLines();
		return this.#at('{') ? this.#parseBlock(key, depth + 1) : raw;
	}

	#parseString(): BankText | null {
		const position = this.#position();
		this.#offset++;
		const start = this.#offset;
		let text = '';
		let copied = start;
		for (;;) {
			switch (this.#text[this.#offset]) {
				case '"': {
					text += this.#text.slice(copied, this.#offset);
					const literal = this.#text.slice(start, this.#offset);
					this.#offset++;
					return { kind: 'string', text, literal, ...position };
				}
				case '\\': {
					const escaped = readEscape(this.#text, this.#offset);
					if ('unknown' in escaped) return this.#fail('UNKNOWN_ESCAPE', this.#position(), { found: escaped.unknown });
					text += this.#text.slice(copied, this.#offset) + escaped.char;
					this.#offset += escaped.length;
					copied = this.#offset;
					break;
				}
				case undefined:
				case '\r':
				case '\n':
					return this.#fail('UNTERMINATED_STRING', position, {});
				default:
					this.#offset++;
			}
		}
	}

	/** The rest of the line; leaves its line end in place. */
	#scanRaw(): BankText {
		const position = this.#position();
		const lineEnd = this.#text.indexOf('\n', this.#offset);
		const restEnd = lineEnd < 0 ? this.#text.length : lineEnd;
		let literalEnd = restEnd;
		while (literalEnd > this.#offset && this.#text[literalEnd - 1] === '\r') literalEnd--;
		let textEnd = literalEnd;
		while (textEnd > this.#offset && isBlank(this.#text[textEnd - 1])) textEnd--;
		const text = this.#text.slice(this.#offset, textEnd);
		const literal = this.#text.slice(this.#offset, literalEnd);
		this.#offset = restEnd;
		return { kind: 'raw', text, literal, ...position };
	}

	/** Reads a key with its inner blanks and stops at what follows it, blanks skipped; empty when there is none. */
	#scanKey(): string {
		const start = this.#offset;
		let end = start;
		while (isKeyChar(this.#text.charCodeAt(this.#offset)) || (this.#offset > start && isBlank(this.#text[this.#offset]))) {
			this.#offset++;
			if (!isBlank(this.#text[this.#offset - 1])) end = this.#offset;
		}
		return this.#text.slice(start, end);
	}

	#at(char: string): boolean {
		return this.#text[this.#offset] === char;
	}

	#skipBlanks(): void {
		while (isBlank(this.#text[this.#offset])) this.#offset++;
	}

	#skipBlanksAndLines(): void {
		for (;;) {
			this.#skipBlanks();
			if (!this.#at('\n')) return;
			this.#offset++;
			this.#line++;
			this.#lineStart = this.#offset;
		}
	}

	#position(): Position {
		return { line: this.#line, column: this.#offset - this.#lineStart + 1 };
	}

	#fail<Code extends BankDiagnosticCode>(code: Code, position: Position, values: DiagnosticValues<Code>): null {
		this.#failure = bankDiagnostic(code, position, values);
		return null;
	}
}

/** A carriage return counts as a blank: what ends a line is the line feed. */
function isBlank(char: string | undefined): boolean {
	return char === ' ' || char === '\t' || char === '\r';
}

function isKeyChar(code: number): boolean {
	return (
		(code >= 0x61 && code <= 0x7a) ||
		(code >= 0x41 && code <= 0x5a) ||
		(code >= 0x30 && code <= 0x39) ||
		code === 0x5f ||
		code === 0x2e
	);
}
