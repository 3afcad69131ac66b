/** How much slower a value follows the hand while Shift is held. */
export const FINE_RATIO = 0.1;

/** How far a pointer may stray, in CSS pixels, before a press counts as a drag. */
export const SLOP_PX = 2;

/** Where one drag stands. `alongPx` grows in the direction that raises the value; `value` is exact, not yet rounded. */
export interface Drag {
	readonly alongPx: number;
	readonly value: number;
	readonly moved: boolean;
}

/** What a pixel is worth, and where the travel ends. `unitsPerPx` is in units of the value. */
export interface DragScale {
	readonly unitsPerPx: number;
	readonly min: number;
	readonly max: number;
}

/** A drag that has just been grabbed: it holds the value and moves nothing. */
export function beginDrag(alongPx: number, value: number): Drag {
	return { alongPx, value, moved: false };
}

/**
 * The drag after its pointer came to `alongPx`. Only the way since the last event counts, so pressing or releasing Shift
 * (`fine`) never moves the value by itself, and a hand that pushed past an end stop is followed again as soon as it turns back.
 */
export function continueDrag(drag: Drag, alongPx: number, fine: boolean, scale: DragScale): Drag {
	const wayPx = alongPx - drag.alongPx;
	if (!drag.moved && Math.abs(wayPx) <= SLOP_PX) return drag;
	const countedPx = drag.moved ? wayPx : wayPx - Math.sign(wayPx) * SLOP_PX;
	const value = drag.value + countedPx * scale.unitsPerPx * (fine ? FINE_RATIO : 1);
	return { alongPx, value: Math.min(scale.max, Math.max(scale.min, value)), moved: true };
}
