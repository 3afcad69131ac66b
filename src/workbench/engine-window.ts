import type { EngineBlockView } from '../bridge/block-regions.ts';
import { CPU_SLOTS } from '../bridge/machine-size.ts';

/** Where the views find the engine. */
export interface EngineSource {
	/** The block's page side, null before the first START. */
	readonly view: EngineBlockView | null;
	/** Has the accesses and instructions of firmware counted, or not any more. */
	setHeat(on: boolean): void;
	/** Writes a word of firmware memory below the constants; answers '' or why it cannot be done now. */
	setWord(address: number, word: number): string;
}

/** What one of the two CPUs works on, as words of the shared block. */
export interface SlotWindow {
	readonly memory: Int32Array;
	readonly registers: Int32Array;
	readonly calls: Int32Array;
	/** Counters of the instrumented form, see `heatCounters`. */
	readonly heat: Int32Array;
	/** Tables of the heap, see `heap-layout.ts`. */
	readonly heap: Int32Array;
	/** Left and right of each frame in turn. */
	readonly delay: Int32Array;
}

/** All slots, by which of them comes first. */
const SLOTS_FROM = Array.from({ length: CPU_SLOTS }, (_, first) =>
	Array.from({ length: CPU_SLOTS }, (_, step) => (first + step) % CPU_SLOTS),
);

/** A block opened for reading: the arrays of both CPU slots, and where the gauges are. Made once for each block. */
export class EngineWindow {
	readonly view: EngineBlockView;
	readonly slots: readonly SlotWindow[];
	readonly #frame: number;
	readonly #codeForm: number;
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
			calls: view.block.int32(`calls ${slot}`),
			heat: view.block.int32(`heat ${slot}`),
			heap: view.block.int32(`heap ${slot}`),
			delay: view.block.int32(`delay ${slot}`),
		}));
		this.#frame = view.gauges.offset('frame');
		this.#codeForm = view.gauges.offset('codeForm');
		this.#cpuSlot = view.gauges.offset('cpuSlot');
		this.#firmware = view.gauges.offset('firmware');
		this.#clock = view.gauges.offset('clock');
		this.#clockHz = view.gauges.offset('clockHz');
		this.#readPositions = view.gauges.offset('readPositions');
	}

	/** Frames that the engine has rendered, modulo 2³². */
	get frame(): number {
		return this.view.gauges.getInt(this.#frame, 0) >>> 0;
	}

	/** How the firmware that plays is executed, see `CODE_FORM`. */
	get codeForm(): number {
		return this.view.gauges.getInt(this.#codeForm, 0);
	}

	/** The slot that plays, 0 or 1. */
	get liveSlot(): number {
		return this.view.gauges.getInt(this.#cpuSlot, 0);
	}

	/** The slots in the order in which a firmware is to be looked for: one that has begun anew is in both, and what plays counts. */
	get slotsFromLive(): readonly number[] {
		return SLOTS_FROM[this.liveSlot] ?? [];
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
