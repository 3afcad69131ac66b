/** Where the converters keep what they remember from sample to sample, in the region `converters`: doubles, full scale ±1 (device.md 2.3). */

import { CPU_SLOTS } from './machine-size.ts';

/** Doubles of the input's converter: the last two samples, and the line between them at the present tick, left and right each. */
export const INPUT_STATE = { last: 0, newest: 2, between: 4, doubles: 8 } as const;

/**
 * Doubles of an output's converter: what its line comes from and goes to, left and right each; how far it has got, 0…1; and the time in
 * the present host sample up to which that has been counted.
 */
export const OUTPUT_STATE = { from: 0, to: 2, progress: 4, time: 5, doubles: 8 } as const;

/** Doubles of the region: the input's, then those of each CPU slot's output. */
export const CONVERTER_DOUBLES = INPUT_STATE.doubles + CPU_SLOTS * OUTPUT_STATE.doubles;

/** First double of a slot's output. */
export function outputStateAt(slot: number): number {
	return INPUT_STATE.doubles + slot * OUTPUT_STATE.doubles;
}
