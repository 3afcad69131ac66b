import { expect, test } from 'vitest';
import { strongerState, summaryOf, VALUE_STATE, VALUE_STEPS, valueState, valueStep, WORD_STATE } from './word-states.ts';

test('a value has a step for each two bits of its magnitude, and its sign', () => {
	expect([0, 1, 2, 3, 7, 8, 2047].map((word) => valueStep(valueState(word)))).toEqual([0, 1, 1, 1, 2, 2, 6]);
	expect(valueState(-2047)).toBe(valueState(2047) + VALUE_STEPS);
	for (const word of [0x7fffffff, -0x80000000]) expect(valueStep(valueState(word))).toBe(VALUE_STEPS - 1);
	expect(valueState(0)).toBe(VALUE_STATE);
});

test('what most words are stands for all, and what frames a block only when there is nothing else', () => {
	const { used, guard, free, slack } = WORD_STATE;
	expect(summaryOf(Uint8Array.of(free, used, used, free, used), 0, 5)).toBe(used);
	expect(summaryOf(Uint8Array.of(guard, guard, used, used), 0, 4)).toBe(used);
	expect(summaryOf(Uint8Array.of(guard, guard), 0, 2)).toBe(guard);
	expect(strongerState(guard, used)).toBe(used);
	expect(strongerState(guard, slack)).toBe(slack);
});

test('of values the largest stands for all', () => {
	const states = Uint8Array.from([3, -900, 20], valueState);
	expect(summaryOf(states, 0, 3)).toBe(valueState(-900));
	expect(strongerState(valueState(3), valueState(-900))).toBe(valueState(-900));
});
