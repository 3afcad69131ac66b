import { DEFAULT_CONFIGURATION, heapWords } from '../memory/heap/heap-configuration.ts';

/** Words of memory that a firmware's machine has: globals, data stack and constants together. */
export const MACHINE_WORDS = 131072;

/**
 * A firmware that is being loaded starts in one slot while the old one still plays in the other, so all that belongs
 * to a running CPU exists twice.
 */
export const CPU_SLOTS = 2;

/** Entries of a machine's call stack, two words each. */
export const CALL_STACK_ENTRIES = 2048;

/**
 * The words of the heap's levels, from the first to the first behind, which are the same for every firmware that has a heap (memory.md
 * 2): behind all that a firmware without one can address. Globals and data stack of such a firmware end before, its constants follow.
 */
export const HEAP_START = MACHINE_WORDS;
export const HEAP_END = HEAP_START + heapWords(DEFAULT_CONFIGURATION, HEAP_START);

/** Words of memory that a machine has room for: with a heap, and with as many constants as there can be. */
export const MEMORY_WORDS = HEAP_END + MACHINE_WORDS;
