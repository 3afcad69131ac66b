import { describe, expect, test } from 'vitest';
import { MEMORY_OFFSET } from '../gazl/program.ts';
import type { AllocationKind } from '../memory/checks/allocation-ledger.ts';
import type { Violation } from '../memory/checks/violation-list.ts';
import { LEVEL } from '../memory/heap/levels.ts';
import { MEMORY_NATIVES } from './memory-natives.ts';
import { type ViolationContext, violationText } from './violation-text.ts';

/** Instruction i is in line i ÷ 10; from 0 on it is of deep(), from 400 on of process(). */
const CONTEXT: ViolationContext = {
	fileName: 'echo.impala',
	sampleRate: 44100,
	lineOf: (instruction) => Math.trunc(instruction / 10),
	functionOf: (instruction) => (instruction < 0 ? '' : instruction < 400 ? 'deep' : 'process'),
	nameOf: () => '',
	symbolOf: (address) => (address === 5 ? 'global words + 3' : ''),
};

const OVERFLOWN_STACK: Violation = {
	...{ row: 0, kind: 'stackOverflow', foundBy: 'host', native: -1, parameter: 0, word: 0, writes: false, address: -1, count: 1 },
	...{ place: { instruction: 290, callers: [], frame: 0 }, lastFrame: 0, buffer: null },
};

const calledBy = (...callers: readonly number[]): Violation => ({
	...OVERFLOWN_STACK,
	place: { ...OVERFLOWN_STACK.place, callers },
});

function bufferOf(kind: AllocationKind): NonNullable<Violation['buffer']> {
	const freed = { instruction: -1, callers: [], frame: 64 };
	const allocated = { instruction: 410, callers: [315, 310, 420], frame: 0 };
	return {
		...{ serial: 1, isLive: false, kind, address: 100, askedWords: 8, grantedWords: 8, level: LEVEL.STACK, name: 0 },
		allocated,
		freed,
	};
}

describe('a stack overflow', () => {
	test('by recursion is placed at the call, which is listed once', () => {
		expect(violationText(calledBy(310, 310, 310), CONTEXT)).toEqual({
			headline: 'echo.impala:31: stack overflow: deep() calls itself at line 31, and needs more stack than there is.',
			details: [
				'called by deep() at echo.impala:31, 3 times in a row',
				'first at frame 0 (0.000 s)',
				'Look for a function that calls itself without end, or move large local arrays to globals or the heap.',
			],
		});
	});

	test('of another function is placed at its caller', () => {
		const { headline, details } = violationText(calledBy(440, 310, 310), CONTEXT);
		expect(headline).toBe('echo.impala:44: stack overflow: process() calls deep(), which needs more stack than there is.');
		expect(details.slice(0, 2)).toEqual([
			'called by process() at echo.impala:44',
			'called by deep() at echo.impala:31, 2 times in a row',
		]);
	});

	test('of what the host called is placed in the function itself', () => {
		expect(violationText(calledBy(), CONTEXT).headline).toBe(
			'echo.impala:29: stack overflow: deep() needs more stack than there is.',
		);
	});

	test('in code without lines names none', () => {
		expect(violationText(calledBy(310), { ...CONTEXT, lineOf: () => 0 }).headline).toBe(
			'echo.impala: stack overflow: deep() calls itself, and needs more stack than there is.',
		);
	});
});

test('callers in the history of a buffer are folded too', () => {
	const violation: Violation = {
		...OVERFLOWN_STACK,
		kind: 'useAfterFree',
		foundBy: 'access',
		address: 100,
		buffer: bufferOf('frame block'),
	};
	expect(violationText(violation, CONTEXT).details).toEqual([
		'first at frame 0 (0.000 s)',
		'a frame block: 8 words, in STACK at word 100',
		'allocated by process() at echo.impala:41, called by deep() at echo.impala:31, 2 times in a row, called by process() at echo.impala:42, at frame 0 (0.000 s)',
		'freed when the call ended or yielded, at frame 64 (0.001 s)',
		'Words of the frame are gone when the call ends or yields: take them anew in each call, or use adiAlloc() for what has to stay.',
	]);
});

describe('the advice', () => {
	const adviceOf = (kind: Violation['kind'], buffer: AllocationKind) =>
		violationText({ ...OVERFLOWN_STACK, kind, buffer: bufferOf(buffer) }, CONTEXT).details.at(-1);
	const frame = 'Words of the frame go by themselves when the call ends or yields: free none of them.';

	test.each([
		['useAfterFree', 'block', 'Set the pointer to null where the buffer is freed, and look who still holds a copy.'],
		['doubleFree', 'block', 'Set the pointer to null where the buffer is freed first.'],
		['doubleFree', 'frame block', frame],
		['foreignFree', 'frame block', frame],
		['foreignFree', 'block', 'It is a block of adiAlloc(), and no item of this pool: blocks are given back with adiFree().'],
		[
			'foreignFree',
			'pool item',
			'It is an item of a pool: give it back with poolFree(), or multiPoolFree() for one of three sizes, in the pool that it was taken from.',
		],
		[
			'foreignFree',
			'pool',
			'These words belong to a pool, which stays: its items are given back with poolFree(), or multiPoolFree() for one of three sizes.',
		],
		['foreignFree', 'circular buffer', 'These words belong to a circular buffer, which stays: only adiInit() takes it away.'],
		['foreignFree', 'DMA buffer', 'These words belong to a DMA buffer, which stays: only adiInit() takes it away.'],
	] as const)('on %s of a %s is for that', (kind, buffer, advice) => {
		expect(adviceOf(kind, buffer)).toBe(advice);
	});
});

describe('a pointer that is given back', () => {
	const native = MEMORY_NATIVES.findIndex(({ name }) => name === 'adiFree');
	const headlineOf = (word: number, context = CONTEXT) =>
		violationText({ ...OVERFLOWN_STACK, kind: 'foreignFree', foundBy: 'call', native, word }, context).headline;
	const told = (block: string) =>
		`echo.impala:29: free of a foreign pointer: deep() calls adiFree(block = ${block}). What was given back belongs to no level or pool.`;

	test('to a global is told with its name', () => {
		expect(headlineOf(MEMORY_OFFSET + 5)).toBe(told('word 5 of memory, global words + 3'));
	});

	test('to a word without a name, and null, are told without', () => {
		const { symbolOf: _, ...nameless } = CONTEXT;
		expect(headlineOf(MEMORY_OFFSET + 6)).toBe(told('word 6'));
		expect(headlineOf(MEMORY_OFFSET + 5, nameless)).toBe(told('word 5'));
		expect(headlineOf(0)).toBe(told('null'));
	});
});
