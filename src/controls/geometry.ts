/** Degrees a knob turns from stop to stop. Zero is twelve o'clock, clockwise is positive. */
export const KNOB_SWEEP_DEG = 270;

/** The pointer's angle of a knob at `position` 0…1. */
export function knobAngleDeg(position: number): number {
	return (position - 0.5) * KNOB_SWEEP_DEG;
}

/** The point at `radius` and `angleDeg` (clockwise from twelve o'clock) around the origin of an SVG, whose y grows downwards. */
export function polar(radius: number, angleDeg: number): { x: number; y: number } {
	const turn = (angleDeg * Math.PI) / 180;
	return { x: radius * Math.sin(turn), y: -radius * Math.cos(turn) };
}

/** How much light from straight above falls on a facet whose outward normal points to `normalDeg`: 1 facing up, 0 facing down. */
export function lightOnFacet(normalDeg: number): number {
	return 0.5 + 0.5 * Math.cos((normalDeg * Math.PI) / 180);
}

/** `position` 0…1 moved to the nearest of `steps` equally spaced stops (2 or more). */
export function quantise(position: number, steps: number): number {
	return Math.round(position * (steps - 1)) / (steps - 1);
}
