import { PHASE } from '../../src/bridge/events.ts';
import type { FirmwareBinding } from '../../src/bridge/firmware-interface.ts';
import { POSITION_MASK } from '../delay-line.ts';
import type { FirmwareRun } from './firmware-run.ts';
import { CALL } from './firmware-run.ts';
import type { Positions } from './positions.ts';
import type { OperatorOverride } from './stock-cpu.ts';

/** A firmware that takes the place of one or both stock instructions (device.md 6.1). */
export class ModPatch implements OperatorOverride {
	readonly #run: FirmwareRun;
	readonly #memory: Int32Array;
	/** Word index of `positions`, and of `displayLEDs` or −1. */
	#positions = 0;
	#displayLeds = -1;
	#operate1 = 0;
	#operate2 = 0;
	/** Whether a call of this tick has taken its positions and waits to get through. */
	#calling = false;

	constructor(run: FirmwareRun) {
		this.#run = run;
		this.#memory = run.machine.memory;
	}

	begin(): boolean {
		return this.#run.beginTick() === CALL.done;
	}

	operate(slot: number, positions: Positions): number {
		const entry = slot === 0 ? this.#operate1 : this.#operate2;
		if (entry === 0) return 0;
		const memory = this.#memory;
		const at = this.#positions;
		const { machine } = this.#run;
		if (!this.#calling) {
			memory[at] = positions.left;
			memory[at + 1] = positions.right;
			// The result, and the parameter that older sources declare and ignore.
			const window = machine.parameters(2);
			if (window >= 0) memory[window] = memory[window + 1] = 0;
			this.#calling = true;
		}
		if (this.#run.callInTick(slot === 0 ? PHASE.operate1 : PHASE.operate2, entry) !== CALL.done) return -1;
		this.#calling = false;
		positions.left = memory[at] & POSITION_MASK;
		positions.right = memory[at + 1] & POSITION_MASK;
		const result = machine.parameters(1);
		return result >= 0 && memory[result] !== 0 ? 1 : 0;
	}

	leds(operandByte: number): number {
		return this.#displayLeds < 0 ? 0 : this.#memory[this.#displayLeds + operandByte] & 0xff;
	}

	/** Turns to the firmware that has just been loaded. */
	plug({ globals, entries }: FirmwareBinding): void {
		this.#positions = globals.positions;
		this.#displayLeds = globals.displayLEDs;
		this.#operate1 = entries.operate1;
		this.#operate2 = entries.operate2;
		this.#calling = false;
	}
}
