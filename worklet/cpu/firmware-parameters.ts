import type { FirmwareBinding } from '../../src/bridge/firmware-interface.ts';
import { FIRMWARE_PARAMETER_CONSTANTS as PARAMS, syncSwitches } from '../../src/patch/firmware-parameters.ts';
import { FIELDS } from '../../src/patch/program-fields.ts';
import type { CpuControls } from './cpu.ts';

/** What the sync dial's positions, in the order of their codes, put into the switches word. */
const SYNC_SWITCHES: readonly number[] = FIELDS.syncMode.choices.map(({ value }) => syncSwitches(value));

/**
 * One of the words of `params` as the controls stand (device.md 6.4).
 *
 * @param index its place
 */
export function firmwareParameter(controls: CpuControls, index: number): number {
	switch (index) {
		case PARAMS.CLOCK_FREQ_PARAM_INDEX:
			return Math.round(controls.clockHz) | 0;
		case PARAMS.SWITCHES_PARAM_INDEX:
			return (
				SYNC_SWITCHES[controls.sync] |
				(controls.writeProtect ? PARAMS.SWITCHES_WRITE_PROTECT_MASK : 0) |
				(controls.reverse ? PARAMS.SWITCHES_REVERSE_MASK : 0)
			);
		case PARAMS.OPERATOR_1_PARAM_INDEX:
			return controls.operator1;
		case PARAMS.OPERAND_1_HIGH_PARAM_INDEX:
			return controls.operand1High;
		case PARAMS.OPERAND_1_LOW_PARAM_INDEX:
			return controls.operand1Low;
		case PARAMS.OPERATOR_2_PARAM_INDEX:
			return controls.operator2;
		case PARAMS.OPERAND_2_HIGH_PARAM_INDEX:
			return controls.operand2High;
		default:
			return controls.operand2Low;
	}
}

/** The eight words of `params` (device.md 6.4). */
export class FirmwareParameters {
	readonly #shown = new Int32Array(PARAMS.PARAM_COUNT);

	/**
	 * Brings `params` in the firmware's memory up to date when a control has changed since the last refresh, whatever the firmware
	 * did to the words itself; the answer has a bit set for each word that changed.
	 */
	refresh(controls: CpuControls, memory: Int32Array, binding: FirmwareBinding): number {
		const shown = this.#shown;
		let changed = 0;
		for (let i = 0; i < PARAMS.PARAM_COUNT; ++i) {
			const word = firmwareParameter(controls, i);
			if (shown[i] !== word) changed |= 1 << i;
			shown[i] = word;
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
