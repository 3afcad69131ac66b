/**
 * What the page and the firmware `ring-fed` say to each other through its rings: words with their kind in the upper four bits. The other side is
 * `public/firmware/ring-fed.impala`.
 */

/** Handles of its rings for `RingPort`: the order in which it creates them. */
export const CURVE_RING = { fromPage: 1, toPage: 2 } as const;

/** Most points of a curve, and the highest value of one; the lowest is 0. */
export const CURVE_POINTS = 64;
export const CURVE_HIGHEST = 4095;

const KIND = { point: 0, length: 1, ask: 2, place: 3 } as const;
const KIND_SHIFT = 28;
const POINT_SHIFT = 16;
const LENGTH_MASK = 127;

/** What the firmware answers. */
export type CurveAnswer =
	/** A point of its curve, after {@link curveAsk}. */
	| { readonly kind: 'point'; readonly point: number; readonly value: number }
	/** How many points it plays; the last answer to {@link curveAsk}. */
	| { readonly kind: 'length'; readonly points: number }
	/** The point that has begun to play, and its value. */
	| { readonly kind: 'place'; readonly point: number; readonly value: number };

/**
 * Tells the firmware a point of the curve.
 *
 * @param point 0 to 63
 * @param value 0 to 4095
 */
export function curvePoint(point: number, value: number): number {
	return (KIND.point << KIND_SHIFT) | ((point & (CURVE_POINTS - 1)) << POINT_SHIFT) | (value & CURVE_HIGHEST);
}

/**
 * Tells the firmware how many points make the curve, from the first on.
 *
 * @param points 1 to 64; any other number changes nothing
 */
export function curveLength(points: number): number {
	return (KIND.length << KIND_SHIFT) | (points & LENGTH_MASK);
}

/** Asks the firmware for all 64 points and the length. */
export function curveAsk(): number {
	return KIND.ask << KIND_SHIFT;
}

/** Reads a word of the firmware; null for a kind that is not known. */
export function readCurveAnswer(word: number): CurveAnswer | null {
	const point = (word >> POINT_SHIFT) & (CURVE_POINTS - 1);
	const value = word & CURVE_HIGHEST;
	switch (word >>> KIND_SHIFT) {
		case KIND.point:
			return { kind: 'point', point, value };
		case KIND.length:
			return { kind: 'length', points: word & LENGTH_MASK };
		case KIND.place:
			return { kind: 'place', point, value };
		default:
			return null;
	}
}
