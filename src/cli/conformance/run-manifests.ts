import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Executor } from '../../gazl/machine.ts';
import type { CaseResult } from './case-result.ts';
import type { Manifest } from './find-manifests.ts';
import { runFirmware } from './firmware.ts';
import { loadFuzzGenerator } from './fuzz-generator.ts';
import { runGazlErrors } from './gazl-errors.ts';
import { runGazlFuzz } from './gazl-fuzz.ts';
import { runGazlRun } from './gazl-run.ts';
import { runImpalaErrors } from './impala-errors.ts';
import { runImpalaRun } from './impala-run.ts';

/** Where the corpora of this project are. */
export const SHARED_CONFORMANCE = join(import.meta.dirname, '../../../../shared/conformance');

/** What all manifests are run with. */
export interface RunOptions {
	readonly executor: Executor;
	/** The generator of fuzz programs, absolute; default is the one beside the manifest, else that of `SHARED_CONFORMANCE`. */
	readonly generator?: string;
}

/**
 * Runs the cases of one manifest, one by one.
 *
 * @throws BadInput when fuzz programs cannot be generated
 */
export async function* runManifest(manifest: Manifest, { executor, generator }: RunOptions): AsyncGenerator<CaseResult> {
	const { kind, contents, folder, label } = manifest;
	switch (kind) {
		case 'gazl-run':
			yield* runGazlRun(contents, folder, label, executor);
			break;
		case 'gazl-fuzz': {
			const beside = join(folder, 'generate.mjs');
			const path = generator ?? (existsSync(beside) ? beside : join(SHARED_CONFORMANCE, 'gazl/fuzz/generate.mjs'));
			yield* runGazlFuzz(contents, await loadFuzzGenerator(path), label, executor);
			break;
		}
		case 'gazl-errors':
			yield* runGazlErrors(contents, label);
			break;
		case 'firmware':
			yield* runFirmware(contents, folder, label, executor);
			break;
		case 'impala-run':
			yield* runImpalaRun(contents, folder, label, executor);
			break;
		case 'impala-errors':
			yield* runImpalaErrors(contents, label);
			break;
	}
}
