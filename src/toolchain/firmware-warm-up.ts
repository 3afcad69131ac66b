import { buildEngineBlock, TICK_WORDS } from '../bridge/block-regions.ts';
import { type FirmwareHostAddresses, TICK_END, TICKS_EXPORT } from '../bridge/compiled-interface.ts';
import { COPY_WORDS_PER_CYCLE } from '../bridge/cycle-prices.ts';
import type { FirmwareImage } from '../bridge/firmware-image.ts';
import type { FirmwareBinding } from '../bridge/firmware-interface.ts';
import { bindFirmware } from '../bridge/firmware-interface.ts';
import { HARDWARE_BASE, HARDWARE_WINDOWS, usesRegisters } from '../bridge/hardware-registers.ts';
import { HOST_CELL } from '../bridge/host-cells.ts';
import { Machine } from '../gazl/machine.ts';
import type { RegisterWindow } from '../gazl/register-window.ts';
import { STATUS } from '../gazl/status.ts';
import { bindCompiled, runCompiled } from '../gazl/wasm/compiled-run.ts';
import { FREE_SHADOW } from '../gazl/wasm/shadow-code.ts';
import { WarmUpHost } from './warm-up-host.ts';

/** Bounds of a warm-up: what comes first ends it. */
export interface WarmUpLimits {
	readonly milliseconds: number;
	readonly cycles: number;
	readonly ticks: number;
}

/** Found by measuring, see docs/audio-thread.md. */
const LIMITS: WarmUpLimits = { milliseconds: 50, cycles: 30_000_000, ticks: 65536 };

/** Cycles between two looks at the time, some milliseconds in the slowest code. */
const SLICE_CYCLES = 200_000;

/** Ticks between two turns of the knobs, as many as between two occasions for update() (device.md 6.5). */
const UPDATE_TICKS = 137;

/** Bits of a sample, and of a position in the delay line (device.md 3.1). */
const SAMPLE_BITS = 12;
const POSITION_BITS = 20;

/** The loop over ticks that a full patch's module exports, see `TICKS_EXPORT`. */
type CompiledTicks = (first: number, count: number) => number;

/**
 * Runs firmware before it is handed over. A browser compiles WebAssembly in a hurry at first, and well only what has run for a while;
 * that second code belongs to the module wherever it runs, so a firmware that has run here starts in it on the audio thread.
 */
export class FirmwareWarmUp {
	readonly #machine: Machine;
	readonly #host: WarmUpHost;
	readonly #hostCells: Int32Array;
	readonly #tickWords: Int32Array;
	readonly #addresses: FirmwareHostAddresses;
	readonly #limits: WarmUpLimits;
	/** Shows noise. */
	readonly #registers: RegisterWindow;
	#endMs = 0;
	#cyclesLeft = 0;

