import type { Executor } from '../../gazl/machine.ts';
import type { Program } from '../../gazl/program.ts';
import { STATUS } from '../../gazl/status.ts';
import { sha256 } from '../words.ts';
import { assembleCase } from './assemble-case.ts';
import { type CaseResult, type Comparison, compareCase } from './case-result.ts';
import type { FuzzGenerator, FuzzProgram } from './fuzz-generator.ts';
import { TestMachine, testAssemblyHost } from './test-machine.ts';

/** Cycles that a whole run may take. */
const BUDGET_CYCLES = 3_000_000;

/** A program that is run in slices of so many cycles must end as in one run; no length divides another. */
const SLICE_CYCLES = [7, 997] as const;

/** A row of `gazl/fuzz/expected.json`. */
interface FuzzRow {
	readonly seed: number;
	readonly source: string;
	readonly status: number;
	readonly cycles: number;
	readonly digest: string;
	readonly cut: number;
	readonly cutDigest: string;
}

/** The manifest: rows of values, named by `columns`. */
export interface FuzzManifest {
	readonly columns: readonly string[];
	readonly rows: readonly (readonly (number | string)[])[];
}

/**
 * Runs the programs of a `gazl/fuzz` manifest: whole, cut off in the middle, and in slices.
 *
 * @param label put before the names of cases
 */
export function* runGazlFuzz(
	manifest: FuzzManifest,
	generator: FuzzGenerator,
	label: string,
	executor: Executor,
): Generator<CaseResult> {
	for (const values of manifest.rows) {
		const row = Object.fromEntries(manifest.columns.map((column, index) => [column, values[index]])) as unknown as FuzzRow;
		yield compareCase(`${label}/${row.seed}`, (comparison) => compareRow(row, generator, executor, comparison));
	}
}

function compareRow(row: FuzzRow, generator: FuzzGenerator, executor: Executor, comparison: Comparison): void {
	const fuzz = generator.generate(row.seed);
	const sourceDigest = sha256(Buffer.from(fuzz.source, 'latin1')).slice(0, row.source.length);
	comparison.equal('program of the generator', row.source, sourceDigest);
	if (sourceDigest !== row.source) return;
	const program = assembleCase(fuzz.source, testAssemblyHost({ memoryWords: fuzz.memoryWords }), comparison);
	if (!program) return;
	const play = (budget: number, slice: number) => playSlices(program, fuzz, executor, budget, slice);
	const digestOf = ({ status, cycles, globals }: Played) => sha256(generator.digestText(status, cycles, globals));

	const whole = play(BUDGET_CYCLES, BUDGET_CYCLES);
	comparison.equal('status', row.status, whole.status);
	comparison.equal('cycles', row.cycles, whole.cycles);
	comparison.equal('digest', row.digest, digestOf(whole));
	comparison.equal(`digest after ${row.cut} cycles`, row.cutDigest, digestOf(play(row.cut, row.cut)));
	for (const slice of SLICE_CYCLES) {
		comparison.equal(`digest in slices of ${slice} cycles`, row.digest, digestOf(play(BUDGET_CYCLES, slice)));
	}
}

/** What a run came to, as `digestText` takes it. */
interface Played {
	readonly status: number;
	readonly cycles: number;
	readonly globals: Readonly<Record<string, readonly number[]>>;
}

/** Runs a program on a fresh machine until it ends or `budget` cycles are used up, `slice` cycles at a time. */
function playSlices(program: Program, fuzz: FuzzProgram, executor: Executor, budget: number, slice: number): Played {
	const test = new TestMachine(program, fuzz.callStackEntries, executor);
	let cycles = 0;
	test.step({ call: fuzz.entry, budget: Math.min(slice, budget), resumes: Number.POSITIVE_INFINITY });
	cycles += test.run.cycles;
	while (test.run.status === STATUS.TIME_OUT && cycles < budget) {
		test.step({ resume: true, budget: Math.min(slice, budget - cycles), resumes: Number.POSITIVE_INFINITY });
		cycles += test.run.cycles;
	}
	const globals = [...test.globals()].map(([name, words]) => [name, Array.from(words, (word) => word >>> 0)] as const);
	return { status: test.run.status, cycles, globals: Object.fromEntries(globals) };
}
