/** A rectangle, CSS pixels. */
export interface Box {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** Whether a point lies in a box; right and lower edges belong to what comes next. */
export function contains({ x, y, width, height }: Box, pointX: number, pointY: number): boolean {
	return pointX >= x && pointX < x + width && pointY >= y && pointY < y + height;
}
