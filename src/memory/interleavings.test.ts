import { describe, expect, it } from 'vitest';
import { explore, type ModelThread } from './interleavings.testing.ts';

const X = 0;
const Y = 1;

/** Outcomes of two threads on two words of zeros, as sorted JSON. */
function outcomesOf(first: ModelThread<unknown>, second: ModelThread<unknown>): string[] {
	return [...explore(new Int32Array(2), first, second, () => {}).outcomes].toSorted();
}

/** A plain store, written out as a function so that it can stand in an expression. */
function store(words: Int32Array, index: number, value: number): null {
	words[index] = value;
	return null;
}

/** The litmus tests by which memory models are told apart, with the outcomes that theory allows. */
describe('the memory of the model checker', () => {
	it('lets plain stores overtake each other, so a message can come before its content', () => {
		const send: ModelThread<null> = (words) => store(words, X, 1) ?? store(words, Y, 1);
		const receive: ModelThread<number[]> = (words) => [Atomics.load(words, Y), words[X]];
		expect(outcomesOf(send, receive)).toEqual(['[null,[0,0]]', '[null,[0,1]]', '[null,[1,0]]', '[null,[1,1]]']);
	});

	it('keeps plain stores in front of an atomic one, so a published message is complete', () => {
		const send: ModelThread<number> = (words) => store(words, X, 1) ?? Atomics.store(words, Y, 1);
		const receive: ModelThread<number[]> = (words) => [Atomics.load(words, Y), words[X]];
		expect(outcomesOf(send, receive)).toEqual(['[1,[0,0]]', '[1,[0,1]]', '[1,[1,1]]']);
	});

	it('lets a plain store wait behind a later load, so both of two threads can see the old word', () => {
		const flag = (mine: number, other: number): ModelThread<number> => {
			return (words) => {
				words[mine] = 1;
				return Atomics.load(words, other);
			};
		};
		expect(outcomesOf(flag(X, Y), flag(Y, X))).toEqual(['[0,0]', '[0,1]', '[1,0]', '[1,1]']);
	});

	it('orders atomic stores before later loads, so one of two threads sees the new word', () => {
		const flag = (mine: number, other: number): ModelThread<number> => {
			return (words) => {
				Atomics.store(words, mine, 1);
				return Atomics.load(words, other);
			};
		};
		expect(outcomesOf(flag(X, Y), flag(Y, X))).toEqual(['[0,1]', '[1,0]', '[1,1]']);
	});

	it('finds the lost update of two increments that are not atomic', () => {
		const increment: ModelThread<number> = (words) => Atomics.store(words, X, Atomics.load(words, X) + 1);
		const totals = new Set<number>();
		explore(new Int32Array(1), increment, increment, (_, __, memory) => totals.add(memory[X]));
		expect([...totals].toSorted()).toEqual([1, 2]);
	});

	it('shows a thread its own stores at once and in order', () => {
		const write: ModelThread<number[]> = (words) => {
			words[X] = 1;
			words[X] = 2;
			return [words[X]];
		};
		const read: ModelThread<number[]> = (words) => [words[X], words[X]];
		expect(outcomesOf(write, read)).toEqual(
			['[0,0]', '[0,1]', '[0,2]', '[1,1]', '[1,2]', '[2,2]'].map((seen) => `[[2],${seen}]`),
		);
	});

	it('reports the accesses that lead to a failure', () => {
		const write: ModelThread<number> = (words) => Atomics.store(words, X, 7);
		const { failure } = explore(new Int32Array(1), write, write, () => {
			throw new Error('wrong');
		});
		expect(failure?.split('\n').toSorted()).toEqual([
			'Error: wrong',
			'thread 0: atomic store [0] = 7',
			'thread 1: atomic store [0] = 7',
		]);
	});
});
