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
	const shown = ({ reachesCallers, suspends }: FunctionFacts): FunctionFacts => ({ reachesCallers, suspends });
	return { ...facts, functions: facts.functions.map(shown), anyFunction: shown(facts.anyFunction) };
}

const native = (name: (typeof NATIVES)[number]): Instruction => ['CALL_native', NATIVES.indexOf(name), 0];
const calls = (ordinal: number): Instruction => ['CALL_function', ordinal, 0];
const NOTHING = { reachesCallers: false, suspends: false };

describe('a function by itself', () => {
	test.each<readonly [string, Instruction, boolean]>([
		['arithmetic', ['ADDi_ss', 0, -1, -2], false],
		['the address of a slot', ['ADRL', 0, -2], false],
		['its own array at an index', ['GETL', 0, -2, 1], false],
		['its own array at an index, written', ['SETL_s', -2, 0, 1], false],
		['a fixed address', ['PEEK_fixed', 0, 3], false],
		['a fixed address, written', ['POKE_fixed_s', 3, 0], false],
		['a global and an index', ['PEEK_cs', 0, 3, 1], false],
		['a constant and an index', ['PEEK_cs', 0, 253, 1], false],
		['a base in the stack and an index', ['PEEK_cs', 0, 4, 1], true],
		['the last word of the stack and an index', ['PEEK_cs', 0, 252, 1], true],
		['a base outside memory and an index', ['PEEK_cs', 0, 256, 1], true],
		['a negative base and an index', ['PEEK_cs', 0, -1, 1], true],
		['a global and an index, written', ['POKE_cs_s', 3, 0, 1], false],
		['a base in the stack and an index, written', ['POKE_cs_c', 4, 0, 7], true],
		['a constant and an index, written', ['POKE_cs_s', 253, 0, 1], true],
		['a pointer', ['PEEK_s', 0, 1], true],
		['a pointer and a constant', ['PEEK_sc', 0, 1, 2], true],
		['a pointer and an index, written', ['POKE_ss_s', 0, 1, 0], true],
		['a pointer, written with a constant', ['POKE_s_c', 0, 1], true],
		['copies between fixed addresses', ['COPY_cc', 0, 1, 1], true],
	])('that accesses %s: %j reaches frames of callers: %s', (_, instruction, reaches) => {
		expect(factsOf([instruction]).functions[0]).toEqual({ reachesCallers: reaches, suspends: false });
	});

	test.each([
		['yield', { reachesCallers: false, suspends: true }],
		['quiet', NOTHING],
		['reader', { reachesCallers: true, suspends: false }],
		['writer', { reachesCallers: true, suspends: false }],
		['unknown', { reachesCallers: true, suspends: false }],
	] as const)('does what the native %s may do', (name, expected) => {
		expect(factsOf([native(name)]).functions[0]).toEqual(expected);
	});
});

describe('calls', () => {
	const REACHING: Instruction = ['POKE_s_s', 0, 1];

	test('hand on what callees do to all their callers, and not the other way', () => {
		const { functions } = factsOf([calls(1)], [calls(2), REACHING], [calls(3)], [native('yield')], []);
		expect(functions.slice(0, 5)).toEqual([
			{ reachesCallers: true, suspends: true },
			{ reachesCallers: true, suspends: true },
			{ reachesCallers: false, suspends: true },
			{ reachesCallers: false, suspends: true },
			NOTHING,
		]);
	});

	test('in circles make all of a circle the same', () => {
		const { functions } = factsOf([calls(1)], [calls(2)], [calls(0), calls(3)], [REACHING], [calls(4)]);
		for (const ordinal of [0, 1, 2]) expect(functions[ordinal]).toEqual({ reachesCallers: true, suspends: false });
		expect(functions[4]).toEqual(NOTHING);
	});

	test('through a pointer may be of any function', () => {
		const { functions, anyFunction } = factsOf([['CALL_s', 0, 1]], [native('yield')], [REACHING], [calls(0)], []);
		expect(anyFunction).toEqual({ reachesCallers: true, suspends: true });
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
