import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildEngineBlock, viewEngineBlock } from '../../src/bridge/block-regions.ts';
import type { FirmwareImage } from '../../src/bridge/firmware-image.ts';
import { Machine } from '../../src/gazl/machine.ts';
import { buildFirmware } from '../../src/toolchain/build-firmware.ts';
import { Clock } from '../../worklet/clock.ts';
import { CycleBudget } from '../../worklet/cpu/budget.ts';
import { CpuControls } from '../../worklet/cpu/cpu.ts';
import { CpuSlot } from '../../worklet/cpu/cpu-slot.ts';
import { CALL } from '../../worklet/cpu/firmware-run.ts';
import { stageFirmware } from '../../worklet/cpu/staged-firmware.ts';
import { DelayLine } from '../../worklet/delay-line.ts';
import { EventWriter } from '../../worklet/event-writer.ts';
import { LinearDigitalToAnalog } from '../../worklet/signal-path/linear-converters.ts';

const CLOCK_HZ = 44100;

/** Controls of the CPU that a test sets; the others stay at 0. */
export type BenchControls = Partial<CpuControls>;

/** One of the own firmwares, built from its published source. */
export function ownFirmware(name: string): FirmwareImage {
	const code = readFileSync(join(import.meta.dirname, '../../public/firmware', `${name}.gazl`), 'latin1');
	const build = buildFirmware({ id: 1, name, code, config: '', debug: false });
	if (!build.ok) throw new Error(`${name}.gazl, line ${build.diagnostic.line}: ${build.diagnostic.message}`);
	return build.image;
}

/** One CPU slot of the engine without converters around it: 12-bit words in and out, one tick at a time. */
export class TickBench {
	readonly controls = new CpuControls();
	readonly slot: CpuSlot;
	readonly #clock = new Clock(CLOCK_HZ, CLOCK_HZ);
	readonly #budget = new CycleBudget();

	/** Starts a firmware, or the stock CPU where it is null, with the controls as given. */
	constructor(image: FirmwareImage | null, controls: BenchControls = {}) {
		const view = viewEngineBlock(buildEngineBlock());
		const { block } = view;
		this.slot = new CpuSlot({
			machine: new Machine({
				memory: block.int32('memory 0'),
				callStack: block.int32('calls 0'),
				registers: block.int32('registers 0'),
			}),
			delayLine: new DelayLine(block.int32('delay 0')),
			output: new LinearDigitalToAnalog(),
			clock: this.#clock,
			controls: this.controls,
			events: new EventWriter(view.events, CLOCK_HZ),
			budget: this.#budget,
		});
		this.turn({ clockHz: CLOCK_HZ, ...controls });
		this.#budget.remaining = Number.MAX_SAFE_INTEGER;
		if (image === null) return;
		this.slot.plug(stageFirmware(image));
		if (this.slot.run.start() !== CALL.done) throw new Error('The firmware does not start.');
	}

	/** Sets controls; the firmware hears of them at its next update(), at most 137 ticks later. */
	turn(controls: BenchControls): void {
		Object.assign(this.controls, controls);
		this.#clock.reverse = this.controls.reverse !== 0;
	}

	/** Puts the clock where the next tick is to have this address. */
	seek(address: number): void {
		this.#clock.count = address;
	}

	/** Runs one tick; the left output. More stands in `slot.cpu` and, of a mod patch, in `slot.stock.positions`. */
	tick(left: number, right = left): number {
		if (!this.slot.cpu.tick(left, right)) throw new Error('The firmware stopped.');
		this.#clock.advance();
		return this.slot.cpu.left;
	}

	/** Left output of `ticks` ticks. */
	play(ticks: number, input: (tick: number) => number): Int32Array {
		const output = new Int32Array(ticks);
		for (let i = 0; i < ticks; i++) output[i] = this.tick(input(i));
		return output;
	}
}
