import { describe, expect, test } from 'vitest';
import { LEVEL_ITEMS, type LogFilter, logTest, NO_FILTER, OPERATION_ITEMS } from './log-filter.ts';
import { logRecord } from './log-records.testing.ts';

const passes = (filter: Partial<LogFilter>) => logTest({ ...NO_FILTER, ...filter })(logRecord(1));

describe('the filter of the log', () => {
	test('lets everything through unless told otherwise', () => {
		expect(passes({})).toBe(true);
	});

	test.each<[Partial<LogFilter>, boolean]>([
		[{ operation: 'allocate' }, true],
		[{ operation: 'free' }, false],
		[{ kind: 'block' }, true],
		[{ kind: 'pool item' }, false],
		[{ level: '2' }, true],
		[{ level: '0' }, false],
		[{ name: 'echo' }, true],
		[{ name: 'ech' }, false],
	])('by %j answers %j', (filter, answer) => {
		expect(passes(filter)).toBe(answer);
	});

	test.each([
		['INIT()', true],
		['impala:47', true],
		['182194', true],
		[' echo ', true],
		['process', false],
	])('finds the text %j in what is printed: %j', (text, answer) => {
		expect(passes({ text })).toBe(answer);
	});

	test('takes only what passes all of its fields', () => {
		expect(passes({ operation: 'allocate', name: 'echo', text: 'init' })).toBe(true);
		expect(passes({ operation: 'allocate', name: 'echo', text: 'process' })).toBe(false);
	});

	test('offers every operation and level, and all of them', () => {
		expect(OPERATION_ITEMS.map(({ id }) => id)).toEqual([
			'',
			'allocate',
			'free',
			'fail',
			'refuse',
			'end of frame',
			'initialise',
			'violation',
		]);
		expect(LEVEL_ITEMS.map(({ label }) => label)).toEqual(['all', 'STACK', 'L1', 'L2', 'Lext']);
	});
});
