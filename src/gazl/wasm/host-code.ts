/** What a host tells the compiler of itself, and the code that it adds to a program's module. */

import type { HostWindow } from '../host-symbols.ts';
import type { Program } from '../program.ts';
import type { FunctionBody } from './body-writer.ts';
import type { ModuleIndices } from './module-interface.ts';
import type { ValueType } from './wasm-opcodes.ts';

/** What compiled code may rely on when it calls a native. Whoever says nothing of a native gets `UNKNOWN_NATIVE`. */
export interface NativeTraits {
	/** Whether it suspends as a matter of course, so that functions are compiled for going on behind it. Any native may suspend. */
	readonly suspends: boolean;
	/** Whether it may read the machine's memory, and whether it may write to it before it comes back. */
	readonly readsMemory: boolean;
	readonly writesMemory: boolean;
	/**
	 * The native itself as WebAssembly, from the word index of its window to its status. It finds and leaves the cycles in their
	 * register; of the others it knows nothing. Absent: the host's own function is called. So it is, in a checked form, after an answer
	 * of {@link ASK_HOST} with nothing done.
	 */
	readonly code?: (context: HostContext) => FunctionBody;
}

/** Answer of a native's own code that meets words which the shadow does not let pass: no status. */
export const ASK_HOST = 0x7fffffff;

/** A native of which nothing is known. */
export const UNKNOWN_NATIVE: NativeTraits = { suspends: false, readsMemory: true, writesMemory: true };

/** What the host's code can refer to in a module. */
export interface HostContext {
	readonly program: Program;
	readonly module: ModuleIndices;
	/** The module's `run`: no parameters, answers as `RUN` says. */
	readonly run: number;
	/** Indices of the globals that the host imports besides and of those that it adds, by name. */
	readonly imports: Readonly<Record<string, number>>;
	readonly globals: Readonly<Record<string, number>>;
}

/** A function that the host adds to a module. */
export interface HostFunction {
	readonly parameters: readonly ValueType[];
	readonly results: readonly ValueType[];
	readonly body: (context: HostContext) => FunctionBody;
}

/** Words of a machine's memory, one behind the other. */
export interface WordRange {
	readonly start: number;
	readonly words: number;
}

/** A host as the compiler sees it. */
export interface HostCode {
	/** By name. */
	readonly natives: Readonly<Partial<Record<string, NativeTraits>>>;
	/** Names of the immutable i32 globals that `bindCompiled` is given for this host. */
	readonly imports: readonly string[];
	/** Names of mutable i32 globals for its own code, 0 at first. */
	readonly globals: readonly string[];
	/**
	 * The words of which the host keeps a shadow, a word for each, whose place `bindCompiled` is given. It is for the checked forms; a
	 * program whose memory does not reach so far has none. Absent: none has.
	 */
	readonly shadowedWords?: WordRange;
	/**
	 * The registers of its machines, see `RegisterWindow`, for a program that takes the address of a window. A machine that runs such
	 * code has them. Absent: the interpreter sees to every access.
	 */
	readonly registers?: HostWindow;
	/** Functions to export from a program's module, by name. */
	exports(program: Program): Readonly<Record<string, HostFunction>>;
}

/** A host that adds nothing, with natives of which it is only known that some suspend. */
export function plainHost(suspendingNatives: readonly string[]): HostCode {
	const natives = Object.fromEntries(suspendingNatives.map((name) => [name, { ...UNKNOWN_NATIVE, suspends: true }]));
	return { natives, imports: [], globals: [], exports: () => ({}) };
}
