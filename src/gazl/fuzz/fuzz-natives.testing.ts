/** The host of random programs: natives that suspend, meddle and nest, and keep a record of every call. */

import type { Machine, Native } from '../machine.ts';
import { STATUS } from '../status.ts';
import { CALLEE, type FuzzNativeName, QUIET } from './random-programs.testing.ts';
import { RandomSource } from './random-source.testing.ts';

/** Status of a native that wants to be called again. */
export const RETRY_STATUS = 7;
/** Budgets that `nest` gives its function before it goes on without it. */
const NESTED_RUNS = 6;
const NESTED_BUDGET = 60;
/** Words that `fill` and `sum` take at most. */
export const MOST_WORDS = 40;

/** Words of `FuzzHost.calls` for each call of a native. */
export const CALL_RECORD = ['native', 'ip', 'dsp', 'callDepth', 'cycles', 'argument', 'answer'] as const;

/**
 * What a machine's natives remember. It decides by its own random source, so two hosts with the same seed do the same as long as
 * their programs do; their `calls` show whether they did.
 */
export class FuzzHost {
	readonly random: RandomSource;
	/** `CALL_RECORD` words for each call so far; nested calls come before the one that they are nested in. */
	readonly calls: number[] = [];
	/** Cycles that natives may yet add to the run's own, or a program that calls them in a loop would never stop. */
	cyclesToGive = 0;

	constructor(seed: number) {
		this.random = new RandomSource(seed);
	}

	/** Takes cycles from those that may be given: as many of them as are left. */
	give(cycles: number): number {
		const given = Math.min(cycles, this.cyclesToGive);
		this.cyclesToGive -= given;
		return given;
	}
}

/** A word index in the window of the native, or −1 when the data stack ends before. */
const argument = (machine: Machine, index: number): number => {
	const window = machine.parameters(index + 1);
	return window < 0 ? -1 : window + index;
};

const NATIVES: Readonly<Record<FuzzNativeName, (machine: Machine, host: FuzzHost) => number>> = {
	/** Suspends behind the call. */
	yield(machine) {
		machine.cycles = 0;
		return STATUS.OK;
	},

	/** Suspends on the call, some times. */
	retry(machine, host) {
		if (!host.random.chance(55)) return STATUS.OK;
		machine.cycles = host.random.below(50);
		return host.random.chance(80) ? RETRY_STATUS : STATUS.TIME_OUT;
	},

	/** Writes words of every kind through a pointer, wherever it points. */
	fill(machine, { random }) {
		const window = machine.parameters(3);
		if (window < 0) return STATUS.DATA_STACK_OVERFLOW;
		const count = Math.min(machine.memory[window + 2] >>> 0, MOST_WORDS);
		const start = machine.writable(machine.memory[window + 1], count);
		if (start < 0) return random.chance(30) ? STATUS.ACCESS_VIOLATION : STATUS.OK;
		for (let word = start; word < start + count; word++)
			machine.memory[word] = random.chance(60) ? random.below(9) : random.word();
		return STATUS.OK;
	},

	/** Reads words through a pointer and leaves their sum as result. */
	sum(machine, { random }) {
		const window = machine.parameters(3);
		if (window < 0) return STATUS.DATA_STACK_OVERFLOW;
		const count = Math.min(machine.memory[window + 2] >>> 0, MOST_WORDS);
		const start = machine.readable(machine.memory[window + 1], count);
		if (start < 0) return random.chance(30) ? STATUS.ACCESS_VIOLATION : STATUS.OK;
		let sum = 0;
		for (let word = start; word < start + count; word++) sum = (Math.imul(sum, 31) + machine.memory[word]) | 0;
		machine.memory[window] = sum;
		return STATUS.OK;
	},

	/** Leaves other cycles than it found. */
	budget(machine, host) {
		const amount = argument(machine, 1);
		const cycles = amount < 0 ? 10 : machine.memory[amount] & 0x3ff;
		machine.cycles = host.random.chance(50) ? Math.min(machine.cycles, cycles) : machine.cycles + host.give(cycles);
		return STATUS.OK;
	},

	/** Runs a function to its end in its own window. */
	nest(machine, host) {
		const { random } = host;
		const callee = machine.symbol(CALLEE);
		if (callee === undefined || random.chance(20)) return STATUS.OK;
		const entered = machine.enterCall(machine.memory[callee.address]);
		if (entered !== STATUS.OK) return random.chance(50) ? entered : STATUS.OK;
		let status: number = STATUS.TIME_OUT;
		for (let runs = 0; runs < NESTED_RUNS && (status === STATUS.TIME_OUT || status === RETRY_STATUS); runs++) {
			if (machine.cycles <= 0) machine.cycles = host.give(NESTED_BUDGET);
			status = machine.run();
		}
		return status;
	},

	/** Begins a function and leaves it unfinished, or only enters it: both are lost (gazl.md 13.4). */
	abandon(machine, { random }) {
		const { cycles } = machine;
		if (machine.enterCall(machine.functionPointer(QUIET)) === STATUS.OK && random.chance(70)) {
			machine.cycles = random.below(4);
			machine.run();
		}
		machine.cycles = cycles;
		return STATUS.OK;
	},

	/** Writes around its window: arguments, results, and the frames of its callers. */
	scatter(machine, { random }) {
		for (let count = random.below(4); count > 0; count--) {
			const word = machine.dsp + random.between(-12, 4);
			const value = random.chance(50) ? random.below(6) : random.word();
			if (word >= machine.stackBase && word < machine.stackEnd) machine.memory[word] = value;
		}
		return STATUS.OK;
	},

	/** Ends the run as a firmware does that gives up. */
	stop(_machine, { random }) {
		return random.pick([STATUS.ABORTED, STATUS.TERMINATED, STATUS.ACCESS_VIOLATION]);
	},
};

/** Natives for `Machine.load` that find their `FuzzHost` in `Machine.host`. */
export const FUZZ_HOST_NATIVES: Readonly<Record<FuzzNativeName, Native>> = Object.fromEntries(
	Object.entries(NATIVES).map(([name, native], ordinal) => [name, recorded(ordinal, native)]),
) as Record<FuzzNativeName, Native>;

function recorded(ordinal: number, native: (machine: Machine, host: FuzzHost) => number): Native {
	return (machine) => {
		if (!(machine.host instanceof FuzzHost))
			throw new TypeError('The natives of random programs need a FuzzHost in machine.host');
		const { ip, dsp, callDepth, cycles, host } = machine;
		const word = argument(machine, 1);
		const passed = word < 0 ? 0 : machine.memory[word];
		const answer = native(machine, host);
		host.calls.push(ordinal, ip, dsp, callDepth, cycles, passed, answer);
		return answer;
	};
}
