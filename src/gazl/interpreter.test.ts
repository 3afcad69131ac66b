import { describe, expect, it } from 'vitest';
import { bits, execute, executedOpcodes, float, type Instruction, lastLocals } from './hand-assembly.testing.ts';
import { OPCODES, type OpcodeName } from './opcodes.ts';
import { MEMORY_OFFSET } from './program.ts';
import { STATUS } from './status.ts';

const MIN = -0x80000000;
const MAX = 0x7fffffff;
const INTS = [0, 1, -1, 2, -2, 7, -7, 31, 32, 33, 0x12345, -0x54321, 0x40000000, MAX, MIN];
const FLOATS = [0, -0, 1, -1, 0.1, -2.5, 3.9999998, 1e-40, -1e-45, 1.5e38, -3e38, 16777217, 0.333333, Infinity, -Infinity, NaN];
/** Patterns that arithmetic on numbers would change: signalling and negative NaNs with payloads. */
const FRAGILE = [0x7f800001, 0x7fc12345, -0x3ffff, -0x7fffff];

/** The three operand forms of an instruction with two sources and a last operand: slots −2 and −1 hold the sources. */
function* forms(mnemonic: string, left: number, right: number) {
	const sources = { ss: [-2, -1], sc: [-2, right], cs: [left, -1] };
	for (const [form, operands] of Object.entries(sources)) yield [`${mnemonic}_${form}` as OpcodeName, operands] as const;
}

function resultOf(name: OpcodeName, operands: readonly number[], left: number, right: number) {
	const run = execute([[name, -3, ...operands]], lastLocals(left, right));
	return run.status === STATUS.OK ? run.slot(-3) : run.status;
}

/** Whether a branch with these sources goes to its target. */
function isTaken(name: OpcodeName, operands: readonly number[], left: number, right: number): boolean {
	const { status, slot } = execute(
		[
			[name, ...operands, 3],
			['MOVE_c', -3, 1],
		],
		lastLocals(left, right),
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
			const { slot } = execute([['ABSi_s', -3, -1]], lastLocals(0, value));
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
			expect(execute([['ABSf_s', -3, -1]], lastLocals(0, word)).slot(-3)).toBe(word & MAX);
		}
	});

	it('FLOf rounds down and keeps −0, infinities and NaN', () => {
		for (const number of FLOATS.map(Math.fround)) {
			expect(float(execute([['FLOf_s', -3, -1]], lastLocals(0, bits(number))).slot(-3))).toBe(Math.floor(number));
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
			expect(execute([['fTOi', -3, -1, bits(scale)]], lastLocals(0, bits(number))).slot(-3), `${number} × ${scale}`).toBe(
				expected,
			);
		}
	});

	it('iTOf rounds the int to binary32, then its product with the scale', () => {
		for (const value of [...INTS, 16777217, 33554435, MAX - 63, MAX - 64]) {
			for (const scale of [1, 0.1, 1 / 2048, 3e-39]) {
				const expected = Math.fround(Math.fround(value) * Math.fround(scale));
				expect(float(execute([['iTOf', -3, -1, bits(scale)]], lastLocals(0, value)).slot(-3))).toBe(expected);
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
				const { slot } = execute(body, lastLocals(from, limit));
				if (first !== MIN) expect([slot(-3), slot(-2)], `${name} ${from} ${limit}`).toEqual([rounds, from + rounds]);
				else expect(slot(-3)).toBe(20);
			}
		}
	});

	it('FOR with its own counter as the limit reads it after the increment, and ends', () => {
		const { slot, status } = execute([['FORi_s', -1, -1, 1]], lastLocals(0, 3));
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
				lastLocals(0, value),
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
				lastLocals(0, word),
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

describe('these tests', () => {
	it('run every opcode but calls and accesses to memory, which have tests of their own', () => {
		const others = /^(FUNC|RETU|CALL|PEEK|POKE|COPY|GETL|SETL)/;
		const missing = OPCODES.map(({ name }) => name).filter((name) => !executedOpcodes.has(name) && !others.test(name));
		expect(missing).toEqual([]);
	});
});
