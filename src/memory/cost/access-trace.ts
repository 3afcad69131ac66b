import type { AccessCost } from './access-cost.ts';
import {
	type AccessTrace,
	forEachRecord,
	NOBODY,
	OPERATION,
	OPERATION_BITS,
	OPERATION_MASK,
	TraceWriter,
} from './trace-records.ts';

/** Writes an {@link AccessTrace}: it is told of allocations and accesses as they happen. */
export class AccessTracer {
	readonly #start: number;
	/** 1 + the serial number of the allocation that last had each word of the heap, 0 for none. */
	readonly #owners: Int32Array;
	readonly #addresses: number[] = [];
	readonly #writer = new TraceWriter();
	#lastInstruction = 0;

	/**
	 * @param start first word of the heap
	 * @param end first word behind it
	 */
	constructor(start: number, end: number) {
		this.#start = start;
		this.#owners = new Int32Array(end - start);
	}

	/** The next allocation, whose serial number is the number of those before. Its words stay its own when it is freed, until others get them. */
	allocated(address: number, words: number): void {
		this.#addresses.push(address);
		this.#owners.fill(this.#addresses.length, address - this.#start, address - this.#start + words);
	}

	/** All is free. */
	emptied(): void {
		this.#owners.fill(0);
	}

	/** Serial number of the allocation that a word belongs to, −1 for none. */
	ownerOf(address: number): number {
		const word = address - this.#start;
		return word >= 0 && word < this.#owners.length ? this.#owners[word] - 1 : NOBODY;
	}

	/** As `AccessCost.access`. Words outside of the heap are kept only where they may part a pair. */
	access(instruction: number, address: number): void {
		const word = address - this.#start;
		if ((word < 0 || word >= this.#owners.length) && instruction !== this.#lastInstruction + 1) return;
		this.#begin(OPERATION.access, instruction);
		this.#place(address);
	}

	/** As `AccessCost.run`. */
	run(instruction: number, address: number, words: number): void {
		this.#begin(OPERATION.run, instruction);
		this.#place(address);
		this.#writer.push(words);
	}

	/** As `AccessCost.copy`. */
	copy(instruction: number, from: number, to: number, words: number): void {
		this.#begin(OPERATION.copy, instruction);
		this.#place(from);
		this.#place(to);
		this.#writer.push(words);
	}

	/** As `AccessCost.prefetch`. */
	prefetch(instruction: number, address: number): void {
		this.#begin(OPERATION.prefetch, instruction);
		this.#place(address);
	}

	/** Whether there was no room for a record, and so for none behind it. */
	get isFull(): boolean {
		return this.#writer.isFull;
	}

	/** What was written so far. */
	trace(): AccessTrace {
		return this.#writer.trace();
	}

	#begin(operation: number, instruction: number): void {
		this.#lastInstruction = instruction;
		this.#writer.begin(operation, instruction);
	}

	#place(address: number): void {
		const owner = this.ownerOf(address);
		this.#writer.push(owner);
		this.#writer.push(owner === NOBODY ? address : address - this.#addresses[owner]);
	}
}

/**
 * What the accesses of a trace cost, less what pairs save, with allocations at other addresses.
 *
 * @param addresses of each allocation by its serial number
 * @param cost is reset first
 */
export function replayTrace({ pieces, lengths }: AccessTrace, addresses: Int32Array, cost: AccessCost): number {
	cost.reset();
	let cycles = 0;
	for (const [index, piece] of pieces.entries()) {
		const end = lengths[index];
		for (let at = 0; at < end; ) {
			const instruction = piece[at] >> OPERATION_BITS;
			const operation = piece[at] & OPERATION_MASK;
			const owner = piece[at + 1];
			const address = owner === NOBODY ? piece[at + 2] : addresses[owner] + piece[at + 2];
			at += 3;
			if (operation === OPERATION.access) {
				cycles += cost.access(instruction, address);
			} else if (operation === OPERATION.run) {
				cycles += cost.run(address, piece[at++]);
			} else if (operation === OPERATION.copy) {
				const to = piece[at] === NOBODY ? piece[at + 1] : addresses[piece[at]] + piece[at + 1];
				cycles += cost.copy(address, to, piece[at + 2]);
				at += 3;
			} else {
				cost.prefetch(address);
			}
		}
	}
	return cycles;
}

/** Words that a trace accesses in each allocation, by serial number. */
export function accessesByOwner(trace: AccessTrace, allocations: number): Float64Array {
	const accesses = new Float64Array(allocations);
	const count = (owner: number, words: number): void => {
		if (owner !== NOBODY) accesses[owner] += words;
	};
	forEachRecord(trace, (piece, at) => {
		const operation = piece[at] & OPERATION_MASK;
		if (operation === OPERATION.access) count(piece[at + 1], 1);
		else if (operation === OPERATION.run) count(piece[at + 1], piece[at + 3]);
		else if (operation === OPERATION.copy) {
			count(piece[at + 1], piece[at + 5]);
			count(piece[at + 3], piece[at + 5]);
		}
	});
	return accesses;
}
