import { TICK_WORDS } from '../../src/bridge/block-regions.ts';
import { TICKS_EXPORT } from '../../src/bridge/compiled-interface.ts';
import { PHASE } from '../../src/bridge/events.ts';
import type { FirmwareBinding } from '../../src/bridge/firmware-interface.ts';
import type { Clock } from '../clock.ts';
import { clampSample } from '../delay-line.ts';
import type { Cpu } from './cpu.ts';
import { CALL } from './firmware-call.ts';
import type { CompiledTicks, FirmwareRun } from './firmware-run.ts';

/** A firmware that is the whole CPU: `process` turns `signal` from input into output once a tick (device.md 6.1). */
export class FullPatch implements Cpu {
	left = 0;
	right = 0;

	readonly #run: FirmwareRun;
	readonly #clock: Clock;
	readonly #memory: Int32Array;
	readonly #leds = new Int32Array(4);
	/** Word index of `signal`, and of `displayLEDs` or −1. */
	#signal = 0;
	#displayLeds = -1;
	#process = 0;
	/** The loop over ticks in the firmware's module, null when it is interpreted or needs each tick at its time. */
	#ticks: CompiledTicks | null = null;
	/** Whether the present tick has taken its input and waits for `process` to get through. */
	#processing = false;

	constructor(run: FirmwareRun, clock: Clock) {
		this.#run = run;
		this.#clock = clock;
		this.#memory = run.machine.memory;
	}

	get leds(): Int32Array {
		const at = this.#displayLeds;
		for (let i = 0; i < 4; ++i) this.#leds[i] = at < 0 ? this.#run.registers.ledRow(i) : this.#memory[at + i] & 0xff;
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
			run.takeInput(inputLeft, inputRight);
			this.#processing = true;
		}
		if (run.callInTick(PHASE.process, this.#process) !== CALL.done) return false;
		this.#processing = false;
		this.#takeOutput();
		return true;
	}

	runAhead(words: Int32Array, first: number, count: number): number {
		const run = this.#run;
		if (this.#ticks === null || this.#processing) return 0;
		let done = 0;
		while (done < count) {
			const quiet = run.quietTicks();
			const at = (first + done) * TICK_WORDS;
			if (quiet === 0) {
				if (!this.tick(words[at], words[at + 1])) break;
				this.#clock.advance();
				done += this.#putOutput(words, at);
				continue;
			}
			const through = run.runTicks(this.#ticks, first + done, Math.min(quiet, count - done));
			done += through;
			if (run.through === CALL.none) {
				if (through === 0) break;
				continue;
			}
			this.#processing = run.through === CALL.pending;
			if (run.through !== CALL.done) break;
			this.#takeOutput();
			this.#clock.advance();
			done += this.#putOutput(words, (first + done) * TICK_WORDS);
		}
		return done;
	}

	#takeOutput(): void {
		this.left = clampSample(this.#memory[this.#signal]);
		this.right = clampSample(this.#memory[this.#signal + 1]);
	}

	/** Puts the output of a tick where its input was; answers 1, for one tick. */
	#putOutput(words: Int32Array, at: number): number {
		words[at] = this.left;
		words[at + 1] = this.right;
		return 1;
	}

	/** Turns to the firmware that has just been loaded. */
	plug({ globals, entries }: FirmwareBinding): void {
		this.#signal = globals.signal;
		this.#displayLeds = globals.displayLEDs;
		this.#process = entries.process;
		this.#processing = false;
		this.bindCode();
		this.left = this.right = 0;
	}

	/** Turns to the machine's present code. */
	bindCode(): void {
		const run = this.#run;
		const isTickByTick = run.machine.registerWindow !== null;
		this.#ticks = isTickByTick ? null : (run.compiledExport(TICKS_EXPORT) as CompiledTicks | null);
	}
}
