/** What keeps a program that compiles from being a firmware, at places of its Impala source. */

import { assembleFirmwareGazl } from '../bridge/firmware-assembly.ts';
import { bindFirmware } from '../bridge/firmware-interface.ts';
import type { Program } from '../gazl/program.ts';
import type { HostNames } from '../gazl/services/host-names.ts';
import { type Analysis, type CompiledUnit, impalaPlace } from '../impala/compile.ts';
import { impalaProblem } from './firmware-problems.ts';
import type { EditorDiagnostic } from './language-protocol.ts';

/**
 * The first fault of the assembler, or else the reason why the host could not plug the program in. Nothing for a source that does not
 * compile: that is told already.
 */
export function firmwareFaults(analysis: Analysis, host: HostNames): readonly EditorDiagnostic[] {
	const { compiled } = analysis;
	if (!compiled) return [];
	// With DEBUG, assertions are in.
	const assembly = assembleFirmwareGazl(compiled.gazl, 1);
	if (!assembly.ok) {
		const { name, message, at, line } = assembly.error;
		return [fault(name, message, '', assembledPlace(analysis, compiled, [at.line, line ?? at.line]))];
	}
	return bindingFaults(analysis, assembly.program, host);
}

function bindingFaults(analysis: Analysis, program: Program, host: HostNames): readonly EditorDiagnostic[] {
	const binding = bindFirmware(program);
	if (!('code' in binding)) return [];
	const { says, remedy, at } = impalaProblem(binding.code, host);
	return [fault(binding.code, says, remedy, namedPlace(analysis, at))];
}

function fault(code: string, says: string, hint: string, { from, to }: { from: number; to: number }): EditorDiagnostic {
	const message = hint === '' ? says : `${says} ${hint}`;
	return { severity: 'error', code, message, from, to, hint, expected: '', related: [] };
}

/** The source of the first of some lines of GAZL that has one. */
function assembledPlace(analysis: Analysis, { lineMap }: CompiledUnit, lines: readonly number[]): { from: number; to: number } {
	for (const line of lines) {
		const range = impalaPlace(lineMap, line);
		if (range) return { from: range.start.offset, to: range.end.offset };
	}
	return firstLine(analysis);
}

/** Where one of some names is declared, or the first line. */
function namedPlace(analysis: Analysis, names: readonly string[]): { from: number; to: number } {
	const { globals, functions, constants } = analysis.scope;
	for (const name of names) {
		const symbol = globals.get(name) ?? functions.get(name) ?? constants.get(name);
		const place = symbol?.definition ?? symbol?.declarations[0];
		if (place) return { from: place.start, to: place.end };
	}
	return firstLine(analysis);
}

function firstLine({ source }: Analysis): { from: number; to: number } {
	const [line = ''] = source.text.split(/\r\n?|\n/, 1);
	return { from: 0, to: line.length };
}
