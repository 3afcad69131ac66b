import { describe, expect, it } from 'vitest';
import { bits, call, float, handAssemble, type Instruction, machineFor, type Surroundings } from './hand-assembly.testing.ts';
import { OPCODES, type OpcodeName } from './opcodes.ts';
import { IP_OFFSET, MEMORY_OFFSET } from './program.ts';
import { STATUS } from './status.ts';

const MIN = -0x80000000;
const MAX = 0x7fffffff;
const INTS = [0, 1, -1, 2, -2, 7, -7, 31, 32, 33, 0x12345, -0x54321, 0x40000000, MAX, MIN];
const FLOATS = [0, -0, 1, -1, 0.1, -2.5, 3.9999998, 1e-40, -1e-45, 1.5e38, -3e38, 16777217, 0.333333, Infinity, -Infinity, NaN];
/** Patterns that arithmetic on numbers would change: signalling and negative NaNs with payloads. */
const FRAGILE = [0x7f800001, 0x7fc12345, -0x3ffff, -0x7fffff];

const tested = new Set<string>();

/** Runs instructions in a frame of 8 locals (slots −8 to −1, preset) and 8 transients, and shows what they left. */
function execute(instructions: readonly Instruction[], locals: readonly number[] = [], surroundings: Surroundings = {}) {
	for (const [name] of instructions) tested.add(name);
	const program = handAssemble([['FUNC', 8, 8], ...instructions, ['RETU']], surroundings);
	const machine = machineFor(program);
	machine.memory.set(locals, machine.stackBase);
	const frame = machine.stackBase + 8;
	const status = call(machine);
	return { machine, status, slot: (slot: number) => machine.memory[frame + slot], ip: machine.ip };
}

/** The three operand forms of an instruction with two sources and a last operand: slots −2 and −1 hold the sources. */
function* forms(mnemonic: string, left: number, right: number) {
	const sources = { ss: [-2, -1], sc: [-2, right], cs: [left, -1] };
	for (const [form, operands] of Object.entries(sources)) yield [`${mnemonic}_${form}` as OpcodeName, operands] as const;
}

const LOCALS = (left: number, right: number) => [0, 0, 0, 0, 0, 0, left, right];

function resultOf(name: OpcodeName, operands: readonly number[], left: number, right: number) {
	const run = execute([[name, -3, ...operands]], LOCALS(left, right));
	return run.status === STATUS.OK ? run.slot(-3) : run.status;
}

/** Whether a branch with these sources goes to its target. */
function isTaken(name: OpcodeName, operands: readonly number[], left: number, right: number): boolean {
	const { status, slot } = execute(
		[
			[name, ...operands, 3],
			['MOVE_c', -3, 1],
		],
		LOCALS(left, right),
	);
	expect(status).toBe(STATUS.OK);
	return slot(-3) === 0;
}

const wrap = (exact: bigint) => Number(BigInt.asIntN(32, exact));

describe('int arithmetic', () => {
	const EXPECTED: Record<string, (left: bigint, right: bigint) => bigint> = {
		ADDi: (a, b) => a + b,
		SUBi: (a, b) => a - b,
		MULi: (a, b) => a * b,
		DIVi: (a, b) => a / b,
		MODi: (a, b) => a % b,
		ANDi: (a, b) => a & b,
		IORi: (a, b) => a | b,
		XORi: (a, b) => a ^ b,
		SHLi: (a, b) => a << (b & 31n),
		SHRi: (a, b) => a >> (b & 31n),
		SHRu: (a, b) => BigInt.asUintN(32, a) >> (b & 31n),
	};

	it.each(Object.keys(EXPECTED))('%s is exact modulo 2^32 in every operand form', (mnemonic) => {
		for (const left of INTS) {
			for (const right of INTS) {
				const divides = mnemonic === 'DIVi' || mnemonic === 'MODi';
				const expected = divides && right === 0 ? STATUS.DIVISION_BY_ZERO : wrap(EXPECTED[mnemonic](BigInt(left), BigInt(right)));
				for (const [name, operands] of forms(mnemonic, left, right)) {
					expect(resultOf(name, operands, left, right), `${name} ${left} ${right}`).toBe(expected);
				}
			}
		}
	});

	it('ABSi keeps the most negative int and is exact elsewhere', () => {
		for (const value of INTS) {
			const { slot } = execute([['ABSi_s', -3, -1]], LOCALS(0, value));
			expect(slot(-3)).toBe(wrap(value < 0 ? -BigInt(value) : BigInt(value)));
		}
	});
});

