/** The interpreter in slices: same state at every suspension, reached in many short runs. */

import { interpret } from '../interpreter.ts';
import type { Executor, Machine, Native } from '../machine.ts';
import { STATUS } from '../status.ts';

/** What happens around the slices of a run; `instruction` is the one that runs next or ran last, an index in the code. */
export interface SliceObserver {
	before?(machine: Machine, instruction: number): void;
	/** Called when a slice has ended and the run goes on, and when the run ends. */
	after?(machine: Machine, instruction: number, status: number): void;
}

/**
 * An executor that interprets a run piece by piece, `nextSlice()` instructions each (1 or more) but never on behind a native, and
 * holds back the rest of the cycles, except while natives look. Wraps the natives that the machine has now; other executors may be
 * used in between.
 */
export function slicedExecutor(machine: Machine, nextSlice: () => number, observer: SliceObserver = {}): Executor {
	let withheld = 0;
	let isRunning = false;

	const shareOut = (cycles: number): void => {
		machine.cycles = Math.min(cycles, nextSlice());
		withheld = cycles - machine.cycles;
	};
	const shown =
		(native: Native): Native =>
		(inside) => {
			if (!isRunning) return native(inside);
			const outer = withheld;
			inside.cycles += outer;
			withheld = 0;
			isRunning = false;
			const status = native(inside);
			isRunning = true;
			if (status !== STATUS.OK) {
				// Its change of the cycles is discarded, so what was withheld still is.
				withheld = outer;
				return status;
			}
			// The slice ends behind the call.
			withheld = Math.max(0, inside.cycles);
			inside.cycles -= withheld;
			return status;
		};
	machine.natives = machine.natives.map(shown);

	return () => {
		const outerWithheld = withheld;
		const wasRunning = isRunning;
		isRunning = true;
		shareOut(machine.cycles);
		let status: number;
		for (;;) {
			const instruction = machine.ip;
			observer.before?.(machine, instruction);
			status = interpret(machine);
			observer.after?.(machine, instruction, status);
			// A COPY that overdraws its allowance times out with cycles left.
			const isSliceEnd = status === STATUS.TIME_OUT && machine.cycles < 0 && withheld > 0;
			if (!isSliceEnd) break;
			shareOut(withheld);
		}
		machine.cycles += withheld;
		withheld = outerWithheld;
		isRunning = wasRunning;
		return status;
	};
}
