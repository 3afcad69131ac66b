import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BufferLevels, LEVEL_OF_CALL, MAX_BUFFER_NAME_LENGTH } from './buffer-levels.ts';
import { LEVEL } from './levels.ts';
import { OUTCOME } from './outcomes.ts';

/** A name as firmware has it. */
const text = (name: string) => Int32Array.from(`${name}\0`, (character) => character.charCodeAt(0));

const tableOf = (capacity: number) => new Int32Array(new SharedArrayBuffer(BufferLevels.tableWords(capacity) * 4));

describe('the table of buffer levels', () => {
	it('leaves the level to the call for names that are not in it', () => {
		const levels = new BufferLevels(tableOf(8));
		expect(levels.levelFor(text('delay'), 0, LEVEL.L2)).toBe(LEVEL.L2);
		levels.setLevelOf('delay', LEVEL.Lext);
		expect(levels.levelFor(text('delay'), 0, LEVEL.L2)).toBe(LEVEL.Lext);
		expect(levels.levelFor(text('delays'), 0, LEVEL.L2)).toBe(LEVEL.L2);
		levels.setLevelOf('delay', LEVEL_OF_CALL);
		expect(levels.levelFor(text('delay'), 0, LEVEL.L1)).toBe(LEVEL.L1);
	});

	it('holds what either thread wrote last, for the next allocation of the other', () => {
		const words = tableOf(64);
		const page = new BufferLevels(words);
		const audio = new BufferLevels(words);
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'tap 1', 'tap 2', 'grain'), fc.nat(3), fc.boolean())), (edits) => {
				const expected = new Map(page.entries());
				for (const [name, level, isPage] of edits) {
					expect(isPage ? page.setLevelOf(name, level) : audio.setLevel(text(name), 0, level)).toBe(OUTCOME.done);
					expected.set(name, level);
				}
				for (const [name, level] of expected) expect(audio.levelFor(text(name), 0, LEVEL.STACK)).toBe(level);
				expect(page.entries()).toEqual(expected);
			}),
		);
	});

	it('lists the names that calls asked for, with the level that the last one passed', () => {
		const words = tableOf(8);
		const audio = new BufferLevels(words);
		const page = new BufferLevels(words);
		for (const level of [LEVEL.L1, LEVEL.L2]) audio.levelFor(text('delay'), 0, level);
		page.setLevelOf('tap', LEVEL.Lext);
		page.setLevelOf('delay', LEVEL.L1);
		const byName = [...page.buffers()].sort((a, b) => a.name.localeCompare(b.name));
		expect(byName).toEqual([
			{ name: 'delay', level: LEVEL.L1, callLevel: LEVEL.L2, calls: 2 },
			{ name: 'tap', level: LEVEL.Lext, callLevel: LEVEL_OF_CALL, calls: 0 },
		]);
		page.setLevelOf('delay', LEVEL_OF_CALL);
		expect(page.entries()).toEqual(new Map([['tap', LEVEL.Lext]]));
	});

	it('reads a name in the middle of memory, up to its zero word or the end of memory', () => {
		const levels = new BufferLevels(tableOf(4));
		levels.setLevelOf('tap', LEVEL.L1);
		const memory = Int32Array.of(9, 9, ...text('tap'), 9);
		expect(levels.levelFor(memory, 2, LEVEL.L2)).toBe(LEVEL.L1);
		expect(levels.levelFor(memory.subarray(0, 5), 2, LEVEL.L2)).toBe(LEVEL.L1);
		expect(levels.levelFor(memory, 100, LEVEL.L2)).toBe(LEVEL.L2);
	});

	it('tells names apart by their first 44 characters', () => {
		const levels = new BufferLevels(tableOf(4));
		const long = 'x'.repeat(MAX_BUFFER_NAME_LENGTH);
		levels.setLevelOf(`${long}1`, LEVEL.L1);
		expect(levels.levelFor(text(`${long}2`), 0, LEVEL.L2)).toBe(LEVEL.L1);
		expect(levels.levelFor(text(long.slice(1)), 0, LEVEL.L2)).toBe(LEVEL.L2);
		expect([...levels.entries().keys()]).toEqual([long]);
	});

	it('says that it is full, and still changes the entries that it has', () => {
		const levels = new BufferLevels(tableOf(4));
		for (const name of ['a', 'b', 'c', 'd']) expect(levels.setLevelOf(name, LEVEL.L1)).toBe(OUTCOME.done);
		expect(levels.setLevelOf('e', LEVEL.L1)).toBe(OUTCOME.tableFull);
		expect(levels.setLevelOf('c', LEVEL.L2)).toBe(OUTCOME.done);
		expect(levels.levelFor(text('c'), 0, LEVEL.L1)).toBe(LEVEL.L2);
		expect(levels.levelFor(text('e'), 0, LEVEL.Lext)).toBe(LEVEL.Lext);
	});

	it('takes only levels that there are and names that firmware can have', () => {
		const levels = new BufferLevels(tableOf(4));
		expect([4, -2, 0.5].map((level) => levels.setLevelOf('a', level))).toEqual(new Array(3).fill(OUTCOME.outOfRange));
		expect(() => levels.setLevelOf('', 0)).toThrow('"" is no name of a buffer');
		expect(() => levels.setLevelOf('übergröße→', 0)).toThrow(/is no name of a buffer/);
		expect(() => new BufferLevels(new Int32Array(40))).toThrow(/a power of two of entries, not 2.5/);
	});
});
