import { interpret } from '../gazl/interpreter.ts';
import type { Executor } from '../gazl/machine.ts';
import { UsageError } from './diagnostics.ts';

/** The ways to execute a program, by the names that `--executor` takes. */
export const EXECUTORS: Readonly<Record<string, Executor>> = { interpreter: interpret };

/** The option of all commands that execute programs. */
export const EXECUTOR_OPTION = {
	type: 'string',
	value: 'NAME',
	help: `what executes the program: ${Object.keys(EXECUTORS).join(', ')} (default interpreter)`,
} as const;

/**
 * @param name value of `--executor`
 * @throws UsageError for an unknown name
 */
export function chooseExecutor(name = 'interpreter'): Executor {
	const executor = Object.hasOwn(EXECUTORS, name) ? EXECUTORS[name] : undefined;
	if (executor) return executor;
	throw new UsageError(`There is no executor '${name}'. Known: ${Object.keys(EXECUTORS).join(', ')}.`);
}
