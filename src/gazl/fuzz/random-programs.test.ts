import { describe, expect, it } from 'vitest';
import { assemble } from '../assembler.ts';
import { type Machine, privateSpace } from '../machine.ts';
import { INSTRUCTION_WORDS, OPCODES } from '../opcodes.ts';
import { STATUS } from '../status.ts';
import { compareExecutors, type ExecutorSide } from './compare-executors.testing.ts';
import { RETRY_STATUS } from './fuzz-natives.testing.ts';
import { PROFILE_NAMES } from './profiles.testing.ts';
import { FUZZ_NATIVES, randomProgram } from './random-programs.testing.ts';
import { slicedExecutor } from './sliced-executor.testing.ts';

const PROGRAMS = 500;
const LEAST_EXECUTIONS = 20;
/** Instructions that nearly all programs get through before one fails. */
const FIRST_INSTRUCTIONS = 20;

const executions = new Int32Array(OPCODES.length);
const statuses = new Set<number>();
const earlyFailures: number[] = [];

const isFailure = (status: number): boolean => status <= STATUS.BAD_PEEK && status >= STATUS.ACCESS_VIOLATION;

/** Plays the programs once, step by step, and keeps count. */
function countExecutions(): void {
	for (let seed = 0; seed < PROGRAMS; seed++) {
		let executed = 0;
		let firstFailure = Number.POSITIVE_INFINITY;
		const counting: ExecutorSide = {
			name: 'counting',
			makeSpace: privateSpace,
			executorFor: (machine: Machine) =>
				slicedExecutor(machine, () => 1, {
					before({ code }, instruction) {
						executed++;
						executions[code[instruction * INSTRUCTION_WORDS]]++;
					},
				}),
		};
		compareExecutors(randomProgram(seed), counting, counting, {
			runs: 20,
			onRun(_, status) {
				statuses.add(status);
				if (isFailure(status)) firstFailure = Math.min(firstFailure, executed / 2);
			},
		});
		if (firstFailure < FIRST_INSTRUCTIONS) earlyFailures.push(seed);
	}
}

describe('random programs', () => {
	countExecutions();

	it.each(OPCODES)('execute $name', ({ number }) => {
		expect(executions[number]).toBeGreaterThanOrEqual(LEAST_EXECUTIONS);
	});

	it('end in every way there is', () => {
		expect([...statuses]).toEqual(expect.arrayContaining([...Object.values<number>(STATUS), RETRY_STATUS]));
	});

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
			expect(memoryEnd?.address).toBe(memoryWords - constantImage.length - 50);
			expect(globalImage.length).toBeLessThan(memoryWords - constantImage.length);
		}
	});
});
