import type { Machine, Native } from '../../gazl/machine.ts';
import { STATUS } from '../../gazl/status.ts';

/**
 * Runs a machine with a budget of cycles and tells a `yield` from a time-out: both stop the machine with TIME_OUT
 * (gazl.md 13.4), because the native `yield` works by taking away the cycles that are left.
 */
export class YieldingRun {
	/** How the last run ended. */
	status: number = STATUS.OK;
	/** Instructions charged in the last run, over all its yields; an instruction that traps is charged. */
	cycles = 0;
	/** Yields that the last run resumed by itself. */
	resumed = 0;
	/** Whether the last run ended in a yield. */
	yielded = false;

	private readonly machine: Machine;
	private yieldPending = false;
	private cyclesAtYield = 0;

	constructor(machine: Machine) {
		this.machine = machine;
	}

	/** The native `yield`, to be given to the machine's `load`. */
	readonly yieldNative: Native = (machine) => {
		this.cyclesAtYield = machine.cycles;
		this.yieldPending = true;
		machine.cycles = 0;
		return STATUS.OK;
	};

	/**
	 * Runs what was entered, or goes on with what is suspended. Each of the first `resumes` yields gets its cycles back
	 * and the run continues.
	 *
	 * @param budget cycles, 0…2147483647
	 * @param resumes yields to resume, `Infinity` for all
	 * @returns the status, as in `this.status`
	 */
	run(budget: number, resumes: number): number {
		const machine = this.machine;
		this.resumed = 0;
		machine.cycles = budget;
		for (;;) {
			this.yieldPending = false;
			this.status = machine.run();
			this.yielded = this.yieldPending && this.status === STATUS.TIME_OUT;
			if (!this.yielded || this.resumed >= resumes) break;
			this.resumed++;
			machine.cycles = this.cyclesAtYield;
		}
		// A time-out leaves −1 in the counter, a yield what the budget had left before it.
		this.cycles = budget - (this.yielded ? this.cyclesAtYield : Math.max(0, machine.cycles));
		return this.status;
	}

	/**
	 * Enters the named function and runs it as `run` does. A function that cannot be entered gives its status and 0 cycles.
	 */
	call(functionName: string, budget: number, resumes: number): number {
		return this.callPointer(this.machine.functionPointer(functionName), budget, resumes);
	}

	/** As `call`, for a function pointer word. */
	callPointer(functionPointer: number, budget: number, resumes: number): number {
		const status = this.machine.enterCall(functionPointer);
		if (status === STATUS.OK) return this.run(budget, resumes);
		this.status = status;
		this.cycles = 0;
		this.resumed = 0;
		this.yielded = false;
		return status;
	}
}
