import { POSITION_FRACTION_BITS } from '../delay-line.ts';
import type { Cpu, CpuSurroundings } from './cpu.ts';
import { Positions, Tick } from './positions.ts';
import { firstInstructionOperators, type StockOperator, secondInstructionOperators } from './stock-operators.ts';

/** Takes the place of a stock operator; false leaves the positions to the stock operator (device.md 6.1). */
export interface OperatorOverride {
	/** What comes before a tick with this input; false when it is not through yet or stopped. */
	begin(inputLeft: number, inputRight: number): boolean;
	/** Runs one instruction slot, 0 or 1: 1 handled, 0 not handled, −1 not through yet or stopped. */
	operate(slot: number, positions: Positions): number;
	/** Green LEDs of operand byte 0…3, for a slot that the last tick handled. */
	leds(operandByte: number): number;
}

/** How far an unfinished tick has got. */
const STAGE = { idle: 0, first: 1, second: 2 } as const;

/** The CPU as delivered: writes the memory, maps the read positions by two instructions, reads (device.md 3.1). */
export class StockCpu implements Cpu {
	left = 0;
	right = 0;
	/** Frames that the last tick read at, for the memory LEDs. */
	readonly positions = new Positions();
	/** A mod patch, while one is plugged in. */
	override: OperatorOverride | null = null;

	readonly #surroundings: CpuSurroundings;
	readonly #tick = new Tick();
	readonly #first = firstInstructionOperators();
	readonly #second = secondInstructionOperators();
	/** Where instruction 1 left the positions, for its LEDs. */
	readonly #afterFirst = new Positions();
	readonly #leds = new Int32Array(4);
	#stage: number = STAGE.idle;
	/** Whether the override took the place of instruction 1 and 2 in the last tick. */
	#firstHandled = false;
	#secondHandled = false;

	constructor(surroundings: CpuSurroundings) {
		this.#surroundings = surroundings;
	}

	get leds(): Int32Array {
		const { controls } = this.#surroundings;
		const first = this.#first[controls.operator1];
		const second = this.#second[controls.operator2];
		this.#showLeds(0, this.#firstHandled, first, this.#afterFirst, controls.operand1High, controls.operand1Low);
		this.#showLeds(2, this.#secondHandled, second, this.positions, controls.operand2High, controls.operand2Low);
		return this.#leds;
	}

	runAhead(): number {
		return 0;
	}

	tick(inputLeft: number, inputRight: number): boolean {
		const { clock, delayLine, controls } = this.#surroundings;
		const tick = this.#tick;
		const { positions, override } = this;
		if (this.#stage === STAGE.idle) {
			if (override !== null && !override.begin(inputLeft, inputRight)) return false;
			tick.clock = clock.address;
			tick.count = clock.count;
			tick.direction = clock.reverse ? -1 : 1;
			tick.synced = controls.sync !== 0;
			if (tick.direction > 0 && controls.writeProtect === 0) delayLine.writeFrame(tick.clock, inputLeft, inputRight);
			positions.left = positions.right = tick.clock << POSITION_FRACTION_BITS;
			this.#stage = STAGE.first;
		}
		if (this.#stage === STAGE.first) {
			const handled = override === null ? 0 : override.operate(0, positions);
			if (handled < 0) return false;
			this.#firstHandled = handled > 0;
			if (handled === 0) this.#first[controls.operator1].apply(positions, tick, controls.operand1High, controls.operand1Low);
			this.#afterFirst.left = positions.left;
			this.#afterFirst.right = positions.right;
			this.#stage = STAGE.second;
		}
		const handled = override === null ? 0 : override.operate(1, positions);
		if (handled < 0) return false;
		this.#secondHandled = handled > 0;
		if (handled === 0) this.#second[controls.operator2].apply(positions, tick, controls.operand2High, controls.operand2Low);
		this.#stage = STAGE.idle;
		this.left = delayLine.readInterpolated(positions.left, 0);
		this.right = delayLine.readInterpolated(positions.right, 1);
		if (tick.direction < 0 && controls.writeProtect === 0) delayLine.writeFrame(tick.clock, inputLeft, inputRight);
		return true;
	}

	reset(): void {
		for (const operator of this.#first) operator.reset();
		for (const operator of this.#second) operator.reset();
		this.#stage = STAGE.idle;
		this.#firstHandled = this.#secondHandled = false;
	}

	#showLeds(at: number, handled: boolean, operator: StockOperator, positions: Positions, high: number, low: number): void {
		const override = handled ? this.override : null;
		this.#leds[at] = override?.leds(at) ?? operator.highLeds(positions, this.#tick, high, low);
		this.#leds[at + 1] = override?.leds(at + 1) ?? operator.lowLeds(positions, this.#tick, high, low);
	}
}
