import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSpoilt, SHADOW_STATE, SHADOW_STATES, Shadow, shadowRow, shadowState, shadowWord } from './shadow.ts';

const MOST_ROWS = 2 ** 27 - 1;

describe('a shadow word', () => {
	test('gives back its state and its row, and is negative for used words alone', () => {
		const states = fc.constantFrom(...Object.values(SHADOW_STATE));
		fc.assert(
			fc.property(states, fc.integer({ min: 0, max: MOST_ROWS }), (state, row) => {
				const word = shadowWord(state, row);
				expect([shadowState(word), shadowRow(word), isSpoilt(word)]).toEqual([state, row, false]);
				expect(word < 0).toBe(state === SHADOW_STATE.used);
				expect(word | 0).toBe(word);
			}),
		);
	});

	test('has states whose places are their numbers', () => {
		expect(SHADOW_STATES.map((name) => SHADOW_STATE[name])).toEqual(SHADOW_STATES.map((_, index) => index));
	});
});

describe('a shadow', () => {
	const START = 1000;
	const shadow = new Shadow(new Int32Array(50), START);

	test('is unmapped outside of the heap', () => {
		shadow.mark(START, START + 50, SHADOW_STATE.used, 3);
		for (const address of [0, START - 1, START + 50, -7]) expect(shadow.at(address)).toBe(SHADOW_STATE.unmapped);
		expect(shadow.at(START + 49)).toBe(shadowWord(SHADOW_STATE.used, 3));
	});

	test('marks what lies in the heap of any range, and finds the first word of a range that is not used', () => {
		const place = fc.integer({ min: START - 20, max: START + 70 });
		fc.assert(
			fc.property(place, place, place, place, (from, to, start, end) => {
				shadow.mark(START, START + 50, SHADOW_STATE.used, 1);
				shadow.mark(from, to, SHADOW_STATE.slack, 2);
				const words = Array.from({ length: 50 }, (_, at) => START + at);
				const marked = words.filter((at) => at >= from && at < to);
				expect(words.filter((at) => shadowState(shadow.at(at)) === SHADOW_STATE.slack)).toEqual(marked);
				expect(shadow.firstUnusable(start, end)).toBe(marked.find((at) => at >= start && at < end) ?? -1);
			}),
		);
	});

	test('keeps row and state of a word that is spoilt, until it is mended or marked', () => {
		shadow.mark(START, START + 50, SHADOW_STATE.slack, 9);
		for (const undo of [() => shadow.mend(START + 4), () => shadow.mark(START + 4, START + 5, SHADOW_STATE.slack, 9)]) {
			shadow.spoil(START + 4);
			const word = shadow.at(START + 4);
			expect([isSpoilt(word), shadowState(word), shadowRow(word)]).toEqual([true, SHADOW_STATE.slack, 9]);
			expect(isSpoilt(shadow.at(START + 3))).toBe(false);
			undo();
			expect(shadow.at(START + 4)).toBe(shadowWord(SHADOW_STATE.slack, 9));
		}
	});
});
