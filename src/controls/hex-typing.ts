/** The next nibble that a typed hex digit replaces: the high one (left) or the low one (right). */
export type Nibble = 'high' | 'low';

/** What a typed digit makes of a byte, and the nibble that the next digit goes to. */
export interface HexTyping {
	readonly value: number;
	readonly next: Nibble;
}

/** The byte after `key` was typed over the nibble `at`, or undefined if `key` is not a hex digit. After the low nibble it begins again. */
export function typeHexDigit(value: number, at: Nibble, key: string): HexTyping | undefined {
	if (!/^[0-9a-f]$/i.test(key)) return undefined;
	const digit = Number.parseInt(key, 16);
	return at === 'high' ? { value: (digit << 4) | (value & 0x0f), next: 'low' } : { value: (value & 0xf0) | digit, next: 'high' };
}

/** `value` as upper-case hex, with leading zeros to `digits`: 63 in two digits is `3F`. */
export function hexText(value: number, digits: number): string {
	return value.toString(16).toUpperCase().padStart(digits, '0');
}

/** How a screen reader should say a byte: `0x3F, 63`. */
export function hexValueText(value: number): string {
	return `0x${hexText(value, 2)}, ${value}`;
}
