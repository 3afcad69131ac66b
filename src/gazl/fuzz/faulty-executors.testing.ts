/**
 * Executors with one fault each, of the kinds that a compiler with frame slots in locals, folded constants or instructions of
 * another machine has. A fuzz that is any good tells each from the interpreter.
 */

import type { Executor, Machine } from '../machine.ts';
import { INSTRUCTION_WORDS, OPCODES, type OpcodeName } from '../opcodes.ts';
import { STATUS } from '../status.ts';
import { type SliceObserver, slicedExecutor } from './sliced-executor.testing.ts';

/** Step through a program and do one thing wrong. */
type Fault = (machine: Machine) => SliceObserver;

/** Opcode of an instruction. */
const opcodeAt = (machine: Machine, instruction: number): OpcodeName =>
	OPCODES[machine.code[instruction * INSTRUCTION_WORDS]].name;

/** An operand word of an instruction: 1, 2, 3 for A, B, C. */
const operand = (machine: Machine, instruction: number, place: 1 | 2 | 3): number =>
	machine.code[instruction * INSTRUCTION_WORDS + place];

const localWordsAt = (machine: Machine, instruction: number): number =>
	machine.program?.functions[machine.owners[instruction]].localWords ?? 0;

/** Whether the instruction was executed to its end. */
const isDone = (machine: Machine, instruction: number): boolean => machine.ip !== instruction;

/** A fault of instructions whose opcode matches. */
const onOpcode =
	(opcodes: RegExp, after: (machine: Machine, instruction: number, dsp: number, before: Int32Array) => void): Fault =>
	() => {
		let dsp = 0;
		let before = new Int32Array(0);
		return {
			before(machine, instruction) {
				if (!opcodes.test(opcodeAt(machine, instruction))) return;
				dsp = machine.dsp;
				before = machine.memory.slice();
			},
			after(machine, instruction) {
				if (opcodes.test(opcodeAt(machine, instruction))) after(machine, instruction, dsp, before);
			},
		};
	};

/** Undoes what an instruction did to words in a range, as if they had been in locals of the compiled function. */
const restore = (machine: Machine, before: Int32Array, start: number, end: number): void => {
	if (end > start) machine.memory.set(before.subarray(Math.max(0, start), end), Math.max(0, start));
};

/** Lowest slot of a function whose address its own instructions take; 0, the first transient, when that is higher. */
function exposedFrom(machine: Machine, instruction: number): number {
	const { start, end } = machine.program?.functions[machine.owners[instruction]] ?? { start: 0, end: 0 };
	let lowest = 0;
	for (let each = start; each < end; each++) {
		const place = BASE_OPERAND[opcodeAt(machine, each)];
		if (place !== undefined) lowest = Math.min(lowest, operand(machine, each, place));
	}
	return lowest;
}

/** Which operand of an opcode takes the address of a slot. */
const BASE_OPERAND: Readonly<Partial<Record<OpcodeName, 1 | 2>>> = { ADRL: 2, GETL: 2, SETL_c: 1, SETL_s: 1 };

const STORE = /^(POKE_(s|ss|sc|cs)_|COPY_)/;
/** Words of callers' frames that `loses stores into frames of callers` looks at. */
const CALLER_WORDS = 24;

