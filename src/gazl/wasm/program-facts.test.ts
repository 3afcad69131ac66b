import { describe, expect, test } from 'vitest';
import { handAssemble, type Instruction } from '../hand-assembly.testing.ts';
import { type HostCode, plainHost, UNKNOWN_NATIVE } from './host-code.ts';
import { type FunctionFacts, partOf, programFacts } from './program-facts.ts';

const UNSEEN = { suspends: false, readsMemory: false, writesMemory: false } as const;
const HOST: HostCode = {
	...plainHost([]),
	natives: {
		yield: { ...UNSEEN, suspends: true },
		quiet: UNSEEN,
		reader: { ...UNSEEN, readsMemory: true },
		writer: { ...UNSEEN, writesMemory: true },
	},
};
const NATIVES = ['yield', 'quiet', 'reader', 'writer', 'unknown'] as const;

/** 4 globals, a data stack from 4 to 253, constants at 253 and 254, the guard word. */
function factsOf(...functions: readonly (readonly Instruction[])[]) {
	const instructions = functions.flatMap((body): Instruction[] => [['FUNC', 2, 2], ...body, ['RETU']]);
	const program = handAssemble(instructions, { globals: [0, 0, 0, 0], constants: [1, 2], natives: NATIVES });
	const facts = programFacts(program, HOST);
	const shown = ({ readsCallers, writesCallers, suspends }: FunctionFacts): FunctionFacts => ({
		readsCallers,
		writesCallers,
		suspends,
	});
	return { ...facts, functions: facts.functions.map(shown), anyFunction: shown(facts.anyFunction) };
}

const native = (name: (typeof NATIVES)[number]): Instruction => ['CALL_native', NATIVES.indexOf(name), 0];
const calls = (ordinal: number): Instruction => ['CALL_function', ordinal, 0];
const NOTHING = { readsCallers: false, writesCallers: false, suspends: false };
const READING = { ...NOTHING, readsCallers: true };
/** Who writes to a frame needs it whole, too. */
const WRITING = { ...READING, writesCallers: true };

describe('a function by itself', () => {
	test.each<readonly [string, Instruction, FunctionFacts]>([
		['arithmetic', ['ADDi_ss', 0, -1, -2], NOTHING],
		['the address of a slot', ['ADRL', 0, -2], NOTHING],
		['its own array at an index', ['GETL', 0, -2, 1], NOTHING],
		['its own array at an index, written', ['SETL_s', -2, 0, 1], NOTHING],
		['a fixed address', ['PEEK_fixed', 0, 3], NOTHING],
		['a fixed address, written', ['POKE_fixed_s', 3, 0], NOTHING],
		['a global and an index', ['PEEK_cs', 0, 3, 1], NOTHING],
		['a constant and an index', ['PEEK_cs', 0, 253, 1], NOTHING],
		['a base in the stack and an index', ['PEEK_cs', 0, 4, 1], READING],
		['the last word of the stack and an index', ['PEEK_cs', 0, 252, 1], READING],
		['a base outside memory and an index', ['PEEK_cs', 0, 256, 1], READING],
		['a negative base and an index', ['PEEK_cs', 0, -1, 1], READING],
		['a global and an index, written', ['POKE_cs_s', 3, 0, 1], NOTHING],
		['a base in the stack and an index, written', ['POKE_cs_c', 4, 0, 7], WRITING],
		['a constant and an index, written', ['POKE_cs_s', 253, 0, 1], WRITING],
		['a pointer', ['PEEK_s', 0, 1], READING],
		['a pointer and a constant', ['PEEK_sc', 0, 1, 2], READING],
		['a pointer and an index, written', ['POKE_ss_s', 0, 1, 0], WRITING],
		['a pointer, written with a constant', ['POKE_s_c', 0, 1], WRITING],
		['copies between fixed addresses', ['COPY_cc', 0, 1, 1], WRITING],
	])('that accesses %s, %j: what it may do to frames of callers', (_, instruction, expected) => {
		expect(factsOf([instruction]).functions[0]).toEqual(expected);
	});

	test.each([
		['yield', { ...NOTHING, suspends: true }],
		['quiet', NOTHING],
		['reader', READING],
		['writer', WRITING],
		['unknown', WRITING],
	] as const)('does what the native %s may do', (name, expected) => {
		expect(factsOf([native(name)]).functions[0]).toEqual(expected);
	});
});

describe('calls', () => {
	const REACHING: Instruction = ['POKE_s_s', 0, 1];

	test('hand on what callees do to all their callers, and not the other way', () => {
		const { functions } = factsOf([calls(1)], [calls(2), REACHING], [calls(3)], [native('yield')], []);
		expect(functions.slice(0, 5)).toEqual([
			{ ...WRITING, suspends: true },
			{ ...WRITING, suspends: true },
			{ ...NOTHING, suspends: true },
			{ ...NOTHING, suspends: true },
			NOTHING,
		]);
	});

	test('in circles make all of a circle the same', () => {
		const { functions } = factsOf([calls(1)], [calls(2)], [calls(0), calls(3)], [REACHING], [calls(4)]);
		for (const ordinal of [0, 1, 2]) expect(functions[ordinal]).toEqual(WRITING);
		expect(functions[4]).toEqual(NOTHING);
	});

	test('through a pointer may be of any function', () => {
		const { functions, anyFunction } = factsOf([['CALL_s', 0, 1]], [native('yield')], [REACHING], [calls(0)], []);
		expect(anyFunction).toEqual({ ...WRITING, suspends: true });
		expect(functions[0]).toEqual(anyFunction);
		expect(functions[3]).toEqual(anyFunction);
		expect(functions[4]).toEqual(NOTHING);
	});
});

test('natives of which the host says nothing may do anything but suspend as a matter of course', () => {
	expect(factsOf([]).natives).toEqual([...NATIVES.slice(0, 4).map((name) => HOST.natives[name]), UNKNOWN_NATIVE]);
});

test('parts of memory are globals, stack, constants with the guard word, and what is outside', () => {
	const facts = factsOf([]);
	expect(facts).toMatchObject({ stackBase: 4, stackEnd: 253, memoryWords: 256 });
	expect([0, 3, 4, 252, 253, 255, 256, 0xffffffff].map((word) => partOf(facts, word))).toEqual([
		...['globals', 'globals', 'stack', 'stack', 'constants', 'constants', 'outside', 'outside'],
	]);
});

test.each([
	[['POKE_fixed_c', 252, 0], false],
	[['POKE_fixed_c', 253, 0], true],
	[['POKE_fixed_s', 254, 0], true],
	[['POKE_fixed_s', 0, 0], false],
	[['POKE_cs_s', 253, 0, 0], false],
	[['PEEK_fixed', 0, 253], false],
] as const)('%j writes constants: %s', (instruction, writes) => {
	expect(factsOf([instruction]).writesConstants).toBe(writes);
});
