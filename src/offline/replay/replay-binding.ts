import { ENTRY_POINTS, SHARED_GLOBALS } from '../../bridge/firmware-interface.ts';
import type { Machine } from '../../gazl/machine.ts';

/** Name of a function that the host calls. */
export type EntryPoint = (typeof ENTRY_POINTS)[number];

/** Name of a global that host and firmware share. */
export type SharedGlobal = (typeof SHARED_GLOBALS)[number]['name'];

/** By what a replay drives a firmware. */
export interface ReplayBinding {
	/** A `full` patch makes the sound, a `mod` patch moves the read positions. */
	readonly kind: 'full' | 'mod';
	/** Function pointer words, 0 for functions that the firmware lacks. */
	readonly entries: Readonly<Record<EntryPoint, number>>;
	/** Views of the machine's memory; absent for globals that are not declared, too small or not wholly in memory. */
	readonly globals: Readonly<Partial<Record<SharedGlobal, Int32Array>>>;
}

/**
 * Finds the functions and globals by which a loaded machine's program is driven. Unlike the device's host, a replay takes
 * any program that has them: the corpus does not ask for a patch format.
 *
 * @returns undefined when it is no firmware: neither a function `process` and a global `signal` of at least 2 words, nor
 * `operate1` or `operate2` and `positions` of at least 2 words
 */
export function bindReplay(machine: Machine): ReplayBinding | undefined {
	const entries = Object.fromEntries(ENTRY_POINTS.map((name) => [name, machine.functionPointer(name)])) as Record<
		EntryPoint,
		number
	>;
	const globals: Partial<Record<SharedGlobal, Int32Array>> = {};
	for (const { name, words } of SHARED_GLOBALS) {
		const symbol = machine.symbol(name);
		if (!symbol || symbol.sizeWords < words) continue;
		const { address, sizeWords } = symbol;
		if (address >= 0 && address + sizeWords <= machine.memoryWords)
			globals[name] = machine.memory.subarray(address, address + sizeWords);
	}
	if (entries.process !== 0 && globals.signal) return { kind: 'full', entries, globals };
	if ((entries.operate1 !== 0 || entries.operate2 !== 0) && globals.positions) return { kind: 'mod', entries, globals };
	return undefined;
}
