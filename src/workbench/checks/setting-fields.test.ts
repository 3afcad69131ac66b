import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PRESSURE_FIELDS, readSetting, type SettingField } from './setting-fields.ts';

const fieldOf = (setting: string) => PRESSURE_FIELDS.find((field) => field.setting === setting) as SettingField;
const every = fieldOf('failEvery');
const probability = fieldOf('failProbability');
const seed = fieldOf('seed');

describe('a number of the pressure', () => {
	test.each([
		[every, '3', 3],
		[every, ' 0 ', 0],
		[probability, '50', 32768],
		[probability, '12,5', 8192],
		[probability, '100', 65536],
		[seed, '−7', -7],
	])('of %o typed as %j is the word %d', (field, text, word) => {
		expect(readSetting(field, text)).toEqual({ word });
	});

	test.each([
		[every, '', 'Every n-th fails: type a number from 0 to 1000000.'],
		[every, '0x10', 'Every n-th fails: type a number from 0 to 1000000.'],
		[every, '2.5', 'Every n-th fails: type a whole number, such as 3.'],
		[every, '-1', 'Every n-th fails: -1 is out of range; type 0 to 1000000.'],
		[probability, '101', 'Probability: 101 is out of range; type 0 to 100.'],
	])('says what is wrong with %o typed as %j', (field, text, problem) => {
		expect(readSetting(field, text)).toEqual({ problem });
	});

	test('is printed as it was typed, to a thousandth of a percent', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 65536 }), (word) => {
				expect(readSetting(probability, String(probability.fromWord(word)))).toEqual({ word });
			}),
		);
	});
});
