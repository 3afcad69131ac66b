import { describe, expect, test } from 'vitest';
import { programOf } from '../assembly.testing.ts';
import { OWN_CODE } from '../fuzz/compiled-sides.testing.ts';
import { Machine, type Native, privateSpace } from '../machine.ts';
import { CALL_STACK_ENTRY_WORDS } from '../machine-space.ts';
import { MEMORY_OFFSET } from '../program.ts';
import { STATUS } from '../status.ts';
import { compileProgram } from './compile-program.ts';
import { bindCompiled, runCompiled } from './compiled-run.ts';
import { type HostCode, plainHost } from './host-code.ts';

const HOSTS: Readonly<Record<string, HostCode>> = {
	'prepared for yields': plainHost(['yield']),
	'prepared for nothing': plainHost([]),
	'with a yield of its own': { ...plainHost([]), natives: { yield: OWN_CODE.yield } },
};

const NATIVES: Readonly<Record<string, Native>> = {
	yield(machine) {
		machine.cycles = 0;
		return STATUS.OK;
	},
};

/** Cycles that no program here uses up. */
const AMPLE = 1_000_000;

/** Many times as fast as an equality of arrays by the framework, for words that are nearly always the same. */
function expectSameWords(what: string, words: Int32Array, expected: Int32Array): void {
	const index = words.findIndex((word, at) => word !== expected[at]);
	if (index >= 0) expect.fail(`${what}, word ${index}: ${words[index]} instead of ${expected[index]}`);
}

/** A program in compiled code and in the interpreter, which after every run must have left the same. */
class Pair {
	readonly compiled: Machine;
	readonly interpreted: Machine;

	constructor(source: string, host = HOSTS['prepared for yields'], { memoryWords = 256, callStackEntries = 32 } = {}) {
		const program = programOf(source, { memoryWords, natives: Object.keys(NATIVES) });
		[this.compiled, this.interpreted] = [0, 1].map(() => {
			const machine = new Machine(privateSpace(memoryWords, callStackEntries));
			machine.load(program, NATIVES);
			return machine;
		}) as [Machine, Machine]; // one for each of two
		this.compiled.compiled = bindCompiled(new WebAssembly.Module(compileProgram(program, host)), this.compiled);
		this.compiled.executor = runCompiled;
	}

	/** Enters a function with words in its slots from 1 on, and runs it; the answer is its status. */
	call(name: string, words: readonly number[] = [], budget = AMPLE): number {
		for (const machine of [this.compiled, this.interpreted]) {
			machine.memory.set(words, machine.dsp + 1);
			expect(machine.enterCall(machine.functionPointer(name))).toBe(STATUS.OK);
		}
		return this.goOn(budget);
	}

	/** Goes on with what is suspended. */
	goOn(budget = AMPLE): number {
		const [status, expected] = [this.compiled, this.interpreted].map((machine) => {
			machine.cycles = budget;
			return machine.run();
		});
		expect(status).toBe(expected);
		const { compiled, interpreted } = this;
		expectSameWords('registers', compiled.registers, interpreted.registers);
		const liveWords = compiled.callDepth * CALL_STACK_ENTRY_WORDS;
		expectSameWords('calls', compiled.callStack.subarray(0, liveWords), interpreted.callStack.subarray(0, liveWords));
		expectSameWords('memory', compiled.memory, interpreted.memory);
		return status;
	}

	/** Calls a function and goes on with budgets of so many cycles until it ends; yields count as suspensions, too. */
	callInSlices(name: string, words: readonly number[], budget: number): number {
		let status = this.call(name, words, budget);
		for (let runs = 0; status === STATUS.TIME_OUT && runs < 10_000; runs++) status = this.goOn(budget);
		return status;
	}

	/** Slot 0 of the last function that the host entered. */
	get result(): number {
		return this.compiled.memory[this.compiled.dsp];
	}
}

/** Plays a program under every host, whole and in slices of every small size. */
function expectResult(source: string, words: readonly number[], result: number): void {
	for (const [name, host] of Object.entries(HOSTS)) {
		for (const budget of [AMPLE, 1, 2, 3, 5, 8, 13]) {
			const pair = new Pair(source, host);
			expect(pair.callInSlices('main', words, budget), name).toBe(STATUS.OK);
			expect(pair.result, `${name}, ${budget} cycles at a time`).toBe(result);
		}
	}
}