/** The faults by what is wrong. */
export const FAULTS: Readonly<Record<string, Fault>> = {
	'zeroes locals when a function is entered': onOpcode(/^FUNC$/, (machine, instruction) => {
		if (isDone(machine, instruction)) machine.memory.fill(0, machine.dsp - operand(machine, instruction, 1), machine.dsp);
	}),

	'leaves no residue of a function that has returned': onOpcode(/^RETU$/, (machine, instruction, dsp) => {
		const start = dsp - localWordsAt(machine, instruction) + 1;
		if (start < dsp) machine.memory.fill(0, start, dsp);
	}),

	'loses stores through pointers into its own frame': onOpcode(STORE, (machine, instruction, dsp, before) => {
		restore(machine, before, dsp - localWordsAt(machine, instruction), dsp);
	}),

	'trusts that pointers reach only what lies behind an address taken': onOpcode(STORE, (machine, instruction, dsp, before) => {
		restore(machine, before, dsp - localWordsAt(machine, instruction), dsp + exposedFrom(machine, instruction));
	}),

	'loses stores into frames of callers': onOpcode(STORE, (machine, instruction, dsp, before) => {
		const end = dsp - localWordsAt(machine, instruction);
		restore(machine, before, Math.max(machine.stackBase, end - CALLER_WORDS), end);
	}),

	'loses stores to fixed addresses in its frame': onOpcode(/^POKE_fixed/, (machine, instruction, dsp, before) => {
		restore(machine, before, dsp - localWordsAt(machine, instruction), dsp + 6);
	}),

	'does not see what natives write to the caller': onOpcode(/^CALL_native$/, (machine, instruction, dsp, before) => {
		restore(machine, before, dsp - localWordsAt(machine, instruction), dsp);
	}),

	'forgets transients below the window of a native that suspends': () => ({
		after(machine, instruction) {
			if (opcodeAt(machine, instruction) !== 'CALL_native' || machine.cycles > 0) return;
			machine.memory.fill(0, machine.dsp, machine.dsp + operand(machine, instruction, 2));
		},
	}),

	'copies overlapping words as if they did not overlap': onOpcode(/^COPY_cc$/, (machine, instruction, _, before) => {
		const [to, from, count] = ([1, 2, 3] as const).map((place) => operand(machine, instruction, place));
		if (isDone(machine, instruction)) machine.memory.set(before.subarray(from, from + count), to);
	}),

	'reads one word before the array with GETL': onOpcode(/^GETL$/, (machine, instruction, dsp, before) => {
		const word = dsp + operand(machine, instruction, 2) + before[dsp + operand(machine, instruction, 3)] - 1;
		if (isDone(machine, instruction)) machine.memory[dsp + operand(machine, instruction, 1)] = before[word];
	}),

	'folds constants that a program may yet write': onOpcode(/^PEEK_fixed$/, (machine, instruction, dsp) => {
		const address = operand(machine, instruction, 2) - machine.stackEnd;
		const image = machine.program?.constantImage;
		if (image !== undefined && isDone(machine, instruction) && address >= 0) {
			machine.memory[dsp + operand(machine, instruction, 1)] = image[address];
		}
	}),

	'switches by the table as it was assembled': onOpcode(/^SWCH$/, (machine, instruction, dsp, before) => {
		const selector = Math.min(before[dsp + operand(machine, instruction, 1)] >>> 0, operand(machine, instruction, 2));
		const entry = machine.program?.constantImage[operand(machine, instruction, 3) + selector - machine.stackEnd];
		if (entry !== undefined) machine.ip = instruction + entry;
	}),

	'compares with LEQf as if it were <=': onOpcode(/^LEQf_ss$/, (machine, instruction, dsp) => {
		const [left, right] = ([1, 2] as const).map((place) => machine.memoryFloats[dsp + operand(machine, instruction, place)]);
		machine.ip = left <= right ? operand(machine, instruction, 3) : instruction + 1;
	}),

	'flushes denormals to zero': onOpcode(/^(MUL|DIV|ADD|SUB)f_/, (machine, instruction, dsp) => {
		const slot = dsp + operand(machine, instruction, 1);
		if ((machine.memory[slot] & 0x7f800000) === 0) machine.memory[slot] &= 0x80000000;
	}),

	'makes +0 of −0': onOpcode(/^(MULf|FLOf)_/, (machine, instruction, dsp) => {
		const slot = dsp + operand(machine, instruction, 1);
		if (machine.memory[slot] === -0x80000000) machine.memory[slot] = 0;
	}),

	'wraps fTOi out of range': onOpcode(/^fTOi$/, (machine, instruction, dsp) => {
		const slot = dsp + operand(machine, instruction, 1);
		if (machine.memory[slot] === 0x7fffffff) machine.memory[slot] = -0x80000000;
	}),

	'does not know the quotient of −2³¹ and −1': onOpcode(/^DIVi_(sc|ss)$/, (machine, instruction, dsp, before) => {
		const [result, dividend, last] = ([1, 2, 3] as const).map((place) => operand(machine, instruction, place));
		const divisor = opcodeAt(machine, instruction) === 'DIVi_sc' ? last : before[dsp + last];
		if (before[dsp + dividend] === -0x80000000 && divisor === -1) machine.memory[dsp + result] = 0;
	}),

	'moves dsp back when FUNC fails': onOpcode(/^FUNC$/, (machine, instruction, dsp) => {
		if (!isDone(machine, instruction)) machine.dsp = dsp;
	}),

	'charges no cycle for RETU': () => ({
		after(machine, instruction, status) {
			if (opcodeAt(machine, instruction) === 'RETU' && status === STATUS.OK) machine.cycles++;
		},
	}),

	'charges words copied only up to 32': onOpcode(/^COPY_/, (machine, instruction) => {
		const words = operand(machine, instruction, 3);
		if (words > 32 && isDone(machine, instruction) && machine.copyAllowance < 200) machine.copyAllowance += words - 32;
	}),
};

/** An executor with that fault. */
export function faultyExecutor(machine: Machine, fault: Fault): Executor {
	return slicedExecutor(machine, () => 1, fault(machine));
}

/** Instructions whose result may be a NaN of any bits. */
const MAKES_FLOAT = /^(ADDf|SUBf|MULf|DIVf|FLOf|iTOf)/;

/**
 * An executor for which each NaN that arithmetic makes has other bits, as machines may choose them. No fault: a program for which
 * this makes a difference asks for what GAZL does not say (gazl.md 10).
 */
export function otherNaNsExecutor(machine: Machine, nextBits: () => number): Executor {
	return slicedExecutor(machine, () => 1, {
		after(inside, instruction) {
			if (!MAKES_FLOAT.test(opcodeAt(inside, instruction))) return;
			const slot = inside.dsp + operand(inside, instruction, 1);
			if ((inside.memory[slot] & 0x7fffffff) > 0x7f800000) inside.memory[slot] = (nextBits() & 0x803fffff) | 0x7fc00000;
		},
	});
}
