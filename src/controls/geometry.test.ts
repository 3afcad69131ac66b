import { describe, expect, it } from 'vitest';
import { knobAngleDeg, lightOnFacet, polar, quantise } from './geometry.ts';

describe('knob geometry', () => {
	it('points up at the middle and turns 135 degrees to either stop', () => {
		expect(knobAngleDeg(0.5)).toBe(0);
		expect(knobAngleDeg(0)).toBe(-135);
		expect(knobAngleDeg(1)).toBe(135);
	});

	it('counts angles clockwise from twelve, with y downwards', () => {
		expect(polar(10, 0).y).toBeCloseTo(-10, 12);
		expect(polar(10, 90).x).toBeCloseTo(10, 12);
		expect(polar(10, -90).x).toBeCloseTo(-10, 12);
		expect(polar(10, 180).y).toBeCloseTo(10, 12);
	});

	it('lights what faces up and leaves what faces down in shade', () => {
		expect(lightOnFacet(0)).toBe(1);
		expect(lightOnFacet(90)).toBeCloseTo(0.5, 12);
		expect(lightOnFacet(180)).toBe(0);
	});

	it('quantises to stops that include both ends', () => {
		expect(quantise(0.49, 7)).toBe(0.5);
		expect(quantise(0.09, 7)).toBeCloseTo(1 / 6, 12);
		expect(quantise(1, 7)).toBe(1);
		expect(quantise(0.02, 7)).toBe(0);
	});
});
