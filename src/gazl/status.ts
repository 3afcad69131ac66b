/** How a run of the machine ended (gazl.md 13.3). Numbers above 0 are free for natives. */
export const STATUS = {
	OK: 0,
	TIME_OUT: -1,
	BAD_PEEK: -2,
	BAD_POKE: -3,
	BAD_CALL: -4,
	DATA_STACK_OVERFLOW: -5,
	IP_STACK_OVERFLOW: -6,
	DIVISION_BY_ZERO: -7,
	ACCESS_VIOLATION: -8,
	ABORTED: -9,
	TERMINATED: -10,
	/** Of this machine, not of GAZL: run without anything to run, a mistake of the host (gazl.md 17). */
	NOTHING_ENTERED: -11,
	/** Of this machine as well: stopped by an access that its watcher does not let pass. */
	VIOLATION: -12,
} as const;

/** Name of a status, or `NATIVE_n` for one that a native chose. */
export function statusName(status: number): string {
	for (const [name, value] of Object.entries(STATUS)) if (value === status) return name;
	return `NATIVE_${status}`;
}
