import { beforeAll, describe, expect, it } from 'vitest';
import { assemble } from '../assembler.ts';
import { interpret } from '../interpreter.ts';
import { type Machine, privateSpace } from '../machine.ts';
import { INSTRUCTION_WORDS, OP, OPCODES } from '../opcodes.ts';
import { MEMORY_OFFSET } from '../program.ts';
import { STATUS } from '../status.ts';
import { compareExecutors, type ExecutorSide } from './compare-executors.testing.ts';
import { RETRY_STATUS } from './fuzz-natives.testing.ts';
import { PROFILE_NAMES } from './profiles.testing.ts';
import { WORDS_BEHIND_END } from './program-shape.testing.ts';
import { FUZZ_NATIVES, randomProgram } from './random-programs.testing.ts';
import { slicedExecutor } from './sliced-executor.testing.ts';

const PROGRAMS = 500;
const LEAST_EXECUTIONS = 20;
/** Instructions that nearly all programs get through before one fails. */
const FIRST_INSTRUCTIONS = 20;

const executions = new Int32Array(OPCODES.length);
const statuses = new Set<number>();
const earlyFailures: number[] = [];

/** What ends where, in words from the end that the instruction knows: −1 is its last word, 0 the first that it may not reach. */
const ends = new Set<string>();

function noteWord(what: string, fromEnd: number): void {
	if (fromEnd === -1 || fromEnd === 0) ends.add(`${what} ${fromEnd}`);
}

function noteEnd(machine: Machine, instruction: number): void {
	const { code, dsp, memory, memoryWords, writableWords, stackEnd } = machine;
	const [opcode, a, b, c] = code.subarray(instruction * INSTRUCTION_WORDS, (instruction + 1) * INSTRUCTION_WORDS);
	const pointee = (slot: number) => memory[dsp + slot] - MEMORY_OFFSET;
	if (opcode === OP.PEEK_s) noteWord('PEEK', pointee(b) - (memoryWords - 1));
	if (opcode === OP.POKE_s_c) noteWord('POKE', pointee(a) - writableWords);
	if (opcode === OP.COPY_sc) noteWord('COPY to', pointee(a) + c - writableWords);
	if (opcode === OP.COPY_cs) noteWord('COPY from', pointee(b) + c - (memoryWords - 1));
	if (opcode === OP.GETL) noteWord('GETL', dsp + b + memory[dsp + c] - stackEnd);
	if (opcode === OP.SETL_c) noteWord('SETL', dsp + a + memory[dsp + b] - stackEnd);
}

const isFailure = (status: number): boolean => status <= STATUS.BAD_PEEK && status >= STATUS.ACCESS_VIOLATION;

const interpreter: ExecutorSide = { name: 'the interpreter', makeSpace: privateSpace, executorFor: () => interpret };

/** Plays the programs once, step by step, and keeps count. */
function countExecutions(): void {
	for (let seed = 0; seed < PROGRAMS; seed++) {
		let executed = 0;
		const program = randomProgram(seed);
		let firstFailure = Number.POSITIVE_INFINITY;
		const counting: ExecutorSide = {
			name: 'counting',
			makeSpace: privateSpace,
			executorFor: (machine: Machine) =>
				slicedExecutor(machine, () => 1, {
					before(running, instruction) {
						executed++;
						executions[running.code[instruction * INSTRUCTION_WORDS]]++;
						noteEnd(running, instruction);
					},
				}),
		};
		compareExecutors(program, counting, interpreter, {
			runs: 8,
			onRun(_, status) {
				statuses.add(status);
				if (isFailure(status)) firstFailure = Math.min(firstFailure, executed);
			},
		});
		if (firstFailure < FIRST_INSTRUCTIONS) earlyFailures.push(seed);
	}
}

describe('random programs', () => {
	beforeAll(countExecutions);

	it.each(OPCODES)('execute $name', ({ number }) => {
		expect(executions[number]).toBeGreaterThanOrEqual(LEAST_EXECUTIONS);
	});

	it('end in every way there is', () => {
		// Only a watcher stops a run with a violation.
		const possible = Object.values<number>(STATUS).filter((status) => status !== STATUS.VIOLATION);
		expect([...statuses]).toEqual(expect.arrayContaining([...possible, RETRY_STATUS]));
	});

	it.each(['PEEK', 'POKE', 'COPY to', 'COPY from', 'GETL', 'SETL'])(
		'reach with %s as far as it goes, and one word on',
		(what) => {
			expect([...ends]).toEqual(expect.arrayContaining([`${what} -1`, `${what} 0`]));
		},
	);

	it('seldom fail before they have done anything', () => {
		expect(earlyFailures.length).toBeLessThan(PROGRAMS / 10);
	});

	it('are the same for the same seed, and others for another', () => {
		expect(randomProgram(-7)).toEqual(randomProgram(-7));
		expect(new Set(Array.from({ length: 50 }, (_, seed) => randomProgram(seed * PROFILE_NAMES.length).source)).size).toBe(50);
	});

	it('fit the memory that they ask for, with a data stack that begins and ends where the generator thinks', () => {
		for (let seed = 0; seed < PROFILE_NAMES.length; seed++) {
			const { source, memoryWords } = randomProgram(seed);
			const result = assemble(source, { memoryWords, natives: FUZZ_NATIVES });
			expect(result.ok).toBe(true);
			if (!result.ok) continue;
			const { globalImage, constantImage, symbols } = result.program;
			const memoryEnd = symbols.find(({ name }) => name === 'memoryEnd');
			expect(memoryEnd?.address).toBe(memoryWords - constantImage.length - WORDS_BEHIND_END);
			expect(globalImage.length).toBeLessThan(memoryWords - constantImage.length);
		}
	});
});
