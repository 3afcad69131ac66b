/** Programs written as opcodes, for tests of what the machine does with code, whatever the assembler makes. */

import { Machine, type Native, privateSpace } from './machine.ts';
import { INSTRUCTION_WORDS, OP, type OpcodeName } from './opcodes.ts';
import type { DataSymbol, FunctionSymbol, Program } from './program.ts';

/** Opcode and operand words; a missing operand is 0. */
export type Instruction = readonly [OpcodeName, ...number[]];

/** What surrounds the code; every part has a default. */
export interface Surroundings {
	readonly memoryWords?: number;
	readonly globals?: readonly number[];
	/** Constants without the guard word, from the lowest address up. */
	readonly constants?: readonly number[];
	readonly natives?: readonly string[];
	readonly symbols?: readonly DataSymbol[];
}

/** Words of memory of a hand-made program that does not say. */
export const DEFAULT_MEMORY_WORDS = 256;

/**
 * A program whose functions f0, f1, … start at the FUNCs in the list. Instruction n stands on line n + 1.
 */
export function handAssemble(instructions: readonly Instruction[], surroundings: Surroundings = {}): Program {
	const { memoryWords = DEFAULT_MEMORY_WORDS, globals = [], constants = [], natives = [], symbols = [] } = surroundings;
	const code = new Int32Array(instructions.length * INSTRUCTION_WORDS);
	instructions.forEach(([name, ...operands], index) => {
		code.set([OP[name], ...operands], index * INSTRUCTION_WORDS);
	});
	const starts = instructions.flatMap(([name], index) => (name === 'FUNC' ? [index] : []));
	const functions = starts.map((start, ordinal): FunctionSymbol => {
		const [, localWords = 0, transientWords = 0] = instructions[start];
		const end = starts[ordinal + 1] ?? instructions.length;
		return { name: `f${ordinal}`, start, end, localWords, transientWords, slots: [], line: start + 1 };
	});
	return {
		code,
		lines: Int32Array.from(instructions, (_, index) => index + 1),
		entryPoints: Int32Array.from(starts),
		functions,
		natives,
		symbols,
		constants: [],
		memoryWords,
		globalImage: Int32Array.from(globals),
		heapWords: 0,
		constantImage: Int32Array.from([...constants, 0]),
	};
}

/** A machine in a space of its own with the program loaded. */
export function machineFor(program: Program, natives: Readonly<Record<string, Native>> = {}, callStackEntries = 64): Machine {
	const machine = new Machine(privateSpace(program.memoryWords, callStackEntries));
	machine.load(program, natives);
	return machine;
}

/** Enters a function, gives it a budget, runs it; returns the status. */
export function call(machine: Machine, name = 'f0', budget = 1_000_000): number {
	const entered = machine.enterCall(machine.functionPointer(name));
	if (entered !== 0) return entered;
	machine.cycles = budget;
	return machine.run();
}

/** Names of the opcodes that `execute` was given so far. */
export const executedOpcodes = new Set<OpcodeName>();

/** Runs instructions in a frame of 8 locals (slots −8 to −1, preset) and 8 transients, and shows what they left. */
export function execute(instructions: readonly Instruction[], locals: readonly number[] = [], surroundings: Surroundings = {}) {
	for (const [name] of instructions) executedOpcodes.add(name);
	const program = handAssemble([['FUNC', 8, 8], ...instructions, ['RETU']], surroundings);
	const machine = machineFor(program);
	machine.memory.set(locals, machine.stackBase);
	const frame = machine.stackBase + 8;
	const status = call(machine);
	return { machine, status, slot: (slot: number) => machine.memory[frame + slot], ip: machine.ip };
}

/** Locals of `execute` with these words in slots −2 and −1, and 0 in the others. */
export const lastLocals = (left: number, right: number) => [0, 0, 0, 0, 0, 0, left, right];

const numbers = new Float32Array(1);
const words = new Int32Array(numbers.buffer);

/** The word that holds a number as binary32. */
export function bits(number: number): number {
	numbers[0] = number;
	return words[0];
}

/** The binary32 number that a word holds. */
export function float(word: number): number {
	words[0] = word;
	return numbers[0];
}
