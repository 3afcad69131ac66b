import { expect, test } from 'vitest';
import { glow } from './lamp-persistence.ts';

const PICTURE_MS = 1000 / 30;

test('a lamp is full on at once, the leftmost being the most significant bit', () => {
	const lamps = new Float32Array(8);
	glow(lamps, 0b1000_0001, 1);
	expect([...lamps]).toEqual([1, 0, 0, 0, 0, 0, 0, 1]);
});

test('all 32 bits of a mask have a lamp', () => {
	const lamps = new Float32Array(32);
	glow(lamps, 0x80000001 | 0, 1);
	expect(lamps[0]).toBe(1);
	expect(lamps[31]).toBe(1);
	expect(lamps.reduce((sum, lamp) => sum + lamp)).toBe(2);
});

test('a lamp that went out keeps 0.53 of its light per thirtieth of a second, however often it is drawn', () => {
	const once = new Float32Array([1]);
	glow(once, 0, 2 * PICTURE_MS);
	expect(once[0]).toBeCloseTo(0.53 ** 2, 6);
	const often = new Float32Array([1]);
	for (let picture = 0; picture < 10; picture++) glow(often, 0, PICTURE_MS / 5);
	expect(often[0]).toBeCloseTo(0.53 ** 2, 5);
});

test('a fading lamp goes out altogether within a third of a second', () => {
	const lamps = new Float32Array([1]);
	for (let picture = 0; picture < 10; picture++) glow(lamps, 0, PICTURE_MS);
	expect(lamps[0]).toBe(0);
});

test('without fading a lamp goes out at once', () => {
	const lamps = new Float32Array([1, 1]);
	glow(lamps, 0b01, PICTURE_MS, false);
	expect([...lamps]).toEqual([0, 1]);
});
