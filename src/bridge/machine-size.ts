/** Words of memory that a firmware's machine has: globals, data stack and constants together. */
export const MACHINE_WORDS = 131072;

/** Entries of a machine's call stack, two words each. */
export const CALL_STACK_ENTRIES = 2048;