describe('float arithmetic', () => {
	const EXPECTED: Record<string, (left: number, right: number) => number> = {
		ADDf: (a, b) => Math.fround(a + b),
		SUBf: (a, b) => Math.fround(a - b),
		MULf: (a, b) => Math.fround(a * b),
		DIVf: (a, b) => Math.fround(a / b),
	};

	it.each(Object.keys(EXPECTED))('%s rounds once to binary32 in every operand form', (mnemonic) => {
		for (const left of FLOATS.map(Math.fround)) {
			for (const right of FLOATS.map(Math.fround)) {
				const expected = EXPECTED[mnemonic](left, right);
				for (const [name, operands] of forms(mnemonic, bits(left), bits(right))) {
					const result = resultOf(name, operands, bits(left), bits(right));
					if (mnemonic === 'DIVf' && right === 0) expect(result).toBe(STATUS.DIVISION_BY_ZERO);
					else expect(float(result), `${name} ${left} ${right}`).toBe(expected);
				}
			}
		}
	});

	it('ABSf clears the sign bit of anything, NaN included', () => {
		for (const word of [...FLOATS.map(bits), ...FRAGILE]) {
			expect(execute([['ABSf_s', -3, -1]], LOCALS(0, word)).slot(-3)).toBe(word & MAX);
		}
	});

	it('FLOf rounds down and keeps −0, infinities and NaN', () => {
		for (const number of FLOATS.map(Math.fround)) {
			expect(float(execute([['FLOf_s', -3, -1]], LOCALS(0, bits(number))).slot(-3))).toBe(Math.floor(number));
		}
	});

	it('fTOi scales in binary32, truncates and saturates; NaN is 0', () => {
		const cases = [
			[1.9, 1, 1],
			[-1.9, 1, -1],
			[0.1, 10, 1],
			[16777217, 1, 16777216],
			[2147483520, 1, 2147483520],
			[2147483648, 1, MAX],
			[-2147483648, 1, MIN],
			[-2147483904, 1, MIN],
			[1e38, 100, MAX],
			[-1e38, 100, MIN],
			[NaN, 1, 0],
			[Infinity, 0, 0],
			[Infinity, 1, MAX],
			[-Infinity, 1, MIN],
		];
		for (const [number, scale, expected] of cases) {
			expect(execute([['fTOi', -3, -1, bits(scale)]], LOCALS(0, bits(number))).slot(-3), `${number} × ${scale}`).toBe(expected);
		}
	});

	it('iTOf rounds the int to binary32, then its product with the scale', () => {
		for (const value of [...INTS, 16777217, 33554435, MAX - 63, MAX - 64]) {
			for (const scale of [1, 0.1, 1 / 2048, 3e-39]) {
				const expected = Math.fround(Math.fround(value) * Math.fround(scale));
				expect(float(execute([['iTOf', -3, -1, bits(scale)]], LOCALS(0, value)).slot(-3))).toBe(expected);
			}
		}
	});
});

