/** The bit of switch `index` in a row of `count` (at most 31): the leftmost switch is the most significant bit. */
export function bitOfSwitch(index: number, count: number): number {
	return 1 << (count - 1 - index);
}

/** Whether switch `index` is up, that is, whether its bit of `value` is 1. */
export function isUp(value: number, index: number, count: number): boolean {
	return (value & bitOfSwitch(index, count)) !== 0;
}

/** `value` with the switches between `from` and `to`, both included and in either order, all put up or all down. */
export function paintSwitches(value: number, from: number, to: number, count: number, up: boolean): number {
	let painted = value;
	for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
		painted = up ? painted | bitOfSwitch(index, count) : painted & ~bitOfSwitch(index, count);
	}
	return painted;
}

/** The switch under `xPx` in a row that begins at `leftPx` and is `widthPx` wide. Beyond either end it is the last switch there. */
export function switchAt(xPx: number, leftPx: number, widthPx: number, count: number): number {
	const index = Math.floor(((xPx - leftPx) / widthPx) * count);
	return Math.min(count - 1, Math.max(0, index));
}

/** Where a key moves the focus in a row of `count`, or undefined if it moves nothing. The row has ends: focus does not wrap. */
export function switchAfterKey(key: string, index: number, count: number): number | undefined {
	switch (key) {
		case 'ArrowLeft':
			return Math.max(0, index - 1);
		case 'ArrowRight':
			return Math.min(count - 1, index + 1);
		case 'Home':
			return 0;
		case 'End':
			return count - 1;
		default:
			return undefined;
	}
}
