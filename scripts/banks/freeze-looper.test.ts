import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BenchControls, ownFirmware, TickBench } from './tick-bench.testing.ts';
import { largestStep, loudest, noiseAt } from './word-measures.testing.ts';

const LOOPER = ownFirmware('freeze-looper');
const HOLD = 0x80;
const HALF = 0x40;
const QUARTER = 0x20;
const INPUT = 0x10;
/** Ticks that the loop takes to come in, and the input to go. */
const FADE = 512;

function operandsOf(length: number, switches: number, left = 255, release = 0x80): BenchControls {
	return { operand1High: length, operand1Low: switches, operand2High: left, operand2Low: release };
}

/** Frames of the seam of a loop. */
function seamOf(length: number): number {
	return Math.min(2048, length / 4);
}

function sine(amplitude: number, cyclesPerTick: number): (tick: number) => number {
	return (tick) => Math.round(amplitude * Math.sin(2 * Math.PI * cyclesPerTick * tick));
}

const quietNoise = (tick: number): number => noiseAt(tick, 900);

/** A bench that has heard `ticks` ticks of a sound and then been told to hold it. */
function holding(length: number, ticks: number, input: (tick: number) => number, switches = 0, left = 255): TickBench {
	const bench = new TickBench(LOOPER, operandsOf(length, switches, left));
	bench.play(ticks, input);
	bench.turn(operandsOf(length, switches | HOLD, left));
	return bench;
}

/** Plays on with the same input until the loop has begun, and `FADE` ticks of it; the tick at which it began. */
function beginOf(bench: TickBench, ticks: number, input: (tick: number) => number): number {
	for (let tick = ticks; tick < ticks + 200; tick++) {
		bench.tick(input(tick));
		if (bench.slot.cpu.leds[0] !== 0) {
			bench.play(FADE - 1, () => 0);
			// It listens in the tick in which it catches; the first LED of the loop is lit at the end of that tick.
			return tick + 1;
		}
	}
	throw new Error('the loop never began');
}