describe('branches', () => {
	const INT: Record<string, (left: number, right: number) => boolean> = {
		EQUi: (a, b) => a === b,
		NEQi: (a, b) => a !== b,
		LSSi: (a, b) => a < b,
		LEQi: (a, b) => a <= b,
		GRTi: (a, b) => a > b,
		GEQi: (a, b) => a >= b,
	};
	const FLOAT: Record<string, (left: number, right: number) => boolean> = {
		EQUf: (a, b) => a === b,
		NEQf: (a, b) => a !== b,
		LSSf: (a, b) => a < b,
		LEQf: (a, b) => a <= b || Number.isNaN(a) || Number.isNaN(b),
		GRTf: (a, b) => a > b,
		GEQf: (a, b) => a >= b || Number.isNaN(a) || Number.isNaN(b),
	};

	it.each(Object.keys(INT))('%s compares signed ints', (mnemonic) => {
		for (const left of INTS) {
			for (const right of INTS) {
				for (const [name, operands] of forms(mnemonic, left, right)) {
					expect(isTaken(name, operands, left, right), `${name} ${left} ${right}`).toBe(INT[mnemonic](left, right));
				}
			}
		}
	});

	it.each(Object.keys(FLOAT))('%s compares as IEEE 754; only LEQf, GEQf and NEQf are taken on NaN', (mnemonic) => {
		for (const left of FLOATS.map(Math.fround)) {
			for (const right of FLOATS.map(Math.fround)) {
				for (const [name, operands] of forms(mnemonic, bits(left), bits(right))) {
					const taken = isTaken(name, operands, bits(left), bits(right));
					expect(taken, `${name} ${left} ${right}`).toBe(FLOAT[mnemonic](left, right));
				}
			}
		}
	});

	it('GOTO jumps without a condition', () => {
		const { slot } = execute([
			['GOTO', 3],
			['MOVE_c', -3, 1],
			['MOVE_c', -4, 1],
		]);
		expect([slot(-3), slot(-4)]).toEqual([0, 1]);
	});

	it('FOR counts first, wrapping, and then compares', () => {
		for (const [from, limit] of [
			[0, 5],
			[4, 5],
			[5, 5],
			[-3, 2],
			[MAX, 0],
			[MIN, MIN],
		]) {
			const first = wrap(BigInt(from) + 1n);
			// A wrapped counter is far below the limit: one round is enough to see it.
			const rounds = first === MIN ? 1 : Math.max(1, limit - from);
			for (const [name, operand] of [['FORi_c', limit] as const, ['FORi_s', -1] as const]) {
				const body: Instruction[] = [
					['ADDi_sc', -3, -3, 1],
					['GEQi_sc', -3, 20, 4],
					[name, -2, operand, 1],
				];
				const { slot } = execute(body, LOCALS(from, limit));
				if (first !== MIN) expect([slot(-3), slot(-2)], `${name} ${from} ${limit}`).toEqual([rounds, from + rounds]);
				else expect(slot(-3)).toBe(20);
			}
		}
	});

	it('FOR with its own counter as the limit reads it after the increment, and ends', () => {
		const { slot, status } = execute([['FORi_s', -1, -1, 1]], LOCALS(0, 3));
		expect([status, slot(-1)]).toEqual([STATUS.OK, 4]);
	});

	it('SWCH takes the entry of its value, relative to itself, and the last one for anything outside', () => {
		const constants = [3, 5, 7, 1];
		const table = 256 - 1 - constants.length;
		for (const [value, expected] of [
			[0, 2],
			[1, 3],
			[2, 4],
			[3, 1],
			[4, 1],
			[-1, 1],
			[MIN, 1],
			[MAX, 1],
		]) {
			const { slot } = execute(
				[
					['SWCH', -1, 3, table],
					['MOVE_c', -3, 1],
					['GOTO', 9],
					['MOVE_c', -3, 2],
					['GOTO', 9],
					['MOVE_c', -3, 3],
					['GOTO', 9],
					['MOVE_c', -3, 4],
				],
				LOCALS(0, value),
				{ constants },
			);
			expect(slot(-3), String(value)).toBe(expected);
		}
	});

	it('SWCH traps when its table was overwritten and would lead out of the function', () => {
		for (const entry of [5, 3, -2, MAX, MIN]) {
			const { status, machine } = execute([['SWCH', -1, 0, 254]], [], { constants: [entry] });
			expect(status, String(entry)).toBe(STATUS.ACCESS_VIOLATION);
			expect(machine.ip).toBe(1);
		}
	});
});

describe('moves', () => {
	it('copy bits, NaN payloads included, between slots, from constants and through memory', () => {
		for (const word of [...FRAGILE, ...INTS]) {
			const { slot, machine } = execute(
				[
					['MOVE_s', -3, -1],
					['MOVE_c', -4, word],
					['POKE_fixed_s', 0, -1],
					['PEEK_fixed', -5, 0],
					['POKE_fixed_c', 1, word],
					['COPY_cc', 3, 0, 2],
				],
				LOCALS(0, word),
				{ globals: [0, 0, 0, 0, 0] },
			);
			expect([slot(-3), slot(-4), slot(-5), ...machine.memory.subarray(0, 5)]).toEqual([
				word,
				word,
				word,
				word,
				word,
				0,
				word,
				word,
			]);
		}
	});

	it('ADRL gives the pointer of a slot, declared or transient', () => {
		const { slot } = execute(
			[
				['ADRL', 0, -8],
				['ADRL', 1, 3],
			],
			[],
			{ globals: [0, 0, 0] },
		);
		expect([slot(0), slot(1)]).toEqual([MEMORY_OFFSET + 3, MEMORY_OFFSET + 3 + 8 + 3]);
	});
});

/** Memory of 64 words: globals 0–9 hold 100–109, stack 10–59, constants 60–62 hold 200–202, guard 63. */
const MEMORY_WORDS = 64;
const WRITABLE_WORDS = 60;
const AREAS: Surroundings = {
	memoryWords: MEMORY_WORDS,
	globals: Array.from({ length: 10 }, (_, word) => 100 + word),
	constants: [200, 201, 202],
};
const pointer = (index: number) => (MEMORY_OFFSET + index) | 0;
/** Inside, at every border, in front of memory, and where a careless sum of pointers would come out right. */
const INDICES = [0, 1, 9, 58, 59, 60, 61, 62, 63, 64, 65, -1, -2, 1000, MAX, MIN, -MEMORY_OFFSET, -IP_OFFSET];