describe('a cached slot', () => {
	test('changes when its word is written by a fixed base and an index', () => {
		// 2 globals: slot n of main is word 2 + n, and `a` is slot 1.
		expectResult(
			`g: GLOB *2
alias: ! DEFp &g:3
main: FUNC
result: OUTi
a: LOCi
i: LOCi
	MOVi a #5
	MOVi i #0
	POKE &alias i #70
	ADDi result a #1
	RETU
`,
			[],
			71,
		);
	});

	test('of a caller changes when a callee writes its word by a fixed base and an index, or by a fixed address', () => {
		expectResult(
			`g: GLOB *2
alias: ! DEFp &g:3
main: FUNC
result: OUTi
a: LOCi
b: LOCi
	MOVi a #5
	MOVi b #9
	CALL &set %0 *1
	ADDi result a b
	RETU
set: FUNC
	PARA *1
i: LOCi
	MOVi i #1
	POKE &alias #70
	POKE &alias i #600
	RETU
`,
			[],
			670,
		);
	});

	test('is the struct member that COPY takes out and puts in by the address of the first scalar', () => {
		expectResult(
			`kept: GLOB *3
main: FUNC
result: OUTi
x: LOCi
y: LOCi
z: LOCi
	MOVi x #1
	MOVi y #20
	MOVi z #300
	ADRL %0 x *0
	COPY &kept %0 *3
	MULi y y #7
	ADDi z z y
	SUBi result z #0
	COPY %0 &kept *3
	ADDi y y x
	ADDi z z y
	ADDi result result z
	RETU
`,
			[],
			// z was 300 + 140; back to 300, plus y of 20 + 1.
			440 + 321,
		);
	});

	test('that nobody has written is what an argument too many left there', () => {
		expectResult(
			`main: FUNC
result: OUTi
	MOVi %1 #42
	CALL &callee %0 *2
	MOVi result %0
	RETU
callee: FUNC
result: OUTi
x: LOCi
	ADDi result x #1
	RETU
`,
			[],
			43,
		);
	});

	test('that nobody has written is what the last call left there', () => {
		const pair = new Pair(`main: FUNC
result: OUTi
kept: LOCi
	ADDi kept kept #3
	MOVi result kept
	RETU
`);
		for (const expected of [3, 6, 9]) {
			expect(pair.call('main')).toBe(STATUS.OK);
			expect(pair.result).toBe(expected);
		}
	});

	test('two calls up changes through a pointer, and the one between does not notice', () => {
		expectResult(
			`main: FUNC
result: OUTi
a: LOCi
b: LOCi
	MOVi a #1
	MOVi b #2
	ADRL %1 a *0
	CALL &between %0 *2
	MULi b b #10
	ADDi result a b
	ADDi result result %0
	RETU
between: FUNC
result: OUTi
p: INPp
c: LOCi
	MOVi c #3
	MOVp %1 p
	CALL &inner %0 *2
	ADDi result c #1000
	RETU
inner: FUNC
	PARA *1
p: INPp
	POKE p #500
	POKE p #1 #7
	RETU
`,
			[],
			500 + 70 + 1003,
		);
	});

	test('below the address that was taken changes as well as those above', () => {
		expectResult(
			`main: FUNC
result: OUTi
below: LOCi
middle: LOCi
above: LOCi
	MOVi below #1
	MOVi above #2
	ADRL %1 middle *0
	CALL &both %0 *2
	MULi result below above
	RETU
both: FUNC
	PARA *1
p: INPp
	SUBp %0 p #1
	POKE %0 #11
	POKE p #1 #13
	RETU
`,
			[],
			143,
		);
	});

	test('is read by a pointer as it was written last', () => {
		expectResult(
			`main: FUNC
result: OUTi
a: LOCi
	MOVi a #1
	ADRL %0 a *0
	ADDi a a #4
	PEEK result %0
	MULi a a #6
	PEEK %1 %0
	ADDi result result %1
	RETU
`,
			[],
			5 + 30,
		);
	});

	test('lives across a yield, in transients as in locals, five calls deep', () => {
		expectResult(
			`main: FUNC
result: OUTi
depth: INPi
kept: LOCi
	MULi kept depth #100
	MOVi %0 depth
	GRTi depth #0 @.more
	CALL ^yield %1 *1
	ADDi result kept %0
	RETU
.more:	SUBi %2 depth #1
	CALL &main %1 *2
	ADDi result %0 %1
	ADDi result result kept
	RETU
`,
			[5],
			(1 + 2 + 3 + 4 + 5) * 101,
		);
	});

	test('keeps the bits of any NaN that is only moved', () => {
		for (const word of [0x7f800001, 0x7fc12345, -1, -0x400000 - 5]) {
			expectResult(
				`main: FUNC
result: OUTi
a: INPf
b: LOCf
	MOVf b a
	CALL ^yield %0 *1
	MOVf %0 b
	MOVi result %0
	RETU
`,
				[word],
				word,
			);
		}
	});
});

