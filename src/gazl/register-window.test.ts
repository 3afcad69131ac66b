import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { programOf } from './assembly.testing.ts';
import { compiledSide, shadowOf } from './fuzz/compiled-sides.testing.ts';
import { interpret } from './interpreter.ts';
import { Machine, privateSpace } from './machine.ts';
import { OPCODES } from './opcodes.ts';
import type { RegisterWindow } from './register-window.ts';
import { STATUS } from './status.ts';

const MEMORY_WORDS = 256;
const POINTER = 0x40000000;
const REGISTERS = 13;
const AMPLE = 100_000;

/** Records what is asked of it; a register shows its number, times 100, plus how often it was read before. */
class Recorder implements RegisterWindow {
	readonly pointer = POINTER;
	readonly words = REGISTERS;
	readonly accesses: string[] = [];
	readonly #reads = new Int32Array(REGISTERS);

	read(register: number): number {
		this.accesses.push(`read ${register}`);
		return register * 100 + this.#reads[register]++;
	}

	write(register: number, word: number): void {
		this.accesses.push(`write ${register} ${word}`);
	}
}

const WAYS = [
	'interpreted',
	'watched',
	'compiled',
	'checked',
	'compiled for a host with registers',
	'checked for a host with registers',
] as const;
const WINDOW = { pointer: POINTER, words: REGISTERS };

/** Runs `main` of a source, the same in every way, in slices of so many cycles. */
function run(source: string, slice = AMPLE): { status: number; accesses: readonly string[]; machine: Machine } {
	const program = programOf(source, {
		memoryWords: MEMORY_WORDS,
		natives: [],
		windows: { HW: WINDOW },
	});
	const results = WAYS.map((way) => {
		const form = way.startsWith('checked') ? 'checked instrumented' : 'plain';
		const side = compiledSide('', {}, form, { start: 0, words: MEMORY_WORDS }, way.endsWith('registers') ? WINDOW : undefined);
		const isCompiled = way !== 'interpreted' && way !== 'watched';
		const machine = new Machine(isCompiled ? side.makeSpace(MEMORY_WORDS, 16) : privateSpace(MEMORY_WORDS, 16));
		machine.load(program, {});
		const window = new Recorder();
		machine.registerWindow = window;
		if (way === 'watched') machine.watcher = { passes: new Int32Array(0), access: () => false };
		if (way.startsWith('checked')) shadowOf(machine, MEMORY_WORDS).fill(-1);
		machine.executor = isCompiled ? side.executorFor(machine) : interpret;
		machine.enterCall(machine.functionPointer('main'));
		let status: number = STATUS.TIME_OUT;
		let cycles = 0;
		for (let slices = 0; status === STATUS.TIME_OUT && slices < 1000; slices++) {
			machine.cycles = slice;
			status = machine.run();
			cycles += slice - Math.max(0, machine.cycles);
		}
		return { status, accesses: window.accesses, machine, cycles, ip: machine.ip, memory: `${machine.memory}` };
	});
	const [{ machine: interpreted, ...first }, ...others] = results;
	for (const { machine: _, ...other } of others) expect(other).toEqual(first);
	return { ...first, machine: interpreted };
}

/** Frame of `main`: `p` points to the first register, `i` is 2, `v` is 7 and `f` is 0.5. */
const main = (instructions: string): string => `globals: GLOB *4
main: FUNC
p: LOCp
i: LOCi
v: LOCi
f: LOCf
	MOVp p #HW
	MOVi i #2
	MOVi v #7
	MOVf f #0.5
${instructions
	.split('; ')
	.map((line) => `\t${line}`)
	.join('\n')}
	RETU
`;

