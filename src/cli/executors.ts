import { SUSPENDING_NATIVES } from '../bridge/firmware-interface.ts';
import { interpret } from '../gazl/interpreter.ts';
import type { Executor } from '../gazl/machine.ts';
import { bindCompiled, runCompiled } from '../gazl/wasm/compiled-run.ts';
import { compileProgram } from '../gazl/wasm/compile-program.ts';
import { UsageError } from './diagnostics.ts';

/** Compiles a machine's program when it first runs. */
const compileAndRun: Executor = (machine) => {
	const { program } = machine;
	if (program !== null && machine.compiled?.program !== program) {
		const bytes = compileProgram(program, { suspendingNatives: SUSPENDING_NATIVES });
		machine.compiled = bindCompiled(new WebAssembly.Module(bytes), machine);
	}
	return runCompiled(machine);
};

/** The ways to execute a program, by the names that `--executor` takes; the first is the default. */
export const EXECUTORS: Readonly<Record<string, Executor>> = { wasm: compileAndRun, interpreter: interpret };

const [DEFAULT_EXECUTOR = ''] = Object.keys(EXECUTORS);

/** The option of all commands that execute programs. */
export const EXECUTOR_OPTION = {
	type: 'string',
	value: 'NAME',
	help: `what executes the program: ${Object.keys(EXECUTORS).join(', ')} (default ${DEFAULT_EXECUTOR})`,
} as const;

/**
 * @param name value of `--executor`
 * @throws UsageError for an unknown name
 */
export function chooseExecutor(name = DEFAULT_EXECUTOR): Executor {
	const executor = Object.hasOwn(EXECUTORS, name) ? EXECUTORS[name] : undefined;
	if (executor) return executor;
	throw new UsageError(`There is no executor '${name}'. Known: ${Object.keys(EXECUTORS).join(', ')}.`);
}
