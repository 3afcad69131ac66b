import { assemble } from '../../gazl/assembler.ts';
import { type CaseResult, compareCase } from './case-result.ts';
import { testAssemblyHost } from './test-machine.ts';

/** A case of `gazl/errors/cases.json`: a text that must not assemble. */
export interface ErrorCase {
	readonly name: string;
	readonly source: string;
	readonly memoryWords?: number;
	readonly codeCapacity?: number;
	readonly functionCapacity?: number;
	readonly error: { readonly number: number; readonly name: string; readonly line: number | null; readonly detail?: string };
}

/** The manifest of malformed programs. */
export interface ErrorManifest {
	readonly cases: readonly ErrorCase[];
}

/**
 * Checks that the assembler refuses each program as the reference does.
 *
 * @param label put before the names of cases
 */
export function* runGazlErrors(manifest: ErrorManifest, label: string): Generator<CaseResult> {
	for (const { name, source, error, memoryWords, codeCapacity, functionCapacity } of manifest.cases) {
		yield compareCase(`${label}/${name}`, (comparison) => {
			const host = testAssemblyHost({
				...(memoryWords !== undefined && { memoryWords }),
				...(codeCapacity !== undefined && { codeCapacity }),
				...(functionCapacity !== undefined && { functionCapacity }),
			});
			const assembly = assemble(source, host);
			const actual = assembly.ok ? { number: null, name: 'none: it assembles', line: null, detail: '' } : assembly.error;
			comparison.equal('number', error.number, actual.number);
			comparison.equal('name', error.name, actual.name);
			comparison.equal('line', error.line, actual.line);
			comparison.equal('detail', error.detail ?? '', actual.detail);
		});
	}
}
