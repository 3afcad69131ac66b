import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BenchControls, ownFirmware, TickBench } from './tick-bench.testing.ts';
import { largestStep, loudest, noiseAt } from './word-measures.testing.ts';

const STUTTER = ownFirmware('stutter');
const CYCLE = 65536;
const HIT = 8;

interface Knobs {
	/** The byte: 32 frames, and twice as many for each 32. */
	readonly length: number;
	readonly repeats: number;
	/** The last four switches: 0 to 7 for the beat, and these with `HIT`. */
	readonly caught: number;
	/** Semitones, -8 to 7. */
	readonly first?: number;
	readonly each?: number;
	readonly chance?: number;
}

function operandsOf({ length, repeats, caught, first = 0, each = 0, chance = 255 }: Knobs): BenchControls {
	return {
		operand1High: length,
		operand1Low: ((repeats - 1) << 4) | caught,
		operand2High: ((first & 15) << 4) | (each & 15),
		operand2Low: chance,
	};
}

const noise = (tick: number): number => noiseAt(tick, 2000);

/** Ticks at which the output is not the input. */
function stutteredTicks(output: Int32Array, input: (tick: number) => number): number[] {
	return [...output.keys()].filter((n) => output[n] !== input(n));
}

describe('the stutter', () => {
	const LENGTH = 1024;
	const FADE = LENGTH / 8;
	const onHalves = { length: 0xa0, caught: 0 };

	it('lets a grain through once and repeats it, each pass faded over into the next and the last into the input', () => {
		const repeats = 7;
		const output = new TickBench(STUTTER, operandsOf({ ...onHalves, repeats })).play(12_000, noise);
		for (let n = 0; n < output.length; n++) {
			const pass = Math.floor(n / LENGTH);
			const at = n % LENGTH;
			let expected = noise(n);
			if (pass > 0 && pass <= repeats + 1) {
				const entering = pass <= repeats ? noise(at) : noise(n);
				// What a pass leads on to behind the grain is what came in behind it.
				const leaving = pass === 1 ? noise(n) : noise(LENGTH + at);
				expected = entering + Math.trunc(((leaving - entering) * Math.max(0, FADE - at)) / FADE);
			}
			if (output[n] !== expected) throw new Error(`${output[n]} in pass ${pass} at ${at} instead of ${expected}`);
		}
	});

	it.each([
		[0, 32768],
		[3, 4096],
		[5, 1024],
	])('catches a grain where the clock enters a beat: %i, every %i ticks', (caught, beat) => {
		const TICKS = 49_152;
		const length = 256;
		const output = new TickBench(STUTTER, operandsOf({ length: 0x60, repeats: 1, caught })).play(TICKS, noise);
		const stuttered = stutteredTicks(output, noise);
		for (const n of stuttered) expect(Math.floor((n % beat) / length)).toBeOneOf([1, 2]);
		expect(new Set(stuttered.map((n) => Math.floor(n / beat))).size).toBe(Math.ceil(TICKS / beat));
	});

	it('goes on without a gap when the repeats fill the beat', () => {
		const output = new TickBench(STUTTER, operandsOf({ length: 0x80, repeats: 7, caught: 3 })).play(8192, noise);
		for (const n of [4096 + 512 * 3 + 100, 4096 + 512 * 7 + 300]) expect(output[n]).toBe(noise(4096 + (n % 512)));
	});

	it('catches what is struck, from the tick on at which it is, and nothing in between', () => {
		const input = (tick: number) => (tick >= 3000 && tick < 3200 ? noiseAt(tick, 300) + 800 : noiseAt(tick, 20));
		const output = new TickBench(STUTTER, operandsOf({ length: 0x80, repeats: 4, caught: HIT | 2 })).play(20_000, input);
		const stuttered = stutteredTicks(output, input);
		expect(stuttered[0]).toBeGreaterThanOrEqual(3512);
		expect(stuttered[0]).toBeLessThan(3520);
		expect(stuttered.at(-1)).toBeLessThan(3000 + 512 * 5 + 64);
		expect(output.subarray(3600, 3800)).toEqual(Int32Array.from({ length: 200 }, (_, n) => input(3088 + n)));
	});

	it.each([
		[0, 0],
		[7, 0],
		[-8, 0],
		[-5, 3],
		[4, 7],
		[0, -8],
	])('plays the first repeat %i semitones higher, and each further one %i more, within an octave', (first, each) => {
		const frequency = 0.01;
		const amplitude = 1000;
		const input = (tick: number) => Math.round(amplitude * Math.sin(2 * Math.PI * frequency * tick));
		const output = new TickBench(STUTTER, operandsOf({ ...onHalves, repeats: 4, first, each })).play(5 * LENGTH, input);
		for (let pass = 1; pass <= 4; pass++) {
			const speed = 2 ** (Math.max(-12, Math.min(12, first + (pass - 1) * each)) / 12);
			for (let at = FADE; at < LENGTH; at++) {
				const expected = amplitude * Math.sin(2 * Math.PI * frequency * at * speed);
				// The speed is rounded to 1/4096, so up to an eighth of a frame is lost on the way, and between two frames is a straight line.
				expect(Math.abs(output[pass * LENGTH + at] - expected)).toBeLessThan(2 * Math.PI * frequency * amplitude * 0.125 + 3);
			}
		}
	});

	it('throws dice: never at 0, about half the time at 128, and the same ones again', () => {
		const caughtOf = (chance: number) => {
			const output = new TickBench(STUTTER, operandsOf({ length: 0x20, repeats: 1, caught: 7, chance })).play(51_200, noise);
			return [...new Set(stutteredTicks(output, noise).map((n) => Math.floor(n / 128)))];
		};
		expect(caughtOf(0)).toEqual([]);
		expect(caughtOf(255).length).toBe(400);
		const half = caughtOf(128);
		// 400 throws: five standard deviations of sqrt(400) / 2 around 200.
		expect(Math.abs(half.length - 200)).toBeLessThanOrEqual(50);
		expect(caughtOf(128)).toEqual(half);
	});

	it('plays the repeats backwards in reverse', () => {
		const bench = new TickBench(STUTTER, { ...operandsOf({ ...onHalves, repeats: 2 }), reverse: 1 });
		const output = bench.play(3 * LENGTH, noise);
		for (const pass of [1, 2]) {
			for (let at = FADE; at < LENGTH; at++) expect(output[pass * LENGTH + at]).toBe(noise(LENGTH - 1 - at));
		}
	});

	it('takes the memory for the input under WRITE PROT', () => {
		const bench = new TickBench(STUTTER, operandsOf({ ...onHalves, repeats: 1, chance: 0 }));
		bench.play(CYCLE, noise);
		bench.turn({ writeProtect: 1 });
		bench.play(300, () => 0);
		bench.turn({ operand2Low: 255 });
		bench.play(300, () => 0);
		bench.seek(CYCLE / 2);
		const output = bench.play(4 * LENGTH, () => 0);
		expect(output.subarray(0, LENGTH)).toEqual(Int32Array.from({ length: LENGTH }, (_, n) => noise(CYCLE / 2 + n)));
		expect(output.subarray(LENGTH + FADE, 2 * LENGTH)).toEqual(output.subarray(FADE, LENGTH));
	});

	it('ends before the input has come round to the grain', () => {
		const bench = new TickBench(STUTTER, operandsOf({ length: 0xff, repeats: 16, caught: 0 }));
		bench.play(1, noise);
		bench.turn(operandsOf({ length: 0xff, repeats: 16, caught: 0, chance: 0 }));
		const output = bench.play(CYCLE, (n) => noise(n + 1));
		const stuttered = stutteredTicks(output, (n) => noise(n + 1));
		expect(stuttered.at(-1)).toBeGreaterThan(CYCLE / 2);
		expect(stuttered.at(-1)).toBeLessThan(CYCLE - 8064);
	});

	it('never clicks on its way from pass to pass', () => {
		const frequency = 0.0037;
		const amplitude = 1500;
		const input = (tick: number) => Math.round(amplitude * Math.sin(2 * Math.PI * frequency * tick));
		const output = new TickBench(STUTTER, operandsOf({ ...onHalves, repeats: 5, caught: 2 })).play(30_000, input);
		// A fade over FADE ticks takes at most twice the amplitude along.
		expect(largestStep(output)).toBeLessThanOrEqual(2 * Math.PI * frequency * amplitude + (2 * amplitude) / FADE + 2);
	});

	it('stays within full scale and never stops, whatever is turned', () => {
		const byte = fc.integer({ min: 0, max: 255 });
		const knobs = fc.tuple(byte, byte, byte, byte, fc.nat(1), fc.nat(1), fc.nat(CYCLE - 1));
		fc.assert(
			fc.property(fc.array(knobs, { minLength: 2, maxLength: 6 }), (turns) => {
				const bench = new TickBench(STUTTER);
				for (const [operand1High, operand1Low, operand2High, operand2Low, reverse, writeProtect, address] of turns) {
					bench.turn({ operand1High, operand1Low, operand2High, operand2Low, reverse, writeProtect });
					bench.seek(address);
					expect(loudest(bench.play(900, (n) => noiseAt(n, 2047)))).toBeLessThanOrEqual(2047);
				}
			}),
			{ numRuns: 12 },
		);
	});
});
