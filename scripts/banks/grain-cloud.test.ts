import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heapTable } from '../../src/bridge/heap-layout.ts';
import { LevelHeapReader } from '../../src/memory/heap/level-heap.ts';
import { LEVEL } from '../../src/memory/heap/levels.ts';
import { HeapTrio } from './heap-trio.testing.ts';
import { ownSource } from './own-firmware.ts';
import { type BenchControls, ownFirmware, TickBench } from './tick-bench.testing.ts';
import { amplitudeAt, largestStep, loudest, noiseAt } from './word-measures.testing.ts';

const GRAIN_CLOUD = ownFirmware('grain-cloud');

const SWITCH = { reverse: 0x80, octaveDown: 0x40, fifthDown: 0x20, fifthUp: 0x10, octaveUp: 0x08 } as const;
const ALL_DRY = 7;
const MOST_GRAINS = 16;
const LEVELS_OF_GRAINS = [LEVEL.L1, LEVEL.L2, LEVEL.Lext];

function operandsOf(size: number, density: number, scatter: number, low = 0): BenchControls {
	return { operand1High: size, operand1Low: density, operand2High: scatter, operand2Low: low };
}

function levelsOf(bench: TickBench): LevelHeapReader {
	return new LevelHeapReader(bench.slot.run.machine.memory, heapTable(bench.heapTables, 'levels'));
}

/** Buffers in use in all levels. */
function buffersOf(levels: LevelHeapReader): number {
	return LEVELS_OF_GRAINS.reduce<number>((sum, level) => sum + levels.liveBlocks(level), 0);
}

const sine = (frequency: number, amplitude: number) => (tick: number) =>
	Math.round(amplitude * Math.sin(2 * Math.PI * frequency * tick));

