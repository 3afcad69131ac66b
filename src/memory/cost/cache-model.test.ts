import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CacheModel } from './cache-model.ts';

describe('a cache of two sets of two lines of eight words', () => {
	const cache = () => new CacheModel({ words: 32, lineWords: 8, ways: 2 });

	it('hits every word of a line that was accessed', () => {
		const model = cache();
		expect([16, 17, 23, 24, 15].map((address) => model.access(address))).toEqual([false, true, true, false, false]);
		expect({ hits: model.hits, misses: model.misses }).toEqual({ hits: 2, misses: 3 });
	});

	it('gives up the line of a set that was not used for the longest time', () => {
		const model = cache();
		// Lines 0, 2 and 4 go into set 0, of which two are kept; line 1 is alone in set 1.
		const [line0, line1, line2, line4] = [0, 8, 16, 32];
		const hits = [line0, line1, line2, line0, line4, line0, line2, line1].map((address) => model.access(address));
		expect(hits).toEqual([false, false, false, true, false, true, false, true]);
	});

	it('counts a prefetch neither as a hit nor as a miss, and hits what it has loaded', () => {
		const model = cache();
		model.prefetch(40);
		model.prefetch(41);
		expect(model.access(47)).toBe(true);
		const { hits, misses, prefetches, prefetchedLines } = model;
		expect({ hits, misses, prefetches, prefetchedLines }).toEqual({ hits: 1, misses: 0, prefetches: 2, prefetchedLines: 1 });
	});

	it('forgets all when it is reset', () => {
		const model = cache();
		model.access(0);
		model.reset();
		expect(model.access(0)).toBe(false);
		expect(model.misses).toBe(1);
	});
});

it('too small for one set is refused with its sizes', () => {
	expect(() => new CacheModel({ words: 8, lineWords: 8, ways: 2 })).toThrow(/8 words has no room for 2 ways with lines of 8/);
});

it('hits exactly what a list of the last used lines of each set has', () => {
	const log2 = (max: number) => fc.integer({ min: 0, max }).map((bits) => 2 ** bits);
	const addresses = fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 300 });
	fc.assert(
		fc.property(log2(3), log2(2), log2(3), addresses, (lineWords, ways, sets, accesses) => {
			const model = new CacheModel({ words: lineWords * ways * sets, lineWords, ways });
			const used: number[][] = Array.from({ length: sets }, () => []);
			for (const address of accesses) {
				const line = Math.floor(address / lineWords);
				const set = used[line % sets];
				const kept = set.slice(-ways).includes(line);
				used[line % sets] = [...set.filter((other) => other !== line), line];
				expect(model.access(address)).toBe(kept);
			}
		}),
	);
});
