import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HeapTrio, poolWord } from './heap-trio.testing.ts';
import { ownSource } from './own-firmware.ts';
import { type BenchControls, ownFirmware, TickBench } from './tick-bench.testing.ts';
import { amplitudeAt, loudest, noiseAt } from './word-measures.testing.ts';

const RESONATOR = ownFirmware('resonator');

const INTERVALS = [0, 3, 4, 5, 7, 10, 12, 14];
const C1_HERTZ = 440 * 2 ** (-45 / 12);
const CLOCK_HERTZ = 44100;
const COLUMNS = 0x80;
const VOICES = 12;

/** Pools, by the order in which they are made: the voices of the rows, the numbers of the columns. */
const POOL = { rows: 1, columns: 2 } as const;

function operandsOf(root: number, chord: number, ring: number, low = 0): BenchControls {
	return { operand1High: root, operand1Low: chord, operand2High: ring, operand2Low: low };
}

/** Frequency of a note of the chord in cycles per tick. */
function frequencyOf(root: number, note: number): number {
	return (C1_HERTZ * 2 ** ((root / 4 + INTERVALS[note]) / 12)) / CLOCK_HERTZ;
}

/** Bursts of noise of 200 ticks, one every `period` ticks. */
const bursts =
	(period: number, amplitude = 1500) =>
	(tick: number) =>
		tick % period < 200 ? noiseAt(tick, amplitude) : 0;

const inUse = (bench: TickBench, layout: keyof typeof POOL) => poolWord(bench.heapTables, POOL[layout], 'inUse');

/** Plays knobs and bursts with the layout that `layoutOf` says for each of six turns. */
function playTurns(layoutOf: (turn: number) => number): Int32Array {
	const bench = new TickBench(RESONATOR);
	const words: number[] = [];
	for (let turn = 0; turn < 6; turn++) {
		bench.turn(operandsOf(40 + 9 * turn, 0xff, 120 + 10 * turn, layoutOf(turn) | (turn * 12)));
		for (let n = 0; n < 2500; n++) words.push(bench.tick(bursts(1700)(turn * 2500 + n)), bench.slot.cpu.right);
	}
	return Int32Array.from(words);
}

describe('the polyphonic resonator', () => {
	it('strikes the notes of the chord one after the other, each with an attack', () => {
		const root = 0x70;
		const chord = 0b10001010; // root, fifth and octave
		const period = 12_000;
		// The modes of a bar are none of the other notes.
		const bench = new TickBench(RESONATOR, operandsOf(root, chord, 100, 127));
		bench.play(200, () => 0);
		for (const note of [4, 6, 0, 4]) {
			const words = bench.play(period, bursts(period)).subarray(1000, 7000);
			const amplitudes = [0, 4, 6].map((other) => amplitudeAt(words, frequencyOf(root, other)));
			const own = amplitudeAt(words, frequencyOf(root, note));
			expect(own).toBe(Math.max(...amplitudes));
			expect(own).toBeGreaterThan(4);
			expect(amplitudes.filter((amplitude) => amplitude < own / 10)).toHaveLength(2);
		}
	});

	it('has the modes of a string, and of a bar', () => {
		const frequency = frequencyOf(0x60, 0);
		for (const [material, ratios, others] of [
			[0, [1, 2, 3], [2.756, 5.404]],
			[127, [1, 2.756, 5.404], [2, 3]],
		] as const) {
			const bench = new TickBench(RESONATOR, operandsOf(0x60, 0x80, 160, material));
			bench.play(200, () => 0);
			const words = bench.play(10_000, bursts(1e6)).subarray(600);
			const level = (ratio: number) => amplitudeAt(words, ratio * frequency);
			const weakest = Math.min(...ratios.map(level));
			for (const other of others) expect(level(other)).toBeLessThan(weakest / 4);
		}
	});

	it('falls by 60 dB in the time of its knob', () => {
		const ring = 110;
		const apart = Math.round((0.05 * CLOCK_HERTZ * 2 ** (ring / 32)) / 4);
		const bench = new TickBench(RESONATOR, operandsOf(0x70, 0x80, ring));
		bench.play(200, () => 0);
		const words = bench.play(apart + 8000, bursts(1e6));
		const frequency = frequencyOf(0x70, 0);
		const early = amplitudeAt(words.subarray(1000, 5000), frequency);
		const late = amplitudeAt(words.subarray(1000 + apart, 5000 + apart), frequency);
		expect(20 * Math.log10(early / late)).toBeCloseTo(15, 0);
	});

	it('sounds the same in rows and in columns, to the last bit, and when the switch is turned while voices ring', () => {
		const rows = playTurns(() => 0);
		expect(loudest(rows)).toBeGreaterThan(300);
		expect(playTurns(() => COLUMNS)).toEqual(rows);
		expect(playTurns((turn) => (turn % 2) * COLUMNS)).toEqual(rows);
	});

	it('takes voices from the pool of its layout, and gives back those that are heard no more', () => {
		const bench = new TickBench(RESONATOR, operandsOf(0x70, 0xff, 100));
		bench.play(10_000, bursts(1700));
		const ringing = inUse(bench, 'rows');
		expect(ringing).toBeGreaterThan(2);
		expect([ringing, inUse(bench, 'columns')]).toEqual([bench.global('ringing')[0], 0]);
		bench.turn({ operand2Low: COLUMNS });
		bench.play(200, () => 0);
		expect([inUse(bench, 'rows'), inUse(bench, 'columns')]).toEqual([0, bench.global('ringing')[0]]);
		bench.play(40_000, () => 0);
		expect([inUse(bench, 'rows'), inUse(bench, 'columns')]).toEqual([0, 0]);
		for (const pool of Object.values(POOL)) expect(poolWord(bench.heapTables, pool, 'refusedFrees')).toBe(0);
	});

	it('bends the oldest voice when all of them ring', () => {
		const bench = new TickBench(RESONATOR, operandsOf(0x40, 0xff, 255));
		bench.play(40_000, bursts(1600));
		expect(inUse(bench, 'rows')).toBe(VOICES);
		expect(poolWord(bench.heapTables, POOL.rows, 'failed')).toBeGreaterThan(0);
		expect(loudest(bench.play(2000, bursts(1600)))).toBeGreaterThan(100);
	});

	it('is silent without sound', () => {
		expect(new TickBench(RESONATOR, operandsOf(0x40, 0xff, 255)).play(3000, () => 0)).toEqual(new Int32Array(3000));
	});

	it('is the same under all executors, in both layouts', () => {
		const trio = new HeapTrio(ownSource('resonator'), operandsOf(0x50, 0xa8, 90, 40));
		for (const layout of [0, COLUMNS, 0]) {
			trio.turn({ operand2Low: layout | 40 });
			expect(loudest(trio.play(2500, bursts(1600)))).toBeGreaterThan(50);
		}
		trio.reset();
		trio.play(300, () => 0);
		expect(poolWord(trio.tables, POOL.rows, 'inUse')).toBe(0);
		expect(trio.refusals()).toEqual([]);
	});

	it('stays within full scale and never stops, whatever is turned', () => {
		const byte = fc.integer({ min: 0, max: 255 });
		fc.assert(
			fc.property(fc.array(fc.tuple(byte, byte, byte, byte), { minLength: 2, maxLength: 6 }), (turns) => {
				const bench = new TickBench(RESONATOR);
				for (const [root, chord, ring, low] of turns) {
					bench.turn(operandsOf(root, chord, ring, low));
					expect(loudest(bench.play(1700, bursts(600, 2047)))).toBeLessThanOrEqual(2047);
				}
			}),
			{ numRuns: 10 },
		);
	});
});
