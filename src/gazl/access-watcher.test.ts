import { describe, expect, test } from 'vitest';
import type { AccessWatcher } from './access-watcher.ts';
import { programOf } from './assembly.testing.ts';
import { call, machineFor } from './hand-assembly.testing.ts';
import type { Machine } from './machine.ts';
import { REGISTER } from './machine-space.ts';
import { MEMORY_OFFSET } from './program.ts';
import { STATUS } from './status.ts';

/** Globals 0 to 15 are `words`, 16 is `at`, a pointer to words:4; constants are above the stack, the guard word at their end. */
const GLOBALS = `words: GLOB *16
at: GLOB *1
	DATp &words:4
values: CNST *4
	DATi #1 #2 #3 #4
`;
const MEMORY_WORDS = 256;
const VALUES = MEMORY_WORDS - 5;

class Recorder implements AccessWatcher {
	passes = new Int32Array(64);
	readonly reports: string[] = [];
	/** Which report is answered by a stop, from 0; −1 for none. */
	stopAt = -1;

	access(machine: Machine, instruction: number, base: number, address: number, words: number, writes: boolean): boolean {
		expect(machine.ip).toBe(instruction);
		this.reports.push(`${writes ? 'write' : 'read'} ${base} ${address} ${words}`);
		return this.reports.length - 1 === this.stopAt;
	}
}

/** A machine whose `main` has these instructions after `p`, a pointer to words:4, and `i`, 2; `a` is an array. */
function watched(instructions: string): { readonly machine: Machine; readonly recorder: Recorder } {
	const source = `${GLOBALS}main: FUNC\np: LOCp\ni: LOCi\na: LOCA *4\n\tMOVp p &words:4\n\tMOVi i #2\n${instructions}\n\tRETU\n`;
	const machine = machineFor(programOf(source, { memoryWords: MEMORY_WORDS, natives: [] }));
	const recorder = new Recorder();
	machine.watcher = recorder;
	return { machine, recorder };
}

/** What is reported of instructions that go through. */
function reportsOf(instructions: string): readonly string[] {
	const { machine, recorder } = watched(instructions);
	expect(call(machine, 'main')).toBe(STATUS.OK);
	return recorder.reports;
}

describe('a watcher', () => {
	test.each([
		['a fixed address', 'PEEK %0 &words:3', ['read 3 3 1']],
		['a constant base and an index', 'PEEK %0 &words:3 i', ['read 3 5 1']],
		['a pointer', 'PEEK %0 p', ['read 4 4 1']],
		['a pointer and a constant index', 'PEEK %0 p #-3', ['read 4 1 1']],
		['a pointer and an index', 'PEEK %0 p i', ['read 4 6 1']],
		['a constant', 'PEEK %0 &values:1', [`read ${VALUES + 1} ${VALUES + 1} 1`]],
		['a fixed address that is written', 'POKE &words:3 #5', ['write 3 3 1']],
		['a constant base and an index that are written', 'POKE &words:3 i p', ['write 3 5 1']],
		['a pointer that is written', 'POKE p i', ['write 4 4 1']],
		['a pointer and a constant index that are written', 'POKE p #1 i', ['write 4 5 1']],
		['a pointer and an index that are written', 'POKE p i #5', ['write 4 6 1']],
		['both sides of a COPY', 'COPY p &values *3', [`read ${VALUES} ${VALUES} 3`, 'write 4 4 3']],
		['a COPY from a pointer', 'COPY &words:8 p *2', ['read 4 4 2', 'write 8 8 2']],
	])('is asked about %s, by word indices', (_, instruction, reports) => {
		expect(reportsOf(`\t${instruction}`)).toEqual(reports);
	});

	test.each([
		['a COPY of no words', '\tCOPY p &values *0'],
		['slots', '\tMOVi %0 i\n\tSETL a i #7\n\tGETL %0 a i\n\tADRL p a *4'],
	])('is not asked about %s', (_, instructions) => {
		expect(reportsOf(instructions)).toEqual([]);
	});

	test.each([
		['PEEK %0 p i', STATUS.BAD_PEEK],
		['POKE p i', STATUS.BAD_POKE],
		['COPY &words p *2', STATUS.ACCESS_VIOLATION],
	])('is not asked about an access that traps: %s', (instruction, status) => {
		const { machine, recorder } = watched(`\tMOVp p &NULL\n\t${instruction}`);
		expect(call(machine, 'main')).toBe(status);
		expect(recorder.reports).toEqual([]);
	});

	test('sees a base that lies below all memory', () => {
		const below = MEMORY_OFFSET - 1;
		expect(reportsOf(`\tMOVi i #${below}\n\tMOVE p i\n\tPEEK %0 p #6`)).toEqual(['read -1 5 1']);
	});

	test.each([
		['a PEEK', 'PEEK %0 p', 0],
		['a POKE', 'POKE p #9', 0],
		['what a COPY reads', 'COPY p &values *2', 0],
		['what a COPY writes', 'COPY p &values *2', 1],
	])('stops %s before anything is done, and is asked again by whoever goes on', (_, instruction, stopAt) => {
		const { machine, recorder } = watched(`\t${instruction}\n\tPOKE &words #1`);
		recorder.stopAt = stopAt;
		expect(call(machine, 'main', 1000)).toBe(STATUS.VIOLATION);
		expect(machine.status).toBe(STATUS.VIOLATION);
		expect(machine.faultLine()).toBe(GLOBALS.split('\n').length + 6);
		expect(machine.registers[REGISTER.CYCLES]).toBe(1000 - 4);
		expect([...machine.memory.subarray(0, 16)]).toEqual(new Array(16).fill(0));
		const first = [...recorder.reports];
		recorder.reports.length = 0;
		recorder.stopAt = -1;
		expect(machine.run()).toBe(STATUS.OK);
		expect(recorder.reports.slice(0, first.length)).toEqual(first);
		expect(machine.memory[0]).toBe(1);
	});

	test('counts the passes of every instruction, the last one of a run included', () => {
		const { machine, recorder } = watched('\tMOVi i #0\n.loop:\tADDi %0 i #1\n\tFORi i #5 @.loop');
		expect(call(machine, 'main', 1000)).toBe(STATUS.OK);
		expect([...recorder.passes.subarray(0, 8)]).toEqual([1, 1, 1, 1, 5, 5, 1, 0]);
		expect(recorder.passes.reduce((sum, count) => sum + count)).toBe(1000 - machine.cycles);
	});

	test('may have no room for counts', () => {
		const { machine, recorder } = watched('\tPOKE p #1');
		recorder.passes = new Int32Array(0);
		expect(call(machine, 'main')).toBe(STATUS.OK);
		expect(recorder.reports).toHaveLength(1);
	});
});
