import type { AccessWatcher } from './access-watcher.ts';
import { interpret } from './interpreter.ts';
import { functionPointer, type LinkedProgram, linkProgram } from './linked-program.ts';
import {
	CALL_STACK_ENTRY_WORDS,
	HOST_MARKER,
	MACHINE_REGISTERS,
	type MachineSpace,
	NO_INSTRUCTION,
	REGISTER,
	UNLIMITED_COPY,
} from './machine-space.ts';
import { type DataSymbol, IP_OFFSET, MEMORY_OFFSET, type Program } from './program.ts';
import type { RegisterWindow } from './register-window.ts';
import { STATUS } from './status.ts';
import type { CompiledCode } from './wasm/compiled-run.ts';

export { MACHINE_REGISTERS, type MachineSpace, privateSpace, UNLIMITED_COPY } from './machine-space.ts';

/**
 * A function of the host that a program calls. While it runs, the machine shows it the cycles that remain and, as dsp, its
 * window: result in word 0, arguments from word 1 (`Machine.parameters`). Answering 0 goes on behind the CALL, with the
 * cycles that the native left in `machine.cycles`. Any other answer stops the run with it as status; the CALL executes again
 * on resume and a change of `cycles` is lost (gazl.md 12.2, 13.4).
 */
export type Native = (machine: Machine) => number;

/** Runs a machine from the state in its registers until something stops it; leaves the state there and returns the status. */
export type Executor = (machine: Machine) => number;

const NO_WORDS = new Int32Array(0);

/**
 * A GAZL processor: a program, and a space that holds all that changes while it runs.
 *
 * Everything but `load`, `attach` and the look-ups by name may be used on the audio thread: it allocates and throws nothing.
 */
export class Machine {
	/** The space's memory; the program sees its first `memoryWords` words. */
	readonly memory: Int32Array;
	/** The same words as binary32 numbers. */
	readonly memoryFloats: Float32Array;
	/** The space's call stack, for executors. */
	readonly callStack: Int32Array;
	/** The space's registers, see `REGISTER`, for executors. */
	readonly registers: Int32Array;
	/** The WebAssembly memory in which the space lies, null when it lies elsewhere. */
	readonly wasmMemory: WebAssembly.Memory | null;
	/** What runs the program; may be exchanged whenever no run is in progress. */
	executor: Executor = interpret;
	/** The program's compiled code, for executors; it may be of another program when that has just been exchanged. */
	compiled: CompiledCode | null = null;
	/** Follows what the interpreter does, whichever executor calls it; may be exchanged like that. */
	watcher: AccessWatcher | null = null;
	/** What the host shows where no memory is; null for nothing, so that every address there is a bad one. */
	registerWindow: RegisterWindow | null = null;

	/** The program with what was derived from it, or null before one is loaded. */
	linked: LinkedProgram | null = null;
	/** The program's code, for executors. */
	code: Int32Array = NO_WORDS;
	/** The same words as binary32 numbers: float constants. */
	codeFloats: Float32Array = new Float32Array(0);
	/** Ordinal of the function that each instruction belongs to. */
	owners: Int32Array = NO_WORDS;
	/** Index of the FUNC instruction of each function, by ordinal. */
	entryPoints: Int32Array = NO_WORDS;
	/**
	 * The host's own, for its natives: what they work on. Natives are best plain functions that find it here, because compiled code
	 * that calls a closure is thrown away with the object that the closure belongs to.
	 */
	host: unknown = null;
	/** Natives in the order of `Program.natives`. */
	natives: readonly Native[] = [];
	/** Total memory M of the program in words. */
	memoryWords = 0;
	/** Words from 0 that a program may write, RW: all below the constants. */
	writableWords = 0;
	/** First word of the data stack: behind the globals. */
	stackBase = 0;
	/** Word behind the data stack: the first of the heap, or the lowest constant where there is none. */
	stackEnd = 0;

	/** @throws RangeError when the space is not one: too few registers, or half an entry of call stack. */
	constructor(space: MachineSpace) {
		if (space.registers.length < MACHINE_REGISTERS || space.callStack.length % CALL_STACK_ENTRY_WORDS !== 0) {
			throw new RangeError(
				`A machine needs ${MACHINE_REGISTERS} registers and whole call stack entries, not ${space.registers.length} and ${space.callStack.length} words`,
			);
		}
		this.memory = space.memory;
		this.memoryFloats = new Float32Array(space.memory.buffer, space.memory.byteOffset, space.memory.length);
		this.callStack = space.callStack;
		this.registers = space.registers;
		this.wasmMemory = space.wasmMemory ?? null;
		this.#reset();
	}

