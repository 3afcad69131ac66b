import { describe, expect, it } from 'vitest';
import { interpret } from '../interpreter.ts';
import { privateSpace } from '../machine.ts';
import { nativeDepth } from '../wasm/module-interface.ts';
import { compareExecutors, ExecutorDifference, type ExecutorSide } from './compare-executors.testing.ts';
import { COMPILED_SIDES, compiledSide, OWN_CODE } from './compiled-sides.testing.ts';
import { PROFILE_NAMES, PROFILES } from './profiles.testing.ts';
import { randomProgram } from './random-programs.testing.ts';
import { RandomSource } from './random-source.testing.ts';

const BASE_SEED = 40_000;
/** Programs from each seed on, for each host. */
const COUNT = Number(process.env.P8_FUZZ_COUNT ?? 2 * PROFILE_NAMES.length);

/** Entries of a call stack that allows more calls than are nested natively. */
const DEEP_CALL_STACK = 400;
const DEEP_PROGRAMS = 22;

const chosenSeed = process.env.P8_FUZZ_SEED;
if (!Number.isInteger(COUNT) || !Number.isInteger(Number(chosenSeed ?? 0))) {
	throw new RangeError('P8_FUZZ_SEED and P8_FUZZ_COUNT are whole numbers');
}
const freshSeed = Math.floor(Math.random() * 0x7fffffff);
const FIRST_SEEDS = chosenSeed === undefined ? [BASE_SEED, freshSeed] : [Number(chosenSeed)];

const interpreter: ExecutorSide = { name: 'the interpreter', makeSpace: privateSpace, executorFor: () => interpret };

describe.each(FIRST_SEEDS)('compiled code, on random programs from seed %i on', (first) => {
	console.info(`fuzz: P8_FUZZ_SEED=${first} P8_FUZZ_COUNT=${COUNT} plays these programs again`);

	it.each([
		['natives that suspend, and is gone on with behind them', COMPILED_SIDES.prepared],
		['natives of which nothing is known', COMPILED_SIDES.unprepared],
		['natives that have code of their own', COMPILED_SIDES.ownCode],
		['these, and counts what it does', COMPILED_SIDES.instrumented],
	])('does what the interpreter does, alone and taking turns with it, among %s', (_, compiled) => {
		for (let index = 0; index < COUNT; index++) {
			const program = randomProgram((first + index) | 0);
			compareExecutors(program, interpreter, compiled, { exchange: new RandomSource(~program.seed).chance(50) });
		}
	});
});

it('compiled code does what the interpreter does when calls are nested deeper than natively', () => {
	const profiles = PROFILE_NAMES.flatMap((name, index) => (PROFILES[name].recursesWithoutEnd ? [index] : []));
	const sides = Object.values(COMPILED_SIDES);
	// Always the same ones: with that much room the host's `nest` may nest itself without end.
	let deepest = 0;
	for (let index = 0; index < DEEP_PROGRAMS; index++) {
		// Seeds take the profiles in turn.
		const round = BASE_SEED + index * PROFILE_NAMES.length;
		const seed = round - (round % PROFILE_NAMES.length) + profiles[index % profiles.length];
		const program = { ...randomProgram(seed), callStackEntries: DEEP_CALL_STACK };
		compareExecutors(program, interpreter, sides[index % sides.length], {
			exchange: index % 2 === 1,
			onRun: ({ callDepth }) => {
				deepest = Math.max(deepest, callDepth);
			},
		});
	}
	expect(deepest).toBeGreaterThan(nativeDepth(0));
});

/** Seed of the first program that shows a difference; −1 when none of so many does. */
function firstDifference(compiled: ExecutorSide, programs: number): number {
	for (let seed = 0; seed < programs; seed++) {
		try {
			compareExecutors(randomProgram(seed), interpreter, compiled);
		} catch (error) {
			if (!(error instanceof ExecutorDifference)) throw error;
			return seed;
		}
	}
	return -1;
}

describe('the comparison with compiled code', () => {
	it.each([
		['writes to frames without saying so', { ...OWN_CODE, scatter: { ...OWN_CODE.scatter, writesMemory: false } }],
		['reads frames without saying so', { ...OWN_CODE, budget: { ...OWN_CODE.budget, readsMemory: false } }],
	])('notices a native that %s', (_, natives) => {
		expect(firstDifference(compiledSide('compiled code with a native that lies', natives), 200)).toBeGreaterThanOrEqual(0);
	});
});
