import { CheckRecords } from '../../bridge/check-records.ts';
import { CHECKS_HEADER } from '../../bridge/checks-layout.ts';
import { leakSource } from '../../bridge/leak-source.ts';
import type { ViolationContext } from '../../bridge/violation-text.ts';
import { findLeaks, type LeakReport } from '../../memory/checks/leaks.ts';
import { type BuiltFirmware, type DeviceState, deviceStore } from '../../store/device-store.ts';
import { soundStore } from '../../store/sound-store.ts';
import { violationContext } from '../../store/violation-context.ts';
import { type EngineSource, type EngineWindow, openWindow } from '../engine-window.ts';

/**
 * Whether there are records of checks: `stock` is the stock CPU; `without` a firmware that has no heap to check; `unchecked` one that was built as it
 * is; `unstarted` a checked one before the first START; `starting` one that is on its way into the engine; `live` one that plays; `stopped`
 * one that has ended and left its records, while it played or in its start.
 */
export type ChecksState = 'stock' | 'without' | 'unchecked' | 'unstarted' | 'starting' | 'live' | 'stopped';

/** The records of one firmware. Made anew for each version of it. */
export class OpenChecks {
	readonly firmware: BuiltFirmware;
	/** The CPU slot it is in, 0 or 1. */
	readonly slot: number;
	readonly records: CheckRecords;
	/** How to speak of what is in the records. */
	readonly context: ViolationContext;
	/** The machine's memory. */
	readonly memory: Int32Array;
	readonly #window: EngineWindow;
	#begunFrame: number | null = null;

	constructor(firmware: BuiltFirmware, slot: number, window: EngineWindow, region: Int32Array) {
		this.firmware = firmware;
		this.slot = slot;
		this.records = new CheckRecords(region);
		this.context = violationContext(firmware, soundStore.getState().sampleRate, this.records);
		this.memory = window.view.block.int32(`memory ${slot}`);
		this.#window = window;
	}

	/** Id of the firmware. */
	get id(): number {
		return this.firmware.image.id;
	}

	/** Whether the records are still this firmware's: another one may have been loaded into the slot. */
	get areIts(): boolean {
		return this.records.firmware === this.id;
	}

	/** Whether it is the firmware that the device has: not when it was stopped in its start, and what played before plays on. */
	get areDevices(): boolean {
		return deviceStore.getState().firmware?.image.id === this.id;
	}

	/** Whether it is the firmware that plays. */
	get plays(): boolean {
		return this.#window.firmwareId === this.id;
	}

	/** The frame in which its records begin; null while the log's first record is not there any more. */
	get begunFrame(): number | null {
		this.#begunFrame ??= firstFrame(this.records);
		return this.#begunFrame;
	}

	/** What is in use at this moment, and what of it no pointer leads to. */
	findLeaks(): LeakReport {
		const { block } = this.#window.view;
		return findLeaks(
			leakSource({
				program: this.firmware.image.program,
				memory: this.memory,
				registers: block.int32(`registers ${this.slot}`),
				hostCells: block.int32(`host ${this.slot}`),
				heapTables: block.int32(`heap ${this.slot}`),
				live: this.records.live,
			}),
		);
	}

	/** Seconds between a frame and now. @param frame frames since the engine was built */
	secondsSince(frame: number): number {
		return ((this.#window.frame - frame) >>> 0) / this.context.sampleRate;
	}
}

/** When the heap was made, which is the first thing in the log. */
function firstFrame(records: CheckRecords): number | null {
	let frame: number | null = null;
	records.openLog().read(({ serial, frame: at }) => {
		if (serial === 1) frame = at;
	}, 1);
	return frame;
}

/**
 * Finds the records of the firmware that the device plays in the engine's block, or of the one that was put in last when it never got to play for its
 * violations. One for all views of an engine.
 */
export class ChecksSource {
	state: ChecksState = 'stock';
	/** Null in the states that have none. */
	checks: OpenChecks | null = null;
	readonly #engine: EngineSource;

	constructor(engine: EngineSource) {
		this.#engine = engine;
	}

	/** Finds the records again, as they may have moved to the other slot; to be called before they are read. */
	refresh(): void {
		const { firmware, firmwareStarting } = deviceStore.getState();
		const window = openWindow(this.#engine);
		const unborn = window === null ? null : stoppedInStart(deviceStore.getState());
		if (unborn !== null && window !== null) {
			const isOpen = this.checks?.id === unborn.image.id && this.checks.areIts;
			const checks = isOpen ? this.checks : findChecks(unborn, window);
			if (checks !== null && checks.records.violationRows > 0) {
				this.checks = checks;
				this.state = 'stopped';
				return;
			}
		}
		this.state = stateWithoutRecords(firmware, window);
		if (firmware === null || window === null || this.state !== 'starting') {
			this.checks = null;
			return;
		}
		const { id } = firmware.image;
		const hasMoved = window.firmwareId === id && this.checks?.slot !== window.liveSlot;
		if (this.checks?.id !== id || !this.checks.areIts || hasMoved) this.checks = findChecks(firmware, window);
		if (this.checks === null) return;
		if (this.checks.plays) this.state = 'live';
		else if (!firmwareStarting) this.state = 'stopped';
	}
}

/** The checked firmware that was stopped before it began to play; null when the last one was not. */
function stoppedInStart({ firmware, firmwareStarting, fault }: DeviceState): BuiltFirmware | null {
	const stopped = fault?.stopped?.firmware ?? null;
	if (stopped === null || firmwareStarting || stopped.image.id === firmware?.image.id) return null;
	return stopped.image.checked === true ? stopped : null;
}

/** The state as long as no records are found: `starting` says that there are to be some. */
function stateWithoutRecords(firmware: BuiltFirmware | null, window: EngineWindow | null): ChecksState {
	if (firmware === null) return 'stock';
	if (firmware.image.program.heapWords === 0) return 'without';
	if (firmware.image.checked !== true) return 'unchecked';
	return window === null ? 'unstarted' : 'starting';
}

function findChecks(firmware: BuiltFirmware, window: EngineWindow): OpenChecks | null {
	for (const slot of window.slotsFromLive) {
		const region = window.view.block.int32(`checks ${slot}`);
		if (region[CHECKS_HEADER.firmware] === firmware.image.id) return new OpenChecks(firmware, slot, window, region);
	}
	return null;
}

const sources = new WeakMap<EngineSource, ChecksSource>();

/** The records of an engine, the same source for every view. */
export function checksOf(engine: EngineSource): ChecksSource {
	let source = sources.get(engine);
	if (source === undefined) {
		source = new ChecksSource(engine);
		sources.set(engine, source);
	}
	return source;
}
