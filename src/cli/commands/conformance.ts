import { defineCommand } from '../command.ts';
import type { CaseResult } from '../conformance/case-result.ts';
import { findManifests } from '../conformance/find-manifests.ts';
import { runManifest } from '../conformance/run-manifests.ts';
import { UsageError } from '../diagnostics.ts';
import { chooseExecutor, EXECUTOR_OPTION } from '../executors.ts';
import { resolvePath } from '../files.ts';

/** Differences that are printed of one case; the JSON has them all. */
const MISMATCHES_SHOWN = 8;

/** `p8 conformance`: compares this implementation with what the reference was observed to do. */
export const conformance = defineCommand({
	name: 'conformance',
	operands: 'FOLDER',
	operandCount: 1,
	summary: 'run every case of the conformance manifests in and below FOLDER',
	details: [
		'Prints each failure with what was expected and what came out, then "N passed, N failed".',
		'Exit code 1 when a case failed, 2 when there was nothing to run.',
	],
	options: {
		executor: EXECUTOR_OPTION,
		generator: {
			type: 'string',
			value: 'FILE',
			help: 'makes the fuzz programs (default: generate.mjs beside the manifest, else that of ../shared/conformance)',
		},
	},
	async run({ operands: [path = ''], options, print }) {
		const executor = chooseExecutor(options.executor);
		const manifests = findManifests(path);

		let passed = 0;
		const failures: CaseResult[] = [];
		for (const manifest of manifests) {
			const generator = options.generator === undefined ? {} : { generator: resolvePath(options.generator) };
			for await (const result of runManifest(manifest, { executor, ...generator })) {
				if (result.mismatches.length === 0) {
					passed++;
				} else {
					failures.push(result);
					print(describe(result));
				}
			}
		}
		if (passed + failures.length === 0) {
			throw new UsageError(
				`There is nothing to run: in and below '${path}' there are no expected.json or cases.json with cases.`,
			);
		}
		print(`${passed} passed, ${failures.length} failed\n`);
		return {
			exitCode: failures.length === 0 ? 0 : 1,
			json: { passed, failed: failures.length, failures },
		};
	},
});

function describe({ name, mismatches }: CaseResult): string {
	const lines = [`FAILED ${name}`];
	for (const { what, expected, actual } of mismatches.slice(0, MISMATCHES_SHOWN)) {
		lines.push(`  ${what}`, `    expected ${expected}`, `    actual   ${actual}`);
	}
	if (mismatches.length > MISMATCHES_SHOWN) lines.push(`  … and ${mismatches.length - MISMATCHES_SHOWN} more differences`);
	return `${lines.join('\n')}\n`;
}
