/** Lays out Impala text in one style. */

import { type Diagnostic, DiagnosticLog } from '../diagnostics.ts';
import { SourceText } from '../source-text.ts';
import { tokenise } from '../syntax/lexer.ts';
import { parse } from '../syntax/parser.ts';
import type { Unit } from '../syntax/syntax-tree.ts';
import type { Token } from '../syntax/tokens.ts';
import { forEachStatement } from '../syntax/walk.ts';
import { type LineLevels, lineLevels } from './line-levels.ts';
import { type TokenRole, tokenRoles } from './token-roles.ts';

/** A text in the style, or the very text with why it could not be brought into it. */
export interface FormatResult {
	readonly text: string;
	/** Errors of its form; empty when it is formatted. */
	readonly diagnostics: readonly Diagnostic[];
}

/**
 * Brings a source into one style: indentation by tabs, one blank where blanks are of use, at most one empty line in a row. The
 * lines stay the author's; comments and the texts of assertions stay as they are. Formatting twice changes nothing more, and the
 * program stays the same.
 */
export function formatImpala(source: string): FormatResult {
	const tokens = tokenise(source);
	const log = new DiagnosticLog(new SourceText(source));
	const unit = parse(tokens, log);
	if (log.hasErrors) return { text: source, diagnostics: log.inOrder() };
	const pieces = piecesOf(tokens, unit, source);
	const significant = tokens.filter(({ kind }) => kind !== 'blank' && kind !== 'comment');
	return { text: new Layout(lineLevels(unit, significant), tokenRoles(unit)).text(pieces), diagnostics: [] };
}

/** A token, a comment or the text of an assertion, and the line ends before it. */
interface Piece {
	readonly text: string;
	readonly start: number;
	readonly kind: Token['kind'] | 'verbatim';
	/** 0, 1, or 2 for an empty line or more. */
	readonly lineEnds: number;
}

const LINE_END = /\r\n?|\n/g;

function piecesOf(tokens: readonly Token[], unit: Unit, source: string): readonly Piece[] {
	const asserts = new Map<number, number>();
	for (const declaration of unit.declarations) {
		if (declaration.kind !== 'function') continue;
		forEachStatement(declaration.body, (statement) => {
			if (statement.kind === 'assert') asserts.set(statement.textSpan.start, statement.textSpan.end);
		});
	}
	const pieces: Piece[] = [];
	let lineEnds = 0;
	let verbatimEnd = 0;
	for (const { kind, text, start } of tokens) {
		if (start < verbatimEnd || kind === 'end') continue;
		if (kind === 'blank') {
			lineEnds = Math.min(2, text.match(LINE_END)?.length ?? 0);
			continue;
		}
		const assertEnd = asserts.get(start);
		if (assertEnd !== undefined) {
			pieces.push({ kind: 'verbatim', text: source.slice(start, assertEnd), start, lineEnds: 0 });
			verbatimEnd = assertEnd;
		} else {
			pieces.push({ kind, text: kind === 'comment' ? commentText(text) : text, start, lineEnds });
		}
		lineEnds = 0;
	}
	return pieces;
}

/** A comment with plain line ends and no blanks before them. */
function commentText(text: string): string {
	return text.replace(LINE_END, '\n').replace(/[ \t]+$/gm, '');
}

/** Words that are written without a blank before their parenthesis. */
const TIGHT_WORDS: readonly string[] = ['abs', 'floor', 'itof', 'ftoi', 'assert'];

class Layout {
	readonly #levels: LineLevels;
	readonly #roles: ReadonlyMap<number, TokenRole>;

	constructor(levels: LineLevels, roles: ReadonlyMap<number, TokenRole>) {
		this.#levels = levels;
		this.#roles = roles;
	}

	text(pieces: readonly Piece[]): string {
		let out = '';
		let level = 0;
		let before: Piece | null = null;
		for (const [index, piece] of pieces.entries()) {
			if (before === null) {
				level = this.#levels.get(piece.start) ?? 0;
			} else {
				const isNewLine = piece.lineEnds > 0 || before.text.startsWith('//');
				if (isNewLine) out += '\n'.repeat(Math.max(1, piece.lineEnds)) + '\t'.repeat(this.#lineLevel(pieces, index, level));
				else if (this.#isApart(before, piece)) out += ' ';
			}
			out += piece.text;
			// What continues a line further down is told from the level of what it belongs to.
			level = this.#levels.get(piece.start) ?? level;
			before = piece;
		}
		return out === '' ? '' : `${out}\n`;
	}

	/** The level of a line that begins with a piece; lines that go on with something are one further in. */
	#lineLevel(pieces: readonly Piece[], index: number, level: number): number {
		const next = pieces.slice(index).find(({ kind }) => kind !== 'comment');
		if (!next) return 0;
		const own = this.#levels.get(next.start);
		if (own === undefined) return level + 1;
		const isCommentBeforeEnd = pieces[index].kind === 'comment' && next.text === '}';
		return isCommentBeforeEnd ? own + 1 : own;
	}

	/** Whether two pieces on one line have a blank between them. */
	#isApart(a: Piece, b: Piece): boolean {
		if (a.kind === 'comment' || b.kind === 'comment') return true;
		// An empty statement stands off, so that it is seen.
		if (b.text === ';' && this.#levels.has(b.start)) return true;
		const role = this.#roles.get(a.start);
		if (role === 'minusBeforeNumber' || role === 'castEnd') return true;
		if (a.text === '(' || a.text === '[' || [')', ']', ',', ';', ':'].includes(b.text)) return this.#wouldMerge(a, b);
		if (this.#roles.get(b.start) === 'postfix') return false;
		if (b.kind === 'verbatim') return false;
		if (b.text === '[') return false;
		if (b.text === '(' && (a.kind === 'name' || TIGHT_WORDS.includes(a.text))) return this.#roles.get(b.start) === 'castStart';
		if (role === 'prefix' && a.kind === 'symbol') return this.#wouldMerge(a, b);
		return true;
	}

	/** Whether two symbols become others when they touch. */
	#wouldMerge(a: Piece, b: Piece): boolean {
		if (a.kind !== 'symbol' || b.kind !== 'symbol') return false;
		return tokenise(a.text + b.text)[0].text !== a.text;
	}
}
