/** What tests of the assembler share: the corpus and short ways to assemble. */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type AssemblyError, type AssemblyHost, assemble } from './assembler.ts';
import { OPCODES } from './opcodes.ts';
import type { Program } from './program.ts';

/** The GAZL part of the conformance corpus. */
export const GAZL_CORPUS = resolve(import.meta.dirname, '../../../shared/conformance/gazl');

/** The host of the corpus: its natives, and its memory where a case says nothing else. */
export const CORPUS_HOST: AssemblyHost = {
	memoryWords: 4096,
	natives: ['trace', 'yield', 'read', 'write', 'abort', 'exit', 'assertFail', 'retry', 'add'],
};

/** The cases of a manifest of the corpus, by path in it. */
export function corpusCases<Case>(manifest: string): Case[] {
	return JSON.parse(readFileSync(resolve(GAZL_CORPUS, manifest), 'utf8')).cases;
}

/** A run case as far as assembly is concerned. */
export interface RunCase {
	readonly name: string;
	readonly source?: string;
	readonly memoryWords?: number;
	readonly constants?: NonNullable<AssemblyHost['constants']>;
	readonly size: {
		readonly instructions: number;
		readonly globals: number;
		readonly constants: number;
		readonly functions: number;
	};
}

/** The text of a run case. */
export function runCaseSource({ name, source }: RunCase): string {
	return source ?? readFileSync(resolve(GAZL_CORPUS, 'run', `${name}.gazl`), 'latin1');
}

/** The program of a text that assembles. */
export function programOf(source: string, host: Partial<AssemblyHost> = {}): Program {
	const result = assemble(source, { ...CORPUS_HOST, ...host });
	if (!result.ok) throw new Error(`${result.error.name} in line ${result.error.at.line}: ${result.error.message}`);
	return result.program;
}

/** The error of a text that does not assemble. */
export function errorOf(source: string, host: Partial<AssemblyHost> = {}): AssemblyError {
	const result = assemble(source, { ...CORPUS_HOST, ...host });
	if (result.ok) throw new Error('it assembles');
	return result.error;
}

/** The number of the error of a text, or 'ok' when it assembles. */
export function verdictOn(source: string, host: Partial<AssemblyHost> = {}): number | 'ok' {
	const result = assemble(source, { ...CORPUS_HOST, ...host });
	return result.ok ? 'ok' : result.error.number;
}

/** The instructions of a text, each as opcode name and as many operand words as the opcode has. */
export function listingOf(source: string, host: Partial<AssemblyHost> = {}): string[] {
	const { code } = programOf(source, host);
	const listing: string[] = [];
	for (let word = 0; word < code.length; word += 4) {
		const opcode = OPCODES[code[word] ?? -1];
		if (opcode === undefined) throw new Error(`no opcode ${code[word]}`);
		listing.push([opcode.name, ...code.slice(word + 1, word + 1 + opcode.operands.length)].join(' '));
	}
	return listing;
}
