import type { CpuControls } from '../../worklet/cpu/cpu.ts';
import { CpuBench } from '../../worklet/cpu/cpu-bench.testing.ts';
import type { CpuSlot } from '../../worklet/cpu/cpu-slot.ts';

export { ownFirmware } from './own-firmware.ts';

/** Controls of the CPU that a test sets; the others stay at 0. */
export type BenchControls = Partial<CpuControls>;

/** A CPU slot that was started with given controls and turns 12-bit words into such, one tick at a time. */
export class TickBench {
	readonly slot: CpuSlot;
	readonly #bench = new CpuBench();

	/** Starts a firmware, given as GAZL, or the stock CPU where it is null. */
	constructor(code: string | null, controls: BenchControls = {}) {
		this.slot = this.#bench.slot;
		this.turn(controls);
		if (code !== null) this.#bench.load(code, { debug: false });
	}

	/** Sets controls; the firmware hears of them at its next update(), at most 137 ticks later. */
	turn(controls: BenchControls): void {
		Object.assign(this.#bench.controls, controls);
		this.#bench.clock.reverse = this.#bench.controls.reverse !== 0;
	}

	/** Puts the clock where the next tick is to have this address. */
	seek(address: number): void {
		this.#bench.clock.count = address;
	}

	/** Words of a global of the firmware. */
	global(name: string, words = 1): readonly number[] {
		return this.#bench.global(name, words);
	}

	/** The region of the heap's tables and rings. */
	get heapTables(): Int32Array {
		return this.#bench.heapTables;
	}

	/** Runs one tick; the left output. More stands in `slot.cpu` and, of a mod patch, in `slot.stock.positions`. */
	tick(left: number, right = left): number {
		return this.#bench.tick(left, right).left;
	}

	/** Left output of `ticks` ticks. */
	play(ticks: number, input: (tick: number) => number): Int32Array {
		const output = new Int32Array(ticks);
		for (let i = 0; i < ticks; i++) output[i] = this.tick(input(i));
		return output;
	}
}
