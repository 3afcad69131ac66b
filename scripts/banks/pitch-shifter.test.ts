import { describe, expect, it } from 'vitest';
import { type BenchControls, ownFirmware, TickBench } from './tick-bench.testing.ts';

const SHIFTER = ownFirmware('pitch-shifter');
const WET = 15;
/** Grain of 256 * 2^(9/3) frames. */
const GRAIN = 9;
const GRAIN_FRAMES = 2048;
/** Ticks after which both heads have begun a grain at the set pitch, and the farthest has found sound. */
const SETTLED = 10_000;

function controlsOf(semitones: number, { feedback = 0, grain = GRAIN, mix = WET, reverse = 0 } = {}): BenchControls {
	const pitch = 0x8000 + Math.round(semitones * 256);
	return { operand1High: pitch >> 8, operand1Low: pitch & 255, operand2High: feedback, operand2Low: (grain << 4) | mix, reverse };
}

function sine(amplitude: number, cyclesPerTick: number): (tick: number) => number {
	return (tick) => Math.round(amplitude * Math.sin(2 * Math.PI * cyclesPerTick * tick));
}

/**
 * A frequency near `wanted`, cycles a tick, of which whole periods lie between the two heads, which are half a grain of drift apart. Then both
 * play the same phase, and a shifted sine is a sine.
 */
function inPhase(wanted: number, ratio: number): number {
	const apart = (Math.abs(1 - ratio) * GRAIN_FRAMES) / 2;
	return apart === 0 ? wanted : Math.max(1, Math.round(wanted * apart)) / apart;
}

/** Amplitude and phase of one frequency, through a Hann window. */
function component(words: Int32Array, cyclesPerTick: number): { amplitude: number; phase: number } {
	let [real, imaginary] = [0, 0];
	for (let n = 0; n < words.length; n++) {
		const window = (1 - Math.cos((2 * Math.PI * n) / words.length)) / words.length;
		real += words[n] * window * Math.cos(2 * Math.PI * cyclesPerTick * n);
		imaginary -= words[n] * window * Math.sin(2 * Math.PI * cyclesPerTick * n);
	}
	return { amplitude: 2 * Math.hypot(real, imaginary), phase: Math.atan2(imaginary, real) };
}

/** Frequency near `guess` from how far its phase gets in half of the words. */
function measuredFrequency(words: Int32Array, guess: number): number {
	const half = words.length / 2;
	const [first, last] = [component(words.subarray(0, half), guess), component(words.subarray(half), guess)];
	const turns = (last.phase - first.phase) / (2 * Math.PI) - guess * half;
	return guess + (turns - Math.round(turns)) / half;
}

function cents(ratio: number): number {
	return 1200 * Math.log2(ratio);
}

function largestStep(words: Int32Array): number {
	let largest = 0;
	for (let i = 1; i < words.length; i++) largest = Math.max(largest, Math.abs(words[i] - words[i - 1]));
	return largest;
}

const impulse = (level: number) => (tick: number) => (tick === 0 ? level : 0);

/** White noise at full scale: a hash of the tick. */
function noise(tick: number): number {
	let hash = Math.imul(tick + 1, 0x9e3779b1);
	hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return Math.max(-2047, (hash ^ (hash >>> 16)) >> 20);
}

