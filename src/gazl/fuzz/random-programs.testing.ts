/** Random GAZL programs, made to be hard for a compiler that keeps frame slots in locals of its own. */

import { FUNCTION_TABLE, FUNCTION_TABLE_WORDS } from './call-writer.testing.ts';
import { PROFILE_NAMES, PROFILES, type ProfileName } from './profiles.testing.ts';
import {
	CONSTANTS_ALIAS,
	FUEL,
	type FunctionShape,
	MEMORY_END,
	PARK,
	type ProgramShape,
	type SectionShape,
	WORDS_BEHIND_END,
	type WordType,
} from './program-shape.testing.ts';
import { FunctionWriter } from './random-function.testing.ts';
import { RandomSource } from './random-source.testing.ts';

/** Natives that random programs call, in the order in which the assembler numbers them. */
export const FUZZ_NATIVES = ['yield', 'retry', 'fill', 'sum', 'budget', 'nest', 'abandon', 'scatter', 'stop'] as const;

/** Name of a native of random programs. */
export type FuzzNativeName = (typeof FUZZ_NATIVES)[number];

/** Global that names the function which the native `nest` runs. */
export const CALLEE = 'callee';
/** Function of int arithmetic alone, which the native `abandon` begins and leaves. */
export const QUIET = 'quiet';

/** A program and the machine that it is for. */
export interface RandomProgram {
	readonly seed: number;
	readonly profile: ProfileName;
	readonly source: string;
	/** Total memory in words. */
	readonly memoryWords: number;
	readonly callStackEntries: number;
	/** What a host may enter; the first is the one to enter most. */
	readonly functions: readonly FunctionShape[];
}

const RESULT_TYPES: readonly (WordType | null)[] = ['i', 'i', 'f', 'p', 'any', null, null];
const PARAMETER_TYPES: readonly WordType[] = ['i', 'i', 'f', 'p', 'p', 'any'];

/** The program of a seed, any 32-bit number. The same seed gives the same text everywhere. */
export function randomProgram(seed: number): RandomProgram {
	const random = new RandomSource(seed);
	const profile = PROFILE_NAMES[(seed >>> 0) % PROFILE_NAMES.length];
	const sections = randomSections(random);
	const globalWords = sections.reduce((sum, { isConstant, words }) => sum + (isConstant ? 0 : words), 0);
	const functions = randomFunctions(random);
	const stackWords = random.pick([160, 260, 400, 900]);
	const shape: ProgramShape = {
		profile: PROFILES[profile],
		sections,
		globalWords,
		stackWords,
		functions,
		switchTables: { words: 0 },
	};
	const lines = [
		...sections.flatMap((section) => sectionLines(section, functions, random)),
		`${CONSTANTS_ALIAS}:\t! DEFp &constantInts`,
		'\t! MOVp <E> &ints',
		`\t! ADDp <E> <E> #${globalWords + stackWords - WORDS_BEHIND_END}`,
		`${MEMORY_END}:\t! DEFp <E>`,
		...functions.flatMap((fn) => new FunctionWriter(shape, fn, random).compose()),
	];
	const source = `${lines.join('\n')}\n`;
	return {
		seed,
		profile,
		source,
		memoryWords: globalWords + stackWords + constantWordsOf(source, sections),
		callStackEntries: random.pick([6, 10, 24, 24, 64]),
		functions,
	};
}

function randomSections(random: RandomSource): SectionShape[] {
	const section = (name: string, type: WordType, words: number, isConstant = false): SectionShape => ({
		name,
		type,
		words,
		isConstant,
	});
	return [
		// Word 0, from which addresses are counted.
		section('ints', 'i', 16),
		section('floats', 'f', 8),
		section('scratch', 'any', random.pick([64, 80, 100])),
		section(FUEL, 'p', 1),
		section(PARK, 'p', 1),
		section(CALLEE, 'p', 1),
		// The first constants end at the guard word.
		section('lastConstants', 'p', 3, true),
		section('constantFloats', 'f', 8, true),
		section(FUNCTION_TABLE, 'p', FUNCTION_TABLE_WORDS, true),
		section('constantInts', 'i', 16, true),
	];
}

function sectionLines(
	{ name, type, words, isConstant }: SectionShape,
	functions: readonly FunctionShape[],
	random: RandomSource,
) {
	const declaration = `${name}:\t${isConstant ? 'CNST' : 'GLOB'} *${words}`;
	if (name === FUEL) return [declaration, `\tDATi #${random.between(4, 40)}`];
	if (name === CALLEE) return [declaration, `\tDATp &${functions[functions.length - 1].name}`];
	if (name === FUNCTION_TABLE) {
		const entries = Array.from({ length: words }, (_, entry) => `&${functions[entry % functions.length].name}`);
		return [declaration, `\tDATp ${entries.join(' ')}`];
	}
	if (name === PARK || random.chance(10)) return [declaration];
	const count = random.between(1, Math.min(words, 16));
	const floats = ['1.0', '-0.0', '0.25', '-3.5', '1e-44', '1e39', '123.0'];
	const ints = ['0', '1', '-1', '2', '5', '64', '-1000', '0x80000000', '0x7fc00001', '0x3f000000'];
	const items = Array.from(
		{ length: count },
		() => `#${type === 'f' || (type === 'any' && random.chance(50)) ? random.pick(floats) : random.pick(ints)}`,
	);
	return [declaration, `\tDATA ${items.join(' ')}`];
}

function randomFunctions(random: RandomSource): FunctionShape[] {
	const shape = (name: string, role: FunctionShape['role'], parameters: number): FunctionShape => ({
		name,
		role,
		result: random.pick(RESULT_TYPES),
		parameters: Array.from({ length: parameters }, () => random.pick(PARAMETER_TYPES)),
	});
	return [
		shape('process', random.chance(60) ? 'process' : 'plain', 0),
		...Array.from({ length: random.between(2, 5) }, (_, index) => shape(`f${index}`, 'plain', random.below(4))),
		shape(QUIET, 'quiet', 2),
	];
}

/** Words of constants, switch tables and guard word that a program needs (gazl.md 9.4, 11). */
function constantWordsOf(source: string, sections: readonly SectionShape[]): number {
	let words = 1;
	for (const section of sections) if (section.isConstant) words += section.words;
	for (const [, entries] of source.matchAll(/\tSWCH \S+ \*(\d+)/g)) words += Number(entries) + 1;
	return words;
}
