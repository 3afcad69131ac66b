import { SAMPLE_LIMIT } from '../delay-line.ts';
import type { AnalogToDigital, DigitalToAnalog } from './converters.ts';

/** Full scale ±1 to a 12-bit word: rounds half away from zero and clamps (device.md 2.3). Not a number becomes 0. */
export function quantize(value: number): number {
	if (value > 0) return value >= 1 ? SAMPLE_LIMIT : Math.floor(value * SAMPLE_LIMIT + 0.5);
	if (value < 0) return value <= -1 ? -SAMPLE_LIMIT : -Math.floor(-value * SAMPLE_LIMIT + 0.5);
	return 0;
}

/** Samples the straight line between the last two input samples. */
export class LinearAnalogToDigital implements AnalogToDigital {
	left = 0;
	right = 0;
	#lastLeft = 0;
	#lastRight = 0;
	#newLeft = 0;
	#newRight = 0;

	push(left: number, right: number): void {
		this.#lastLeft = this.#newLeft;
		this.#lastRight = this.#newRight;
		this.#newLeft = left;
		this.#newRight = right;
	}

	sampleAt(fraction: number): void {
		this.left = quantize(this.#lastLeft + (this.#newLeft - this.#lastLeft) * fraction);
		this.right = quantize(this.#lastRight + (this.#newRight - this.#lastRight) * fraction);
	}

	reset(): void {
		this.#lastLeft = this.#lastRight = this.#newLeft = this.#newRight = 0;
		this.left = this.right = 0;
	}
}

/**
 * Goes from each word to the next in a straight line that takes one tick, so the output is a tick late. When the clock stands
 * still the line stops where it is.
 */
export class LinearDigitalToAnalog implements DigitalToAnalog {
	left = 0;
	right = 0;
	#fromLeft = 0;
	#fromRight = 0;
	#toLeft = 0;
	#toRight = 0;
	/** How far the line has got, 0…1. */
	#progress = 1;
	/** Time in the present host sample up to which `#progress` has been counted. */
	#time = 0;

	hold(fraction: number, left: number, right: number, ticksPerSample: number): void {
		this.#advance(fraction, ticksPerSample);
		this.#fromLeft += (this.#toLeft - this.#fromLeft) * this.#progress;
		this.#fromRight += (this.#toRight - this.#fromRight) * this.#progress;
		this.#toLeft = left / SAMPLE_LIMIT;
		this.#toRight = right / SAMPLE_LIMIT;
		this.#progress = 0;
	}

	render(ticksPerSample: number): void {
		this.#advance(1, ticksPerSample);
		this.#time = 0;
		this.left = this.#fromLeft + (this.#toLeft - this.#fromLeft) * this.#progress;
		this.right = this.#fromRight + (this.#toRight - this.#fromRight) * this.#progress;
	}

	reset(): void {
		this.left = this.right = this.#fromLeft = this.#fromRight = this.#toLeft = this.#toRight = 0;
		this.#progress = 1;
		this.#time = 0;
	}

	#advance(fraction: number, ticksPerSample: number): void {
		const progress = this.#progress + (fraction - this.#time) * ticksPerSample;
		this.#progress = Math.min(progress, 1);
		this.#time = fraction;
	}
}
