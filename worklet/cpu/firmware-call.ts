import { TICK_END } from '../../src/bridge/compiled-interface.ts';
import { COPY_WORDS_PER_CYCLE, TICK_CYCLES } from '../../src/bridge/cycle-prices.ts';
import { PHASE } from '../../src/bridge/events.ts';
import { HOST_CELL } from '../../src/bridge/host-cells.ts';
import type { Machine } from '../../src/gazl/machine.ts';
import { STATUS } from '../../src/gazl/status.ts';
import type { EventWriter } from '../event-writer.ts';
import { type CycleBudget, RESUME_CYCLES } from './budget.ts';
import type { CpuSurroundings } from './cpu.ts';
import type { FirmwareNatives } from './firmware-natives.ts';

/** How a call stands: through, cut off by the slice's budget and to be gone on with, ended for good; or there is none. */
export const CALL = { done: 1, pending: 0, stopped: -1, none: -2 } as const;

/** What calls run in. */
export interface FirmwareCallParts {
	readonly machine: Machine;
	readonly natives: FirmwareNatives;
	readonly surroundings: CpuSurroundings;
	readonly events: EventWriter;
	readonly budget: CycleBudget;
}

/**
 * The call of a firmware's function that is under way: what it may still use, how it is gone on with when its slice of cycles was used up, and how it
 * ends (device.md 6.5, 6.6). There is one at a time, above a `process` that has yielded if need be.
 */
export class FirmwareCall {
	/** Id of the firmware; 0 for none. */
	firmware = 0;
	/** Whether the firmware has been stopped and must not be called again. */
	stopped = true;
	/** What it is doing: a `PHASE`. */
	phase: number = PHASE.idle;
	/** Cycles used since the engine last set this to 0. */
	cyclesUsed = 0;

	readonly machine: Machine;
	readonly #natives: FirmwareNatives;
	readonly #surroundings: CpuSurroundings;
	readonly #events: EventWriter;
	readonly #budget: CycleBudget;
	/** Cycles that the present call may still use. */
	#callCycles = 0;
	/** dsp of a suspended `process`, while a nested call runs above its window. */
	#suspendedDsp = 0;
	#nested = false;

	constructor({ machine, natives, surroundings, events, budget }: FirmwareCallParts) {
		this.machine = machine;
		this.#natives = natives;
		this.#surroundings = surroundings;
		this.#events = events;
		this.#budget = budget;
	}

	/** Turns to a firmware that was loaded: nothing of it is under way. */
	load(firmware: number): void {
		this.firmware = firmware;
		this.stopped = false;
		this.phase = PHASE.idle;
		this.#nested = false;
		this.#surroundings.hostCells[HOST_CELL.suspended] = 0;
	}

	/** Ends the firmware without a word. */
	abandon(): void {
		this.stopped = true;
		this.phase = PHASE.idle;
	}

	/** Begins a call unless it is under way, then runs it as far as cycles last. A pointer of 0 is a call that is through at once. */
	begin(phase: number, functionPointer: number, cycles: number): number {
		if (this.stopped) return CALL.stopped;
		if (this.phase !== phase) {
			if (functionPointer === 0) return CALL.done;
			const status = this.#enter(phase, functionPointer);
			this.phase = phase;
			this.#callCycles = cycles;
			if (status !== STATUS.OK) {
				this.stop(status);
				return CALL.stopped;
			}
		}
		return this.goOn();
	}

	/** Goes on with a call of the tick that compiled code has begun and given back. */
	goOnFromCompiled(phase: number): number {
		const { machine } = this;
		const { hostCells } = this.#surroundings;
		this.phase = phase;
		this.#nested = false;
		this.#callCycles = TICK_CYCLES;
		const status = hostCells[HOST_CELL.tickEnd] === TICK_END.interpret ? machine.run() : machine.status;
		const through = this.#settle(hostCells[HOST_CELL.cyclesGranted], status);
		return through === CALL.pending ? this.goOn() : through;
	}

	/** Lets compiled code see to the cycles. */
	lendCycles(): void {
		const { hostCells, controls } = this.#surroundings;
		hostCells[HOST_CELL.writeProtect] = controls.writeProtect;
		hostCells[HOST_CELL.cyclesLeft] = this.#budget.remaining;
	}

