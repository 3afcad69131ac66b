import { DELAY_OF_BYTE, RATE_OF_BYTE } from '../../src/patch/exponential-tables.ts';
import { POSITION_FRACTION_BITS, POSITION_MASK } from '../delay-line.ts';
import type { Positions, Tick } from './positions.ts';

const FRACTION_MASK = (1 << POSITION_FRACTION_BITS) - 1;

/** One stock instruction of the CPU: maps the read positions of a tick (device.md 3.3). */
export interface StockOperator {
	/** Runs for one tick. `high` and `low` are the operand bytes. */
	apply(positions: Positions, tick: Tick, high: number, low: number): void;
	/** Green LEDs of the high and low operand byte, bits 7…0 (device.md 3.4), after `apply`. */
	highLeds(positions: Positions, tick: Tick, high: number, low: number): number;
	lowLeds(positions: Positions, tick: Tick, high: number, low: number): number;
	reset(): void;
}

/** An operand as a mask over a position: its lowest bit also governs the fraction (device.md 3.3). */
function positionMask(operand: number): number {
	return (operand << POSITION_FRACTION_BITS) | (operand & 1 ? FRACTION_MASK : 0);
}

/** An operator whose LEDs show the integer part of the positions that it made. */
abstract class PositionOperator implements StockOperator {
	abstract apply(positions: Positions, tick: Tick, high: number, low: number): void;

	highLeds(positions: Positions): number {
		return ((positions.left | positions.right) >> (POSITION_FRACTION_BITS + 8)) & 0xff;
	}

	lowLeds(positions: Positions): number {
		return ((positions.left | positions.right) >> POSITION_FRACTION_BITS) & 0xff;
	}

	reset(): void {}
}

class Nop implements StockOperator {
	apply(): void {}

	highLeds(): number {
		return 0;
	}

	lowLeds(): number {
		return 0;
	}

	reset(): void {}
}

/** Clears the bits of the position that the operand sets. */
class And extends PositionOperator {
	apply(positions: Positions, _tick: Tick, high: number, low: number): void {
		const keep = ~positionMask((high << 8) | low) & POSITION_MASK;
		positions.left &= keep;
		positions.right &= keep;
	}
}

const MULTIPLY_MASK = 0xfffffff;

/** Reads at a multiple of the clock's speed: sign, 7 integer bits and 8 fraction bits. Synced, the count alone says where. */
class Multiply extends PositionOperator {
	/** The position with 8 more fraction bits. */
	#accumulator = 0;

	apply(positions: Positions, tick: Tick, high: number, low: number): void {
		const magnitude = ((high & 0x7f) << 8) | low;
		const step = (high & 0x80 ? -magnitude : magnitude) << POSITION_FRACTION_BITS;
		if (tick.synced) this.#accumulator = Math.imul(tick.count, step) & MULTIPLY_MASK;
		positions.left = positions.right = this.#accumulator >> 8;
		this.#accumulator = (this.#accumulator + step * tick.direction) & MULTIPLY_MASK;
	}

	override reset(): void {
		this.#accumulator = 0;
	}
}

/** A delay that goes to and fro between 0 and the magnitude, as a modulator's LEDs show it. */
abstract class ModulatedDelay implements StockOperator {
	/** Present delays in positions' units, 20 bits. */
	protected leftDelay = 0;
	protected rightDelay = 0;

	protected abstract modulate(tick: Tick, high: number, low: number): void;

	apply(positions: Positions, tick: Tick, high: number, low: number): void {
		this.modulate(tick, high, low);
		positions.left = (positions.left - this.leftDelay) & POSITION_MASK;
		positions.right = (positions.right - this.rightDelay) & POSITION_MASK;
	}

	highLeds(_positions: Positions, _tick: Tick, _high: number, low: number): number {
		return this.#led(this.leftDelay, low) | this.#led(this.rightDelay, low);
	}

	lowLeds(_positions: Positions, _tick: Tick, _high: number, low: number): number {
		return (1 << ((low + 31) >> 5)) - 1;
	}

	reset(): void {
		this.leftDelay = this.rightDelay = 0;
	}

	/** The LED, counted from the right, that a delay between 0 and the magnitude of `low` lights. */
	#led(delay: number, low: number): number {
		const full = DELAY_OF_BYTE[low] << POSITION_FRACTION_BITS;
		return full === 0 ? 1 : 1 << Math.min(7, Math.floor((delay * 8) / full));
	}
}

const OSCILLATOR_PERIOD = 1 << 19;
const OSCILLATOR_HALF = OSCILLATOR_PERIOD >> 1;

/** A triangle between the magnitude and 0; bit 7 of the rate turns the right channel round. Synced, the count is its time. */
class Oscillator extends ModulatedDelay {
	#phase = 0;

	protected modulate(tick: Tick, high: number, low: number): void {
		const rate = RATE_OF_BYTE[high & 0x7f];
		const magnitude = DELAY_OF_BYTE[low];
		if (rate === 0) this.#phase = 0;
		else if (tick.synced) this.#phase = Math.imul(tick.count, rate) & (OSCILLATOR_PERIOD - 1);
		const ramp = this.#phase < OSCILLATOR_HALF ? this.#phase : OSCILLATOR_PERIOD - this.#phase;
		// The product needs 35 bits, which a double holds and an int does not.
		const delay = Math.floor((magnitude * (OSCILLATOR_HALF - ramp)) / 16384);
		this.leftDelay = delay;
		this.rightDelay = high & 0x80 ? (magnitude << POSITION_FRACTION_BITS) - delay : delay;
		this.#phase = (this.#phase + rate) & (OSCILLATOR_PERIOD - 1);
	}

