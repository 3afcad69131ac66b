/** What Impala text is made of (impala.md 1). */

import type { Span } from '../source-text.ts';

/** What a token is. White space and comments are tokens too, so that the tokens of a text put together are the text. */
export type TokenKind =
	| 'name'
	| 'keyword'
	| 'int'
	| 'float'
	| 'string'
	| 'symbol'
	/** White space, and a byte order mark at the very start. */
	| 'blank'
	| 'comment'
	/** A character that no token begins with. */
	| 'unknown'
	/** Behind the last character; empty. */
	| 'end';

/** What can be wrong within a token. */
export type TokenFault = 'UNCLOSED_COMMENT' | 'UNCLOSED_STRING' | 'UNCLOSED_CHARACTERS' | 'BAD_ESCAPE' | 'UNKNOWN_CHARACTER';

/** A token and where it stands. */
export interface Token extends Span {
	readonly kind: TokenKind;
	readonly text: string;
	/** Why it is malformed and where; null for a sound one. */
	readonly fault: { readonly code: TokenFault; readonly span: Span } | null;
}

/** Words that cannot be names. */
export const KEYWORDS: ReadonlySet<string> = new Set([
	...['abs', 'array', 'assert', 'case', 'const', 'copy', 'default', 'do', 'else', 'extern', 'float', 'floor', 'for', 'from'],
	...['ftoi', 'funcptr', 'function', 'global', 'goto', 'if', 'int', 'itof', 'locals', 'loop', 'native', 'null', 'nullfunc'],
	...['pointer', 'readonly', 'returns', 'switch', 'temporary', 'to', 'while'],
]);

/** Everything of punctuation, what is longer before what it begins with. */
export const SYMBOLS: readonly string[] = [
	...['>>>', '>>', '>=', '>', '<<', '<=', '<', '==', '=', '!=', '!', '||', '|', '&&', '&'],
	...['^', '~', '+', '-', '*', '/', '%', '(', ')', '[', ']', '{', '}', ',', ';', ':'],
];
