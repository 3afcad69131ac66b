import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginDrag, continueDrag, SLOP_PX } from './drag.ts';

const knobTravel = { unitsPerPx: 1 / 200, min: 0, max: 1 };

describe('a drag', () => {
	it('does not move the value when it is grabbed, nor within the slop', () => {
		const grabbed = beginDrag(300, 0.25);
		expect(grabbed).toEqual({ alongPx: 300, value: 0.25, moved: false });
		expect(continueDrag(grabbed, 300 + SLOP_PX, false, knobTravel).value).toBe(0.25);
		expect(continueDrag(grabbed, 300 - SLOP_PX, false, knobTravel).moved).toBe(false);
	});

	it('starts from the edge of the slop, so the first step is not a jump', () => {
		const drag = continueDrag(beginDrag(0, 0.5), SLOP_PX + 1, false, knobTravel);
		expect(drag.value).toBeCloseTo(0.505, 12);
		expect(drag.moved).toBe(true);
	});

	it('moves a tenth as far with Shift', () => {
		let drag = continueDrag(beginDrag(0, 0.5), SLOP_PX, false, knobTravel);
		drag = continueDrag(drag, SLOP_PX + 20, true, knobTravel);
		expect(drag.value).toBeCloseTo(0.5 + 20 * 0.1 * (1 / 200), 12);
	});

	it('keeps the value when Shift goes down or up while the hand rests', () => {
		fc.assert(
			fc.property(
				fc.double({ min: 0, max: 1, noNaN: true }),
				fc.integer({ min: -400, max: 400 }),
				fc.boolean(),
				(value, px, fine) => {
					const moved = continueDrag(beginDrag(0, value), px, fine, knobTravel);
					expect(continueDrag(moved, px, !fine, knobTravel).value).toBe(moved.value);
				},
			),
		);
	});

	it('turns back at once after it was pushed past an end stop', () => {
		let drag = continueDrag(beginDrag(0, 0.9), 500, false, knobTravel);
		expect(drag.value).toBe(1);
		drag = continueDrag(drag, 490, false, knobTravel);
		expect(drag.value).toBeCloseTo(0.95, 12);
	});

	it('never leaves its range', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.integer({ min: -2000, max: 2000 }), fc.boolean())), (moves) => {
				let drag = beginDrag(0, 0.5);
				for (const [px, fine] of moves) {
					drag = continueDrag(drag, px, fine, knobTravel);
					expect(drag.value).toBeGreaterThanOrEqual(0);
					expect(drag.value).toBeLessThanOrEqual(1);
				}
			}),
		);
	});
});
