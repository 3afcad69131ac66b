/** Plays one program on two machines in lock step and demands the same state of both whenever a run ends. */

import { assemble } from '../assembler.ts';
import { type Executor, Machine, type MachineSpace, UNLIMITED_COPY } from '../machine.ts';
import { CALL_STACK_ENTRY_WORDS, NO_INSTRUCTION, REGISTER } from '../machine-space.ts';
import { MEMORY_OFFSET, type Program } from '../program.ts';
import { STATUS, statusName } from '../status.ts';
import { CALL_RECORD, FUZZ_HOST_NATIVES, FuzzHost } from './fuzz-natives.testing.ts';
import { FUEL, type WordType } from './program-shape.testing.ts';
import { FUZZ_NATIVES, type FuzzNativeName, type RandomProgram } from './random-programs.testing.ts';
import { RandomSource } from './random-source.testing.ts';
import { nameOfWord } from './word-names.testing.ts';

/** One of two that are compared. */
export interface ExecutorSide {
	/** What a report calls it. */
	readonly name: string;
	/** Natives that it may execute by itself, so that the record of their calls is not whole; their effects are compared all the same. */
	readonly ownNatives?: readonly FuzzNativeName[];
	/** The space of its machine: that many words of memory, that many entries of call stack. Zeroed. */
	makeSpace(memoryWords: number, callStackEntries: number): MachineSpace;
	/** The executor for a machine, asked for once the machine has its program. */
	executorFor(machine: Machine): Executor;
}

/** How a comparison is played. */
export interface ComparisonOptions {
	/** Runs of each machine, 40 if not given. */
	readonly runs?: number;
	/** Whether B's machine is handed from one executor to the other between runs. */
	readonly exchange?: boolean;
	/** Told after every run that both sides agree on, for statistics. */
	onRun?(machine: Machine, status: number): void;
}

/** Two executors did not do the same. The message has all that it takes to see it again. */
export class ExecutorDifference extends Error {
	override readonly name = 'ExecutorDifference';
}

/** A call that the host made and that has not returned: what it interrupted. */
interface HostCall {
	readonly ip: number;
	readonly dsp: number;
	readonly callDepth: number;
	/** How the interrupted function had stopped. */
	readonly status: number;
}

const DEFAULT_RUNS = 40;
/** Told apart from the generator's decisions on the same seed. */
const SCHEDULE_SALT = 0x2545f491;
const HOST_SALT = 0x7f4a7c15;
/** What happened last, in a report. */
const REPORTED_EVENTS = 12;
/** Words above a suspended function's dsp where a host may place another call. */
const MOST_WORDS_ABOVE = 9;
const MOST_HOST_CALLS = 4;
/** Cycles that natives may add to those of one run. */
const CYCLES_FROM_NATIVES = 2000;

/**
 * Plays a program: enters functions, also above suspended ones, gives budgets that end anywhere, resumes, changes globals and
 * gives up, as its seed decides. After every run of both machines their registers, live call stack, whole memory and calls of
 * natives must be the same; only two quiet NaNs in the same place may differ, and B is then given A's, so that it makes no difference.
 *
 * @throws ExecutorDifference when they are not, or an executor throws; Error when the program does not assemble.
 */
export function compareExecutors(
	program: RandomProgram,
	a: ExecutorSide,
	b: ExecutorSide,
	options: ComparisonOptions = {},
): void {
	const assembled = assemble(program.source, { memoryWords: program.memoryWords, natives: FUZZ_NATIVES });
	if (!assembled.ok) throw new Error(`line ${assembled.error.at.line}: ${assembled.error.message}\n${program.source}`);
	let lockStep: LockStep;
	try {
		lockStep = new LockStep(program, assembled.program, a, b, options);
	} catch (cause) {
		throw new ExecutorDifference(`Seed ${program.seed}: there is no executor for this program: ${cause}\n${program.source}`, {
			cause,
		});
	}
	lockStep.play();
}

