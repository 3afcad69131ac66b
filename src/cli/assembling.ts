import { assembleFirmwareGazl } from '../bridge/firmware-assembly.ts';
import { DEVICE_NATIVES } from '../bridge/firmware-interface.ts';
import { type AssemblyHost, type AssemblyResult, assemble } from '../gazl/assembler.ts';
import { INSTRUCTION_WORDS, OP } from '../gazl/opcodes.ts';
import type { Program } from '../gazl/program.ts';
import { TEST_NATIVES } from './conformance/test-natives.ts';
import { BadInput, type Diagnostic } from './diagnostics.ts';
import { assemblyDiagnostic, type GazlSource, readGazlSource } from './gazl-source.ts';

/** A program and the file that it was made of. */
export interface AssembledFile {
	readonly program: Program;
	readonly source: GazlSource;
}

/**
 * Reads a GAZL or Impala file and assembles it.
 *
 * @param path as the user wrote it
 * @throws BadInput when it cannot be read, does not compile or does not assemble
 */
export function assembleFile(path: string, host: AssemblyHost): AssembledFile {
	const source = readGazlSource(path);
	return { program: assembledProgram(source, assemble(source.gazl, host)), source };
}

/**
 * As `assembleFile`, for the device, with its heap and registers.
 *
 * @param debug value of the constant DEBUG
 */
export function assembleDeviceFile(path: string, debug: 0 | 1): AssembledFile {
	const source = readGazlSource(path);
	return { program: assembledProgram(source, assembleFirmwareGazl(source.gazl, debug)), source };
}

/** @throws BadInput when it does not assemble */
function assembledProgram(source: GazlSource, result: AssemblyResult): Program {
	if (result.ok) return result.program;
	throw new BadInput(assemblyDiagnostic(source, result.error));
}

/**
 * Reads a GAZL or Impala file and assembles it for the device. Natives that only test programs may call are taken with a warning.
 *
 * @param path as the user wrote it
 * @param debug value of the constant DEBUG
 * @param report gets what the compiler found odd, and those warnings
 * @throws BadInput when it cannot be read, does not compile or does not assemble
 */
export function assembleFirmware(path: string, debug: 0 | 1, report: (diagnostic: Diagnostic) => void): AssembledFile {
	const source = readGazlSource(path);
	source.warnings.forEach(report);
	const assembled = { program: assembledProgram(source, assembleForDevice(source, debug)), source };
	foreignNativeWarnings(assembled).forEach(report);
	return assembled;
}

/** Assembles for the device, with its heap and registers, and with those natives of test programs that the source calls: the others' names are free. */
export function assembleForDevice({ gazl }: GazlSource, debug: 0 | 1): AssemblyResult {
	const called = TEST_NATIVES.filter((name) => !DEVICE_NATIVES.includes(name) && new RegExp(`\\^${name}\\b`).test(gazl));
	return assembleFirmwareGazl(gazl, debug, called);
}

/** One warning for each native that is called and that the device does not have, at its first call. */
function foreignNativeWarnings({ program, source }: AssembledFile): Diagnostic[] {
	const warnings = new Map<string, Diagnostic>();
	for (const [index, gazlLine] of program.lines.entries()) {
		if (program.code[index * INSTRUCTION_WORDS] !== OP.CALL_native) continue;
		const name = program.natives[program.code[index * INSTRUCTION_WORDS + 1]];
		if (DEVICE_NATIVES.includes(name) || warnings.has(name)) continue;
		const message = `The device has no native '${name}', only test programs may call it.`;
		const { line } = source.placeOf(gazlLine);
		warnings.set(name, { severity: 'warning', file: source.path, line, column: 1, name: 'TEST_NATIVE', message });
	}
	return [...warnings.values()];
}

/** Sizes of a program as the manifests give them: instructions, words of globals and constants (guard word included), functions. */
export function programSize(program: Program) {
	return {
		instructions: program.lines.length,
		globals: program.globalImage.length,
		constants: program.constantImage.length,
		functions: program.functions.length,
	};
}
