import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MEMORY_SETTING_WORDS, MEMORY_SETTINGS, type MemorySetting, PROBABILITY_UNIT, Pressure } from './pressure.ts';

function pressureOf(settings: Partial<Record<MemorySetting, number>>) {
	const words = new Int32Array(MEMORY_SETTING_WORDS);
	for (const [setting, value] of Object.entries(settings)) words[MEMORY_SETTINGS[setting as MemorySetting]] = value;
	const pressure = new Pressure(words);
	pressure.reset();
	return { words, pressure, fails: (requests: number) => Array.from({ length: requests }, () => pressure.fails()) };
}

test('nothing fails that nobody wants to fail', () => {
	expect(pressureOf({ seed: 5 }).fails(1000)).not.toContain(true);
});

test('every n-th request fails', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 20 }), (every) => {
			const failures = pressureOf({ failEvery: every }).fails(100);
			expect(failures).toEqual(failures.map((_, request) => (request + 1) % every === 0));
		}),
	);
});

describe('with a probability', () => {
	const half = (seed: number) => pressureOf({ failProbability: PROBABILITY_UNIT / 2, seed });

	test('as many requests fail as it says, four standard deviations at most from it', () => {
		fc.assert(
			fc.property(fc.integer(), fc.integer({ min: 1, max: PROBABILITY_UNIT - 1 }), (seed, failProbability) => {
				const requests = 4000;
				const share = failProbability / PROBABILITY_UNIT;
				const failures = pressureOf({ failProbability, seed }).fails(requests).filter(Boolean).length;
				// A congruential generator is more even than chance.
				expect(Math.abs(failures - share * requests)).toBeLessThan(5 + 4 * Math.sqrt(requests * share * (1 - share)));
			}),
			{ numRuns: 50 },
		);
	});

	test('the same requests fail for the same seed, and others for another', () => {
		expect(half(12).fails(200)).toEqual(half(12).fails(200));
		expect(half(12).fails(200)).not.toEqual(half(13).fails(200));
	});

	test('a new seed begins anew at once, and so does a new firmware', () => {
		const { words, pressure, fails } = half(12);
		const first = fails(100);
		pressure.reset();
		expect(fails(100)).toEqual(first);
		words[MEMORY_SETTINGS.seed] = 99;
		expect(fails(100)).toEqual(half(99).fails(100));
	});

	test('0 never fails and 65536 always does', () => {
		expect(pressureOf({ failProbability: 0 }).fails(100)).not.toContain(true);
		expect(pressureOf({ failProbability: PROBABILITY_UNIT }).fails(100)).not.toContain(false);
	});
});

test('the halved level is told by its number, or none', () => {
	expect([0, 1, 3].map((halvedLevel) => pressureOf({ halvedLevel }).pressure.halvedLevel)).toEqual([-1, 0, 2]);
});
