/** How the host of a firmware and its compiled module find each other: names, and what calls answer. */

/** Byte addresses that a firmware's module imports for its host. */
export const FIRMWARE_HOST_IMPORTS = ['hostCells', 'delayLine', 'tickWords'] as const;

/** Values of the imports, by name; the last are for the forms that count and for the checked ones. */
export type FirmwareHostAddresses = Readonly<Record<(typeof FIRMWARE_HOST_IMPORTS)[number] | 'counters' | 'shadow', number>>;

/**
 * Name of the export of full patches that runs ticks: from the index of the first one in the tick words and their number to the number
 * of those that got through. The clock, the cycles and the state of the run are in the host cells. It stops in front of a tick for
 * which no cycles are left or before which the host has something to do, and in one that does not get through; that one has been given its
 * input, and `TICK_END` tells how it stands.
 */
export const TICKS_EXPORT = 'ticks';

/**
 * Names of the exports of mod patches that call an operator, those of its functions: from the read positions to what it answered, 0 or 1;
 * `NOT_THROUGH` when it did not get through, for want of cycles (then it has not begun) or in the way that `TICK_END` tells. The window
 * is cleared and the positions are in place in any case.
 */
export const OPERATE_EXPORTS = ['operate1', 'operate2'] as const;

/** See `OPERATE_EXPORTS`. */
export const NOT_THROUGH = -1;

/** What `ticks` or an operator came to, in the cell `tickEnd`. */
export const TICK_END = {
	/** All ticks are through, or the next one has not begun. */
	between: 0,
	/** The run of the tick that follows is over, with a status that is no yield. */
	ended: 1,
	/** The run of the tick that follows is to be gone on with at once, by the interpreter. */
	interpret: 2,
} as const;