describe('the freeze looper', () => {
	it('lets the input through while it listens', () => {
		const output = new TickBench(LOOPER, operandsOf(0x10, 0)).play(3000, quietNoise);
		expect(output).toEqual(Int32Array.from({ length: 3000 }, (_, n) => quietNoise(n)));
	});

	it.each([0x01, 0x08, 0x20])('repeats the last moments exactly, but for the seam, for ever: length %i', (lengthByte) => {
		const length = lengthByte * 256;
		const bench = holding(lengthByte, 12_000, quietNoise);
		const began = beginOf(bench, 12_000, quietNoise);
		const rounds = Math.ceil(40_000 / length);
		const output = bench.play(rounds * length, (n) => noiseAt(n, 2000));
		for (let n = 0; n < output.length; n++) {
			const place = (n + FADE - 1) % length;
			const seam = place - (length - seamOf(length));
			const heard = quietNoise(began - length + place);
			// In the seam the sound before the beginning is faded in, and rounded twice.
			const before = seam > 0 ? quietNoise(began - 2 * length + place) : heard;
			const expected = heard + ((before - heard) * seam) / (seamOf(length) - 1);
			if (Math.abs(output[n] - expected) > (seam > 0 ? 2 : 0)) {
				throw new Error(`${output[n]} at place ${place} of the loop instead of ${expected}`);
			}
		}
	});

	it.each([
		['forwards', HOLD, 0],
		['backwards', HOLD, 1],
		['at half the speed', HOLD | HALF, 0],
		['at an eighth of it, backwards', HOLD | HALF | QUARTER, 1],
	])('has no seam to be heard %s', (_name, switches, reverse) => {
		const amplitude = 800;
		const frequency = 0.00777;
		const input = sine(amplitude, frequency);
		const bench = new TickBench(LOOPER, operandsOf(0x08, 0));
		bench.play(6000, input);
		bench.turn({ ...operandsOf(0x08, switches), reverse });
		const output = bench.play(50_000, (n) => input(6000 + n));
		// The sine's own steps, and what a fade of two of them over the seam adds.
		const bound = amplitude * (2 * Math.PI * frequency + 2 / seamOf(2048)) + 4;
		expect(largestStep(output)).toBeLessThanOrEqual(bound);
		expect(loudest(output.subarray(-20_000))).toBeGreaterThan(0.95 * amplitude);
	});

	it('plays backwards what it plays forwards, and at half the speed an octave lower', () => {
		const length = 4096;
		const roundOf = (switches: number, reverse: number) => {
			const bench = new TickBench(LOOPER, { ...operandsOf(0x10, switches | HOLD), reverse });
			// HOLD from the start waits until there is a loop and its seam.
			bench.play(length + seamOf(length) + 4 * length, quietNoise);
			return bench.play(2 * length, () => 0);
		};
		const forwards = roundOf(0, 0);
		const placeIn = (words: Int32Array, part: Int32Array) => {
			for (let at = 0; at <= length; at++) if (part.every((word, n) => Math.abs(word - words[at + n]) <= 1)) return at;
			return -1;
		};
		expect(placeIn(forwards, roundOf(0, 1).subarray(0, 1000).reverse())).toBeGreaterThanOrEqual(0);
		const slow = roundOf(HALF, 0);
		const everyOther = (first: number) => Int32Array.from({ length: 500 }, (_, n) => slow[first + 2 * n]);
		expect(Math.max(placeIn(forwards, everyOther(0)), placeIn(forwards, everyOther(1)))).toBeGreaterThanOrEqual(0);
	});

	it.each([128, 240])('leaves %i / 256 of the loop after each round, cut towards 0', (left) => {
		const length = 2048;
		const input = (tick: number) => quietNoise(tick % length);
		const bench = holding(0x08, 6 * length, input, 0, left);
		beginOf(bench, 6 * length, input);
		const factor = (left + (left >> 7)) / 256;
		let round = bench.play(length, () => 0);
		for (let k = 0; k < 6; k++) {
			const next = bench.play(length, () => 0);
			expect(next).toEqual(round.map((word) => Math.trunc(word * factor)));
			round = next;
		}
	});

	it('takes up the input in the frame that it has just left, so that it is heard a round later', () => {
		const length = 4096;
		const bench = holding(0x10, 8000, () => 0, 15, 255);
		beginOf(bench, 8000, () => 0);
		bench.play(100, () => 0);
		const output = bench.play(3 * length, (n) => (n === 700 ? 600 : 0));
		const heard = [...output.keys()].filter((n) => output[n] !== 0);
		expect(heard).toEqual([699 + length, 699 + 2 * length]);
		for (const n of heard) expect(output[n]).toBeCloseTo(600, -1);
	});

	it('dies away after HOLD by the time of its release, and then listens again', () => {
		const release = 0x80;
		const ticks = 16 * 32 * 2 ** (release >> 5);
		const bench = holding(0x04, 8000, () => 800);
		beginOf(bench, 8000, () => 800);
		expect(loudest(bench.play(2000, () => 0))).toBe(800);
		bench.turn(operandsOf(0x04, 0, 255, release));
		bench.play(200, () => 0);
		const [early, , late] = [bench.tick(0), bench.play(ticks - 1, () => 0), bench.tick(0)];
		expect(late / early).toBeCloseTo(Math.exp(-1), 1);
		bench.play(20 * ticks, () => 0);
		expect(bench.play(1000, quietNoise)).toEqual(Int32Array.from({ length: 1000 }, (_, n) => quietNoise(n)));
	});

	it('follows a turned length without a click, in any direction', () => {
		const amplitude = 700;
		const frequency = 0.0041;
		const input = sine(amplitude, frequency);
		const bench = holding(0x30, 40_000, input);
		const own = 2 * Math.PI * frequency;
		let last = input(39_999);
		for (const [length, reverse] of [
			[0x02, 0],
			[0x1f, 0],
			[0x05, 1],
			[0x40, 1],
			[0x08, 0],
		]) {
			bench.turn({ operand1High: length, reverse });
			const words = bench.play(60_000, () => 0);
			// A shorter seam fades faster: that of 512 frames has 128.
			expect(largestStep(Int32Array.of(last, ...words))).toBeLessThanOrEqual(amplitude * (own + 2 / 127) + 4);
			last = words[words.length - 1];
		}
		const round = bench.play(0x08 * 256, () => 0);
		expect(bench.play(0x08 * 256, () => 0)).toEqual(round);
	});

	it('neither fades nor takes up anything under WRITE PROT', () => {
		const bench = holding(0x08, 6000, quietNoise, 15, 100);
		bench.turn({ writeProtect: 1 });
		beginOf(bench, 6000, quietNoise);
		const round = bench.play(2048, quietNoise);
		expect(loudest(round)).toBeGreaterThan(500);
		bench.play(9 * 2048, quietNoise);
		expect(bench.play(2048, quietNoise)).toEqual(round);
	});

	it('lets the input through with the loop when it is told to', () => {
		const bench = holding(0x08, 6000, () => 0, INPUT);
		beginOf(bench, 6000, () => 0);
		expect(bench.play(3000, quietNoise)).toEqual(Int32Array.from({ length: 3000 }, (_, n) => quietNoise(n)));
	});

	it('stays within full scale and never stops, whatever is turned', () => {
		const byte = fc.integer({ min: 0, max: 255 });
		const turns = fc.array(fc.tuple(byte, byte, byte, byte, fc.nat(1), fc.nat(1)), { minLength: 3, maxLength: 8 });
		fc.assert(
			fc.property(turns, (knobs) => {
				const bench = new TickBench(LOOPER);
				for (const [length, switches, left, release, reverse, writeProtect] of knobs) {
					bench.turn({ ...operandsOf(length & 7, switches, left, release), reverse, writeProtect });
					expect(loudest(bench.play(1500, (n) => noiseAt(n, 2047)))).toBeLessThanOrEqual(2047);
					bench.turn({ operand1High: length });
					expect(loudest(bench.play(500, (n) => noiseAt(n, 2047)))).toBeLessThanOrEqual(2047);
				}
			}),
			{ numRuns: 12 },
		);
	});
});