describe('the pitch shifter', () => {
	it.each([-24, -12, -7, -0.5, 1, 4, 7, 12, 19, 24])('makes of a sine one that is %d semitones away', (semitones) => {
		const ratio = 2 ** (semitones / 12);
		const frequency = inPhase(0.012, ratio);
		const amplitude = 1000;
		const bench = new TickBench(SHIFTER, controlsOf(semitones));
		const input = sine(amplitude, frequency);
		bench.play(SETTLED, input);
		const output = bench.play(4 * GRAIN_FRAMES, (tick) => input(SETTLED + tick));
		// The drift is rounded to 2^-14 frames a tick, which at a quarter of the speed is 0.2 cents.
		expect(Math.abs(cents(measuredFrequency(output, frequency * ratio) / (frequency * ratio)))).toBeLessThan(0.25);
		expect(component(output, frequency * ratio).amplitude).toBeGreaterThan(amplitude * 0.97);
		expect(component(output, frequency * ratio).amplitude).toBeLessThan(amplitude * 1.01);
		if (Math.abs(semitones) >= 1) expect(component(output, frequency).amplitude).toBeLessThan(amplitude * 0.02);
	});

	it('stops at two octaves either way', () => {
		const frequency = inPhase(0.01, 4);
		const bench = new TickBench(SHIFTER, { ...controlsOf(24), operand1High: 0xff });
		const input = sine(800, frequency);
		bench.play(SETTLED, input);
		const output = bench.play(4 * GRAIN_FRAMES, (tick) => input(SETTLED + tick));
		expect(component(output, frequency * 4).amplitude).toBeGreaterThan(760);
	});

	it('lets through what comes in one tick late when there is no shift, whatever the grain', () => {
		for (const grain of [0, 7, 15]) {
			const output = new TickBench(SHIFTER, controlsOf(0, { grain })).play(5000, noise);
			const expected = Int32Array.from({ length: 5000 }, (_, tick) => (tick === 0 ? 0 : saturated(saturated(noise(tick - 1)))));
			expect(output).toEqual(expected);
		}
	});

	it('sends the shifted sound round again: octaves upon octaves, each weaker by the feedback', () => {
		const feedback = 128;
		const frequency = inPhase(0.004, 2);
		const input = sine(500, frequency);
		const bench = new TickBench(SHIFTER, controlsOf(12, { feedback }));
		bench.play(4 * SETTLED, input);
		const output = bench.play(4 * GRAIN_FRAMES, (tick) => input(4 * SETTLED + tick));
		for (const [octave, level] of [500, 250, 125, 62.5].entries()) {
			const { amplitude } = component(output, frequency * 2 ** (octave + 1));
			expect(amplitude).toBeGreaterThan(level * 0.93);
			expect(amplitude).toBeLessThan(level * 1.07);
		}
	});

	it('plays the grains backwards in reverse: a rising saw falls', () => {
		const period = 128;
		const input = (tick: number) => (tick % period) * 8;
		const bench = new TickBench(SHIFTER, controlsOf(0, { reverse: 1 }));
		bench.play(SETTLED, input);
		const output = bench.play(4096, (tick) => input(SETTLED + tick));
		const falls = output.filter((word, tick) => tick > 0 && word - output[tick - 1] === -8).length;
		expect(falls).toBeGreaterThan(4096 * (1 - 3 / period));
	});

	it('mixes: dry alone, both at three quarters in the middle, wet alone', () => {
		const levels = [0, 5, 7, 10, 15].map((mix) => {
			const output = new TickBench(SHIFTER, controlsOf(0, { mix })).play(2, impulse(600));
			return [...output];
		});
		expect(levels[0]).toEqual([600, 0]);
		expect(levels[1]).toEqual([600, 300]);
		// Cut towards 0, in steps of 65536.
		expect(levels[2]).toEqual([Math.trunc((600 * 8 * 1.5) / 15 - 0.01), Math.trunc((600 * 7 * 1.5) / 15 - 0.01)]);
		expect(levels[3]).toEqual([300, 600]);
		expect(levels[4]).toEqual([0, 600]);
	});

	it('does not click when knobs are turned, whatever they are turned to', () => {
		const frequency = 0.004;
		const amplitude = 700;
		const input = sine(amplitude, frequency);
		const bench = new TickBench(SHIFTER, controlsOf(3, { mix: 8 }));
		let tick = 0;
		const play = (count: number) => {
			const output = bench.play(count, (n) => input(tick + n));
			tick += count;
			return output;
		};
		play(SETTLED);
		let random = 7;
		for (let turn = 0; turn < 20; turn++) {
			random = (Math.imul(random, 1103515245) + 12345) >>> 0;
			bench.turn(controlsOf(((random >>> 8) % 49) - 24, { grain: (random >>> 16) & 15, mix: (random >>> 20) & 15 }));
			// The dry sine, a wet one at four times its speed, and 16384 in GRAIN / 2 ticks of crossfade in the shortest grain.
			const slope = 2 * Math.PI * frequency * amplitude * 5 + (2 * amplitude * 1.5) / 128;
			expect(largestStep(play(1000))).toBeLessThanOrEqual(slope + 8);
		}
	});

	it('stays within full scale at full feedback, and its loop gathers no DC', () => {
		const bench = new TickBench(SHIFTER, controlsOf(12, { feedback: 255, mix: 8 }));
		for (const word of bench.play(15_000, noise)) if (Math.abs(word) > 2047) throw new Error(`${word} is beyond full scale`);
		const steady = new TickBench(SHIFTER, controlsOf(5, { feedback: 255 }));
		const words = steady.play(25_000, () => 300).subarray(-GRAIN_FRAMES);
		for (const word of words) expect(Math.abs(word - 300)).toBeLessThanOrEqual(30);
	});

	it('falls silent after the sound has ended', () => {
		const bench = new TickBench(SHIFTER, controlsOf(-3, { feedback: 160, grain: 3 }));
		bench.play(5000, noise);
		bench.play(30_000, () => 0);
		expect(bench.play(3000, () => 0)).toEqual(new Int32Array(3000));
	});

	it('keeps the tape under WRITE PROT', () => {
		const bench = new TickBench(SHIFTER, controlsOf(0));
		bench.play(3000, (tick) => noise(tick) >> 2);
		bench.turn({ writeProtect: 1 });
		for (let round = 0; round < 2; round++) {
			bench.seek(1);
			expect(bench.play(3000, () => 500)).toEqual(Int32Array.from({ length: 3000 }, (_, tick) => noise(tick) >> 2));
		}
	});
});

/** What the output's curve makes of a word. */
function saturated(word: number): number {
	const over = Math.min(Math.abs(word) - 1535, 1024);
	return over <= 0 ? word : Math.sign(word) * (1535 + over - Math.floor((over * over) / 2048));
}
