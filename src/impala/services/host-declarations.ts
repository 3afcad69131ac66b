/** Declarations of the host's names that a source does not have yet. */

import type { Analysis } from '../compile.ts';
import type { Token } from '../syntax/tokens.ts';
import type { CompletionItem, CompletionKind, HostName, HostNames, TextInsertion } from './answers.ts';
import { tokenIndex } from './comments.ts';
import type { CompletionContext } from './completion-context.ts';

/** Names of the host that a source does not declare. */
export function missingHostNames({ scope }: Analysis, host: HostNames): readonly HostName[] {
	const { globals, functions, constants } = scope;
	return [...host.values()].filter(({ name }) => !globals.has(name) && !functions.has(name) && !constants.has(name));
}

/** The lines that declare a name of the host, behind those that it needs and that are missing. */
function declarationLines({ needs, impala }: HostName, missing: readonly HostName[]): string {
	const needed = missing.filter(({ name }) => needs.includes(name));
	return [...needed.map((other) => other.impala), impala].join('\n');
}

/** Declarations of the host's names, or what is left of them behind the words that are there. */
export function hostDeclarations(
	analysis: Analysis,
	{ declarationWords, declarationStart }: CompletionContext,
	host: HostNames,
): readonly CompletionItem[] {
	const missing = missingHostNames(analysis, host);
	return missing
		.filter(({ impala }) => declarationWords === '' || impala.startsWith(`${declarationWords} `))
		.map((hostName): CompletionItem => {
			const { name, impala, documentation, kind } = hostName;
			const text = { label: name, kind: 'snippet', detail: impala, documentation } as const;
			const end = kind === 'function' ? '\n{\n}' : '';
			const lines = declarationLines(hostName, missing);
			if (declarationWords === '') return { ...text, insert: withClauses(lines) + end };
			const insert = withClauses(impala.slice(declarationWords.length + 1)) + end;
			const needed = lines.slice(0, -impala.length);
			return needed === '' ? { ...text, insert } : { ...text, insert, declare: { at: declarationStart, text: needed } };
		});
}

/** A function's clauses go on lines of their own. */
function withClauses(head: string): string {
	return head.replaceAll(' returns ', '\nreturns ');
}

const KINDS: Readonly<Record<HostName['kind'], CompletionKind>> = {
	global: 'global',
	array: 'array',
	function: 'function',
	native: 'native',
	constant: 'constant',
	setting: 'constant',
};

/** Names of the host that a value can use, each with the declaration that it needs. */
export function hostValues(
	analysis: Analysis,
	functionStart: number,
	host: HostNames,
	kinds: readonly HostName['kind'][],
): readonly CompletionItem[] {
	const missing = missingHostNames(analysis, host);
	return missing
		.filter(({ kind }) => kinds.includes(kind))
		.map((hostName) => {
			const { name, kind, impala, call, documentation } = hostName;
			const lines = declarationLines(hostName, missing);
			const [firstWord] = lines.split(' ', 1);
			const declare = insertionOf(lines, declarationPlace(analysis, functionStart, firstWord));
			const item = { label: name, kind: KINDS[kind], detail: call || impala, documentation, declare };
			return kind === 'global' || kind === 'array' ? { ...item, insert: `global ${name}` } : item;
		});
}

/** Where declarations go that a function needs. */
export interface DeclarationPlace {
	readonly at: number;
	/** Behind another declaration, or before the function. */
	readonly isBehind: boolean;
}

/**
 * The place for declarations that begin with a word: behind the last declaration that does too, else behind the last that is no
 * function, else before the function.
 */
export function declarationPlace({ unit, tokens }: Analysis, functionStart: number, firstWord: string): DeclarationPlace {
	const earlier = unit.declarations.filter(({ kind, end }) => kind !== 'function' && end <= functionStart);
	const alike = earlier.findLast(({ start }) => tokens[tokenIndex(tokens, start)].text === firstWord);
	const behind = alike ?? earlier.at(-1);
	return behind ? { at: endOfLine(tokens, behind.end), isBehind: true } : { at: functionStart, isBehind: false };
}

/** Lines of their own at a place. */
export function insertionOf(lines: string, { at, isBehind }: DeclarationPlace): TextInsertion {
	return { at, text: isBehind ? `\n${lines}` : `${lines}\n\n` };
}

/** Behind what belongs to a declaration on the line where it ends: semicolons and a comment. */
function endOfLine(tokens: readonly Token[], end: number): number {
	let at = end;
	for (let index = tokenIndex(tokens, end); index < tokens.length; index++) {
		const token = tokens[index];
		if (token.kind === 'blank' ? /[\r\n]/.test(token.text) : token.kind !== 'comment' && token.text !== ';') break;
		if (token.kind !== 'blank') at = token.end;
		if (token.kind === 'comment') break;
	}
	return at;
}
