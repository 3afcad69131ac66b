/** Compiles Impala 1 to GAZL (impala.md): the interface of the compiler. */

import { type CheckedUnit, check } from './check/checker.ts';
import { type Diagnostic, DiagnosticLog } from './diagnostics.ts';
import { emit } from './emit/unit-emitter.ts';
import { type SourceRange, SourceText } from './source-text.ts';
import { tokenise } from './syntax/lexer.ts';
import { parse } from './syntax/parser.ts';
import type { Token } from './syntax/tokens.ts';

export type { Diagnostic } from './diagnostics.ts';
export type { Place, SourceRange } from './source-text.ts';

/** How to compile. */
export interface CompileOptions {
	/** Puts the source of each statement beside its first instruction, as a comment. Default false. */
	readonly listing?: boolean;
}

/** For each line of the GAZL, the first at index 0, the place in the source that it does the work of; null when there is none. */
export type LineMap = readonly (SourceRange | null)[];

/** What compiling gives. */
export type CompileResult =
	| { readonly ok: true; readonly gazl: string; readonly lineMap: LineMap; readonly warnings: readonly Diagnostic[] }
	| { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** What an editor wants to know of a source, whether it is sound or not. */
export interface Analysis extends CheckedUnit {
	/** All of the text: blanks and comments too. */
	readonly tokens: readonly Token[];
	readonly source: SourceText;
	readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compiles a source.
 *
 * @param source one character per byte
 * @returns GAZL that ends in a line feed, or everything that is wrong; any text gives one of the two
 */
export function compileImpala(source: string, { listing = false }: CompileOptions = {}): CompileResult {
	const { tokens, log, checked } = understand(source);
	if (log.hasErrors) return { ok: false, diagnostics: log.inOrder() };
	const { lines, origins } = emit(checked, unitName(tokens), listing, log);
	const diagnostics = log.inOrder();
	if (log.hasErrors) return { ok: false, diagnostics };
	return {
		ok: true,
		gazl: lines.map((line) => `${line}\n`).join(''),
		lineMap: origins.map((span) => span && log.source.rangeOf(span)),
		warnings: diagnostics,
	};
}

/** Everything that is known about a source: its tokens, tree, names with all their uses, types, and what is wrong with it. */
export function analyse(source: string): Analysis {
	const { tokens, log, checked } = understand(source);
	// Some faults only show when code is made.
	if (!log.hasErrors) emit(checked, '', false, log);
	return { ...checked, tokens, source: log.source, diagnostics: log.inOrder() };
}

function understand(text: string): { tokens: readonly Token[]; log: DiagnosticLog; checked: CheckedUnit } {
	const log = new DiagnosticLog(new SourceText(text));
	const tokens = tokenise(text);
	return { tokens, log, checked: check(parse(tokens, log), log) };
}

/** A short name for a source, the same however it is laid out: FNV-1a of its tokens in base 36. */
function unitName(tokens: readonly Token[]): string {
	let hash = 0x811c9dc5;
	for (const { kind, text } of tokens) {
		if (kind === 'blank' || kind === 'comment') continue;
		for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	}
	return (hash >>> 0).toString(36);
}

/**
 * The place in the source of a line of GAZL, for faults and profiles.
 *
 * @param line from 1, as the assembler counts
 */
export function impalaPlace(lineMap: LineMap, line: number): SourceRange | null {
	return lineMap[line - 1] ?? null;
}
