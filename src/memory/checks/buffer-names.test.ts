import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BUFFER_NAME, BufferNames, bufferName, MAX_NAME_LENGTH, NO_NAME, typeAccounts } from './buffer-names.ts';

const ROWS = 8;

/** Names in the memory of a firmware: a character to a word, ended by a 0. */
class Names {
	readonly table = new Int32Array(BufferNames.tableWords(ROWS));
	readonly names = new BufferNames(this.table);
	readonly memory = new Int32Array(4096);

	find(text: string, at = 100): number {
		this.memory.set([...text].map((character) => character.charCodeAt(0)).concat(0), at);
		return this.names.find(this.memory, at, this.memory.length);
	}
}

describe('a name', () => {
	test('has one row wherever it lies, and is read back', () => {
		const name = fc.string({
			unit: fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)),
			minLength: 1,
			maxLength: 60,
		});
		fc.assert(
			fc.property(fc.uniqueArray(name, { maxLength: 5, selector: (text) => text.slice(0, MAX_NAME_LENGTH) }), (texts) => {
				const names = new Names();
				const rows = texts.map((text) => names.find(text));
				expect(new Set(rows).size).toBe(texts.length);
				expect(rows).not.toContain(NO_NAME);
				expect(texts.map((text) => names.find(text, 700))).toEqual(rows);
				expect(rows.map((row) => bufferName(names.table, row))).toEqual(texts.map((text) => text.slice(0, MAX_NAME_LENGTH)));
			}),
		);
	});

	test('counts by its first 44 characters', () => {
		const names = new Names();
		const stem = 'x'.repeat(44);
		expect(names.find(`${stem}a`)).toBe(names.find(`${stem}b`));
		expect(names.find('x'.repeat(43))).not.toBe(names.find(stem));
	});

	test('that is none, is empty, or finds the table full has no row', () => {
		const names = new Names();
		expect(names.names.find(names.memory, -1, 10)).toBe(NO_NAME);
		expect(names.find('')).toBe(NO_NAME);
		for (let i = 1; i < ROWS; i++) expect(names.find(`name ${i}`)).not.toBe(NO_NAME);
		expect(names.find('one more')).toBe(NO_NAME);
		expect(names.find('name 3')).not.toBe(NO_NAME);
	});

	test('ends where the memory does', () => {
		const names = new Names();
		names.memory.fill(97, 4090);
		expect(bufferName(names.table, names.names.find(names.memory, 4093, 4096))).toBe('aaa');
	});
});

test('a type is accounted for: created, destroyed, failed, current and peak', () => {
	const names = new Names();
	const tape = names.find('tape');
	names.names.countCreated(tape, 100);
	names.names.countCreated(tape, 50);
	names.names.countDestroyed(tape, 100);
	names.names.countCreated(tape, 20);
	names.names.countFailed(tape);
	names.names.countCreated(NO_NAME, 3);
	names.find('never used');
	const accounts = typeAccounts(names.table);
	expect(accounts.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
		{ name: '', created: 1, destroyed: 0, failed: 0, currentBlocks: 1, peakBlocks: 1, currentWords: 3, peakWords: 3 },
		{ name: 'tape', created: 3, destroyed: 1, failed: 1, currentBlocks: 2, peakBlocks: 2, currentWords: 70, peakWords: 150 },
	]);
	expect(BUFFER_NAME.words % 4).toBe(0);
});
