import { NOT_THROUGH, TICK_END } from '../../src/bridge/compiled-interface.ts';
import { TICK_CYCLES } from '../../src/bridge/cycle-prices.ts';
import { PHASE } from '../../src/bridge/events.ts';
import type { FirmwareImage } from '../../src/bridge/firmware-image.ts';
import type { FirmwareBinding } from '../../src/bridge/firmware-interface.ts';
import { usesRegisters } from '../../src/bridge/hardware-registers.ts';
import { HOST_CELL } from '../../src/bridge/host-cells.ts';
import type { Machine } from '../../src/gazl/machine.ts';
import { runCompiled } from '../../src/gazl/wasm/compiled-run.ts';
import type { EventWriter } from '../event-writer.ts';
import { type CycleBudget, INIT_CYCLES, UPDATE_CYCLES } from './budget.ts';
import type { CpuControls, CpuSurroundings } from './cpu.ts';
import { CALL, FirmwareCall } from './firmware-call.ts';
import { FirmwareNatives, type HeapRegions } from './firmware-natives.ts';
import { FirmwareParameters } from './firmware-parameters.ts';
import { HardwareRegisters } from './hardware-registers.ts';
import type { Positions } from './positions.ts';
import type { StagedFirmware } from './staged-firmware.ts';

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
 * A firmware plugged into a machine: when its functions are called, from its start on; how, is {@link FirmwareCall}'s. What a tick is, a
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
	/** Highest clock frequency that it wants, hertz; 0 for no limit. */
	clockLimitHz = 0;
	/** How the call stands with which `runTicks` stopped or that `runOperator` made. */
	through: number = CALL.none;

	readonly #slot: number;
	readonly #surroundings: CpuSurroundings;
	readonly #call: FirmwareCall;
	readonly #parameters = new FirmwareParameters();
	/** Word index of `clock` and of `hostPosition`, or −1. */
	#clockAt = -1;
	#hostPositionAt = -1;
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
		this.natives = new FirmwareNatives(machine, parts, events, parts);
		this.#call = new FirmwareCall({ machine, natives: this.natives, surroundings: parts, events, budget: parts.budget });
		machine.host = this.natives;
		this.registers = new HardwareRegisters(parts, machine.memory, this.natives.heap);
	}

	/** Whether the firmware has been stopped and must not be called again. */
	get stopped(): boolean {
		return this.#call.stopped;
	}

	/** What it is doing: a `PHASE`. */
	get phase(): number {
		return this.#call.phase;
	}

	/** Cycles used since the engine last set this to 0. */
	get cyclesUsed(): number {
		return this.#call.cyclesUsed;
	}
	set cyclesUsed(cycles: number) {
		this.#call.cyclesUsed = cycles;
	}

	/** Ends the firmware for good and says why. */
	stop(status: number): void {
		this.#call.stop(status);
	}

	/** Puts a firmware into the machine, ready for `start`. */
	load({ image, linked, natives, binding, heaps }: StagedFirmware): void {
		const { machine } = this;
		machine.plug(linked, natives);
		this.image = image;
		this.binding = binding;
		this.natives.begin(image, heaps[this.#slot] ?? null);
		const { checks, isChecked } = this.natives.heap;
		if (isChecked) machine.watcher = checks;
		else if (machine.watcher === checks) machine.watcher = null;
		machine.registerWindow = usesRegisters(image.program) ? this.registers : null;
		this.registers.begin(binding);
		this.#call.load(image.id);
		this.clockLimitHz = 0;
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
		this.#call.abandon();
	}

	/** Goes on with init(), update() and reset(), as far as cycles last (device.md 6.5). */
	start(): number {
		const { entries, globals } = this.#bound;
		if (!this.natives.heap.prepare()) return CALL.pending;
		for (;;) {
			switch (this.#startStep) {
				case 0: {
					const through = this.#call.begin(PHASE.init, entries.init, INIT_CYCLES);
					if (through !== CALL.done) return through;
					if (globals.clockFreqLimit >= 0) this.clockLimitHz = Math.max(0, this.machine.memory[globals.clockFreqLimit]);
					this.#updateMask = globals.updateMask >= 0 ? this.machine.memory[globals.updateMask] : -1;
					break;
				}
				case 1: {
					if (this.phase === PHASE.idle) this.#parameters.refresh(this.#controls, this.machine.memory, this.#bound);
					const through = this.#call.begin(PHASE.update, entries.update, UPDATE_CYCLES);
					if (through !== CALL.done) return through;
					break;
				}
				case 2: {
					const through = this.#call.begin(PHASE.reset, entries.reset, UPDATE_CYCLES);
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
			const through = this.#call.goOn();
			if (through !== CALL.done) return through;
			this.#updateWanted = false;
		}
		if (this.#resetWanted) {
			this.#placeClock();
			const through = this.#call.begin(PHASE.reset, this.#bound.entries.reset, UPDATE_CYCLES);
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
			const through = this.#call.begin(PHASE.update, this.#bound.entries.update, UPDATE_CYCLES);
			if (through !== CALL.done) return through;
			this.#updateWanted = false;
		}
		this.#updatePhase += UPDATES_PER_CYCLE;
		this.#placeClock();
		return CALL.done;
	}

	/** Calls a function of the tick, or goes on with it; for `process` also behind its last yield. */
	callInTick(phase: number, functionPointer: number): number {
		return this.#call.begin(phase, functionPointer, TICK_CYCLES);
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
		this.#call.lendCycles();
		const done = ticks(first, count);
		this.#call.takeCycles();
		clock.count += clock.reverse ? -done : done;
		this.#updatePhase += UPDATES_PER_CYCLE * done;
		this.through = CALL.none;
		if (hostCells[HOST_CELL.tickEnd] !== TICK_END.between) {
			this.#updatePhase += UPDATES_PER_CYCLE;
			this.through = this.#call.goOnFromCompiled(PHASE.process);
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
		this.#call.lendCycles();
		const answer = operate(positions.left, positions.right);
		this.#call.takeCycles();
		if (answer === NOT_THROUGH) {
			const begun = hostCells[HOST_CELL.tickEnd] !== TICK_END.between;
			this.through = begun ? this.#call.goOnFromCompiled(phase) : this.callInTick(phase, entry);
		} else this.natives.heap.endCall();
		return answer;
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
}
