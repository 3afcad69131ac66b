/** What keeps a program that compiles from being a firmware, at places of its Impala source. */

import { assembleFirmwareGazl } from '../bridge/firmware-assembly.ts';
import { bindFirmware, type FirmwareProblem, PATCH_FORMATS } from '../bridge/firmware-interface.ts';
import type { Program } from '../gazl/program.ts';
import type { HostNames } from '../gazl/services/host-names.ts';
import { type Analysis, type CompiledUnit, impalaPlace } from '../impala/compile.ts';
import type { EditorDiagnostic } from './language-protocol.ts';

/** What is wrong, what to declare, and the name in the source that shows it, the first that is there. */
interface ProblemText {
	readonly says: string;
	/** A name of the host whose declaration mends it. */
	readonly declare: string;
	readonly at: readonly string[];
}

const PROBLEMS: Readonly<Record<FirmwareProblem['code'], ProblemText>> = {
	NO_PATCH_FORMAT: {
		says: 'This is no firmware yet: PRAWN_FIRMWARE_PATCH_FORMAT is not defined.',
		declare: 'PRAWN_FIRMWARE_PATCH_FORMAT',
		at: [],
	},
	UNSUPPORTED_PATCH_FORMAT: {
		says: `This host knows only the patch formats ${PATCH_FORMATS.join(', ')}.`,
		declare: 'PRAWN_FIRMWARE_PATCH_FORMAT',
		at: ['PRAWN_FIRMWARE_PATCH_FORMAT'],
	},
	NO_ENTRY_POINT: {
		says: 'This is no firmware yet: it defines none of process, operate1 and operate2, which the host calls for every frame.',
		declare: 'process',
		at: [],
	},
	NO_SIGNAL: {
		says: 'A firmware with process() takes its input from the global array signal of 2 words, and puts its output there.',
		declare: 'signal',
		at: ['signal', 'process'],
	},
	NO_POSITIONS: {
		says: 'A firmware with operate1() or operate2() changes the global array positions of 2 words.',
		declare: 'positions',
		at: ['positions', 'operate1', 'operate2'],
	},
};

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
	const { says, declare, at } = PROBLEMS[binding.code];
	const declaration = host.get(declare);
	const lines = (declaration?.kind === 'function' ? `${declaration.impala} { }` : declaration?.impala) ?? declare;
	return [fault(binding.code, says, `Write ${lines}.`, namedPlace(analysis, at))];
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
