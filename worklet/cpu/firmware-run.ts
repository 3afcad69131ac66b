import { NOT_THROUGH, TICK_END } from '../../src/bridge/compiled-interface.ts';
import { COPY_WORDS_PER_CYCLE, TICK_CYCLES } from '../../src/bridge/cycle-prices.ts';
import { PHASE } from '../../src/bridge/events.ts';
import type { FirmwareImage } from '../../src/bridge/firmware-image.ts';
import type { FirmwareBinding } from '../../src/bridge/firmware-interface.ts';
import { usesRegisters } from '../../src/bridge/hardware-registers.ts';
import { HOST_CELL } from '../../src/bridge/host-cells.ts';
import type { Machine } from '../../src/gazl/machine.ts';
import { STATUS } from '../../src/gazl/status.ts';
import { runCompiled } from '../../src/gazl/wasm/compiled-run.ts';
import type { EventWriter } from '../event-writer.ts';
import { type CycleBudget, INIT_CYCLES, RESUME_CYCLES, UPDATE_CYCLES } from './budget.ts';
import type { CpuControls, CpuSurroundings } from './cpu.ts';
import { FirmwareNatives, type HeapRegions } from './firmware-natives.ts';
import { FirmwareParameters } from './firmware-parameters.ts';
import { HardwareRegisters } from './hardware-registers.ts';
import type { Positions } from './positions.ts';
import type { StagedFirmware } from './staged-firmware.ts';

/** How a call stands: through, cut off by the slice's budget and to be gone on with, ended for good; or there is none. */
export const CALL = { done: 1, pending: 0, stopped: -1, none: -2 } as const;

/** Runs ticks, see `TICKS_EXPORT`. */
export type CompiledTicks = (first: number, count: number) => number;

/** Calls an operator, see `OPERATE_EXPORTS`. */
export type CompiledOperator = (left: number, right: number) => number;

/** There are this many occasions for update() in a cycle of the memory, 136 or 137 ticks apart (device.md 6.5). */
const UPDATES_PER_CYCLE = 480;
const TICKS_PER_CYCLE = 65536;

/** What a firmware runs in. */
export interface FirmwareRunParts extends CpuSurroundings, HeapRegions {
	readonly machine: Machine;
	readonly events: EventWriter;
	readonly budget: CycleBudget;
}

/**
 * A firmware plugged into a machine: its start, its update() and reset() calls, its cycle limits and its end. What a tick is, a
 * full patch and a mod patch decide for themselves on top of this.
 */
export class FirmwareRun {
	readonly machine: Machine;
	readonly natives: FirmwareNatives;
	/** Registers for firmware that asks for them; of no effect on one that does not. */
	readonly registers: HardwareRegisters;
	/** What plays, null when nothing was ever loaded. */
	image: FirmwareImage | null = null;
	binding: FirmwareBinding | null = null;
	/** Whether the firmware has been stopped and must not be called again. */
	stopped = true;
	/** What it is doing: a `PHASE`. */
	phase: number = PHASE.idle;
	/** Highest clock frequency that it wants, hertz; 0 for no limit. */
	clockLimitHz = 0;
	/** How the call stands with which `runTicks` stopped or that `runOperator` made. */
	through: number = CALL.none;
	/** Cycles used since the engine last set this to 0. */
	cyclesUsed = 0;

	readonly #slot: number;
	readonly #surroundings: CpuSurroundings;
	readonly #events: EventWriter;
	readonly #budget: CycleBudget;
	readonly #parameters = new FirmwareParameters();
	/** Word index of `clock` and of `hostPosition`, or −1. */
	#clockAt = -1;
	#hostPositionAt = -1;
	/** Cycles that the present call may still use. */
	#callCycles = 0;
	/** dsp of a suspended `process`, while a nested call runs above its window. */
	#suspendedDsp = 0;
	#nested = false;
	#updateWanted = false;
	#resetWanted = false;
	/** Ticks since the last occasion for update(), in 480ths of a tick. */
	#updatePhase = 0;
	/** Parameters whose change calls update(), a bit each. */
	#updateMask = -1;
	/** Where the start has got to: index into the start's phases. */
	#startStep = 0;

	constructor(parts: FirmwareRunParts) {
		const { machine, events } = parts;
		this.machine = machine;
		this.#slot = parts.index;
		this.#surroundings = parts;
		this.#events = events;
		this.#budget = parts.budget;
		this.natives = new FirmwareNatives(machine, parts, events, parts);
		machine.host = this.natives;
		this.registers = new HardwareRegisters(parts, machine.memory, this.natives.heap);
	}

