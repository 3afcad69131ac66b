import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { singleChange, type TextChange, whitespaceChanges } from './text-changes.ts';

function applied(text: string, changes: readonly TextChange[]): string {
	return changes.reduceRight((now, { from, to, insert }) => now.slice(0, from) + insert + now.slice(to), text);
}

const blanks = fc.stringMatching(/^[ \t\n]{0,3}$/);
const words = fc.array(fc.stringMatching(/^[a-c;{}]{1,3}$/), { maxLength: 8 });

describe('changes of blanks', () => {
	it('make the one text of the other, whatever the two are', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (before, after) => {
				expect(applied(before, whitespaceChanges(before, after))).toBe(after);
			}),
		);
	});

	it('touch nothing but blanks where only blanks differ', () => {
		fc.assert(
			fc.property(words, fc.array(blanks), fc.array(blanks), (texts, gapsBefore, gapsAfter) => {
				const join = (gaps: readonly string[]) => texts.map((word, index) => `${gaps[index] ?? ''}${word}`).join(' ');
				const before = join(gapsBefore);
				const after = join(gapsAfter);
				const changes = whitespaceChanges(before, after);
				expect(applied(before, changes)).toBe(after);
				for (const { from, to, insert } of changes) expect(before.slice(from, to) + insert).toMatch(/^\s*$/);
			}),
		);
	});
});

describe('a single change', () => {
	it('makes the one text of the other and leaves both ends alone', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (front, cut, put, back) => {
				const before = front + cut + back;
				const after = front + put + back;
				const change = singleChange(before, after);
				expect(applied(before, change === null ? [] : [change])).toBe(after);
				if (change === null) return;
				expect(change.from).toBeGreaterThanOrEqual(front.length);
				expect(change.insert.length).toBeLessThanOrEqual(put.length);
			}),
		);
	});

	it('is none between equal texts', () => {
		expect(singleChange('tape', 'tape')).toBeNull();
	});
});
