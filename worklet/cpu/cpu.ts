import type { Clock } from '../clock.ts';
import type { DelayLine } from '../delay-line.ts';

/** What the CPU of a slot works on, whichever CPU it is. */
export interface CpuSurroundings {
	readonly clock: Clock;
	readonly delayLine: DelayLine;
	readonly controls: CpuControls;
	/** See `HOST_CELLS`. */
	readonly hostCells: Int32Array;
}

/** The panel as the CPU sees it. Written by the engine between ticks. */
export class CpuControls {
	operator1 = 0;
	operand1High = 0;
	operand1Low = 0;
	operator2 = 0;
	operand2High = 0;
	operand2Low = 0;
	/** 0 off, 1 dotted, 2 triplets, 3 standard. */
	sync = 0;
	reverse = 0;
	writeProtect = 0;
	/** Clock frequency that the clock goes to, under the limits of firmware and load, hertz. */
	clockHz = 0;
	/** Song position for the firmware's `hostPosition` (device.md 4.2). */
	hostPosition = 0;
}

/**
 * What sits between the converters. One call of `tick` is one clock period: it takes the 12-bit input words and leaves the output
 * words in `left` and `right`.
 */
export interface Cpu {
	left: number;
	right: number;
	/** Green LEDs of the four operand bytes as of the last tick, low 8 bits each (device.md 3.4, 6.4); made when asked for. */
	readonly leds: Int32Array;
	/**
	 * Runs one tick; false when the tick is not through yet, because cycles ran out, or never will be, because the firmware has
	 * stopped. The clock must not advance then.
	 */
	tick(inputLeft: number, inputRight: number): boolean;
	/**
	 * Runs ticks one after the other, as many as get through, and answers how many those are; the clock advances. `words` hold what goes
	 * into each tick, from tick `first` on, `TICK_WORDS` words a tick, and then what came out of it. Those who need each
	 * sample at its time answer 0.
	 */
	runAhead(words: Int32Array, first: number, count: number): number;
}