describe('PEEK and POKE', () => {
	it('read every word but the guard through a pointer, base and index in any form, and refuse the rest', () => {
		for (const index of INDICES) {
			const isReadable = index >= 0 && index < MEMORY_WORDS - 1;
			const accesses: [Instruction, number[]][] = [
				[['PEEK_s', -3, -1], LOCALS(0, pointer(index))],
				[['PEEK_sc', -3, -1, 4], LOCALS(0, pointer(index - 4))],
				[['PEEK_sc', -3, -1, -4], LOCALS(0, pointer(index + 4))],
				[['PEEK_ss', -3, -2, -1], LOCALS(pointer(7), index - 7)],
				[['PEEK_cs', -3, 5, -1], LOCALS(0, index - 5)],
			];
			for (const [access, locals] of accesses) {
				const { status, slot, machine } = execute([access], locals, AREAS);
				expect(status, `${access[0]} ${index}`).toBe(isReadable ? STATUS.OK : STATUS.BAD_PEEK);
				expect(slot(-3)).toBe(isReadable ? machine.memory[index] : 0);
				if (!isReadable) expect([machine.ip, machine.cycles]).toEqual([1, 1_000_000 - 2]);
			}
		}
	});

	it('write every writable word through a pointer, base and index in any form, and refuse the rest', () => {
		for (const index of INDICES) {
			const isWritable = index >= 0 && index < WRITABLE_WORDS;
			const accesses: [Instruction, number[]][] = [
				[['POKE_s_c', -1, 77], LOCALS(0, pointer(index))],
				[['POKE_s_s', -1, -4], LOCALS(0, pointer(index))],
				[['POKE_sc_c', -1, -9, 77], LOCALS(0, pointer(index + 9))],
				[['POKE_sc_s', -1, 9, -4], LOCALS(0, pointer(index - 9))],
				[['POKE_ss_c', -2, -1, 77], LOCALS(pointer(2), index - 2)],
				[['POKE_ss_s', -2, -1, -4], LOCALS(pointer(2), index - 2)],
				[['POKE_cs_c', 3, -1, 77], LOCALS(0, index - 3)],
				[['POKE_cs_s', 3, -1, -4], LOCALS(0, index - 3)],
			];
			for (const [access, locals] of accesses) {
				locals[4] = 77;
				const { status, machine } = execute([access], locals, AREAS);
				expect(status, `${access[0]} ${index}`).toBe(isWritable ? STATUS.OK : STATUS.BAD_POKE);
				if (isWritable) expect(machine.memory[index]).toBe(77);
				else expect([...machine.memory.subarray(60)]).toEqual([200, 201, 202, 0]);
			}
		}
	});

	it('with a fixed address reach all of memory, constants and guard included, and refuse what lies outside', () => {
		for (const index of INDICES) {
			const isInside = index >= 0 && index < MEMORY_WORDS;
			const peek = execute([['PEEK_fixed', -3, index]], [], AREAS);
			expect(peek.status, String(index)).toBe(isInside ? STATUS.OK : STATUS.BAD_PEEK);
			expect(peek.slot(-3)).toBe(isInside ? peek.machine.memory[index] : 0);
			for (const poke of [['POKE_fixed_c', index, 77] as const, ['POKE_fixed_s', index, -4] as const]) {
				const { status, machine } = execute([poke], [0, 0, 0, 0, 77], AREAS);
				expect(status, `${poke[0]} ${index}`).toBe(isInside ? STATUS.OK : STATUS.BAD_POKE);
				if (isInside) expect(machine.memory[index]).toBe(77);
			}
		}
	});
});

