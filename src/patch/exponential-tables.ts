/** Delays and magnitudes that an 8-bit operand stands for, in frames (device.md 3.2). */
export const DELAY_OF_BYTE: Int32Array = Int32Array.from({ length: 256 }, (_, i) => {
	if (i < 64) return i;
	if (i < 96) return 2 * i - 64;
	if (i < 128) return 4 * i - 256;
	return i < 255 ? (16 + (i & 15)) << ((i >> 4) - 4) : 0xffff;
});

/** Rates that a 7-bit operand stands for (device.md 3.2). */
export const RATE_OF_BYTE: Int32Array = Int32Array.from({ length: 128 }, (_, i) => {
	if (i < 32) return i;
	if (i < 48) return 2 * i - 32;
	if (i < 64) return 4 * i - 128;
	return i < 127 ? (8 + (i & 7)) << ((i >> 3) - 4) : 0x8000;
});
