/** The parser's view of tokens: the ones that count, with the errors that they can raise. */

import type { DiagnosticCode, DiagnosticDetails, DiagnosticLog } from '../diagnostics.ts';
import type { Span } from '../source-text.ts';
import { faultHint, likelyDeclaration, likelyLocal, likelyMeaning } from './likely-meaning.ts';
import type { Identifier } from './syntax-tree.ts';
import type { Token } from './tokens.ts';

/** Leaves a construct that cannot be understood; nothing outside the parser sees it. */
export class ParseFault extends Error {}

/** Levels of nesting that a source may have: what works on a tree calls itself once or more for each. */
export const DEEPEST_NESTING = 250;

/** Tokens without blanks and comments, and a place among them. */
export class TokenStream {
	protected readonly log: DiagnosticLog;
	readonly #tokens: readonly Token[];
	#at = 0;
	#depth = 0;
	#faults = 0;
	readonly #heights = new Map<object, number>();

	constructor(tokens: readonly Token[], log: DiagnosticLog) {
		this.log = log;
		this.#tokens = tokens.filter(({ kind }) => kind !== 'blank' && kind !== 'comment');
		// Unclosed comments are malformed too, and do not count as tokens.
		for (const { fault } of tokens.filter(({ kind }) => kind === 'comment')) if (fault) log.report(fault.code, fault.span);
		for (const [at, { fault }] of this.#tokens.entries()) {
			if (fault === null) continue;
			const { code, span } = fault;
			const hint = faultHint(this.#tokens, at);
			log.report(code, span, [`“${log.source.slice(span)}”`], hint === '' ? {} : { hint });
		}
	}

	/** The token to come, or one of those behind it. */
	protected peek(ahead = 0): Token {
		return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)];
	}

	/** How many faults were found so far, told or not. */
	protected get faults(): number {
		return this.#faults;
	}

	/** The token that was taken last. */
	protected get previous(): Token {
		return this.#tokens[Math.max(0, this.#at - 1)];
	}

	protected get position(): number {
		return this.#at;
	}

	protected next(): Token {
		const token = this.peek();
		if (token.kind !== 'end') this.#at++;
		return token;
	}

	/** Whether the token to come is this symbol or keyword. */
	protected sees(text: string): boolean {
		const { kind, text: seen } = this.peek();
		return seen === text && (kind === 'symbol' || kind === 'keyword');
	}

	/** Takes the token to come when it is this symbol or keyword. */
	protected take(text: string): Token | null {
		return this.sees(text) ? this.next() : null;
	}

	/** @param expected what belongs here, when more than this symbol does */
	protected expect(text: string, expected = `“${text}”`): Token {
		return this.take(text) ?? this.fail(expected);
	}

	protected identifier(expected = 'a name'): Identifier {
		const { kind, text, start, end } = this.peek();
		if (kind !== 'name')
			return this.fail(expected, kind === 'keyword' ? `“${text}” is a word of the language; choose another.` : '');
		this.next();
		return { name: text, start, end };
	}

	/** Reports that the token to come cannot stand here, and gives up what is being read. */
	protected fail(expected: string, hint = ''): never {
		const token = this.peek();
		const details: DiagnosticDetails = { expected, hint: hint === '' ? likelyMeaning(this.#tokens, this.#at) : hint };
		// A malformed token was told already.
		if (token.fault === null) this.tell('UNEXPECTED', token, [describe(token)], details);
		else this.#faults++;
		throw new ParseFault();
	}

	/** Reports a fault of what is being read. */
	protected tell(code: DiagnosticCode, span: Span, words: readonly string[] = [], details: DiagnosticDetails = {}): void {
		this.#faults++;
		this.log.report(code, span, words, details);
	}

	/** What to write for a declaration as in C that begins here, at the top of a source; empty when none does. */
	protected declarationHint(): string {
		return likelyDeclaration(this.#tokens, this.#at);
	}

	/** The same among statements. */
	protected localHint(): string {
		return likelyLocal(this.#tokens, this.#at);
	}

	/** Reads something that can hold itself, unless that goes too deep. */
	protected nested<Node>(read: () => Node): Node {
		if (this.#depth >= DEEPEST_NESTING) this.#refuseDepth(this.peek());
		this.#depth++;
		try {
			return read();
		} finally {
			this.#depth--;
		}
	}

	/** A value over others, unless the tree gets too high: long chains of operators make high trees without nesting. */
	protected over<Node extends Span>(node: Node, parts: readonly Span[]): Node {
		let height = 1;
		for (const part of parts) height = Math.max(height, 1 + (this.#heights.get(part) ?? 0));
		if (height > DEEPEST_NESTING) this.#refuseDepth(node);
		this.#heights.set(node, height);
		return node;
	}

	#refuseDepth(span: Span): never {
		this.tell('NESTED_TOO_DEEPLY', span, [String(DEEPEST_NESTING)]);
		throw new ParseFault();
	}
}

function describe(token: Token): string {
	return token.kind === 'end' ? 'the end of the file' : `“${token.text}”`;
}
