import { describe, expect, it } from 'vitest';
import { placePopup } from './popup-place.ts';

describe('placing a popup', () => {
	it('goes 6 px below its anchor, flush left', () => {
		expect(placePopup({ left: 100, top: 50, width: 80, height: 30 }, 200, 300, 1440, 900)).toEqual({
			left: 100,
			top: 86,
			maxHeight: 900 - 80 - 6 - 8,
		});
	});

	it('goes above when it does not fit below and there is more room above', () => {
		expect(placePopup({ left: 100, top: 800, width: 80, height: 30 }, 200, 300, 1440, 900)).toEqual({
			left: 100,
			bottom: 106,
			maxHeight: 800 - 6 - 8,
		});
	});

	it('stays below when there is little room on either side but more below', () => {
		expect(placePopup({ left: 0, top: 40, width: 80, height: 30 }, 200, 300, 320, 200).top).toBe(76);
	});

	it('is shifted to stay 8 px inside the viewport', () => {
		expect(placePopup({ left: 1400, top: 50, width: 30, height: 30 }, 200, 100, 1440, 900).left).toBe(1232);
		expect(placePopup({ left: -40, top: 50, width: 30, height: 30 }, 200, 100, 1440, 900).left).toBe(8);
	});
});
