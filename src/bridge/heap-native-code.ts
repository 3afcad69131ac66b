import type { Machine } from '../gazl/machine.ts';
import { ALLOCATION_KIND } from '../memory/checks/allocation-ledger.ts';
import { LEVEL, LEVEL_COUNT } from '../memory/heap/levels.ts';
import { OUTCOME } from '../memory/heap/outcomes.ts';
import type { FirmwareHeap } from './firmware-heap.ts';
import { HEAP_HEADER, HEAP_TABLE_WORDS } from './heap-layout.ts';
import {
	addressOf,
	argument,
	CLEARED_WORDS_PER_CYCLE,
	charge,
	type MemoryHost,
	type NativeWork,
	NULL,
	nameAt,
	pointerTo,
	tell,
	violate,
} from './native-call.ts';

/** The level of a call of `adiAlloc`: the table's for that name, or its own. */
function levelOf(machine: Machine, heap: FirmwareHeap, window: number): number {
	const level = argument(machine, window, 1);
	const name = machine.readable(argument(machine, window, 2), 1);
	return name < 0 ? level : heap.bufferLevels.levelFor(machine.memory, name, level);
}

function adiAlloc(machine: Machine, host: MemoryHost, window: number): number {
	const { heap } = host;
	const words = argument(machine, window, 0);
	const level = levelOf(machine, heap, window);
	if (level < 0 || level >= LEVEL_COUNT) {
		violate(machine, host, 'adiAlloc', OUTCOME.outOfRange, 1, window);
		return NULL;
	}
	if (words < 1) {
		violate(machine, host, 'adiAlloc', OUTCOME.outOfRange, 0, window);
		return NULL;
	}
	const address = heap.allocate(words, level);
	const { steps } = heap.levels;
	charge(machine, steps);
	tell(machine, heap, ALLOCATION_KIND.block, nameAt(machine, argument(machine, window, 2)), words, level, address, steps);
	if (address < 0 && !heap.failedOnPurpose) violate(machine, host, 'adiAlloc', OUTCOME.outOfMemory, 0, window);
	return pointerTo(address);
}

function adiFree(machine: Machine, host: MemoryHost, window: number): number {
	const { levels, listener } = host.heap;
	const address = addressOf(argument(machine, window, 0));
	const outcome = host.heap.free(address);
	charge(machine, levels.steps);
	if (outcome === OUTCOME.done) listener?.freed(ALLOCATION_KIND.block, machine.ip, address, levels.steps);
	if (outcome !== OUTCOME.done && outcome !== OUTCOME.freedByFrame) violate(machine, host, 'adiFree', outcome, 0, window);
	return NULL;
}

function adiCheck(machine: Machine, { heap }: MemoryHost): number {
	const damaged = heap.levels.check();
	heap.header[HEAP_HEADER.checks]++;
	charge(machine, heap.levels.steps);
	return damaged + heap.checkWords();
}

function adiInit(machine: Machine, host: MemoryHost, window: number): number {
	const pointer = argument(machine, window, 0);
	const at = pointer === NULL ? -1 : machine.readable(pointer, 1);
	if (pointer !== NULL && at < 0) {
		violate(machine, host, 'adiInit', OUTCOME.foreign, 0, window);
		return NULL;
	}
	const outcome = host.heap.initialise(machine.memory, at, machine.memoryWords);
	charge(machine, HEAP_TABLE_WORDS / CLEARED_WORDS_PER_CYCLE);
	if (outcome !== OUTCOME.done) violate(machine, host, 'adiInit', outcome, 0, window);
	return NULL;
}

function adiSetLevel(machine: Machine, host: MemoryHost, window: number): number {
	const name = machine.readable(argument(machine, window, 0), 1);
	if (name < 0) {
		violate(machine, host, 'adiSetLevel', OUTCOME.foreign, 0, window);
		return NULL;
	}
	const outcome = host.heap.bufferLevels.setLevel(machine.memory, name, argument(machine, window, 1));
	if (outcome !== OUTCOME.done) violate(machine, host, 'adiSetLevel', outcome, 1, window);
	return NULL;
}

function adiReport(machine: Machine, host: MemoryHost): number {
	charge(machine, host.printHeapReport());
	return NULL;
}

function frameAlloc(machine: Machine, host: MemoryHost, window: number): number {
	const words = argument(machine, window, 0);
	const { heap } = host;
	const address = heap.allocateFrame(words);
	if (words < 1) {
		violate(machine, host, 'frameAlloc', OUTCOME.outOfRange, 0, window);
		return NULL;
	}
	tell(machine, heap, ALLOCATION_KIND.frame, -1, words, LEVEL.STACK, address, 1);
	if (address < 0 && !heap.failedOnPurpose) violate(machine, host, 'frameAlloc', OUTCOME.outOfMemory, 0, window);
	return pointerTo(address);
}

function prefetch(machine: Machine, { heap }: MemoryHost, window: number): number {
	const at = machine.readable(argument(machine, window, 0), 1);
	heap.header[HEAP_HEADER.prefetches]++;
	if (at >= 0) heap.listener?.prefetched(machine.ip, at);
	return NULL;
}

/** Natives for blocks, the frame and the heap as a whole (memory.md 3, 5). */
export const HEAP_NATIVE_CODE = {
	adiAlloc,
	adiFree,
	adiCheck,
	adiReport,
	adiInit,
	adiSetLevel,
	frameAlloc,
	prefetch,
} as const satisfies Readonly<Record<string, NativeWork>>;
