import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BenchControls, ownFirmware, TickBench } from './tick-bench.testing.ts';
import { amplitudeAt, largestStep, loudest, noiseAt } from './word-measures.testing.ts';

const DRONE = ownFirmware('fm-drone');

/** Top of the drone when it is wide open. */
const AMPLITUDE = 1280;
const RATIOS = [1, 2, 3, 4, 5, 7, 9, 11, 0.5, 1.5, 2.5, 3.5, Math.SQRT2, (1 + Math.sqrt(5)) / 2, Math.sqrt(5), Math.PI];
const C1_HERTZ = 440 * 2 ** (-45 / 12);
const CLOCK_HERTZ = 44100;

interface Knobs {
	readonly note: number;
	readonly ratio?: number;
	readonly detune?: number;
	readonly index?: number;
	readonly follow?: number;
	readonly release?: number;
}

function operandsOf({ note, ratio = 0, detune = 0, index = 0, follow = 0, release = 0 }: Knobs): BenchControls {
	return {
		operand1High: note,
		operand1Low: (ratio << 4) | detune,
		operand2High: index,
		operand2Low: (follow << 4) | release,
	};
}

/** Frequency of a note in cycles per tick: four steps to a semitone. */
function frequencyOf(note: number): number {
	return (C1_HERTZ * 2 ** (note / 48)) / CLOCK_HERTZ;
}

/** Bessel function of the first kind, by its integral: the mean of cos(n t - x sin t) over a turn. */
function bessel(n: number, x: number): number {
	const points = 256;
	let sum = 0;
	for (let k = 0; k < points; k++) {
		const t = (2 * Math.PI * (k + 0.5)) / points;
		sum += Math.cos(n * t - x * Math.sin(t));
	}
	return sum / points;
}

/** Left output once the drone has opened. */
function steadySound(knobs: Knobs, ticks = 16_384): Int32Array {
	const bench = new TickBench(DRONE, operandsOf(knobs));
	bench.play(4000, () => 0);
	return bench.play(ticks, () => 0);
}

