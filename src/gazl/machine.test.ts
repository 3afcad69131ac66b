import { describe, expect, it } from 'vitest';
import { call, handAssemble, type Instruction, machineFor } from './hand-assembly.testing.ts';
import { Machine, privateSpace } from './machine.ts';
import { HOST_MARKER, NO_INSTRUCTION, REGISTER } from './machine-space.ts';
import { type DataSymbol, IP_OFFSET, MEMORY_OFFSET } from './program.ts';
import { STATUS } from './status.ts';

const MAX = 0x7fffffff;

/** f0 counts transient %0 up for ever, two instructions a round. */
const ENDLESS: readonly Instruction[] = [
	['FUNC', 0, 1],
	['ADDi_sc', 0, 0, 1],
	['GOTO', 1],
];

const callTwice: readonly Instruction[] = [
	['FUNC', 1, 4],
	['MOVE_c', 1, 20],
	['CALL_function', 1, 0],
	['MOVE_s', -1, 0],
	['RETU'],
	['FUNC', 2, 1],
	['ADDi_ss', -2, -1, -1],
	['RETU'],
];

describe('loading', () => {
	it('places globals and constants, zeroes the stack and sets the registers', () => {
		const program = handAssemble(ENDLESS, { memoryWords: 32, globals: [1, 2, 3], constants: [8, 9] });
		const space = privateSpace(40, 4);
		space.memory.fill(-1);
		space.callStack.fill(-1);
		const machine = new Machine(space);
		machine.load(program, {});
		expect([...space.memory]).toEqual([1, 2, 3, ...new Array(26).fill(0), 8, 9, 0, ...new Array(8).fill(-1)]);
		expect([machine.memoryWords, machine.stackBase, machine.stackEnd, machine.writableWords]).toEqual([32, 3, 29, 29]);
		expect([machine.ip, machine.dsp, machine.callDepth, machine.cycles]).toEqual([NO_INSTRUCTION, 3, 0, MAX]);
		expect([machine.stackPeak, machine.status, machine.faultLine(), machine.faultFunction()]).toEqual([3, 0, 0, '']);
		expect([...space.callStack]).toEqual(new Array(8).fill(0));
	});

	it('works on shared memory and shows the same words as floats', () => {
		const shared = new SharedArrayBuffer(4096);
		const machine = new Machine({
			memory: new Int32Array(shared, 1024, 256),
			callStack: new Int32Array(shared, 2048, 32),
			registers: new Int32Array(shared, 0, 16),
		});
		machine.load(handAssemble(callTwice, { globals: [0x3f800000] }), {});
		expect(machine.memoryFloats[0]).toBe(1);
		expect(call(machine)).toBe(STATUS.OK);
		expect(new Int32Array(shared, 1024, 256)[1]).toBe(40);
	});

	it('refuses what does not fit, and natives that are not there', () => {
		const small = new Machine(privateSpace(16, 4));
		expect(() => small.load(handAssemble(ENDLESS, { memoryWords: 32 }), {})).toThrow(/32 words of memory, there are 16/);
		expect(() => small.load(handAssemble(ENDLESS, { memoryWords: 16, natives: ['yield', 'trace'] }), { yield: () => 0 })).toThrow(
			/does not have: trace/,
		);
		expect(() => new Machine({ ...privateSpace(16, 4), registers: new Int32Array(2) })).toThrow(RangeError);
		expect(() => new Machine({ ...privateSpace(16, 4), callStack: new Int32Array(3) })).toThrow(RangeError);
	});

	it('finds functions and symbols by name', () => {
		const symbol: DataSymbol = { name: 'gain', section: 'GLOB', address: 0, sizeWords: 1, line: 1 };
		const machine = machineFor(handAssemble(callTwice, { globals: [1], symbols: [symbol] }));
		expect([machine.functionPointer('f1'), machine.functionPointer('f2')]).toEqual([IP_OFFSET + 1, 0]);
		expect([machine.symbol('gain'), machine.symbol('toString')]).toEqual([symbol, undefined]);
	});
});

