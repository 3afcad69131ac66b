import { describe, expect, it } from 'vitest';
import { call, handAssemble, machineFor } from './hand-assembly.testing.ts';
import type { Native } from './machine.ts';
import { NO_INSTRUCTION } from './machine-space.ts';
import { MEMORY_OFFSET } from './program.ts';
import { STATUS } from './status.ts';

describe('natives', () => {
	/** f0 writes 5 to %3 and calls the native with window %2, then counts in its local. f1: one local, set to 99. */
	const program = handAssemble(
		[
			['FUNC', 1, 4],
			['MOVE_c', 3, 5],
			['CALL_native', 0, 2],
			['ADDi_sc', -1, -1, 1],
			['RETU'],
			['FUNC', 2, 0],
			['MOVE_c', -1, 99],
			['RETU'],
			['FUNC', 0, 1],
			['ADDi_sc', 0, 0, 1],
			['GOTO', 9],
		],
		{ globals: [0], natives: ['host'] },
	);
	const withNative = (host: Native) => machineFor(program, { host });
	const START = 100;

	it('see the cycles that remain, ip on the CALL and their window as dsp', () => {
		let seen: number[] = [];
		const machine = withNative((inside) => {
			const window = inside.parameters(2);
			seen = [inside.cycles, inside.ip, inside.dsp, inside.callDepth, window, inside.memory[window + 1]];
			inside.memory[window] = 6;
			return 0;
		});
		expect(call(machine, 'f0', START)).toBe(STATUS.OK);
		// dsp is 1 global + 1 local
		expect(seen).toEqual([START - 3, 2, 4, 2, 4, 5]);
		expect([machine.memory[4], machine.memory[1], machine.cycles]).toEqual([6, 1, START - 5]);
	});

	it('that answer 0 may change the cycles', () => {
		const machine = withNative((inside) => {
			inside.cycles = 1000;
			return 0;
		});
		expect(call(machine, 'f0', START)).toBe(STATUS.OK);
		expect(machine.cycles).toBe(998);
	});

	it('that zero the cycles and answer 0 suspend the run behind the CALL', () => {
		let calls = 0;
		const machine = withNative((inside) => {
			calls++;
			inside.cycles = 0;
			return 0;
		});
		expect(call(machine, 'f0', START)).toBe(STATUS.TIME_OUT);
		expect([machine.cycles, machine.ip, machine.dsp]).toEqual([-1, 3, 2]);
		machine.cycles = 2;
		expect([machine.run(), machine.cycles, calls, machine.memory[1]]).toEqual([STATUS.OK, 0, 1, 1]);
	});

	it.each([STATUS.ABORTED, STATUS.DATA_STACK_OVERFLOW, 1, 12345, -1])(
		'that answer %i stop the run on the CALL, which runs again on resume',
		(answer) => {
			let calls = 0;
			const machine = withNative((inside) => {
				calls++;
				inside.cycles = 7;
				inside.dsp = 0;
				inside.ip = 0;
				return calls === 1 ? answer : 0;
			});
			expect(call(machine, 'f0', START)).toBe(answer);
			expect([machine.cycles, machine.ip, machine.dsp, machine.callDepth, machine.status]).toEqual([START - 3, 2, 2, 2, answer]);
			expect([machine.run(), machine.cycles, calls]).toEqual([STATUS.OK, 7 - 2, 2]);
		},
	);

	it('may enter and run a function, whose frame begins at the window and whose cycles are shared', () => {
		const statuses: number[] = [];
		const machine = withNative((inside) => {
			statuses.push(inside.enterCall(inside.functionPointer('f1')), inside.run(), inside.cycles, inside.dsp, inside.ip);
			return 0;
		});
		expect(call(machine, 'f0', START)).toBe(STATUS.OK);
		expect(statuses).toEqual([STATUS.OK, STATUS.OK, START - 6, 4, 2]);
		// f1's second slot is the native's argument.
		expect([...machine.memory.subarray(1, 6)]).toEqual([1, 0, 0, 0, 99]);
		expect([machine.cycles, machine.status]).toEqual([START - 8, STATUS.OK]);
	});

	it('lose a nested run that does not finish, and a call that they only enter', () => {
		for (const runs of [0, 1]) {
			const machine = withNative((inside) => {
				inside.enterCall(inside.functionPointer('f2'));
				if (runs > 0) {
					expect(inside.run()).toBe(STATUS.TIME_OUT);
					inside.cycles = 50;
				}
				return 0;
			});
			expect(call(machine, 'f0', START)).toBe(STATUS.OK);
			expect([machine.memory[1], machine.callDepth, machine.dsp, machine.ip]).toEqual([1, 0, 1, NO_INSTRUCTION]);
			expect(machine.cycles).toBe(runs > 0 ? 48 : START - 5);
		}
	});

	it('count a nested run in the peak of the stack', () => {
		const machine = withNative((inside) => {
			inside.enterCall(inside.functionPointer('f1'));
			return inside.run();
		});
		call(machine, 'f0', START);
		expect(machine.stackPeak).toBe(2 + 4);
	});
});

describe('what natives may touch', () => {
	/** 64 words: stack 4–59, constants 60–62, guard 63. */
	const machine = machineFor(handAssemble([], { memoryWords: 64, globals: [1, 2, 3, 4], constants: [5, 6, 7] }));

	it('parameters must end with the data stack', () => {
		expect([machine.parameters(0), machine.parameters(56), machine.parameters(57), machine.parameters(-1)]).toEqual([
			4, 4, -1, -1,
		]);
	});

	it('memory to read ends before the guard, and never all of it at once', () => {
		for (const [index, count, isReadable] of [
			[0, 1, true],
			[0, 62, true],
			[0, 63, false],
			[1, 62, true],
			[2, 62, false],
			[62, 1, true],
			[63, 0, true],
			[63, 1, false],
			[64, 0, false],
			[-1, 1, false],
			[-1, 2, false],
			[0, -1, false],
		] as const) {
			expect(machine.readable(MEMORY_OFFSET + index, count), `${index} ${count}`).toBe(isReadable ? index : -1);
		}
		expect(machine.readable(0, 1)).toBe(-1);
	});

	it('memory to write ends before the constants, and never all of it at once', () => {
		for (const [index, count, isWritable] of [
			[0, 59, true],
			[0, 60, false],
			[1, 59, true],
			[2, 59, false],
			[59, 1, true],
			[60, 0, true],
			[60, 1, false],
			[61, 0, false],
			[-1, 2, false],
			[0, -1, false],
		] as const) {
			expect(machine.writable(MEMORY_OFFSET + index, count), `${index} ${count}`).toBe(isWritable ? index : -1);
		}
		expect(machine.writable(0, 1)).toBe(-1);
	});
});
