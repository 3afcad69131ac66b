import { describe, expect, it } from 'vitest';
import { handAssemble, type Instruction } from './hand-assembly.testing.ts';
import { INSTRUCTION_WORDS } from './opcodes.ts';
import type { Program } from './program.ts';
import { verifyProgram } from './verify-program.ts';

const MAX = 0x7fffffff;

const inFunction = (...body: Instruction[]): Program =>
	handAssemble([['FUNC', 3, 2], ...body, ['RETU'], ['FUNC', 0, 0], ['RETU']], { natives: ['host'], constants: [0, 0, 0] });

describe('verifying a program', () => {
	it('passes operands up to the borders of what they refer to', () => {
		verifyProgram(
			inFunction(
				['MOVE_s', -3, 1],
				['FORi_s', 1, -3, 1],
				['GOTO', 13],
				['CALL_function', 1, 2],
				['CALL_native', 0, 0],
				['GETL', -1, MAX, 0],
				['SETL_c', -3, 0, 5],
				['ADRL', 0, MAX],
				['SWCH', 0, 2, 253],
				['COPY_cc', -1, MAX, MAX],
				['PEEK_fixed', 0, -1],
				['SHLi_sc', 0, 0, -1],
			),
		);
		verifyProgram(handAssemble([]));
		// A count of transients that overflowed covers every slot; FUNC refuses to enter.
		verifyProgram(handAssemble([['FUNC', 0, -MAX - 1], ['MOVE_c', MAX, 0], ['RETU']]));
	});

	it.each<[...Instruction]>([
		['MOVE_s', -4, 0],
		['MOVE_s', 2, 0],
		['MOVE_s', 0, -4],
		['MOVE_s', 0, 2],
		['FORi_c', 2, 0, 1],
		['FORi_c', 0, 0, 0],
		['GOTO', 3],
		['GOTO', -1],
		['GOTO', 0],
		['CALL_function', 2, 0],
		['CALL_function', -1, 0],
		['CALL_function', 0, 3],
		['CALL_function', 0, -1],
		['CALL_native', 1, 0],
		['CALL_native', 0, 3],
		['CALL_s', 2, 0],
		['GETL', 0, -4, 0],
		['SETL_c', -4, 0, 0],
		['SWCH', 0, 3, 253],
		['SWCH', 0, 0, -1],
		['SWCH', 0, MAX, MAX],
		['SWCH', 0, -1, 0],
		['COPY_cc', 0, 0, -1],
		['FUNC', 0, 0],
	])('refuses %s %i %i %i', (...instruction) => {
		const program = inFunction(instruction);
		// A FUNC in the middle is a mistake in the table of functions: make the table say that there is none.
		const functions = [{ ...program.functions[0], end: 3 }, ...program.functions.slice(-1)];
		const damaged = { ...program, functions, entryPoints: Int32Array.of(0, 3) };
		expect(() => verifyProgram(damaged)).toThrow(/^Damaged program: instruction 1 \(line 2\)/);
	});

	it('refuses numbers that are no opcode', () => {
		for (const number of [-1, 1000]) {
			const program = inFunction(['MOVE_c', 0, 0]);
			program.code[INSTRUCTION_WORDS] = number;
			expect(() => verifyProgram(program)).toThrow(/instruction 1 \(line 2\) is no opcode/);
		}
	});

	it('refuses negative sizes of frames', () => {
		expect(() => verifyProgram(handAssemble([['FUNC', -1, 0], ['RETU']]))).toThrow(RangeError);
	});

	it('refuses functions that run into what follows or are not where the tables say', () => {
		const good = handAssemble([['FUNC', 0, 0], ['RETU'], ['FUNC', 0, 0], ['GOTO', 3]]);
		expect(() => verifyProgram(good)).not.toThrow();
		expect(() =>
			verifyProgram(
				handAssemble([
					['FUNC', 0, 1],
					['MOVE_c', 0, 0],
				]),
			),
		).toThrow(/f0 runs into/);
		expect(() => verifyProgram(handAssemble([['FUNC', 0, 0]]))).toThrow(/f0 runs into/);
		expect(() => verifyProgram(handAssemble([['RETU'], ['FUNC', 0, 0], ['RETU']]))).toThrow(RangeError);
		expect(() => verifyProgram({ ...good, entryPoints: Int32Array.of(0) })).toThrow(RangeError);
		expect(() => verifyProgram({ ...good, entryPoints: Int32Array.of(0, 1) })).toThrow(/f1 does not start/);
		expect(() => verifyProgram({ ...good, functions: [good.functions[1], good.functions[0]] })).toThrow(RangeError);
	});

	it('refuses images that do not fit the memory', () => {
		const program = handAssemble([], { memoryWords: 4, globals: [1, 2, 3] });
		expect(() => verifyProgram(program)).not.toThrow();
		expect(() => verifyProgram({ ...program, memoryWords: 3 })).toThrow(
			/3 words of globals, 0 of heap and 1 of constants in 3 words/,
		);
		expect(() => verifyProgram({ ...program, constantImage: new Int32Array(0) })).toThrow(RangeError);
	});
});