describe('cycles', () => {
	it.each([0, 1, 2, 3, 10, 1001])('a budget of %i runs exactly as many instructions and leaves −1', (budget) => {
		const machine = machineFor(handAssemble(ENDLESS));
		expect(call(machine, 'f0', budget)).toBe(STATUS.TIME_OUT);
		expect([machine.cycles, machine.status]).toEqual([-1, STATUS.TIME_OUT]);
		expect(machine.memory[0]).toBe(Math.floor(budget / 2));
	});

	it('that suffice to the last one do not time out', () => {
		const machine = machineFor(handAssemble(callTwice));
		// FUNC, MOVE, CALL, FUNC, ADD, RETU, MOVE, RETU
		expect(call(machine, 'f0', 8)).toBe(STATUS.OK);
		expect([machine.cycles, machine.ip, machine.callDepth, machine.dsp]).toEqual([0, NO_INSTRUCTION, 0, 0]);
		expect(machine.memory[0]).toBe(40);
	});

	it('keep falling when a run goes on without new ones', () => {
		const machine = machineFor(handAssemble(ENDLESS));
		call(machine, 'f0', 5);
		expect([machine.run(), machine.cycles, machine.run(), machine.cycles]).toEqual([-1, -2, -1, -3]);
		expect(machine.memory[0]).toBe(2);
	});

	it('are charged for the instruction that fails, and it is the one that ip and the line name', () => {
		const machine = machineFor(handAssemble([['FUNC', 1, 0], ['MOVE_c', -1, 0], ['DIVi_cs', -1, 5, -1], ['RETU']]));
		expect(call(machine, 'f0', 100)).toBe(STATUS.DIVISION_BY_ZERO);
		expect([machine.cycles, machine.ip, machine.faultLine(), machine.faultOrdinal(), machine.faultFunction()]).toEqual([
			97,
			2,
			3,
			0,
			'f0',
		]);
	});

	it('are asked for before the instruction may fail', () => {
		const machine = machineFor(handAssemble([['FUNC', 1, 0], ['DIVi_cs', -1, 5, -1], ['RETU']]));
		expect(call(machine, 'f0', 1)).toBe(STATUS.TIME_OUT);
		machine.cycles = 1;
		expect([machine.run(), machine.cycles]).toEqual([STATUS.DIVISION_BY_ZERO, 0]);
	});
});

describe('frames', () => {
	it('overlap at the window: the callee finds arguments there and leaves results, locals and all', () => {
		const machine = machineFor(handAssemble(callTwice, { globals: [7] }));
		expect(call(machine)).toBe(STATUS.OK);
		// f0: one local at 1, transients from 2; f1's slots at 2 and 3, where %1 was written.
		expect([...machine.memory.subarray(0, 5)]).toEqual([7, 40, 40, 20, 0]);
	});

	it('keep the words that are there: locals are not cleared', () => {
		const machine = machineFor(handAssemble([['FUNC', 2, 0], ['ADDi_sc', -1, -1, 3], ['RETU']]));
		call(machine);
		call(machine);
		expect(machine.memory[1]).toBe(6);
	});

	it('may end where the stack ends, but not behind it', () => {
		for (const [locals, transients, status] of [
			[20, 7, STATUS.OK],
			[27, 0, STATUS.OK],
			[0, 27, STATUS.OK],
			[20, 8, STATUS.DATA_STACK_OVERFLOW],
			[28, 0, STATUS.DATA_STACK_OVERFLOW],
			[0, 28, STATUS.DATA_STACK_OVERFLOW],
			[3, MAX, STATUS.DATA_STACK_OVERFLOW],
			[MAX, MAX, STATUS.DATA_STACK_OVERFLOW],
			[3, -MAX - 1, STATUS.DATA_STACK_OVERFLOW],
		]) {
			const machine = machineFor(
				handAssemble([['FUNC', locals, transients], ['RETU']], { memoryWords: 32, globals: [0, 0], constants: [0, 0] }),
			);
			expect(call(machine), `${locals} ${transients}`).toBe(status);
			if (status !== STATUS.OK) expect([machine.dsp, machine.ip]).toEqual([Math.min(2 + locals, MAX), 0]);
			expect(machine.stackPeak).toBe(status === STATUS.OK ? 2 + locals + transients : 2);
		}
	});

	it('that do not fit stay refused however often they are tried again', () => {
		for (const locals of [100, 0x40000000, 0x7fffff00, MAX]) {
			const machine = machineFor(handAssemble([['FUNC', locals, 0], ['MOVE_c', -1, 1], ['RETU']], { memoryWords: 32 }));
			expect(call(machine)).toBe(STATUS.DATA_STACK_OVERFLOW);
			for (let attempt = 0; attempt < 10; attempt++) {
				machine.cycles = 10;
				expect(machine.run()).toBe(STATUS.DATA_STACK_OVERFLOW);
			}
			expect(call(machine)).toBe(STATUS.DATA_STACK_OVERFLOW);
			expect([...machine.memory]).toEqual(new Array(32).fill(0));
		}
	});

	it('raise the peak of the stack, which stays when they are gone', () => {
		const machine = machineFor(handAssemble(callTwice, { globals: [7] }));
		call(machine);
		expect(machine.stackPeak).toBe(1 + 1 + 4);
		expect(call(machine, 'f1')).toBe(STATUS.OK);
		expect(machine.stackPeak).toBe(6);
	});
});

