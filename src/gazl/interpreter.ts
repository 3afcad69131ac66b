import { interpreterLoop } from './interpreter-loop.ts';
import type { Executor } from './machine.ts';

/**
 * The reference executor: interprets the program's code as it is, one instruction after the other, exactly as gazl.md says.
 * It keeps nothing outside the machine's space, allocates nothing and throws nothing (unless a native does).
 *
 * Measured with V8 on a server core (bench/gazl/bench-interpreter.ts): 4 to 7 ns per instruction, the most where branches cannot be
 * predicted, and 20 ns to start a run.
 */
export const interpret: Executor = interpreterLoop;
