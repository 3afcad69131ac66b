/** The parser's view of tokens: the ones that count, with the errors that they can raise. */

import type { DiagnosticDetails, DiagnosticLog } from '../diagnostics.ts';
import type { Span } from '../source-text.ts';
import type { Identifier } from './syntax-tree.ts';
import type { Token } from './tokens.ts';

/** Leaves a construct that cannot be understood; nothing outside the parser sees it. */
export class ParseFault extends Error {}

/** Levels of nesting that a source may have: what works on a tree calls itself once or more for each. */
export const DEEPEST_NESTING = 250;

/** Hints for words that other languages have. */
const FOREIGN_WORDS: Readonly<Record<string, string>> = {
	return: 'There is no return: assign the variable of the returns clause, and use goto to leave early.',
	break: 'There is no break: put a label behind the loop and use goto.',
	continue: 'There is no continue: put a label at the end of the loop and use goto.',
	struct: 'There are no structures: use an array and constants for its indexes.',
	var: 'Locals are declared in the locals clause, before the brace.',
};

/** Tokens without blanks and comments, and a place among them. */
export class TokenStream {
	protected readonly log: DiagnosticLog;
	readonly #tokens: readonly Token[];
	#at = 0;
	#depth = 0;
	readonly #heights = new Map<object, number>();

	constructor(tokens: readonly Token[], log: DiagnosticLog) {
		this.log = log;
		this.#tokens = tokens.filter(({ kind }) => kind !== 'blank' && kind !== 'comment');
		for (const token of tokens) {
			if (token.fault === null) continue;
			const { code, span } = token.fault;
			const hint = faultHint(token);
			log.report(code, span, [`“${log.source.slice(span)}”`], hint === '' ? {} : { hint });
		}
	}

	/** The token to come, or one of those behind it. */
	protected peek(ahead = 0): Token {
		return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)];
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
		const details: DiagnosticDetails = { expected, hint: hint === '' ? this.#guess(token) : hint };
		// A malformed token was told already.
		if (token.fault === null) this.log.report('UNEXPECTED', token, [describe(token)], details);
		throw new ParseFault();
	}

	/** What a person may have meant by a token that cannot stand here. */
	#guess(token: Token): string {
		const before = this.previous;
		const isGlued = before.end === token.start;
		if (Object.hasOwn(FOREIGN_WORDS, before.text)) return FOREIGN_WORDS[before.text];
		if (before.kind === 'int' && isGlued && /^[xX]/.test(token.text)) return 'Hexadecimal numbers begin with 0x, in lower case.';
		if (before.kind === 'int' && isGlued && /^[eE]/.test(token.text))
			return 'A float needs a point with digits on both sides: 1.0e5.';
		if (before.kind === 'float' && isGlued && token.kind === 'name') return 'Numbers have no suffixes.';
		if (['<', '<=', '>', '>=', '==', '!=', '&&', '||'].includes(token.text)) {
			return 'A comparison is no value: it can only stand in the condition of if, while or assert. Use if to choose between values.';
		}
		if (token.text === '=' && ['+', '-', '*', '/', '%', '|', '&', '^', '<<', '>>', '>>>'].includes(before.text) && isGlued) {
			return `There are no compound assignments: write x = x ${before.text} ….`;
		}
		if (token.text === '+' || (before.text === '+' && token.text === ';')) return 'There is no unary plus and no ++.';
		return '';
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
		this.log.report('NESTED_TOO_DEEPLY', span, [String(DEEPEST_NESTING)]);
		throw new ParseFault();
	}
}

function describe(token: Token): string {
	return token.kind === 'end' ? 'the end of the file' : `“${token.text}”`;
}

/** What to do about a malformed token, where more can be said than about all of its kind. */
function faultHint({ fault, kind, text }: Token): string {
	if (fault?.code !== 'UNKNOWN_CHARACTER') return '';
	if (kind !== 'unknown')
		return 'Characters of a program are bytes: write one of the first 256 of Unicode. Comments may have any.';
	return text === '.' ? 'A float needs digits on both sides of its point: 0.5, 1.0.' : '';
}
