import { FINE_RATIO } from './drag.ts';

/** The travel of a value under keys and wheel, in units of the value. `whole` values take no fraction and so no fine steps. */
export interface RangeSteps {
	readonly min: number;
	readonly max: number;
	/** One arrow key, or one notch of a wheel. */
	readonly step: number;
	/** One Page Up or Page Down. */
	readonly page: number;
	readonly whole?: boolean | undefined;
}

/** How far a key goes, in steps or pages. */
const KEY_TRAVEL: ReadonlyMap<string, readonly [steps: number, pages: number]> = new Map([
	['ArrowUp', [1, 0]],
	['ArrowRight', [1, 0]],
	['ArrowDown', [-1, 0]],
	['ArrowLeft', [-1, 0]],
	['PageUp', [0, 1]],
	['PageDown', [0, -1]],
]);

/** `value` held inside the range and, for whole values, on a whole number. Sums are trimmed to 1e-9 so that ten steps of 0.1 make 1. */
export function settle(value: number, steps: RangeSteps): number {
	const held = Math.min(steps.max, Math.max(steps.min, value));
	return steps.whole ? Math.round(held) : Math.round(held * 1e9) / 1e9;
}

/**
 * Where a key takes `value`, or undefined if the key means nothing to a range. Arrows go a step (a tenth of it with Shift), Page keys
 * a page, Home and End to the stops.
 */
export function valueAfterKey(key: string, shift: boolean, value: number, steps: RangeSteps): number | undefined {
	if (key === 'Home') return steps.min;
	if (key === 'End') return steps.max;
	const travel = KEY_TRAVEL.get(key);
	if (travel === undefined) return undefined;
	const fine = shift && !steps.whole ? FINE_RATIO : 1;
	return settle(value + travel[0] * steps.step * fine + travel[1] * steps.page, steps);
}

const UPSIDE_DOWN: ReadonlyMap<string, string> = new Map([
	['ArrowUp', 'ArrowDown'],
	['ArrowDown', 'ArrowUp'],
	['PageUp', 'PageDown'],
	['PageDown', 'PageUp'],
]);

/** The key that means the same on a range that grows downwards, such as the height of an upper pane. */
export function upsideDownKey(key: string): string {
	return UPSIDE_DOWN.get(key) ?? key;
}

/** CSS pixels of wheel movement that make one notch of a common mouse. */
export const NOTCH_PX = 100;

/** Pixels per line and per page for wheels that report those instead. */
const WHEEL_UNIT_PX = [1, 40, 400] as const;

/** The parts of a WheelEvent that count here. */
export interface WheelTravel {
	readonly deltaX: number;
	readonly deltaY: number;
	readonly deltaMode: number;
}

/** Notches that a wheel event turned, up being positive. Some systems turn Shift + wheel sideways, so the other axis stands in. */
export function wheelNotches(event: WheelTravel): number {
	const delta = event.deltaY || event.deltaX;
	return (-delta * (WHEEL_UNIT_PX[event.deltaMode as 0 | 1 | 2] ?? 1)) / NOTCH_PX;
}

/** Notches collected towards a step of a whole value, and the steps due now. */
export interface WheelCount {
	readonly collected: number;
	readonly due: -1 | 0 | 1;
}

/** Half a notch is a step, at most one step an event, and turning round starts afresh: a mouse clicks, a touch pad creeps. */
export function countWheel(collected: number, notches: number): WheelCount {
	const sum = Math.sign(collected) === -Math.sign(notches) ? notches : collected + notches;
	if (Math.abs(sum) < 0.5) return { collected: sum, due: 0 };
	return { collected: 0, due: sum > 0 ? 1 : -1 };
}
