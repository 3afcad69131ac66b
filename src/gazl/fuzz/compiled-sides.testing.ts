/** Compiled code as a side of comparisons, under hosts that tell the compiler more or less of their natives. */

import type { HostWindow } from '../host-symbols.ts';
import { type Executor, type Machine, privateSpace } from '../machine.ts';
import { type MachineSpace, REGISTER } from '../machine-space.ts';
import { MEMORY_OFFSET } from '../program.ts';
import { STATUS } from '../status.ts';
import { BodyWriter, type FunctionBody } from '../wasm/body-writer.ts';
import type { CodeForm } from '../wasm/code-form.ts';
import { compileProgram } from '../wasm/compile-program.ts';
import { bindCompiled, runCompiled } from '../wasm/compiled-run.ts';
import { heatCounters } from '../wasm/heat-counters.ts';
import { type HostCode, type HostContext, type NativeTraits, plainHost, type WordRange } from '../wasm/host-code.ts';
import { HOST_IMPORTS, REGISTER_OFFSET } from '../wasm/module-interface.ts';
import type { ExecutorSide } from './compare-executors.testing.ts';
import { MOST_WORDS } from './fuzz-natives.testing.ts';
import { FUZZ_NATIVES, type FuzzNativeName } from './random-programs.testing.ts';

/** Code of a native in the module of a program; its only parameter is the window. */
class NativeWriter extends BodyWriter {
	readonly context: HostContext;
	readonly stackEnd: number;

	constructor(context: HostContext) {
		super(['i32'], ['window']);
		const { memoryWords, constantImage } = context.program;
		this.context = context;
		this.stackEnd = memoryWords - constantImage.length;
	}

	/** Puts a word of the window on the stack. */
	windowWord(word: number): this {
		this.windowAddress();
		return this.load('i32.load', word * 4);
	}

	/** Puts the window's byte address on the stack. */
	windowAddress(): this {
		return this.get(0).i32(2).op('i32.shl').globalGet(this.context.module.words).op('i32.add');
	}

	/** Opens a block for the case that the stack has room for the window. */
	ifWindowFits(words: number): this {
		return this.get(0)
			.i32(this.stackEnd - words)
			.op('i32.le_s')
			.if();
	}

	/** Lets the host's function do the rest, and ends. */
	leaveToHost(native: FuzzNativeName): FunctionBody {
		const { registers, native: hostNative } = this.context.module;
		this.globalGet(registers).get(0).store('i32.store', REGISTER_OFFSET.DSP);
		return this.i32(this.context.program.natives.indexOf(native)).call(hostNative).finish();
	}
}

/** `yield`: no cycles are left behind the call. */
function yieldBody(context: HostContext): FunctionBody {
	const body = new NativeWriter(context);
	body.globalGet(context.module.registers).i32(0).store('i32.store', REGISTER_OFFSET.CYCLES);
	return body.i32(STATUS.OK).finish();
}

/** A native in the module that leaves everything to the host's. */
const passedOn = (native: FuzzNativeName) => (context: HostContext) => new NativeWriter(context).leaveToHost(native);

/** `sum`: reads through a pointer; the result goes into the window, which lies in the caller's frame. */
function sumBody(context: HostContext): FunctionBody {
	const body = new NativeWriter(context);
	const [count, start, sum] = ['count', 'start', 'sum'].map((name) => body.addLocal('i32', name));
	const readable = context.program.memoryWords - 1;
	body.ifWindowFits(3);
	body.windowWord(2).set(count);
	body.get(count).i32(MOST_WORDS).get(count).i32(MOST_WORDS).op('i32.lt_u').op('select').set(count);
	body.windowWord(1).i32(MEMORY_OFFSET).op('i32.sub').set(start);
	body.get(count).i32(readable).op('i32.lt_u');
	body.get(start).i32(readable).get(count).op('i32.sub').op('i32.le_u').op('i32.and').if();
	body.block().loop();
	body.get(count).op('i32.eqz').brIf(1);
	body.get(sum).i32(31).op('i32.mul');
	body.get(start).i32(2).op('i32.shl').globalGet(context.module.words).op('i32.add').load('i32.load');
	body.op('i32.add').set(sum);
	body.get(start).i32(1).op('i32.add').set(start);
	body.get(count).i32(1).op('i32.sub').set(count);
	body.br(0).end().end();
	body.windowAddress().get(sum).store('i32.store');
	body.i32(STATUS.OK).op('return').end().end();
	// What it answers about a window or words that are not there is the host's to decide.
	return body.leaveToHost('sum');
}

/** A native that touches no memory of the machine. */
const UNSEEN = { readsMemory: false, writesMemory: false } as const;

/** Natives with code of their own. */
export const OWN_CODE = {
	yield: { ...UNSEEN, suspends: true, code: yieldBody },
	retry: { ...UNSEEN, suspends: true, code: passedOn('retry') },
	stop: { ...UNSEEN, suspends: false, code: passedOn('stop') },
	budget: { ...UNSEEN, readsMemory: true, suspends: false, code: passedOn('budget') },
	sum: { suspends: false, readsMemory: true, writesMemory: true, code: sumBody },
	fill: { suspends: false, readsMemory: false, writesMemory: true, code: passedOn('fill') },
	scatter: { suspends: false, readsMemory: false, writesMemory: true, code: passedOn('scatter') },
} as const satisfies Readonly<Partial<Record<FuzzNativeName, NativeTraits>>>;

