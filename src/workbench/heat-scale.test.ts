import { describe, expect, test } from 'vitest';
import {
	HEAT_LEVELS,
	heatCode,
	heatLevel,
	heatShare,
	RATE_CHARACTERS,
	rateText,
	readLevel,
	spokenRate,
	writeLevel,
} from './heat-scale.ts';

describe('the scale of heat', () => {
	test('has a level for what is cold and two for each decade from 1/s', () => {
		expect([0, 0.99, 1, 3.1, 3.2, 10, 100, 44_100].map(heatLevel)).toEqual([0, 0, 1, 1, 2, 3, 5, 10]);
		expect(heatLevel(1e7)).toBe(HEAT_LEVELS - 1);
		expect(heatLevel(1e12)).toBe(HEAT_LEVELS - 1);
	});

	test('packs reads and writes into a code', () => {
		const code = heatCode(100, 1e7);
		expect([readLevel(code), writeLevel(code)]).toEqual([5, 15]);
	});

	test('is logarithmic from 1/s to 10 M/s', () => {
		expect([0, 1, 1e7, 1e9].map(heatShare)).toEqual([0, 0, 1, 1]);
		expect(heatShare(1000)).toBeCloseTo(3 / 7, 12);
	});
});

describe('a count per second in print', () => {
	test('has three digits, a unit and one width', () => {
		const rates = [0, 0.4, 1, 12.34, 999.4, 999.6, 44_100, 999_600, 1_323_000];
		expect(rates.map((rate) => rateText(rate).trim())).toEqual([
			'–',
			'–',
			'1.00 /s',
			'12.3 /s',
			'999 /s',
			'1.00 k/s',
			'44.1 k/s',
			'1.00 M/s',
			'1.32 M/s',
		]);
		for (const rate of rates) expect(rateText(rate)).toHaveLength(RATE_CHARACTERS);
	});

	test('is spoken in words', () => {
		expect([0, 12, 44_100].map(spokenRate)).toEqual(['none', '12.0 per second', '44.1 k per second']);
	});
});
