import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordsChecksum } from './checksum.ts';

test('words have the checksum that FNV-1a gives them', () => {
	// The offset basis of 32 bits, and one step by hand: (basis xor 0) times the prime 16777619.
	expect(wordsChecksum(Int32Array.of(1, 2, 3), 0, 0)).toBe(2166136261);
	expect(wordsChecksum(Int32Array.of(0), 0, 1)).toBe(84696351);
});

test('a change of one word changes it, and words outside do not', () => {
	const words = fc.array(fc.integer(), { minLength: 3, maxLength: 40 });
	fc.assert(
		fc.property(words, fc.nat(), fc.integer({ min: 1, max: 0x7fffffff }), (list, place, change) => {
			const memory = Int32Array.from(list);
			const before = wordsChecksum(memory, 1, list.length - 2);
			memory[0] ^= change;
			memory[list.length - 1] ^= change;
			expect(wordsChecksum(memory, 1, list.length - 2)).toBe(before);
			memory[1 + (place % (list.length - 2))] ^= change;
			expect(wordsChecksum(memory, 1, list.length - 2)).not.toBe(before);
		}),
	);
});