describe('an index', () => {
	test('from a base behind the frame is checked against the end of the stack', () => {
		const source = (slot: number) => `main: FUNC
result: OUTi
a: LOCi
i: INPi
	GETL result a:${slot} i
	RETU
`;
		// Slot 0 of main is word 0; the base is word 12. The stack is 63 words and ends in front of the guard word.
		const pair = () => new Pair(source(11), HOSTS['prepared for yields'], { memoryWords: 64 });
		expect(pair().call('main', [0, 50])).toBe(STATUS.OK);
		expect(pair().call('main', [0, 51])).toBe(STATUS.BAD_PEEK);
		expect(pair().call('main', [0, -1])).toBe(STATUS.BAD_PEEK);
		const far = new Pair(source(100), HOSTS['prepared for yields'], { memoryWords: 64 });
		expect(far.call('main', [0, 0])).toBe(STATUS.BAD_PEEK);
	});

	test('that leads from an array into the scalars behind it reads and writes them', () => {
		expectResult(
			`main: FUNC
result: OUTi
array: LOCA *3
a: LOCi
i: LOCi
	MOVi i #3
	MOVi a #5
	SETL array i #60
	ADDi a a #1
	GETL result array i
	ADDi result result a
	RETU
`,
			[],
			61 + 61,
		);
	});
});

