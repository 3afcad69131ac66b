import { describe, expect, it } from 'vitest';
import type { HostWindow } from '../host-symbols.ts';
import { interpret } from '../interpreter.ts';
import { privateSpace } from '../machine.ts';
import { MEMORY_OFFSET } from '../program.ts';
import type { RegisterWindow } from '../register-window.ts';
import type { CodeForm } from '../wasm/code-form.ts';
import { compareExecutors, type ExecutorSide } from './compare-executors.testing.ts';
import { compiledSide, OWN_CODE } from './compiled-sides.testing.ts';
import { PROFILE_NAMES } from './profiles.testing.ts';
import { type RandomProgram, randomProgram } from './random-programs.testing.ts';
import { RandomSource } from './random-source.testing.ts';

const BASE_SEED = 90_000;
const COUNT = Number(process.env.P8_FUZZ_COUNT ?? 2 * PROFILE_NAMES.length);

const chosenSeed = process.env.P8_FUZZ_SEED;
if (!Number.isInteger(COUNT) || !Number.isInteger(Number(chosenSeed ?? 0))) {
	throw new RangeError('P8_FUZZ_SEED and P8_FUZZ_COUNT are whole numbers');
}
const freshSeed = Math.floor(Math.random() * 0x7fffffff);
const FIRST_SEEDS = chosenSeed === undefined ? [BASE_SEED, freshSeed] : [Number(chosenSeed)];

/** Shows other words each time, and records what is asked of it. */
class RegisterRecorder implements RegisterWindow {
	readonly pointer: number;
	readonly words: number;
	readonly accesses: number[] = [];
	readonly #random: RandomSource;

	constructor({ pointer, words }: HostWindow, seed: number) {
		this.pointer = pointer;
		this.words = words;
		this.#random = new RandomSource(seed);
	}

	read(register: number): number {
		const word = this.#random.chance(50) ? this.#random.word() : this.#random.below(10);
		// From WebAssembly a number comes with a sign.
		this.accesses.push(register | 0, word);
		return word;
	}

	write(register: number, word: number): void {
		// A NaN that arithmetic has made has bits of its own in each executor.
		this.accesses.push(~register, (word & 0x7fc00000) === 0x7fc00000 ? 0x7fc00000 : word);
	}
}

const interpreter: ExecutorSide = { name: 'the interpreter', makeSpace: privateSpace, executorFor: () => interpret };

/** A side whose machine has registers, those that it has already when it is handed over. */
function withRegisters(side: ExecutorSide, registers: RegisterWindow): ExecutorSide {
	return {
		...side,
		executorFor(machine) {
			machine.registerWindow ??= registers;
			return side.executorFor(machine);
		},
	};
}

/** Plays a program on both executors and gives how many accesses both made alike. */
function compareAccesses(program: RandomProgram, form: CodeForm): number {
	// All that is no memory: where else they would fail, programs ask for a register.
	const window: HostWindow = { pointer: MEMORY_OFFSET + program.memoryWords, words: 2 ** 32 - program.memoryWords };
	const [expected, found] = [new RegisterRecorder(window, program.seed), new RegisterRecorder(window, program.seed)];
	let accesses = 0;
	const compiled = compiledSide('code that asks for registers', OWN_CODE, form, { start: 0, words: 0 }, window);
	compareExecutors(program, withRegisters(interpreter, expected), withRegisters(compiled, found), {
		exchange: new RandomSource(~program.seed).chance(30),
		onRun() {
			if (`${found.accesses}` !== `${expected.accesses}`) {
				throw new Error(`Seed ${program.seed}: ${found.accesses} instead of ${expected.accesses}\n${program.source}`);
			}
			accesses += expected.accesses.length / 2;
			expected.accesses.length = 0;
			found.accesses.length = 0;
		},
	});
	return accesses;
}

describe.each(FIRST_SEEDS)('code for registers, on random programs from seed %i on', (first) => {
	console.info(`fuzz: P8_FUZZ_SEED=${first} P8_FUZZ_COUNT=${COUNT} plays these programs again`);

	it.each(['plain', 'instrumented'] as const)('makes the accesses that the interpreter makes, in the form %s', (form) => {
		for (let index = 0; index < COUNT; index++) compareAccesses(randomProgram((first + index) | 0), form);
	});
});

it('random programs ask for plenty of registers', () => {
	let accesses = 0;
	for (let index = 0; index < PROFILE_NAMES.length; index++)
		accesses += compareAccesses(randomProgram(BASE_SEED + index), 'plain');
	expect(accesses).toBeGreaterThan(100);
});
