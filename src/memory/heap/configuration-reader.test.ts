import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConfigurationError, readConfiguration, readConfigurationText } from './configuration-reader.ts';
import { CONFIGURATION_RULES, DEFAULT_CONFIGURATION, heapWords, type NumberRule, placeLevels } from './heap-configuration.ts';
import { LevelHeap } from './level-heap.ts';
import { LEVEL, LEVELS } from './levels.ts';

function errorsOf(document: unknown): readonly ConfigurationError[] {
	const reading = readConfiguration(document);
	return 'errors' in reading ? reading.errors : [];
}

/** A document with one number in the place of a field's path. */
function documentWith(path: string, value: unknown): unknown {
	return JSON.parse(
		path
			.split('.')
			.reverse()
			.reduce((inner, name) => `{${JSON.stringify(name)}:${inner}}`, JSON.stringify(value) ?? 'null'),
	);
}

describe('a configuration document', () => {
	it('that is empty means the defaults: the levels of the specification, ADIalloc, no cache', () => {
		expect(readConfigurationText('{}')).toEqual({ configuration: DEFAULT_CONFIGURATION });
		expect(DEFAULT_CONFIGURATION.allocator).toBe('adialloc');
		expect(LEVELS.map(({ name, words, cycles }) => [name, words, cycles])).toEqual([
			['STACK', 2048, 1],
			['L1', 8192, 1],
			['L2', 65536, 9],
			['Lext', 1048576, 40],
		]);
		expect(DEFAULT_CONFIGURATION.levels.L1.subBanks).toBe(4);
	});

	it('is the same when a checked configuration is written out and read again', () => {
		const reading = readConfiguration({
			allocator: 'tlsf',
			levels: {
				L2: {
					words: 4096,
					cycles: 5,
					bins: [
						{ words: 64, chunks: 8 },
						{ words: 128, chunks: 0 },
						{ words: 256, chunks: 4 },
					],
				},
			},
			cache: { words: 64, lineWords: 4, ways: 4 },
		});
		// The default bins of L1 leave no room for a cache.
		expect('errors' in reading && reading.errors.map(({ field }) => field)).toEqual(['levels.L1.bins']);
		const right = readConfiguration({ levels: { L1: { bins: [{ words: 64, chunks: 8 }] } }, cache: {} });
		if (!('configuration' in right)) throw new Error('it was refused');
		expect(right.configuration.cache).toEqual({ words: 2048, lineWords: 8, ways: 2 });
		expect(readConfigurationText(JSON.stringify(right.configuration))).toEqual(right);
	});

	it('is refused with the name of the field, for every number that is missing, no number or out of its range', () => {
		const fields: [string, NumberRule][] = [
			...Object.entries(CONFIGURATION_RULES.level).map(([name, rule]): [string, NumberRule] => [`levels.Lext.${name}`, rule]),
			...Object.entries(CONFIGURATION_RULES.cache).map(([name, rule]): [string, NumberRule] => [`cache.${name}`, rule]),
		];
		for (const [field, { min, max }] of fields) {
			for (const value of [min - 1, max * 2, min + 0.5, `${min}`, null, Number.NaN, true, {}, [min]]) {
				const errors = errorsOf(documentWith(field, value));
				expect([field, value, errors.map((error) => error.field)]).toEqual([field, value, [field]]);
				expect(errors[0]?.message).toContain(`from ${min} to ${max}`);
			}
		}
		for (const field of ['levels.L1.subBanks', 'cache.ways', 'cache.lineWords']) {
			expect(errorsOf(documentWith(field, 3))[0]).toMatchObject({
				field,
				message: expect.stringMatching(/^is 3; it is a power of two/),
			});
		}
		expect(errorsOf(documentWith('levels.L2.words', 65528))).toEqual([
			{ field: 'levels.L2.words', message: 'is 65528; it is a multiple of 16 from 16 to 16777216' },
		]);
	});

	it('names every error in it, not only the first', () => {
		const errors = errorsOf({
			allocator: 'jemalloc',
			levels: {
				L1: {
					cycles: 0,
					bins: [
						{ words: 16, chunks: 2 },
						{ words: 64, chunks: -1 },
					],
				},
				L3: {},
				STACK: { bins: [{}] },
			},
			cash: {},
			cache: 7,
		});
		expect(errors.map(({ field, message }) => `${field} ${message}`)).toEqual([
			'cash is not known; there are allocator, levels, cache',
			'allocator is "jemalloc"; it is one of adialloc, firstFit, buddy, tlsf',
			'levels.L3 is not known; there are STACK, L1, L2, Lext',
			'levels.STACK.bins has bins; STACK is the frame and has none: leave the list empty or out',
			'levels.L1.cycles is 0; it is a whole number from 1 to 10000',
			'levels.L1.bins[1].chunks is -1; it is a whole number from 0 to 1024',
			'levels.L1.bins[1].words is 64; the chunks of each bin are twice those of the one before, here 32. ' +
				'A bin that is not wanted has 0 chunks',
			'cache is 7; it is an object with words, lineWords, ways',
		]);
	});

	it('that does not fit its level is refused with the number of words missing', () => {
		// 100 chunks of 64 words with 2 words of header each.
		const document = { levels: { L1: { words: 6592, bins: [{ words: 64, chunks: 100 }] } } };
		expect(errorsOf(document)).toEqual([
			{
				field: 'levels.L1.bins',
				message: 'take 6600 words with their headers and L1 has 6592: 8 missing',
				missingWords: 8,
			},
		]);
		expect(errorsOf({ levels: { L1: { ...document.levels.L1, words: 6608 } } })).toEqual([]);
		expect(errorsOf({ levels: { L1: { ...document.levels.L1, words: 6608 } }, cache: { words: 64 } })).toEqual([
			{
				field: 'levels.L1.bins',
				message: 'take 6600 words with their headers and L1 has 6544 beside the cache of 64: 56 missing',
				missingWords: 56,
			},
		]);
	});

	it('has a cache of at least one set that leaves something of L1', () => {
		expect(errorsOf({ cache: { words: 64, lineWords: 16, ways: 8 } })[0]).toEqual({
			field: 'cache.words',
			message: 'is 64; 8 ways with lines of 16 words take 128 or more',
		});
		expect(errorsOf({ cache: { words: 8192 } })[0]).toEqual({
			field: 'cache.words',
			message: "is 8192 and leaves 0 of L1's 8192 words to allocate",
		});
	});

	it('is refused, and nothing is thrown, whatever it is', () => {
		fc.assert(
			fc.property(
				fc.jsonValue(),
				fc.constantFrom('', 'levels', 'levels.L1', 'levels.L2.bins', 'cache', 'allocator'),
				(value, path) => {
					const reading = readConfiguration(path === '' ? value : documentWith(path, value));
					if ('configuration' in reading) expect(Object.keys(reading.configuration.levels)).toEqual(Object.keys(LEVEL));
					else for (const { field, message } of reading.errors) expect(`${field} ${message}`.length).toBeLessThan(300);
				},
			),
		);
		expect(readConfigurationText('{"levels":')).toMatchObject({
			errors: [{ field: '', message: expect.stringMatching(/^is no JSON: /) }],
		});
		expect(errorsOf([])[0]?.message).toBe('is []; it is an object with allocator, levels, cache');
		expect(errorsOf({ levels: { L2: { bins: [] } } })[0]).toEqual({
			field: 'levels.L2.bins',
			message: 'has 0 bins; a level has 1 to 20',
		});
	});
});

