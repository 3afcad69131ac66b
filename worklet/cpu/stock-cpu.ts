import { POSITION_FRACTION_BITS } from '../delay-line.ts';
import type { Cpu, CpuSurroundings } from './cpu.ts';
import { Positions, Tick } from './positions.ts';
import { firstInstructionOperators, secondInstructionOperators } from './stock-operators.ts';

/** Takes the place of a stock operator; false leaves the positions to the stock operator (device.md 6.1). */
export interface OperatorOverride {
	/** Runs one instruction slot, 0 or 1: 1 handled, 0 not handled, −1 not through yet or stopped. */
	operate(slot: number, positions: Positions): number;
}

/** The CPU as delivered: writes the memory, maps the read positions by two instructions, reads (device.md 3.1). */
export class StockCpu implements Cpu {
	left = 0;
	right = 0;
	readonly leds = new Int32Array(4);
	/** Frames that the last tick read at, for the memory LEDs. */
	readonly positions = new Positions();
	/** A mod patch, while one is plugged in. */
	override: OperatorOverride | null = null;

	readonly #surroundings: CpuSurroundings;
	readonly #tick = new Tick();
	readonly #first = firstInstructionOperators();
	readonly #second = secondInstructionOperators();
	/** How far an unfinished tick has got: 0 not begun, else one more than the instruction slot it stands in. */
	#stage = 0;

	constructor(surroundings: CpuSurroundings) {
		this.#surroundings = surroundings;
	}

	tick(inputLeft: number, inputRight: number): boolean {
		const { clock, delayLine, controls } = this.#surroundings;
		const tick = this.#tick;
		const positions = this.positions;
		const address = clock.address;
		if (this.#stage === 0) {
			tick.clock = address;
			tick.direction = clock.reverse ? -1 : 1;
			if (!clock.reverse && !controls.writeProtect) delayLine.writeFrame(address, inputLeft, inputRight);
			positions.left = positions.right = address << POSITION_FRACTION_BITS;
			this.#stage = 1;
		}
		if (this.#stage === 1) {
			if (!this.#operate(0)) return false;
			this.#stage = 2;
		}
		if (!this.#operate(1)) return false;
		this.#stage = 0;
		this.left = delayLine.readInterpolated(positions.left, 0);
		this.right = delayLine.readInterpolated(positions.right, 1);
		if (clock.reverse && !controls.writeProtect) delayLine.writeFrame(address, inputLeft, inputRight);
		return true;
	}

	reset(): void {
		for (const operator of this.#first) operator.reset();
		for (const operator of this.#second) operator.reset();
		this.#stage = 0;
		this.leds.fill(0);
	}

	/** Runs one instruction slot; false when an override did not get through. */
	#operate(slot: number): boolean {
		const { controls } = this.#surroundings;
		const positions = this.positions;
		if (this.override !== null) {
			const handled = this.override.operate(slot, positions);
			if (handled < 0) return false;
			if (handled > 0) return true;
		}
		const high = slot === 0 ? controls.operand1High : controls.operand2High;
		const low = slot === 0 ? controls.operand1Low : controls.operand2Low;
		const operator = slot === 0 ? this.#first[controls.operator1] : this.#second[controls.operator2];
		operator.apply(positions, this.#tick, high, low);
		this.leds[slot * 2] = operator.highLeds(positions, this.#tick, high, low);
		this.leds[slot * 2 + 1] = operator.lowLeds(positions, this.#tick, high, low);
		return true;
	}
}
