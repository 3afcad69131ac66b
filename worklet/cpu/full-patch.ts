import { PHASE } from '../../src/bridge/events.ts';
import type { FirmwareBinding } from '../../src/bridge/firmware-interface.ts';
import { clampSample } from '../delay-line.ts';
import type { Cpu } from './cpu.ts';
import type { FirmwareRun } from './firmware-run.ts';
import { CALL } from './firmware-run.ts';

/** A firmware that is the whole CPU: `process` turns `signal` from input into output once a tick (device.md 6.1). */
export class FullPatch implements Cpu {
	left = 0;
	right = 0;

	readonly #run: FirmwareRun;
	readonly #memory: Int32Array;
	readonly #leds = new Int32Array(4);
	/** Word index of `signal`, and of `displayLEDs` or −1. */
	#signal = 0;
	#displayLeds = -1;
	#process = 0;
	/** Whether the present tick has taken its input and waits for `process` to get through. */
	#processing = false;

	constructor(run: FirmwareRun) {
		this.#run = run;
		this.#memory = run.machine.memory;
	}

	get leds(): Int32Array {
		const at = this.#displayLeds;
		for (let i = 0; i < 4; ++i) this.#leds[i] = at < 0 ? 0 : this.#memory[at + i] & 0xff;
		return this.#leds;
	}

	tick(inputLeft: number, inputRight: number): boolean {
		const run = this.#run;
		const memory = this.#memory;
		const at = this.#signal;
		if (!this.#processing) {
			if (run.beginTick() !== CALL.done) return false;
			memory[at] = inputLeft;
			memory[at + 1] = inputRight;
			this.#processing = true;
		}
		if (run.callInTick(PHASE.process, this.#process) !== CALL.done) return false;
		this.#processing = false;
		this.left = clampSample(memory[at]);
		this.right = clampSample(memory[at + 1]);
		return true;
	}

	/** Turns to the firmware that has just been loaded. */
	plug({ globals, entries }: FirmwareBinding): void {
		this.#signal = globals.signal;
		this.#displayLeds = globals.displayLEDs;
		this.#process = entries.process;
		this.#processing = false;
		this.left = this.right = 0;
	}
}
