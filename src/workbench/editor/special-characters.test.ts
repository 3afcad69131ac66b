import { Text } from '@codemirror/state';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characterPictures } from './special-characters.ts';

function placesOf(doc: Text, stretches: readonly { from: number; to: number }[]): [number, number][] {
	const places: [number, number][] = [];
	characterPictures(doc, stretches).between(0, doc.length, (from, to) => void places.push([from, to]));
	return places;
}

const characters = fc.constantFrom('a', ' ', '\t', '\n', '\0', '\x1b', '\x7f', '\x9f', '\xad', 'é', '\u202e');
const texts = fc.array(characters, { maxLength: 60 }).map((parts) => Text.of(parts.join('').split('\n')));

describe('pictures of characters that have no print', () => {
	it('stand for control characters, but neither for tabs nor for the ends of lines', () => {
		expect(placesOf(Text.of(['\ta\0', '\x7f é']), [{ from: 0, to: 7 }])).toEqual([
			[2, 3],
			[4, 5],
		]);
	});

	it('stand only in the stretches that are asked for', () => {
		expect(
			placesOf(Text.of(['\0\0\0\0']), [
				{ from: 1, to: 2 },
				{ from: 3, to: 4 },
			]),
		).toEqual([
			[1, 2],
			[3, 4],
		]);
	});

	it('never reach over the end of a line or of the text, even for stretches of another text', () => {
		fc.assert(
			fc.property(texts, fc.nat(80), fc.nat(80), (doc, from, length) => {
				for (const [start, end] of placesOf(doc, [{ from, to: from + length }])) {
					expect(end).toBe(start + 1);
					expect(end).toBeLessThanOrEqual(doc.lineAt(start).to);
				}
			}),
		);
	});
});
