import { describe, expect, test } from 'vitest';
import { DEFAULT_MEMORY_WORDS, handAssemble, type Instruction } from '../hand-assembly.testing.ts';
import { basicBlocks, endingOf, instructionsToBlockEnd, switchTargets } from './basic-blocks.ts';

/** A branch over code that nothing reaches, into a block that calls a native. */
const EVERY_ENDING: readonly Instruction[] = [
	['FUNC', 1, 2],
	['MOVE_c', -1, 5],
	['EQUi_sc', -1, 5, 6],
	['MOVE_c', 0, 1],
	['GOTO', 6],
	['MOVE_c', 0, 2],
	['MOVE_c', 0, 3],
	['CALL_native', 0, 0],
	['MOVE_c', 0, 4],
	['CALL_function', 0, 0],
	['CALL_s', 0, 0],
	['FORi_c', -1, 9, 8],
	['RETU'],
];

describe('basic blocks', () => {
	test('begin behind whatever sends control elsewhere and wherever control can be sent', () => {
		const program = handAssemble(EVERY_ENDING, { natives: ['yield'] });
		expect(basicBlocks(program, 0, EVERY_ENDING.length)).toEqual([
			{ start: 0, end: 3, ending: 'branch', successors: [3, 1] },
			{ start: 3, end: 5, ending: 'jump', successors: [3] },
			{ start: 5, end: 6, ending: 'fall', successors: [3] },
			{ start: 6, end: 8, ending: 'native', successors: [4] },
			{ start: 8, end: 10, ending: 'call', successors: [5] },
			{ start: 10, end: 11, ending: 'call', successors: [6] },
			{ start: 11, end: 12, ending: 'branch', successors: [4, 7] },
			{ start: 12, end: 13, ending: 'return', successors: [] },
		]);
	});

	test('of a function are counted from its own start', () => {
		const program = handAssemble([['FUNC', 0, 1], ['RETU'], ['FUNC', 0, 1], ['MOVE_c', 0, 1], ['GOTO', 3]]);
		expect(basicBlocks(program, 2, 5)).toEqual([
			{ start: 2, end: 3, ending: 'fall', successors: [1] },
			{ start: 3, end: 5, ending: 'jump', successors: [1] },
		]);
	});

	test('have two ways even when both lead to the same place', () => {
		const program = handAssemble([['FUNC', 0, 1], ['LSSi_sc', 0, 1, 2], ['RETU']]);
		expect(basicBlocks(program, 0, 3)[0].successors).toEqual([1, 1]);
	});

	test('end in instructions that send control elsewhere, and in no others', () => {
		const program = handAssemble(EVERY_ENDING, { natives: ['yield'] });
		expect(EVERY_ENDING.map((_, instruction) => endingOf(program, instruction))).toEqual([
			...[undefined, undefined, 'branch', undefined, 'jump', undefined, undefined, 'native', undefined],
			...['call', 'call', 'branch', 'return'],
		]);
	});
});

describe('a switch', () => {
	/** Instruction 1 switches among 3 and a default. */
	const switching = (constants: readonly number[], table: number) =>
		handAssemble([['FUNC', 0, 1], ['SWCH', 0, 3, table], ['RETU'], ['RETU'], ['RETU']], { constants });
	/** Address of the first constant: behind them is the guard word. */
	const firstOf = (constants: readonly number[]): number => DEFAULT_MEMORY_WORDS - constants.length - 1;

	test('goes where its table says, relative to itself, the default last', () => {
		const constants = [99, 1, 3, 1, 2];
		const program = switching(constants, firstOf(constants) + 1);
		expect(switchTargets(program, 1, 0, 5)).toEqual([2, 4, 2, 3]);
		expect(basicBlocks(program, 0, 5)).toEqual([
			{ start: 0, end: 2, ending: 'switch', successors: [1, 3, 1, 2] },
			{ start: 2, end: 3, ending: 'return', successors: [] },
			{ start: 3, end: 4, ending: 'return', successors: [] },
			{ start: 4, end: 5, ending: 'return', successors: [] },
		]);
	});

	test.each([
		['has an entry that leads to the FUNC', [1, 1, -1, 1], 0],
		['has an entry that leads out of the function', [1, 1, 4, 1], 0],
		['begins below the constants', [1, 1, 1, 1], -1],
		['ends behind memory', [1, 1, 1, 1], 2],
	])('whose table %s has no successors that can be known', (_, constants, offset) => {
		const program = switching(constants, firstOf(constants) + offset);
		expect(switchTargets(program, 1, 0, 5)).toBeUndefined();
		expect(basicBlocks(program, 0, 5)[0]).toEqual({ start: 0, end: 2, ending: 'switch', successors: [] });
	});
});

test('instructions to the end of the block count a call of a native by itself', () => {
	const program = handAssemble(EVERY_ENDING, { natives: ['yield'] });
	expect([...instructionsToBlockEnd(program)]).toEqual([3, 2, 1, 2, 1, 1, 1, 1, 2, 1, 1, 1, 1]);
});
