import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heapTable } from '../../src/bridge/heap-layout.ts';
import { LevelHeapReader } from '../../src/memory/heap/level-heap.ts';
import { LEVEL } from '../../src/memory/heap/levels.ts';
import { CYCLES_PER_SECOND } from '../../worklet/cpu/budget.ts';
import { HeapTrio } from './heap-trio.testing.ts';
import { ownSource } from './own-firmware.ts';
import { type BenchControls, ownFirmware, TickBench } from './tick-bench.testing.ts';
import { amplitudeAt, loudest, noiseAt } from './word-measures.testing.ts';

const SPECTRAL_FREEZE = ownFirmware('spectral-freeze');

const POINTS = 512;
/** From the analysis of a hop to the output of what it has found. */
const JOBS_TICKS = 170;
const LATE = POINTS + JOBS_TICKS;
const FREEZE = 0x80;
const WET = 255;
const EVER = 255;
const CLOCK_HERTZ = 44100;

function operandsOf(sustain: number, low = 0, hold = EVER, mix = WET): BenchControls {
	return { clockHz: CLOCK_HERTZ, operand1High: sustain, operand1Low: low, operand2High: hold, operand2Low: mix };
}

const sine = (frequency: number, amplitude: number) => (tick: number) =>
	Math.round(amplitude * Math.sin(2 * Math.PI * frequency * tick));

/** Ticks until what is left by a knob has fallen by 60 dB. */
const ticksOf = (knob: number) => 0.1 * 2 ** (knob / 32) * CLOCK_HERTZ;

