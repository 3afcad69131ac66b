import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StateVariableFilter } from './filters.ts';
import { Loop } from './loop.ts';
import { noteHz, stepBeat } from './music.ts';
import { Oscillator } from './oscillators.ts';
import { Random } from './random.ts';
import { reverberate } from './reverb.ts';

const sampleRate = 44_100;
const loopFrames = 176_400;

describe('the random numbers', () => {
	it('repeat for a seed, lie in [-1, 1) and have the mean and the power of an even distribution', () => {
		const first = new Random(7);
		const again = new Random(7);
		let sum = 0;
		let power = 0;
		const count = 100_000;
		for (let i = 0; i < count; i++) {
			const value = first.bipolar();
			expect(value === again.bipolar() && value >= -1 && value < 1).toBe(true);
			sum += value;
			power += value * value;
		}
		expect(Math.abs(sum / count)).toBeLessThan(0.01);
		expect(power / count).toBeCloseTo(1 / 3, 2);
	});
});

describe('music', () => {
	it('tunes A to 440 Hz and octaves to powers of two', () => {
		expect(noteHz(69)).toBe(440);
		expect(noteHz(33)).toBe(55);
	});

	it('delays the second of two sixteenths by the swing and leaves the first in place', () => {
		expect([0, 1, 2, 3].map((step) => stepBeat(step))).toEqual([0, 0.25, 0.5, 0.75]);
		expect(stepBeat(2, 2 / 3)).toBe(0.5);
		expect(stepBeat(3, 2 / 3)).toBeCloseTo(0.5 + 1 / 3, 12);
	});
});

describe('the loop', () => {
	it('takes a sound round its end from any start, panned at constant power', () => {
		fc.assert(
			fc.property(fc.integer({ min: -500_000, max: 500_000 }), fc.double({ min: -1, max: 1, noNaN: true }), (start, pan) => {
				const loop = new Loop();
				loop.add(start, Float64Array.of(1, 2, 3), 1, pan);
				for (const [i, sample] of [1, 2, 3].entries()) {
					const frame = (((start + i) % loopFrames) + loopFrames) % loopFrames;
					expect(loop.left[frame] ** 2 + loop.right[frame] ** 2).toBeCloseTo(sample ** 2, 9);
				}
			}),
			{ numRuns: 20 },
		);
	});

	it('refuses to finish silence and what is no number', () => {
		const loop = new Loop();
		expect(() => loop.finish()).toThrow(/no peak/);
		loop.left[3] = Number.NaN;
		expect(() => loop.finish()).toThrow(/no peak/);
	});

	it('reverberates a shifted sound into the shifted reverberation: nothing marks where the loop starts', () => {
		const shift = 100_000;
		const room = { decaySeconds: 0.8, dampingHz: 5000, size: 1, dryGain: 0, wetGain: 1 };
		const [early, late] = [0, shift].map((start) => {
			const loop = new Loop();
			loop.add(start, Float64Array.of(1), 1, -0.5);
			reverberate(loop, room);
			return loop;
		});
		let energy = 0;
		let furthest = 0;
		for (let frame = 0; frame < loopFrames; frame++) {
			energy += early.left[frame] ** 2;
			furthest = Math.max(furthest, Math.abs(early.left[frame] - late.left[(frame + shift) % loopFrames]));
		}
		expect(energy).toBeGreaterThan(0.01);
		expect(furthest).toBeLessThan(1e-6);
	});

	it('reverberates for the stated time: the sound falls by 60 dB within it, give or take a fifth', () => {
		const loop = new Loop();
		loop.add(0, Float64Array.of(1));
		reverberate(loop, { decaySeconds: 1, dampingHz: 20_000, size: 1, dryGain: 0, wetGain: 1 });
		const levelDb = (fromSeconds: number) => {
			const window = loop.left.subarray(fromSeconds * sampleRate, (fromSeconds + 0.1) * sampleRate);
			return 10 * Math.log10(window.reduce((sum, sample) => sum + sample * sample, 0));
		};
		const fallPerSecondDb = (levelDb(0.2) - levelDb(0.8)) / 0.6;
		expect(fallPerSecondDb).toBeGreaterThan(48);
		expect(fallPerSecondDb).toBeLessThan(72);
	});
});

describe('the oscillators', () => {
	it('make a sawtooth whose partials fall with their number and fold back at less than -50 dB where the ear is keen', () => {
		const frequencyHz = 1543.5;
		const oscillator = new Oscillator();
		const frames = 8400;
		const wave = Float64Array.from({ length: frames }, () => oscillator.saw(frequencyHz));
		const amplitude = (hz: number) => {
			let re = 0;
			let im = 0;
			for (const [n, sample] of wave.entries()) {
				const angle = (2 * Math.PI * hz * n) / sampleRate;
				re += sample * Math.cos(angle);
				im += sample * Math.sin(angle);
			}
			return (2 * Math.hypot(re, im)) / frames;
		};
		for (const partial of [1, 2, 3]) expect(amplitude(partial * frequencyHz) * partial * (Math.PI / 2)).toBeCloseTo(1, 1);
		const foldedHz = sampleRate - 27 * frequencyHz;
		expect(foldedHz).toBe(2425.5);
		expect(20 * Math.log10(amplitude(foldedHz))).toBeLessThan(-50);
	});
});

describe('the state variable filter', () => {
	it('lets a sine at its cutoff through its low pass with a gain of q, a quarter of a cycle late', () => {
		const cutoffHz = 1102.5;
		const q = 2;
		const filter = new StateVariableFilter();
		let furthest = 0;
		for (let n = 0; n < 4000; n++) {
			const angle = (2 * Math.PI * cutoffHz * n) / sampleRate;
			filter.step(Math.sin(angle), cutoffHz, q);
			if (n > 2000) furthest = Math.max(furthest, Math.abs(filter.low - q * Math.sin(angle - Math.PI / 2)));
		}
		expect(furthest).toBeLessThan(1e-9);
	});

	it('splits its input into three outputs that add up to it', () => {
		const random = new Random(3);
		const filter = new StateVariableFilter();
		for (let n = 0; n < 1000; n++) {
			const input = random.bipolar();
			filter.step(input, random.between(20, 20_000), random.between(0.5, 10));
			expect(filter.low + filter.band + filter.high).toBeCloseTo(input, 9);
		}
	});
});
