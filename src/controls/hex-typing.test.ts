import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexText, hexValueText, type Nibble, typeHexDigit } from './hex-typing.ts';

describe('typing hex digits over a byte', () => {
	it('replaces the high digit, then the low digit, then begins again', () => {
		const first = typeHexDigit(0x00, 'high', '3');
		expect(first).toEqual({ value: 0x30, next: 'low' });
		const second = typeHexDigit(0x30, 'low', 'f');
		expect(second).toEqual({ value: 0x3f, next: 'high' });
	});

	it('leaves the other digit alone', () => {
		expect(typeHexDigit(0xa5, 'high', 'F')?.value).toBe(0xf5);
		expect(typeHexDigit(0xa5, 'low', '0')?.value).toBe(0xa0);
	});

	it('takes no other key', () => {
		for (const key of ['g', ' ', 'Enter', 'F2', '٣', '']) expect(typeHexDigit(0, 'high', key)).toBeUndefined();
	});

	it('reaches every byte by its two digits, from every byte', () => {
		const byte = fc.integer({ min: 0, max: 255 });
		fc.assert(
			fc.property(byte, byte, (from, wanted) => {
				let value = from;
				let at: Nibble = 'high';
				for (const key of hexText(wanted, 2)) {
					const typed = typeHexDigit(value, at, key);
					if (typed === undefined) throw new Error(`${key} was not taken`);
					value = typed.value;
					at = typed.next;
				}
				expect(value).toBe(wanted);
				expect(at).toBe('high');
			}),
		);
	});
});

describe('hex text', () => {
	it('is upper case with leading zeros', () => {
		expect(hexText(0x3f, 2)).toBe('3F');
		expect(hexText(0xab, 4)).toBe('00AB');
	});

	it('is spoken in hex and decimal', () => {
		expect(hexValueText(63)).toBe('0x3F, 63');
		expect(hexValueText(0)).toBe('0x00, 0');
	});
});
