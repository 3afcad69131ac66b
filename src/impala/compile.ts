/** Compiles Impala 1 to GAZL (impala.md): the interface of the compiler. */

import type { HostNames } from '../gazl/services/host-names.ts';
import { type CheckedUnit, check } from './check/checker.ts';
import { type Diagnostic, DiagnosticLog } from './diagnostics.ts';
import { type EmittedUnit, emit } from './emit/unit-emitter.ts';
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
	/** What a program can declare of its host; messages tell how. The code does not depend on it. None by default. */
	readonly host?: HostNames;
}

/** For each line of the GAZL, the first at index 0, the place in the source that it does the work of; null when there is none. */
export type LineMap = readonly (SourceRange | null)[];

/** GAZL that ends in a line feed, and where its lines come from. */
export interface CompiledUnit {
	readonly gazl: string;
	readonly lineMap: LineMap;
}

const NO_HOST: HostNames = new Map();

/** What compiling gives. */
export type CompileResult =
	| ({ readonly ok: true; readonly warnings: readonly Diagnostic[] } & CompiledUnit)
	| { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** What an editor wants to know of a source, whether it is sound or not. */
export interface Analysis extends CheckedUnit {
	/** All of the text: blanks and comments too. */
	readonly tokens: readonly Token[];
	readonly source: SourceText;
	readonly diagnostics: readonly Diagnostic[];
	/** What the source compiles to; null when it has errors. */
	readonly compiled: CompiledUnit | null;
}

/**
 * Compiles a source.
 *
 * @param source one character per byte
 * @returns GAZL, or everything that is wrong; any text gives one of the two
 */
export function compileImpala(source: string, options: CompileOptions = {}): CompileResult {
	const { compiled, diagnostics } = analyse(source, options);
	return compiled ? { ok: true, ...compiled, warnings: diagnostics } : { ok: false, diagnostics };
}

/**
 * Everything that is known about a source: its tokens, tree, names with all their uses, types, what is wrong with it, and what it
 * compiles to.
 */
export function analyse(text: string, { listing = false, host = NO_HOST }: CompileOptions = {}): Analysis {
	const source = new SourceText(text);
	const log = new DiagnosticLog(source);
	const tokens = tokenise(text);
	const checked = check(parse(tokens, log), log, host);
	// Some faults only show when code is made.
	const emitted = log.hasErrors ? null : emit(checked, unitName(tokens), listing, log);
	const compiled = emitted && !log.hasErrors ? compiledUnit(emitted, source) : null;
	return { ...checked, tokens, source, diagnostics: log.inOrder(), compiled };
}

function compiledUnit({ lines, origins }: EmittedUnit, source: SourceText): CompiledUnit {
	return { gazl: lines.map((line) => `${line}\n`).join(''), lineMap: origins.map((span) => span && source.rangeOf(span)) };
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
