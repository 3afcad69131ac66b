import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { f32Text } from './f32-text.ts';

const word = (value: number): number => new Int32Array(Float32Array.of(value).buffer)[0];

describe('a float as text', () => {
	it('has few digits where few are enough', () => {
		const texts: [number, string][] = [
			[0.1, '0.1'],
			[1 / 3, '0.33333334'],
			[-2.5, '-2.5'],
			[16777216, '16777216'],
			[2 ** -149, '1e-45'],
			[3.4028234663852886e38, '3.4028235e+38'],
			[0, '0'],
			[-0, '-0'],
			[Infinity, 'inf'],
			[-Infinity, '-inf'],
		];
		for (const [value, text] of texts) expect(f32Text(word(value))).toBe(text);
	});

	it('tells NaNs apart by sign and payload', () => {
		const texts = [0x7fc00000, 0xffc00000, 0x7f800001, 0xffa00000, 0x7fffffff].map(f32Text);
		expect(texts).toEqual(['nan', '-nan', 'nan:0x1', '-nan:0x200000', 'nan:0x7fffff']);
	});

	it('reads as the very same float', () => {
		fc.assert(
			fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
				expect(word(Number(f32Text(word(value))))).toBe(word(value));
			}),
			{ numRuns: 1000 },
		);
	});
});
