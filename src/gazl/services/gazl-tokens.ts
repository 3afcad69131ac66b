/** The pieces of GAZL lines by what they are, for highlighting. */

import { shapeOf } from '../operand-codes.ts';
import type { Span } from './answers.ts';
import { type GazlLine, gazlLine, gazlLines, type Piece } from './gazl-lines.ts';
import { findMnemonic } from './mnemonics.ts';

/** What a piece is. */
export type GazlTokenKind =
	/** With its colon. */
	| 'label'
	/** The exclamation mark of a compile-time line. */
	| 'bang'
	| 'opcode'
	| 'directive'
	/** `#12` and `#NAME`; `*12` and `*NAME`. */
	| 'constant'
	| 'size'
	/** `<A>`. */
	| 'compileTimeVariable'
	/** `&name`, `@label`, `^native`. */
	| 'address'
	| 'branch'
	| 'native'
	/** `%0`. */
	| 'transient'
	| 'variable'
	/** What a DATs or FAIL line takes as it stands. */
	| 'text'
	| 'comment'
	/** No mnemonic, or what can stand in no line. */
	| 'unknown';

/** A piece and what it is. Blanks are no tokens. */
export interface GazlToken extends Span {
	readonly kind: GazlTokenKind;
}

/** The tokens of a text in order. */
export function tokeniseGazl(text: string): readonly GazlToken[] {
	return gazlLines(text).flatMap(tokensOf);
}

/** The tokens of one line without its end. */
export function gazlTokens(line: string): readonly GazlToken[] {
	return tokensOf(gazlLine(line));
}

function tokensOf({ label, bang, mnemonic, operands, rawText, stray, comment }: GazlLine): readonly GazlToken[] {
	const tokens: GazlToken[] = [];
	const add = (kind: GazlTokenKind, span: Span | null) => {
		if (span) tokens.push({ kind, start: span.start, end: span.end });
	};
	add('label', label && { start: label.start, end: label.end + 1 });
	add('bang', bang);
	if (mnemonic) add(mnemonicKind(mnemonic, bang !== null), mnemonic);
	for (const operand of operands) add(operandKind(operand), operand);
	add('text', rawText);
	add('unknown', stray);
	add('comment', comment);
	return tokens;
}

function mnemonicKind({ text }: Piece, isCompileTime: boolean): GazlTokenKind {
	const found = findMnemonic(text, isCompileTime);
	if (!found) return 'unknown';
	return found.isDirective ? 'directive' : 'opcode';
}

function operandKind({ text }: Piece): GazlTokenKind {
	switch (shapeOf(text)) {
		case 'constant':
			if (text.startsWith('&')) return 'address';
			return text.startsWith('<') || text.startsWith('#<') ? 'compileTimeVariable' : 'constant';
		case 'label':
			return 'branch';
		case 'native':
			return 'native';
		case 'size':
			return 'size';
		default:
			return text.startsWith('%') ? 'transient' : 'variable';
	}
}
