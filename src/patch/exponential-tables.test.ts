import { expect, test } from 'vitest';
import { DELAY_OF_BYTE, RATE_OF_BYTE } from './exponential-tables.ts';

const sum = (table: Int32Array) => table.reduce((total, value) => total + value, 0);

test('the delay table has the published sum and values', () => {
	expect(sum(DELAY_OF_BYTE)).toBe(1547263);
	const published: [number, number][] = [
		[0x3f, 63],
		[0x40, 64],
		[0x5f, 126],
		[0x60, 128],
		[0x7f, 252],
		[0x80, 256],
		[0x8f, 496],
		[0xa0, 1024],
		[0xb3, 2432],
		[0xc8, 6144],
		[0xe0, 16384],
		[0xf0, 32768],
		[0xf8, 49152],
		[0xfe, 61440],
		[0xff, 65535],
	];
	for (const [byte, frames] of published) expect([byte, DELAY_OF_BYTE[byte]]).toEqual([byte, frames]);
});

test('the rate table has the published sum and values', () => {
	expect(sum(RATE_OF_BYTE)).toBe(380160);
	const published: [number, number][] = [
		[0x1f, 31],
		[0x20, 32],
		[0x2f, 62],
		[0x30, 64],
		[0x3f, 124],
		[0x40, 128],
		[0x47, 240],
		[0x48, 256],
		[0x60, 2048],
		[0x7e, 28672],
		[0x7f, 32768],
	];
	for (const [byte, rate] of published) expect([byte, RATE_OF_BYTE[byte]]).toEqual([byte, rate]);
});
