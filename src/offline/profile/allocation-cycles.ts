import { MEMORY_NATIVE_CYCLES, NATIVE_CYCLES_PER_ITEM } from '../../bridge/cycle-prices.ts';

/** Cycles that the engine charges a firmware for a call that allocates or frees: its instruction, the way to the host, and each look at state. */
export function allocationCycles(steps: number): number {
	return 1 + MEMORY_NATIVE_CYCLES + steps * NATIVE_CYCLES_PER_ITEM;
}
