import { REGISTER } from '../gazl/machine-space.ts';
import type { DeviceState } from '../store/device-store.ts';
import { AddressSpace } from './address-space.ts';
import type { EngineSource, SlotWindow } from './engine-window.ts';
import { openWindow } from './engine-window.ts';
import type { HeatRates } from './heat-meter.ts';
import { type CodeForm, type HeatSource, heatOf } from './heat-source.ts';

/**
 * Where the words come from: `live` from the block while the firmware plays; `stopped` from the block as a firmware that has ended
 * left it; `image` from the program, before the engine has started it; `frozen` from a copy taken when the reader asked for it.
 */
export type MemoryState = 'live' | 'stopped' | 'image' | 'frozen';

/** Firmware memory for the views: the words, and what the machine says of its stack. */
export class MemorySource {
	readonly space: AddressSpace;
	/** Words of memory, from the address 0. Another array when the state or the CPU slot changes. */
	words: Int32Array;
	state: MemoryState = 'image';
	/** One past the highest word of the data stack that was ever in use. */
	stackPeak: number;
	/** Word where the running function's frame ends. */
	stackTop: number;

	/** The load that is looked at. */
	readonly firmwareId: number;
	readonly #engine: EngineSource;
	readonly #image: Int32Array;
	#slot: SlotWindow | null = null;
	readonly #heat: HeatSource;
	#frozen: { readonly words: Int32Array; readonly heat: HeatRates } | null = null;

	/** `firmware` is what the device plays or is about to. */
	constructor(engine: EngineSource, firmware: NonNullable<DeviceState['firmware']>) {
		const { id, program } = firmware.image;
		this.#engine = engine;
		this.firmwareId = id;
		this.#heat = heatOf(engine, firmware);
		this.space = new AddressSpace(program);
		this.#image = new Int32Array(program.memoryWords);
		this.#image.set(program.globalImage, 0);
		this.#image.set(program.constantImage, this.space.constantsStart);
		this.words = this.#image;
		this.stackPeak = this.stackTop = this.space.stackBase;
	}

	get isFrozen(): boolean {
		return this.#frozen !== null;
	}

	/** How often memory is accessed, frozen with the words. */
	get heat(): HeatRates {
		return this.#frozen?.heat ?? this.#heat.meter;
	}

	/** How the firmware is executed. */
	get form(): CodeForm {
		return this.#heat.form;
	}

	/** Stops the picture, or lets it go on. */
	freeze(frozen: boolean): void {
		this.#frozen = frozen ? { words: this.words.slice(0, this.space.memoryWords), heat: this.#heat.meter.snapshot() } : null;
	}

	/** Finds the words again and brings their heat up to date; to be called before they are read, on each animation frame, with its time. */
	refresh(nowMs: number): void {
		this.#heat.refresh(nowMs);
		const window = openWindow(this.#engine);
		const plays = window !== null && window.firmwareId === this.firmwareId;
		if (plays) this.#slot = window.live;
		if (this.#frozen !== null) {
			this.words = this.#frozen.words;
			this.state = 'frozen';
			return;
		}
		if (this.#slot === null) {
			this.words = this.#image;
			this.state = 'image';
			return;
		}
		const { memory, registers } = this.#slot;
		this.words = memory;
		this.state = plays ? 'live' : 'stopped';
		const { stackBase, stackEnd } = this.space;
		const limited = (word: number) => Math.max(stackBase, Math.min(stackEnd, word));
		this.stackPeak = limited(registers[REGISTER.STACK_PEAK] ?? 0);
		this.stackTop = limited(registers[REGISTER.DSP] ?? 0);
	}
}
