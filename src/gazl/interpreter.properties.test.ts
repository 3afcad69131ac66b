import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handAssemble, type Instruction } from './hand-assembly.testing.ts';
import { Machine, privateSpace } from './machine.ts';
import { INSTRUCTION_WORDS, OPCODES, type Opcode, type OperandKind } from './opcodes.ts';
import { IP_OFFSET, MEMORY_OFFSET, type Program } from './program.ts';
import { STATUS } from './status.ts';

const MEMORY_WORDS = 128;
const GLOBAL_WORDS = 24;
const FUNCTIONS = 3;
/** Instructions between FUNC and RETU. */
const BODY = 14;
const LOCALS = 5;
const TRANSIENTS = 6;
const CALL_STACK_ENTRIES = 12;
/** Switch tables of up to four entries that stay inside any body, in constant memory. */
const TABLE = [1, 2, -1, 1];
const TABLE_START = MEMORY_WORDS - 1 - TABLE.length;
/** Status of the native that answers it every other time. */
const RETRY = 5;

const anyWord = fc.oneof(
	fc.integer({ min: -0x80000000, max: 0x7fffffff }),
	fc.integer({ min: -4, max: MEMORY_WORDS + 4 }),
	fc.integer({ min: -4, max: MEMORY_WORDS + 4 }).map((index) => MEMORY_OFFSET + index),
	fc.integer({ min: -1, max: FUNCTIONS }).map((ordinal) => IP_OFFSET + ordinal),
	fc.constantFrom(0, 1, -1, 0x7fffffff, -0x80000000, 0x3f800000, 0x7fc00000, 0x7f800000),
);
const slot = fc.integer({ min: -LOCALS, max: TRANSIENTS - 1 });

/** Any word that the assembler could put there, for the function that starts at `start`. */
function operandOf(kind: OperandKind, start: number): fc.Arbitrary<number> {
	switch (kind) {
		case 'write':
		case 'read':
		case 'update':
			return slot;
		case 'base':
			return fc.oneof(slot, fc.integer({ min: -LOCALS, max: 0x7fffffff }));
		case 'word':
		case 'address':
			return anyWord;
		case 'count':
			return fc.oneof(fc.nat({ max: TABLE.length - 1 }), fc.nat({ max: MEMORY_WORDS }));
		case 'window':
			return fc.nat({ max: TRANSIENTS });
		case 'function':
			return fc.nat({ max: FUNCTIONS - 1 });
		case 'native':
			return fc.nat({ max: 1 });
		case 'target':
			return fc.integer({ min: start + 1, max: start + BODY + 1 });
		case 'table':
			return fc.constant(TABLE_START);
	}
}

const operandsOf = (opcode: Opcode, start: number): fc.Arbitrary<number[]> =>
	opcode.name === 'SWCH'
		? fc.tuple(slot, fc.nat({ max: TABLE.length - 1 }), fc.constant(TABLE_START))
		: fc.tuple(...opcode.operands.map((kind) => operandOf(kind, start)));

function functionBody(ordinal: number): fc.Arbitrary<Instruction[]> {
	const start = ordinal * (BODY + 2);
	const instruction = fc
		.constantFrom(...OPCODES.filter(({ name }) => name !== 'FUNC'))
		.chain((opcode) => operandsOf(opcode, start).map((operands): Instruction => [opcode.name, ...operands]));
	return fc
		.array(instruction, { minLength: BODY, maxLength: BODY })
		.map((body) => [['FUNC', LOCALS, TRANSIENTS] as const, ...body, ['RETU'] as const]);
}

/** Programs of any instructions with any operands that pass verification; most of them fail sooner or later. */
const anyProgram: fc.Arbitrary<Program> = fc
	.tuple(
		fc.tuple(...Array.from({ length: FUNCTIONS }, (_, ordinal) => functionBody(ordinal))),
		fc.array(anyWord, { minLength: GLOBAL_WORDS, maxLength: GLOBAL_WORDS }),
	)
	.map(([bodies, globals]) =>
		handAssemble(bodies.flat(), { memoryWords: MEMORY_WORDS, globals, constants: TABLE, natives: ['add', 'retry'] }),
	);

/** The array behind a watch that notes every index outside it: a typed array by itself would ignore the access. */
function watched<Words extends Int32Array | Float32Array>(words: Words, outside: string[]): Words {
	const note = (property: string | symbol): void => {
		if (typeof property === 'string' && !(property in words)) outside.push(property);
	};
	return new Proxy(words, {
		get(target, property) {
			note(property);
			const value: unknown = Reflect.get(target, property, target);
			return typeof value === 'function' ? value.bind(target) : value;
		},
		set(target, property, value) {
			note(property);
			return Reflect.set(target, property, value, target);
		},
	});
}

