import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ChangeWatch, codeGlow, GLOW_HALF_LIFE_MS, glowDecay, NEGATIVE_BIT, WORD_CODES, wordCode } from './word-codes.ts';

const FULL_GLOW = 15;

describe('the code of a word', () => {
	test('counts the bits that its magnitude needs and tells its sign', () => {
		for (const [word, bits] of [
			[0, 0],
			[1, 1],
			[2047, 11],
			[2048, 12],
			[0x7fffffff, 31],
		] as const) {
			expect(wordCode(word, 0)).toBe(bits);
			if (word > 0) expect(wordCode(-word, 0)).toBe(bits | NEGATIVE_BIT);
		}
		expect(wordCode(-0x80000000, 0)).toBe(31 | NEGATIVE_BIT);
	});

	test('stays in the table of colours for every word and glow', () => {
		fc.assert(
			fc.property(fc.integer(), fc.double({ min: 0, max: 1, noNaN: true }), (word, glow) => {
				const code = wordCode(word, glow);
				expect(code).toBeGreaterThanOrEqual(0);
				expect(code).toBeLessThan(WORD_CODES);
			}),
		);
	});
});

describe('watching for changes', () => {
	/** Glow of word 0 after a change and then frames of the given lengths. */
	function glowAfter(frameLengthsMs: readonly number[]): number {
		const watch = new ChangeWatch(1);
		const words = new Int32Array(1);
		watch.settle(words, 0, 1);
		words[0] = 7;
		watch.look(words, 0, 1, 1, () => {});
		for (const ms of frameLengthsMs) watch.look(words, 0, 1, glowDecay(ms), () => {});
		return codeGlow(watch.codes[0] ?? 0);
	}

	test('a change lights its word fully', () => expect(glowAfter([])).toBe(FULL_GLOW));

	test('the glow halves every 250 ms, however many frames there are', () => {
		expect(GLOW_HALF_LIFE_MS).toBe(250);
		for (const halvings of [2, 3]) {
			// Two and three halvings of 15 steps lie well between two steps, one does not.
			const left = Math.round(FULL_GLOW / 2 ** halvings);
			expect(glowAfter(Array(halvings).fill(250))).toBe(left);
			expect(glowAfter(Array(halvings * 10).fill(25))).toBe(left);
			expect(glowAfter(Array(halvings * 250).fill(1))).toBe(left);
		}
	});

	test('the glow goes out', () => expect(glowAfter(Array(100).fill(25))).toBe(0));

	test('paints exactly the words whose look has changed', () => {
		const watch = new ChangeWatch(8);
		const words = new Int32Array(8);
		watch.settle(words, 0, 8);
		const painted: number[] = [];
		const look = () => watch.look(words, 0, 8, 1, (address) => painted.push(address));
		look();
		expect(painted).toEqual([]);
		words[2] = 1;
		words[5] = -1;
		look();
		look();
		expect(painted).toEqual([2, 5]);
	});

	test('looks only where it is told to', () => {
		const watch = new ChangeWatch(4);
		const words = Int32Array.of(1, 1, 1, 1);
		const painted: number[] = [];
		watch.look(words, 1, 3, 1, (address) => painted.push(address));
		expect(painted).toEqual([1, 2]);
	});

	test('settling takes words as they are, without a glow', () => {
		const watch = new ChangeWatch(2);
		watch.settle(Int32Array.of(3, -4), 0, 2);
		expect([...watch.codes]).toEqual([wordCode(3, 0), wordCode(-4, 0)]);
	});
});