describe('calls', () => {
	const recursion: readonly Instruction[] = [['FUNC', 0, 0], ['CALL_function', 0, 0], ['RETU']];

	it('need one free entry of call stack; those of the host need two', () => {
		const machine = machineFor(handAssemble(recursion), {}, 6);
		expect(call(machine)).toBe(STATUS.IP_STACK_OVERFLOW);
		expect([machine.callDepth, machine.ip, machine.cycles]).toEqual([6, 1, 1_000_000 - 10]);

		for (const [entries, entered] of [
			[1, STATUS.IP_STACK_OVERFLOW],
			[2, STATUS.OK],
		]) {
			const small = machineFor(handAssemble(ENDLESS), {}, entries);
			expect(small.enterCall(small.functionPointer('f0'))).toBe(entered);
			expect([small.callDepth, small.ip]).toEqual(entered === STATUS.OK ? [2, 0] : [0, NO_INSTRUCTION]);
		}
	});

	it('go through any word that is a valid function pointer and no other', () => {
		const program = handAssemble([['FUNC', 1, 4], ['CALL_s', -1, 2], ['RETU'], ['FUNC', 1, 0], ['MOVE_c', -1, 77], ['RETU']]);
		for (const [word, status] of [
			[IP_OFFSET + 1, STATUS.OK],
			[IP_OFFSET + 2, STATUS.BAD_CALL],
			[IP_OFFSET - 1, STATUS.BAD_CALL],
			[0, STATUS.BAD_CALL],
			[1, STATUS.BAD_CALL],
			[-1, STATUS.BAD_CALL],
			[MEMORY_OFFSET, STATUS.BAD_CALL],
		]) {
			const machine = machineFor(program);
			machine.memory[0] = word;
			expect(call(machine), String(word)).toBe(status);
			expect(machine.memory[3]).toBe(status === STATUS.OK ? 77 : 0);
		}
	});

	it('through a bad pointer say so even when the call stack is full', () => {
		const machine = machineFor(handAssemble([['FUNC', 0, 1], ['CALL_s', 0, 0], ['RETU']]), {}, 2);
		expect(call(machine)).toBe(STATUS.BAD_CALL);
		machine.memory[0] = IP_OFFSET;
		expect(machine.run()).toBe(STATUS.IP_STACK_OVERFLOW);
	});

	it('of the host need a valid pointer, before they need room', () => {
		const machine = machineFor(handAssemble(ENDLESS), {}, 0);
		expect(machine.enterCall(IP_OFFSET + 1)).toBe(STATUS.BAD_CALL);
		expect(machine.enterCall(0)).toBe(STATUS.BAD_CALL);
		expect(machine.enterCall(IP_OFFSET)).toBe(STATUS.IP_STACK_OVERFLOW);
	});

	it('of the host leave two entries: where it interrupted, and a marker', () => {
		const machine = machineFor(handAssemble(ENDLESS, { globals: [0, 0] }));
		machine.enterCall(machine.functionPointer('f0'));
		expect([...machine.callStack.subarray(0, 4)]).toEqual([NO_INSTRUCTION, 2, HOST_MARKER, 2]);
	});
});

