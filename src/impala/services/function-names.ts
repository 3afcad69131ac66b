/** Locals and labels of a function that may be half written, read from its tokens. */

import type { Span } from '../source-text.ts';
import { BASE_TYPES } from '../syntax/expression-parser.ts';
import type { Token } from '../syntax/tokens.ts';

/** A slot or array of a frame. */
export interface FrameName {
	readonly name: string;
	readonly role: 'argument' | 'result' | 'local';
	/** `int`, or `array[size]`. */
	readonly type: string;
	/** From its type to its end. */
	readonly span: Span;
}

const SLOT_WORDS: readonly string[] = [...BASE_TYPES, 'array'];

/** @param tokens of the function from its first word on, without blanks and comments */
export function frameNames(tokens: readonly Token[]): readonly FrameName[] {
	const found: FrameName[] = [];
	let role: FrameName['role'] = 'argument';
	for (const [at, { kind, text, start }] of tokens.entries()) {
		if (kind === 'symbol' && text === '{') break;
		if (kind !== 'keyword') continue;
		if (text === 'returns') role = 'result';
		if (text === 'locals') role = 'local';
		const identifier = tokens[at + 1];
		if (!SLOT_WORDS.includes(text) || identifier?.kind !== 'name') continue;
		const close = text === 'array' ? tokens.findIndex((token, index) => index > at && token.text === ']') : at + 1;
		const size =
			close < 0
				? ''
				: tokens
						.slice(at + 3, close)
						.map((token) => token.text)
						.join(' ');
		const { end } = close < 0 ? identifier : tokens[close];
		found.push({ name: identifier.text, role, type: text === 'array' ? `array[${size}]` : text, span: { start, end } });
	}
	return found;
}

/** What can stand before a label: the end of what came before, words that a statement follows, and a goto that is being written. */
const BEFORE_LABEL = ['{', '}', ';', ':', ')', 'else', 'do', 'loop', 'goto'];

/** @param tokens of the function from its first word on, without blanks and comments */
export function labelNames(tokens: readonly Token[]): readonly string[] {
	const labels = tokens.filter(
		({ kind }, at) => kind === 'name' && tokens[at + 1]?.text === ':' && BEFORE_LABEL.includes(tokens[at - 1]?.text ?? ''),
	);
	return [...new Set(labels.map(({ text }) => text))];
}

/** The tokens of the function that begins at `start`, without blanks and comments, up to where the next declaration begins. */
export function functionTokens(tokens: readonly Token[], start: number): readonly Token[] {
	const found: Token[] = [];
	for (const token of tokens) {
		if (token.start < start || token.kind === 'blank' || token.kind === 'comment') continue;
		const beginsAnother = ['function', 'extern', 'const', 'readonly', 'temporary', ''].includes(token.text);
		if (found.length > 0 && (token.kind === 'keyword' || token.kind === 'end') && beginsAnother) break;
		found.push(token);
	}
	return found;
}
