import { DELAY_FRAMES } from '../../src/bridge/block-regions.ts';
import { NATIVE_CYCLES_PER_ITEM } from '../../src/bridge/cycle-prices.ts';
import type { FirmwareImage } from '../../src/bridge/firmware-image.ts';
import { FIRMWARE_NATIVES } from '../../src/bridge/firmware-interface.ts';
import { HOST_CELL } from '../../src/bridge/host-cells.ts';
import type { Machine, Native } from '../../src/gazl/machine.ts';
import { STATUS } from '../../src/gazl/status.ts';
import type { EventWriter } from '../event-writer.ts';
import type { CpuSurroundings } from './cpu.ts';

/** Longest text that `trace` prints, characters (device.md 6.3). */
const TRACE_CHARACTERS = 4096;

/** Where a native's arguments stand in its window, behind the result in slot 0. */
const ARGUMENT = 1;

/** What a firmware's calls work on (device.md 6.3): the delay line and the console of its slot. It is its machine's `host`. */
export class FirmwareNatives {
	readonly #surroundings: CpuSurroundings;
	readonly #events: EventWriter;
	#firmware = 0;
	#debug = false;

	constructor(surroundings: CpuSurroundings, events: EventWriter) {
		this.#surroundings = surroundings;
		this.#events = events;
	}

	/** Turns to a newly loaded firmware. */
	begin(image: FirmwareImage): void {
		this.#firmware = image.id;
		this.#debug = image.debug;
		this.#surroundings.hostCells[HOST_CELL.yielded] = 0;
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

const BY_NAME: Readonly<Record<(typeof FIRMWARE_NATIVES)[number], Native>> = {
	abort: () => STATUS.ABORTED,
	exit: () => STATUS.TERMINATED,
	trace: (machine) => hostOf(machine).trace(machine),
	assertFail: (machine) => hostOf(machine).assertFail(machine),
	yield: (machine) => hostOf(machine).yield(machine),
	write: (machine) => hostOf(machine).transfer(machine, true),
	read: (machine) => hostOf(machine).transfer(machine, false),
};

/** The natives in the order of `FIRMWARE_NATIVES`, which is that of every firmware's program. */
export const NATIVES: readonly Native[] = FIRMWARE_NATIVES.map((name) => BY_NAME[name]);
