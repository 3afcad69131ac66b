import type { FirmwareExecutor } from '../bridge/firmware-image.ts';
import { SUSPENDING_NATIVES } from '../bridge/firmware-interface.ts';
import { interpret } from '../gazl/interpreter.ts';
import type { Executor } from '../gazl/machine.ts';
import type { Program } from '../gazl/program.ts';
import { compileProgram } from '../gazl/wasm/compile-program.ts';
import { bindCompiled, runCompiled } from '../gazl/wasm/compiled-run.ts';
import { plainHost } from '../gazl/wasm/host-code.ts';
import { UsageError } from './diagnostics.ts';

/** What programs compile to: one that runs on several machines, such as a case of a corpus, is compiled once. */
const modules = new WeakMap<Program, WebAssembly.Module>();

function moduleOf(program: Program): WebAssembly.Module {
	let module = modules.get(program);
	if (module === undefined) {
		module = new WebAssembly.Module(compileProgram(program, plainHost(SUSPENDING_NATIVES)));
		modules.set(program, module);
	}
	return module;
}

/** Compiles a machine's program when it first runs. */
const compileAndRun: Executor = (machine) => {
	const { program } = machine;
	if (program !== null && machine.compiled?.program !== program) machine.compiled = bindCompiled(moduleOf(program), machine);
	return runCompiled(machine);
};

/** The ways to execute a program, by the names that `--executor` takes; the first is the default. */
export const EXECUTORS: Readonly<Record<FirmwareExecutor, Executor>> = { wasm: compileAndRun, interpreter: interpret };

const EXECUTOR_NAMES = Object.keys(EXECUTORS) as FirmwareExecutor[];
const [DEFAULT_EXECUTOR] = EXECUTOR_NAMES;

/** The option of all commands that execute programs. */
export const EXECUTOR_OPTION = {
	type: 'string',
	value: 'NAME',
	help: `what executes the program: ${EXECUTOR_NAMES.join(', ')} (default ${DEFAULT_EXECUTOR})`,
} as const;

/**
 * @param name value of `--executor`
 * @throws UsageError for an unknown name
 */
export function chooseExecutor(name?: string): Executor {
	return EXECUTORS[chooseExecutorName(name)];
}

/**
 * As `chooseExecutor`, for those who hand the choice on.
 *
 * @throws UsageError for an unknown name
 */
export function chooseExecutorName(name: string = DEFAULT_EXECUTOR): FirmwareExecutor {
	const known = EXECUTOR_NAMES.find((executor) => executor === name);
	if (known !== undefined) return known;
	throw new UsageError(`There is no executor '${name}'. Known: ${EXECUTOR_NAMES.join(', ')}.`);
}
