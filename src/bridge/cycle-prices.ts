/** What the cycles of a firmware's budget buy, for whoever runs it (device.md 6.6). */

/** Cycles of one tick at most. */
export const TICK_CYCLES = 4_000_000;

/** Words that COPY may move for each cycle of budget: it costs one cycle whatever its size, but not one cycle's time. */
export const COPY_WORDS_PER_CYCLE = 2;

/** What natives are charged on top of their one cycle, per frame read or written and per character traced. */
export const NATIVE_CYCLES_PER_ITEM = 1;

/** What natives of the heap are charged for their call on top of their one cycle: they are JavaScript, and take some 80 ns. */
export const MEMORY_NATIVE_CYCLES = 4;
