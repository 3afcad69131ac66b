import { buildEngineBlock } from '../bridge/block-regions.ts';
import type { FirmwareImage } from '../bridge/firmware-image.ts';
import type { FirmwareBinding } from '../bridge/firmware-interface.ts';
import { bindFirmware } from '../bridge/firmware-interface.ts';
import { Machine } from '../gazl/machine.ts';
import { STATUS } from '../gazl/status.ts';
import { bindCompiled, runCompiled } from '../gazl/wasm/compiled-run.ts';
import { WarmUpHost } from './warm-up-host.ts';

/** Bounds of a warm-up: what comes first ends it. */
interface WarmUpLimits {
	readonly milliseconds: number;
	readonly cycles: number;
	readonly ticks: number;
}

/** Found by measuring: docs/audio-thread.md. */
const LIMITS: WarmUpLimits = { milliseconds: 50, cycles: 20_000_000, ticks: 40_000 };

/** Cycles between two looks at the time, some milliseconds in the slowest code. */
const SLICE_CYCLES = 100_000;

/** Ticks between two turns of the knobs, as many as between two occasions for update() (device.md 6.5). */
const UPDATE_TICKS = 137;

/** Bits of a sample, and of a position in the delay line. */
const SAMPLE_BITS = 12;
const POSITION_BITS = 20;

/**
 * Runs firmware before it is handed over. A browser compiles WebAssembly in a hurry at first and well only what has run for a while;
 * that second code belongs to the module wherever it runs, so a firmware that has run here starts in it on the audio thread.
 */
export class FirmwareWarmUp {
	readonly #machine: Machine;
	readonly #host: WarmUpHost;
	readonly #limits: WarmUpLimits;
	#endMs = 0;
	#cyclesLeft = 0;
	/** Whether `process` waits in a yield for the next tick. */
	#suspended = false;

	constructor(limits: Partial<WarmUpLimits> = {}) {
		this.#limits = { ...LIMITS, ...limits };
		const block = buildEngineBlock();
		this.#machine = new Machine({
			memory: block.int32('memory 0'),
			callStack: block.int32('calls 0'),
			registers: block.int32('registers 0'),
			wasmMemory: block.memory,
		});
		this.#host = new WarmUpHost(block.int32('delay 0'));
		this.#machine.executor = runCompiled;
	}

	/**
	 * Starts a firmware and plays noise through it with turning knobs, on a memory that nobody sees. Answers how many ticks it played;
	 * 0 for one that is interpreted, does not get through its start in time, or is stopped there.
	 */
	run({ program, compiled }: FirmwareImage): number {
		const binding = bindFirmware(program);
		if (compiled === null || 'code' in binding) return 0;
		const { entries } = binding;
		const { milliseconds, cycles, ticks } = this.#limits;
		this.#endMs = performance.now() + milliseconds;
		this.#cyclesLeft = cycles;
		this.#suspended = false;
		this.#host.begin();
		this.#machine.load(program, this.#host.natives);
		this.#machine.compiled = bindCompiled(compiled.module, this.#machine, compiled.toBlockEnd);
		this.#host.turnKnobs(this.#machine.memory, binding);
		if (!this.#call(entries.init) || !this.#call(entries.update) || !this.#call(entries.reset)) return 0;
		for (let tick = 0; tick < ticks; tick++) {
			if (!this.#tick(tick, binding)) return tick;
		}
		return ticks;
	}

	/** One tick; false when the firmware was stopped in it or the warm-up is over. */
	#tick(tick: number, binding: FirmwareBinding): boolean {
		const { globals, entries, kind } = binding;
		const { memory } = this.#machine;
		const host = this.#host;
		if (tick % UPDATE_TICKS === 0) {
			host.turnKnobs(memory, binding);
			if (!this.#call(entries.update)) return false;
		}
		if (globals.clock >= 0) memory[globals.clock] = tick & 0xffff;
		if (kind === 'full') {
			for (let channel = 0; channel < 2; channel++) memory[globals.signal + channel] = host.noise(SAMPLE_BITS);
			return this.#process(entries.process);
		}
		for (const operate of [entries.operate1, entries.operate2]) {
			for (let channel = 0; channel < 2; channel++) {
				memory[globals.positions + channel] = host.noise() >>> (32 - POSITION_BITS);
			}
			if (!this.#call(operate)) return false;
		}
		return true;
	}

	/** Calls `process`, or goes on with it behind its last yield. */
	#process(functionPointer: number): boolean {
		if (!this.#suspended && this.#machine.enterCall(functionPointer) !== STATUS.OK) return false;
		const status = this.#runOn();
		this.#suspended = status === STATUS.TIME_OUT && this.#host.yielded;
		return status === STATUS.OK || this.#suspended;
	}

	/** Calls a function to its end, through all its yields. Above a suspended `process` it starts at the window of that yield. */
	#call(functionPointer: number): boolean {
		const machine = this.#machine;
		if (functionPointer === 0) return true;
		const { dsp } = machine;
		const { yieldWindow } = this.#host;
		if (this.#suspended) machine.dsp = yieldWindow;
		let status = machine.enterCall(functionPointer);
		if (status !== STATUS.OK) return false;
		do status = this.#runOn();
		while (status === STATUS.TIME_OUT && this.#host.yielded);
		if (this.#suspended) machine.dsp = dsp;
		this.#host.yieldWindow = yieldWindow;
		return status === STATUS.OK;
	}

	/**
	 * Runs what was entered until it returns, yields or is stopped. Answers its status; TIME_OUT without a yield is the end of the
	 * warm-up.
	 */
	#runOn(): number {
		const machine = this.#machine;
		const host = this.#host;
		for (;;) {
			host.yielded = false;
			const granted = Math.min(SLICE_CYCLES, this.#cyclesLeft);
			if (granted <= 0 || performance.now() >= this.#endMs) return STATUS.TIME_OUT;
			machine.cycles = granted;
			machine.copyAllowance = granted;
			const status = machine.run();
			this.#cyclesLeft -= granted - (host.yielded ? host.cyclesAtYield : Math.max(0, machine.cycles));
			if (status !== STATUS.TIME_OUT || host.yielded) return status;
		}
	}
}
