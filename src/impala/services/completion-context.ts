/** What can be written at a place, judged by the tokens before it: the text behind it may be missing or broken. */

import { BASE_TYPES } from '../syntax/expression-parser.ts';
import type { Token } from '../syntax/tokens.ts';
import { tokenIndex } from './comments.ts';

/** What belongs at a place. */
export type CompletionPlace =
	/** Nothing that could be named: comments, numbers, names that are being declared. */
	| 'none'
	/** The start of a declaration, and what follows the words that a declaration begins with. */
	| 'declaration'
	| 'declarationWord'
	/** The type of an argument or result, and of a local. */
	| 'slotType'
	| 'localType'
	/** Behind the arguments, and behind the result. */
	| 'returnsOrLocals'
	| 'locals'
	| 'statement'
	/** Where only another case of a switch, or `else`, can come. */
	| 'arm'
	| 'value'
	/** Behind a parenthesis that may be that of a cast. */
	| 'valueOrType'
	| 'constant'
	/** Behind `global`. */
	| 'globalName'
	| 'loopVariable'
	| 'label'
	| 'from'
	| 'to';

/** A place and what stands before it. */
export interface CompletionContext {
	readonly place: CompletionPlace;
	/** Where the word begins that is being written; the place itself when none is. */
	readonly from: number;
	/** The words of the declaration before the cursor, such as `global array`, at the places `declaration` and `declarationWord`. */
	readonly declarationWords: string;
	/** Where the declaration or function around the place begins; the place itself outside of one. */
	readonly declarationStart: number;
	/** The tokens of the function around the place, from `function` to the cursor, without blanks and comments; empty outside. */
	readonly functionTokens: readonly Token[];
}

const TYPES: readonly string[] = BASE_TYPES;
const DECLARATION_WORDS = ['extern', 'const', 'readonly', 'temporary'];
const UNARY_WORDS = ['abs', 'floor', 'itof', 'ftoi', 'from', 'to'];

/** The context of a place in a text. */
export function completionContext(tokens: readonly Token[], offset: number): CompletionContext {
	const before = tokens[tokenIndex(tokens, offset) - 1];
	if (!before || before.kind === 'blank' || before.end < offset) return contextBefore(tokens, offset);
	if (before.kind === 'name' || before.kind === 'keyword') return contextBefore(tokens, before.start);
	const isWithin = offset < before.end || takesMore(before);
	if (!isWithin) return contextBefore(tokens, offset);
	return { place: 'none', from: offset, declarationWords: '', declarationStart: offset, functionTokens: [] };
}

/** Whether letters that are written at the end of a token become part of it. */
function takesMore({ kind, text, fault }: Token): boolean {
	switch (kind) {
		case 'int':
			return fault !== null || !text.startsWith("'");
		case 'float':
			return true;
		case 'comment':
			return fault !== null || text.startsWith('//');
		case 'string':
			return fault?.code === 'UNCLOSED_STRING';
		default:
			return false;
	}
}

function contextBefore(tokens: readonly Token[], from: number): CompletionContext {
	const before = tokens.slice(0, tokenIndex(tokens, from)).filter(({ kind }) => kind !== 'blank' && kind !== 'comment');
	const start = functionStart(before);
	const within = start < 0 ? [] : before.slice(start);
	const body = bodyOf(within);
	if (start >= 0 && !body.isClosed) {
		const place = body.start < 0 ? placeInHead(within) : placeInBody(within, body.start);
		const words = within.length === 1 ? 'function' : '';
		return { place, from, declarationWords: words, declarationStart: within[0].start, functionTokens: within };
	}
	return contextOfDeclaration(before.slice(start < 0 ? 0 : start + body.end), from);
}

/** The last `function` that begins a definition, unless a word behind it shows that its body is over; else −1. */
function functionStart(before: readonly Token[]): number {
	for (let at = before.length - 1; at >= 0; at--) {
		const { kind, text } = before[at];
		if (kind !== 'keyword') continue;
		if (text === 'function' && before[at - 1]?.text !== 'extern') return at;
		if (DECLARATION_WORDS.includes(text)) return -1;
	}
	return -1;
}

interface Body {
	/** Place of its brace among the tokens of the function; −1 while only the head is there. */
	readonly start: number;
	readonly isClosed: boolean;
	/** Behind its last token. */
	readonly end: number;
}

function bodyOf(within: readonly Token[]): Body {
	const start = within.findIndex(({ kind, text }) => kind === 'symbol' && text === '{');
	if (start < 0) return { start, isClosed: false, end: within.length };
	let depth = 0;
	for (let at = start; at < within.length; at++) {
		const { kind, text } = within[at];
		if (kind !== 'symbol') continue;
		if (text === '{') depth++;
		if (text === '}' && --depth === 0) return { start, isClosed: true, end: at + 1 };
	}
	return { start, isClosed: false, end: within.length };
}

function placeInHead(head: readonly Token[]): CompletionPlace {
	if (head.length === 1) return 'declarationWord';
	const previous = head[head.length - 1];
	const clause = head.findLast(({ text }) => text === 'returns' || text === 'locals')?.text ?? '';
	const close = head.findIndex(({ text }) => text === ')');
	if (clause === '' && close < 0) return previous.text === '(' || previous.text === ',' ? 'slotType' : 'none';
	if (previous.text === 'returns') return 'slotType';
	if (previous.text === 'locals') return 'localType';
	if (clause === 'locals') {
		if (previous.text === ',') return 'localType';
		const open = head.findLastIndex(({ text }) => text === '[' || text === ']');
		return head[open]?.text === '[' && mayPrecedeValue(previous) ? 'constant' : 'none';
	}
	if (clause === 'returns') return previous.kind === 'name' ? 'locals' : 'none';
	return previous.text === ')' ? 'returnsOrLocals' : 'none';
}

