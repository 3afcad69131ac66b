/** Lines of GAZL cut the way the assembler cuts them (gazl.md 2.1 to 2.3), with their places in the text. Any text has lines. */

import { LineScanner, type Token } from '../line-tokens.ts';
import type { Span } from './answers.ts';

/** A piece of a line. */
export interface Piece extends Span {
	readonly text: string;
}

/** A line and what it is made of. */
export interface GazlLine extends Span {
	/** From 1. */
	readonly number: number;
	/** Without its colon; empty for a bare colon, null for no label. */
	readonly label: Piece | null;
	/** The exclamation mark of a compile-time line. */
	readonly bang: Span | null;
	readonly mnemonic: Piece | null;
	/** As many as there are, also where the assembler takes fewer. */
	readonly operands: readonly Piece[];
	/** What a DATs or FAIL line takes as it stands. */
	readonly rawText: Piece | null;
	/** What can stand in no line. */
	readonly stray: Piece | null;
	/** From its semicolon on. */
	readonly comment: Piece | null;
}

/** Where lines begin and end: LF, CR LF and CR end one; the text ends at its first NUL. */
function* lineSpans(text: string): Generator<Span> {
	const end = text.indexOf('\0') < 0 ? text.length : text.indexOf('\0');
	let start = 0;
	for (let at = 0; at < end; at++) {
		const character = text.charAt(at);
		if (character !== '\n' && character !== '\r') continue;
		yield { start, end: at };
		if (character === '\r' && text.charAt(at + 1) === '\n') at++;
		start = at + 1;
	}
	yield { start, end };
}

/** The lines of a text, the last one too when it is empty. */
export function gazlLines(text: string): readonly GazlLine[] {
	const lines: GazlLine[] = [];
	for (const { start, end } of lineSpans(text)) lines.push(gazlLine(text.slice(start, end), start, lines.length + 1));
	return lines;
}

/**
 * Cuts one line.
 *
 * @param text without its end
 * @param start where it begins in the whole text
 * @param number from 1
 */
export function gazlLine(text: string, start = 0, number = 1): GazlLine {
	const scanner = new LineScanner(text, number);
	const piece = (token: Token): Piece | null => {
		const from = start + token.column - 1;
		return token.text === '' ? null : { text: token.text, start: from, end: from + token.text.length };
	};
	const parts = { start, end: start + text.length, number, label: null, bang: null, operands: [], rawText: null, stray: null };
	if (scanner.isAtEnd()) return { ...parts, mnemonic: null, comment: piece(scanner.takeRest()) };
	let mnemonic = scanner.takeToken();
	let label: Piece | null = null;
	let bang: Span | null = null;
	if (mnemonic.text.endsWith(':') || mnemonic.text === '') {
		const labelEnd = start + mnemonic.column - 1 + mnemonic.text.length;
		if (mnemonic.text !== '') {
			label = { text: mnemonic.text.slice(0, -1), start: start + mnemonic.column - 1, end: labelEnd - 1 };
		}
		if (scanner.takeBang()) {
			const at = start + text.indexOf('!', labelEnd - start);
			bang = { start: at, end: at + 1 };
		}
		if (scanner.isAtEnd()) return { ...parts, label, bang, mnemonic: null, comment: piece(scanner.takeRest()) };
		mnemonic = scanner.takeToken();
	}
	const head = { ...parts, label, bang, mnemonic: piece(mnemonic) };
	if (bang ? mnemonic.text === 'FAIL' : mnemonic.text === 'DATs') {
		return { ...head, rawText: piece(scanner.takeRest()), comment: null };
	}
	const operands: Piece[] = [];
	while (!scanner.isAtEnd()) {
		const operand = piece(scanner.takeToken());
		if (!operand) return { ...head, operands, stray: piece(scanner.takeRest()), comment: null };
		operands.push(operand);
	}
	return { ...head, operands, comment: piece(scanner.takeRest()) };
}