/** Words behind a machine's state for the counters of its program. */
const COUNTER_WORDS = 16_384;

/** A space with room for counters behind the memory, and for a shadow of all of it behind them. */
function spaceWithCounters(memoryWords: number, callStackEntries: number): MachineSpace {
	const { callStack, memory, ...rest } = privateSpace(2 * memoryWords + COUNTER_WORDS, callStackEntries);
	return { ...rest, callStack, memory: memory.subarray(0, memoryWords) };
}

/** Byte address of the counters of a machine in such a space. */
function countersOf({ memory }: Machine): number {
	return memory.byteOffset + memory.byteLength;
}

/** Shadow of the first words of a machine in the space of a compiled side, as many as are asked for. */
export function shadowOf(machine: Machine, words: number): Int32Array {
	return new Int32Array(machine.memory.buffer, countersOf(machine) + COUNTER_WORDS * 4, words);
}

/**
 * Side that runs a program compiled for a host with these natives.
 *
 * @param shadowedWords those that checked forms look up, in `shadowOf` the machine; none by default
 * @param registers those of a host that has some; the program is then taken for one that asks for them
 */
export function compiledSide(
	name: string,
	natives: HostCode['natives'],
	form: CodeForm = 'plain',
	shadowedWords: WordRange = { start: 0, words: 0 },
	registers?: HostWindow,
): ExecutorSide {
	const host = { ...plainHost([]), natives, shadowedWords, ...(registers && { registers }) };
	return {
		name,
		ownNatives: FUZZ_NATIVES.filter((native) => natives[native]?.code !== undefined),
		makeSpace: spaceWithCounters,
		executorFor(machine) {
			const { program } = machine;
			if (program === null) throw new Error('The machine has no program');
			const compiledProgram = registers === undefined ? program : { ...program, windows: ['registers'] };
			if (heatCounters(program).words > COUNTER_WORDS) throw new RangeError('The program has too many counters');
			const hostImports = {
				[HOST_IMPORTS.counters]: countersOf(machine),
				[HOST_IMPORTS.shadow]: shadowOf(machine, shadowedWords.words).byteOffset,
			};
			machine.compiled = bindCompiled(new WebAssembly.Module(compileProgram(compiledProgram, host, form)), machine, {
				hostImports,
			});
			return runCompiled;
		},
	};
}

/** Compiled code under three hosts, and the form that counts. */
export const COMPILED_SIDES = {
	/** Functions are gone on with behind natives that suspend. */
	prepared: compiledSide('compiled code', plainHost(['yield', 'retry']).natives),
	/** Nothing is known of any native: behind a suspension the interpreter goes on. */
	unprepared: compiledSide('compiled code that expects no suspension', {}),
	/** Natives with code of their own, for some of which nothing is written to memory before the call. */
	ownCode: compiledSide('compiled code with natives', OWN_CODE),
	/** The same, counting accesses and passes. */
	instrumented: compiledSide('compiled code that counts', OWN_CODE, 'instrumented'),
} as const satisfies Record<string, ExecutorSide>;

/** Counts who executes what when machines run compiled code. In cycles, without what natives take and give. */
export class CycleMeter {
	total = 0;
	compiled = 0;
	#byNatives = 0;

	/** Share of the cycles that the interpreter executed, 0 to 1. */
	get interpretedShare(): number {
		return (this.total - this.compiled) / this.total;
	}

	/**
	 * The executor of a machine with compiled code, metered. Its natives must all be the host's, or what they do to the cycles counts
	 * as the program's.
	 */
	metered(machine: Machine, executor: Executor): Executor {
		const { compiled } = machine;
		if (compiled === null) throw new Error('Only compiled code is metered');
		machine.natives = machine.natives.map((native) => (calling) => {
			const { cycles } = calling;
			const status = native(calling);
			// What a native that fails did to the cycles is taken back.
			if (status === STATUS.OK) this.#byNatives += cycles - calling.cycles;
			return status;
		});
		const run = (): number => {
			const [answer, used] = this.#measure(machine, compiled.run);
			this.compiled += used;
			return answer;
		};
		machine.compiled = { ...compiled, run };
		return (running) => {
			const [status, used] = this.#measure(running, () => executor(running));
			this.total += used;
			return status;
		};
	}

	/** What a run answers, and the cycles that instructions took in it. */
	#measure({ registers }: Machine, run: () => number): readonly [number, number] {
		const before = registers[REGISTER.CYCLES];
		const byNatives = this.#byNatives;
		const answer = run();
		const left = registers[REGISTER.CYCLES];
		// A run that comes to the end of its cycles takes one that it does not have.
		const overdrawn = registers[REGISTER.STATUS] === STATUS.TIME_OUT && left === -1 ? 1 : 0;
		return [answer, before - left - overdrawn - (this.#byNatives - byNatives)];
	}
}
