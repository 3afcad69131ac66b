import { describe, expect, it } from 'vitest';
import { decibelText, litSegments, NO_PEAK, peakLevelDb, raisePeak } from './level-scale.ts';

describe('a peak mark', () => {
	it('holds for a second and a half, then falls 20 dB a second', () => {
		const mark = raisePeak(NO_PEAK, -6, 1000);
		expect(peakLevelDb(mark, 2500)).toBe(-6);
		expect(peakLevelDb(mark, 3500)).toBeCloseTo(-26, 12);
	});

	it('yields to a higher peak and not to a lower one', () => {
		const mark = raisePeak(NO_PEAK, -6, 0);
		expect(raisePeak(mark, -12, 100)).toBe(mark);
		expect(raisePeak(mark, -3, 100)).toEqual({ levelDb: -3, setAtMs: 100 });
		expect(raisePeak(mark, -20, 2500)).toEqual({ levelDb: -20, setAtMs: 2500 });
	});
});

describe('a level scale', () => {
	it('lights nothing below its bottom and everything from its top', () => {
		expect(litSegments(Number.NEGATIVE_INFINITY, -60, 6, 22)).toBe(0);
		expect(litSegments(-60.1, -60, 6, 22)).toBe(0);
		expect(litSegments(-60, -60, 6, 22)).toBe(1);
		expect(litSegments(6, -60, 6, 22)).toBe(22);
		expect(litSegments(40, -60, 6, 22)).toBe(22);
	});

	it('gives each of 22 segments 3 dB', () => {
		expect(litSegments(-30, -60, 6, 22)).toBe(11);
		expect(litSegments(0, -60, 6, 22)).toBe(21);
		expect(litSegments(2.9, -60, 6, 22)).toBe(21);
		expect(litSegments(3, -60, 6, 22)).toBe(22);
	});

	it('prints decibels with one decimal and a true minus', () => {
		expect(decibelText(-12.34)).toBe('−12.3 dB');
		expect(decibelText(0)).toBe('0.0 dB');
		expect(decibelText(-0.04)).toBe('0.0 dB');
		expect(decibelText(6)).toBe('6.0 dB');
		expect(decibelText(Number.NEGATIVE_INFINITY)).toBe('−∞ dB');
	});
});