	/** Takes over what compiled code has used, of the cycles that it was lent. */
	takeCycles(): void {
		const { hostCells } = this.#surroundings;
		const left = hostCells[HOST_CELL.cyclesLeft];
		this.cyclesUsed += this.#budget.remaining - left;
		this.#budget.remaining = left;
	}

	/** Ends the firmware for good and says why. */
	stop(status: number): void {
		const { machine } = this;
		const { checks, isChecked } = this.#natives.heap;
		if (isChecked && (status === STATUS.DATA_STACK_OVERFLOW || status === STATUS.IP_STACK_OVERFLOW)) checks?.stackOverflowed();
		if (this.firmware !== 0) this.#events.stopped(this.firmware, status, this.phase, machine.faultLine(), machine.faultOrdinal());
		this.stopped = true;
		this.phase = PHASE.idle;
	}

	/**
	 * A call above a suspended `process` starts at the window of its yield, not at its dsp: transients that are live across the
	 * yield stay whole (gazl.md 18.3).
	 */
	#enter(phase: number, functionPointer: number): number {
		const { machine } = this;
		const { hostCells } = this.#surroundings;
		const suspended = hostCells[HOST_CELL.suspended] !== 0;
		this.#nested = suspended && phase !== PHASE.process;
		if (this.#nested) {
			this.#suspendedDsp = machine.dsp;
			machine.dsp = hostCells[HOST_CELL.suspendedWindow];
		} else if (suspended) {
			return STATUS.OK;
		}
		return machine.enterCall(functionPointer);
	}

	/** Runs the call that is under way as far as cycles last. */
	goOn(): number {
		const { machine } = this;
		const { hostCells } = this.#surroundings;
		for (;;) {
			const granted = Math.min(this.#budget.remaining, this.#callCycles);
			if (granted <= 0) return CALL.pending;
			machine.cycles = granted;
			machine.copyAllowance = granted * COPY_WORDS_PER_CYCLE;
			hostCells[HOST_CELL.yielded] = 0;
			hostCells[HOST_CELL.writeProtect] = this.#surroundings.controls.writeProtect;
			const through = this.#settle(granted, machine.run());
			if (through !== CALL.pending || this.#budget.remaining <= 0) return through;
		}
	}

	/** Charges a run that was granted some cycles and has come to a status. How the call stands: pending if it is to be run on. */
	#settle(granted: number, status: number): number {
		const { machine } = this;
		const { hostCells } = this.#surroundings;
		const yielded = hostCells[HOST_CELL.yielded] !== 0;
		// A run that uses up its cycles leaves −1, one less than nothing (gazl.md 13.3).
		const unspent = machine.cycles + (status === STATUS.TIME_OUT && machine.cycles < 0 ? 1 : 0);
		const left = yielded ? hostCells[HOST_CELL.cyclesAtYield] : unspent;
		const copied = granted * COPY_WORDS_PER_CYCLE - machine.copyAllowance;
		let used = granted - left + Math.floor(copied / COPY_WORDS_PER_CYCLE);
		if (yielded && this.phase !== PHASE.process) used += RESUME_CYCLES;
		this.cyclesUsed += used;
		this.#budget.remaining -= used;
		this.#callCycles -= used;
		if (status === STATUS.OK || yielded) this.#natives.heap.endCall();
		if (status === STATUS.OK) return this.#leave(false);
		if (status !== STATUS.TIME_OUT) {
			this.stop(status);
			return CALL.stopped;
		}
		if (yielded && this.phase === PHASE.process) return this.#leave(true);
		if (this.#callCycles <= 0) {
			this.stop(STATUS.TIME_OUT);
			return CALL.stopped;
		}
		return CALL.pending;
	}

	#leave(suspended: boolean): number {
		if (this.#nested) this.machine.dsp = this.#suspendedDsp;
		if (this.phase === PHASE.process) {
			const { hostCells } = this.#surroundings;
			hostCells[HOST_CELL.suspended] = suspended ? 1 : 0;
			hostCells[HOST_CELL.suspendedWindow] = hostCells[HOST_CELL.yieldWindow];
		}
		this.#nested = false;
		this.phase = PHASE.idle;
		return CALL.done;
	}
}
