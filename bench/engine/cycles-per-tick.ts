import type { EngineSettings } from '../../src/bridge/engine-parameters.ts';
import { CpuBench } from '../../worklet/cpu/cpu-bench.testing.ts';
import { inputSample } from './playing.ts';

/** A whole turn of the memory, with all its occasions for update(). */
const TICKS = 65536;

/** The largest 12-bit word. */
const FULL_SCALE = 2047;

/** VM cycles that a firmware uses per tick, update() calls included: counted, the same in every run. */
export function cyclesPerTick(code: string, settings: EngineSettings): number {
	const bench = new CpuBench();
	const { clockHz, sync, reverse, writeProtect, operator1, operand1High, operand1Low, operator2, operand2High, operand2Low } =
		settings;
	Object.assign(bench.controls, { clockHz, sync, reverse, writeProtect });
	bench.setFirst(operator1, (operand1High << 8) | operand1Low);
	bench.setSecond(operator2, (operand2High << 8) | operand2Low);
	bench.clock.reverse = reverse !== 0;
	bench.load(code, { debug: false });
	for (let tick = 0; tick < TICKS; tick++) bench.tick(Math.round(FULL_SCALE * inputSample(tick)));
	return bench.slot.run.cyclesUsed / TICKS;
}
