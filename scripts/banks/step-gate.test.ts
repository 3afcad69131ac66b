import { describe, expect, it } from 'vitest';
import { type BenchControls, ownFirmware, TickBench } from './tick-bench.testing.ts';

const GATE = ownFirmware('step-gate');
const STEP = 4096;
const CYCLE = 65536;
const LEVEL = 2000;
/** Ticks in 2 ms at 44.1 kHz, which a gain needs from end to end. */
const RAMP = 89;

const SOFT = 0;
const PAN = 1;
const TWICE = 2;
const BACK = 3;

interface Settings {
	readonly pattern: number;
	readonly lane?: number;
	readonly mode?: number;
	readonly shape?: number;
	readonly depth?: number;
}

function controlsOf({ pattern, lane = 0, mode = SOFT, shape = 0, depth = 7 }: Settings): BenchControls {
	return {
		clockHz: 44100,
		operand1High: pattern >> 8,
		operand1Low: pattern & 0xff,
		operand2High: lane,
		operand2Low: (shape << 5) | (mode << 3) | depth,
	};
}

/** Where each shape has risen, begins to fall and is closed, as parts of a step. */
const SHAPES = [
	[0, 1, 1],
	[0, 3 / 4, 3 / 4],
	[0, 1 / 2, 1 / 2],
	[0, 1 / 4, 1 / 4],
	[0, 1 / 16, 1],
	[0, 1 / 8, 3 / 4],
	[15 / 16, 1, 1],
	[1 / 2, 1 / 2, 1],
] as const;

/** How far a step is open at a place from 0 to 1: a parabola up, full, a parabola down. */
function openness(shape: number, place: number): number {
	const [risen, falling, closed] = SHAPES[shape] ?? [0, 0, 0];
	if (place < risen) return (place / risen) ** 2;
	if (place < falling) return 1;
	return place < closed ? ((closed - place) / (closed - falling)) ** 2 : 0;
}

/** Level of each channel at a tick, by the formula of the about text. */
function expectedLevels({ pattern, lane = 0, mode = SOFT, shape = 0, depth = 7 }: Settings, tick: number): [number, number] {
	const step = Math.floor(tick / STEP) % 16;
	const marked = ((lane >> (7 - (step % 8))) & 1) === 1;
	let place = (tick % STEP) / STEP;
	if (marked && mode === TWICE) place = (place * 2) % 1;
	if (marked && mode === BACK) place = (STEP - 1) / STEP - place;
	const open = (pattern >> (15 - step)) & 1 ? openness(shape, place) * (marked && mode === SOFT ? 1 / 3 : 1) : 0;
	const floor = (7 - depth) / 8;
	const level = (factor: number) => LEVEL * (floor + (1 - floor) * open * factor);
	return [level(mode === PAN && marked ? 1 / 8 : 1), level(mode === PAN && !marked ? 1 / 8 : 1)];
}

function largestStep(words: Int32Array): number {
	return words.reduce((largest, word, i) => Math.max(largest, i === 0 ? 0 : Math.abs(word - (words[i - 1] ?? 0))), 0);
}

