import type { FirmwareHostAddresses } from '../../src/bridge/compiled-interface.ts';
import type { GlobalsTransfer } from '../../src/gazl/globals-transfer.ts';
import { interpret } from '../../src/gazl/interpreter.ts';
import type { Machine } from '../../src/gazl/machine.ts';
import { runCompiled } from '../../src/gazl/wasm/compiled-run.ts';
import type { Clock } from '../clock.ts';
import type { DelayLine } from '../delay-line.ts';
import type { EventWriter } from '../event-writer.ts';
import type { DigitalToAnalog } from '../signal-path/converters.ts';
import type { CycleBudget } from './budget.ts';
import type { Cpu, CpuControls } from './cpu.ts';
import { FirmwareRun } from './firmware-run.ts';
import { FullPatch } from './full-patch.ts';
import { ModPatch } from './mod-patch.ts';
import type { StagedFirmware } from './staged-firmware.ts';
import { StockCpu } from './stock-cpu.ts';

/** What a slot is built from; clock, controls, events and budget are the same for all slots. */
export interface CpuSlotParts {
	/** Which of the slots it is, from 0. */
	readonly index: number;
	readonly machine: Machine;
	readonly delayLine: DelayLine;
	readonly output: DigitalToAnalog;
	readonly clock: Clock;
	readonly controls: CpuControls;
	readonly hostCells: Int32Array;
	/** What goes into ticks and comes out of them when many are run at a time. */
	readonly tickWords: Int32Array;
	/** Tables of the heap, and the rings: the region `heap N`. */
	readonly heapTables: Int32Array;
	/** Counters of the forms that count. */
	readonly heat: Int32Array;
	/** Shadow and records of the heap, for the checked forms: the regions `shadow N` and `checks N`. */
	readonly shadow: Int32Array;
	readonly checks: Int32Array;
	/** The words of `MEMORY_SETTINGS`, the same for all slots. */
	readonly memorySettings: Int32Array;
	readonly events: EventWriter;
	readonly budget: CycleBudget;
}

/**
 * A whole CPU with its own memory, delay line and output converter. The engine has two, so that one plays while a firmware
 * starts in the other and both play while one fades into the other.
 */
export class CpuSlot {
	readonly delayLine: DelayLine;
	readonly output: DigitalToAnalog;
	readonly stock: StockCpu;
	readonly run: FirmwareRun;
	/** Where compiled code finds what is the host's; all of it lies in the memory of the machine. */
	readonly hostAddresses: FirmwareHostAddresses;
	/** What a tick goes to: the stock CPU, with or without a mod patch in it, or a full patch. */
	cpu: Cpu;

	readonly #index: number;
	readonly #full: FullPatch;
	readonly #mod: ModPatch;

	constructor(parts: CpuSlotParts) {
		this.#index = parts.index;
		this.hostAddresses = {
			hostCells: parts.hostCells.byteOffset,
			delayLine: parts.delayLine.words.byteOffset,
			tickWords: parts.tickWords.byteOffset,
			counters: parts.heat.byteOffset,
			shadow: parts.shadow.byteOffset,
		};
		this.delayLine = parts.delayLine;
		this.output = parts.output;
		this.stock = new StockCpu(parts);
		this.run = new FirmwareRun(parts);
		this.#full = new FullPatch(this.run, parts.clock);
		this.#mod = new ModPatch(this.run);
		this.cpu = this.stock;
	}

	/** Whether a firmware is plugged in and running. */
	get hasFirmware(): boolean {
		return this.cpu !== this.stock || this.stock.override !== null;
	}

	/** Loads a firmware and plugs it in; its start is still to be run. */
	plug(firmware: StagedFirmware): void {
		const { binding, compiled } = firmware;
		const { machine } = this.run;
		machine.compiled = this.#index < compiled.length ? compiled[this.#index] : null;
		machine.executor = machine.compiled === null ? interpret : runCompiled;
		this.run.load(firmware);
		this.stock.reset();
		this.output.reset();
		if (binding.kind === 'full') this.#full.plug(binding);
		else this.#mod.plug(binding);
		this.stock.override = binding.kind === 'mod' ? this.#mod : null;
		this.cpu = binding.kind === 'full' ? this.#full : this.stock;
	}

	/**
	 * Goes on in the instrumented form of the firmware that is plugged in, or in the plain one; in the present one if it has not got the
	 * other. To be called between ticks, of which one may be cut off.
	 */
	useForm(firmware: StagedFirmware, instrumented: boolean): void {
		const codes = instrumented ? firmware.instrumented : firmware.compiled;
		const { machine } = this.run;
		if (this.#index >= codes.length || codes[this.#index] === machine.compiled) return;
		machine.compiled = codes[this.#index];
		this.#full.bindCode();
		this.#mod.bindCode();
	}

	/** Goes back to the stock CPU on the memory as it is. */
	unplug(): void {
		this.run.unplug();
		this.stock.override = null;
		this.stock.reset();
		this.cpu = this.stock;
	}

	/**
	 * Goes on where another slot is, as far as the new version of its firmware can: with its variables and its delay line. What init()
	 * and reset() made of those is overwritten, and update() sees to what depends on them.
	 */
	takeOver(other: CpuSlot, variables: GlobalsTransfer): void {
		variables.apply(other.run.machine.memory, this.run.machine.memory);
		this.delayLine.copyFrom(other.delayLine);
		this.run.requestUpdate();
	}

	/** Writes a word of the firmware's memory for its author, between two ticks. What the firmware itself cannot write stays as it is. */
	poke(address: number, word: number): void {
		const { machine } = this.run;
		if (address >= 0 && address < machine.writableWords) machine.memory[address] = word;
	}

	/** The RESET switch. */
	reset(writeProtected: boolean): void {
		if (!writeProtected) this.delayLine.clear();
		this.stock.reset();
		if (this.hasFirmware) this.run.requestReset();
	}
}
