import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BenchControls, ownFirmware, TickBench } from './tick-bench.testing.ts';
import { amplitudeAt, largestStep, loudest, noiseAt } from './word-measures.testing.ts';

const RESONATOR = ownFirmware('comb-resonator');

/** Semitones of the strings above the root, in the order of their switches. */
const INTERVALS = [0, 3, 4, 5, 7, 10, 12, 14];
const C1_HERTZ = 440 * 2 ** (-45 / 12);
const CLOCK_HERTZ = 44100;

function operandsOf(root: number, strings: number, ring: number, damping = 0): BenchControls {
	return { operand1High: root, operand1Low: strings, operand2High: ring, operand2Low: damping };
}

/** Frequency of a string in cycles per tick: the root has four steps to a semitone. */
function frequencyOf(root: number, string: number): number {
	return (C1_HERTZ * 2 ** ((root / 4 + INTERVALS[string]) / 12)) / CLOCK_HERTZ;
}

/** Ticks until a string has fallen by 60 dB: 50 ms, and twice as many for each 32 of the knob. */
function ringTicks(ring: number): number {
	return 0.05 * CLOCK_HERTZ * 2 ** (ring / 32);
}

const impulse = (tick: number): number => (tick === 0 ? 2000 : 0);

const stringsUp = (strings: number): number[] => [...INTERVALS.keys()].filter((k) => (strings >> (7 - k)) & 1);

/** Both channels together: each string is heard on both. */
function playBoth(bench: TickBench, ticks: number, input: (tick: number) => number): Int32Array {
	return Int32Array.from({ length: ticks }, (_, n) => bench.tick(input(n)) + bench.slot.cpu.right);
}

/** How far the highest point of the spectrum near a frequency is from it, in cents. */
function centsFrom(words: Int32Array, frequency: number): number {
	let best = 0;
	let highest = 0;
	for (let cents = -20; cents <= 20; cents++) {
		const amplitude = amplitudeAt(words, frequency * 2 ** (cents / 1200));
		if (amplitude > highest) [best, highest] = [cents, amplitude];
	}
	return best;
}

