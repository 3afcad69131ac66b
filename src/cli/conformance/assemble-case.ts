import { type AssemblyHost, assemble } from '../../gazl/assembler.ts';
import type { Program } from '../../gazl/program.ts';
import type { Comparison } from './case-result.ts';

/** Assembles the program of a case; one that does not assemble is a mismatch and gives undefined. */
export function assembleCase(source: string, host: AssemblyHost, comparison: Comparison): Program | undefined {
	const assembly = assemble(source, host);
	if (assembly.ok) return assembly.program;
	const { name, at, message } = assembly.error;
	comparison.equal('assembly', 'a program', `${name} in line ${at.line}: ${message}`);
	return undefined;
}
