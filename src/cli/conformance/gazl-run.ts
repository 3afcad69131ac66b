import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AssemblyHost } from '../../gazl/assembler.ts';
import type { Executor } from '../../gazl/machine.ts';
import { programSize } from '../assembling.ts';
import { assembleCase } from './assemble-case.ts';
import { type CaseResult, type Comparison, compareCase } from './case-result.ts';
import { type Step, TEST_MACHINE, TestMachine, testAssemblyHost } from './test-machine.ts';
import { type NativeCall, TEST_NATIVES } from './test-natives.ts';

/** What a step must come to; what is absent is not looked at, except for the flags `yielded` and `resumed`. */
interface Expectation {
	readonly status: number;
	readonly cycles: number;
	readonly resumed?: number;
	readonly yielded?: boolean;
	readonly frame?: string;
	readonly globals?: Readonly<Record<string, string>>;
}

/** A case of `gazl/run/expected.json`; conformance/README.md says what the fields mean. */
export interface RunCase {
	readonly name: string;
	readonly source?: string;
	readonly memoryWords?: number;
	readonly callStackEntries?: number;
	readonly constants?: AssemblyHost['constants'];
	readonly size?: Readonly<Record<string, number>>;
	readonly steps: readonly (Step & { readonly expect: Expectation })[];
	readonly natives?: readonly NativeCall[];
	readonly globals?: Readonly<Record<string, string>>;
	readonly memory?: string;
}

/** The manifest of a folder of programs. */
export interface RunManifest {
	readonly cases: readonly RunCase[];
}

/**
 * Runs the cases of a `gazl/run` manifest.
 *
 * @param folder where the program files are
 * @param label put before the names of cases
 */
export function* runGazlRun(manifest: RunManifest, folder: string, label: string, executor: Executor): Generator<CaseResult> {
	for (const testCase of manifest.cases) {
		yield compareCase(`${label}/${testCase.name}`, (comparison) => {
			const source = testCase.source ?? readFileSync(join(folder, `${testCase.name}.gazl`), 'latin1');
			compareRun(testCase, source, TEST_NATIVES, executor, comparison, 'exact');
		});
	}
}

/**
 * Runs the GAZL of a case.
 *
 * @param natives those that the program may call
 * @param cycles whether the program is the reference's own, or may be a faster one
 */
export function compareRun(
	testCase: RunCase,
	source: string,
	natives: AssemblyHost['natives'],
	executor: Executor,
	comparison: Comparison,
	cycles: 'exact' | 'at most',
): void {
	const { constants, memoryWords = TEST_MACHINE.memoryWords } = testCase;
	const program = assembleCase(source, testAssemblyHost({ memoryWords, natives, ...(constants && { constants }) }), comparison);
	if (!program) return;
	if (testCase.size) comparison.record('size', testCase.size, programSize(program));

	const test = new TestMachine(program, testCase.callStackEntries ?? TEST_MACHINE.callStackEntries, executor);
	for (const [index, step] of testCase.steps.entries()) {
		const what = `steps[${index}]`;
		const { expect } = step;
		test.step(step);
		comparison.equal(`${what}.status`, expect.status, test.run.status);
		if (cycles === 'exact') comparison.equal(`${what}.cycles`, expect.cycles, test.run.cycles);
		else comparison.atMost(`${what}.cycles`, expect.cycles, test.run.cycles);
		if (step.resumes !== undefined) comparison.equal(`${what}.resumed`, expect.resumed ?? 0, test.run.resumed);
		comparison.equal(`${what}.yielded`, expect.yielded ?? false, test.run.yielded);
		if (expect.frame !== undefined) comparison.words(`${what}.frame`, expect.frame, test.frame(step.frameWords ?? 0));
		if (expect.globals) comparison.namedWords(`${what}.globals`, expect.globals, test.globals());
	}
	comparison.list('natives', testCase.natives ?? [], test.nativeCalls);
	if (testCase.globals) comparison.namedWords('globals', testCase.globals, test.globals());
	if (testCase.memory !== undefined) comparison.equal('memory', testCase.memory, test.memoryDigest());
}
