import { expect, test } from 'vitest';
import { programOf } from '../assembly.testing.ts';
import { Machine, privateSpace } from '../machine.ts';
import { STATUS } from '../status.ts';
import { compileProgram } from './compile-program.ts';
import { bindCompiled, runCompiled } from './compiled-run.ts';
import { blockHeats, GRANULE_WORDS, heatCounters } from './heat-counters.ts';
import { plainHost } from './host-code.ts';
import { HOST_IMPORTS } from './module-interface.ts';

const MEMORY_WORDS = 256;
const COUNTER_WORDS = 256;
const ROUNDS = 5;

/** `near` fills words 0 to 15 and `far` words 16 to 55, so that granule 0 is the one, 1 to 3 the other; the frame begins at 56. */
const SOURCE = `near: GLOB *16
far: GLOB *40
main: FUNC
	PARA *1
i: LOCi
a: LOCA *4
	MOVi i #0
.loop:	PEEK %0 &near:3
	POKE &far i %0
	GETL %0 a i
	SETL a i #1
	COPY &far:8 &near *12
	MOVp %1 &far
	PEEK %0 %1 #16
	FORi i #4 @.loop
	RETU
`;

test('counters hold every access of memory instructions by granule and every pass through a block', () => {
	const program = programOf(SOURCE, { memoryWords: MEMORY_WORDS, natives: [] });
	const { memory, ...space } = privateSpace(MEMORY_WORDS + COUNTER_WORDS, 16);
	const machine = new Machine({ ...space, memory: memory.subarray(0, MEMORY_WORDS) });
	machine.load(program, {});
	const module = new WebAssembly.Module(compileProgram(program, plainHost([]), 'instrumented'));
	machine.compiled = bindCompiled(module, machine, { hostImports: { [HOST_IMPORTS.counters]: MEMORY_WORDS * 4 } });
	machine.executor = runCompiled;
	for (let round = 0; round < ROUNDS; round++) {
		expect(machine.enterCall(machine.functionPointer('main'))).toBe(STATUS.OK);
		machine.cycles = 100_000;
		expect(machine.run()).toBe(STATUS.OK);
	}

	const { reads, writes, blocks, frames, words } = heatCounters(program);
	expect(words).toBeLessThanOrEqual(COUNTER_WORDS);
	const counters = memory.subarray(MEMORY_WORDS);
	const granules = MEMORY_WORDS / GRANULE_WORDS;
	const passes = 4 * ROUNDS;
	// A pass reads near:3, 12 words of near from its first on, and far:16, which is word 32; GETL reads the frame in granule 3.
	const expectedReads = [13 * passes, 0, passes, passes];
	// POKE writes words 16 to 19, COPY words 24 to 35: 8 of granule 1 and 4 of granule 2; SETL writes the frame.
	const expectedWrites = [0, 9 * passes, 4 * passes, passes];
	const padded = (counts: readonly number[]): number[] => [...counts, ...new Array(granules - counts.length).fill(0)];
	expect([...counters.subarray(reads, reads + granules)]).toEqual(padded(expectedReads));
	expect([...counters.subarray(writes, writes + granules)]).toEqual(padded(expectedWrites));
	expect([...counters.subarray(blocks, frames)]).toEqual([ROUNDS, passes, ROUNDS]);
	expect(counters[frames]).toBe(56);
	expect(blockHeats(program).map(({ start, end }) => end - start)).toEqual([2, 8, 1]);
});
