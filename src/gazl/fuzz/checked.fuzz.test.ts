import { describe, expect, it } from 'vitest';
import { interpret } from '../interpreter.ts';
import { privateSpace } from '../machine.ts';
import type { CodeForm } from '../wasm/code-form.ts';
import { plainHost } from '../wasm/host-code.ts';
import { AccessRecorder, REPORT_WORDS, randomShadow, shadowedSide, watchedSide } from './checked-sides.testing.ts';
import { compareExecutors, type ExecutorSide } from './compare-executors.testing.ts';
import { OWN_CODE } from './compiled-sides.testing.ts';
import { PROFILE_NAMES } from './profiles.testing.ts';
import { type RandomProgram, randomProgram } from './random-programs.testing.ts';
import { RandomSource } from './random-source.testing.ts';

const BASE_SEED = 70_000;
const COUNT = Number(process.env.P8_FUZZ_COUNT ?? 2 * PROFILE_NAMES.length);

const chosenSeed = process.env.P8_FUZZ_SEED;
if (!Number.isInteger(COUNT) || !Number.isInteger(Number(chosenSeed ?? 0))) {
	throw new RangeError('P8_FUZZ_SEED and P8_FUZZ_COUNT are whole numbers');
}
const freshSeed = Math.floor(Math.random() * 0x7fffffff);
const FIRST_SEEDS = chosenSeed === undefined ? [BASE_SEED, freshSeed] : [Number(chosenSeed)];

const interpreter: ExecutorSide = { name: 'the interpreter', makeSpace: privateSpace, executorFor: () => interpret };

const HOSTS = { prepared: plainHost(['yield', 'retry']).natives, ownCode: OWN_CODE } as const;

/** Plays a program on both executors, each with a recorder, and gives how many accesses were reported by both alike. */
function compareReports(program: RandomProgram, natives: keyof typeof HOSTS, form: CodeForm): number {
	const shadowed = randomShadow(program);
	const [expected, recorder] = [new AccessRecorder(shadowed), new AccessRecorder(shadowed)];
	let reports = 0;
	compareExecutors(
		program,
		watchedSide(interpreter, expected),
		watchedSide(shadowedSide(HOSTS[natives], form, shadowed), recorder),
		{
			exchange: new RandomSource(~program.seed).chance(30),
			onRun() {
				if (`${recorder.reports}` !== `${expected.reports}`) {
					throw new Error(`Seed ${program.seed}: ${recorder.reports} reported instead of ${expected.reports}\n${program.source}`);
				}
				reports += expected.reports.length / REPORT_WORDS;
				expected.reports.length = 0;
				recorder.reports.length = 0;
			},
		},
	);
	return reports;
}

describe.each(FIRST_SEEDS)('checked code, on random programs from seed %i on', (first) => {
	console.info(`fuzz: P8_FUZZ_SEED=${first} P8_FUZZ_COUNT=${COUNT} plays these programs again`);

	it.each([
		['checked', 'prepared'],
		['checked', 'ownCode'],
		['checked instrumented', 'ownCode'],
	] as const)('does what the interpreter does and reports what it reports, in the form %s with natives %s', (form, natives) => {
		for (let index = 0; index < COUNT; index++) compareReports(randomProgram((first + index) | 0), natives, form);
	});
});

it('random programs access plenty of guarded words', () => {
	let reports = 0;
	for (let index = 0; index < PROFILE_NAMES.length; index++) {
		reports += compareReports(randomProgram(BASE_SEED + index), 'prepared', 'checked');
	}
	expect(reports).toBeGreaterThan(30);
});

it('the comparison notices code that does not check', () => {
	const plain = (seed: number) => compareReports(randomProgram(seed), 'prepared', 'plain');
	expect(() => {
		for (let seed = 0; seed < 50; seed++) plain(seed);
	}).toThrow(/Seed \d+/);
});
