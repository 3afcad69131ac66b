import { DELAY_FRAMES } from '../../src/bridge/block-regions.ts';
import { NATIVE_CYCLES_PER_ITEM } from '../../src/bridge/cycle-prices.ts';
import { FirmwareHeap, type StagedHeap } from '../../src/bridge/firmware-heap.ts';
import type { FirmwareImage } from '../../src/bridge/firmware-image.ts';
import type { FIRMWARE_NATIVES } from '../../src/bridge/firmware-interface.ts';
import type { CheckRecorder } from '../../src/bridge/heap-checks.ts';
import { heapTable } from '../../src/bridge/heap-layout.ts';
import { HeapReport, type LineSink } from '../../src/bridge/heap-report.ts';
import { HOST_CELL } from '../../src/bridge/host-cells.ts';
import { MEMORY_NATIVE_CODE } from '../../src/bridge/memory-native-code.ts';
import type { MemoryHost } from '../../src/bridge/native-call.ts';
import type { Machine, Native } from '../../src/gazl/machine.ts';
import { MEMORY_OFFSET, type Program } from '../../src/gazl/program.ts';
import { STATUS } from '../../src/gazl/status.ts';
import type { Outcome } from '../../src/memory/heap/outcomes.ts';
import type { EventWriter } from '../event-writer.ts';
import type { CpuSurroundings } from './cpu.ts';

/** Longest text that `trace` prints, characters (device.md 6.3). */
const TRACE_CHARACTERS = 4096;

/** Where a native's arguments stand in its window, behind the result in slot 0. */
const ARGUMENT = 1;

/** Where a slot's heap lies, and what is said of it. */
export interface HeapRegions {
	/** Which of the slots it is, from 0. */
	readonly index: number;
	/** The regions `heap N`, `checks N` and `shadow N`. */
	readonly heapTables: Int32Array;
	readonly checks: Int32Array;
	readonly shadow: Int32Array;
	/** The words of `MEMORY_SETTINGS`. */
	readonly memorySettings: Int32Array;
}

/** What a firmware's calls work on (device.md 6.3): delay line, console and heap of its slot. It is its machine's `host`. */
export class FirmwareNatives implements MemoryHost, LineSink, CheckRecorder {
	readonly heap: FirmwareHeap;
	readonly #surroundings: CpuSurroundings;
	readonly #events: EventWriter;
	readonly #levelTables: Int32Array;
	readonly #report = new HeapReport();
	readonly #slot: number;
	#firmware = 0;
	#debug = false;

	constructor(machine: Machine, surroundings: CpuSurroundings, events: EventWriter, regions: HeapRegions) {
		const { heapTables, checks, shadow, memorySettings, index } = regions;
		this.#surroundings = surroundings;
		this.#events = events;
		this.#slot = index;
		this.heap = new FirmwareHeap({
			memory: machine.memory,
			heapTables,
			hostCells: surroundings.hostCells,
			settings: memorySettings,
			checking: { machine, records: checks, shadow, recorder: this },
		});
		this.#levelTables = heapTable(heapTables, 'levels');
	}

	/** What the checks stamp their records with. */
	get frame(): number {
		return this.#events.frame;
	}

	violated(firmware: number, row: number): void {
		this.#events.violation(firmware, row, this.#slot);
	}

	/** Turns to a newly loaded firmware, with how its heap begins; null for one that has none. */
	begin(image: FirmwareImage, heap: StagedHeap | null): void {
		this.#firmware = image.id;
		this.#debug = image.debug;
		this.#surroundings.hostCells[HOST_CELL.yielded] = 0;
		if (heap !== null) this.heap.begin(image.id, heap, image.checked === true);
		else this.heap.end();
	}

	memoryViolation(machine: Machine, native: number, outcome: Outcome, parameter: number, word: number): void {
		const { checks, isChecked } = this.heap;
		if (isChecked && checks !== null) checks.refused(native, outcome, parameter, word, (word - MEMORY_OFFSET) | 0);
		else this.#events.memory(this.#firmware, native, outcome, parameter, word, machine);
	}

	printHeapReport(): number {
		return this.#report.write(this.heap, this.#levelTables, this);
	}

