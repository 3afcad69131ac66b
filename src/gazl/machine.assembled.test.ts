import { describe, expect, it } from 'vitest';
import { programOf } from './assembly.testing.ts';
import { call, machineFor } from './hand-assembly.testing.ts';
import type { Machine } from './machine.ts';
import { STATUS } from './status.ts';

/** Runs `main` of a text in 64 words of memory. */
function runText(source: string): { machine: Machine; status: number } {
	const machine = machineFor(programOf(source, { memoryWords: 64, natives: [] }));
	return { machine, status: call(machine, 'main', 1000) };
}

describe('where the reference loses its sandbox (gazl.md 17)', () => {
	it.each([
		['PEEK %0 <P>', STATUS.BAD_PEEK],
		['POKE <P> #1', STATUS.BAD_POKE],
		['POKE <P> %0', STATUS.BAD_POKE],
	])('%s with a pointer computed out of memory traps', (line, expected) => {
		for (const step of ['! SUBp <P> <P> #1', '! ADDp <P> <P> #64', '! ADDp <P> <P> #0x7fffffff']) {
			const { status, machine } = runText(`x: GLOB *1\n! MOVp <P> &x\n${step}\nmain: FUNC\n${line}\nRETU`);
			expect(status, step).toBe(expected);
			expect(machine.faultLine()).toBe(5);
		}
	});

	it('a fixed POKE through an alias writes constants, a POKE through a run-time pointer does not', () => {
		const alias = runText('k: CNST *1\nDATi #5\na: ! DEFp &k\nmain: FUNC\nPOKE &a #6\nRETU');
		expect([alias.status, alias.machine.memory[62]]).toEqual([STATUS.OK, 6]);
		const pointer = runText('k: CNST *1\nDATi #5\nmain: FUNC\nMOVp %0 &k\nPOKE %0 #6\nRETU');
		expect([pointer.status, pointer.machine.memory[62]]).toEqual([STATUS.BAD_POKE, 5]);
	});

	it('a COPY whose sums would wrap is an access violation', () => {
		for (const [line, count] of [
			['COPY %0 &x *2', 2],
			['COPY &x %0 *2', 2],
			['COPY %0 &x *1', 1],
		]) {
			const { status } = runText(`x: GLOB *4\nmain: FUNC\nMOVp %0 &x\nSUBp %0 %0 #1\n${line}\nRETU`);
			expect(status, `${line} ${count}`).toBe(STATUS.ACCESS_VIOLATION);
		}
	});

	it('GETL and SETL with a base beyond the stack trap', () => {
		expect(runText('main: FUNC\na: LOCA *4\nGETL %0 a:100 %1\nRETU').status).toBe(STATUS.BAD_PEEK);
		expect(runText('main: FUNC\na: LOCA *4\nSETL a:100 %1 %0\nRETU').status).toBe(STATUS.BAD_POKE);
		expect(runText('main: FUNC\na: LOCA *4\nSETL a:2147483647 %1 #1\nRETU').status).toBe(STATUS.BAD_POKE);
	});

	it('a transient whose number makes their count overflow overflows the stack', () => {
		expect(runText('main: FUNC\nMOVi %2147483647 #1\nRETU').status).toBe(STATUS.DATA_STACK_OVERFLOW);
		expect(runText('main: FUNC\nMOVi %2147483646 #1\nRETU').status).toBe(STATUS.DATA_STACK_OVERFLOW);
	});
});
