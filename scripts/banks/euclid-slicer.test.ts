import { describe, expect, it } from 'vitest';
import { type BenchControls, ownFirmware, TickBench } from './tick-bench.testing.ts';

const SLICER = ownFirmware('euclid-slicer');
const STEP = 4096;
const CYCLE = 65536;
const FADE = 64;

interface Settings {
	readonly hits: number;
	readonly steps: number;
	readonly rotation?: number;
	readonly order?: number;
	readonly eight?: number;
	readonly turned?: number;
	/** In sixteenths of a slice. */
	readonly gate?: number;
	readonly rests?: number;
}

function controlsOf(settings: Settings): BenchControls {
	const { hits, steps, rotation = 0, order = 0, eight = 0, turned = 0, gate = 16, rests = 0 } = settings;
	return {
		operand1High: ((hits - 1) << 4) | rotation,
		operand1Low: ((steps - 1) << 4) | (order << 1) | eight,
		operand2High: turned,
		operand2Low: ((gate - 1) << 4) | rests,
	};
}

/** The rhythm of Bjorklund's algorithm (Toussaint 2005): groups are paired off until at most one kind remains over. */
function bjorklund(hits: number, steps: number): string {
	let front = Array.from({ length: hits }, () => 'x');
	let rest = Array.from({ length: steps - hits }, () => '.');
	while (rest.length > 1) {
		const pairs = Math.min(front.length, rest.length);
		const paired = Array.from({ length: pairs }, (_, i) => `${front[i]}${rest[i]}`);
		rest = front.length > pairs ? front.slice(pairs) : rest.slice(pairs);
		front = paired;
	}
	return [...front, ...rest].join('');
}

/** Jumps from step to step, plays 400 ticks of each, and answers what is heard there. */
function jumpThroughSteps(bench: TickBench, input: (tick: number) => number): Int32Array[] {
	return Array.from({ length: 16 }, (_, step) => {
		bench.seek(step * STEP);
		return bench.play(400, (tick) => input(step * STEP + tick));
	});
}

/** Steps at which something begins to be heard, as x and dots for sixteen steps. The gate is a sixteenth of a slice. */
function heardRhythm(settings: Settings): string {
	const bench = new TickBench(SLICER, controlsOf({ ...settings, gate: 1 }));
	return jumpThroughSteps(bench, () => 1500)
		.map((output) => {
			expect(output.at(-1)).toBe(0);
			return output[0] === 0 ? '.' : 'x';
		})
		.join('');
}

/** A level of its own for each step of a cycle. */
const staircase = (tick: number) => 100 + 100 * (Math.floor(tick / STEP) % 16);

function largestStep(words: Int32Array): number {
	let largest = 0;
	for (let i = 1; i < words.length; i++) largest = Math.max(largest, Math.abs(words[i] - words[i - 1]));
	return largest;
}

/** A slicer with a cycle of the staircase on its tape, under WRITE PROT. */
const RECORDED = new TickBench(SLICER);
RECORDED.play(CYCLE, staircase);
RECORDED.turn({ writeProtect: 1 });

/** The slices of the staircase that are played in one cycle after the other, null for a rest; begins as after RESET. */
function playedSlices(settings: Settings, cycles = 1): (number | null)[][] {
	RECORDED.turn(controlsOf({ gate: 1, ...settings }));
	RECORDED.play(137, () => 0);
	RECORDED.slot.reset(true);
	return Array.from({ length: cycles }, () =>
		jumpThroughSteps(RECORDED, () => 0).map((output) => (output[200] === 0 ? null : ((output[200] ?? 0) - 100) / 100)),
	);
}

