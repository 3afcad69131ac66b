import { REGISTER } from '../gazl/machine-space.ts';
import { MEMORY_OFFSET, type Program } from '../gazl/program.ts';
import type { Allocation } from '../memory/checks/allocation-ledger.ts';
import type { LeakSource, WordSpan } from '../memory/checks/leaks.ts';
import { BOUNDED, BoundedPointers } from '../memory/heap/bounded-pointers.ts';
import { HEAP_LIMITS, heapTable } from './heap-layout.ts';
import { HOST_CELL } from './host-cells.ts';

/** What is known of a firmware in a slot: its program, and regions of the slot. */
export interface LeakRegions {
	readonly program: Program;
	/** The regions `memory N`, `registers N`, `host N` and `heap N`. */
	readonly memory: Int32Array;
	readonly registers: Int32Array;
	readonly hostCells: Int32Array;
	readonly heapTables: Int32Array;
	/** What is in use, see `CheckRecords`. */
	readonly live: readonly Allocation[];
}

/** Where a firmware has its pointers, for `findLeaks`. What it holds at a moment between two ticks; in the midst of one, what it may hold. */
export function leakSource({ program, memory, registers, hostCells, heapTables, live }: LeakRegions): LeakSource {
	const bounded = new BoundedPointers(heapTable(heapTables, 'boundedPointers'), HEAP_LIMITS.boundedPointers, memory);
	const kept = Array.from({ length: bounded.count }, (_, index) => bounded.field(index + 1, BOUNDED.start));
	return { memory, live, kept, roots: [ownWords(program, registers, hostCells)], pointerOffset: MEMORY_OFFSET };
}

/** Globals, and of the data stack what a call under way has in use: the words above are left over. */
function ownWords({ globalImage }: Program, registers: Int32Array, hostCells: Int32Array): WordSpan {
	const stackStart = globalImage.length;
	if (registers[REGISTER.CALL_DEPTH] === 0) return { start: 0, end: stackStart };
	const isSuspended = hostCells[HOST_CELL.suspended] !== 0;
	const end = isSuspended ? hostCells[HOST_CELL.suspendedWindow] : registers[REGISTER.STACK_PEAK];
	return { start: 0, end: Math.max(stackStart, end) };
}
