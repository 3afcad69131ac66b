import { interpreterLoop } from './interpreter-loop.ts';
import type { Executor } from './machine.ts';
import { accessRegister } from './register-window.ts';
import { STATUS } from './status.ts';
import { watchedInterpreterLoop } from './watched-interpreter-loop.ts';

/**
 * The reference executor: interprets the program's code as it is, one instruction after the other, exactly as gazl.md says.
 * It keeps nothing outside the machine's space, allocates nothing and throws nothing (unless a native does). A machine with a watcher
 * runs in a loop of its own, at a third of the speed; one without pays nothing for that.
 *
 * Measured with V8 on a server core (bench/gazl/bench-interpreter.ts): 4 to 7 ns per instruction, the most where branches cannot be
 * predicted, and 20 ns to start a run.
 */
export const interpret: Executor = (machine) => {
	const { watcher } = machine;
	for (;;) {
		const status = watcher === null ? interpreterLoop(machine) : watchedInterpreterLoop(machine, watcher);
		if ((status !== STATUS.BAD_PEEK && status !== STATUS.BAD_POKE) || !accessRegister(machine)) return status;
	}
};
