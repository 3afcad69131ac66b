/** Runs machines with compiled code. */

import { interpret } from '../interpreter.ts';
import type { Executor, Machine } from '../machine.ts';
import { REGISTER } from '../machine-space.ts';
import { INSTRUCTION_WORDS, OP } from '../opcodes.ts';
import type { Program } from '../program.ts';
import { STATUS } from '../status.ts';
import { instructionsToBlockEnd } from './basic-blocks.ts';
import { HOST_IMPORTS, HOST_MODULE, RUN, RUN_EXPORT } from './module-interface.ts';

/** A program's compiled code, bound to a machine. */
export interface CompiledCode {
	readonly program: Program;
	/** The module's `run`, see `module-interface.ts`. */
	readonly run: () => number;
	/** All that the module exports: `run`, and what the host added. */
	readonly exports: WebAssembly.Exports;
	/** See `instructionsToBlockEnd`. */
	readonly toBlockEnd: Int32Array;
}

/** What binding a module takes besides module and machine. */
export interface Binding {
	/** The program that the module was compiled from; default is the machine's present one. */
	readonly program?: Program | null;
	/** See `instructionsToBlockEnd`; default is to work it out. */
	readonly toBlockEnd?: Int32Array;
	/** Values of the host's own imports, and of `counters`, by name; default none. */
	readonly hostImports?: Readonly<Record<string, number>>;
}

/**
 * Binds a module that `compileProgram` made to a machine, which may still have another program. Allocates: not for the audio thread's
 * `process`.
 *
 * @throws RangeError when the machine's memory, call stack and registers are not parts of one shared WebAssembly memory, or when there
 * is no program
 */
export function bindCompiled(
	module: WebAssembly.Module,
	machine: Machine,
	{ program = machine.program, toBlockEnd, hostImports = {} }: Binding = {},
): CompiledCode {
	const { wasmMemory, memory, callStack, registers } = machine;
	if (wasmMemory === null) throw new RangeError('Compiled code needs a machine whose space lies in one WebAssembly.Memory');
	if (program === null) throw new RangeError('The machine has no program yet');
	const instance = new WebAssembly.Instance(module, {
		[HOST_MODULE]: {
			[HOST_IMPORTS.memory]: wasmMemory,
			[HOST_IMPORTS.words]: memory.byteOffset,
			[HOST_IMPORTS.calls]: callStack.byteOffset,
			[HOST_IMPORTS.callsEnd]: callStack.byteOffset + callStack.byteLength,
			[HOST_IMPORTS.registers]: registers.byteOffset,
			...hostImports,
			[HOST_IMPORTS.native]: (index: number) => machine.natives[index](machine),
			[HOST_IMPORTS.readRegister]: (register: number) => machine.registerWindow?.read(register) ?? 0,
			[HOST_IMPORTS.writeRegister]: (register: number, word: number) => machine.registerWindow?.write(register, word),
		},
	});
	return {
		program,
		run: instance.exports[RUN_EXPORT] as () => number, // what every module of ours exports
		exports: instance.exports,
		toBlockEnd: toBlockEnd ?? instructionsToBlockEnd(program),
	};
}

/**
 * The executor of machines with `compiled` code: what that leaves, single blocks at the end of a budget, failing instructions and
 * frames that cannot be entered in the middle, the interpreter does.
 */
export const runCompiled: Executor = (machine) => {
	const { compiled, registers } = machine;
	if (compiled === null || compiled.program !== machine.program) return interpret(machine);
	for (;;) {
		if (compiled.run() === RUN.stopped) return registers[REGISTER.STATUS];
		if (interpretBlock(machine, compiled.toBlockEnd)) return registers[REGISTER.STATUS];
	}
};

/** Interprets up to the end of the present block. Whether the run ends there; its status is then in the register. */
function interpretBlock(machine: Machine, toBlockEnd: Int32Array): boolean {
	const { registers, code } = machine;
	const ip = registers[REGISTER.IP];
	const cycles = registers[REGISTER.CYCLES];
	const count = toBlockEnd[ip];
	// So few cycles do not reach the end.
	if (count === undefined || cycles <= count) {
		registers[REGISTER.STATUS] = interpret(machine);
		return true;
	}
	if (code[ip * INSTRUCTION_WORDS] === OP.CALL_native) return callNative(machine);
	registers[REGISTER.CYCLES] = count;
	const status = interpret(machine);
	const left = registers[REGISTER.CYCLES];
	// −1 is left by a run that came to the end of its cycles; a COPY that overdraws its allowance times out before that.
	const through = status === STATUS.TIME_OUT && left < 0;
	registers[REGISTER.CYCLES] = cycles - count + (through ? 0 : left);
	registers[REGISTER.STATUS] = status;
	return !through;
}

/**
 * Executes the CALL of a native that ip is on (gazl.md 12.2), by itself because the native must find the cycles as they are. Answers as
 * `interpretBlock` does.
 */
function callNative(machine: Machine): boolean {
	const { registers, code, natives } = machine;
	const ip = registers[REGISTER.IP];
	const dsp = registers[REGISTER.DSP];
	const callDepth = registers[REGISTER.CALL_DEPTH];
	const cycles = registers[REGISTER.CYCLES] - 1;
	registers[REGISTER.CYCLES] = cycles;
	registers[REGISTER.DSP] = dsp + code[ip * INSTRUCTION_WORDS + 2];
	const status = natives[code[ip * INSTRUCTION_WORDS + 1]](machine);
	registers[REGISTER.DSP] = dsp;
	registers[REGISTER.CALL_DEPTH] = callDepth;
	if (status === STATUS.OK) {
		registers[REGISTER.IP] = ip + 1;
		return false;
	}
	registers[REGISTER.IP] = ip;
	registers[REGISTER.CYCLES] = cycles;
	registers[REGISTER.STATUS] = status;
	return true;
}
