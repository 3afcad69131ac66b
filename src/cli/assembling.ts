import { type AssemblyHost, assemble } from '../gazl/assembler.ts';
import type { Program } from '../gazl/program.ts';
import { BadInput } from './diagnostics.ts';
import { readSource } from './files.ts';

/**
 * Reads and assembles a GAZL file.
 *
 * @param path as the user wrote it
 * @throws BadInput when it cannot be read or does not assemble
 */
export function assembleFile(path: string, host: AssemblyHost): Program {
	const result = assemble(readSource(path), host);
	if (result.ok) return result.program;
	const { name, message, at } = result.error;
	throw new BadInput({ severity: 'error', file: path, line: at.line, column: at.column, name, message });
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
