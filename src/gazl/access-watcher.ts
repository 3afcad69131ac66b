import type { Machine } from './machine.ts';

/**
 * Watches a machine that is interpreted: what it accesses, and which instructions it passes. For the memory of PEEK, POKE and COPY; what
 * a program does to slots of its own frame, GETL and SETL included, is not asked about. As fast as it is, so is the machine.
 */
export interface AccessWatcher {
	/** By instruction index: counts the times that the instruction was begun, wrapping round. What is too short counts what it has room for. */
	readonly passes: Int32Array;

	/**
	 * Asked before words are accessed by an address; never about an access that traps, nor one of no words. A COPY asks twice, first about
	 * what it reads. The machine's registers say where the program stands, all but the cycles.
	 *
	 * @param instruction index of the instruction
	 * @param base word index that the instruction started from: its pointer, or constant address, before an index was added; it may lie
	 * anywhere, below 0 too
	 * @param address word index of the first word
	 * @param words how many words, above 0
	 * @param writes whether they are written, or read
	 * @returns true to stop the run here and now with STATUS.VIOLATION; gone on with, it asks again
	 */
	access(machine: Machine, instruction: number, base: number, address: number, words: number, writes: boolean): boolean;
}
