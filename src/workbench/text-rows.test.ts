import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consoleRows, wrapText } from './console-rows.ts';
import { gazlLineParts } from './gazl-line.ts';
import { rowsInView } from './virtual-rows.ts';

describe('the console’s rows', () => {
	test('are 80 columns at most and lose nothing but the blanks at which they were broken', () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 400 }), (text) => {
				const rows = wrapText(text);
				expect(rows.every((row) => row.length <= 80)).toBe(true);
				expect(rows.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
			}),
		);
	});

	test('break at the last blank that fits', () => {
		expect(wrapText('one two three', 8)).toEqual(['one two', 'three']);
		expect(wrapText('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
		expect(wrapText('')).toEqual(['']);
	});

	test('remember their line and their place in it', () => {
		const line = { id: 4, kind: 'trace', text: `${'x'.repeat(80)}y\nz` } as const;
		expect(consoleRows([line]).map(({ part, text }) => [part, text.at(-1)])).toEqual([
			[0, 'x'],
			[1, 'y'],
			[2, 'z'],
		]);
	});
});

describe('rows in view', () => {
	test('cover what is seen, within the list', () => {
		fc.assert(
			fc.property(fc.nat(5000), fc.nat(100000), fc.integer({ min: 1, max: 1000 }), (rows, top, height) => {
				const { first, end } = rowsInView(rows, 18, top, height);
				expect(first).toBeGreaterThanOrEqual(0);
				expect(end).toBeLessThanOrEqual(Math.max(rows, first));
				for (let row = Math.floor(top / 18); row < Math.min(rows, Math.ceil((top + height) / 18)); row++) {
					expect(row >= first && row < end).toBe(true);
				}
			}),
		);
	});
});

describe('a line of GAZL', () => {
	test('is cut into label, mnemonic, operands and comment', () => {
		expect(gazlLineParts('.f0:\tGEQi $y #-2047 @.f1 ; low')).toEqual({
			label: '.f0:',
			mnemonic: '\tGEQi',
			operands: ' $y #-2047 @.f1 ',
			comment: '; low',
		});
		expect(gazlLineParts('KNOB_A:\t! DEFi #1').mnemonic).toBe('\t! DEFi');
		expect(gazlLineParts('\tDATs a; b').comment).toBe('');
		expect(gazlLineParts('; all').comment).toBe('; all');
	});

	test('joined again is what it was', () => {
		fc.assert(
			fc.property(fc.string(), (line) => {
				const { label, mnemonic, operands, comment } = gazlLineParts(line);
				expect(label + mnemonic + operands + comment).toBe(line);
			}),
		);
	});
});
