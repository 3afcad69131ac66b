/**
 * How much a firmware may compute. Everything is counted in VM cycles and frames, never in seconds of a real clock, so a run
 * that hits a limit hits it at the same sample wherever it is rendered (device.md 6.6).
 */

/** Cycles that the executor is trusted to run per second of sound on a slow machine. */
export const CYCLES_PER_SECOND = 64_000_000;

/** Part of the cycles of a slice that a firmware gets that is starting while another one plays. */
export const STARTING_SHARE = 0.5;

/** Seconds of sound after which `init` counts as endless. */
const INIT_SECONDS = 2;

/** Cycles for `init`, and for one `update` or `reset`. */
export const INIT_CYCLES = INIT_SECONDS * CYCLES_PER_SECOND * STARTING_SHARE;
export const UPDATE_CYCLES = 10_000_000;

/** What a yield costs where no tick waits for it, in init() or an operator: leaving the executor and coming back. */
export const RESUME_CYCLES = 16;

/** What is left of a slice's cycles; one object for all that compute in it. */
export class CycleBudget {
	remaining = 0;
}
