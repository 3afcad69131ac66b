import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { firmwareAssemblyHost } from '../../bridge/firmware-assembly.ts';
import type { Executor } from '../../gazl/machine.ts';
import { recordReplay } from '../replay-record.ts';
import { assembleCase } from './assemble-case.ts';
import { type CaseResult, type Comparison, compareCase } from './case-result.ts';
import { compileCase } from './compile-case.ts';

/** Settings that firmwares are replayed with. */
interface ReplaySet {
	readonly seed: number;
	readonly params: readonly number[];
	readonly events: readonly { readonly frame: number; readonly params: readonly number[] }[];
	readonly debug?: number;
}

/** What a replay must come to; conformance/firmware/README.md says what the fields mean. */
interface ReplayExpectation {
	readonly status: number;
	readonly frames: number;
	readonly config?: string;
	readonly blocks: readonly string[];
	readonly first: readonly number[];
	readonly displayLEDs?: readonly number[];
	readonly ledTrail?: readonly (readonly number[])[];
	readonly updates: number;
	readonly cycles: Readonly<Record<string, number>>;
	readonly traces?: readonly string[];
}

/** The manifest of `firmware/`. */
export interface FirmwareManifest {
	readonly frames: number;
	readonly blockFrames: number;
	readonly sets: Readonly<Record<string, ReplaySet>>;
	readonly firmwares: readonly {
		readonly name: string;
		readonly kind: string;
		readonly runs: Readonly<Record<string, ReplayExpectation>>;
	}[];
}

/**
 * Replays the firmwares of a manifest, each with every set that it has results for: the reference's GAZL, and what this compiler
 * makes of the source where that is beside it.
 *
 * @param folder where the `.gazl` and `.impala` files are
 * @param label put before the names of cases
 */
export function* runFirmware(
	manifest: FirmwareManifest,
	folder: string,
	label: string,
	executor: Executor,
): Generator<CaseResult> {
	for (const { name, kind, runs } of manifest.firmwares) {
		for (const [setName, expected] of Object.entries(runs)) {
			const replay = (source: string, cycles: 'exact' | 'at most', comparison: Comparison) => {
				const set = manifest.sets[setName];
				if (!set) throw new RangeError(`The manifest has no set ${setName}.`);
				compareReplay(source, kind, set, expected, manifest, executor, cycles, comparison);
			};
			yield compareCase(`${label}/${name} ${setName}`, (comparison) => {
				replay(readFileSync(join(folder, `${name}.gazl`), 'latin1'), 'exact', comparison);
			});
			const sourcePath = join(folder, `${name}.impala`);
			if (!existsSync(sourcePath)) continue;
			yield compareCase(`${label}/${name}.impala ${setName}`, (comparison) => {
				const gazl = compileCase(readFileSync(sourcePath, 'latin1'), comparison);
				if (gazl !== undefined) replay(gazl, 'at most', comparison);
			});
		}
	}
}

function compareReplay(
	source: string,
	kind: string,
	set: ReplaySet,
	expected: ReplayExpectation,
	{ frames, blockFrames }: FirmwareManifest,
	executor: Executor,
	cyclesAllowed: 'exact' | 'at most',
	comparison: Comparison,
): void {
	const program = assembleCase(source, firmwareAssemblyHost(set.debug ? 1 : 0), comparison);
	if (!program) return;
	const config = expected.config ?? '';
	const record = recordReplay(program, { ...set, config, frames, blockFrames, executor });
	comparison.equal('kind', kind, record?.kind);
	if (!record) return;
	const { blocks, cycles, displayLEDs, first, ledTrail, traces, ...scalars } = expected;
	const { run } = record;
	comparison.record('run', scalars, run);
	if (cyclesAllowed === 'exact') comparison.record('cycles', cycles, run.cycles);
	else for (const [call, limit] of Object.entries(cycles)) comparison.atMost(`cycles.${call}`, limit, cyclesOf(run.cycles, call));
	comparison.list('first', first, run.first);
	comparison.list('blocks', blocks, run.blocks);
	if (ledTrail) comparison.list('ledTrail', ledTrail, run.ledTrail ?? []);
	if (displayLEDs) comparison.list('displayLEDs', displayLEDs, run.displayLEDs ?? []);
	comparison.list('traces', traces ?? [], run.traces ?? []);
}

function cyclesOf(cycles: object, call: string): number {
	return Number(Object.entries(cycles).find(([name]) => name === call)?.[1]);
}