describe('calls while a run is suspended', () => {
	/** f0: one local, two transients live across the loop; f1 writes its first slot, reads the second into the third. */
	const program = handAssemble([
		['FUNC', 1, 2],
		['MOVE_c', -1, 10],
		['MOVE_c', 0, 11],
		['MOVE_c', 1, 12],
		['GOTO', 5],
		['ADDi_ss', -1, -1, 0],
		['RETU'],
		['FUNC', 1, 0],
		['MOVE_c', -1, 99],
		['RETU'],
	]);

	it('start at the suspended dsp, overwrite its transients, and give back what they interrupted', () => {
		const machine = machineFor(program);
		expect(call(machine, 'f0', 5)).toBe(STATUS.TIME_OUT);
		expect([machine.ip, machine.dsp]).toEqual([5, 1]);
		expect(call(machine, 'f1')).toBe(STATUS.OK);
		expect([machine.ip, machine.dsp, machine.callDepth]).toEqual([5, 1, 2]);
		expect([...machine.memory.subarray(0, 3)]).toEqual([10, 99, 12]);
		machine.cycles = 10;
		expect(machine.run()).toBe(STATUS.OK);
		expect(machine.memory[0]).toBe(109);
		expect(machine.ip).toBe(NO_INSTRUCTION);
	});

	it('nest as deep as the call stack goes', () => {
		const machine = machineFor(handAssemble(ENDLESS), {}, 6);
		for (let depth = 0; depth < 3; depth++) expect(call(machine, 'f0', 3)).toBe(STATUS.TIME_OUT);
		expect(machine.callDepth).toBe(6);
		expect(call(machine)).toBe(STATUS.IP_STACK_OVERFLOW);
	});
});

describe('nothing to run', () => {
	it('is a status of its own, charges nothing and throws nothing', () => {
		const machine = machineFor(handAssemble(ENDLESS));
		expect([machine.run(), machine.status, machine.cycles]).toEqual([STATUS.NOTHING_ENTERED, STATUS.NOTHING_ENTERED, MAX]);
		expect(new Machine(privateSpace(0, 0)).run()).toBe(STATUS.NOTHING_ENTERED);
		expect(new Machine(privateSpace(0, 0)).enterCall(IP_OFFSET)).toBe(STATUS.BAD_CALL);
	});

	it('is what a run that returned leaves', () => {
		const machine = machineFor(handAssemble(callTwice));
		expect([call(machine), machine.run()]).toEqual([STATUS.OK, STATUS.NOTHING_ENTERED]);
	});

	it('is also what a host gets that moved the registers where no call is', () => {
		const machine = machineFor(handAssemble(callTwice));
		machine.ip = 4;
		expect([machine.run(), machine.ip]).toEqual([STATUS.NOTHING_ENTERED, 4]);
		machine.ip = 1000;
		expect(machine.run()).toBe(STATUS.NOTHING_ENTERED);
	});
});

describe('attaching to a state', () => {
	it('goes on in another machine exactly where the first one stopped', () => {
		const program = handAssemble(callTwice, { globals: [7] });
		const first = machineFor(program);
		expect(call(first, 'f0', 5)).toBe(STATUS.TIME_OUT);
		const second = new Machine(privateSpace(program.memoryWords, 64));
		second.memory.set(first.memory);
		second.callStack.set(first.callStack);
		second.registers.set(first.registers);
		second.attach(program, {});
		for (const machine of [first, second]) {
			machine.cycles = 100;
			expect(machine.run()).toBe(STATUS.OK);
		}
		expect([...second.memory]).toEqual([...first.memory]);
		expect([...second.registers]).toEqual([...first.registers]);
	});

	it('refuses registers and call stacks that the program cannot have', () => {
		const program = handAssemble(callTwice, { globals: [7] });
		for (const [register, word] of [
			[REGISTER.IP, 8],
			[REGISTER.IP, -3],
			[REGISTER.DSP, 0],
			[REGISTER.CALL_DEPTH, -1],
			[REGISTER.CALL_DEPTH, 65],
		]) {
			const machine = machineFor(program);
			machine.registers[register] = word;
			expect(() => machine.attach(program, {}), `${register} ${word}`).toThrow(RangeError);
		}
		for (const [entry, word] of [
			[0, 8],
			[0, HOST_MARKER],
			[1, 0],
			[2, 8],
			[4, HOST_MARKER],
		]) {
			const machine = machineFor(program);
			call(machine, 'f0', 5);
			machine.attach(program, {});
			machine.callStack[entry] = word;
			expect(() => machine.attach(program, {}), `${entry} ${word}`).toThrow(RangeError);
		}
	});
});

describe('executors', () => {
	it('can be exchanged between runs', () => {
		const machine = machineFor(handAssemble(ENDLESS));
		machine.enterCall(machine.functionPointer('f0'));
		machine.executor = (run) => {
			run.cycles = 3;
			return 42;
		};
		expect([machine.run(), machine.status, machine.cycles]).toEqual([42, 42, 3]);
	});
});