/** Whether a value can stand behind a token. */
function mayPrecedeValue({ kind, text }: Token): boolean {
	if (kind === 'keyword') return UNARY_WORDS.includes(text) || text === 'case';
	return kind === 'symbol' && !')]};:'.includes(text);
}

/** Brackets that are open at the end of some tokens, and where those were opened that are closed. */
function bracketsOf(
	tokens: readonly Token[],
	start: number,
): { readonly open: readonly number[]; readonly openerOf: ReadonlyMap<number, number> } {
	let open: number[] = [];
	const openerOf = new Map<number, number>();
	for (let at = start; at < tokens.length; at++) {
		const { kind, text } = tokens[at];
		if (kind !== 'symbol') continue;
		// Nothing but braces lasts beyond the end of a statement, whatever is missing in it.
		if ('{};'.includes(text)) open = open.filter((index) => tokens[index].text === '{');
		if (text === '(' || text === '[' || text === '{') open.push(at);
		if (text === ')' || text === ']' || text === '}') {
			const opener = open.pop();
			if (opener !== undefined) openerOf.set(at, opener);
		}
	}
	return { open, openerOf };
}

function placeInBody(tokens: readonly Token[], bodyStart: number): CompletionPlace {
	const { open, openerOf } = bracketsOf(tokens, bodyStart);
	const last = tokens.length - 1;
	const previous = tokens[last];
	const innermost = open.at(-1) ?? bodyStart;
	const wordBefore = (at: number | undefined) => (at === undefined ? '' : (tokens[at - 1]?.text ?? ''));
	const isSwitch = tokens[innermost].text === '{' && wordBefore(openerOf.get(innermost - 1)) === 'switch';
	const statement = isSwitch ? 'arm' : 'statement';
	if (previous.kind === 'keyword') {
		if (previous.text === 'goto') return 'label';
		if (previous.text === 'global') return 'globalName';
		if (previous.text === 'case') return 'constant';
		if (['else', 'do', 'loop'].includes(previous.text)) return 'statement';
		if (previous.text === 'null' || previous.text === 'nullfunc') return placeBehindValue(tokens, innermost);
		return mayPrecedeValue(previous) ? 'value' : 'none';
	}
	if (previous.kind !== 'symbol') return placeBehindValue(tokens, innermost);
	switch (previous.text) {
		case '{':
		case '}':
		case ';':
			return statement;
		case ':':
			return 'statement';
		case '(': {
			const word = wordBefore(last);
			if (word === 'for') return 'loopVariable';
			if (word === 'copy') return 'constant';
			return ['if', 'while', 'switch', 'assert'].includes(word) ? 'value' : 'valueOrType';
		}
		case ')': {
			const opener = openerOf.get(last);
			const word = wordBefore(opener);
			if (['if', 'while', 'for', 'copy'].includes(word)) return 'statement';
			if (word === 'switch' || word === 'assert') return 'none';
			const isCast = opener === last - 2 && TYPES.includes(tokens[last - 1].text);
			return isCast ? 'value' : placeBehindValue(tokens, innermost);
		}
		case ']':
			return placeBehindValue(tokens, innermost);
		default:
			return 'value';
	}
}

/** Behind a value only the words within for, switch and copy can stand. */
function placeBehindValue(tokens: readonly Token[], innermost: number): CompletionPlace {
	const word = tokens[innermost].text === '(' ? tokens[innermost - 1]?.text : '';
	const said = tokens.slice(innermost + 1).map(({ text }) => text);
	if (word === 'copy' && !said.includes('from')) return 'from';
	const takesTo = word === 'copy' || word === 'for' || (word === 'switch' && said.includes('=='));
	return takesTo && !said.includes('to') ? 'to' : 'none';
}

function contextOfDeclaration(before: readonly Token[], from: number): CompletionContext {
	const start = before.findLastIndex(
		({ kind, text }, at) =>
			kind === 'keyword' &&
			(DECLARATION_WORDS.includes(text) || (text === 'global' && !(before[at - 1] && mayPrecedeValue(before[at - 1])))),
	);
	const declaration = start < 0 ? [] : before.slice(start);
	const place = placeInDeclaration(declaration);
	const isFresh = place === 'declaration';
	return {
		place,
		from,
		declarationWords: isFresh ? '' : declaration.map(({ text }) => text).join(' '),
		declarationStart: isFresh ? from : (declaration[0]?.start ?? from),
		functionTokens: [],
	};
}

function placeInDeclaration(declaration: readonly Token[]): CompletionPlace {
	const previous = declaration.at(-1);
	if (!previous || previous.text === ';') return 'declaration';
	if (declaration.length <= 2 && previous.kind === 'keyword') return 'declarationWord';
	if (previous.kind === 'keyword' && previous.text === 'global') return 'globalName';
	if (mayPrecedeValue(previous)) return 'constant';
	const isOpen = bracketsOf(declaration, 0).open.length > 0;
	return isOpen ? 'none' : 'declaration';
}
