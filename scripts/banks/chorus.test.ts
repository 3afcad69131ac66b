import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BenchControls, ownFirmware, TickBench } from './tick-bench.testing.ts';
import { largestStep, loudest, noiseAt } from './word-measures.testing.ts';

const CHORUS = ownFirmware('chorus');
const CYCLE = 65536;

/** What the firmware documents: where the taps sway around, in frames, and their speeds in parts of the knob's. */
const CENTERS = [331, 463, 617];
const SPEEDS = [16 / 16, 13 / 16, 19 / 16];
const WIDEST_SWAY = 300;

function operandsOf(rate: number, depth: number, ahead = 0, feedback = 0): BenchControls {
	return { operand1High: rate, operand1Low: depth, operand2High: ahead, operand2Low: feedback };
}

/** Delay of a tap at a tick, in frames: a sine of two parabolas around its center. */
function delayAt(tick: number, tap: number, rate: number, depth: number, ahead: number): number {
	const step = (rate * rate * 15 + 1000) * SPEEDS[tap];
	const turns = tap / 3 + (step * (tick + 1)) / 2 ** 32 + ahead / 512;
	const x = 2 * (turns - Math.round(turns));
	return CENTERS[tap] + WIDEST_SWAY * (depth / 255) * 4 * x * (1 - Math.abs(x));
}

describe('the chorus', () => {
	it.each([
		[255, 255, 0],
		[255, 90, 128],
		[100, 255, 255],
		[30, 20, 77],
	])('delays an impulse three times on each side, by what the sway says: rate %i, depth %i, ahead %i', (rate, depth, ahead) => {
		const level = 800;
		const apart = 1500;
		const bench = new TickBench(CHORUS, operandsOf(rate, depth, ahead));
		for (let tick = 0; tick < 30 * apart; tick++) {
			const left = bench.tick(tick % apart === 0 ? level : 0);
			const since = tick % apart;
			for (const [word, lead] of [
				[left, 0],
				[bench.slot.cpu.right, ahead],
			]) {
				// A tap that is between two frames divides the impulse among two ticks.
				const parts = CENTERS.map((_, tap) => Math.max(0, 1 - Math.abs(delayAt(tick, tap, rate, depth, lead) - since)));
				const expected = (level * ((since === 0 ? 11 : 0) + 6 * parts.reduce((sum, part) => sum + part))) / 16;
				// A hundredth of a frame is what rounding the knob's step makes at 255, and 3 words.
				if (Math.abs(word - expected) > 6) {
					throw new Error(`${word} at tick ${tick}, ${since} after an impulse, instead of ${expected}`);
				}
			}
		}
	});

	it('sends the mean of the taps round again, cut towards 0', () => {
		const feedback = 255;
		const ticks = 6000;
		const input = (tick: number) => (tick === 0 ? 900 : 0);
		const written = new Int32Array(ticks);
		const expected = new Int32Array(ticks);
		for (let n = 0; n < ticks; n++) {
			const sum = CENTERS.reduce((all, center) => all + (written[n - center] ?? 0), 0);
			written[n] = input(n) + Math.trunc((sum * feedback * 240) / 65536 / CENTERS.length);
			expected[n] = (input(n) * 11 + sum * 6 + 8) >> 4;
		}
		expect(new TickBench(CHORUS, operandsOf(200, 0, 99, feedback)).play(ticks, input)).toEqual(expected);
	});

	it('is mono when the right side is not ahead', () => {
		const bench = new TickBench(CHORUS, operandsOf(120, 200, 0, 100));
		for (let n = 0; n < 2000; n++) expect(bench.tick(noiseAt(n, 700))).toBe(bench.slot.cpu.right);
	});

	it('has its taps at the same delays in reverse, and does not click when REV is turned', () => {
		const knobs = operandsOf(0, 0, 0, 0);
		const frequency = 0.003;
		const amplitude = 500;
		const input = (tick: number) => Math.round(amplitude * Math.sin(2 * Math.PI * frequency * tick));
		const bench = new TickBench(CHORUS, knobs);
		bench.play(3000, input);
		let tick = 3000;
		for (const reverse of [1, 0, 1]) {
			bench.turn({ reverse });
			// 18 sixteenths of taps fade by a 256th a tick; dry sound and taps sway by 29 sixteenths of the input's own.
			const bound = (29 / 16) * 2 * Math.PI * frequency * amplitude + (18 / 16 / 256) * amplitude + 4;
			expect(largestStep(bench.play(4000, (n) => input(tick + n)))).toBeLessThanOrEqual(bound);
			tick += 4000;
		}
		bench.play(2000, () => 0);
		const response = bench.play(800, (n) => (n === 0 ? 800 : 0));
		expect([...response.keys()].filter((n) => response[n] !== 0)).toEqual([0, ...CENTERS]);
	});

	it('does not click when its knobs are turned', () => {
		const frequency = 0.004;
		const amplitude = 450;
		const input = (tick: number) => Math.round(amplitude * Math.sin(2 * Math.PI * frequency * tick));
		const bench = new TickBench(CHORUS, operandsOf(40, 0));
		let tick = 0;
		for (const knobs of [operandsOf(40, 255), operandsOf(90, 30, 255), operandsOf(10, 100, 0, 128), operandsOf(50, 0)]) {
			bench.turn(knobs);
			const output = bench.play(6000, (n) => input(tick + n));
			tick += 6000;
			// Taps move by less than half a frame a tick, and half of them goes round again.
			const gain = 11 / 16 + (18 / 16) * 1.5 * (1 + 0.5 + 0.25 + 0.125);
			expect(largestStep(output)).toBeLessThanOrEqual(gain * 2 * Math.PI * frequency * amplitude + 5);
		}
	});

	it('keeps the memory under WRITE PROT and plays it round and round', () => {
		const bench = new TickBench(CHORUS, operandsOf(0, 0, 0, 200));
		bench.play(CYCLE, (n) => noiseAt(n, 600));
		bench.turn({ writeProtect: 1 });
		bench.play(200, () => 0);
		const round = bench.play(CYCLE, () => 0);
		expect(largestStep(round)).toBeGreaterThan(500);
		expect(bench.play(3000, (n) => noiseAt(n, 2000))).toEqual(round.subarray(0, 3000));
	});

	it('falls silent after noise at the most feedback there is', () => {
		const bench = new TickBench(CHORUS, operandsOf(60, 100, 255, 255));
		const output = bench.play(120_000, (n) => (n < 5000 ? noiseAt(n, 2047) : 0));
		expect(output.subarray(-3000)).toEqual(new Int32Array(3000));
	});

	it('stays within full scale and never stops, whatever is turned', () => {
		const byte = fc.integer({ min: 0, max: 255 });
		const knobs = fc.tuple(byte, byte, byte, byte, fc.nat(1), fc.nat(1), fc.nat(CYCLE - 1));
		fc.assert(
			fc.property(fc.array(knobs, { minLength: 2, maxLength: 6 }), (turns) => {
				const bench = new TickBench(CHORUS);
				for (const [rate, depth, ahead, feedback, reverse, writeProtect, address] of turns) {
					bench.turn({ ...operandsOf(rate, depth, ahead, feedback), reverse, writeProtect });
					bench.seek(address);
					expect(loudest(bench.play(500, (n) => noiseAt(n, 2047)))).toBeLessThanOrEqual(2047);
				}
			}),
			{ numRuns: 12 },
		);
	});
});
