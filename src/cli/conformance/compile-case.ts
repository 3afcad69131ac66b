import { compileImpala } from '../../impala/compile.ts';
import type { Comparison } from './case-result.ts';

/** Compiles the program of a case; one that does not compile is a mismatch and gives undefined. */
export function compileCase(source: string, comparison: Comparison): string | undefined {
	const result = compileImpala(source);
	if (result.ok) return result.gazl;
	const faults = result.diagnostics.filter(({ severity }) => severity === 'error');
	const [first] = faults.map(({ code, message, range }) => `${code} in line ${range.start.line}: ${message}`);
	comparison.equal('compilation', 'a program', first);
	return undefined;
}
