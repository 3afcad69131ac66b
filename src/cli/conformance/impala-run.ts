import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Executor } from '../../gazl/machine.ts';
import { type CaseResult, compareCase } from './case-result.ts';
import { compileCase } from './compile-case.ts';
import { compareRun, type RunManifest } from './gazl-run.ts';
import { IMPALA_TEST_NATIVES } from './test-natives.ts';

/**
 * Compiles and runs the cases of an `impala/run` manifest. Programs that only one of the reference compilers takes are to be
 * taken too; cycles may be fewer than the reference's, not more.
 *
 * @param folder where the program files are
 * @param label put before the names of cases
 */
export function* runImpalaRun(manifest: RunManifest, folder: string, label: string, executor: Executor): Generator<CaseResult> {
	for (const testCase of manifest.cases) {
		yield compareCase(`${label}/${testCase.name}`, (comparison) => {
			const source = testCase.source ?? readFileSync(join(folder, `${testCase.name}.impala`), 'latin1');
			const gazl = compileCase(source, comparison);
			if (gazl !== undefined) compareRun(testCase, gazl, IMPALA_TEST_NATIVES, executor, comparison, 'at most');
		});
	}
}
