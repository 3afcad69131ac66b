import { DELAY_FRAMES } from '../../bridge/block-regions.ts';
import type { Executor, Machine } from '../../gazl/machine.ts';
import { STATUS } from '../../gazl/status.ts';
import { HOST_CONSTANTS } from '../../patch/host-constants.ts';
import { InputSignal } from './input-signal.ts';
import type { EntryPoint, ReplayBinding } from './replay-binding.ts';
import type { ReplayHeap } from './replay-heap.ts';
import type { YieldingRun } from './yielding-run.ts';

/** New parameters from a frame on. */
export interface ParameterEvent {
	/** 0 and up. */
	readonly frame: number;
	/** All PARAM_COUNT words of `params`. */
	readonly params: readonly number[];
}

/** What a replay does besides running the firmware. */
export interface ReplaySettings {
	/** Start of the input's noise, 0…4294967295. */
	readonly seed: number;
	/** The PARAM_COUNT words of `params` at the start: clock frequency, switches, operators and operands (device.md 6.4). */
	readonly params: readonly number[];
	/** In ascending order of their frames, at most one per frame. */
	readonly events: readonly ParameterEvent[];
	/** Text for the firmware's `config`, a word per character; what does not fit is cut off. */
	readonly config: string;
	/** Frames to play. */
	readonly frames: number;
	/** Frames of output between two reports, at least 1. */
	readonly blockFrames: number;
	readonly executor: Executor;
}

/** Cycles that one run may take: as many as the counter can hold. */
const BUDGET = 0x7fffffff;

/** Positions are 20 bits wide: frame number and fraction (device.md 3.1). */
const { POSITION_FRACT_BITS, POSITION_INT_BITS } = HOST_CONSTANTS;
const POSITION_MASK = 2 ** (POSITION_INT_BITS + POSITION_FRACT_BITS) - 1;

/** Pulses of `hostPosition` in a cycle of the memory: four quarters. */
const CYCLE_PULSES = 4 * HOST_CONSTANTS.HOST_POSITION_PPQ;

/** The host's side of a running replay: what it does at load and per frame. */
export class ReplayHost {
	/** Status of the call that ended the replay; 0 as long as all is well. */
	status: number = STATUS.OK;
	updates = 0;
	readonly cycles = { init: 0, update: 0, reset: 0, process: 0 };
	lastEntryPoint: EntryPoint = 'init';

	private readonly machine: Machine;
	private readonly run: YieldingRun;
	private readonly firmware: ReplayBinding;
	private readonly settings: ReplaySettings;
	private readonly heap: ReplayHeap | null;
	private readonly input: InputSignal;
	/** The firmware's `params`, as many words as it declares, or the host's own when it declares none. */
	private readonly params: Int32Array;
	private updateMask = -1;
	private clock = 0;
	private nextEvent = 0;
	private processSuspended = false;

	/** @param heap null for a firmware that has none */
	constructor(
		machine: Machine,
		run: YieldingRun,
		firmware: ReplayBinding,
		settings: ReplaySettings,
		heap: ReplayHeap | null = null,
	) {
		this.machine = machine;
		this.run = run;
		this.firmware = firmware;
		this.settings = settings;
		this.heap = heap;
		this.input = new InputSignal(settings.seed);
		const { PARAM_COUNT } = HOST_CONSTANTS;
		this.params = firmware.globals.params?.subarray(0, PARAM_COUNT) ?? new Int32Array(PARAM_COUNT);
	}

	/** Fills the shared variables and lets the firmware prepare itself; false when that failed. */
	load(): boolean {
		const { instance, config, updateMask } = this.firmware.globals;
		this.params.set(this.settings.params.slice(0, this.params.length));
		if (instance) instance[0] = 1;
		if (config) {
			config.fill(0);
			const text = this.settings.config.slice(0, config.length - 1);
			for (let i = 0; i < text.length; i++) config[i] = text.charCodeAt(i);
		}
		if (!this.finish('init') || !this.finish('update') || !this.finish('reset')) return false;
		if (updateMask) this.updateMask = updateMask[0];
		return true;
	}

