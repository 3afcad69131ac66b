/** What a compiled program and its host are to each other: imports, exports, and how its functions are called. */

import { CALL_STACK_ENTRY_WORDS, REGISTER } from '../machine-space.ts';
import type { HeatPlace } from './heat-code.ts';
import type { RegisterPlace } from './register-code.ts';
import type { ShadowPlace } from './shadow-code.ts';

/** Name of the module that all imports come from. */
export const HOST_MODULE = 'machine';

/**
 * What a module imports. Places in memory are byte addresses; they are imports, so that one module serves every machine.
 *
 * - `memory`: the shared memory in which all the machine's state lies.
 * - `words`, `calls`, `callsEnd`, `registers`: the machine's memory, its call stack and the end of that, its registers.
 * - `counters`: of forms that count only, see `heatCounters`.
 * - `shadow`: of checked forms only, the shadow of the host's first shadowed word, see `HostCode.shadowedWords`.
 * - `native`: calls a native by its index, and gives its status.
 * - `readRegister`, `writeRegister`: of programs with registers only, those of the machine's window.
 *
 * A host's own imports follow, see `HostCode`.
 */
export const HOST_IMPORTS = {
	memory: 'memory',
	words: 'words',
	calls: 'calls',
	callsEnd: 'callsEnd',
	registers: 'registers',
	counters: 'counters',
	shadow: 'shadow',
	native: 'native',
	readRegister: 'readRegister',
	writeRegister: 'writeRegister',
} as const;

/** Name of the export that runs the machine from its registers; it answers `RUN.stopped` or `RUN.interpret`. */
export const RUN_EXPORT = 'run';

/** What `run` answers. */
export const RUN = {
	/** The run is over; its status is in the register. */
	stopped: 0,
	/** The state is whole; the instruction at ip is for the interpreter, which may give back at the next block. */
	interpret: 1,
} as const;

/**
 * What a compiled function gives back besides the cycles that are left, which are never negative when it has returned. In both cases
 * it has written its locals to memory and so has everybody on the way out.
 */
export const LEFT = {
	/** The registers say where to go on. */
	goOn: -1,
	/** The run is over; its status is in the register. */
	stopped: -2,
} as const;

/**
 * Calls that may be nested natively in a program whose largest function has so many WebAssembly locals. A deeper one starts over at the
 * driver, so that the thread's own stack is never used up, however a firmware recurses.
 *
 * @throws RangeError when a single call could be too large for the stack
 */
export function nativeDepth(mostLocals: number): number {
	const depth = Math.floor(NATIVE_STACK_BYTES / (FRAME_BYTES + mostLocals * LOCAL_BYTES)) - 1;
	if (depth < 0) throw new RangeError(`A function with ${mostLocals} slots and temporaries is too large to be compiled`);
	return Math.min(depth, MOST_NESTED_CALLS);
}

/** What nested calls may take of a thread's stack, of which browsers give a worklet half a megabyte at least. */
const NATIVE_STACK_BYTES = 192 * 1024;
const MOST_NESTED_CALLS = 64;

/** What a native frame takes besides its locals, and for each of them: a word in the baseline compiler's code, and one to spare. */
const FRAME_BYTES = 1024;
const LOCAL_BYTES = 16;

/** Bytes of a call stack entry. */
export const CALL_ENTRY_BYTES = CALL_STACK_ENTRY_WORDS * 4;

/** Byte offset of a register from `registers`. */
export const REGISTER_OFFSET = Object.fromEntries(Object.entries(REGISTER).map(([name, index]) => [name, index * 4])) as Readonly<
	Record<keyof typeof REGISTER, number>
>;

/** Indices of what a module's code refers to. */
export interface ModuleIndices {
	readonly words: number;
	readonly calls: number;
	readonly callsEnd: number;
	readonly registers: number;
	/** Byte address in the call stack from which on calls are not nested natively any more. */
	readonly callLimit: number;
	/** Which resume point the function that is called next begins at, from 1; 0 for its start. */
	readonly resumePoint: number;
	/** Where a form that counts does so; `null` in the others. */
	readonly heat: HeatPlace | null;
	/** Where a checked form finds what may be accessed; `null` in the others, and where there is nothing to check. */
	readonly shadow: ShadowPlace | null;
	/** Where code reaches the host's registers; `null` for a program that has not asked for them. */
	readonly registerWindow: RegisterPlace | null;
	readonly native: number;
	/** Function index of each native that has code of its own, by the program's index of it; −1 for the others. */
	readonly ownNatives: readonly number[];
	/** Type of all compiled functions: frame, call stack top, cycles → cycles left or `LEFT`. */
	readonly functionType: number;
	/** Function index of the program's function 0; the others follow by ordinal. */
	readonly firstFunction: number;
}