class LockStep {
	readonly #program: RandomProgram;
	readonly #options: ComparisonOptions;
	readonly #names: readonly [string, string];
	/** Natives whose calls are not compared, by their index. */
	readonly #unrecorded: ReadonlySet<number>;
	readonly #a: Machine;
	readonly #b: Machine;
	readonly #machines: readonly [Machine, Machine];
	readonly #hosts: readonly [FuzzHost, FuzzHost];
	/** B's own executor and A's, for B's machine. */
	readonly #executorsOfB: readonly [Executor, Executor];
	readonly #random: RandomSource;
	readonly #hostCalls: HostCall[] = [];
	readonly #events: string[] = [];
	#run = 0;
	/** How the function that would go on now had stopped. */
	#status: number = STATUS.OK;

	constructor(program: RandomProgram, assembled: Program, a: ExecutorSide, b: ExecutorSide, options: ComparisonOptions) {
		this.#program = program;
		this.#options = options;
		this.#names = [a.name, b.name];
		this.#unrecorded = new Set([a, b].flatMap(({ ownNatives = [] }) => ownNatives.map((name) => FUZZ_NATIVES.indexOf(name))));
		this.#random = new RandomSource(program.seed ^ SCHEDULE_SALT);
		this.#hosts = [new FuzzHost(program.seed ^ HOST_SALT), new FuzzHost(program.seed ^ HOST_SALT)];
		const machineOf = (side: ExecutorSide, host: FuzzHost): Machine => {
			const machine = new Machine(side.makeSpace(program.memoryWords, program.callStackEntries));
			machine.load(assembled, FUZZ_HOST_NATIVES);
			machine.host = host;
			return machine;
		};
		this.#a = machineOf(a, this.#hosts[0]);
		this.#b = machineOf(b, this.#hosts[1]);
		this.#machines = [this.#a, this.#b];
		this.#a.executor = a.executorFor(this.#a);
		this.#b.executor = b.executorFor(this.#b);
		this.#executorsOfB = [this.#b.executor, options.exchange === true ? a.executorFor(this.#b) : this.#b.executor];
	}

	play(): void {
		const runs = this.#options.runs ?? DEFAULT_RUNS;
		for (this.#run = 0; this.#run < runs; this.#run++) {
			this.#prepare();
			this.#setBudgets();
			if (this.#options.exchange === true && this.#random.chance(40)) {
				const executor = this.#random.below(2);
				this.#b.executor = this.#executorsOfB[executor];
				this.#note(`B is run by ${this.#names[1 - executor]}`);
			}
			const status = this.#runOf(this.#a, this.#names[0]);
			this.#runOf(this.#b, this.#names[1]);
			this.#note(`run gives ${statusName(status)}`);
			this.#compare();
			this.#options.onRun?.(this.#a, status);
			this.#status = status;
			if (status === STATUS.OK) this.#leaveHostCall();
		}
	}