describe('the euclid slicer', () => {
	it.each([
		[3, 8],
		[5, 8],
		[4, 16],
		[5, 16],
		[7, 16],
		[9, 16],
		[16, 16],
		[1, 16],
	])('spreads hits as E(%i, %i) does, and the first is at the first step', (hits, steps) => {
		const rhythm = heardRhythm({ hits, steps });
		const even = bjorklund(hits, steps);
		const rotations = Array.from({ length: steps }, (_, by) => (even.slice(by) + even.slice(0, by)).repeat(16 / steps));
		expect(rotations).toContain(rhythm);
		expect(rhythm[0]).toBe('x');
	});

	it('begins each slice at the tick of its step and ends it by its gate', () => {
		const output = new TickBench(SLICER, controlsOf({ hits: 3, steps: 8, gate: 8 })).play(CYCLE, () => 1500);
		const begins = [...output.keys()].filter((tick) => output[tick] !== 0 && (tick === 0 || output[tick - 1] === 0));
		const ends = [...output.keys()].filter((tick) => output[tick] === 0 && tick > 0 && output[tick - 1] !== 0);
		const steps = [0, 3, 6, 8, 11, 14];
		expect(begins).toEqual(steps.map((step) => step * STEP));
		// 64 ticks to open, half of the slice in all, 63 on the way down.
		expect(ends).toEqual(steps.map((step) => step * STEP + STEP / 2 + FADE - 1));
	});

	it('moves each hit on by as many steps as the rotation says', () => {
		const straight = heardRhythm({ hits: 5, steps: 16 });
		for (const rotation of [1, 7, 15]) {
			const rotated = heardRhythm({ hits: 5, steps: 16, rotation });
			expect(rotated.slice(rotation) + rotated.slice(0, rotation)).toBe(straight);
		}
	});

	it('begins a rhythm that does not fit in sixteen steps anew in each cycle', () => {
		expect(heardRhythm({ hits: 4, steps: 7 })).toBe('x.x.x.xx.x.x.xx.');
	});

	it('has no more hits than steps', () => {
		expect(heardRhythm({ hits: 16, steps: 4 })).toBe('x'.repeat(16));
	});

	it.each([
		['in place', 0, (step: number) => step],
		['in turn', 1, (_: number, hit: number) => hit],
		['from the end', 2, (step: number) => 15 - step],
		['with the halves swapped', 3, (step: number) => (step + 8) % 16],
		['with neighbours swapped', 4, (step: number) => step + 1 - 2 * (step % 2)],
		['in leaps of five', 5, (step: number) => (step * 5) % 16],
		['always the first', 6, () => 0],
	] as const)('plays sixteen slices %s', (_, order, slice) => {
		let hit = 0;
		const expected = Array.from({ length: 16 }, (_step, step) => ((step * 7) % 16 < 7 ? slice(step, hit++) : null));
		expect(playedSlices({ hits: 7, steps: 16, order })).toEqual([expected]);
	});

	it('plays slices by chance, others in each cycle, and the same ones after a reset', () => {
		const settings = { hits: 16, steps: 16, order: 7 };
		const [first, second] = playedSlices(settings, 2);
		expect(new Set(first).size).toBeGreaterThan(5);
		expect(second).not.toEqual(first);
		expect(playedSlices(settings, 2)).toEqual([first, second]);
	});

	it('has eight slices of two steps when it is told so', () => {
		playedSlices({ hits: 8, steps: 16, order: 2, eight: 1, gate: 16 });
		RECORDED.seek(0);
		const output = RECORDED.play(CYCLE, () => 0);
		// From the end: slice 7 - step / 2, of which a hit at an even step plays the first half, and the rest after it the second.
		for (let step = 0; step < 16; step++) {
			expect(output[step * STEP + 2000]).toBe(100 + 100 * (2 * (7 - Math.floor(step / 2)) + (step % 2)));
		}
	});

	it('lets as much of the input through at rests as it is told', () => {
		const bench = new TickBench(SLICER, controlsOf({ hits: 4, steps: 16, gate: 5, rests: 5 }));
		const output = bench.play(6 * STEP, () => 900);
		const gate = (5 * STEP) / 16;
		expect(output[4 * STEP + FADE]).toBe(900);
		expect(output[4 * STEP + gate - 1]).toBe(900);
		expect(output[4 * STEP + gate + FADE]).toBe(Math.trunc((900 * Math.trunc((5 * 4096) / 15)) / 4096));
	});

	it('plays hits backwards whose switches are up', () => {
		const input = (tick: number) => Math.floor((tick % STEP) / 4) + 200;
		const bench = new TickBench(SLICER, controlsOf({ hits: 16, steps: 16, order: 3, turned: 0b01000001 }));
		const output = bench.play(CYCLE, input);
		for (let step = 8; step < 16; step++) {
			const turned = step % 8 === 1 || step % 8 === 7;
			for (const place of [FADE, 1000, 2048, STEP - 1]) {
				expect(output[step * STEP + place]).toBe(input(turned ? STEP - 1 - place : place));
			}
		}
	});

	it('joins slices in place without a seam: what comes in goes out', () => {
		const noise = (tick: number) => (Math.imul(tick + 1, 0x9e3779b1) >> 20) % 2000;
		const bench = new TickBench(SLICER, controlsOf({ hits: 16, steps: 16 }));
		bench.play(FADE, noise);
		const output = bench.play(20_000, (tick) => noise(tick + FADE));
		expect(output).toEqual(Int32Array.from({ length: 20_000 }, (_, tick) => noise(tick + FADE)));
	});

	it('does not click, whatever is turned and wherever the clock jumps', () => {
		const frequency = 0.002;
		const amplitude = 1500;
		const bench = new TickBench(SLICER, controlsOf({ hits: 7, steps: 16 }));
		const input = (tick: number) => Math.round(amplitude * Math.sin(2 * Math.PI * frequency * tick));
		const begun = 20_000;
		bench.play(begun, input);
		// Two voices and the input at full level, each at its own slope, and each opening or closing over 64 ticks; and a turned voice
		// that makes its bow at twice the speed.
		const bound = 3 * (2 * Math.PI * frequency * amplitude) + (5 * amplitude) / FADE;
		let random = 5;
		let tick = begun;
		for (let turn = 0; turn < 16; turn++) {
			random = (Math.imul(random, 1103515245) + 12345) >>> 0;
			const bytes = { operand1High: (random >>> 8) & 255, operand1Low: (random >>> 16) & 255 };
			bench.turn({ ...bytes, operand2High: (random >>> 12) & 255, operand2Low: (random >>> 20) & 255 });
			const output = bench.play(2 * STEP + 77, (n) => input(tick + n));
			tick += output.length;
			expect(largestStep(output)).toBeLessThanOrEqual(bound);
		}
	});

	it('keeps the recording under WRITE PROT, whatever comes in', () => {
		const [slices] = playedSlices({ hits: 16, steps: 16 });
		jumpThroughSteps(RECORDED, () => -2000);
		expect(playedSlices({ hits: 16, steps: 16 })).toEqual([slices]);
	});

	it('begins with the first step in reverse too, and finds its slices where the clock has put them', () => {
		const bench = new TickBench(SLICER, { ...controlsOf({ hits: 16, steps: 16, order: 3 }), reverse: 1 });
		bench.seek(CYCLE - 1);
		const output = bench.play(CYCLE, staircase);
		for (let step = 8; step < 16; step++) expect(output[step * STEP + 2000]).toBe(100 + 100 * (step - 8));
	});

	it('shows the rhythm with the present step turned over, the hit and the slice', () => {
		const bench = new TickBench(SLICER, controlsOf({ hits: 3, steps: 8, order: 2 }));
		bench.seek(6 * STEP);
		bench.tick(0);
		const hits = 0b10010010_10010010;
		expect([...bench.slot.cpu.leds]).toEqual([(hits >> 8) ^ 0b10, hits & 0xff, 0x20, 0x80 >> Math.floor(9 / 2)]);
	});
});