describe('COPY', () => {
	/** Status that a copy between word indices must have: both ends strictly inside, each sum taken as it is. */
	const expected = (to: number, from: number, count: number) =>
		to >>> 0 === to && from >>> 0 === from && to + count < WRITABLE_WORDS && from + count < MEMORY_WORDS - 1
			? STATUS.OK
			: STATUS.ACCESS_VIOLATION;

	it('reaches neither the last writable word nor the last constant, in any operand form', () => {
		for (const count of [0, 1, 2, 5]) {
			for (const to of [0, 2, 54, 55, 57, 58, 59, 60, -1, -2, MIN]) {
				for (const from of [0, 1, 57, 58, 60, 61, 62, 63, -1, -2, MAX]) {
					const copies: [Instruction, number[]][] = [
						[['COPY_cc', to, from, count], []],
						[['COPY_cs', to, -1, count], LOCALS(0, pointer(from))],
						[['COPY_sc', -2, from, count], LOCALS(pointer(to), 0)],
						[['COPY_ss', -2, -1, count], LOCALS(pointer(to), pointer(from))],
					];
					for (const [instruction, locals] of copies) {
						const { status } = execute([instruction], locals, AREAS);
						expect(status, `${instruction[0]} ${to} ${from} ${count}`).toBe(expected(to, from, count));
					}
				}
			}
		}
	});

	it('copies ascending, one word at a time, however long and however it overlaps', () => {
		const words = 400;
		const globals = Array.from({ length: words }, (_, word) => word);
		for (const count of [1, 63, 64, 65, 150]) {
			for (const [to, from] of [
				[0, 200],
				[200, 0],
				[10, 11],
				[11, 10],
				[10, 73],
				[73, 10],
				[74, 10],
				[75, 10],
				[20, 20],
			]) {
				const left = [...globals];
				for (let word = 0; word < count; word++) left[to + word] = left[from + word];
				const { machine } = execute([['COPY_cc', to, from, count]], [], { memoryWords: 1024, globals });
				expect([...machine.memory.subarray(0, words)], `${to} ${from} ${count}`).toEqual(left);
			}
		}
	});

	it('stops the run behind the COPY that overdraws the allowance, and not at all without one', () => {
		const instructions: Instruction[] = [
			['FUNC', 0, 0],
			...Array.from({ length: 5 }, (): Instruction => ['COPY_cc', 100, 0, 60]),
			['RETU'],
		];
		const machine = machineFor(handAssemble(instructions, { memoryWords: 1024, globals: new Array(200).fill(1) }));
		machine.copyAllowance = 120;
		expect(call(machine)).toBe(STATUS.TIME_OUT);
		expect([machine.ip, machine.cycles, machine.copyAllowance]).toEqual([4, 1_000_000 - 4, -60]);
		machine.copyAllowance = 120;
		expect(machine.run()).toBe(STATUS.OK);
		expect([machine.cycles, machine.copyAllowance]).toEqual([1_000_000 - 7, 0]);
	});
});

describe('GETL and SETL', () => {
	/** Stack 10–59, frame at 10–17, dsp 18: the base slot −4 is word 14, so indices 0 to 45 reach the end of the stack. */
	const BASE = -4;
	const BEYOND = 46;

	it('reach from the base to the end of the data stack', () => {
		for (const index of [0, 1, 3, 4, 20, 45, 46, 47, -1, -2, MAX, MIN]) {
			const isInside = index >= 0 && index < BEYOND;
			const get = execute([['GETL', -3, BASE, -1]], LOCALS(55, index), AREAS);
			expect(get.status, String(index)).toBe(isInside ? STATUS.OK : STATUS.BAD_PEEK);
			if (index === 2) expect(get.slot(-3)).toBe(55);
			for (const set of [['SETL_c', BASE, -1, 77] as const, ['SETL_s', BASE, -1, -2] as const]) {
				const { status, machine } = execute([set], LOCALS(77, index), AREAS);
				expect(status, `${set[0]} ${index}`).toBe(isInside ? STATUS.OK : STATUS.BAD_POKE);
				if (isInside) expect(machine.memory[14 + index]).toBe(77);
			}
		}
	});

	it('refuse a base at or behind the end of the stack whatever the index', () => {
		for (const base of [60 - 18, 61 - 18, 1000, MAX]) {
			for (const index of [0, 1, -1, MIN, MAX]) {
				expect(execute([['GETL', -3, base, -1]], LOCALS(0, index), AREAS).status).toBe(STATUS.BAD_PEEK);
				expect(execute([['SETL_c', base, -1, 5]], LOCALS(0, index), AREAS).status).toBe(STATUS.BAD_POKE);
				expect(execute([['SETL_s', base, -1, -2]], LOCALS(0, index), AREAS).status).toBe(STATUS.BAD_POKE);
			}
		}
	});
});

describe('these tests', () => {
	it('run every opcode but the calls, which machine.test.ts runs', () => {
		const calls: OpcodeName[] = ['FUNC', 'RETU', 'CALL_function', 'CALL_native', 'CALL_s'];
		const missing = OPCODES.map(({ name }) => name).filter((name) => !tested.has(name) && !calls.includes(name));
		expect(missing).toEqual([]);
	});
});
