import { describe, expect, test } from 'vitest';
import { programOf } from '../assembly.testing.ts';
import { type FramePlan, planFrame } from './frame-plan.ts';
import { type FunctionPlan, planFunction } from './function-plan.ts';
import { type HostCode, plainHost, UNKNOWN_NATIVE } from './host-code.ts';
import { programFacts } from './program-facts.ts';
import { analyseSlots, firstLostSlot, firstStoredSlot, floatsOf, type SlotFlow } from './slot-flow.ts';
import type { SlotSet } from './slot-set.ts';

const UNSEEN = { readsMemory: false, writesMemory: false } as const;
const HOST: HostCode = {
	...plainHost([]),
	natives: {
		yield: { ...UNKNOWN_NATIVE, suspends: true },
		// Told of no access to memory: nothing has to be there, and nothing changes.
		add: { ...UNSEEN, suspends: false },
		read: { ...UNSEEN, readsMemory: true, suspends: false },
	},
};

interface Analysis {
	readonly frame: FramePlan;
	readonly flow: SlotFlow;
	readonly facts: ReturnType<typeof programFacts>;
	/** Names of slots: those of the declarations, transients as `%n`. */
	names(set: SlotSet): string;
	/** What is said of an instruction. */
	at(instruction: number): { readonly dirty: string; readonly live: string; readonly floats: string };
}

function analysisOf(source: string): Analysis {
	const program = programOf(source);
	const facts = programFacts(program, HOST);
	// Every slot that is written stays dirty here, as in loops within loops.
	const plan: FunctionPlan = { ...planFunction(facts, 0), writesThrough: new Uint8Array(1000) };
	const frame = planFrame(program, plan.symbol);
	const flow = analyseSlots(facts, plan, frame);
	const nameOf = (slot: number): string =>
		slot >= frame.locals
			? `%${slot - frame.locals}`
			: (plan.symbol.slots.find((declared) => declared.slot === slot)?.name ?? `slot ${slot}`);
	const names = (set: SlotSet): string => [...set].map((index) => nameOf(frame.cachedSlots[index])).join(' ');
	return {
		frame,
		flow,
		facts,
		names,
		at(instruction) {
			const block = plan.blocks.findIndex(({ start, end }) => instruction >= start && instruction < end);
			const { dirtyBefore, liveAfter, floatAfter } = flow.through(block)[instruction - plan.blocks[block].start];
			return { dirty: names(dirtyBefore), live: names(liveAfter), floats: names(floatAfter) };
		},
	};
}

describe('dirty slots', () => {
	test('are those that were written since memory was last whole', () => {
		// 1 MOVE a, 2 MOVE b, 3 CALL ^yield, 4 MOVE a, 5 RETU
		const { at } = analysisOf(`f: FUNC
	PARA *1
a: LOCi
b: LOCi
	MOVi a #1
	MOVi b #2
	CALL ^yield %0 *1
	MOVi a b
	RETU
`);
		expect([1, 2, 3, 4, 5].map((instruction) => at(instruction).dirty)).toEqual(['', 'a', 'a b', '', 'a']);
	});

	test('stay dirty across a native that sees no memory', () => {
		const { at } = analysisOf('f: FUNC\n\tPARA *1\na: LOCi\n\tMOVi a #1\n\tCALL ^add %0 *1\n\tRETU\n');
		expect(at(3).dirty).toBe('a');
	});

	test('above the window are not dirty behind a call, those below are', () => {
		// 1 MOVE a, 2 MOVE %0, 3 MOVE %2, 4 CALL with window 1, 5 RETU
		const { at } = analysisOf(`f: FUNC
	PARA *1
a: LOCi
	MOVi a #1
	MOVi %0 #2
	MOVi %2 #3
	CALL &g %1 *2
	RETU
g: FUNC
	PARA *1
	RETU
`);
		expect(at(4).dirty).toBe('a %0 %2');
		expect(at(5).dirty).toBe('a %0');
	});

	test('are none behind a call of a function that reaches frames of its callers', () => {
		const { at } = analysisOf(`f: FUNC
	PARA *1
a: LOCi
	MOVi a #1
	CALL &g %1 *2
	RETU
g: FUNC
	PARA *1
p: LOCp
	POKE p #1
	RETU
`);
		expect(at(3).dirty).toBe('');
	});

	test('of one way are dirty where ways meet', () => {
		// 1 branch, 2 MOVE a, 3 RETU
		const { at } = analysisOf('f: FUNC\n\tPARA *1\na: LOCi\nb: LOCi\n\tEQUi b #0 @.end\n\tMOVi a #1\n.end:\tRETU\n');
		expect([1, 2, 3].map((instruction) => at(instruction).dirty)).toEqual(['', '', 'a']);
	});
});

