import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitOfSwitch, isUp, paintSwitches, switchAfterKey, switchAt } from './switch-bits.ts';

describe('a row of switches', () => {
	it('has its most significant bit at the left', () => {
		expect(bitOfSwitch(0, 8)).toBe(0x80);
		expect(bitOfSwitch(7, 8)).toBe(0x01);
		expect(isUp(0xa0, 0, 8)).toBe(true);
		expect(isUp(0xa0, 1, 8)).toBe(false);
		expect(isUp(0xa0, 2, 8)).toBe(true);
	});

	it('paints every switch that a fast stroke passed over, in either direction', () => {
		expect(paintSwitches(0x00, 2, 5, 8, true)).toBe(0b00111100);
		expect(paintSwitches(0xff, 5, 2, 8, false)).toBe(0b11000011);
		expect(paintSwitches(0x5a, 3, 3, 8, true)).toBe(0x5a);
	});

	it('leaves switches outside a stroke alone and sets all inside it', () => {
		const index = fc.integer({ min: 0, max: 15 });
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 0xffff }), index, index, fc.boolean(), (value, from, to, up) => {
				const painted = paintSwitches(value, from, to, 16, up);
				for (let k = 0; k < 16; k++) {
					const inside = k >= Math.min(from, to) && k <= Math.max(from, to);
					expect(isUp(painted, k, 16)).toBe(inside ? up : isUp(value, k, 16));
				}
			}),
		);
	});

	it('finds the switch under the pointer and stays in the row beyond its ends', () => {
		expect(switchAt(100, 100, 400, 8)).toBe(0);
		expect(switchAt(149.9, 100, 400, 8)).toBe(0);
		expect(switchAt(150, 100, 400, 8)).toBe(1);
		expect(switchAt(-50, 100, 400, 8)).toBe(0);
		expect(switchAt(900, 100, 400, 8)).toBe(7);
	});

	it('moves its focus with arrows, Home and End, and does not wrap', () => {
		expect(switchAfterKey('ArrowRight', 3, 8)).toBe(4);
		expect(switchAfterKey('ArrowRight', 7, 8)).toBe(7);
		expect(switchAfterKey('ArrowLeft', 0, 8)).toBe(0);
		expect(switchAfterKey('Home', 5, 8)).toBe(0);
		expect(switchAfterKey('End', 5, 8)).toBe(7);
		expect(switchAfterKey(' ', 5, 8)).toBeUndefined();
	});
});