	/** Makes the memory that firmware is warmed up on. */
	constructor(limits: Partial<WarmUpLimits> = {}) {
		this.#limits = { ...LIMITS, ...limits };
		const block = buildEngineBlock();
		const delayWords = block.int32('delay 0');
		// Nothing is guarded here, so that checked code does all by itself.
		const shadow = block.int32('shadow 0').fill(FREE_SHADOW);
		this.#hostCells = block.int32('host 0');
		this.#tickWords = block.int32('ticks');
		this.#addresses = {
			hostCells: this.#hostCells.byteOffset,
			delayLine: delayWords.byteOffset,
			tickWords: this.#tickWords.byteOffset,
			counters: block.int32('heat 0').byteOffset,
			shadow: shadow.byteOffset,
		};
		this.#machine = new Machine({
			memory: block.int32('memory 0'),
			callStack: block.int32('calls 0'),
			registers: block.int32('registers 0'),
			wasmMemory: block.memory,
		});
		this.#machine.executor = runCompiled;
		this.#host = new WarmUpHost(this.#hostCells, delayWords, this.#machine.memory, block.int32('heap 0'));
		this.#machine.host = this.#host;
		const host = this.#host;
		this.#registers = { ...HARDWARE_WINDOWS[HARDWARE_BASE], read: () => host.noise(), write() {} };
	}

	/**
	 * Starts a firmware and plays noise through it with turning knobs, on a memory that nobody sees, for that time at most. Answers how
	 * many ticks got through; 0 for one that is interpreted, does not get through its start in time, or is stopped there.
	 */
	run({ id, program, compiled }: FirmwareImage, milliseconds = this.#limits.milliseconds): number {
		const binding = bindFirmware(program);
		if (compiled === null || 'code' in binding) return 0;
		const { entries, kind } = binding;
		const machine = this.#machine;
		this.#endMs = performance.now() + milliseconds;
		this.#cyclesLeft = this.#limits.cycles;
		this.#hostCells.fill(0);
		this.#hostCells[HOST_CELL.clockStep] = 1;
		machine.load(program, this.#host.natives);
		machine.registerWindow = usesRegisters(program) ? this.#registers : null;
		this.#host.begin(id);
		machine.compiled = bindCompiled(compiled.module, machine, {
			toBlockEnd: compiled.toBlockEnd,
			hostImports: this.#addresses,
		});
		this.#host.turnKnobs(machine.memory, binding);
		if (!this.#call(entries.init) || !this.#call(entries.update) || !this.#call(entries.reset)) return 0;
		// Every full patch has it, and by that name nothing else is exported.
		const ticks = kind === 'full' ? (machine.compiled.exports[TICKS_EXPORT] as CompiledTicks) : null;
		let played = 0;
		while (played < this.#limits.ticks) {
			this.#host.turnKnobs(machine.memory, binding);
			if (!this.#call(entries.update)) break;
			const through = ticks === null ? this.#operate(binding) : this.#process(ticks);
			played += through;
			if (through < UPDATE_TICKS) break;
		}
		return played;
	}

	/** The ticks of a full patch up to the next turn of the knobs. Answers how many got through. */
	#process(ticks: CompiledTicks): number {
		const cells = this.#hostCells;
		for (let word = 0; word < UPDATE_TICKS * TICK_WORDS; word++) this.#tickWords[word] = this.#host.noise(SAMPLE_BITS);
		let played = 0;
		while (played < UPDATE_TICKS && this.#mayRun()) {
			const slice = this.#slice();
			cells[HOST_CELL.cyclesLeft] = slice;
			played += ticks(played, UPDATE_TICKS - played);
			this.#cyclesLeft -= slice - (cells[HOST_CELL.cyclesLeft] ?? 0);
			const end = cells[HOST_CELL.tickEnd];
			if (end === TICK_END.between) {
				this.#endCall();
				continue;
			}
			const status = this.#settle(end === TICK_END.interpret ? this.#machine.run() : this.#machine.status);
			const suspended = status === STATUS.TIME_OUT && this.#yielded;
			if (status !== STATUS.OK && !suspended) break;
			cells[HOST_CELL.suspended] = suspended ? 1 : 0;
			cells[HOST_CELL.suspendedWindow] = cells[HOST_CELL.yieldWindow] ?? 0;
			this.#endCall();
			played += 1;
		}
		return played;
	}

	/** What comes between two ticks but for the input that is streamed, of which nobody here makes anything. */
	#endCall(): void {
		this.#host.heap.endCall();
		this.#hostCells[HOST_CELL.betweenTicks] = 0;
	}

	/** The same for a mod patch. */
	#operate({ globals, entries }: FirmwareBinding): number {
		const { memory } = this.#machine;
		for (let tick = 0; tick < UPDATE_TICKS; tick++) {
			if (globals.clock >= 0) memory[globals.clock] = tick;
			for (const operate of [entries.operate1, entries.operate2]) {
				for (let channel = 0; channel < 2; channel++) {
					memory[globals.positions + channel] = this.#host.noise() >>> (32 - POSITION_BITS);
				}
				if (!this.#call(operate)) return tick;
			}
		}
		return UPDATE_TICKS;
	}

	/** Calls a function to its end, through all its yields. Above a suspended `process` it starts at the window of that yield. */
	#call(functionPointer: number): boolean {
		const machine = this.#machine;
		const cells = this.#hostCells;
		if (functionPointer === 0) return true;
		const { dsp } = machine;
		if (cells[HOST_CELL.suspended] !== 0) machine.dsp = cells[HOST_CELL.suspendedWindow] ?? 0;
		let status = machine.enterCall(functionPointer);
		if (status !== STATUS.OK) return false;
		do {
			cells[HOST_CELL.yielded] = 0;
			status = this.#settle(STATUS.TIME_OUT);
			this.#endCall();
		} while (status === STATUS.TIME_OUT && this.#yielded);
		machine.dsp = dsp;
		return status === STATUS.OK;
	}

	/**
	 * Runs on with what is under way, given how its last run ended, until it returns, yields or is stopped, and answers its status.
	 * TIME_OUT without a yield is the end of the warm-up.
	 */
	#settle(lastStatus: number): number {
		const machine = this.#machine;
		const cells = this.#hostCells;
		let status = lastStatus;
		while (status === STATUS.TIME_OUT && !this.#yielded && this.#mayRun()) {
			const granted = this.#slice();
			machine.cycles = granted;
			machine.copyAllowance = granted * COPY_WORDS_PER_CYCLE;
			status = machine.run();
			this.#cyclesLeft -= granted - Math.max(0, this.#yielded ? (cells[HOST_CELL.cyclesAtYield] ?? 0) : machine.cycles);
		}
		return status;
	}

	get #yielded(): boolean {
		return this.#hostCells[HOST_CELL.yielded] !== 0;
	}

	#slice(): number {
		return Math.min(SLICE_CYCLES, this.#cyclesLeft);
	}

	#mayRun(): boolean {
		return this.#cyclesLeft > 0 && performance.now() < this.#endMs;
	}
}
