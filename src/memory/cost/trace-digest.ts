import type { AccessCost } from './access-cost.ts';
import { replayTrace } from './access-trace.ts';
import {
	type AccessTrace,
	forEachRecord,
	NO_INSTRUCTION,
	NOBODY,
	OPERATION,
	OPERATION_BITS,
	OPERATION_MASK,
	RECORD_WORDS,
	TraceWriter,
} from './trace-records.ts';

/**
 * A trace made short for being replayed often. Without a cache the order matters only of accesses that may be pairs; of all others it is
 * enough to know how many each allocation has.
 */
export interface TraceDigest {
	/** Accesses of each allocation, by serial number, that are in no pair wherever it lies. */
	readonly accesses: Float64Array;
	/** Level cost of words that are in no allocation and no pair. */
	readonly fixedCycles: number;
	/** The records of all other accesses. */
	readonly rest: AccessTrace;
}

/**
 * Digests a trace. With a cache every access matters to those behind it, so all of the trace is left.
 *
 * @param allocations how many there are
 * @param cost says whether there is a cache, and what words of nobody cost
 */
export function digestTrace(trace: AccessTrace, allocations: number, cost: AccessCost): TraceDigest {
	const accesses = new Float64Array(allocations);
	if (cost.cache !== null) return { accesses, fixedCycles: 0, rest: trace };
	const writer = new TraceWriter();
	let fixedCycles = 0;
	/** The last access, of which only the next record tells whether it may be the first of a pair; and whether it may be the second of one. */
	let held: Int32Array | null = null;
	let isSecond = false;
	/** The last access among the rest that a next one could be paired with. */
	let lastInRest = NO_INSTRUCTION;

	const keep = (record: Int32Array): void => {
		for (const [index, word] of record.entries()) {
			if (index === 0) writer.begin(word & OPERATION_MASK, word >> OPERATION_BITS);
			else writer.push(word);
		}
		lastInRest = (record[0] & OPERATION_MASK) === OPERATION.access ? record[0] >> OPERATION_BITS : NO_INSTRUCTION;
	};
	const release = (isFirst: boolean): void => {
		if (held === null) return;
		const [head, owner, offset] = held;
		const instruction = head >> OPERATION_BITS;
		if (isFirst || isSecond) {
			// What was between the two is counted and gone: an access outside of the heap keeps them apart.
			if (!isSecond && lastInRest === instruction - 1) keep(Int32Array.of(OPERATION.access, NOBODY, cost.start - 1));
			keep(held);
		} else if (owner === NOBODY) {
			fixedCycles += cost.levelCycles(offset);
		} else {
			accesses[owner]++;
		}
		held = null;
	};
	forEachRecord(trace, (piece, at) => {
		const instruction = piece[at] >> OPERATION_BITS;
		const operation = piece[at] & OPERATION_MASK;
		if (operation === OPERATION.prefetch) return;
		const record = piece.slice(at, at + RECORD_WORDS[operation]);
		const isOutside = operation === OPERATION.access && record[1] === NOBODY && cost.levelOf(record[2]) < 0;
		const mayPair = operation === OPERATION.access && !isOutside;
		const joins = mayPair && held !== null && instruction === (held[0] >> OPERATION_BITS) + 1;
		release(joins);
		isSecond = joins;
		if (mayPair) held = record;
		else if (!isOutside) keep(record);
	});
	release(false);
	return { accesses, fixedCycles, rest: writer.trace() };
}

/** What {@link replayTrace} answers for the trace of a digest, with the same cost model. */
export function replayDigest({ accesses, fixedCycles, rest }: TraceDigest, addresses: Int32Array, cost: AccessCost): number {
	let cycles = replayTrace(rest, addresses, cost) + fixedCycles;
	for (const [owner, count] of accesses.entries()) if (count > 0) cycles += count * cost.levelCycles(addresses[owner]);
	return cycles;
}
