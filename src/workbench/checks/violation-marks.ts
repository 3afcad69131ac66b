import type { ViolationKind } from '../../memory/checks/violation-kinds.ts';

/** A mark for each kind of violation, as strokes on a grid of 12 × 12: the kinds can be told apart by their shapes alone. */
export const VIOLATION_MARKS: Readonly<Record<ViolationKind, string>> = {
	overflow: 'M1 3h5v6H1zM6 6h5M9 4l2 2-2 2',
	underflow: 'M11 3H6v6h5zM6 6H1M3 4L1 6l2 2',
	useAfterFree: 'M1 3h2M5 3h2M9 3h2M1 9h2M5 9h2M9 9h2M4 4l4 4M8 4L4 8',
	unallocated: 'M2 2h1M9 2h1M2 10h1M9 10h1M6 4v4M4 6h4',
	doubleFree: 'M1 3l4 6M5 3L1 9M7 3l4 6M11 3L7 9',
	foreignFree: 'M6 1l5 5-5 5-5-5zM4 4l4 4',
	freeInside: 'M1 3h10v6H1zM7 1v10',
	damagedHeader: 'M1 8l2-4 2 4 2-4 2 4 2-4M1 11h10',
	leak: 'M6 1c2 3 3 4 3 6a3 3 0 0 1-6 0c0-2 1-3 3-6z',
	outOfMemory: 'M2 2h8v8H2zM2 6l4-4M2 10l8-8M6 10l4-4',
	stackOverflow: 'M2 11h8M2 8h8M2 5h8M6 5V1M4 3l2-2 2 2',
	staleRead: 'M6 1a5 5 0 1 0 .01 0M6 3v3l2 2',
	badHandle: 'M4 1v10M8 1v10M1 4h10M1 8h10',
	badArgument: 'M4 1q-4 5 0 10M8 1q4 5 0 10M5 8l2-4',
};
