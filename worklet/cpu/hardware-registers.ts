import type { FirmwareHeap } from '../../src/bridge/firmware-heap.ts';
import type { FirmwareBinding } from '../../src/bridge/firmware-interface.ts';
import { HARDWARE_BASE, HARDWARE_REGISTER, HARDWARE_STATUS, HARDWARE_WINDOWS } from '../../src/bridge/hardware-registers.ts';
import type { RegisterWindow } from '../../src/gazl/register-window.ts';
import { FIELDS } from '../../src/patch/program-fields.ts';
import { SAMPLE_LIMIT } from '../delay-line.ts';
import type { CpuControls, CpuSurroundings } from './cpu.ts';
import { firmwareParameter } from './firmware-parameters.ts';

/** Rows of LEDs that firmware may light: a byte each, the first in the highest bits of LED control. */
const LED_ROWS = 4;

/** The highest rate of the CLOCK FREQ knob, hertz. */
const HIGHEST_CLOCK_HZ = Math.round(FIELDS.clock.maximum * 1000);

/** No rate has been asked for. */
const NO_CLOCK = -1;

const { pointer, words } = HARDWARE_WINDOWS[HARDWARE_BASE];

/** Left in the high half of a word, right in the low one. */
function packFrame(left: number, right: number): number {
	return (left << 16) | (right & 0xffff);
}

/** Where a byte of LED control stands. */
function ledShift(row: number): number {
	return 8 * (LED_ROWS - 1 - row);
}

/**
 * The registers of a CPU slot (memory.md 8). A firmware that has asked for them runs tick by tick, so that each access finds the tick
 * that it is made in. What cannot be written stays as it is.
 */
export class HardwareRegisters implements RegisterWindow {
	readonly pointer = pointer;
	readonly words = words;

	readonly #surroundings: CpuSurroundings;
	readonly #memory: Int32Array;
	readonly #heap: FirmwareHeap;
	/** Whether the start is over. */
	#playing = false;
	#inputLeft = 0;
	#inputRight = 0;
	/** Word index of `signal` of a full patch, and of `displayLEDs`, or −1. */
	#signal = -1;
	#displayLeds = -1;
	/** What LED control holds for a firmware without `displayLEDs`. */
	#leds = 0;
	/** Clock rate that the firmware has set, hertz, or `NO_CLOCK`; and whether the engine has still to see it. */
	#clockHz = NO_CLOCK;
	#clockIsNew = false;
	#wasReset = false;
	/** Requests for words that were turned down before status was read. */
	#seenFailures = 0;

	/** @param memory of the machine */
	constructor(surroundings: CpuSurroundings, memory: Int32Array, heap: FirmwareHeap) {
		this.#surroundings = surroundings;
		this.#memory = memory;
		this.#heap = heap;
	}

	/** Turns to a newly loaded firmware, whose heap has begun. */
	begin({ kind, globals }: FirmwareBinding): void {
		this.#playing = false;
		this.#inputLeft = this.#inputRight = 0;
		this.#signal = kind === 'full' ? globals.signal : -1;
		this.#displayLeds = globals.displayLEDs;
		this.#leds = 0;
		this.#clockHz = NO_CLOCK;
		this.#clockIsNew = false;
		this.#wasReset = true;
		this.#seenFailures = this.#heap.failedRequests;
	}

	/** The start is over: ticks follow. */
	beginToPlay(): void {
		this.#playing = true;
	}

	/** Takes the input of a tick that begins. */
	takeInput(left: number, right: number): void {
		this.#inputLeft = left;
		this.#inputRight = right;
	}

	/** There is a reset. */
	noteReset(): void {
		this.#wasReset = true;
	}

	/** A row of the LEDs, 8 bits, of a firmware without `displayLEDs`. */
	ledRow(row: number): number {
		return (this.#leds >>> ledShift(row)) & 0xff;
	}

	/** The rate that the clock is to have by the firmware's wish, hertz; `knobHz` when it has none, or the clock follows the song. */
	clockHz(knobHz: number): number {
		return this.#clockHz === NO_CLOCK || this.#controls.sync !== 0 ? knobHz : this.#clockHz;
	}

	/** Whether the firmware has set the clock since the last call. */
	takeClockChange(): boolean {
		const isNew = this.#clockIsNew;
		this.#clockIsNew = false;
		return isNew;
	}

	/** The knob has been turned: it decides again. */
	releaseClock(): void {
		this.#clockHz = NO_CLOCK;
		this.#clockIsNew = false;
	}

	read(register: number): number {
		switch (register) {
			case HARDWARE_REGISTER.audioInput:
				return packFrame(this.#inputLeft, this.#inputRight);
			case HARDWARE_REGISTER.audioOutput:
				return this.#signal < 0 ? 0 : packFrame(this.#memory[this.#signal], this.#memory[this.#signal + 1]);
			case HARDWARE_REGISTER.ledControl:
				return this.#readLeds();
			case HARDWARE_REGISTER.clockControl:
				return firmwareParameter(this.#controls, 0);
			case HARDWARE_REGISTER.status:
				return this.#takeStatus();
			default:
				return firmwareParameter(this.#controls, register - HARDWARE_REGISTER.parameters);
		}
	}

	write(register: number, word: number): void {
		switch (register) {
			case HARDWARE_REGISTER.audioOutput:
				if (this.#signal < 0) return;
				this.#memory[this.#signal] = word >> 16;
				this.#memory[this.#signal + 1] = (word << 16) >> 16;
				return;
			case HARDWARE_REGISTER.ledControl:
				this.#writeLeds(word);
				return;
			case HARDWARE_REGISTER.clockControl:
				if (this.#controls.sync !== 0) return;
				this.#clockHz = Math.max(0, Math.min(word, HIGHEST_CLOCK_HZ));
				this.#clockIsNew = true;
				return;
			default:
		}
	}

	get #controls(): CpuControls {
		return this.#surroundings.controls;
	}

	#readLeds(): number {
		if (this.#displayLeds < 0) return this.#leds;
		let leds = 0;
		for (let row = 0; row < LED_ROWS; ++row) leds |= (this.#memory[this.#displayLeds + row] & 0xff) << ledShift(row);
		return leds;
	}

	#writeLeds(word: number): void {
		this.#leds = word;
		if (this.#displayLeds < 0) return;
		for (let row = 0; row < LED_ROWS; ++row) this.#memory[this.#displayLeds + row] = this.ledRow(row);
	}

	/** Reads status, and forgets what it holds only until it is read. */
	#takeStatus(): number {
		const { writeProtect, reverse } = this.#controls;
		const { failedRequests } = this.#heap;
		let status = 0;
		if (this.#playing) status |= HARDWARE_STATUS.playing;
		if (writeProtect !== 0) status |= HARDWARE_STATUS.writeProtected;
		if (reverse !== 0) status |= HARDWARE_STATUS.reverse;
		if (this.#wasReset) status |= HARDWARE_STATUS.wasReset;
		if (isClipped(this.#inputLeft) || isClipped(this.#inputRight)) status |= HARDWARE_STATUS.inputClipped;
		if (failedRequests !== this.#seenFailures) status |= HARDWARE_STATUS.outOfMemory;
		this.#wasReset = false;
		this.#seenFailures = failedRequests;
		return status;
	}
}

function isClipped(sample: number): boolean {
	return sample >= SAMPLE_LIMIT || sample <= -SAMPLE_LIMIT;
}