describe('the FM drone', () => {
	it.each([
		[0x90, 5, 0x60],
		[0x84, 12, 0x80],
		[0x78, 15, 0xa0],
		[0x90, 1, 0x30],
	])(
		'has partials at carrier ± n · modulator, as loud as Bessel functions say: note %i, ratio %i, index %i',
		(note, ratio, index) => {
			const words = steadySound({ note, ratio, index });
			const carrier = frequencyOf(note);
			const modulator = carrier * RATIOS[ratio];
			const radians = (2 * Math.PI * index * index) / 32768;
			// Partials below 0 come back mirrored; where two fall on one frequency, they add up with their signs.
			const partials: { frequency: number; amplitude: number }[] = [];
			for (let n = -6; n <= 6; n++) {
				const at = carrier + n * modulator;
				const amplitude = AMPLITUDE * bessel(n, radians) * Math.sign(at);
				const same = partials.find(({ frequency }) => Math.abs(frequency - Math.abs(at)) < 1e-6);
				if (same) same.amplitude += amplitude;
				else partials.push({ frequency: Math.abs(at), amplitude });
			}
			for (const { frequency, amplitude } of partials) {
				if (frequency > 0.45) continue;
				expect(Math.abs(amplitudeAt(words, frequency) - Math.abs(amplitude))).toBeLessThan(AMPLITUDE * 0.015);
			}
		},
	);

	it('plays its note, and nothing else, when nothing pushes the carriers', () => {
		const words = steadySound({ note: 0x60 });
		expect(amplitudeAt(words, frequencyOf(0x60)) / AMPLITUDE).toBeCloseTo(1, 2);
		expect(amplitudeAt(words, 2 * frequencyOf(0x60)) / AMPLITUDE).toBeLessThan(0.001);
	});

	it.each([8, 15])('plays one carrier lower and one higher, each of them mostly on its side: detune %i', (detune) => {
		const words = steadySound({ note: 0xfd, detune }, 40_000);
		const apart = detune * detune * 0.00007;
		const [low, high] = [1 - apart, 1 + apart].map((factor) => amplitudeAt(words, frequencyOf(0xfd) * factor) / AMPLITUDE);
		expect(low).toBeCloseTo(0.75, 2);
		expect(high).toBeCloseTo(0.25, 2);
	});

	it('is silent at follow 15 when the input is, and wide open at half scale', () => {
		const bench = new TickBench(DRONE, operandsOf({ note: 0x60, index: 0x70, follow: 15 }));
		expect(bench.play(3000, () => 0)).toEqual(new Int32Array(3000));
		const output = bench.play(6000, (n) => (n % 2 ? 1024 : -1024));
		expect(loudest(output.subarray(3000)) / AMPLITUDE).toBeCloseTo(1, 1);
	});

	it.each([
		[6, 2048],
		[9, 6144],
		[12, 16_384],
	])('falls to 1/e in the time of its release: %i, %i ticks', (release, ticks) => {
		const note = 0xc0;
		const bench = new TickBench(DRONE, operandsOf({ note, follow: 15, release }));
		bench.play(2000, () => 900);
		const output = bench.play(ticks + 4096, () => 0);
		const early = amplitudeAt(output.subarray(1024, 2048), frequencyOf(note));
		const late = amplitudeAt(output.subarray(1024 + ticks, 2048 + ticks), frequencyOf(note));
		expect(late / early).toBeCloseTo(Math.exp(-1), 1);
	});

	it('is pushed down by the input in reverse, and holds its level under WRITE PROT', () => {
		const knobs = operandsOf({ note: 0x60, follow: 15, release: 10 });
		const bench = new TickBench(DRONE, { ...knobs, reverse: 1 });
		expect(loudest(bench.play(5000, () => 0)) / AMPLITUDE).toBeCloseTo(1, 1);
		expect(loudest(bench.play(15_000, () => 1500).subarray(-1000))).toBe(0);
		bench.turn({ reverse: 0, writeProtect: 1 });
		expect(loudest(bench.play(30_000, () => 0).subarray(20_000)) / AMPLITUDE).toBeCloseTo(1, 1);
		bench.turn({ writeProtect: 0 });
		expect(loudest(bench.play(200_000, () => 0).subarray(-2000))).toBe(0);
	});

	it('gives no DC, though two of its partials meet at 0 Hz', () => {
		const words = steadySound({ note: 0x60, ratio: 0, index: 0x70, detune: 1 }, 60_000);
		const half = words.subarray(30_000);
		expect(Math.abs(half.reduce((sum, word) => sum + word, 0) / half.length)).toBeLessThan(15);
	});

	it('slides to what its knobs say, without a click', () => {
		const bench = new TickBench(DRONE, operandsOf({ note: 0x30 }));
		bench.play(3000, () => 0);
		let last = bench.tick(0);
		for (const knobs of [
			{ note: 0x60 },
			{ note: 0x60, index: 0x50 },
			{ note: 0x20, ratio: 8, detune: 9 },
			{ note: 0x60, follow: 15 },
		]) {
			bench.turn(operandsOf(knobs));
			const words = bench.play(4000, () => 0);
			// The fastest of these tones, whose carrier runs at 1 + index times its speed, and the level and index on their way.
			const steepest = 2 * Math.PI * frequencyOf(0x60) * (1 + 1.3) + 1 / 128 + 1.3 / 1024;
			expect(largestStep(Int32Array.of(last, ...words))).toBeLessThanOrEqual(AMPLITUDE * steepest + 4);
			last = words[words.length - 1];
		}
	});

	it('stays within full scale and never stops, whatever is turned', () => {
		const byte = fc.integer({ min: 0, max: 255 });
		const turns = fc.array(fc.tuple(byte, byte, byte, byte, fc.nat(1), fc.nat(1)), { minLength: 2, maxLength: 6 });
		fc.assert(
			fc.property(turns, (knobs) => {
				const bench = new TickBench(DRONE);
				for (const [operand1High, operand1Low, operand2High, operand2Low, reverse, writeProtect] of knobs) {
					bench.turn({ operand1High, operand1Low, operand2High, operand2Low, reverse, writeProtect });
					expect(loudest(bench.play(900, (n) => noiseAt(n, 2047)))).toBeLessThan(2047);
				}
			}),
			{ numRuns: 12 },
		);
	});
});