	/**
	 * Puts a program in, ready to be entered: its globals and constants in memory, data stack and call stack zeroed,
	 * registers initial (gazl.md 13.1). Natives are taken by name; a program may use fewer than there are.
	 *
	 * @throws RangeError when the program does not fit the space, needs a native that is not there, or is damaged.
	 */
	load(program: Program, natives: Readonly<Record<string, Native>>): void {
		this.plug(linkProgram(program), resolveNatives(program, natives));
	}

	/**
	 * `load` for the audio thread: everything has been prepared, so this only writes words. `natives` are in the order of
	 * `Program.natives`.
	 *
	 * @throws RangeError when the program does not fit the space or natives are missing.
	 */
	plug(linked: LinkedProgram, natives: readonly Native[]): void {
		this.#adopt(linked, natives);
		this.memory.set(linked.program.globalImage, 0);
		this.memory.fill(0, this.stackBase, this.writableWords);
		this.memory.set(linked.program.constantImage, this.writableWords);
		this.callStack.fill(0);
		this.#reset();
	}

	/**
	 * Takes over a program whose state is already in the space, suspended or not, such as the copy of another machine's.
	 *
	 * @throws RangeError as `load` does, and when the registers or the call stack are no state of this program.
	 */
	attach(program: Program, natives: Readonly<Record<string, Native>>): void {
		this.#adopt(linkProgram(program), resolveNatives(program, natives));
		const { ip, dsp, callDepth, callStack } = this;
		const isState = (instruction: number, frame: number): boolean =>
			instruction >= NO_INSTRUCTION && instruction < this.owners.length && frame >= this.stackBase;
		let possible = isState(ip, dsp) && callDepth >= 0 && callDepth * CALL_STACK_ENTRY_WORDS <= callStack.length;
		let markerMayFollow = false;
		for (let word = 0; possible && word < callDepth * CALL_STACK_ENTRY_WORDS; word += CALL_STACK_ENTRY_WORDS) {
			const isMarker = callStack[word] === HOST_MARKER;
			possible = isMarker ? markerMayFollow : isState(callStack[word], callStack[word + 1]);
			markerMayFollow = !isMarker;
		}
		if (!possible) {
			throw new RangeError(`Not a state of this program: ip ${ip}, dsp ${dsp}, ${callDepth} call stack entries, or one of them`);
		}
	}

	/** The program, or null before one is loaded. */
	get program(): Program | null {
		return this.linked?.program ?? null;
	}

	/** Cycles that remain, signed; a run of N cycles executes N instructions and a time-out leaves −1. */
	get cycles(): number {
		return this.registers[REGISTER.CYCLES];
	}
	set cycles(cycles: number) {
		this.registers[REGISTER.CYCLES] = cycles;
	}

	/** Word index of `%0` of the running frame, where the frame of a next call begins; in a native, of its window. */
	get dsp(): number {
		return this.registers[REGISTER.DSP];
	}
	set dsp(wordIndex: number) {
		this.registers[REGISTER.DSP] = wordIndex;
	}

	/** Index of the instruction that runs next, −1 when nothing is entered. */
	get ip(): number {
		return this.registers[REGISTER.IP];
	}
	set ip(instruction: number) {
		this.registers[REGISTER.IP] = instruction;
	}

	/** Call stack entries in use; the host's own calls take two each. */
	get callDepth(): number {
		return this.registers[REGISTER.CALL_DEPTH];
	}
	set callDepth(entries: number) {
		this.registers[REGISTER.CALL_DEPTH] = entries;
	}

	/** One past the highest word of the data stack that any frame could use since `load`; `stackBase` before the first. */
	get stackPeak(): number {
		return this.registers[REGISTER.STACK_PEAK];
	}

	/** What the last run returned; 0 before the first. */
	get status(): number {
		return this.registers[REGISTER.STATUS];
	}

	/**
	 * Words that COPY may still move. A COPY costs one cycle whatever its size, so a host that has to bound a run's time sets
	 * this beside `cycles`: the COPY that overdraws it is the last instruction of the run, which stops with TIME_OUT, cycles
	 * left or not, and goes on behind it on resume. `UNLIMITED_COPY`, the initial value, is what GAZL says.
	 */
	get copyAllowance(): number {
		return this.registers[REGISTER.COPY_ALLOWANCE];
	}
	set copyAllowance(words: number) {
		this.registers[REGISTER.COPY_ALLOWANCE] = words;
	}

	/**
	 * Enters a function, so that the next `run` starts it at the current dsp; what is suspended goes on when it has returned.
	 * Answers 0, or BAD_CALL or IP_STACK_OVERFLOW without any effect (gazl.md 13.2).
	 */
	enterCall(functionPointer: number): number {
		const ordinal = (functionPointer - IP_OFFSET) >>> 0;
		if (ordinal >= this.entryPoints.length) return STATUS.BAD_CALL;
		const { callStack, callDepth, dsp } = this;
		const top = callDepth * CALL_STACK_ENTRY_WORDS;
		if (top + 2 * CALL_STACK_ENTRY_WORDS > callStack.length) return STATUS.IP_STACK_OVERFLOW;
		callStack[top] = this.ip;
		callStack[top + 1] = dsp;
		callStack[top + CALL_STACK_ENTRY_WORDS] = HOST_MARKER;
		callStack[top + CALL_STACK_ENTRY_WORDS + 1] = dsp;
		this.callDepth = callDepth + 2;
		this.ip = this.entryPoints[ordinal];
		return STATUS.OK;
	}

