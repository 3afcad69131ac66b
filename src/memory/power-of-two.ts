/** Whether `value` is one of 2⁰, 2¹, … 2³⁰. */
export function isPowerOfTwo(value: number): boolean {
	return Number.isInteger(value) && value >= 1 && value <= 2 ** 30 && (value & (value - 1)) === 0;
}
