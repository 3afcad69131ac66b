import { describe, expect, it } from 'vitest';
import { assemble } from './assembler.ts';
import { programOf } from './assembly.testing.ts';
import { Machine, privateSpace } from './machine.ts';
import { MEMORY_OFFSET } from './program.ts';
import { STATUS } from './status.ts';
import { compileProgram } from './wasm/compile-program.ts';
import { bindCompiled, runCompiled } from './wasm/compiled-run.ts';
import { plainHost } from './wasm/host-code.ts';

/** Two words of globals, two of constants with the guard: the heap lies from 46 to 62, the stack from 2 to 46. */
const HOST = { memoryWords: 64, heapWords: 16, natives: [] };
const HEAP = 46;
const CONSTANT = 62;

const SOURCE = `
found: GLOB *2
table: CNST *1
	DATi #99
store: FUNC
	PARA *1
$at: INPp
$value: INPi
	POKE $at $value
	PEEK %0 $at
	POKE &found %0
	RETU
move: FUNC
	PARA *1
$to: INPp
$from: INPp
	COPY $to $from *2
	RETU
deep: FUNC
	PARA *1
	LOCA *44
	RETU
fits: FUNC
	PARA *1
	LOCA *43
	RETU
`;

describe.each(['interpreted', 'compiled'])('a program with a heap, %s', (how) => {
	function machine(): Machine {
		const program = programOf(SOURCE, HOST);
		const made = new Machine(privateSpace(HOST.memoryWords, 8));
		made.load(program, {});
		if (how === 'compiled') {
			made.compiled = bindCompiled(new WebAssembly.Module(compileProgram(program, plainHost([]))), made);
			made.executor = runCompiled;
		}
		return made;
	}

	function call(made: Machine, name: string, ...words: number[]): number {
		made.memory.set(words, made.dsp + 1);
		expect(made.enterCall(made.functionPointer(name))).toBe(STATUS.OK);
		made.cycles = 1000;
		return made.run();
	}

	it.each([HEAP, CONSTANT - 1])('reads and writes its heap by pointers, word %i', (word) => {
		const made = machine();
		expect(call(made, 'store', MEMORY_OFFSET + word, -7)).toBe(STATUS.OK);
		expect([made.memory[word], made.memory[0]]).toEqual([-7, -7]);
	});

	it('copies within it, and cannot write the constants behind it', () => {
		const made = machine();
		made.memory.set([5, 6], HEAP);
		expect(call(made, 'move', MEMORY_OFFSET + CONSTANT - 3, MEMORY_OFFSET + HEAP)).toBe(STATUS.OK);
		expect([...made.memory.subarray(CONSTANT - 3, CONSTANT + 1)]).toEqual([5, 6, 0, 99]);
		expect(call(made, 'move', MEMORY_OFFSET + CONSTANT - 1, MEMORY_OFFSET + HEAP)).toBe(STATUS.ACCESS_VIOLATION);
	});

	it('has a data stack that ends where the heap begins', () => {
		expect(call(machine(), 'fits')).toBe(STATUS.OK);
		expect(call(machine(), 'deep')).toBe(STATUS.DATA_STACK_OVERFLOW);
	});
});

it('leaves less memory for sections, and none for more than there is', () => {
	expect(assemble('all: GLOB *47\n', HOST).ok).toBe(true);
	expect(assemble('all: GLOB *48\n', HOST)).toMatchObject({ ok: false, error: { name: 'NOT_ENOUGH_MEMORY_SPACE' } });
	expect(() => assemble('', { ...HOST, heapWords: 64 })).toThrow(RangeError);
});