describe('recursion', () => {
	/** Sum of 1 to n, a call each. Frames are 4 words apart, call stack entries one a call. */
	const SUM = `main: FUNC
result: OUTi
n: INPi
	MOVi result #0
	LEQi n #0 @.end
	SUBi %1 n #1
	CALL &main %0 *2
	ADDi result %0 n
.end:	RETU
`;
	const play = (memoryWords: number, callStackEntries: number, words: readonly number[]): Pair => {
		const pair = new Pair(SUM, HOSTS['prepared for yields'], { memoryWords, callStackEntries });
		pair.call('main', words);
		return pair;
	};

	test("of a function with 3000 slots in locals does not use up the thread's stack", () => {
		const slots = Array.from({ length: 3000 }, (_, index) => `s${index}`);
		const source = `main: FUNC
	PARA *1
${slots.map((name) => `${name}: LOCi\n`).join('')}${slots.map((name, index) => `\tADDi ${name} ${name} #${index}\n`).join('')}	CALL &main %0 *1
${slots.map((name) => `\tADDi ${name} ${name} #1\n`).join('')}	RETU
`;
		const pair = new Pair(source, HOSTS['prepared for nothing'], { memoryWords: 131_072, callStackEntries: 256 });
		expect(pair.call('main')).toBe(STATUS.DATA_STACK_OVERFLOW);
		expect(pair.compiled.callDepth).toBe(2 + Math.floor(131_071 / 3001));
	});

	test('goes 3000 calls deep', () => {
		const pair = play(16_384, 4096, [3000]);
		expect(pair.compiled.status).toBe(STATUS.OK);
		expect(pair.result).toBe((3000 * 3001) / 2);
	});

	test('goes 3000 calls deep in slices that end anywhere', () => {
		const pair = new Pair(SUM, HOSTS['prepared for yields'], { memoryWords: 16_384, callStackEntries: 4096 });
		expect(pair.callInSlices('main', [3000], 997)).toBe(STATUS.OK);
		expect(pair.result).toBe((3000 * 3001) / 2);
	});

	test('that waits at its deepest comes back through all its calls, nested natively or not', () => {
		const source = `main: FUNC
result: OUTi
n: INPi
	MOVi %0 n
	GRTi n #0 @.more
	CALL ^yield %1 *1
	MOVi result %0
	RETU
.more:	SUBi %2 n #1
	CALL &main %1 *2
	CALL ^yield %2 *1
	ADDi result %0 %1
	RETU
`;
		for (const host of Object.values(HOSTS)) {
			for (const depth of [62, 63, 64, 65, 200]) {
				const pair = new Pair(source, host, { memoryWords: 2048, callStackEntries: 512 });
				let yields = 0;
				for (let status = pair.call('main', [depth]); status === STATUS.TIME_OUT; status = pair.goOn()) yields++;
				expect(pair.compiled.status).toBe(STATUS.OK);
				expect(yields).toBe(depth + 1);
				expect(pair.result).toBe((depth * (depth + 1)) / 2);
			}
		}
	});

	test('ends where the call stack does', () => {
		expect(play(16_384, 2048, [3000]).compiled.status).toBe(STATUS.IP_STACK_OVERFLOW);
		// The host's call takes two entries, so that this many calls fit, and one more does not.
		expect(play(16_384, 66, [64]).compiled.status).toBe(STATUS.OK);
		expect(play(16_384, 66, [65]).compiled.status).toBe(STATUS.IP_STACK_OVERFLOW);
	});

	test('ends where the data stack does', () => {
		expect(play(4096, 4096, [3000]).compiled.status).toBe(STATUS.DATA_STACK_OVERFLOW);
	});
});

test('a loop with two entries is gone on with behind a yield in it', () => {
	const source = `main: FUNC
i: OUTi
	MOVi i #0
	EQUi i #0 @.second
.first: ADDi i i #1
	CALL ^yield %0 *1
.second: ADDi i i #2
	LSSi i #50 @.first
	RETU
`;
	expectResult(source, [], 50);
	const pair = new Pair(source);
	let yields = 0;
	for (let status = pair.call('main'); status === STATUS.TIME_OUT; status = pair.goOn()) yields++;
	// 2, 5, … 50
	expect(yields).toBe(16);
});

test('a frame that never fits fails at its FUNC, whoever calls', () => {
	const pair = new Pair(`main: FUNC
result: OUTi
	MOVi result #7
	CALL &large %0 *1
	RETU
large: FUNC
	PARA *1
	LOCA *300
	RETU
`);
	expect(pair.call('main')).toBe(STATUS.DATA_STACK_OVERFLOW);
	expect(pair.compiled.faultFunction()).toBe('large');
	expect(pair.compiled.memory[pair.compiled.stackBase]).toBe(7);
	for (const machine of [pair.compiled, pair.interpreted]) {
		Object.assign(machine, { ip: -1, dsp: machine.stackBase, callDepth: 0 });
	}
	expect(pair.call('large')).toBe(STATUS.DATA_STACK_OVERFLOW);
});

describe('a failure', () => {
	test.each([
		['DIVi %1 %0 %2', STATUS.DIVISION_BY_ZERO],
		['MODi %1 %0 %2', STATUS.DIVISION_BY_ZERO],
		['DIVf %1 %0 %2', STATUS.DIVISION_BY_ZERO],
		['PEEK %1 %0', STATUS.BAD_PEEK],
		['POKE %0 #1', STATUS.BAD_POKE],
		['CALL %0 %1 *1', STATUS.BAD_CALL],
	] as const)('of %s leaves all that was done before it and nothing behind', (instruction, status) => {
		for (const host of Object.values(HOSTS)) {
			const source = `g: GLOB *1
main: FUNC
result: OUTi
a: INPi
c: LOCi
	MOVi c #8
	MOVi %0 a
	MOVi %2 #0
	ADDi c c #1
	${instruction}
	POKE &g #1
	RETU
`;
			const pair = new Pair(source, host);
			expect(pair.call('main', [3])).toBe(status);
			// The stack begins at word 1, c is slot 2.
			expect(pair.compiled.memory[1 + 2]).toBe(9);
			expect(pair.compiled.memory[0]).toBe(0);
		}
	});

	test('of a pointer below and above memory is one of the pointer, at any distance', () => {
		for (const index of [-1, 256, 255, 0x7fffffff, -0x80000000]) {
			const pair = new Pair('main: FUNC\n\tPARA *1\np: INPp\n\tPEEK %0 p\n\tRETU\n');
			expect(pair.call('main', [(MEMORY_OFFSET + index) | 0])).toBe(STATUS.BAD_PEEK);
		}
	});
});

test('a module is validated by the engine and binds to machines in WebAssembly memory only', () => {
	const program = programOf('main: FUNC\n\tRETU\n', { memoryWords: 64, natives: [] });
	const module = new WebAssembly.Module(compileProgram(program, plainHost([])));
	const { wasmMemory: _, ...plain } = privateSpace(64, 8);
	const machine = new Machine(plain);
	expect(() => bindCompiled(module, machine)).toThrow(RangeError);
	expect(() => bindCompiled(module, new Machine(privateSpace(64, 8)))).toThrow('no program');
});
