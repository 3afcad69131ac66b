import { join } from 'node:path';
import type { Executor } from '../../gazl/machine.ts';
import type { CaseResult } from './case-result.ts';
import { findManifests } from './find-manifests.ts';
import { runManifest, SHARED_CONFORMANCE } from './run-manifests.ts';

/**
 * Runs all cases in and below a folder of the project's corpora.
 *
 * @param folder such as `gazl/run`
 * @returns how many cases there were, and those that failed
 */
export async function runCorpus(folder: string, executor: Executor): Promise<{ cases: number; failures: CaseResult[] }> {
	const failures: CaseResult[] = [];
	let cases = 0;
	for (const manifest of findManifests(join(SHARED_CONFORMANCE, folder))) {
		for await (const result of runManifest(manifest, { executor })) {
			cases++;
			if (result.mismatches.length > 0) failures.push(result);
		}
	}
	return { cases, failures };
}
