import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ALLOCATOR_KINDS } from './allocator.ts';
import { readConfigurationText } from './configuration-reader.ts';
import { configurationText } from './configuration-writer.ts';
import { DEFAULT_CONFIGURATION, type HeapConfiguration } from './heap-configuration.ts';

const bins = fc
	.tuple(fc.integer({ min: 1, max: 6 }), fc.array(fc.nat(3), { minLength: 1, maxLength: 5 }))
	.map(([log2, chunks]) => chunks.map((count, bin) => ({ words: 2 ** (log2 + bin), chunks: count })));

const configurations: fc.Arbitrary<HeapConfiguration> = fc
	.record({
		allocator: fc.constantFrom(...ALLOCATOR_KINDS),
		cycles: fc.integer({ min: 1, max: 10000 }),
		bins,
		cache: fc.constantFrom(null, { words: 1024, lineWords: 8, ways: 2 }),
	})
	.map(({ allocator, cycles, bins: ofL1, cache }) => {
		const L1 = { ...DEFAULT_CONFIGURATION.levels.L1, words: 65536, cycles, bins: ofL1 };
		return { allocator, cache, levels: { ...DEFAULT_CONFIGURATION.levels, L1 } };
	});

it('what is written is read back as it was', () => {
	fc.assert(
		fc.property(configurations, (configuration) => {
			expect(readConfigurationText(configurationText(configuration))).toEqual({ configuration });
		}),
	);
});

it('a document has one line for the allocator, the cache, and each level without bins', () => {
	const lines = configurationText(DEFAULT_CONFIGURATION).split('\n');
	expect(lines.slice(0, 5)).toEqual([
		'{',
		'\t"allocator": "adialloc",',
		'\t"cache": null,',
		'\t"levels": {',
		'\t\t"STACK": { "words": 2048, "cycles": 1, "subBanks": 1 },',
	]);
});
