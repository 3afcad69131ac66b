import { PHASE } from '../../src/bridge/events.ts';
import { POSITION_MASK } from '../delay-line.ts';
import type { FirmwareRun } from './firmware-run.ts';
import { CALL } from './firmware-run.ts';
import type { Positions } from './positions.ts';
import type { OperatorOverride } from './stock-cpu.ts';

/** A firmware that takes the place of one or both stock instructions (device.md 6.1). */
export class ModPatch implements OperatorOverride {
	readonly #run: FirmwareRun;
	readonly #leds: Int32Array;
	#begun = false;
	#calling = false;

	/** `leds` are those of the CPU whose instructions this replaces. */
	constructor(run: FirmwareRun, leds: Int32Array) {
		this.#run = run;
		this.#leds = leds;
	}

	operate(slot: number, positions: Positions): number {
		const run = this.#run;
		const { binding, machine } = run;
		if (run.stopped || binding === null) return CALL.stopped;
		if (!this.#begun) {
			if (run.beginTick() !== CALL.done) return -1;
			this.#begun = true;
		}
		const entry = slot === 0 ? binding.entries.operate1 : binding.entries.operate2;
		if (slot === 1 && !this.#calling && entry === 0) this.#begun = false;
		if (entry === 0) return 0;
		const at = binding.globals.positions;
		if (!this.#calling) {
			machine.memory[at] = positions.left;
			machine.memory[at + 1] = positions.right;
			const window = machine.parameters(2);
			if (window >= 0) machine.memory[window] = machine.memory[window + 1] = 0;
			this.#calling = true;
		}
		if (run.callInTick(slot === 0 ? PHASE.operate1 : PHASE.operate2, entry) !== CALL.done) return -1;
		this.#calling = false;
		if (slot === 1) this.#begun = false;
		positions.left = machine.memory[at] & POSITION_MASK;
		positions.right = machine.memory[at + 1] & POSITION_MASK;
		const result = machine.parameters(1);
		const handled = result >= 0 && machine.memory[result] !== 0;
		const { displayLEDs } = binding.globals;
		if (handled && displayLEDs >= 0) {
			this.#leds[slot * 2] = machine.memory[displayLEDs + slot * 2] & 0xff;
			this.#leds[slot * 2 + 1] = machine.memory[displayLEDs + slot * 2 + 1] & 0xff;
		}
		return handled ? 1 : 0;
	}

	/** Turns to a newly loaded firmware. */
	begin(): void {
		this.#begun = this.#calling = false;
	}
}