describe('the levels of a configuration', () => {
	it('lie behind each other from an aligned word on, and the cache is no part of L1 that can be allocated', () => {
		const reading = readConfiguration({ levels: { L1: { bins: [{ words: 64, chunks: 8 }] } }, cache: { words: 1024 } });
		if (!('configuration' in reading)) throw new Error('it was refused');
		expect(placeLevels(reading.configuration, 5)).toEqual([
			{ start: 16, words: 2048 },
			{ start: 2064, words: 7168 },
			{ start: 10256, words: 65536 },
			{ start: 75792, words: 1048576 },
		]);
		expect(heapWords(reading.configuration, 5)).toBe(11 + 2048 + 8192 + 65536 + 1048576);
	});

	it('hold the default bins, with little of a level left over', () => {
		const memory = new Int32Array(heapWords(DEFAULT_CONFIGURATION, 0));
		const heap = new LevelHeap(memory, new Int32Array(LevelHeap.tableWords(DEFAULT_CONFIGURATION)), DEFAULT_CONFIGURATION, 0);
		heap.initialiseAsConfigured();
		for (const { words, name } of LEVELS.slice(1)) {
			const chunks = DEFAULT_CONFIGURATION.levels[name].bins.reduce((sum, bin) => sum + bin.chunks * (bin.words + 2), 0);
			expect(chunks / words).toBeGreaterThan(0.99);
		}
		expect(heap.allocate(100000, LEVEL.Lext)).toBeGreaterThan(0);
	});
});
