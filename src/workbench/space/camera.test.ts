import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitted, keptOnSheet, onScreen, panned, revealing, WHOLE_SHEET, zoomedAbout } from './camera.ts';

const sheet = { width: 600, height: 300 };
const cameras = fc
	.record({
		x: fc.double({ min: -1000, max: 1000, noNaN: true }),
		y: fc.double({ min: -1000, max: 1000, noNaN: true }),
		scale: fc.double({ min: 0.1, max: 500, noNaN: true }),
	})
	.map((camera) => keptOnSheet(camera, sheet));

test('whatever happens, the screen shows nothing but sheet', () => {
	const factor = fc.double({ min: 0.01, max: 100, noNaN: true });
	fc.assert(
		fc.property(cameras, factor, fc.double({ min: -500, max: 500, noNaN: true }), (camera, by, move) => {
			for (const next of [zoomedAbout(camera, by, 100, 200, 1000, sheet), panned(camera, move, -move, sheet)]) {
				expect(next.scale).toBeGreaterThanOrEqual(1);
				expect(next.x).toBeGreaterThanOrEqual(0);
				expect(next.x + sheet.width / next.scale).toBeLessThanOrEqual(sheet.width + 1e-6);
				expect(next.y + sheet.height / next.scale).toBeLessThanOrEqual(sheet.height + 1e-6);
			}
		}),
	);
});

test('zooming in keeps what is under the pointer there', () => {
	fc.assert(
		fc.property(cameras, fc.double({ min: 1, max: 20, noNaN: true }), (camera, factor) => {
			const before = { x: camera.x + 120 / camera.scale, y: camera.y + 40 / camera.scale };
			const after = zoomedAbout(camera, factor, 120, 40, 1e6, sheet);
			expect(after.x + 120 / after.scale).toBeCloseTo(before.x, 6);
			expect(after.y + 40 / after.scale).toBeCloseTo(before.y, 6);
		}),
	);
});

test('it zooms no further than the limit, and out to the whole', () => {
	expect(zoomedAbout(WHOLE_SHEET, 50, 0, 0, 8, sheet).scale).toBe(8);
	expect(zoomedAbout({ x: 100, y: 100, scale: 3 }, 0.001, 300, 150, 8, sheet)).toEqual(WHOLE_SHEET);
});

test('a box that is fitted fills the screen and stands in its middle', () => {
	const box = { x: 200, y: 100, width: 60, height: 20 };
	const seen = onScreen(fitted(box, 1000, sheet), box);
	expect(seen.width).toBeCloseTo(600 * 0.96);
	expect(seen.x).toBeCloseTo(600 * 0.02);
	expect(seen.y + seen.height / 2).toBeCloseTo(150);
});

test('of a box that is a mere line its beginning is shown', () => {
	const box = { x: 20, y: 100, width: 500, height: 5 };
	const seen = onScreen(fitted(box, 1000, sheet), box);
	expect(seen.height).toBeCloseTo(100);
	expect(seen.x).toBeCloseTo(600 * 0.02);
	expect(seen.y).toBeCloseTo(100);
	expect(fitted(box, 4, sheet).scale).toBe(4);
});

test('a camera that sees a box stays, and one that does not moves just so far', () => {
	const camera = { x: 100, y: 50, scale: 2 };
	expect(revealing(camera, { x: 150, y: 60, width: 10, height: 10 }, sheet)).toBe(camera);
	expect(revealing(camera, { x: 420, y: 60, width: 10, height: 10 }, sheet)).toEqual({ x: 130, y: 50, scale: 2 });
	expect(revealing(camera, { x: 150, y: 20, width: 10, height: 10 }, sheet)).toEqual({ x: 100, y: 20, scale: 2 });
});