	override reset(): void {
		super.reset();
		this.#phase = 0;
	}
}

/** Bits of the count that are the clock; those above number the cycles of the memory. */
const CLOCK_BITS = 16;

const RANDOM_PERIOD = 1 << 18;
const RANDOM_SEED_LEFT = 0x2545f491 | 0;
const RANDOM_SEED_RIGHT = 0x9e3779b9 | 0;

/** One step of Marsaglia's xorshift32 (2003) with the shifts 13, 17, 5. */
function xorshift(state: number): number {
	let x = state ^ (state << 13);
	x ^= x >>> 17;
	return x ^ (x << 5);
}

/** Wanders in straight lines between random delays; at rate 0 it jumps whenever the clock wraps. */
class RandomDelay extends ModulatedDelay {
	#phase = 0;
	/** Cycle of the memory that the last tick fell into, of either sign. */
	#cycle = 0;
	#randomLeft = RANDOM_SEED_LEFT;
	#randomRight = RANDOM_SEED_RIGHT;
	#fromLeft = 0;
	#fromRight = 0;
	#toLeft = 0;
	#toRight = 0;

	protected modulate(tick: Tick, high: number, low: number): void {
		const rate = RATE_OF_BYTE[high & 0x7f];
		const magnitude = DELAY_OF_BYTE[low];
		const stereo = (high & 0x80) !== 0;
		let left: number;
		let right: number;
		if (rate === 0) {
			if (tick.count >> CLOCK_BITS !== this.#cycle) this.#draw();
			left = this.#toLeft;
			right = this.#toRight;
		} else {
			this.#phase += rate;
			if (this.#phase >= RANDOM_PERIOD) {
				this.#phase -= RANDOM_PERIOD;
				this.#draw();
			}
			left = this.#fromLeft + Math.floor(((this.#toLeft - this.#fromLeft) * this.#phase) / RANDOM_PERIOD);
			right = this.#fromRight + Math.floor(((this.#toRight - this.#fromRight) * this.#phase) / RANDOM_PERIOD);
		}
		this.#cycle = tick.count >> CLOCK_BITS;
		this.leftDelay = Math.floor((left * magnitude) / 4096);
		this.rightDelay = stereo ? Math.floor((right * magnitude) / 4096) : this.leftDelay;
	}

	override reset(): void {
		super.reset();
		this.#phase = this.#cycle = 0;
		this.#randomLeft = RANDOM_SEED_LEFT;
		this.#randomRight = RANDOM_SEED_RIGHT;
		this.#fromLeft = this.#fromRight = this.#toLeft = this.#toRight = 0;
	}

	#draw(): void {
		this.#randomLeft = xorshift(this.#randomLeft);
		this.#randomRight = xorshift(this.#randomRight);
		this.#fromLeft = this.#toLeft;
		this.#fromRight = this.#toRight;
		this.#toLeft = this.#randomLeft >>> 16;
		this.#toRight = this.#randomRight >>> 16;
	}
}

/** Sets the bits of the position that the operand sets. */
class Or extends PositionOperator {
	apply(positions: Positions, _tick: Tick, high: number, low: number): void {
		const set = positionMask((high << 8) | low);
		positions.left |= set;
		positions.right |= set;
	}
}

/** Turns the bits of the position that the operand sets; the highest only on the right, which is half the memory away. */
class Xor extends PositionOperator {
	apply(positions: Positions, _tick: Tick, high: number, low: number): void {
		const turn = positionMask((high << 8) | low);
		positions.left ^= turn & 0x7ffff;
		positions.right ^= turn;
	}
}

/** Lets instruction 1 through in the eighths of the cycle that the high byte names; subtracts the low byte's delay. */
class StepMask implements StockOperator {
	apply(positions: Positions, tick: Tick, high: number, low: number): void {
		const step = tick.clock >> 13;
		if (((high >> (7 - step)) & 1) === 0) positions.left = positions.right = tick.clock << POSITION_FRACTION_BITS;
		const delay = DELAY_OF_BYTE[low] << POSITION_FRACTION_BITS;
		positions.left = (positions.left - delay) & POSITION_MASK;
		positions.right = (positions.right - delay) & POSITION_MASK;
	}

	highLeds(_positions: Positions, tick: Tick): number {
		return 0x80 >> (tick.clock >> 13);
	}

	lowLeds(_positions: Positions, _tick: Tick, _high: number, low: number): number {
		return 1 << (low >> 5);
	}

	reset(): void {}
}

/** Delays the left channel by the high byte and the right channel by the low byte. */
class Subtract implements StockOperator {
	apply(positions: Positions, _tick: Tick, high: number, low: number): void {
		positions.left = (positions.left - (DELAY_OF_BYTE[high] << POSITION_FRACTION_BITS)) & POSITION_MASK;
		positions.right = (positions.right - (DELAY_OF_BYTE[low] << POSITION_FRACTION_BITS)) & POSITION_MASK;
	}

	highLeds(_positions: Positions, _tick: Tick, high: number): number {
		return 1 << (high >> 5);
	}

	lowLeds(_positions: Positions, _tick: Tick, _high: number, low: number): number {
		return 1 << (low >> 5);
	}

	reset(): void {}
}

/** The operators of instruction 1 in the order of their codes: NOP, AND, MUL, OSC, RND. */
export function firstInstructionOperators(): readonly StockOperator[] {
	return [new Nop(), new And(), new Multiply(), new Oscillator(), new RandomDelay()];
}

/** The operators of instruction 2 in the order of their codes: NOP, OR, XOR, MSK, SUB. */
export function secondInstructionOperators(): readonly StockOperator[] {
	return [new Nop(), new Or(), new Xor(), new StepMask(), new Subtract()];
}
