import { describe, expect, test } from 'vitest';
import { configurationText } from '../../memory/heap/configuration-writer.ts';
import { DEFAULT_CONFIGURATION } from '../../memory/heap/heap-configuration.ts';
import { errorText, readDraft, withField } from './configuration-draft.ts';

const STANDARD = configurationText(DEFAULT_CONFIGURATION);

test('the default is in order, and its bins fit every level', () => {
	const { configuration, errors, fits } = readDraft(STANDARD);
	expect(configuration).toEqual(DEFAULT_CONFIGURATION);
	expect(errors).toEqual([]);
	for (const { reservedWords, words } of fits ?? []) expect(reservedWords).toBeLessThanOrEqual(words);
	expect(fits?.map(({ name, words }) => [name, words])).toEqual([
		['STACK', 2048],
		['L1', 8192],
		['L2', 65536],
		['Lext', 1048576],
	]);
});

describe('the words of bins', () => {
	test('are those of their chunks with two words of header each', () => {
		const document = {
			levels: {
				L1: {
					words: 1024,
					bins: [
						{ words: 32, chunks: 10 },
						{ words: 64, chunks: 3 },
					],
				},
			},
		};
		const fit = readDraft(JSON.stringify(document)).fits?.find(({ name }) => name === 'L1');
		expect(fit).toEqual({ name: 'L1', words: 1024, reservedWords: 10 * 34 + 3 * 66 });
	});

	test('are counted against what the cache leaves of L1', () => {
		const fit = readDraft('{ "cache": { "words": 2048 } }').fits?.find(({ name }) => name === 'L1');
		expect(fit?.words).toBe(8192 - 2048);
	});

	test('are told also while they do not fit, and the error says how many are missing', () => {
		const document = { levels: { L1: { words: 1024, bins: [{ words: 64, chunks: 16 }] } } };
		const { configuration, errors, fits } = readDraft(JSON.stringify(document));
		expect(configuration).toBeNull();
		expect(fits?.find(({ name }) => name === 'L1')?.reservedWords).toBe(16 * 66);
		expect(errors.map(errorText)).toEqual(['levels.L1.bins take 1056 words with their headers and L1 has 1024: 32 missing']);
	});

	test('of a document that is half typed count as in the default where it says nothing', () => {
		const { fits, configuration } = readDraft('{ "levels": { "L1": { "bins": [{ "words": "many" }, 3, null] }, "L2": 5 } }');
		expect(configuration).toBeNull();
		const standard = readDraft(STANDARD).fits;
		expect(fits?.map(({ reservedWords }) => reservedWords)).toEqual([
			0,
			0,
			standard?.[2]?.reservedWords,
			standard?.[3]?.reservedWords,
		]);
	});
});

test('levels that together are larger than the host are refused with the words missing', () => {
	const { configuration, errors } = readDraft('{ "levels": { "L1": { "words": 8208 } } }');
	expect(configuration).toBeNull();
	expect(errors).toHaveLength(1);
	expect(errors[0]?.message).toContain(': 16 words missing');
});

test('a text that is no JSON has an error and no fits', () => {
	for (const text of ['', '{', '[1]', 'null']) {
		const { configuration, errors, fits } = readDraft(text);
		expect([configuration, fits]).toEqual([null, null]);
		expect(errors.length).toBeGreaterThan(0);
	}
	expect(errorText(readDraft('{').errors[0] ?? { field: '', message: '' })).toMatch(/^The document is no JSON: /);
});

describe('setting a field', () => {
	test('changes it and nothing else', () => {
		const { configuration } = readDraft(withField(STANDARD, 'allocator', 'tlsf'));
		expect(configuration).toEqual({ ...DEFAULT_CONFIGURATION, allocator: 'tlsf' });
		const cached = withField(STANDARD, 'cache', { words: 16, lineWords: 8, ways: 2 });
		expect(readDraft(cached).cache).toEqual({ words: 16, lineWords: 8, ways: 2 });
		expect(readDraft(withField(cached, 'cache', null)).cache).toBeNull();
	});

	test('keeps what is wrong with a document, so that its error stays', () => {
		const edited = withField('{ "levels": { "L9": {} } }', 'allocator', 'buddy');
		expect(JSON.parse(edited)).toEqual({ levels: { L9: {} }, allocator: 'buddy' });
	});

	test('leaves a text alone that is no object', () => {
		expect(withField('{ "allocator": ', 'allocator', 'tlsf')).toBe('{ "allocator": ');
	});
});