	printLine(words: Int32Array, length: number): void {
		this.#events.text(this.#firmware, words, 0, length);
	}

	/** `yield`: ends the run behind this call until the next tick. */
	yield(machine: Machine): number {
		const { hostCells } = this.#surroundings;
		hostCells[HOST_CELL.yielded] = 1;
		hostCells[HOST_CELL.cyclesAtYield] = machine.cycles;
		hostCells[HOST_CELL.yieldWindow] = machine.dsp;
		machine.cycles = 0;
		return STATUS.OK;
	}

	/** `trace`: result, text. Prints it under DEBUG. */
	trace(machine: Machine): number {
		const window = machine.parameters(ARGUMENT + 1);
		if (window < 0) return STATUS.DATA_STACK_OVERFLOW;
		return this.#debug ? this.#print(machine, machine.memory[window + ARGUMENT]) : STATUS.OK;
	}

	/** `assertFail`: result, text. Prints it and stops the firmware. */
	assertFail(machine: Machine): number {
		const window = machine.parameters(ARGUMENT + 1);
		if (window < 0) return STATUS.DATA_STACK_OVERFLOW;
		const status = this.#print(machine, machine.memory[window + ARGUMENT]);
		return status === STATUS.OK ? STATUS.ABORTED : status;
	}

	#print(machine: Machine, pointer: number): number {
		let length = 0;
		for (;;) {
			const index = machine.readable(pointer + length, 1);
			if (index < 0) return STATUS.ACCESS_VIOLATION;
			if (machine.memory[index] === 0 || length === TRACE_CHARACTERS) break;
			length += 1;
		}
		machine.cycles -= length * NATIVE_CYCLES_PER_ITEM;
		this.#events.text(this.#firmware, machine.memory, machine.readable(pointer, 1), length);
		return STATUS.OK;
	}

	/** `write` and `read`: result, offset, frames, address. */
	transfer(machine: Machine, writes: boolean): number {
		const window = machine.parameters(ARGUMENT + 3);
		if (window < 0) return STATUS.DATA_STACK_OVERFLOW;
		const { memory } = machine;
		const offset = memory[window + ARGUMENT];
		const frames = memory[window + ARGUMENT + 1];
		const pointer = memory[window + ARGUMENT + 2];
		if (frames <= 0) return STATUS.OK;
		if (frames > DELAY_FRAMES) return STATUS.ACCESS_VIOLATION;
		const start = writes ? machine.readable(pointer, frames * 2) : machine.writable(pointer, frames * 2);
		if (start < 0) return STATUS.ACCESS_VIOLATION;
		machine.cycles -= (frames - 1) * NATIVE_CYCLES_PER_ITEM;
		this.heap.listener?.accessed(machine.ip, start, frames * 2, !writes);
		if (this.heap.isToStop) return STATUS.VIOLATION;
		const { delayLine, controls } = this.#surroundings;
		if (!writes) delayLine.readInto(offset, frames, memory, start);
		else if (!controls.writeProtect) delayLine.writeFrom(offset, frames, memory, start);
		return STATUS.OK;
	}
}

/** The state that a machine's natives work on. */
function hostOf(machine: Machine): FirmwareNatives {
	return machine.host as FirmwareNatives;
}

const BY_NAME: Readonly<Record<string, Native>> = {
	...MEMORY_NATIVE_CODE,
	...({
		abort: () => STATUS.ABORTED,
		exit: () => STATUS.TERMINATED,
		trace: (machine) => hostOf(machine).trace(machine),
		assertFail: (machine) => hostOf(machine).assertFail(machine),
		yield: (machine) => hostOf(machine).yield(machine),
		write: (machine) => hostOf(machine).transfer(machine, true),
		read: (machine) => hostOf(machine).transfer(machine, false),
	} satisfies Record<(typeof FIRMWARE_NATIVES)[number], Native>),
};

/**
 * The natives that a program numbers.
 *
 * @throws Error when this host has one of them not
 */
export function nativesOf({ natives }: Program): readonly Native[] {
	return natives.map((name) => {
		const native = Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
		if (native === undefined) throw new Error(`The firmware was built for another host: this one has no native ${name}`);
		return native;
	});
}
