import type { FirmwareBinding } from '../../src/bridge/firmware-interface.ts';
import { FIRMWARE_PARAMETER_CONSTANTS as PARAMS, syncSwitches } from '../../src/patch/firmware-parameters.ts';
import { FIELDS } from '../../src/patch/program-fields.ts';
import type { CpuControls } from './cpu.ts';

/** What the sync dial's positions, in the order of their codes, put into the switches word. */
const SYNC_SWITCHES: readonly number[] = FIELDS.syncMode.choices.map(({ value }) => syncSwitches(value));

/** The eight words of `params` (device.md 6.4). */
export class FirmwareParameters {
	readonly #words = new Int32Array(PARAMS.PARAM_COUNT);
	readonly #shown = new Int32Array(PARAMS.PARAM_COUNT);

	/**
	 * Brings `params` in the firmware's memory up to date when a control has changed since the last refresh, whatever the firmware
	 * did to the words itself; the answer has a bit set for each word that changed.
	 */
	refresh(controls: CpuControls, memory: Int32Array, binding: FirmwareBinding): number {
		const next = this.#words;
		const shown = this.#shown;
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
		let changed = 0;
		for (let i = 0; i < PARAMS.PARAM_COUNT; ++i) {
			if (shown[i] !== next[i]) changed |= 1 << i;
			shown[i] = next[i];
		}
		if (changed !== 0) this.#show(memory, binding);
		return changed;
	}

	/** Puts the present words into a firmware's memory, changed or not. */
	load(controls: CpuControls, memory: Int32Array, binding: FirmwareBinding): void {
		if (this.refresh(controls, memory, binding) === 0) this.#show(memory, binding);
	}

	#show(memory: Int32Array, { globals, paramsWords }: FirmwareBinding): void {
		const at = globals.params;
		if (at < 0) return;
		const count = Math.min(paramsWords, PARAMS.PARAM_COUNT);
		for (let i = 0; i < count; ++i) memory[at + i] = this.#shown[i];
	}
}
