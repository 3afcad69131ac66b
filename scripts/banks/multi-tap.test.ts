import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HeapTrio, poolWord } from './heap-trio.testing.ts';
import { ownSource } from './own-firmware.ts';
import { type BenchControls, ownFirmware, TickBench } from './tick-bench.testing.ts';
import { largestStep, loudest, noiseAt } from './word-measures.testing.ts';

const MULTI_TAP = ownFirmware('multi-tap');

/** What the firmware documents: frames to a step of the knob, and where its taps stand. */
const TIME_UNIT = 64;
const OF_LEFT = [0.56, 0.42, 0.61, 0.35, 0.66, 0.27, 0.68, 0.19];
const OF_RIGHT = [0.42, 0.56, 0.35, 0.61, 0.27, 0.66, 0.19, 0.68];
const LINES = 8;
const EVEN = 8;

function operandsOf(time: number, taps: number, feedback = 0, slope = EVEN, damping = 0): BenchControls {
	return { operand1High: time, operand1Low: taps, operand2High: feedback, operand2Low: (slope << 4) | damping };
}

const impulseAt = (at: number, level: number) => (tick: number) => (tick === at ? level : 0);

/** Lines that are out of the pool. */
const linesInUse = (bench: { readonly heapTables: Int32Array }) => poolWord(bench.heapTables, 1, 'inUse');

/** Ticks after which a chain of eight is as long as its switches say, and each of its taps as loud. */
const SETTLED = 2000;

describe('the multi-tap delay', () => {
	it.each([
		[20, 0b11111111, 8],
		[5, 0b00100101, 5],
		[1, 0b10000001, 11],
		[90, 0b01000000, 8],
	])('repeats an impulse where the switches are up: time %i, taps %i, slope %i', (time, taps, slope) => {
		const distance = time * TIME_UNIT;
		const level = 1000;
		const bench = new TickBench(MULTI_TAP, operandsOf(time, taps, 0, slope));
		const last = 7 - Math.log2(taps & -taps);
		bench.play(SETTLED, () => 0);
		const ticks = distance * LINES + 10;
		const right = new Int32Array(ticks);
		const left = right.map((_, n) => {
			const word = bench.tick(impulseAt(0, level)(n));
			right[n] = bench.slot.cpu.right;
			return word;
		});
		const gain = (tap: number) => 10 ** ((1.5 * (slope < EVEN ? (slope - EVEN) * tap : (slope - EVEN) * (tap - last))) / 20);
		const expected = (pans: readonly number[]) => {
			const words = new Int32Array(ticks);
			words[0] = level;
			for (const [tap, pan] of pans.entries()) {
				if ((taps >> (7 - tap)) & 1) words[(tap + 1) * distance] = Math.round(level * pan * gain(tap));
			}
			return words;
		};
		expect(left).toEqual(expected(OF_LEFT));
		expect(right).toEqual(expected(OF_RIGHT));
	});

	it('plays the rhythm again by its feedback, from the last tap on', () => {
		const distance = 3 * TIME_UNIT;
		const bench = new TickBench(MULTI_TAP, operandsOf(3, 0b00100000, 128));
		bench.play(SETTLED, () => 0);
		const words = bench.play(distance * 10, impulseAt(0, 1000));
		const factor = (128 + 1) / 256;
		for (const round of [0, 1, 2]) {
			expect(words[distance * 3 * (round + 1)]).toBe(Math.round(1000 * OF_LEFT[2] * factor ** round));
		}
	});

	it('takes a line for each tap up to the last switch that is up, and gives back those behind it', () => {
		const bench = new TickBench(MULTI_TAP, operandsOf(20, 0));
		expect(poolWord(bench.heapTables, 1, 'capacity')).toBe(LINES);
		for (const [taps, lines] of [
			[0b11111111, 8],
			[0b00010000, 4],
			[0b00010001, 8],
			[0b10000000, 1],
			[0, 0],
			[0b01000000, 2],
		]) {
			bench.turn({ operand1Low: taps });
			bench.play(2 * SETTLED, (n) => noiseAt(n, 800));
			expect([taps, linesInUse(bench), bench.global('inUse')[0]]).toEqual([taps, lines, lines]);
		}
		expect(poolWord(bench.heapTables, 1, 'peakInUse')).toBe(LINES);
		expect(poolWord(bench.heapTables, 1, 'failed')).toBe(0);
		expect(poolWord(bench.heapTables, 1, 'refusedFrees')).toBe(0);
	});

	it('lets nobody hear what a line from the pool still holds', () => {
		const bench = new TickBench(MULTI_TAP, operandsOf(10, 0xff));
		bench.play(30_000, (n) => noiseAt(n, 1500));
		bench.turn({ operand1Low: 0 });
		bench.play(3000, () => 0);
		bench.turn({ operand1Low: 0xff });
		expect(bench.play(40_000, () => 0)).toEqual(new Int32Array(40_000));
	});

	it('does not click when taps come and go, nor when the time is turned', () => {
		const frequency = 0.002;
		const amplitude = 250;
		const input = (tick: number) => Math.round(amplitude * Math.sin(2 * Math.PI * frequency * tick));
		const bench = new TickBench(MULTI_TAP, operandsOf(30, 0xff));
		bench.play(40_000, input);
		let tick = 40_000;
		// The dry sound and echoes of 3.74 of it, read at up to 1.4 times their speed.
		const own = 2 * Math.PI * frequency * amplitude * (1 + 1.4 * OF_LEFT.reduce((sum, pan) => sum + pan));
		for (const turn of [
			operandsOf(30, 0x10),
			operandsOf(30, 0xff),
			operandsOf(90, 0xff),
			operandsOf(4, 0x55),
			operandsOf(4, 0),
		]) {
			bench.turn(turn);
			expect(largestStep(bench.play(8000, (n) => input(tick + n)))).toBeLessThan(own + 25);
			tick += 8000;
		}
	});

	it('is the same under all executors while lines come and go', () => {
		const trio = new HeapTrio(ownSource('multi-tap'), operandsOf(2, 0xff, 0xc0));
		for (const taps of [0xff, 0x20, 0, 0x0c]) {
			trio.turn({ operand1Low: taps });
			expect(loudest(trio.play(1500, (n) => noiseAt(n, 1500)))).toBeGreaterThan(500);
		}
		expect(trio.refusals()).toEqual([]);
	});

	it('stays within full scale and never stops, whatever is turned', () => {
		const byte = fc.integer({ min: 0, max: 255 });
		fc.assert(
			fc.property(fc.array(fc.tuple(byte, byte, byte, byte), { minLength: 2, maxLength: 6 }), (turns) => {
				const bench = new TickBench(MULTI_TAP);
				for (const [time, taps, feedback, low] of turns) {
					bench.turn(operandsOf(time, taps, feedback, low >> 4, low & 15));
					expect(loudest(bench.play(800, (n) => noiseAt(n, 2047)))).toBeLessThanOrEqual(2047);
				}
			}),
			{ numRuns: 12 },
		);
	});
});
