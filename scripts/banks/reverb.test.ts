import { describe, expect, it } from 'vitest';
import { type BenchControls, ownFirmware, TickBench } from './tick-bench.testing.ts';

const REVERB = ownFirmware('reverb');
/** A slow clock, so that a second has few ticks. */
const CLOCK_HZ = 11025;
const WET = 255;
const FREEZE = 255;
/** Frames of the lines at full size. */
const LINES = { left: [3109, 4423, 5651, 7013], right: [3803, 5059, 6301, 7927] };

interface Room {
	readonly size: number;
	readonly decay: number;
	readonly preDelay?: number;
	readonly damping?: number;
	readonly mix?: number;
}

function controlsOf({ size, decay, preDelay = 0, damping = 0, mix = WET }: Room): BenchControls {
	const operand2High = (preDelay << 4) | damping;
	return { clockHz: CLOCK_HZ, operand1High: size, operand1Low: decay, operand2High, operand2Low: mix };
}

const impulse = (tick: number) => (tick === 0 ? 2047 : 0);
const silence = () => 0;

function energy(words: Int32Array): number {
	return words.reduce((sum, word) => sum + word * word, 0);
}

/** Levels of a number of blocks, dB. */
function levelsDb(words: Int32Array, blocks: number): number[] {
	const size = Math.floor(words.length / blocks);
	return Array.from({ length: blocks }, (_, i) => 10 * Math.log10(energy(words.subarray(i * size, (i + 1) * size)) + 1e-9));
}

/** Ticks in which the tail falls by 60 dB, by the law of the about text. */
function decayTicks(decay: number): number {
	return 0.2 * 2 ** (decay * 0.03) * CLOCK_HZ;
}

/** Slope of the straight line through values at 0, 1, 2 … that is nearest to them. */
function slope(values: readonly number[]): number {
	const middle = (values.length - 1) / 2;
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	const [above, below] = values.reduce(([a, b], value, i) => [a + (i - middle) * (value - mean), b + (i - middle) ** 2], [0, 0]);
	return above / below;
}

/** Powers of the bins of a Hann-windowed spectrum, by a radix-2 transform; the length is a power of 2. */
function powerSpectrum(words: Int32Array): Float64Array {
	const size = words.length;
	const [real, imaginary] = [new Float64Array(size), new Float64Array(size)];
	const bits = Math.log2(size);
	for (let n = 0; n < size; n++) {
		let reversed = 0;
		for (let bit = 0; bit < bits; bit++) reversed |= ((n >> bit) & 1) << (bits - 1 - bit);
		real[reversed] = words[n] * (1 - Math.cos((2 * Math.PI * n) / size));
	}
	for (let half = 1; half < size; half *= 2) {
		for (let start = 0; start < size; start += 2 * half) {
			for (let k = 0; k < half; k++) {
				const [upper, lower] = [start + k, start + k + half];
				const [cosine, sine] = [Math.cos((Math.PI * k) / half), -Math.sin((Math.PI * k) / half)];
				const [r, i] = [real[lower] * cosine - imaginary[lower] * sine, real[lower] * sine + imaginary[lower] * cosine];
				[real[lower], imaginary[lower]] = [real[upper] - r, imaginary[upper] - i];
				[real[upper], imaginary[upper]] = [real[upper] + r, imaginary[upper] + i];
			}
		}
	}
	return Float64Array.from({ length: size / 2 }, (_, bin) => real[bin] ** 2 + imaginary[bin] ** 2);
}

/** White noise at full scale: a hash of the tick. */
function noise(tick: number): number {
	let hash = Math.imul(tick + 1, 0x9e3779b1);
	hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return Math.max(-2047, (hash ^ (hash >>> 16)) >> 20);
}