describe('the step gate', () => {
	it.each<Settings>([
		{ pattern: 0xffff, lane: 0x51, mode: SOFT, shape: 1, depth: 6 },
		{ pattern: 0xedb7, lane: 0x96, mode: PAN, shape: 4 },
		{ pattern: 0x7f01, lane: 0xaa, mode: TWICE, shape: 2 },
		{ pattern: 0xd5d7, lane: 0x15, mode: BACK, shape: 4 },
		{ pattern: 0xaaaa, shape: 6, depth: 3 },
		{ pattern: 0x5a5a, shape: 7, depth: 0 },
	])('follows its pattern, shape, lane and depth in both channels: %o', (settings) => {
		const bench = new TickBench(GATE, controlsOf(settings));
		for (let tick = 0; tick < CYCLE / 2; tick++) {
			const left = bench.tick(LEVEL);
			const expected = expectedLevels(settings, tick);
			// A ramp of 2 ms rounds the corners: what the formula says now and what it said 2 ms ago are the bounds.
			if (tick % 389 !== 0 || tick < RAMP) continue;
			const earlier = Array.from({ length: RAMP + 1 }, (_, back) => expectedLevels(settings, tick - back));
			[left, bench.slot.cpu.right].forEach((word, channel) => {
				const levels = earlier.map((pair) => pair[channel] ?? 0);
				expect(word).toBeGreaterThanOrEqual(Math.min(...levels, expected[channel] ?? 0) - 3);
				expect(word).toBeLessThanOrEqual(Math.max(...levels, expected[channel] ?? 0) + 3);
			});
		}
	});

	it('opens and closes at the exact tick of each step', () => {
		const pattern = 0b1011_0010_1110_0001;
		const bench = new TickBench(GATE, controlsOf({ pattern }));
		const output = bench.play(CYCLE, () => LEVEL);
		const isUp = (step: number) => ((pattern >> (15 - (step & 15))) & 1) === 1;
		for (let step = 1; step < 16; step++) {
			const [before, first] = [output[step * STEP - 1], output[step * STEP]];
			expect(before).toBe(isUp(step - 1) ? LEVEL : 0);
			if (isUp(step) && !isUp(step - 1)) expect(first).toBeGreaterThan(0);
			else if (!isUp(step) && isUp(step - 1)) expect(first).toBeLessThan(LEVEL);
			else expect(first).toBe(before);
			expect(output[step * STEP + RAMP]).toBe(isUp(step) ? LEVEL : 0);
		}
	});

	it('plays the pattern from its end in reverse', () => {
		const forwards = new TickBench(GATE, controlsOf({ pattern: 0x9a01, shape: 4 }));
		const backwards = new TickBench(GATE, { ...controlsOf({ pattern: 0x9a01, shape: 4 }), reverse: 1 });
		const there = forwards.play(CYCLE, () => LEVEL);
		backwards.play(1, () => LEVEL);
		const back = backwards.play(CYCLE, () => LEVEL);
		for (let step = 0; step < 16; step++) {
			const middle = step * STEP + STEP / 2;
			expect(Math.abs(there[middle] - back[CYCLE - 1 - middle])).toBeLessThanOrEqual(2);
		}
	});

	it('never moves a gain faster than 2 ms from end to end, whatever the switches do', () => {
		const bench = new TickBench(GATE, controlsOf({ pattern: 0xffff }));
		bench.play(1000, () => LEVEL);
		let random = 1;
		for (let turn = 0; turn < 300; turn++) {
			random = (Math.imul(random, 1103515245) + 12345) >>> 0;
			bench.turn(
				controlsOf({ pattern: random >>> 16, lane: (random >>> 8) & 255, mode: turn & 3, shape: (random >>> 5) & 7, depth: 7 }),
			);
			bench.seek(random & 0xffff);
			expect(largestStep(bench.play(200, () => LEVEL))).toBeLessThanOrEqual(Math.ceil(LEVEL / 88) + 1);
		}
	});

	it('lets silence and the sign of a word alone', () => {
		const bench = new TickBench(GATE, controlsOf({ pattern: 0xffff, shape: 7, depth: 5 }));
		for (let tick = 0; tick < STEP; tick++) expect(bench.tick(1777, -1777) + bench.slot.cpu.right).toBe(0);
		expect(bench.play(100, () => 0)).toEqual(new Int32Array(100));
	});

	it('shows the step in its switch, the place in the lane, and the gain as a bar', () => {
		const bench = new TickBench(GATE, controlsOf({ pattern: 0xffff }));
		bench.play(200, () => 0);
		for (let step = 0; step < 16; step++) {
			bench.seek(step * STEP + 100);
			bench.tick(0);
			expect([...bench.slot.cpu.leds]).toEqual([0x8000 >> (step + 8), (0x8000 >> step) & 0xff, 0x80 >> (step & 7), 0xff]);
		}
	});
});
