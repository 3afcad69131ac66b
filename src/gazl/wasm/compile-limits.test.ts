import { describe, expect, test } from 'vitest';
import { programOf } from '../assembly.testing.ts';
import { Machine, privateSpace } from '../machine.ts';
import { STATUS } from '../status.ts';
import { compileProgram } from './compile-program.ts';
import { bindCompiled, runCompiled } from './compiled-run.ts';
import { plainHost } from './host-code.ts';
import { printModule } from './wabt.testing.ts';

const MEMORY_WORDS = 65_536;

const lines = (count: number, line: (index: number) => string): string =>
	Array.from({ length: count }, (_, index) => line(index)).join('');

/** Blocks in one another that wabt can take; it prints a module by recursion. */
const WABT_DEPTH = 3000;

/** Compiles a program, has it validated, runs `main` with each of some arguments and gives its results. */
function play(source: string, words: readonly number[] = [0], depth = 0): number[] {
	const program = programOf(source, {
		memoryWords: MEMORY_WORDS,
		natives: [],
		codeCapacity: 1_000_000,
		functionCapacity: 10_000,
	});
	const bytes = compileProgram(program, plainHost([]));
	expect(WebAssembly.validate(bytes)).toBe(true);
	if (depth < WABT_DEPTH) expect(printModule(bytes)).toContain('(export "run"');
	const machine = new Machine(privateSpace(MEMORY_WORDS, 4096));
	machine.load(program, {});
	machine.compiled = bindCompiled(new WebAssembly.Module(bytes), machine);
	machine.executor = runCompiled;
	return words.map((word) => {
		machine.memory[machine.dsp + 1] = word;
		machine.enterCall(machine.functionPointer('main'));
		machine.cycles = 10_000_000;
		expect(machine.run()).toBe(STATUS.OK);
		return machine.memory[machine.dsp];
	});
}

const MAIN = 'main: FUNC\nresult: OUTi\nn: INPi\n';

describe('a program at the limits compiles, is valid and runs', () => {
	test('with 5000 instructions in a row', () => {
		expect(play(`${MAIN}\tMOVi result n\n${lines(5000, (index) => `\tADDi result result #${index}\n`)}\tRETU\n`, [7])).toEqual([
			7 + (5000 * 4999) / 2,
		]);
	});

	test('with 2500 blocks, each of which can be left out', () => {
		// Every second block adds its number when that is above n.
		const body = lines(1250, (index) => `\tGEQi n #${index} @.l${index}\n\tADDi result result #${index}\n.l${index}:\tNOOP\n`);
		const sum = (1249 * 1250) / 2 - (1000 * 1001) / 2;
		expect(play(`${MAIN}\tMOVi result #0\n${body}\tRETU\n`, [1000])).toEqual([sum]);
	});

	test('with 1000 slots that all stay live through 1000 blocks', () => {
		const locals = lines(1000, (index) => `v${index}: LOCi\n`);
		const body = lines(1000, (index) => `\tLSSi n #0 @.l${index}\n\tMOVi v${index} n\n.l${index}:\tADDi n1 n1 #1\n`);
		const sum = lines(1000, (index) => `\tADDi result result v${index}\n`);
		expect(play(`${MAIN}n1: LOCi\n${locals}\tMOVi result #0\n${body}${sum}\tRETU\n`, [3])).toEqual([3000]);
	});

	test('with 2000 functions, of which each calls the next', () => {
		const functions = lines(
			2000,
			(index) => `f${index}: FUNC\nresult: OUTi\n\tCALL &f${index + 1} %0 *1\n\tADDi result %0 #1\n\tRETU\n`,
		);
		const last = 'f2000: FUNC\nresult: OUTi\n\tMOVi result #5\n\tRETU\n';
		expect(play(`${MAIN}\tCALL &f0 %0 *1\n\tMOVi result %0\n\tRETU\n${functions}${last}`)).toEqual([2005]);
	});

	test('with a switch of 10,000 entries', () => {
		const cases = lines(10_000, (index) => `.s#${index}:\tADDi result n #${index}\n\tGOTO @.end\n`);
		const source = `${MAIN}\tSWCH n *10000 @.s\n${cases}.s:\tMOVi result #-1\n.end:\tRETU\n`;
		expect(play(source, [9_999, 0, 10_000, -1], 10_000)).toEqual([19_998, 0, -1, -1]);
	});

	test('with a switch of 10,000 entries that lead to three places', () => {
		const source = `${MAIN}\tSWCH n *10000 @.s\n.s#1:\tMOVi result #1\n\tGOTO @.end\n.s#9999:\tMOVi result #9\n\tGOTO @.end
.s:\tMOVi result #-1\n.end:\tRETU\n`;
		expect(play(source, [1, 2, 9999, -5])).toEqual([1, -1, 9, -1]);
	});

	test('with 1000 conditions, one in the other', () => {
		const open = lines(1000, (index) => `\tLEQi n #${index} @.l${index}\n\tADDi result result #1\n`);
		const close = lines(1000, (index) => `.l${999 - index}:\tADDi result result #1000\n`);
		// The first 700 hold: a way into each, and all ways out but that of the last that does not.
		expect(play(`${MAIN}\tMOVi result #0\n${open}${close}\tRETU\n`, [700])).toEqual([700 + 701 * 1000]);
	});

	test('with 200 loops, one in the other', () => {
		const names = Array.from({ length: 200 }, (_, index) => `i${index}`);
		const locals = names.map((name) => `${name}: LOCi\n`).join('');
		const open = names.map((name) => `\tMOVi ${name} #0\n.${name}:\tNOOP\n`).join('');
		const close = names.toReversed().map((name) => `\tFORi ${name} #${name === 'i0' || name === 'i199' ? 3 : 1} @.${name}\n`);
		expect(play(`${MAIN}${locals}\tMOVi result #0\n${open}\tADDi result result #1\n${close.join('')}\tRETU\n`)).toEqual([9]);
	});

	test('with 300 jumps among each other that make no loop of one entry', () => {
		// Every block goes to the next or to one far behind; each is entered from both sides.
		const body = lines(
			300,
			(index) => `.b${index}:\tADDi result result #1\n\tSUBi left left #1\n\tEQUi left #${index} @.b${(index * 7 + 150) % 300}\n`,
		);
		const steps = (count: number): number => {
			let [at, left, result] = [0, count, 0];
			while (at < 300) {
				result += 1;
				left -= 1;
				at = left === at ? (at * 7 + 150) % 300 : at + 1;
			}
			return result;
		};
		const source = `${MAIN}left: LOCi\n\tMOVi result #0\n\tMOVi left n\n${body}\tRETU\n`;
		const counts = [1, 100, 299, 300, 401];
		expect(play(source, counts)).toEqual(counts.map(steps));
	});
});
