import type { FirmwareBinding } from '../../src/bridge/firmware-interface.ts';
import { FIRMWARE_PARAMETER_CONSTANTS as PARAMS } from '../../src/patch/firmware-parameters.ts';
import type { CpuControls } from './cpu.ts';

/** What the sync dial's positions, off, dotted, triplets and standard, put into the switches word. */
const SYNC_SWITCHES: readonly number[] = [
	0,
	PARAMS.SWITCHES_SYNC_MASK | PARAMS.SWITCHES_DOTTED_MASK,
	PARAMS.SWITCHES_SYNC_MASK | PARAMS.SWITCHES_TRIPLET_MASK,
	PARAMS.SWITCHES_SYNC_MASK,
];

/** The eight words of `params` (device.md 6.4). */
export class FirmwareParameters {
	readonly #words = new Int32Array(PARAMS.PARAM_COUNT);

	/** Brings `params` in the firmware's memory up to date; the answer has a bit set for each word that changed. */
	refresh(controls: CpuControls, memory: Int32Array, binding: FirmwareBinding): number {
		const next = this.#words;
		next[PARAMS.CLOCK_FREQ_PARAM_INDEX] = Math.round(controls.clockHz);
		next[PARAMS.SWITCHES_PARAM_INDEX] =
			SYNC_SWITCHES[controls.sync] |
			(controls.writeProtect ? PARAMS.SWITCHES_WRITE_PROTECT_MASK : 0) |
			(controls.reverse ? PARAMS.SWITCHES_REVERSE_MASK : 0);
		next[PARAMS.OPERATOR_1_PARAM_INDEX] = controls.operator1;
		next[PARAMS.OPERAND_1_HIGH_PARAM_INDEX] = controls.operand1High;
		next[PARAMS.OPERAND_1_LOW_PARAM_INDEX] = controls.operand1Low;
		next[PARAMS.OPERATOR_2_PARAM_INDEX] = controls.operator2;
		next[PARAMS.OPERAND_2_HIGH_PARAM_INDEX] = controls.operand2High;
		next[PARAMS.OPERAND_2_LOW_PARAM_INDEX] = controls.operand2Low;
		const at = binding.globals.params;
		if (at < 0) return 0;
		const count = Math.min(binding.paramsWords, PARAMS.PARAM_COUNT);
		let changed = 0;
		for (let i = 0; i < count; ++i) {
			if (memory[at + i] !== next[i]) changed |= 1 << i;
			memory[at + i] = next[i];
		}
		return changed;
	}
}
