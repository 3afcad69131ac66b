import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Clock } from './clock.ts';

/** Runs a clock for some host samples; the answer is how many ticks fell into each. */
function run(clock: Clock, samples: number): Uint16Array {
	return Uint16Array.from({ length: samples }, () => {
		const ticks = clock.beginSample();
		for (let i = 0; i < ticks; ++i) clock.advance();
		clock.endSample(ticks);
		return ticks;
	});
}

test.each([
	[44100, 44100],
	[44100, 48000],
	[48000, 44100],
	[44100, 352800],
	[48000, 352800],
	[96000, 22050],
	[48000, 2_000_000],
	[44100, 0.5],
	[48000, 174762.67],
])('at %i Hz a clock of %f Hz ticks as often as time says, over a minute', (sampleRate, hz) => {
	const clock = new Clock(sampleRate, hz);
	let due = 0;
	const seconds = hz > 1_000_000 ? 4 : 60;
	for (let second = 1; second <= seconds; ++second) {
		run(clock, sampleRate);
		due = second * hz;
		// The tick that falls on the boundary itself may be counted on either side of it.
		expect(Math.abs(clock.count - due)).toBeLessThanOrEqual(1);
	}
});

test('ticks are evenly spaced, whatever the two rates', () => {
	fc.assert(
		fc.property(fc.integer({ min: 100, max: 400_000 }), fc.integer({ min: 8000, max: 192_000 }), (hz, sampleRate) => {
			const clock = new Clock(sampleRate, hz);
			let last = Number.NaN;
			let earliest = 1;
			let latest = 0;
			let worst = 0;
			for (let sample = 0; sample < 300; ++sample) {
				const ticks = clock.beginSample();
				for (let i = 0; i < ticks; ++i) {
					clock.placeTick(i);
					earliest = Math.min(earliest, clock.tickTime);
					latest = Math.max(latest, clock.tickTime);
					const time = sample + clock.tickTime;
					if (!Number.isNaN(last)) worst = Math.max(worst, Math.abs(time - last - sampleRate / hz));
					last = time;
				}
				clock.endSample(ticks);
			}
			expect(earliest).toBeGreaterThanOrEqual(0);
			expect(latest).toBeLessThanOrEqual(1);
			expect(worst).toBeLessThan(1e-9);
		}),
		{ numRuns: 30 },
	);
});

test('a clock of 0 Hz stands still and goes on from there', () => {
	const clock = new Clock(48000, 0);
	expect(run(clock, 1000).every((ticks) => ticks === 0)).toBe(true);
	clock.goalHz = 48000;
	clock.arrive();
	run(clock, 100);
	expect(clock.count).toBe(100);
});

test('a change glides with a time constant of 10 ms and gets there', () => {
	const clock = new Clock(48000, 10000);
	clock.goalHz = 20000;
	run(clock, 480);
	expect(clock.frequencyHz).toBeCloseTo(20000 - 10000 * Math.exp(-1), 0);
	run(clock, 480 * 20);
	expect(clock.frequencyHz).toBe(20000);
	clock.goalHz = 0;
	run(clock, 480 * 20);
	expect(run(clock, 1000).every((ticks) => ticks === 0)).toBe(true);
});

test('in reverse the count goes down, and the address is its low 16 bits', () => {
	const clock = new Clock(1000, 1000);
	clock.reverse = true;
	run(clock, 3);
	expect([clock.count, clock.address]).toEqual([-3, 65533]);
	clock.reset();
	expect([clock.count, clock.address]).toEqual([0, 0]);
});