describe('a register', () => {
	test.each([
		['PEEK v &HW:3', 'read 3'],
		['PEEK v #HW', 'read 0'],
		['PEEK v &HW i', 'read 2'],
		['PEEK v p', 'read 0'],
		['PEEK v p #12', 'read 12'],
		['PEEK v p i', 'read 2'],
		['PEEK f p', 'read 0'],
		['POKE &HW:3 #5', 'write 3 5'],
		['POKE &HW:3 v', 'write 3 7'],
		['POKE &HW i #5', 'write 2 5'],
		['POKE &HW i v', 'write 2 7'],
		['POKE p #5', 'write 0 5'],
		['POKE p v', 'write 0 7'],
		['POKE p #11 #5', 'write 11 5'],
		['POKE p #11 v', 'write 11 7'],
		['POKE p i #5', 'write 2 5'],
		['POKE p i f', `write 2 ${0x3f000000}`],
	])('is reached by every form of PEEK and POKE, once: %s', (instruction, access) => {
		expect(run(main(instruction))).toMatchObject({ status: STATUS.OK, accesses: [access] });
	});

	test('has a form in this list for every opcode that there is', () => {
		const names = OPCODES.map(({ name }) => name).filter((name) => name.startsWith('PEEK') || name.startsWith('POKE'));
		expect(names).toHaveLength(5 + 10);
	});

	test('gives what it shows to the slot, as bits', () => {
		const { machine } = run(main('PEEK v &HW:12; PEEK i &HW:12; POKE &globals v; POKE &globals:1 i'));
		expect([...machine.memory.subarray(0, 2)]).toEqual([1200, 1201]);
	});

	test.each([1, 2, 3, AMPLE])(
		'is read and written as often and in the order that the program says, in slices of %i cycles',
		(slice) => {
			const instructions =
				'PEEK v p; PEEK v p; POKE p #1 #1; POKE p #1 #1; PEEK v p; POKE p #1 #2; MOVi i #0; .l: POKE p #2 i; PEEK v p i; FORi i #3 @.l';
			const { status, accesses } = run(main(instructions).replace('\t.l:', '.l:'), slice);
			expect(status).toBe(STATUS.OK);
			expect(accesses).toEqual([
				...['read 0', 'read 0', 'write 1 1', 'write 1 1', 'read 0', 'write 1 2'],
				...['write 2 0', 'read 0', 'write 2 1', 'read 1', 'write 2 2', 'read 2'],
			]);
		},
	);

	test('takes one cycle', () => {
		const cyclesOf = (instructions: string) => AMPLE - run(main(instructions)).machine.cycles;
		expect(cyclesOf('PEEK v p; POKE p v')).toBe(cyclesOf('PEEK v &globals; POKE &globals v'));
	});
});

describe('an address', () => {
	test.each([
		['PEEK v p #13', STATUS.BAD_PEEK],
		['PEEK v p #-1', STATUS.BAD_PEEK],
		['POKE p #13 v', STATUS.BAD_POKE],
		['POKE p #-1 v', STATUS.BAD_POKE],
		['COPY &globals p *1', STATUS.ACCESS_VIOLATION],
		['COPY p &globals *1', STATUS.ACCESS_VIOLATION],
		['GETL v p i', STATUS.OK],
	])('beside the registers, or that is copied, is as bad or good as without them: %s', (instruction, status) => {
		expect(run(main(instruction))).toMatchObject({ status, accesses: [] });
	});

	test('is a register exactly if it lies among them', () => {
		fc.assert(
			fc.property(fc.integer({ min: -40, max: 40 }), fc.boolean(), (distance, writes) => {
				const { status, accesses } = run(main(writes ? `POKE p #${distance} #1` : `PEEK v p #${distance}`));
				const isRegister = distance >= 0 && distance < REGISTERS;
				expect(accesses).toHaveLength(isRegister ? 1 : 0);
				expect(status === STATUS.OK).toBe(isRegister);
			}),
			{ numRuns: 40 },
		);
	});

	test('of a register is a bad one for a machine without them', () => {
		const program = programOf(main('PEEK v p'), {
			memoryWords: MEMORY_WORDS,
			natives: [],
			windows: { HW: { pointer: POINTER, words: 1 } },
		});
		const machine = new Machine(privateSpace(MEMORY_WORDS, 16));
		machine.load(program, {});
		machine.enterCall(machine.functionPointer('main'));
		expect(machine.run()).toBe(STATUS.BAD_PEEK);
	});
});

describe('a window of the host', () => {
	const windows = { HW: WINDOW };
	const windowsOf = (source: string) => programOf(source, { windows }).windows;

	test.each([
		['an address', 'f: FUNC\n\tPEEK %0 &HW:12\n\tRETU\n'],
		['an int', 'f: FUNC\n\tMOVi %0 #HW\n\tRETU\n'],
		['data', 'd: GLOB *1\n\tDATp #HW\n'],
		['a constant of its own', 'own: ! DEFp &HW\n'],
	])('is noted in a program that uses its name as %s', (_, source) => {
		expect(windowsOf(source)).toEqual(['HW']);
	});

	test.each([
		['does not name it', 'f: FUNC\n\tMOVi %0 #0x40000000\n\tRETU\n'],
		['asks whether it is there', '\t! IFDF #HW @.there\n.there:\tGLOB *1\n'],
		['gives the name to something of its own', 'HW: GLOB *1\nf: FUNC\n\tPEEK %0 &HW\n\tRETU\n'],
	])('is none to a program that %s', (_, source) => {
		const program = programOf(source, { windows });
		expect(program).toEqual(programOf(source));
		expect('windows' in program).toBe(false);
	});

	test('ends behind its last word', () => {
		expect(() => windowsOf('f: FUNC\n\tPEEK %0 &HW:13\n\tRETU\n')).toThrow(/OFFSET_OUT_OF_BOUNDS/);
	});
});