	/** Plays one frame and stores its output; false when the firmware stopped in it. */
	play(frame: number, output: Int32Array, at: number): boolean {
		if (!this.applyEvents(frame)) return false;
		const { clock, hostPosition } = this.firmware.globals;
		if (clock) clock[0] = this.clock;
		if (hostPosition) {
			const synced = this.switches & HOST_CONSTANTS.SWITCHES_SYNC_MASK;
			hostPosition[0] = synced ? Math.imul(frame, CYCLE_PULSES) >> POSITION_INT_BITS : 0;
		}
		const left = this.input.draw(0, frame);
		const right = this.input.draw(1, frame);
		this.heap?.takeInput(left, right);
		const played = this.firmware.kind === 'full' ? this.process(left, right, output, at) : this.operate(left, right, output, at);
		const step = this.switches & HOST_CONSTANTS.SWITCHES_REVERSE_MASK ? -1 : 1;
		this.clock = (this.clock + step) & (DELAY_FRAMES - 1);
		return played;
	}

	private get switches(): number {
		return this.params[HOST_CONSTANTS.SWITCHES_PARAM_INDEX] ?? 0;
	}

	/** Lets the firmware know of parameters that change at this frame. */
	private applyEvents(frame: number): boolean {
		const event = this.settings.events[this.nextEvent];
		if (event?.frame !== frame) return true;
		this.nextEvent++;
		let changed = 0;
		for (const index of this.params.keys()) {
			const value = event.params[index];
			if (this.params[index] === value) continue;
			this.params[index] = value;
			changed |= 1 << index;
		}
		return (changed & this.updateMask) === 0 || this.finish('update');
	}

	/** One tick of a full patch. */
	private process(left: number, right: number, output: Int32Array, at: number): boolean {
		const signal = this.firmware.globals.signal as Int32Array; // what makes it a full patch
		signal[0] = left;
		signal[1] = right;
		this.lastEntryPoint = 'process';
		if (this.processSuspended) this.run.run(BUDGET, 0);
		else this.run.callPointer(this.firmware.entries.process, BUDGET, 0);
		this.cycles.process += this.run.cycles;
		this.heap?.endCall();
		this.processSuspended = this.run.yielded;
		if (this.run.status !== STATUS.OK && !this.run.yielded) return this.stop();
		output[at] = signal[0];
		output[at + 1] = signal[1];
		return true;
	}

	/** One tick of a mod patch. */
	private operate(left: number, right: number, output: Int32Array, at: number): boolean {
		const positions = this.firmware.globals.positions as Int32Array; // what makes it a mod patch
		positions[0] = this.positionOf(left);
		positions[1] = this.positionOf(right);
		let handled = 0;
		for (const [bit, name] of (['operate1', 'operate2'] as const).entries()) {
			const functionPointer = this.firmware.entries[name];
			if (functionPointer === 0) continue;
			this.lastEntryPoint = name;
			const { memory, dsp } = this.machine;
			memory.fill(0, dsp, dsp + 2);
			this.run.callPointer(functionPointer, BUDGET, 0);
			this.cycles.process += this.run.cycles;
			this.heap?.endCall();
			if (this.run.status !== STATUS.OK) return this.stop();
			if (memory[dsp] !== 0) handled |= 1 << bit;
		}
		output[at] = handled;
		output[at + 1] = positions[0];
		output[at + 2] = positions[1];
		return true;
	}

	/** The read position that lies as far behind the clock as a sample lies above −2048. */
	private positionOf(sample: number): number {
		return ((this.clock << POSITION_FRACT_BITS) - ((sample + 2048) << POSITION_FRACT_BITS)) & POSITION_MASK;
	}

	/** Calls a function to its end, through all its yields; nothing when the firmware lacks it. */
	private finish(name: 'init' | 'update' | 'reset'): boolean {
		const functionPointer = this.firmware.entries[name];
		if (functionPointer === 0) return true;
		this.lastEntryPoint = name;
		if (name === 'update') this.updates++;
		this.run.callPointer(functionPointer, BUDGET, Number.POSITIVE_INFINITY);
		this.cycles[name] += this.run.cycles;
		this.heap?.endCall();
		return this.run.status === STATUS.OK || this.stop();
	}

	private stop(): false {
		this.status = this.run.status;
		return false;
	}
}