	#runOf(machine: Machine, name: string): number {
		try {
			return machine.run();
		} catch (error) {
			return this.#fail(`${name} throws ${error}`, error);
		}
	}

	#note(event: string): void {
		this.#events.push(`${this.#run}: ${event}`);
		if (this.#events.length > REPORTED_EVENTS) this.#events.shift();
	}

	/** Brings both machines to where the next run starts. */
	#prepare(): void {
		const random = this.#random;
		if (random.chance(25)) this.#changeGlobals();
		if (this.#a.ip !== NO_INSTRUCTION) this.#goOn();
		if (this.#a.ip === NO_INSTRUCTION && !random.chance(3)) this.#enter(random.chance(20) ? random.below(MOST_WORDS_ABOVE) : 0);
	}

	/** Decides what becomes of the function that has been suspended or has failed. */
	#goOn(): void {
		const decision = this.#random.below(100);
		const mayEnter = this.#hostCalls.length < MOST_HOST_CALLS;
		if (this.#status >= STATUS.TIME_OUT) {
			if (decision < 14 && mayEnter) this.#enter(this.#random.chance(30) ? 0 : this.#random.below(MOST_WORDS_ABOVE));
			else if (decision < 18) this.#giveUp();
			else this.#note('resume');
		} else if (decision < 12) this.#note('try again');
		else if (decision < 20 && mayEnter) this.#enter(this.#random.below(MOST_WORDS_ABOVE));
		else if (decision < 40) this.#giveUp();
		else this.#giveUpAll();
	}

	/** Calls a function in a frame so many words above the suspended function's dsp. */
	#enter(wordsAbove: number): void {
		const random = this.#random;
		const { functions } = this.#program;
		const callee = random.chance(35) ? functions[0] : random.pick(functions);
		const { ip, dsp, callDepth } = this.#a;
		const frame = Math.min(dsp + wordsAbove, 0x7fffffff);
		const pointer = random.chance(2) ? random.word() : this.#a.functionPointer(callee.name);
		const writesArguments = random.chance(85);
		callee.parameters.forEach((type, index) => {
			const argument = this.#argument(type);
			const slot = frame + 1 + index;
			if (writesArguments && slot < this.#a.stackEnd) for (const machine of this.#machines) machine.memory[slot] = argument;
		});
		const [entered, enteredB] = this.#machines.map((machine) => {
			machine.dsp = frame;
			const status = machine.enterCall(pointer);
			if (status !== STATUS.OK) machine.dsp = dsp;
			return status;
		});
		this.#note(`enter ${callee.name} at dsp ${frame}: ${statusName(entered)}`);
		if (entered !== enteredB) this.#fail(`enterCall answers ${entered} and ${enteredB}`);
		if (entered === STATUS.OK) this.#hostCalls.push({ ip, dsp, callDepth, status: this.#status });
	}

	#argument(type: WordType): number {
		const random = this.#random;
		if (type === 'p') return MEMORY_OFFSET + random.below(random.chance(80) ? 24 : this.#a.memoryWords);
		if (type === 'f') return new Int32Array(new Float32Array([random.between(-40, 40) / 8]).buffer)[0];
		return random.chance(70) ? random.between(-3, 9) : random.word();
	}

	/** The innermost call of the host has returned: what it interrupted gets its dsp back. */
	#leaveHostCall(): void {
		const call = this.#hostCalls.pop();
		if (call === undefined) return;
		this.#status = call.status;
		for (const machine of this.#machines) machine.dsp = call.dsp;
	}

	/** Forgets the innermost call of the host, as if it had not been made, but for what it did to memory. */
	#giveUp(): void {
		const call = this.#hostCalls.pop();
		if (call === undefined) return;
		const { ip, dsp, callDepth, status } = call;
		this.#status = status;
		for (const machine of this.#machines) Object.assign(machine, { ip, dsp, callDepth });
		this.#note('give up the innermost call');
	}

	#giveUpAll(): void {
		this.#hostCalls.splice(1);
		this.#giveUp();
	}

	#changeGlobals(): void {
		const random = this.#random;
		for (let count = random.below(4); count > 0; count--) {
			const word = random.below(this.#a.stackBase);
			const value = random.chance(50) ? random.between(-2, 12) : random.word();
			for (const machine of this.#machines) machine.memory[word] = value;
			this.#note(`${nameOfWord(this.#a, word)} becomes ${value}`);
		}
		const fuel = this.#a.symbol(FUEL);
		const supply = random.below(40);
		if (fuel !== undefined && random.chance(50)) for (const machine of this.#machines) machine.memory[fuel.address] = supply;
	}

	/** Cycles of every order of magnitude, so that time-outs fall everywhere, and at times few words to copy. */
	#setBudgets(): void {
		for (const host of this.#hosts) host.cyclesToGive = CYCLES_FROM_NATIVES;
		const random = this.#random;
		const kind = random.weighted({ none: 1, one: 4, few: 16, some: 30, many: 30, whatIsLeft: 2 });
		const cycles = { none: 0, one: 1, few: random.between(2, 9), some: random.between(10, 200), many: random.between(200, 3000) };
		if (kind !== 'whatIsLeft' || this.#a.cycles > cycles.many) {
			const budget = kind === 'whatIsLeft' ? cycles.many : cycles[kind];
			for (const machine of this.#machines) machine.cycles = budget;
			this.#note(`${budget} cycles`);
		}
		const isLimited = this.#a.copyAllowance !== UNLIMITED_COPY;
		if (isLimited ? !random.chance(50) : !random.chance(12)) return;
		const allowance = isLimited && random.chance(50) ? UNLIMITED_COPY : random.below(120);
		for (const machine of this.#machines) machine.copyAllowance = allowance;
		this.#note(`copy allowance ${allowance}`);
	}

	#compare(): void {
		const [a, b] = this.#machines;
		for (const [name, register] of Object.entries(REGISTER)) this.#expectSame(name, a.registers[register], b.registers[register]);
		for (let word = 0; word < a.callDepth * CALL_STACK_ENTRY_WORDS; word++) {
			if (a.callStack[word] === b.callStack[word]) continue;
			const part = word % CALL_STACK_ENTRY_WORDS === 0 ? 'ip' : 'dsp';
			this.#expectSame(`call stack entry ${word >> 1} ${part}`, a.callStack[word], b.callStack[word]);
		}
		this.#compareCalls();
		for (let word = 0; word < a.memoryWords; word++) {
			if (a.memory[word] === b.memory[word]) continue;
			if (isQuietNaN(a.memory[word]) && isQuietNaN(b.memory[word])) b.memory[word] = a.memory[word];
			else this.#expectSame(`memory[${word}], ${nameOfWord(a, word)}`, a.memory[word], b.memory[word]);
		}
	}

	#compareCalls(): void {
		const [callsOfA, callsOfB] = this.#hosts.map(({ calls }) => this.#recorded(calls));
		for (let word = 0; word < Math.max(callsOfA.length, callsOfB.length); word++) {
			const field = word % CALL_RECORD.length;
			const native = FUZZ_NATIVES[callsOfA[word - field] ?? callsOfB[word - field]];
			const place = `call ${Math.floor(word / CALL_RECORD.length)} of a native since the last comparison (${native}), ${CALL_RECORD[field]}`;
			if (callsOfA[word] !== callsOfB[word]) this.#expectSame(place, callsOfA[word], callsOfB[word]);
		}
		for (const { calls } of this.#hosts) calls.length = 0;
	}

	/** Calls without those that one side may not have on record. */
	#recorded(calls: readonly number[]): readonly number[] {
		if (this.#unrecorded.size === 0) return calls;
		return calls.filter((_, word) => !this.#unrecorded.has(calls[word - (word % CALL_RECORD.length)]));
	}

	#expectSame(what: string, left: number | undefined, right: number | undefined): void {
		if (left !== right) this.#fail(`${what}: ${this.#names[0]} ${shown(left)}, ${this.#names[1]} ${shown(right)}`);
	}

	#fail(difference: string, cause?: unknown): never {
		const { seed, profile, source } = this.#program;
		const place = `A stands in ${this.#a.faultFunction() || 'no function'}, line ${this.#a.faultLine()}; B in ${this.#b.faultFunction() || 'no function'}, line ${this.#b.faultLine()}`;
		throw new ExecutorDifference(
			`Seed ${seed} (${profile}), run ${this.#run}: ${difference}\n${place}\nBefore that:\n${this.#events.join('\n')}\nThe program:\n${source}`,
			{ cause },
		);
	}
}

/** Whether a word can be a NaN that arithmetic made: one with the first bit of its fraction set. */
function isQuietNaN(word: number): boolean {
	return (word & 0x7fc00000) === 0x7fc00000;
}

function shown(word: number | undefined): string {
	if (word === undefined) return 'nothing';
	const float = new Float32Array(new Int32Array([word]).buffer)[0];
	return `${word} (0x${(word >>> 0).toString(16).padStart(8, '0')}, ${float})`;
}
