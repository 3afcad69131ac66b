import { DELAY_FRAMES } from '../bridge/block-regions.ts';
import { FirmwareHeap, type StagedHeap } from '../bridge/firmware-heap.ts';
import type { FIRMWARE_NATIVES, FirmwareBinding } from '../bridge/firmware-interface.ts';
import { HOST_CELL } from '../bridge/host-cells.ts';
import { MEMORY_NATIVE_CODE } from '../bridge/memory-native-code.ts';
import type { MemoryNativeName } from '../bridge/memory-natives.ts';
import { DEFAULT_MEMORY_SETUP } from '../bridge/memory-setup.ts';
import type { MemoryHost } from '../bridge/native-call.ts';
import type { Machine, Native } from '../gazl/machine.ts';
import { STATUS } from '../gazl/status.ts';
import { FIRMWARE_PARAMETER_CONSTANTS as PARAMS } from '../patch/firmware-parameters.ts';

/** Word with which the noise starts, any but 0; the same each time, so that a warm-up does the same each time. */
const NOISE_SEED = 0x2545f491;

/** Clock rates that the knob is turned to, hertz: this and up to 2¹⁶ more. */
const LOWEST_CLOCK_HZ = 8000;

/** Highest value of each word of `params`, all bits of which are used; the clock's is separate. */
const HIGHEST_PARAMETERS = new Map<number, number>([
	[PARAMS.SWITCHES_PARAM_INDEX, 31],
	[PARAMS.OPERATOR_1_PARAM_INDEX, 3],
	[PARAMS.OPERATOR_2_PARAM_INDEX, 3],
	[PARAMS.OPERAND_1_HIGH_PARAM_INDEX, 255],
	[PARAMS.OPERAND_1_LOW_PARAM_INDEX, 255],
	[PARAMS.OPERAND_2_HIGH_PARAM_INDEX, 255],
	[PARAMS.OPERAND_2_LOW_PARAM_INDEX, 255],
]);

/** What a firmware meets while it is warmed up: noise to play, knobs that turn, and natives over memory that nobody hears or sees. */
export class WarmUpHost implements MemoryHost {
	/** By their names. Compiled code has some of them within itself. The machine's `host` is this object. */
	readonly natives: Readonly<Record<(typeof FIRMWARE_NATIVES)[number] | MemoryNativeName, Native>>;
	readonly heap: FirmwareHeap;

	readonly #stagedHeap: StagedHeap;
	readonly #delayWords: Int32Array;
	#noise = NOISE_SEED;

	/**
	 * @param hostCells see `HOST_CELL`
	 * @param delayWords left and right of all frames of a delay line, in turn
	 * @param memory of the machine, with its tables of the heap
	 */
	constructor(hostCells: Int32Array, delayWords: Int32Array, memory: Int32Array, heapTables: Int32Array) {
		this.#delayWords = delayWords;
		this.heap = new FirmwareHeap({ memory, heapTables, hostCells });
		this.#stagedHeap = this.heap.stage(DEFAULT_MEMORY_SETUP);
		this.natives = {
			...MEMORY_NATIVE_CODE,
			abort: () => STATUS.ABORTED,
			exit: () => STATUS.TERMINATED,
			trace: () => STATUS.OK,
			assertFail: () => STATUS.ABORTED,
			yield: (machine) => {
				hostCells[HOST_CELL.yielded] = 1;
				hostCells[HOST_CELL.cyclesAtYield] = machine.cycles;
				hostCells[HOST_CELL.yieldWindow] = machine.dsp;
				machine.cycles = 0;
				return STATUS.OK;
			},
			write: (machine) => this.#transfer(machine, true),
			read: (machine) => this.#transfer(machine, false),
		};
	}

	/** Begins the noise and the heap anew, for a firmware that the machine has been given. */
	begin(firmware: number): void {
		this.#noise = NOISE_SEED;
		this.heap.begin(firmware, this.#stagedHeap, false);
	}

	/** Nobody reads what is wrong here. */
	memoryViolation(): void {}

	printHeapReport(): number {
		return 0;
	}

	/** A word of noise, signed, of which the low `bits` count; all 32 unless said otherwise. */
	noise(bits = 32): number {
		this.#noise ^= this.#noise << 13;
		this.#noise ^= this.#noise >>> 17;
		this.#noise ^= this.#noise << 5;
		return this.#noise >> (32 - bits);
	}

	/** Turns every knob and switch to where it may be. */
	turnKnobs(memory: Int32Array, { globals, paramsWords }: FirmwareBinding): void {
		if (globals.params < 0) return;
		for (let index = 0; index < Math.min(paramsWords, PARAMS.PARAM_COUNT); index++) {
			const highest = HIGHEST_PARAMETERS.get(index);
			const noise = this.noise() >>> 16;
			memory[globals.params + index] = highest === undefined ? LOWEST_CLOCK_HZ + noise : noise % (highest + 1);
		}
	}

	/** `write` and `read` (device.md 6.3), without the device's 12 bits: only that a firmware finds what it wrote. */
	#transfer(machine: Machine, writes: boolean): number {
		const window = machine.parameters(4);
		if (window < 0) return STATUS.DATA_STACK_OVERFLOW;
		const { memory } = machine;
		const [offset = 0, frames = 0, pointer = 0] = memory.subarray(window + 1, window + 4);
		if (frames <= 0) return STATUS.OK;
		if (frames > DELAY_FRAMES) return STATUS.ACCESS_VIOLATION;
		const start = writes ? machine.readable(pointer, frames * 2) : machine.writable(pointer, frames * 2);
		if (start < 0) return STATUS.ACCESS_VIOLATION;
		machine.cycles -= frames - 1;
		for (let word = 0; word < frames * 2; word++) {
			const inDelay = (offset * 2 + word) & (DELAY_FRAMES * 2 - 1);
			if (writes) this.#delayWords[inDelay] = memory[start + word] ?? 0;
			else memory[start + word] = this.#delayWords[inDelay] ?? 0;
		}
		return STATUS.OK;
	}
}
