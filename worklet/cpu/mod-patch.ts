import { NOT_THROUGH, OPERATE_EXPORTS } from '../../src/bridge/compiled-interface.ts';
import { PHASE } from '../../src/bridge/events.ts';
import type { FirmwareBinding } from '../../src/bridge/firmware-interface.ts';
import { POSITION_MASK } from '../delay-line.ts';
import { CALL } from './firmware-call.ts';
import type { CompiledOperator, FirmwareRun } from './firmware-run.ts';
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
	/** The operators in the firmware's module, null for one that is interpreted or not there. */
	#compiled1: CompiledOperator | null = null;
	#compiled2: CompiledOperator | null = null;
	/** Whether a call of this tick has taken its positions and waits to get through. */
	#calling = false;

	constructor(run: FirmwareRun) {
		this.#run = run;
		this.#memory = run.machine.memory;
	}

	begin(inputLeft: number, inputRight: number): boolean {
		if (this.#run.beginTick() !== CALL.done) return false;
		this.#run.takeInput(inputLeft, inputRight);
		return true;
	}

	operate(slot: number, positions: Positions): number {
		const run = this.#run;
		const entry = slot === 0 ? this.#operate1 : this.#operate2;
		if (entry === 0) return 0;
		const compiled = slot === 0 ? this.#compiled1 : this.#compiled2;
		const phase = slot === 0 ? PHASE.operate1 : PHASE.operate2;
		let through: number;
		if (this.#calling || compiled === null) {
			if (!this.#calling) this.#give(positions);
			through = run.callInTick(phase, entry);
		} else {
			const answer = run.runOperator(compiled, phase, entry, positions);
			if (answer !== NOT_THROUGH) {
				this.#take(positions);
				return answer;
			}
			through = run.through;
		}
		this.#calling = through === CALL.pending;
		if (through !== CALL.done) return -1;
		this.#take(positions);
		const result = run.machine.parameters(1);
		return result >= 0 && this.#memory[result] !== 0 ? 1 : 0;
	}

	#give(positions: Positions): void {
		const memory = this.#memory;
		memory[this.#positions] = positions.left;
		memory[this.#positions + 1] = positions.right;
		// The result, and the parameter that older sources declare and ignore.
		const window = this.#run.machine.parameters(2);
		if (window >= 0) memory[window] = memory[window + 1] = 0;
	}

	#take(positions: Positions): void {
		positions.left = this.#memory[this.#positions] & POSITION_MASK;
		positions.right = this.#memory[this.#positions + 1] & POSITION_MASK;
	}

	leds(operandByte: number): number {
		const at = this.#displayLeds;
		return at < 0 ? this.#run.registers.ledRow(operandByte) : this.#memory[at + operandByte] & 0xff;
	}

	/** Turns to the firmware that has just been loaded. */
	plug({ globals, entries }: FirmwareBinding): void {
		this.#positions = globals.positions;
		this.#displayLeds = globals.displayLEDs;
		this.#operate1 = entries.operate1;
		this.#operate2 = entries.operate2;
		this.#calling = false;
		this.bindCode();
	}

	/** Turns to the machine's present code. */
	bindCode(): void {
		const [first, second] = OPERATE_EXPORTS;
		this.#compiled1 = this.#run.compiledExport(first) as CompiledOperator | null;
		this.#compiled2 = this.#run.compiledExport(second) as CompiledOperator | null;
	}
}
