import { describe, expect, it } from 'vitest';
import { entryAfterKey, entryAfterTyping } from './list-keys.ts';

const entries = [
	{ label: 'Undo', disabled: true },
	{ label: 'Open bank' },
	{ label: 'Save bank' },
	{ label: 'Paste', disabled: true },
	{ label: 'Rename' },
	{ label: 'Randomize' },
	{ label: 'Zoom', disabled: true },
];

describe('keys in a list', () => {
	it('step over disabled items and stop at the last one that can be chosen', () => {
		expect(entryAfterKey('ArrowDown', 2, entries)).toBe(4);
		expect(entryAfterKey('ArrowUp', 4, entries)).toBe(2);
		expect(entryAfterKey('ArrowDown', 5, entries)).toBe(5);
		expect(entryAfterKey('ArrowUp', 1, entries)).toBe(1);
	});

	it('go to the first and last item that can be chosen', () => {
		expect(entryAfterKey('Home', 4, entries)).toBe(1);
		expect(entryAfterKey('End', 1, entries)).toBe(5);
		expect(entryAfterKey('PageDown', 1, entries)).toBe(5);
		expect(entryAfterKey('PageUp', 5, entries)).toBe(1);
	});

	it('begin at either end when nothing is marked', () => {
		expect(entryAfterKey('ArrowDown', -1, entries)).toBe(1);
		expect(entryAfterKey('ArrowUp', -1, entries)).toBe(5);
	});

	it('find nothing in a list where all is disabled or nothing is', () => {
		expect(entryAfterKey('ArrowDown', -1, [{ label: 'x', disabled: true }])).toBe(-1);
		expect(entryAfterKey('ArrowDown', -1, [])).toBe(-1);
		expect(entryAfterTyping('x', -1, [])).toBe(-1);
	});

	it('leave other keys alone', () => {
		expect(entryAfterKey('Enter', 1, entries)).toBeUndefined();
	});
});

describe('typing in a list', () => {
	it('goes on to the next item with the letter, and round', () => {
		expect(entryAfterTyping('r', 4, entries)).toBe(5);
		expect(entryAfterTyping('rr', 5, entries)).toBe(4);
	});

	it('narrows to a word without leaving an item that still matches', () => {
		expect(entryAfterTyping('re', 4, entries)).toBe(4);
		expect(entryAfterTyping('ra', 4, entries)).toBe(5);
	});

	it('never lands on a disabled item', () => {
		expect(entryAfterTyping('u', -1, entries)).toBe(-1);
	});
});
