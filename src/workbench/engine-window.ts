import type { EngineBlockView } from '../bridge/block-regions.ts';
import { CPU_SLOTS } from '../bridge/block-regions.ts';

/** Where the views find the engine: the block's page side, null before the first START. */
export interface EngineSource {
	readonly view: EngineBlockView | null;
}

/** What one of the two CPUs works on, as words of the shared block. */
export interface SlotWindow {
	readonly memory: Int32Array;
	readonly registers: Int32Array;
	/** Left and right of each frame in turn. */
	readonly delay: Int32Array;
}

/** A block opened for reading: the arrays of both CPU slots, and where the gauges are. Made once for each block. */
export class EngineWindow {
	readonly view: EngineBlockView;
	readonly slots: readonly SlotWindow[];
	readonly #cpuSlot: number;
	readonly #firmware: number;
	readonly #clock: number;
	readonly #clockHz: number;
	readonly #readPositions: number;

	constructor(view: EngineBlockView) {
		this.view = view;
		this.slots = Array.from({ length: CPU_SLOTS }, (_, slot) => ({
			memory: view.block.int32(`memory ${slot}`),
			registers: view.block.int32(`registers ${slot}`),
			delay: view.block.int32(`delay ${slot}`),
		}));
		this.#cpuSlot = view.gauges.offset('cpuSlot');
		this.#firmware = view.gauges.offset('firmware');
		this.#clock = view.gauges.offset('clock');
		this.#clockHz = view.gauges.offset('clockHz');
		this.#readPositions = view.gauges.offset('readPositions');
	}

	/** The slot that plays, 0 or 1. */
	get liveSlot(): number {
		return this.view.gauges.getInt(this.#cpuSlot, 0);
	}

	/** What the slot that plays works on. */
	get live(): SlotWindow {
		return this.slots[this.liveSlot] ?? (this.slots[0] as SlotWindow);
	}

	/** Id of the firmware that plays, 0 for the stock CPU. */
	get firmwareId(): number {
		return this.view.gauges.getInt(this.#firmware, 0);
	}

	/** The clock's place in the delay line, which the CPU writes next: 0…65535. */
	get writeFrame(): number {
		return this.view.gauges.getInt(this.#clock, 0);
	}

	/** Present frequency of the clock, hertz. */
	get clockHz(): number {
		return this.view.gauges.getFloat(this.#clockHz, 0);
	}

	/** Frame that channel 0 or 1 was read at last, −1 for none. */
	readFrame(channel: number): number {
		return this.view.gauges.getInt(this.#readPositions, channel);
	}
}

const windows = new WeakMap<EngineBlockView, EngineWindow>();

/** The window on an engine's block, the same one for every view; null before the first START. */
export function openWindow(engine: EngineSource): EngineWindow | null {
	const { view } = engine;
	if (view === null) return null;
	let opened = windows.get(view);
	if (opened === undefined) {
		opened = new EngineWindow(view);
		windows.set(view, opened);
	}
	return opened;
}
