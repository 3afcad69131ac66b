import { describe, expect, test } from 'vitest';
import { configurationText } from '../../memory/heap/configuration-writer.ts';
import { DEFAULT_CONFIGURATION } from '../../memory/heap/heap-configuration.ts';
import { errorText, readDraft, withField } from './configuration-draft.ts';

const STANDARD = configurationText(DEFAULT_CONFIGURATION);

test('the default is in order, and its bins fit every level', () => {
	const { configuration, errors, fits } = readDraft(STANDARD);
	expect(configuration).toEqual(DEFAULT_CONFIGURATION);
	expect(errors).toEqual([]);
	for (const { reservedWords, words } of fits ?? []) expect(reservedWords).toBeLessThanOrEqual(words ?? 0);
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

	test.each([
		['half typed', '{ "levels": { "L1": { "bins": [{ "words": "many" }, 3, null] }, "L2": 5 } }', ['STACK', 'Lext']],
		['out of range', '{ "levels": { "L2": { "bins": [{ "words": -3, "chunks": 1 }] } } }', ['STACK', 'L1', 'Lext']],
		['beyond all memory', '{ "levels": { "L1": { "bins": [{ "words": 32, "chunks": 1e12 }] } } }', ['STACK', 'L2', 'Lext']],
		['wrong about the cache', '{ "cache": { "words": -1 } }', ['STACK', 'L2', 'Lext']],
		['wrong about levels altogether', '{ "levels": 3 }', []],
		['wrong about the allocator alone', '{ "allocator": "magic" }', ['STACK', 'L1', 'L2', 'Lext']],
	])('are told of no level that a document is wrong about: one that is %s', (_, text, told) => {
		const { fits, configuration } = readDraft(text);
		expect(configuration).toBeNull();
		const standard = readDraft(STANDARD).fits ?? [];
		for (const [index, fit] of (fits ?? []).entries()) {
			expect(fit).toEqual(told.includes(fit.name) ? standard[index] : { name: fit.name, words: null, reservedWords: null });
		}
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