	/** Puts a firmware into the machine, ready for `start`. */
	load({ image, linked, natives, binding, heaps }: StagedFirmware): void {
		const { machine } = this;
		const surroundings = this.#surroundings;
		machine.plug(linked, natives);
		this.image = image;
		this.binding = binding;
		this.natives.begin(image, heaps[this.#slot] ?? null);
		const { checks, isChecked } = this.natives.heap;
		if (isChecked) machine.watcher = checks;
		else if (machine.watcher === checks) machine.watcher = null;
		machine.registerWindow = usesRegisters(image.program) ? this.registers : null;
		this.registers.begin(binding);
		this.stopped = false;
		this.phase = PHASE.idle;
		this.clockLimitHz = 0;
		this.#nested = false;
		surroundings.hostCells[HOST_CELL.suspended] = 0;
		this.#updateWanted = this.#resetWanted = false;
		this.#updatePhase = 0;
		this.#startStep = 0;
		const { globals, configWords } = binding;
		if (globals.instance >= 0) machine.memory[globals.instance] = image.id;
		if (globals.config >= 0) {
			for (let i = 0; i < configWords - 1; ++i) {
				machine.memory[globals.config + i] = i < image.config.length ? image.config.charCodeAt(i) & 0xff : 0;
			}
			machine.memory[globals.config + configWords - 1] = 0;
		}
		this.#parameters.load(this.#controls, machine.memory, binding);
		this.#clockAt = globals.clock;
		this.#hostPositionAt = globals.hostPosition;
		this.#placeClock();
	}

	/** Ends the firmware without a word: another CPU takes over. */
	unplug(): void {
		this.stopped = true;
		this.phase = PHASE.idle;
	}

	/** Goes on with init(), update() and reset(), as far as cycles last (device.md 6.5). */
	start(): number {
		const { entries, globals } = this.#bound;
		if (!this.natives.heap.prepare()) return CALL.pending;
		for (;;) {
			switch (this.#startStep) {
				case 0: {
					const through = this.#call(PHASE.init, entries.init, INIT_CYCLES);
					if (through !== CALL.done) return through;
					if (globals.clockFreqLimit >= 0) this.clockLimitHz = Math.max(0, this.machine.memory[globals.clockFreqLimit]);
					this.#updateMask = globals.updateMask >= 0 ? this.machine.memory[globals.updateMask] : -1;
					break;
				}
				case 1: {
					if (this.phase === PHASE.idle) this.#parameters.refresh(this.#controls, this.machine.memory, this.#bound);
					const through = this.#call(PHASE.update, entries.update, UPDATE_CYCLES);
					if (through !== CALL.done) return through;
					break;
				}
				case 2: {
					const through = this.#call(PHASE.reset, entries.reset, UPDATE_CYCLES);
					if (through !== CALL.done) return through;
					break;
				}
				default:
					// What the start took is not the load of playing.
					this.cyclesUsed = 0;
					this.registers.beginToPlay();
					return CALL.done;
			}
			this.#startStep += 1;
		}
	}

	/** Shows the input of a tick that begins to the registers, and streams it into the firmware's DMA buffers. */
	takeInput(left: number, right: number): void {
		const { heap } = this.natives;
		this.registers.takeInput(left, right);
		if (heap.streamsInput) heap.stream(left, right);
	}

	/** Asks for update() before the next tick. */
	requestUpdate(): void {
		this.#updateWanted = true;
	}

	/** Asks for reset() before the next tick. */
	requestReset(): void {
		this.#resetWanted = true;
		this.registers.noteReset();
	}

	/** What comes before a tick: a reset() that was asked for, a due update(), the clock (device.md 6.5). */
	beginTick(): number {
		if (this.stopped) return CALL.stopped;
		if (this.phase === PHASE.update) {
			// An update() that was cut off ends first, even if RESET was pressed meanwhile.
			const through = this.#run();
			if (through !== CALL.done) return through;
			this.#updateWanted = false;
		}
		if (this.#resetWanted) {
			this.#placeClock();
			const through = this.#call(PHASE.reset, this.#bound.entries.reset, UPDATE_CYCLES);
			if (through !== CALL.done) return through;
			this.#resetWanted = false;
		}
		if (this.#updatePhase >= TICKS_PER_CYCLE) {
			this.#updatePhase -= TICKS_PER_CYCLE;
			const changed = this.#parameters.refresh(this.#controls, this.machine.memory, this.#bound);
			if ((changed & this.#updateMask) !== 0) this.#updateWanted = true;
		}
		if (this.#updateWanted) {
			this.#placeClock();
			const through = this.#call(PHASE.update, this.#bound.entries.update, UPDATE_CYCLES);
			if (through !== CALL.done) return through;
			this.#updateWanted = false;
		}
		this.#updatePhase += UPDATES_PER_CYCLE;
		this.#placeClock();
		return CALL.done;
	}

	/** Calls a function of the tick, or goes on with it; for `process` also behind its last yield. */
	callInTick(phase: number, functionPointer: number): number {
		return this.#call(phase, functionPointer, TICK_CYCLES);
	}

	/** Ticks before which nothing but the clock has to be seen to; 0 when `beginTick` has more to do. */
	quietTicks(): number {
		if (this.stopped || this.phase !== PHASE.idle || this.#resetWanted || this.#updateWanted) return 0;
		if (this.#surroundings.hostCells[HOST_CELL.betweenTicks] !== 0) return 0;
		return Math.max(0, Math.ceil((TICKS_PER_CYCLE - this.#updatePhase) / UPDATES_PER_CYCLE));
	}

	/**
	 * Runs quiet ticks in compiled code. The tick behind those that got through may be under way; then `through` says how its call stands:
	 * done, too, if it got through after all, which is not in the answer.
	 */
	runTicks(ticks: CompiledTicks, first: number, count: number): number {
		const { hostCells, clock, controls } = this.#surroundings;
		hostCells[HOST_CELL.hostPosition] = controls.hostPosition;
		hostCells[HOST_CELL.clock] = clock.count;
		hostCells[HOST_CELL.clockStep] = clock.reverse ? -1 : 1;
		this.#lendCycles();
		const done = ticks(first, count);
		this.#takeCycles();
		clock.count += clock.reverse ? -done : done;
		this.#updatePhase += UPDATES_PER_CYCLE * done;
		this.through = CALL.none;
		if (hostCells[HOST_CELL.tickEnd] !== TICK_END.between) {
			this.#updatePhase += UPDATES_PER_CYCLE;
			this.through = this.#goOnFromCompiled(PHASE.process);
		} else this.natives.heap.endCall();
		return done;
	}

	/** The function that the host has added to the firmware's module under a name; null when it is interpreted, or there is none. */
	compiledExport(name: string): WebAssembly.ExportValue | null {
		const { compiled, executor } = this.machine;
		return executor === runCompiled ? (compiled?.exports[name] ?? null) : null;
	}

	/** Calls an operator in compiled code, see `OPERATE_EXPORTS`. If it did not get through, `through` says how its call stands. */
	runOperator(operate: CompiledOperator, phase: number, entry: number, positions: Positions): number {
		const { hostCells } = this.#surroundings;
		this.#lendCycles();
		const answer = operate(positions.left, positions.right);
		this.#takeCycles();
		if (answer === NOT_THROUGH) {
			const begun = hostCells[HOST_CELL.tickEnd] !== TICK_END.between;
			this.through = begun ? this.#goOnFromCompiled(phase) : this.callInTick(phase, entry);
		} else this.natives.heap.endCall();
		return answer;
	}

	/** Lets compiled code see to the cycles, and takes over what it has used. */
	#lendCycles(): void {
		const { hostCells, controls } = this.#surroundings;
		hostCells[HOST_CELL.writeProtect] = controls.writeProtect;
		hostCells[HOST_CELL.cyclesLeft] = this.#budget.remaining;
	}

	#takeCycles(): void {
		const { hostCells } = this.#surroundings;
		const left = hostCells[HOST_CELL.cyclesLeft];
		this.cyclesUsed += this.#budget.remaining - left;
		this.#budget.remaining = left;
	}

	/** Goes on with a call of the tick that compiled code has begun and given back. */
	#goOnFromCompiled(phase: number): number {
		const { machine } = this;
		const { hostCells } = this.#surroundings;
		this.phase = phase;
		this.#nested = false;
		this.#callCycles = TICK_CYCLES;
		const status = hostCells[HOST_CELL.tickEnd] === TICK_END.interpret ? machine.run() : machine.status;
		const through = this.#settle(hostCells[HOST_CELL.cyclesGranted], status);
		return through === CALL.pending ? this.#run() : through;
	}

	/** Ends the firmware for good and says why. */
	stop(status: number): void {
		const { machine } = this;
		const { checks, isChecked } = this.natives.heap;
		if (isChecked && (status === STATUS.DATA_STACK_OVERFLOW || status === STATUS.IP_STACK_OVERFLOW)) checks?.stackOverflowed();
		if (this.image !== null) this.#events.stopped(this.image.id, status, this.phase, machine.faultLine(), machine.faultOrdinal());
		this.stopped = true;
		this.phase = PHASE.idle;
	}

	get #controls(): CpuControls {
		return this.#surroundings.controls;
	}

	get #bound(): FirmwareBinding {
		if (this.binding === null) throw new Error('no firmware is loaded');
		return this.binding;
	}

	#placeClock(): void {
		const { clock, controls } = this.#surroundings;
		const { memory } = this.machine;
		if (this.#clockAt >= 0) memory[this.#clockAt] = clock.address;
		if (this.#hostPositionAt >= 0) memory[this.#hostPositionAt] = controls.hostPosition;
	}

	/** Begins a call unless it is under way, then runs it as far as cycles last. A pointer of 0 is a call that is through at once. */
	#call(phase: number, functionPointer: number, cycles: number): number {
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
		return this.#run();
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

	#run(): number {
		const { machine } = this;
		const { hostCells } = this.#surroundings;
		for (;;) {
			const granted = Math.min(this.#budget.remaining, this.#callCycles);
			if (granted <= 0) return CALL.pending;
			machine.cycles = granted;
			machine.copyAllowance = granted * COPY_WORDS_PER_CYCLE;
			hostCells[HOST_CELL.yielded] = 0;
			hostCells[HOST_CELL.writeProtect] = this.#controls.writeProtect;
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
		if (status === STATUS.OK || yielded) this.natives.heap.endCall();
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