	/**
	 * Runs what was entered last, from where it stands, until it returns (0), runs out of cycles (TIME_OUT), fails or is
	 * stopped by a native (gazl.md 13.3). NOTHING_ENTERED, with no cycle charged, when there is nothing to run.
	 */
	run(): number {
		const status = this.ip === NO_INSTRUCTION ? STATUS.NOTHING_ENTERED : this.executor(this);
		this.registers[REGISTER.STATUS] = status;
		return status;
	}

	/** Pointer to the function of that name, or 0. Searches by name: not for the audio thread. */
	functionPointer(name: string): number {
		return this.linked === null ? 0 : functionPointer(this.linked, name);
	}

	/** The section, data label or DEFp constant of that name. Searches by name: not for the audio thread. */
	symbol(name: string): DataSymbol | undefined {
		return this.linked?.symbols.get(name);
	}

	/** Word index of the window of `count` words that a native was called with, or −1 when the data stack ends before. */
	parameters(count: number): number {
		const { dsp } = this;
		return dsp + (count >>> 0) > this.stackEnd ? -1 : dsp;
	}

	/** Word index of `count` words behind a pointer word that may be read, or −1 (gazl.md 12.3). */
	readable(pointer: number, count: number): number {
		const words = count >>> 0;
		const index = (pointer - MEMORY_OFFSET) >>> 0;
		return words < this.memoryWords - 1 && index <= this.memoryWords - 1 - words ? index : -1;
	}

	/** Word index of `count` words behind a pointer word that may be written, or −1 (gazl.md 12.3). */
	writable(pointer: number, count: number): number {
		const words = count >>> 0;
		const index = (pointer - MEMORY_OFFSET) >>> 0;
		return words < this.writableWords && index <= this.writableWords - words ? index : -1;
	}

	/** Source line, 1-based, of the instruction at ip: after an error status, the one that failed. 0 when nothing is entered. */
	faultLine(): number {
		return this.ip === NO_INSTRUCTION ? 0 : (this.program?.lines[this.ip] ?? 0);
	}

	/** Ordinal of the function that ip is in, its place in `Program.functions`; −1 when nothing is entered. */
	faultOrdinal(): number {
		const { ip } = this;
		return ip >= 0 && ip < this.owners.length ? this.owners[ip] : -1;
	}

	/** Name of the function that ip is in, or '' when nothing is entered. */
	faultFunction(): string {
		return this.program?.functions[this.faultOrdinal()]?.name ?? '';
	}

	#adopt(linked: LinkedProgram, natives: readonly Native[]): void {
		const { program } = linked;
		if (program.memoryWords > this.memory.length) {
			throw new RangeError(`The program is for ${program.memoryWords} words of memory, there are ${this.memory.length}`);
		}
		if (natives.length < program.natives.length) {
			throw new RangeError(`The program calls ${program.natives.length} natives, there are ${natives.length}`);
		}
		this.linked = linked;
		this.code = program.code;
		this.codeFloats = linked.codeFloats;
		this.owners = linked.owners;
		this.entryPoints = program.entryPoints;
		this.natives = natives;
		this.memoryWords = program.memoryWords;
		this.writableWords = program.memoryWords - program.constantImage.length;
		this.stackBase = program.globalImage.length;
		this.stackEnd = this.writableWords - program.heapWords;
	}

	#reset(): void {
		this.registers[REGISTER.IP] = NO_INSTRUCTION;
		this.registers[REGISTER.DSP] = this.stackBase;
		this.registers[REGISTER.CALL_DEPTH] = 0;
		this.registers[REGISTER.CYCLES] = 0x7fffffff;
		this.registers[REGISTER.STATUS] = STATUS.OK;
		this.registers[REGISTER.STACK_PEAK] = this.stackBase;
		this.registers[REGISTER.COPY_ALLOWANCE] = UNLIMITED_COPY;
	}
}

/** The natives that a program calls, in its order. */
function resolveNatives(program: Program, natives: Readonly<Record<string, Native>>): readonly Native[] {
	const missing = program.natives.filter((name) => !Object.hasOwn(natives, name));
	if (missing.length > 0) throw new RangeError(`The program calls natives that the host does not have: ${missing.join(', ')}`);
	return program.natives.map((name) => natives[name]);
}
