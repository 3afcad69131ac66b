/** Cuts Impala text into tokens (impala.md 1). */

import { KEYWORDS, SYMBOLS, type Token, type TokenFault, type TokenKind } from './tokens.ts';

const BLANK = /[ \t\r\n]+/y;
const LINE_COMMENT = /\/\/[^\r\n]*/y;
const NAME = /[A-Za-z_$][A-Za-z0-9_$]*/y;
const FLOAT = /[0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?/y;
const INT = /0x[0-9A-Fa-f]+|[0-9]+/y;
const ESCAPE = /\\(?:["\\bfnrt]|u[0-9A-Fa-f]{4})/y;
/** As one character, or as the three bytes of UTF-8 read as Latin-1. */
const BYTE_ORDER_MARK = /\ufeff|\u00ef\u00bb\u00bf/y;

/** The symbols by what they begin with, the longest first. */
const SYMBOLS_BY_START: ReadonlyMap<string, readonly string[]> = new Map(
	SYMBOLS.map(([start]) => [start, SYMBOLS.filter((symbol) => symbol.startsWith(start))]),
);

/**
 * The tokens of a text with blanks and comments, and an `end` token behind them. Any text has tokens; what is malformed says so
 * in its `fault`. Signs are symbols of their own: which of them belong to a number is decided by where they stand.
 */
export function tokenise(text: string): Token[] {
	const tokens: Token[] = [];
	for (let at = 0; at < text.length; ) {
		const token = tokenAt(text, at);
		tokens.push(token);
		at = token.end;
	}
	tokens.push({ kind: 'end', text: '', start: text.length, end: text.length, fault: null });
	return tokens;
}

function tokenAt(text: string, start: number): Token {
	const first = text.charAt(start);
	let end = matchEnd(BLANK, text, start);
	if (end >= 0) return sound('blank', text, start, end);
	const symbols = SYMBOLS_BY_START.get(first);
	if (symbols) return symbolOrComment(symbols, text, start);
	end = matchEnd(NAME, text, start);
	if (end >= 0) return sound(KEYWORDS.has(text.slice(start, end)) ? 'keyword' : 'name', text, start, end);
	end = matchEnd(FLOAT, text, start);
	if (end >= 0) return sound('float', text, start, end);
	end = matchEnd(INT, text, start);
	if (end >= 0) return sound('int', text, start, end);
	if (first === "'") {
		end = quotedEnd(text, start);
		const token = sound('int', text, start, end);
		if (!isClosed(text, start, end)) return faulty(token, 'UNCLOSED_CHARACTERS');
		return { ...token, fault: wideFault(text, start, end) };
	}
	if (first === '"') {
		end = quotedEnd(text, start);
		return { ...sound('string', text, start, end), fault: stringFault(text, start, end) };
	}
	end = start === 0 ? matchEnd(BYTE_ORDER_MARK, text, start) : -1;
	if (end >= 0) return sound('blank', text, start, end);
	return faulty(sound('unknown', text, start, characterEnd(text, start)), 'UNKNOWN_CHARACTER');
}

/** @param symbols those that begin as the text does, the longest first; the last of them is one character */
function symbolOrComment(symbols: readonly string[], text: string, start: number): Token {
	if (text.startsWith('//', start)) return sound('comment', text, start, matchEnd(LINE_COMMENT, text, start));
	if (text.startsWith('/*', start)) return blockComment(text, start);
	const symbol = symbols.find((candidate) => text.startsWith(candidate, start)) ?? text.charAt(start);
	return sound('symbol', text, start, start + symbol.length);
}

/** Behind the character that begins at `start`: some take two places of a text. */
function characterEnd(text: string, start: number): number {
	return start + ((text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
}

/** What is quoted becomes bytes of the machine, so that no character beyond the first 256 can be. */
function wideFault(text: string, start: number, end: number): Token['fault'] {
	for (let at = start; at < end; at++) {
		if (text.charCodeAt(at) > 0xff) return { code: 'UNKNOWN_CHARACTER', span: { start: at, end: characterEnd(text, at) } };
	}
	return null;
}

/** Where a match that begins at `start` ends; −1 when there is none. */
function matchEnd(pattern: RegExp, text: string, start: number): number {
	pattern.lastIndex = start;
	return pattern.test(text) ? pattern.lastIndex : -1;
}

function sound(kind: TokenKind, text: string, start: number, end: number): Token {
	return { kind, text: text.slice(start, end), start, end, fault: null };
}

/** A token that is wrong as a whole. */
function faulty(token: Token, code: TokenFault): Token {
	return { ...token, fault: { code, span: { start: token.start, end: token.end } } };
}

function blockComment(text: string, start: number): Token {
	const close = text.indexOf('*/', start + 2);
	if (close >= 0) return sound('comment', text, start, close + 2);
	const fault = { code: 'UNCLOSED_COMMENT', span: { start, end: start + 2 } } as const;
	return { ...sound('comment', text, start, text.length), fault };
}

/** Control codes end what is quoted, so that a missing quote costs its line and no more. */
const FIRST_PRINTABLE = 32;

/**
 * Behind the quote that ends what begins with one, or the last character that can be quoted. In strings a backslash takes the
 * character behind it along, whatever it is.
 */
function quotedEnd(text: string, start: number): number {
	const quote = text.charAt(start);
	let at = start + 1;
	while (at < text.length && text.charCodeAt(at) >= FIRST_PRINTABLE) {
		const character = text.charAt(at++);
		if (character === quote) return at;
		if (quote === '"' && character === '\\' && text.charCodeAt(at) >= FIRST_PRINTABLE) at++;
	}
	return at;
}

function isClosed(text: string, start: number, end: number): boolean {
	return end - start > 1 && text.charAt(end - 1) === text.charAt(start);
}

function stringFault(text: string, start: number, end: number): Token['fault'] {
	let at = start + 1;
	while (at < end && text.charAt(at) !== '"') {
		if (text.charAt(at) === '\\') {
			ESCAPE.lastIndex = at;
			if (!ESCAPE.test(text)) return { code: 'BAD_ESCAPE', span: { start: at, end: Math.min(at + 2, end) } };
			at = ESCAPE.lastIndex;
		} else {
			at++;
		}
	}
	return at < end ? wideFault(text, start, end) : { code: 'UNCLOSED_STRING', span: { start, end } };
}

const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** The bytes that a string token stands for, one character each; `\u` keeps its low eight bits. */
export function stringBytes(token: string): string {
	const inner = token.slice(1, isClosed(token, 0, token.length) ? -1 : undefined);
	return inner.replace(/\\(?:u([0-9A-Fa-f]{4})|(.))/g, (_, code: string | undefined, escaped: string) => {
		if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16) & 0xff);
		return ESCAPED[escaped] ?? escaped;
	});
}
