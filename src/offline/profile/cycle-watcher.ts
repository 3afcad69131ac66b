import type { AccessWatcher } from '../../gazl/access-watcher.ts';
import type { Machine } from '../../gazl/machine.ts';
import { INSTRUCTION_WORDS, OP } from '../../gazl/opcodes.ts';
import type { Program } from '../../gazl/program.ts';
import type { AccessTracer } from '../../memory/cost/access-trace.ts';
import type { CycleAccount } from '../../memory/cost/cycle-account.ts';

const COPIES = [OP.COPY_cc, OP.COPY_cs, OP.COPY_sc, OP.COPY_ss];

/** Keeps the cycle account of a program that is interpreted, and, if it is to, the trace of its accesses. */
export class CycleWatcher implements AccessWatcher {
	readonly passes: Int32Array;
	readonly #account: CycleAccount;
	readonly #tracer: AccessTracer | null;
	/** 1 for each instruction that is a COPY. */
	readonly #isCopy: Uint8Array;
	/** What the COPY reads that has said so and not yet what it writes. */
	#copiedFrom = 0;

	/** @param account for the instructions of the program */
	constructor({ code }: Program, account: CycleAccount, tracer: AccessTracer | null) {
		this.passes = account.passes;
		this.#account = account;
		this.#tracer = tracer;
		this.#isCopy = Uint8Array.from(account.passes, (_, index) => (COPIES.includes(code[index * INSTRUCTION_WORDS]) ? 1 : 0));
	}

	access(_: Machine, instruction: number, _base: number, address: number, words: number, writes: boolean): boolean {
		if (this.#isCopy[instruction] === 0) {
			this.#account.access(instruction, address);
			this.#tracer?.access(instruction, address);
		} else if (writes) {
			this.#account.copy(instruction, this.#copiedFrom, address, words);
			this.#tracer?.copy(instruction, this.#copiedFrom, address, words);
		} else {
			this.#copiedFrom = address;
		}
		return false;
	}

	/** A native has accessed words. */
	nativeAccess(instruction: number, address: number, words: number): void {
		this.#account.run(instruction, address, words);
		this.#tracer?.run(instruction, address, words);
	}

	prefetch(instruction: number, address: number): void {
		this.#account.prefetch(address);
		this.#tracer?.prefetch(instruction, address);
	}
}