describe('the comb resonator', () => {
	it.each([
		['a major chord on A2', 0x54, 0b10101000, 0],
		['a minor seventh on C3, damped', 0x60, 0b11001100, 0x80],
		['a suspended chord with a ninth a quarter tone above F2', 0x46, 0b10011001, 0x20],
		['the root alone, with all switches down', 0x90, 0, 0],
	])('rings at the notes of %s', (_name, root, switches, damping) => {
		const bench = new TickBench(RESONATOR, operandsOf(root, switches, 200, damping));
		const words = playBoth(bench, 16_384, impulse);
		const sounding = stringsUp(switches === 0 ? 0x80 : switches);
		for (const string of sounding) expect(Math.abs(centsFrom(words, frequencyOf(root, string)))).toBeLessThanOrEqual(3);
		const weakest = Math.min(...sounding.map((string) => amplitudeAt(words, frequencyOf(root, string))));
		for (const string of INTERVALS.keys()) {
			// The octave and the twelfth are in the root's own spectrum.
			if (sounding.includes(string) || string === 6) continue;
			expect(amplitudeAt(words, frequencyOf(root, string))).toBeLessThan(weakest / 10);
		}
	});

	it.each([
		[0x54, 100],
		[0x30, 140],
		[0x90, 200],
	])('falls by 60 dB in the time of its knob: root %i, ring %i', (root, ring) => {
		const frequency = frequencyOf(root, 0);
		const apart = Math.round(ringTicks(ring) / 4);
		const bench = new TickBench(RESONATOR, operandsOf(root, 0x80, ring));
		bench.play(2000, (tick) => noiseAt(tick, 2000));
		const words = playBoth(bench, apart + 6000, () => 0);
		const early = amplitudeAt(words.subarray(0, 6000), frequency);
		const late = amplitudeAt(words.subarray(apart, apart + 6000), frequency);
		expect(20 * Math.log10(early / late)).toBeCloseTo(15, 0);
	});

	it('gets duller with damping: the higher a partial, the sooner it is gone', () => {
		const partialsOf = (damping: number) => {
			const words = playBoth(new TickBench(RESONATOR, operandsOf(0x54, 0x80, 160, damping)), 12_000, impulse);
			return [1, 5, 9].map((partial) => amplitudeAt(words.subarray(4000), partial * frequencyOf(0x54, 0)));
		};
		const [steel, felt] = [partialsOf(0), partialsOf(255)];
		expect(felt[1] / felt[0]).toBeLessThan(steel[1] / steel[0] / 3);
		expect(felt[2] / felt[0]).toBeLessThan(felt[1] / felt[0]);
	});

	it('spreads its strings over both sides', () => {
		const bench = new TickBench(RESONATOR, operandsOf(0x54, 0b11000000, 180));
		const left = new Int32Array(12_000);
		const right = left.map((_, n) => {
			left[n] = bench.tick(impulse(n));
			return bench.slot.cpu.right;
		});
		const [root, third] = [frequencyOf(0x54, 0), frequencyOf(0x54, 1)];
		expect(amplitudeAt(right, root) / amplitudeAt(left, root)).toBeCloseTo(0.6, 1);
		expect(amplitudeAt(left, third) / amplitudeAt(right, third)).toBeCloseTo(0.6, 1);
	});

	it('is silent without sound and lets no DC through', () => {
		const bench = new TickBench(RESONATOR, operandsOf(0x40, 0xff, 255));
		expect(bench.play(3000, () => 0)).toEqual(new Int32Array(3000));
		const steady = new TickBench(RESONATOR, operandsOf(0x40, 0xa8, 120)).play(60_000, () => 1000);
		expect(loudest(steady.subarray(-2000))).toBeLessThanOrEqual(1);
	});

	it('lets a string go when its switch goes down, and takes it back', () => {
		const bench = new TickBench(RESONATOR, operandsOf(0x54, 0b10001000, 255));
		playBoth(bench, 4000, (n) => noiseAt(n, 1500));
		bench.turn({ operand1Low: 0b10000000 });
		playBoth(bench, 6000, () => 0);
		const after = playBoth(bench, 12_000, () => 0);
		const fifth = frequencyOf(0x54, 4);
		expect(amplitudeAt(after, fifth)).toBeLessThan(amplitudeAt(after, frequencyOf(0x54, 0)) / 100);
		bench.turn({ operand1Low: 0b10001000 });
		playBoth(bench, 6000, (n) => noiseAt(n, 1500));
		expect(
			amplitudeAt(
				playBoth(bench, 12_000, () => 0),
				fifth,
			),
		).toBeGreaterThan(10);
	});

	it('does not click when its knobs are turned', () => {
		const frequency = 0.001;
		const input = (tick: number) => Math.round(700 * Math.sin(2 * Math.PI * frequency * tick));
		const bench = new TickBench(RESONATOR, operandsOf(0x30, 0xa8, 60, 0x80));
		let last = bench.tick(0);
		let tick = 0;
		for (const knobs of [operandsOf(0x90, 0xa8, 60, 0x80), operandsOf(0x20, 0xff, 90), operandsOf(0x20, 0x48, 0, 255)]) {
			bench.turn(knobs);
			const words = bench.play(8000, (n) => input(tick + n));
			tick += 8000;
			// Such a slow sine has steps of 700 / 160; strings that are slid over it and added up have ten times as much.
			expect(largestStep(Int32Array.of(last, ...words))).toBeLessThan(45);
			last = words[words.length - 1];
		}
	});

	it('stays within full scale and never stops, whatever is turned', () => {
		const byte = fc.integer({ min: 0, max: 255 });
		fc.assert(
			fc.property(fc.array(fc.tuple(byte, byte, byte, byte), { minLength: 2, maxLength: 6 }), (turns) => {
				const bench = new TickBench(RESONATOR);
				for (const [root, strings, ring, damping] of turns) {
					bench.turn(operandsOf(root, strings, ring, damping));
					expect(loudest(bench.play(800, (n) => noiseAt(n, 2047)))).toBeLessThanOrEqual(2047);
				}
			}),
			{ numRuns: 12 },
		);
	});
});