describe('the spectral freeze', () => {
	it('without sustain is the sound as it was, later, each side by itself', () => {
		const bench = new TickBench(SPECTRAL_FREEZE, operandsOf(0));
		const left = (n: number) => noiseAt(n, 800);
		const right = (n: number) => sine(0.03, 500)(n);
		for (let n = 0; n < 6000; n++) {
			bench.tick(left(n), right(n));
			if (n < LATE + POINTS) continue;
			// Floats of 24 bits through two transforms, and rounding.
			expect(Math.abs(bench.slot.cpu.left - left(n - LATE))).toBeLessThanOrEqual(1);
			expect(Math.abs(bench.slot.cpu.right - right(n - LATE))).toBeLessThanOrEqual(1);
		}
	});

	it.each([0.05, 0.0123, 13.5 / POINTS, 0.31])(
		'holds a tone of %f cycles a tick at its pitch and level, for as long as it is frozen',
		(frequency) => {
			const bench = new TickBench(SPECTRAL_FREEZE, operandsOf(0));
			bench.play(4000, sine(frequency, 700));
			bench.turn({ operand1Low: FREEZE });
			bench.play(20_000, () => 0);
			const early = bench.play(8000, (n) => noiseAt(n, 1500));
			bench.play(100_000, () => 0);
			const late = bench.play(8000, () => 0);
			expect(amplitudeAt(early, frequency) / 700).toBeCloseTo(1, 1);
			expect(amplitudeAt(late, frequency) / amplitudeAt(early, frequency)).toBeCloseTo(1, 1);
		},
	);

	it('lets a freeze die away in the time of its knob, to silence', () => {
		const hold = 64;
		const frequency = 0.04;
		const apart = Math.round(ticksOf(hold) / 4);
		const bench = new TickBench(SPECTRAL_FREEZE, operandsOf(0, 0, hold));
		bench.play(4000, sine(frequency, 900));
		bench.turn({ operand1Low: FREEZE });
		bench.play(1500, () => 0);
		const words = bench.play(apart + 3000, () => 0);
		const [early, late] = [words.subarray(0, 3000), words.subarray(apart, apart + 3000)].map((part) =>
			amplitudeAt(part, frequency),
		);
		expect(20 * Math.log10(early / late)).toBeCloseTo(15, 0);
		bench.play(40_000, () => 0);
		expect(loudest(bench.play(2000, () => 0))).toBe(0);
	});

	it('lets tones sound on for the time of its sustain, and takes louder ones at once', () => {
		const sustain = 96;
		const [first, second] = [0.03, 0.11];
		const apart = Math.round(ticksOf(sustain) / 6);
		const bench = new TickBench(SPECTRAL_FREEZE, operandsOf(sustain));
		bench.play(4000, sine(first, 600));
		bench.play(1500, () => 0);
		const words = bench.play(apart + 3000, (n) => sine(second, 300)(n));
		const [early, late] = [words.subarray(0, 3000), words.subarray(apart, apart + 3000)].map((part) => amplitudeAt(part, first));
		expect(20 * Math.log10(early / late)).toBeCloseTo(10, 0);
		expect(amplitudeAt(words.subarray(LATE + POINTS), second) / 300).toBeCloseTo(1, 1);
	});

	it('leaves tones out that are not loud enough for the floor', () => {
		const [loud, soft] = [0.05, 0.2];
		const both = (n: number) => sine(loud, 1200)(n) + sine(soft, 60)(n);
		const bench = new TickBench(SPECTRAL_FREEZE, operandsOf(0, 10));
		bench.play(3000, both);
		const words = bench.play(8000, (n) => both(3000 + n));
		expect(amplitudeAt(words, loud)).toBeGreaterThan(1000);
		expect(amplitudeAt(words, soft)).toBeLessThan(3);
	});

	it('mixes: dry is the sound as it comes', () => {
		const words = new TickBench(SPECTRAL_FREEZE, operandsOf(0, 0, EVER, 0)).play(3000, sine(0.02, 700));
		expect(words).toEqual(Int32Array.from({ length: 3000 }, (_, n) => sine(0.02, 700)(n)));
	});

	it('takes the words of its transforms from the frame, and leaves none behind', () => {
		const bench = new TickBench(SPECTRAL_FREEZE, operandsOf(100));
		const levels = new LevelHeapReader(bench.slot.run.machine.memory, heapTable(bench.heapTables, 'levels'));
		bench.play(2000, (n) => noiseAt(n, 800));
		expect(levels.statistic(LEVEL.STACK, 'peakWords')).toBeGreaterThanOrEqual(2 * POINTS);
		// Two transforms in each hop of 256 ticks.
		expect(levels.statistic(LEVEL.STACK, 'requests')).toBeGreaterThanOrEqual(2 * Math.floor(2000 / 256));
		expect(levels.statistic(LEVEL.STACK, 'failures')).toBe(0);
		expect(levels.liveBlocks(LEVEL.STACK)).toBe(0);
		// What lasts has eight buffers.
		expect([LEVEL.L1, LEVEL.L2, LEVEL.Lext].map((level) => levels.liveBlocks(level)).reduce((sum, blocks) => sum + blocks)).toBe(
			8,
		);
	});

	it('has no tick that a control period of 64 frames at 96 kHz cannot bear', () => {
		const bench = new TickBench(SPECTRAL_FREEZE, operandsOf(100));
		const { run } = bench.slot;
		let most = 0;
		for (let n = 0; n < 3000; n++) {
			run.cyclesUsed = 0;
			bench.tick(noiseAt(n, 1000), noiseAt(n + 9999, 1000));
			most = Math.max(most, run.cyclesUsed);
		}
		expect(most).toBeGreaterThan(10_000);
		expect(most).toBeLessThan((CYCLES_PER_SECOND * 64) / 96_000);
	});

	it('lets the sound through when there is no memory for its buffers', () => {
		const bins = '\nreadonly array bins[9] = { 16, 1, 1, 1024, 1, 2, 256, 1, 1 }\nextern native adiInit\n';
		const scarce = ownSource('spectral-freeze').replace(
			'function init()\nlocals int i, float angle\n{\n',
			(head) => `${bins}${head}\tadiInit(&global bins[0]);\n`,
		);
		const trio = new HeapTrio(scarce, operandsOf(0));
		expect(trio.play(600, sine(0.02, 500))).toEqual(Int32Array.from({ length: 600 }, (_, n) => sine(0.02, 500)(n)));
		expect(new Set(trio.refusals().map(({ outcome }) => outcome))).toEqual(new Set(['outOfMemory']));
	});

	it('is the same under all executors', () => {
		const trio = new HeapTrio(ownSource('spectral-freeze'), operandsOf(90, 2, 100, 200));
		expect(loudest(trio.play(3000, (n) => noiseAt(n, 1500)))).toBeGreaterThan(200);
		trio.turn({ operand1Low: FREEZE });
		expect(loudest(trio.play(1500, () => 0))).toBeGreaterThan(50);
		expect(trio.refusals()).toEqual([]);
	});

	it('stays within full scale and never stops, whatever is turned', () => {
		const byte = fc.integer({ min: 0, max: 255 });
		fc.assert(
			fc.property(fc.array(fc.tuple(byte, byte, byte, byte), { minLength: 2, maxLength: 5 }), (turns) => {
				const bench = new TickBench(SPECTRAL_FREEZE);
				for (const [sustain, low, hold, mix] of turns) {
					bench.turn(operandsOf(sustain, low, hold, mix));
					expect(loudest(bench.play(1500, (n) => noiseAt(n, 2047)))).toBeLessThanOrEqual(2047);
				}
			}),
			{ numRuns: 10 },
		);
	});
});
