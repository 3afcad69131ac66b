/**
 * Words that the host of a firmware and its compiled code share while they run, in a region of the block for each CPU slot. Whichever
 * of the two executes a native or a tick, it finds and leaves the state here.
 */
export const HOST_CELLS = [
	/** Whether the last run ended in `yield`; the cycles that were left then, and the window of the call. */
	'yielded',
	'cyclesAtYield',
	'yieldWindow',
	/** Whether `process` waits in a yield for the next tick, and the window of that yield. */
	'suspended',
	'suspendedWindow',
	/** 1 while the delay line must not be written. */
	'writeProtect',
	/** Frame that the last `read` began at, −1 when there was none; columns of the memory LEDs that `read` has begun in. */
	'lastReadFrame',
	'readColumns',
	/** Count of the clock, and what a tick adds to it. */
	'clock',
	'clockStep',
	/** What `hostPosition` shows. */
	'hostPosition',
	/** Cycles that are left of the slice. */
	'cyclesLeft',
	/** Cycles that the last tick was given, and how the last call of `ticks` ended. */
	'cyclesGranted',
	'tickEnd',
	/** 1 when the host has something to do between this tick and the next: words of the frame to free, input to stream. */
	'betweenTicks',
] as const;

/** Index of each cell. */
export const HOST_CELL = Object.fromEntries(HOST_CELLS.map((name, index) => [name, index])) as Readonly<
	Record<(typeof HOST_CELLS)[number], number>
>;
