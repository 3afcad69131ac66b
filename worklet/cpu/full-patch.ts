import { PHASE } from '../../src/bridge/events.ts';
import { clampSample } from '../delay-line.ts';
import type { Cpu } from './cpu.ts';
import type { FirmwareRun } from './firmware-run.ts';
import { CALL } from './firmware-run.ts';

/** A firmware that is the whole CPU: `process` turns `signal` from input into output once a tick (device.md 6.1). */
export class FullPatch implements Cpu {
	left = 0;
	right = 0;
	readonly leds = new Int32Array(4);

	readonly #run: FirmwareRun;
	/** Whether the present tick has taken its input and waits for `process` to get through. */
	#processing = false;

	constructor(run: FirmwareRun) {
		this.#run = run;
	}

	tick(inputLeft: number, inputRight: number): boolean {
		const run = this.#run;
		const { binding, machine } = run;
		if (run.stopped || binding === null) return false;
		const { signal, displayLEDs } = binding.globals;
		if (!this.#processing) {
			if (run.beginTick() !== CALL.done) return false;
			machine.memory[signal] = inputLeft;
			machine.memory[signal + 1] = inputRight;
			this.#processing = true;
		}
		if (run.callInTick(PHASE.process, binding.entries.process) !== CALL.done) return false;
		this.#processing = false;
		this.left = clampSample(machine.memory[signal]);
		this.right = clampSample(machine.memory[signal + 1]);
		if (displayLEDs >= 0) for (let i = 0; i < 4; ++i) this.leds[i] = machine.memory[displayLEDs + i] & 0xff;
		return true;
	}

	/** Turns to a newly loaded firmware. */
	begin(): void {
		this.#processing = false;
		this.left = this.right = 0;
		this.leds.fill(0);
	}
}
