import { describe, expect, it } from 'vitest';
import { interpret } from '../interpreter.ts';
import { type Machine, privateSpace } from '../machine.ts';
import { compareExecutors, ExecutorDifference, type ExecutorSide } from './compare-executors.testing.ts';
import { FAULTS, faultyExecutor, otherNaNsExecutor } from './faulty-executors.testing.ts';
import { type RandomProgram, randomProgram } from './random-programs.testing.ts';
import { RandomSource } from './random-source.testing.ts';
import { shrunkDifference } from './shrink-program.testing.ts';
import { slicedExecutor } from './sliced-executor.testing.ts';

const BASE_SEED = 20_000;
/** Programs from each seed on. */
const COUNT = Number(process.env.P8_FUZZ_COUNT ?? 50);
/** A fault has to show in one of so many programs. */
const PROGRAMS_PER_FAULT = 400;

const chosenSeed = process.env.P8_FUZZ_SEED;
if (!Number.isInteger(COUNT) || !Number.isInteger(Number(chosenSeed ?? 0))) {
	throw new RangeError('P8_FUZZ_SEED and P8_FUZZ_COUNT are whole numbers');
}
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
			compareExecutors(program, interpreter, sliced, { exchange: random.chance(50) });
		}
	});

	it('comes to the same whatever bits NaNs have', () => {
		for (const program of programs(first)) withOtherNaNs(program);
	});
});

/** Plays a program whose NaNs have random bits on one side, and gives how many it made. */
function withOtherNaNs(program: RandomProgram): number {
	const random = new RandomSource(program.seed);
	let count = 0;
	const nextBits = (): number => {
		count++;
		return random.word();
	};
	compareExecutors(
		program,
		interpreter,
		side('other NaNs', (machine) => otherNaNsExecutor(machine, nextBits)),
	);
	return count;
}

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

	it('meets plenty of NaNs', () => {
		const counts = [...programs(0, 30)].map(withOtherNaNs);
		expect(counts.reduce((sum, count) => sum + count)).toBeGreaterThan(30);
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

	it('blames an executor that throws, and one that cannot be made', () => {
		const program = randomProgram(2);
		const fail = (): never => {
			throw new RangeError('memory access out of bounds');
		};
		const throwing = side('the throwing one', () => fail);
		expect(() => compareExecutors(program, interpreter, throwing)).toThrow(
			/Seed 2 .* the throwing one throws RangeError: memory/,
		);
		expect(() => compareExecutors(program, interpreter, side('none', fail))).toThrow(/Seed 2: there is no executor/);
	});

	it('shrinks a program to few lines that still differ', () => {
		const faulty = side('the faulty one', (machine) =>
			faultyExecutor(machine, FAULTS['zeroes locals when a function is entered']),
		);
		const program = randomProgram(0);
		const linesOf = (text = '') => text.split('\n').length;
		const shrunk = shrunkDifference(program, interpreter, faulty, { runs: 10 }, 200);
		expect(linesOf(shrunk?.message)).toBeLessThan(linesOf(program.source) / 2);
		expect(shrunkDifference(program, interpreter, interpreter, { runs: 10 })).toBeNull();
	});
});
