import { assemble } from '../../gazl/assembler.ts';
import { compileImpala } from '../../impala/compile.ts';
import { type CaseResult, compareCase } from './case-result.ts';
import { testAssemblyHost } from './test-machine.ts';
import { IMPALA_TEST_NATIVES } from './test-natives.ts';

/** A case of `impala/errors/cases.json`: a source that must be rejected. */
export interface ImpalaErrorCase {
	readonly name: string;
	readonly source: string;
	/** Who rejects it in the reference; what assembly rejects may be rejected earlier. */
	readonly stage: 'compile' | 'assemble';
	/** Lines that the first error may be told in, for the stage `compile`. */
	readonly lines?: readonly number[];
	/** Name of the assembler's error, for the stage `assemble`. */
	readonly error?: string;
}

/** The manifest of Impala sources that must be rejected. */
export interface ImpalaErrorManifest {
	readonly cases: readonly ImpalaErrorCase[];
}

/**
 * Checks that each source is rejected, and that the first error names an acceptable line.
 *
 * @param label put before the names of cases
 */
export function* runImpalaErrors(manifest: ImpalaErrorManifest, label: string): Generator<CaseResult> {
	for (const { name, source, stage, lines = [], error } of manifest.cases) {
		yield compareCase(`${label}/${name}`, (comparison) => {
			const result = compileImpala(source);
			if (!result.ok) {
				const first = result.diagnostics.find(({ severity }) => severity === 'error');
				if (stage === 'assemble' || !first) return;
				const { line } = first.range.start;
				if (!lines.includes(line)) comparison.equal(`line of ${first.code}`, lines, line);
				return;
			}
			if (stage === 'compile') {
				comparison.equal('compilation', 'rejected', 'accepted');
				return;
			}
			const assembly = assemble(result.gazl, testAssemblyHost({ natives: IMPALA_TEST_NATIVES }));
			comparison.equal('assembly', error, assembly.ok ? 'accepted' : assembly.error.name);
		});
	}
}
