import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { firmwareAssemblyHost } from '../../bridge/firmware-assembly.ts';
import { SUSPENDING_NATIVES } from '../../bridge/firmware-interface.ts';
import { replayFirmware } from '../../offline/replay/replay.ts';
import { assemble } from '../assembler.ts';
import { CycleMeter } from '../fuzz/compiled-sides.testing.ts';
import type { Executor, Machine } from '../machine.ts';
import { compileProgram } from './compile-program.ts';
import { bindCompiled, runCompiled } from './compiled-run.ts';
import { plainHost } from './host-code.ts';

const CORPUS = join(import.meta.dirname, '../../../../shared/conformance/firmware');
const { sets } = JSON.parse(readFileSync(join(CORPUS, 'expected.json'), 'utf8'));
const FIRMWARES = readdirSync(CORPUS).filter((name) => name.endsWith('.gazl'));
const FRAMES = 3000;

/** An executor that compiles a machine's program when it first runs, and is metered. */
function meteredExecutor(meter: CycleMeter): Executor {
	const executors = new Map<Machine, Executor>();
	return (machine) => {
		let executor = executors.get(machine);
		if (executor === undefined) {
			if (machine.program === null) throw new Error('The machine has no program');
			const bytes = compileProgram(machine.program, plainHost(SUSPENDING_NATIVES));
			machine.compiled = bindCompiled(new WebAssembly.Module(bytes), machine);
			executor = meter.metered(machine, runCompiled);
			executors.set(machine, executor);
		}
		return executor(machine);
	};
}

describe('of the cycles of a firmware the interpreter executes less than one in a hundred', () => {
	test.each(FIRMWARES)('with %s', (name) => {
		const assembly = assemble(readFileSync(join(CORPUS, name), 'latin1'), firmwareAssemblyHost(0));
		if (!assembly.ok) throw new Error(assembly.error.message);
		const meter = new CycleMeter();
		const settings = { ...sets.B, config: '', frames: FRAMES, blockFrames: FRAMES, executor: meteredExecutor(meter) };
		expect(replayFirmware(assembly.program, settings, () => {})?.frames).toBe(FRAMES);
		expect(meter.total).toBeGreaterThan(FRAMES);
		expect(meter.interpretedShare).toBeGreaterThanOrEqual(0);
		expect(meter.interpretedShare).toBeLessThan(0.01);
	});
});