describe('the grain cloud', () => {
	it.each([
		['as it was', 0, 1],
		['an octave up', SWITCH.octaveUp, 2],
		['a fifth up', SWITCH.fifthUp, 3 / 2],
		['a fifth down', SWITCH.fifthDown, 2 / 3],
		['an octave down', SWITCH.octaveDown, 1 / 2],
		['an octave up, backwards', SWITCH.octaveUp | SWITCH.reverse, 2],
	])('plays a tone %s', (_name, low, ratio) => {
		const frequency = 0.02;
		const bench = new TickBench(GRAIN_CLOUD, operandsOf(160, 200, 40, low));
		bench.play(16_000, sine(frequency, 800));
		const words = bench.play(30_000, (n) => sine(frequency, 800)(16_000 + n));
		// Grains begin anywhere in the tone, so what they add up to is near it and not at it.
		const near = (pitch: number) =>
			Math.max(...[-8, -4, 0, 4, 8].map((off) => amplitudeAt(words, frequency * pitch + off * 0.00005)));
		const own = near(ratio);
		expect(own).toBeGreaterThan(20);
		for (const other of [1 / 2, 2 / 3, 1, 3 / 2, 2]) if (other !== ratio) expect(near(other)).toBeLessThan(own / 6);
	});

	it('lets the dry sound through as its switches say, and is silent without any', () => {
		const words = new TickBench(GRAIN_CLOUD, operandsOf(100, 128, 100)).play(4000, () => 0);
		expect(words).toEqual(new Int32Array(4000));
		const bench = new TickBench(GRAIN_CLOUD, operandsOf(255, 0, 255, ALL_DRY));
		// Grains of the first ticks come from an empty memory.
		expect(bench.play(3000, sine(0.01, 600))).toEqual(Int32Array.from({ length: 3000 }, (_, n) => sine(0.01, 600)(n)));
	});

	it('opens and closes grains without a click', () => {
		const frequency = 0.001;
		const bench = new TickBench(GRAIN_CLOUD, operandsOf(120, 60, 20));
		const words = bench.play(40_000, sine(frequency, 900));
		// A grain is 100 ticks long at least, and four times as steep at its ends as a line from silence to its middle would be.
		expect(largestStep(words)).toBeLessThan((900 * 4 * 1.7 * MOST_GRAINS) / 800);
	});

	it('has as many buffers as there are grains, and gives all of them back', () => {
		const bench = new TickBench(GRAIN_CLOUD, operandsOf(80, 255, 60));
		const levels = levelsOf(bench);
		let most = 0;
		for (let look = 0; look < 60; look++) {
			bench.play(250, (n) => noiseAt(n, 1000));
			const [alive] = bench.global('alive');
			expect(buffersOf(levels)).toBe(alive);
			most = Math.max(most, alive);
		}
		expect(most).toBeGreaterThan(10);
		expect(most).toBeLessThanOrEqual(MOST_GRAINS);
		for (const level of LEVELS_OF_GRAINS) expect(levels.statistic(level, 'refusedFrees')).toBe(0);
	});

	it('asks for short grains in L1, for longer ones in L2, for the longest in Lext, and goes on where L1 has no room', () => {
		const served = (size: number) => {
			const bench = new TickBench(GRAIN_CLOUD, operandsOf(size, 255, 60));
			bench.play(30_000, (n) => noiseAt(n, 1000));
			const levels = levelsOf(bench);
			expect(LEVELS_OF_GRAINS.map((level) => levels.served(level, 4))).toEqual([0, 0, 0]);
			return LEVELS_OF_GRAINS.map((wanted) => LEVELS_OF_GRAINS.map((by) => levels.served(wanted, by) > 0));
		};
		// Which levels served what was wanted in L1, in L2 and in Lext.
		const [l1, l2, lext] = served(60);
		expect(l1.slice(0, 2)).toEqual([true, true]);
		expect(l2[1]).toBe(true);
		expect(lext).toEqual([false, false, false]);
		expect(served(255)[2]).toEqual([false, false, true]);
	});

	it('plays with fewer grains when there is little memory', () => {
		// Room for three grains, whatever their level.
		const bins = '\nreadonly array bins[9] = { 16, 1, 1, 1024, 1, 2, 16384, 1, 1 }\nextern native adiInit\n';
		const scarce = `${ownSource('grain-cloud')}${bins}function init()\n{\n\tadiInit(&global bins[0]);\n}\n`;
		const trio = new HeapTrio(scarce, operandsOf(60, 255, 60));
		let sounding = 0;
		for (let look = 0; look < 6; look++) {
			sounding = Math.max(sounding, loudest(trio.play(1000, (n) => noiseAt(n, 1500))));
			const [alive] = trio.global('alive');
			expect(alive).toBeLessThanOrEqual(3);
			expect(buffersOf(trio.levels)).toBe(alive);
		}
		expect(sounding).toBeGreaterThan(100);
		expect(new Set(trio.refusals().map(({ native, outcome }) => `${native} ${outcome}`))).toEqual(
			new Set(['adiAlloc outOfMemory']),
		);
	});

	it('is the same under all executors, and RESET ends all grains', () => {
		const trio = new HeapTrio(ownSource('grain-cloud'), operandsOf(20, 200, 60, SWITCH.fifthUp | SWITCH.octaveDown | 3));
		trio.play(2500, (n) => noiseAt(n, 1200));
		trio.turn(operandsOf(90, 255, 10, SWITCH.reverse));
		trio.play(2500, (n) => noiseAt(n, 1200));
		expect(buffersOf(trio.levels)).toBeGreaterThan(0);
		trio.turn({ operand1Low: 0 });
		trio.reset();
		trio.play(200, () => 0);
		// Those that were born since.
		expect(trio.global('alive')[0]).toBeLessThan(4);
		expect(buffersOf(trio.levels)).toBe(trio.global('alive')[0]);
		expect(trio.refusals()).toEqual([]);
	});

	it('stays within full scale and never stops, whatever is turned', () => {
		const byte = fc.integer({ min: 0, max: 255 });
		fc.assert(
			fc.property(fc.array(fc.tuple(byte, byte, byte, byte), { minLength: 2, maxLength: 6 }), (turns) => {
				const bench = new TickBench(GRAIN_CLOUD);
				for (const [size, density, scatter, low] of turns) {
					bench.turn(operandsOf(size, density, scatter, low));
					expect(loudest(bench.play(1500, (n) => noiseAt(n, 2047)))).toBeLessThanOrEqual(2047);
				}
			}),
			{ numRuns: 12 },
		);
	});
});
