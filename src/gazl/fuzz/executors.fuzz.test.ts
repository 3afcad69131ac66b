import { describe, expect, it } from 'vitest';
import { interpret } from '../interpreter.ts';
import { type Machine, privateSpace } from '../machine.ts';
import { compareExecutors, ExecutorDifference, type ExecutorSide } from './compare-executors.testing.ts';
import { FAULTS, faultyExecutor, otherNaNsExecutor } from './faulty-executors.testing.ts';
import { randomProgram } from './random-programs.testing.ts';
import { RandomSource } from './random-source.testing.ts';
import { shrinkProgram } from './shrink-program.testing.ts';
import { slicedExecutor } from './sliced-executor.testing.ts';

const BASE_SEED = 20_000;
/** Programs from each seed on. */
const COUNT = Number(process.env.P8_FUZZ_COUNT ?? 80);
/** A fault has to show in one of so many programs. */
const PROGRAMS_PER_FAULT = 400;

const chosenSeed = process.env.P8_FUZZ_SEED;
const freshSeed = Math.floor(Math.random() * 0x7fffffff);
/** Where the seeds start: one that is always the same, and one that never was; or the one that the environment names. */
const FIRST_SEEDS = chosenSeed === undefined ? [BASE_SEED, freshSeed] : [Number(chosenSeed)];

const interpreter: ExecutorSide = { name: 'the interpreter', makeSpace: privateSpace, executorFor: () => interpret };

const side = (name: string, executorFor: ExecutorSide['executorFor']): ExecutorSide => ({
	name,
	makeSpace: privateSpace,
	executorFor,
});

function* programs(first: number, count = COUNT) {
	for (let index = 0; index < count; index++) yield randomProgram((first + index) | 0);
}

describe.each(FIRST_SEEDS)('the interpreter, on random programs from seed %i on', (first) => {
	console.info(`fuzz: P8_FUZZ_SEED=${first} P8_FUZZ_COUNT=${COUNT} plays these programs again`);

	it('comes to the same in slices, and when whole and sliced runs take turns', () => {
		for (const program of programs(first)) {
			const random = new RandomSource(~program.seed);
			const sliced = side('the interpreter in slices', (machine) => slicedExecutor(machine, () => random.between(1, 9)));
			compareExecutors(program, interpreter, sliced);
			compareExecutors(program, interpreter, sliced, { exchange: true });
		}
	});

	it('comes to the same whatever bits NaNs have', () => {
		let count = 0;
		for (const program of programs(first)) {
			const random = new RandomSource(program.seed);
			const nextBits = (): number => {
				count++;
				return random.word();
			};
			compareExecutors(
				program,
				interpreter,
				side('other NaNs', (machine) => otherNaNsExecutor(machine, nextBits)),
			);
		}
		expect(count).toBeGreaterThan(COUNT);
	});
});

/** The difference that a fault makes in the first program where it shows. */
function differenceBy(name: string): { readonly seed: number; readonly message: string } | null {
	const faulty = side('the faulty one', (machine: Machine) => faultyExecutor(machine, FAULTS[name]));
	for (const program of programs(0, PROGRAMS_PER_FAULT)) {
		try {
			compareExecutors(program, interpreter, faulty);
		} catch (error) {
			if (!(error instanceof ExecutorDifference)) throw error;
			return { seed: program.seed, message: error.message };
		}
	}
	return null;
}

describe('the comparison', () => {
	it.each(Object.keys(FAULTS))('notices an executor that %s', (name) => {
		const difference = differenceBy(name);
		expect(difference).not.toBeNull();
		expect(difference?.message).toContain(`Seed ${difference?.seed} `);
		expect(difference?.message).toContain(randomProgram(difference?.seed ?? 0).source);
	});

	it('names the word that differs, and what the program calls it', () => {
		const lateWriter = side('late', (machine) => {
			const floats = machine.symbol('floats')?.address ?? 0;
			return (running) => {
				const status = interpret(running);
				running.memory[floats + 2] = 0x40490fdb;
				return status;
			};
		});
		const run = () => compareExecutors(randomProgram(1), interpreter, lateWriter);
		expect(run).toThrow(/Seed 1 \(frames\), run 0: memory\[18\], floats:2: .* late 1078530011 \(0x40490fdb, 3\.14/);
	});

	it('shrinks a program to few lines that still differ', () => {
		const name = 'zeroes locals when a function is entered';
		const faulty = side('the faulty one', (machine) => faultyExecutor(machine, FAULTS[name]));
		const program = randomProgram(0);
		const differs = (source: string): boolean => {
			try {
				compareExecutors({ ...program, source }, interpreter, faulty);
				return false;
			} catch (error) {
				return error instanceof ExecutorDifference;
			}
		};
		const shrunk = shrinkProgram(program.source, differs, 300);
		expect(differs(shrunk)).toBe(true);
		expect(shrunk.split('\n').length).toBeLessThan(program.source.split('\n').length / 2);
	});
});
