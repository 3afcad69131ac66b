import { basename } from 'node:path';
import { FIRMWARE_DOCUMENTATION } from '../bridge/firmware-documentation.ts';
import type { AssemblyError } from '../gazl/assembler.ts';
import { type Diagnostic as CompilerDiagnostic, compileImpala, impalaPlace } from '../impala/compile.ts';
import type { FirmwareDiagnostic } from '../toolchain/build-firmware.ts';
import { BadInput, type Diagnostic } from './diagnostics.ts';
import { readSource } from './files.ts';

/** A place in a file, from 1. */
interface FilePlace {
	readonly line: number;
	readonly column: number;
}

/** GAZL as it is in a file, or as an Impala file compiles to it. */
export interface GazlSource {
	/** The file, as the user wrote it. */
	readonly path: string;
	readonly gazl: string;
	/** What the compiler found odd; empty for a file of GAZL. */
	readonly warnings: readonly Diagnostic[];
	/** Where in the file the work of a line of the GAZL is asked for. */
	placeOf(gazlLine: number): FilePlace;
}

/** Whether a file is Impala, which its name tells. */
export function isImpalaPath(path: string): boolean {
	return /\.impala$/i.test(path);
}

/** The name of a source file without its folder and its ending. */
export function sourceName(path: string): string {
	return basename(path).replace(/\.(gazl|impala)$/i, '');
}

/**
 * Reads a file of GAZL or Impala; its name tells which.
 *
 * @param path as the user wrote it
 * @param listing whether compiled GAZL has the source beside its instructions
 * @throws BadInput when it cannot be read or does not compile
 */
export function readGazlSource(path: string, listing = false): GazlSource {
	const text = readSource(path);
	if (!isImpalaPath(path)) {
		return { path, gazl: text, warnings: [], placeOf: (line) => ({ line: Math.max(1, line), column: 1 }) };
	}
	const result = compileImpala(text, { listing, host: FIRMWARE_DOCUMENTATION });
	if (!result.ok) throw new BadInput(...result.diagnostics.map((diagnostic) => compilerDiagnostic(path, diagnostic)));
	return {
		path,
		gazl: result.gazl,
		warnings: result.warnings.map((diagnostic) => compilerDiagnostic(path, diagnostic)),
		placeOf: (line) => impalaPlace(result.lineMap, line)?.start ?? { line: 1, column: 1 },
	};
}

/** A diagnostic of the Impala compiler as the command line tells it. */
export function compilerDiagnostic(file: string, { severity, range, code, message, related }: CompilerDiagnostic): Diagnostic {
	const elsewhere = related ? ` (Line ${related.range.start.line}: ${related.message})` : '';
	return { severity, file, line: range.start.line, column: range.start.column, name: code, message: message + elsewhere };
}

/** An error of the assembler at its place in the file. */
export function assemblyDiagnostic(source: GazlSource, { name, message, at }: AssemblyError): Diagnostic {
	const { path, gazl, placeOf } = source;
	if (!isImpalaPath(path)) {
		return { severity: 'error', file: path, line: at.line, column: at.column, name, message };
	}
	const text = gazl.split('\n')[at.line - 1]?.trim() ?? '';
	const { line, column } = placeOf(at.line);
	return { severity: 'error', file: path, line, column, name, message: `${message} Compiled to: ${text}` };
}

/** What building a firmware found, at its place in the file of its source. */
export function firmwareFault(
	source: GazlSource,
	{ code: name, message, line: gazlLine, column: gazlColumn }: FirmwareDiagnostic,
): Diagnostic {
	const { line, column } = source.placeOf(gazlLine);
	return {
		severity: 'error',
		file: source.path,
		line,
		column: isImpalaPath(source.path) ? column : Math.max(1, gazlColumn),
		name,
		message,
	};
}