function machineOf(program: Program): Machine {
	const machine = new Machine(privateSpace(MEMORY_WORDS, CALL_STACK_ENTRIES));
	let retries = 0;
	machine.load(program, {
		add: (inside) => {
			const window = inside.parameters(3);
			if (window < 0) return STATUS.DATA_STACK_OVERFLOW;
			inside.memory[window] = inside.memory[window + 1] + inside.memory[window + 2];
			return 0;
		},
		retry: () => (++retries % 2 === 0 ? 0 : RETRY),
	});
	return machine;
}

/** Runs f0 up to a number of cycles in slices, going on after time-outs and retries, and shows all that is left. */
function runInSlices(machine: Machine, cycles: number, nextSlice: () => number) {
	machine.enterCall(machine.functionPointer('f0'));
	let used = 0;
	let status: number = STATUS.TIME_OUT;
	while (used < cycles && (status === STATUS.TIME_OUT || status === RETRY)) {
		const slice = Math.min(nextSlice(), cycles - used);
		machine.cycles = slice;
		status = machine.run();
		used += slice - Math.max(0, machine.cycles);
	}
	// How a slice ended at the very last cycle, before or behind a native's answer, is not part of the state.
	if (status === RETRY) status = STATUS.TIME_OUT;
	const registers = [machine.ip, machine.dsp, machine.callDepth, machine.stackPeak];
	return {
		used,
		status,
		registers,
		callStack: [...machine.callStack.subarray(0, machine.callDepth * 2)],
		memory: [...machine.memory],
	};
}

/** As `runInSlices` in one slice; shows besides which indices outside its arrays the executor used. */
function runWatched(program: Program, cycles: number) {
	const machine = machineOf(program);
	const outside: string[] = [];
	const views = ['memory', 'memoryFloats', 'callStack', 'registers', 'code', 'codeFloats', 'entryPoints'] as const;
	const watches = Object.fromEntries(views.map((view) => [view, watched(machine[view], outside)]));
	return { machine, outside, ...runInSlices(Object.assign(machine, watches), cycles, () => cycles) };
}

describe('any program', () => {
	it('leaves the same state after the same cycles however they are sliced', () => {
		const anySlices = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
		fc.assert(
			fc.property(anyProgram, fc.integer({ min: 1, max: 400 }), anySlices, (program, cycles, slices) => {
				let index = 0;
				const whole = runInSlices(machineOf(program), cycles, () => cycles);
				const sliced = runInSlices(machineOf(program), cycles, () => slices[index++ % slices.length]);
				expect(sliced).toEqual(whole);
			}),
			{ numRuns: 800 },
		);
	});

	it('touches nothing but its memory, ends within its budget and stays in a state that another machine accepts', () => {
		fc.assert(
			fc.property(anyProgram, (program) => {
				const { machine, used, status, outside } = runWatched(program, 300);
				expect(outside).toEqual([]);
				expect(used).toBeLessThanOrEqual(300);
				expect(Object.values<number>(STATUS)).toContain(status);
				expect(status).not.toBe(STATUS.NOTHING_ENTERED);
				expect(machine.stackPeak).toBeLessThanOrEqual(machine.stackEnd);
				machine.attach(program, { add: () => 0, retry: () => 0 });
			}),
			{ numRuns: 500 },
		);
	});
});

describe('any words as code', () => {
	it('are refused, or run like a program: inside their memory and their budget', () => {
		const code = fc.array(fc.tuple(fc.nat({ max: OPCODES.length }), slot, slot, slot), { minLength: 1, maxLength: 6 });
		fc.assert(
			fc.property(code, anyProgram, (instructions, program) => {
				const damaged = program.code.slice();
				instructions.forEach((words, index) => {
					damaged.set(words, (1 + index * 2) * INSTRUCTION_WORDS);
				});
				let run: ReturnType<typeof runWatched>;
				try {
					run = runWatched({ ...program, code: damaged }, 100);
				} catch (error) {
					expect(error).toBeInstanceOf(RangeError);
					expect(String(error)).toContain('Damaged program');
					return;
				}
				expect(run.outside).toEqual([]);
				expect(run.used).toBeLessThanOrEqual(100);
			}),
			{ numRuns: 800 },
		);
	});
});