describe('the reverb', () => {
	it.each([
		{ size: 64, decay: 80 },
		{ size: 128, decay: 100 },
		{ size: 200, decay: 110 },
		{ size: 20, decay: 100 },
	])('falls by 60 dB in the time that the decay says, at any size: %o', (room) => {
		const bench = new TickBench(REVERB, controlsOf(room));
		bench.play(6000, (tick) => noise(tick) >> 1);
		// After the longest way through lines and diffusers come 30 dB of the fall.
		bench.play(Math.round(8000 * 2 ** (room.size / 51 - 5)) + 2000, silence);
		const blocks = 15;
		const levels = levelsDb(bench.play(Math.round(decayTicks(room.decay) / 2), silence), blocks);
		const fallDb = -slope(levels) * blocks;
		expect(fallDb).toBeGreaterThan(30 * 0.92);
		expect(fallDb).toBeLessThan(30 * 1.08);
	});

	it.each([0, 1, 6, 15])('begins with the shortest line of each channel behind pre-delay %i', (preDelay) => {
		const bench = new TickBench(REVERB, controlsOf({ size: 255, decay: 100, preDelay }));
		const late = preDelay * preDelay * 72;
		const [left, right]: number[][] = [[], []];
		for (let tick = 0; tick < late + 3900; tick++) {
			left.push(bench.tick(impulse(tick)));
			right.push(bench.slot.cpu.right);
		}
		expect(left.findIndex((word) => word !== 0)).toBe(late + Math.min(...LINES.left));
		expect(right.findIndex((word) => word !== 0)).toBe(late + Math.min(...LINES.right));
	});

	it('grows so dense that its samples are as those of noise', () => {
		const bench = new TickBench(REVERB, controlsOf({ size: 128, decay: 140 }));
		const response = bench.play(14_000, impulse);
		// Of Gaussian noise 31.7 % are beyond its standard deviation, of few echoes hardly any (Abel and Huang 2006).
		const density = (from: number) => {
			const words = response.subarray(from, from + 2048);
			const deviation = Math.sqrt(energy(words) / words.length);
			return words.filter((word) => Math.abs(word) > deviation).length / words.length / 0.3173;
		};
		expect(density(0)).toBeLessThan(0.5);
		expect(density(10_000)).toBeGreaterThan(0.85);
	});

	it.each([
		{ size: 60, decay: 110 },
		{ size: 128, decay: 120 },
		{ size: 255, decay: 130 },
	])('lets no frequency outlast the others: %o', (room) => {
		const bench = new TickBench(REVERB, controlsOf(room));
		bench.play(8000, noise);
		bench.play(10_000, silence);
		const window = 8192;
		const bands = (words: Int32Array) => {
			const powers = powerSpectrum(words);
			return Array.from({ length: 32 }, (_, band) =>
				powers.subarray(band * 128, (band + 1) * 128).reduce((sum, power) => sum + power, 0),
			);
		};
		const between = Math.round(decayTicks(room.decay) / 3);
		const tail = bench.play(between + window, silence);
		const [early, late] = [bands(tail.subarray(0, window)), bands(tail.subarray(-window))];
		for (const [band, power] of early.entries()) {
			const fallDb = 10 * Math.log10(power / (late[band] ?? 0));
			expect(Math.abs(fallDb - 20)).toBeLessThan(4);
		}
	});

	it('rings at no frequency in particular in a large room', () => {
		const bench = new TickBench(REVERB, controlsOf({ size: 255, decay: 100 }));
		bench.play(8000, noise);
		bench.play(4000, silence);
		const powers = powerSpectrum(bench.play(8192, silence)).subarray(32);
		const mean = powers.reduce((sum, power) => sum + power, 0) / powers.length;
		// The largest of n bins of noise is about ln n times their mean: 9.2 dB. A ringing mode would stand out by 15 dB and more.
		expect(10 * Math.log10(Math.max(...powers) / mean)).toBeLessThan(12.5);
	});

	it('gives both channels tails of their own', () => {
		const bench = new TickBench(REVERB, controlsOf({ size: 150, decay: 120 }));
		bench.play(6000, (tick) => noise(tick) >> 1);
		let [both, left, right] = [0, 0, 0];
		for (let tick = 0; tick < 8000; tick++) {
			const word = bench.tick(0);
			both += word * bench.slot.cpu.right;
			left += word * word;
			right += bench.slot.cpu.right ** 2;
		}
		expect(Math.abs(both) / Math.sqrt(left * right)).toBeLessThan(0.15);
		expect(left / right).toBeGreaterThan(0.7);
		expect(left / right).toBeLessThan(1.4);
	});

	it('dulls the tail with damping', () => {
		const highPart = (damping: number) => {
			const bench = new TickBench(REVERB, controlsOf({ size: 100, decay: 120, damping }));
			bench.play(6000, (tick) => noise(tick) >> 1);
			bench.play(3000, silence);
			const powers = powerSpectrum(bench.play(4096, silence));
			return energyOf(powers.subarray(1024)) / energyOf(powers);
		};
		const energyOf = (powers: Float64Array) => powers.reduce((sum, power) => sum + power, 0);
		expect(highPart(0)).toBeGreaterThan(0.4);
		expect(highPart(5)).toBeLessThan(0.05);
		expect(highPart(15)).toBeLessThan(0.001);
	});

	it('freezes: the tail stays as loud as it is, nothing new goes in, and it never grows', () => {
		const bench = new TickBench(REVERB, controlsOf({ size: 180, decay: 130 }));
		bench.play(8000, (tick) => noise(tick) >> 1);
		bench.turn(controlsOf({ size: 180, decay: FREEZE }));
		bench.play(12_000, silence);
		const before = energy(bench.play(16_384, noise));
		bench.play(60_000, noise);
		const after = energy(bench.play(16_384, noise));
		expect(10 * Math.log10(after / before)).toBeGreaterThan(-0.3);
		expect(10 * Math.log10(after / before)).toBeLessThan(0.3);
		bench.turn(controlsOf({ size: 180, decay: 0 }));
		bench.play(12_000, silence);
		expect(energy(bench.play(2000, silence))).toBe(0);
	});

	it('stays within full scale with the longest decay and the loudest sound', () => {
		const bench = new TickBench(REVERB, controlsOf({ size: 90, decay: 254, mix: 128 }));
		const square = (tick: number) => ((tick / 50) & 1 ? 2047 : -2047);
		for (const word of bench.play(30_000, square)) if (Math.abs(word) > 2047) throw new Error(`${word} is beyond full scale`);
		const levels = levelsDb(bench.play(20_000, silence), 4);
		for (let i = 1; i < levels.length; i++) expect(levels[i]).toBeLessThan((levels[i - 1] ?? 0) + 0.5);
	});

	it('lets the sound through as it is when the mix is dry', () => {
		const bench = new TickBench(REVERB, controlsOf({ size: 90, decay: 200, mix: 0 }));
		const input = (tick: number) => noise(tick) >> 1;
		expect(bench.play(3000, input)).toEqual(Int32Array.from({ length: 3000 }, (_, tick) => input(tick)));
	});

	it('does not click when knobs are turned', () => {
		const frequency = 0.002;
		const bench = new TickBench(REVERB, controlsOf({ size: 100, decay: 60, mix: 128 }));
		let random = 3;
		let tick = 0;
		for (let turn = 0; turn < 20; turn++) {
			const output = bench.play(1000, (n) => Math.round(500 * Math.sin(2 * Math.PI * frequency * (tick + n))));
			tick += 1000;
			// A sine at full scale, a quarter faster while walls move, and a level that changes by a 512th.
			const bound = 2 * Math.PI * frequency * 2047 * 1.25 + 2047 / 512 + 4;
			const steps = output.subarray(1).map((word, i) => Math.abs(word - output[i]));
			expect(Math.max(...steps)).toBeLessThan(bound);
			random = (Math.imul(random, 1103515245) + 12345) >>> 0;
			bench.turn(
				controlsOf({
					size: (random >>> 8) & 255,
					decay: (random >>> 16) & 255,
					preDelay: (random >>> 12) & 15,
					damping: (random >>> 20) & 15,
					mix: (random >>> 24) & 255,
				}),
			);
		}
	});
});
