import { DELAY_FRAMES } from '../../bridge/block-regions.ts';
import type { Native } from '../../gazl/machine.ts';
import { STATUS } from '../../gazl/status.ts';
import { hostNatives } from '../../offline/replay/host-natives.ts';

/** A native call as the manifests record it: its name, then its arguments. */
export type NativeCall = readonly [name: string, ...args: (number | string)[]];

/** Names of all natives that programs of the corpora may call. */
export const TEST_NATIVES = ['trace', 'yield', 'read', 'write', 'abort', 'exit', 'assertFail', 'retry', 'add'] as const;

/** Those that Impala programs of the corpora may call: the others have names that these programs use themselves. */
export const IMPALA_TEST_NATIVES = TEST_NATIVES.filter((name) => name !== 'retry' && name !== 'add');

/** What `retry` answers every other time. */
const RETRY_STATUS = 5;

/**
 * The natives of conformance/README.md for one machine, with a delay memory of their own.
 *
 * @param yieldNative what suspends, see `YieldingRun`
 * @param calls gets every call that had its arguments
 */
export function testNatives(yieldNative: Native, calls: NativeCall[]): Readonly<Record<(typeof TEST_NATIVES)[number], Native>> {
	const { abort, assertFail, exit, read, trace, write } = hostNatives(new Int32Array(2 * DELAY_FRAMES), (...call) => {
		calls.push(call);
	});
	let retries = 0;
	return {
		abort,
		assertFail,
		exit,
		read,
		trace,
		write,
		yield: (machine) => {
			calls.push(['yield']);
			return yieldNative(machine);
		},
		retry: () => {
			calls.push(['retry']);
			return retries++ % 2 === 0 ? RETRY_STATUS : STATUS.OK;
		},
		add: (machine) => {
			const window = machine.parameters(3);
			if (window < 0) return STATUS.DATA_STACK_OVERFLOW;
			const { memory } = machine;
			const [a, b] = [memory[window + 1], memory[window + 2]];
			calls.push(['add', a, b]);
			memory[window] = a + b;
			return STATUS.OK;
		},
	};
}
