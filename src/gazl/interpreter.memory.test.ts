import { describe, expect, it } from 'vitest';
import {
	call,
	execute,
	executedOpcodes,
	handAssemble,
	type Instruction,
	lastLocals,
	machineFor,
	type Surroundings,
} from './hand-assembly.testing.ts';
import { OPCODES } from './opcodes.ts';
import { IP_OFFSET, MEMORY_OFFSET } from './program.ts';
import { STATUS } from './status.ts';

const MIN = -0x80000000;
const MAX = 0x7fffffff;

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
				[['PEEK_s', -3, -1], lastLocals(0, pointer(index))],
				[['PEEK_sc', -3, -1, 4], lastLocals(0, pointer(index - 4))],
				[['PEEK_sc', -3, -1, -4], lastLocals(0, pointer(index + 4))],
				[['PEEK_ss', -3, -2, -1], lastLocals(pointer(7), index - 7)],
				[['PEEK_cs', -3, 5, -1], lastLocals(0, index - 5)],
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
				[['POKE_s_c', -1, 77], lastLocals(0, pointer(index))],
				[['POKE_s_s', -1, -4], lastLocals(0, pointer(index))],
				[['POKE_sc_c', -1, -9, 77], lastLocals(0, pointer(index + 9))],
				[['POKE_sc_s', -1, 9, -4], lastLocals(0, pointer(index - 9))],
				[['POKE_ss_c', -2, -1, 77], lastLocals(pointer(2), index - 2)],
				[['POKE_ss_s', -2, -1, -4], lastLocals(pointer(2), index - 2)],
				[['POKE_cs_c', 3, -1, 77], lastLocals(0, index - 3)],
				[['POKE_cs_s', 3, -1, -4], lastLocals(0, index - 3)],
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
						[['COPY_cs', to, -1, count], lastLocals(0, pointer(from))],
						[['COPY_sc', -2, from, count], lastLocals(pointer(to), 0)],
						[['COPY_ss', -2, -1, count], lastLocals(pointer(to), pointer(from))],
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
		for (const count of [1, 31, 32, 33, 150]) {
			for (const [to, from] of [
				[0, 200],
				[200, 0],
				[10, 11],
				[11, 10],
				[10, 41],
				[41, 10],
				[42, 10],
				[43, 10],
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
			const get = execute([['GETL', -3, BASE, -1]], lastLocals(55, index), AREAS);
			expect(get.status, String(index)).toBe(isInside ? STATUS.OK : STATUS.BAD_PEEK);
			if (index === 2) expect(get.slot(-3)).toBe(55);
			for (const set of [['SETL_c', BASE, -1, 77] as const, ['SETL_s', BASE, -1, -2] as const]) {
				const { status, machine } = execute([set], lastLocals(77, index), AREAS);
				expect(status, `${set[0]} ${index}`).toBe(isInside ? STATUS.OK : STATUS.BAD_POKE);
				if (isInside) expect(machine.memory[14 + index]).toBe(77);
			}
		}
	});

	it('refuse a base at or behind the end of the stack whatever the index', () => {
		for (const base of [60 - 18, 61 - 18, 1000, MAX]) {
			for (const index of [0, 1, -1, MIN, MAX]) {
				expect(execute([['GETL', -3, base, -1]], lastLocals(0, index), AREAS).status).toBe(STATUS.BAD_PEEK);
				expect(execute([['SETL_c', base, -1, 5]], lastLocals(0, index), AREAS).status).toBe(STATUS.BAD_POKE);
				expect(execute([['SETL_s', base, -1, -2]], lastLocals(0, index), AREAS).status).toBe(STATUS.BAD_POKE);
			}
		}
	});
});

describe('these tests', () => {
	it('run every opcode that accesses memory', () => {
		const accesses = OPCODES.map(({ name }) => name).filter((name) => /^(PEEK|POKE|COPY|GETL|SETL)/.test(name));
		expect(accesses.filter((name) => !executedOpcodes.has(name))).toEqual([]);
	});
});
