import type { AssemblyHost } from '../../gazl/assembler.ts';
import { type Executor, Machine, privateSpace } from '../../gazl/machine.ts';
import type { Program } from '../../gazl/program.ts';
import { YieldingRun } from '../../offline/replay/yielding-run.ts';
import { littleEndianBytes, sha256 } from '../words.ts';
import { type NativeCall, TEST_NATIVES, testNatives } from './test-natives.ts';

/** The machine of the corpora, where a case does not ask for another (conformance/README.md). */
export const TEST_MACHINE = { memoryWords: 4096, callStackEntries: 64, budgetCycles: 1_000_000, resumes: 0 } as const;

/** What programs of the corpora are assembled against. */
export function testAssemblyHost(
	options: Pick<AssemblyHost, 'constants' | 'codeCapacity' | 'functionCapacity'> & {
		readonly memoryWords?: number;
		readonly natives?: AssemblyHost['natives'];
	},
): AssemblyHost {
	return { memoryWords: TEST_MACHINE.memoryWords, natives: TEST_NATIVES, ...options };
}

/** A step of a case: either `call` or `resume`. */
export interface Step {
	/** Name of the function to enter. */
	readonly call?: string;
	/** Goes on with what is suspended. */
	readonly resume?: boolean;
	/** Words for the first slots of the function's frame, as hexadecimal words. */
	readonly arguments?: string;
	/** Cycles. */
	readonly budget?: number;
	/** Yields to resume within the step. */
	readonly resumes?: number;
	/** Words from the end of frame to look at afterwards. */
	readonly frameWords?: number;
}

/** A machine with a program and the natives of the corpora, worked step by step. */
export class TestMachine {
	readonly machine: Machine;
	readonly run: YieldingRun;
	/** Native calls so far. */
	readonly nativeCalls: NativeCall[] = [];

	constructor(program: Program, callStackEntries: number, executor: Executor) {
		this.machine = new Machine(privateSpace(program.memoryWords, callStackEntries));
		this.machine.executor = executor;
		this.run = new YieldingRun(this.machine);
		this.machine.load(program, testNatives(this.run.yieldNative, this.nativeCalls));
	}

	/** Does a step; how it ended is in `run`. */
	step(step: Step): void {
		const budget = step.budget ?? TEST_MACHINE.budgetCycles;
		const resumes = step.resumes ?? TEST_MACHINE.resumes;
		if (step.call === undefined) {
			this.run.run(budget, resumes);
			return;
		}
		const words = step.arguments?.split(' ').map((word) => Number.parseInt(word, 16)) ?? [];
		this.machine.memory.set(words, this.machine.dsp);
		this.run.call(step.call, budget, resumes);
	}

	/** The first words behind the end of the current frame. */
	frame(words: number): Int32Array {
		return this.machine.memory.slice(this.machine.dsp, this.machine.dsp + words);
	}

	/** The present words of every writable symbol that is not temporary, by name. */
	globals(): ReadonlyMap<string, Int32Array> {
		const { machine } = this;
		const kept = machine.program?.symbols.filter(({ section }) => section === 'GLOB' || section === 'alias') ?? [];
		return new Map(kept.map(({ name, address, sizeWords }) => [name, machine.memory.slice(address, address + sizeWords)]));
	}

	/** SHA-256 of all memory. */
	memoryDigest(): string {
		return sha256(littleEndianBytes(this.machine.memory));
	}
}
