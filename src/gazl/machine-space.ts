/**
 * The words in which all state of a machine lives. They are plain Int32Arrays, usually views of one SharedArrayBuffer, so
 * that another executor, another thread or a snapshot sees exactly the same state.
 */

/** Words in `MachineSpace.registers`. A suspended program is its registers, its call stack and its memory, nothing else. */
export const REGISTER = {
	/** Index of the instruction that runs next, or `NO_INSTRUCTION` when nothing is entered. */
	IP: 0,
	/** Word index in memory of transient `%0` of the running function (gazl.md 12.1). */
	DSP: 1,
	/** Call stack entries in use, host markers included. */
	CALL_DEPTH: 2,
	/** Remaining cycles; −1 or less after a time-out. */
	CYCLES: 3,
	/** What the last run returned. */
	STATUS: 4,
	/** High-water mark of the data stack: one past the highest word that any entered frame could use. */
	STACK_PEAK: 5,
	/** Words that COPY may still move before the run times out, negative when overdrawn; or `UNLIMITED_COPY`. */
	COPY_ALLOWANCE: 6,
} as const;

/** Words that `MachineSpace.registers` needs. */
export const MACHINE_REGISTERS = Object.keys(REGISTER).length;

/** Copy allowance that COPY does not use up, the initial one: GAZL itself knows no limit. */
export const UNLIMITED_COPY = 0x7fffffff;

/** Words of a call stack entry: the instruction pointer to come back to (that of the CALL), then the caller's dsp. */
export const CALL_STACK_ENTRY_WORDS = 2;

/** Instruction pointer of a machine that has nothing to run. */
export const NO_INSTRUCTION = -1;

/**
 * Instruction pointer of a host marker. `enterCall` pushes two entries: where the host interrupted the program (possibly
 * `NO_INSTRUCTION`), and above it the marker; its second word repeats dsp. A RETU that pops a marker ends the run.
 */
export const HOST_MARKER = -2;

/** Where a machine's state lives. The three arrays must not overlap. */
export interface MachineSpace {
	/** The memory that the program sees: at least as many words as it was assembled for. */
	readonly memory: Int32Array;
	/** `CALL_STACK_ENTRY_WORDS` words an entry. */
	readonly callStack: Int32Array;
	/** `MACHINE_REGISTERS` words, see `REGISTER`. */
	readonly registers: Int32Array;
	/** The shared memory that all three are views of: what compiled code needs, and nothing else. */
	readonly wasmMemory?: WebAssembly.Memory;
}

const PAGE_BYTES = 65536;

/** A zeroed space of its own, for tests, tools and offline runs. */
export function privateSpace(memoryWords: number, callStackEntries: number): MachineSpace {
	const callStackWords = callStackEntries * CALL_STACK_ENTRY_WORDS;
	const pages = Math.ceil(((memoryWords + callStackWords + MACHINE_REGISTERS) * 4) / PAGE_BYTES);
	const wasmMemory = new WebAssembly.Memory({ shared: true, initial: pages, maximum: pages });
	const { buffer } = wasmMemory;
	return {
		memory: new Int32Array(buffer, 0, memoryWords),
		callStack: new Int32Array(buffer, memoryWords * 4, callStackWords),
		registers: new Int32Array(buffer, (memoryWords + callStackWords) * 4, MACHINE_REGISTERS),
		wasmMemory,
	};
}
