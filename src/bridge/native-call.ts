/** What all memory natives share: how they find their arguments, and whom they tell what came of them. */

import type { Machine } from '../gazl/machine.ts';
import { MEMORY_OFFSET } from '../gazl/program.ts';
import { LEVEL, LEVEL_COUNT } from '../memory/heap/levels.ts';
import type { Outcome } from '../memory/heap/outcomes.ts';
import { NATIVE_CYCLES_PER_ITEM } from './cycle-prices.ts';
import type { FirmwareHeap } from './firmware-heap.ts';
import { HEAP_HEADER } from './heap-layout.ts';
import { MEMORY_NATIVE, type MemoryNativeName } from './memory-natives.ts';

/** What memory natives find as their machine's `host`. */
export interface MemoryHost {
	readonly heap: FirmwareHeap;
	/**
	 * The firmware did something wrong, and nothing was changed.
	 *
	 * @param native place in `MEMORY_NATIVES`
	 * @param parameter place among its parameters of the one that was wrong, and its word
	 */
	memoryViolation(machine: Machine, native: number, outcome: Outcome, parameter: number, word: number): void;
	/** Prints the statistics of the heap; answers how many characters that were. */
	printHeapReport(): number;
}

/** Null, as GAZL has it. */
export const NULL = 0;

/** Where a native's arguments stand in its window, behind the result in slot 0. */
export const ARGUMENT = 1;

/** Words that are set to zero in the time of an instruction, when they are many. */
export const CLEARED_WORDS_PER_CYCLE = 8;

/** The work of a native on its window of arguments; its answer is the result, of natives that have one. */
export type NativeWork = (machine: Machine, host: MemoryHost, window: number) => number;

/** The word of memory that a pointer leads to. */
export function addressOf(pointer: number): number {
	return (pointer - MEMORY_OFFSET) | 0;
}

/** A pointer to a word of memory; null for −1. */
export function pointerTo(address: number): number {
	return address < 0 ? NULL : (address + MEMORY_OFFSET) | 0;
}

/** An argument of a call, from 0. */
export function argument(machine: Machine, window: number, index: number): number {
	return machine.memory[window + ARGUMENT + index];
}

/** Charges a call for so many items that it looked at. */
export function charge(machine: Machine, items: number): void {
	machine.cycles -= items * NATIVE_CYCLES_PER_ITEM;
}

/** Counts and reports what was wrong with an argument. */
export function violate(
	machine: Machine,
	host: MemoryHost,
	name: MemoryNativeName,
	outcome: Outcome,
	index: number,
	window: number,
): void {
	host.heap.header[HEAP_HEADER.violations + outcome]++;
	host.memoryViolation(machine, MEMORY_NATIVE[name], outcome, index, argument(machine, window, index));
}

/** Address of a name that a pointer leads to, −1 for none. */
export function nameAt(machine: Machine, pointer: number): number {
	return machine.readable(pointer, 1);
}

/**
 * Tells whoever listens what came of a request.
 *
 * @param address −1 when it was not met
 */
export function tell(
	machine: Machine,
	{ listener }: FirmwareHeap,
	kind: number,
	name: number,
	words: number,
	level: number,
	address: number,
	steps: number,
): void {
	if (listener === null) return;
	if (address < 0) listener.failed(kind, machine.ip, name, words, level, steps);
	else listener.allocated(kind, machine.ip, name, words, level, address, steps);
}

/** Whether objects that stay can lie in a level: the words of `STACK` are gone with the call. */
export function isLasting(level: number): boolean {
	return level > LEVEL.STACK && level < LEVEL_COUNT;
}
