import { describe, expect, it } from 'vitest';
import { DIVISIONS, divisionText, parseDivision, syncedClockHz, wholeNotes } from './sync-clock.ts';

describe('whole notes per cycle', () => {
	it.each([
		['standard', [8, 4, 2, 1, 1 / 2, 1 / 4, 1 / 8]],
		['dotted', [12, 6, 3, 3 / 2, 3 / 4, 3 / 8, 3 / 16]],
		['triplets', [16 / 3, 8 / 3, 4 / 3, 2 / 3, 1 / 3, 1 / 6, 1 / 12]],
	] as const)('%s divisions follow the table', (mode, expected) => {
		expect(DIVISIONS.map((division) => wholeNotes(division, mode))).toEqual(expected);
	});
});

describe('the synced clock', () => {
	it.each([
		['1/1', 'standard', 32768],
		['1/8', 'standard', 262144],
		['1/8', 'dotted', 174762.67],
		['1/8', 'triplets', 393216],
	] as const)('at 120 BPM runs %s %s at %d Hz', (division, mode, hz) => {
		expect(syncedClockHz(division, mode, 120)).toBeCloseTo(hz, 2);
	});
});

describe('the spelling of a division', () => {
	it('ends in the letter of its mode and reads back', () => {
		expect(divisionText('1/2', 'dotted')).toBe('1/2D');
		expect(divisionText('4/1', 'triplets')).toBe('4/1T');
		expect(divisionText('1/1', 'standard')).toBe('1/1');
		expect(parseDivision('1/2D')).toEqual({ division: '1/2', mode: 'dotted' });
		expect(parseDivision('4/1t')).toEqual({ division: '4/1', mode: 'triplets' });
		expect(parseDivision('1/1')).toEqual({ division: '1/1', mode: 'standard' });
	});

	it('is nothing else', () => {
		for (const text of ['', '1/3', '16/1', '1/2DT', '1/2 D', 'D', '44.1 kHz']) expect(parseDivision(text)).toBeNull();
	});
});
