import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countWheel, settle, upsideDownKey, valueAfterKey, wheelNotches } from './range-keys.ts';

const knob = { min: 0, max: 1, step: 0.01, page: 0.1 };
const byte = { min: 0, max: 255, step: 1, page: 16, whole: true };

describe('keys on a range', () => {
	it.each([
		['ArrowUp', false, 0.51],
		['ArrowRight', false, 0.51],
		['ArrowDown', false, 0.49],
		['ArrowLeft', false, 0.49],
		['ArrowUp', true, 0.501],
		['PageUp', false, 0.6],
		['PageDown', false, 0.4],
		['Home', false, 0],
		['End', false, 1],
	])('%s (Shift %s) takes a knob from 0.5 to %d', (key, shift, expected) => {
		expect(valueAfterKey(key, shift, 0.5, knob)).toBe(expected);
	});

	it('steps a byte by 1 and by 16, and stops at both ends without wrapping', () => {
		expect(valueAfterKey('ArrowUp', true, 0x3f, byte)).toBe(0x40);
		expect(valueAfterKey('PageDown', false, 0x3f, byte)).toBe(0x2f);
		expect(valueAfterKey('PageUp', false, 0xf8, byte)).toBe(0xff);
		expect(valueAfterKey('ArrowDown', false, 0, byte)).toBe(0);
	});

	it('ignores other keys', () => {
		expect(valueAfterKey('a', false, 0.5, knob)).toBeUndefined();
		expect(valueAfterKey('Tab', false, 0.5, knob)).toBeUndefined();
		expect(valueAfterKey('toString', false, 0.5, knob)).toBeUndefined();
	});

	it('turn over on a range that grows downwards, but only the upright ones', () => {
		expect(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'ArrowLeft', 'Home'].map(upsideDownKey)).toEqual([
			'ArrowDown',
			'ArrowUp',
			'PageDown',
			'PageUp',
			'ArrowLeft',
			'Home',
		]);
	});

	it('does not drift over a hundred steps', () => {
		let value = 0;
		for (let press = 0; press < 100; press++) value = valueAfterKey('ArrowUp', false, value, knob) ?? Number.NaN;
		expect(value).toBe(1);
	});

	it('settles inside the range, whole values on whole numbers', () => {
		fc.assert(
			fc.property(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), (value) => {
				const settled = settle(value, byte);
				expect(Number.isInteger(settled)).toBe(true);
				expect(settled).toBeGreaterThanOrEqual(0);
				expect(settled).toBeLessThanOrEqual(255);
			}),
		);
	});
});

describe('a wheel', () => {
	it('counts up as positive, in notches of 100 px, lines and pages alike', () => {
		expect(wheelNotches({ deltaX: 0, deltaY: -100, deltaMode: 0 })).toBe(1);
		expect(wheelNotches({ deltaX: 0, deltaY: 5, deltaMode: 1 })).toBe(-2);
		expect(wheelNotches({ deltaX: 0, deltaY: -1, deltaMode: 2 })).toBe(4);
	});

	it('reads the sideways axis when Shift has turned it', () => {
		expect(wheelNotches({ deltaX: -100, deltaY: 0, deltaMode: 0 })).toBe(1);
	});

	it('gives a whole value one step per click of a mouse', () => {
		expect(countWheel(0, 1)).toEqual({ collected: 0, due: 1 });
		expect(countWheel(0, -3)).toEqual({ collected: 0, due: -1 });
	});

	it('collects the crawl of a touch pad and starts afresh when it turns round', () => {
		const first = countWheel(0, 0.25);
		expect(first).toEqual({ collected: 0.25, due: 0 });
		expect(countWheel(first.collected, 0.25)).toEqual({ collected: 0, due: 1 });
		expect(countWheel(first.collected, -0.3)).toEqual({ collected: -0.3, due: 0 });
	});
});