describe('live slots', () => {
	test('are those that are read before they are written again', () => {
		// 1 ADD c a b, 2 MOVE a c, 3 EQU a b, 4 NOOP-like MOVE, 5 RETU
		const { at } = analysisOf(`f: FUNC
	PARA *1
a: LOCi
b: LOCi
c: LOCi
	ADDi c a b
	MOVi a c
	EQUi a b @.end
	MOVi c #1
.end:	RETU
`);
		// c is written to memory on return, whichever way was taken, and so is a.
		expect([0, 1, 2, 3, 4].map((instruction) => at(instruction).live)).toEqual(['a b', 'b c', 'a b c', 'a c', 'a c']);
	});

	test('are those in a loop that its next round reads', () => {
		// 1 MOVE i, 2 SUB i i n, 3 GRT i 0, 4 RETU
		const { at } = analysisOf(`f: FUNC
	PARA *1
i: LOCi
n: LOCi
	MOVi i #9
.loop:	SUBi i i n
	GRTi i #0 @.loop
	RETU
`);
		expect([1, 2, 3].map((instruction) => at(instruction).live)).toEqual(['i n', 'i n', 'i n']);
	});

	test('of transients at and above the window are none across a call', () => {
		const { at } = analysisOf(`f: FUNC
	PARA *1
	MOVi %0 #2
	MOVi %2 #3
	CALL &g %1 *2
	ADDi %0 %0 %2
	RETU
g: FUNC
	PARA *1
	RETU
`);
		// What the call leaves in %2 is read from memory behind it.
		expect(at(0).live).toBe('');
		expect(at(1).live).toBe('%0');
		expect(at(3).live).toBe('%0 %2');
	});
});

describe('types', () => {
	test('are those of the next use, also through a move', () => {
		// 1 MOVE b a, 2 ADDf c b c, 3 MOVE d c, 4 ADDi e d e, 5 RETU
		const { at } = analysisOf(`f: FUNC
	PARA *1
a: LOCf
b: LOCf
c: LOCf
d: LOCi
e: LOCi
	MOVf b a
	ADDf c b c
	MOVi d e
	ADDi e d e
	RETU
`);
		expect(at(0).floats).toBe('a c');
		expect(at(1).floats).toBe('b c');
		expect(at(3).floats).not.toContain('d');
	});

	test('are floats where a slot was written as one and nothing wants it', () => {
		const { flow, names, frame } = analysisOf(`f: FUNC
	PARA *1
a: LOCf
n: LOCi
	ADDf a #1.0 a
	EQUi n #0 @.end
	MOVi n #1
.end:	RETU
`);
		expect(names(floatsOf(flow.atBlock(1), frame.cachedSlots.length))).toBe('a');
	});

	test('are ints where ways want different things', () => {
		const { flow, names, frame } = analysisOf(`f: FUNC
	PARA *1
a: LOCf
n: LOCi
	EQUi n #0 @.int
	ADDf a a #1.0
	GOTO @.end
.int:	MOVi %0 #0
.end:	ADDi n n #1
	RETU
`);
		expect(names(floatsOf(flow.atBlock(1), frame.cachedSlots.length))).toContain('a');
		expect(names(floatsOf(flow.atBlock(3), frame.cachedSlots.length))).not.toContain('n');
	});
});

test('what a native of which nothing is known does loses and stores the whole frame, another only what it sees', () => {
	const { facts, frame } = analysisOf(`f: FUNC
	PARA *1
	CALL ^yield %0 *1
	CALL ^add %0 *1
	CALL ^read %0 *1
	CALL &f %2 *1
	RETU
`);
	expect([0, 1, 2, 3, 4, 5].map((instruction) => firstLostSlot(facts, frame, instruction))).toEqual([
		...[0, 0, undefined, undefined, 0, undefined],
	]);
	// f reads and writes its callers' frames through `yield`, which may do anything.
	expect([1, 2, 3, 4, 5].map((instruction) => firstStoredSlot(facts, frame, instruction))).toEqual([0, undefined, 0, 0, 0]);
});
