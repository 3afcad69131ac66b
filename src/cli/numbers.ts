import { UsageError } from './diagnostics.ts';

/**
 * A whole number given on the command line: decimal, or hexadecimal after `0x`.
 *
 * @param what how messages name it, such as `--cycles`
 * @throws UsageError when it is none or lies outside minimum…maximum
 */
export function parseInteger(text: string, what: string, minimum: number, maximum: number): number {
	const value = /^(-?\d+|0x[\da-f]+)$/i.test(text) ? Number(text) : Number.NaN;
	if (value >= minimum && value <= maximum) return value;
	throw new UsageError(`${what} needs a whole number from ${minimum} to ${maximum}, not '${text}'.`);
}

/**
 * A list of signed 32-bit words, separated by commas.
 *
 * @throws UsageError when there are not exactly `count`
 */
export function parseWords(text: string, what: string, count: number): number[] {
	const items = text.split(',');
	if (items.length !== count) {
		throw new UsageError(`${what} needs ${count} whole numbers separated by commas, not ${items.length} ('${text}').`);
	}
	return items.map((item) => parseInteger(item.trim(), what, -0x80000000, 0x7fffffff));
}
