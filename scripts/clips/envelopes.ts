/** A straight rise from 0 to 1 that then stays. */
export const rise = (seconds: number, riseSeconds: number): number => Math.min(1, seconds / riseSeconds);

/** Exponential decay from 1, down to 1/e after `timeConstant` seconds. */
export const decay = (seconds: number, timeConstant: number): number => Math.exp(-seconds / timeConstant);

/** 1 up to the end of a note, then an exponential release. */
export const release = (seconds: number, holdSeconds: number, timeConstant: number): number =>
	seconds < holdSeconds ? 1 : Math.exp((holdSeconds - seconds) / timeConstant);

/** An S-shaped step from 0 at 0 to 1 at 1, without corners. */
export function smoothStep(x: number): number {
	const t = Math.min(1, Math.max(0, x));
	return t * t * (3 - 2 * t);
}

/** A value on a path of points at even distances, with S-shaped ways between them. @param position from 0 (first) to 1 (last) */
export function alongPath(points: readonly number[], position: number): number {
	const at = Math.min(1, Math.max(0, position)) * (points.length - 1);
	const index = Math.min(Math.floor(at), points.length - 1);
	const next = Math.min(index + 1, points.length - 1);
	return points[index] + (points[next] - points[index]) * smoothStep(at - index);
}
