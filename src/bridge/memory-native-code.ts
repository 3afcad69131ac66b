/** What the memory natives do (memory.md 3 to 6), for every host that has a `FirmwareHeap`. */

import type { Native } from '../gazl/machine.ts';
import { STATUS } from '../gazl/status.ts';
import { BOUNDED_NATIVE_CODE } from './bounded-native-code.ts';
import { BUFFER_NATIVE_CODE } from './buffer-native-code.ts';
import { MEMORY_NATIVE_CYCLES } from './cycle-prices.ts';
import { HEAP_NATIVE_CODE } from './heap-native-code.ts';
import { MEMORY_NATIVES, type MemoryNativeName } from './memory-natives.ts';
import { ARGUMENT, type MemoryHost, type NativeWork } from './native-call.ts';
import { POOL_NATIVE_CODE } from './pool-native-code.ts';

const WORKS: Readonly<Record<MemoryNativeName, NativeWork>> = {
	...HEAP_NATIVE_CODE,
	...POOL_NATIVE_CODE,
	...BUFFER_NATIVE_CODE,
	...BOUNDED_NATIVE_CODE,
};

/** The memory natives by name. Their machine's `host` is a {@link MemoryHost}. */
export const MEMORY_NATIVE_CODE = Object.fromEntries(
	MEMORY_NATIVES.map(({ name, parameters, result }): [string, Native] => {
		const work = WORKS[name];
		const slots = ARGUMENT + parameters.length;
		const hasResult = result !== null;
		const native: Native = (machine) => {
			const window = machine.parameters(slots);
			if (window < 0) return STATUS.DATA_STACK_OVERFLOW;
			machine.cycles -= MEMORY_NATIVE_CYCLES;
			const host = machine.host as MemoryHost;
			const word = work(machine, host, window);
			if (hasResult) machine.memory[window] = word;
			return host.heap.isToStop ? STATUS.VIOLATION : STATUS.OK;
		};
		return [name, native];
	}),
) as Readonly<Record<MemoryNativeName, Native>>;
