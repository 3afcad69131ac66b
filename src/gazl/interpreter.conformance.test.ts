import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CaseResult } from '../cli/conformance/case-result.ts';
import { loadFuzzGenerator } from '../cli/conformance/fuzz-generator.ts';
import { runGazlFuzz } from '../cli/conformance/gazl-fuzz.ts';
import { runGazlRun } from '../cli/conformance/gazl-run.ts';
import type { AccessWatcher } from './access-watcher.ts';
import { interpret } from './interpreter.ts';
import type { Executor } from './machine.ts';

const CORPUS = join(import.meta.dirname, '../../../shared/conformance/gazl');
const manifest = (folder: string) => JSON.parse(readFileSync(join(CORPUS, folder, 'expected.json'), 'utf8'));

function expectAllToPass(results: Iterable<CaseResult>, cases: number): void {
	const all = [...results];
	expect(all.filter(({ mismatches }) => mismatches.length > 0)).toEqual([]);
	expect(all).toHaveLength(cases);
}

/** Looks away. */
const WATCHER: AccessWatcher = { passes: new Int32Array(1024), access: () => false };

const watched: Executor = (machine) => {
	machine.watcher = WATCHER;
	return interpret(machine);
};

describe.each([
	['the interpreter', interpret],
	['the interpreter of a watched machine', watched],
])('%s', (_, executor) => {
	it('does what the reference does with the small programs of the corpus', () => {
		expectAllToPass(runGazlRun(manifest('run'), join(CORPUS, 'run'), 'gazl/run', executor), 198);
	});

	it('does what the reference does with the random programs of the corpus, in slices too', async () => {
		const generator = await loadFuzzGenerator(join(CORPUS, 'fuzz/generate.mjs'));
		expectAllToPass(runGazlFuzz(manifest('fuzz'), generator, 'gazl/fuzz', executor), 300);
	});
});
