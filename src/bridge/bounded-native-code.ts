import type { Machine } from '../gazl/machine.ts';
import { BOUNDED } from '../memory/heap/bounded-pointers.ts';
import { OUTCOME } from '../memory/heap/outcomes.ts';
import type { FirmwareHeap } from './firmware-heap.ts';
import type { MemoryNativeName } from './memory-natives.ts';
import { argument, type MemoryHost, type NativeWork, violate } from './native-call.ts';

function boundedCreate(machine: Machine, host: MemoryHost, window: number): number {
	const { boundedPointers } = host.heap;
	const words = argument(machine, window, 1);
	const start = words < 1 ? -1 : machine.writable(argument(machine, window, 0), words);
	const bounded = boundedPointers.create(start, words);
	if (bounded === 0) violate(machine, host, 'boundedCreate', boundedPointers.outcome, 1, window);
	return bounded;
}

/** Moves and accesses of a bounded pointer: leaving the range is an answer, and only a pointer that is none is wrong. */
function watchBounded(machine: Machine, host: MemoryHost, name: MemoryNativeName, window: number): void {
	if (host.heap.boundedPointers.outcome === OUTCOME.badHandle) violate(machine, host, name, OUTCOME.badHandle, 0, window);
}

/** Tells of the word that a bounded pointer points at. */
function tellBounded(machine: Machine, { boundedPointers, listener }: FirmwareHeap, window: number, writes: boolean): void {
	if (listener === null || boundedPointers.outcome === OUTCOME.badHandle) return;
	const bounded = argument(machine, window, 0);
	const at = boundedPointers.field(bounded, BOUNDED.start) + boundedPointers.field(bounded, BOUNDED.position);
	listener.accessed(machine.ip, at, 1, writes);
}

function boundedAdvance(machine: Machine, host: MemoryHost, window: number): number {
	const moved = host.heap.boundedPointers.advance(argument(machine, window, 0), argument(machine, window, 1));
	watchBounded(machine, host, 'boundedAdvance', window);
	return moved;
}

function boundedRetreat(machine: Machine, host: MemoryHost, window: number): number {
	const moved = host.heap.boundedPointers.retreat(argument(machine, window, 0), argument(machine, window, 1));
	watchBounded(machine, host, 'boundedRetreat', window);
	return moved;
}

function boundedRead(machine: Machine, host: MemoryHost, window: number): number {
	const word = host.heap.boundedPointers.read(argument(machine, window, 0));
	watchBounded(machine, host, 'boundedRead', window);
	tellBounded(machine, host.heap, window, false);
	return word;
}

function boundedWrite(machine: Machine, host: MemoryHost, window: number): number {
	const written = host.heap.boundedPointers.write(argument(machine, window, 0), argument(machine, window, 1));
	watchBounded(machine, host, 'boundedWrite', window);
	tellBounded(machine, host.heap, window, true);
	return written;
}

/** Natives for bounded pointers (memory.md 6). */
export const BOUNDED_NATIVE_CODE = {
	boundedCreate,
	boundedAdvance,
	boundedRetreat,
	boundedRead,
	boundedWrite,
} as const satisfies Readonly<Record<string, NativeWork>>;
