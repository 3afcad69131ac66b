import { ALLOCATION, ALLOCATION_KIND, type AllocationLedger, NO_ROW } from '../memory/checks/allocation-ledger.ts';
import { SHADOW_STATE, type Shadow, shadowRow, shadowState } from '../memory/checks/shadow.ts';
import { VIOLATION_KIND } from '../memory/checks/violation-kinds.ts';
import { HEADER_WORDS } from '../memory/heap/allocator.ts';

/** Says what is wrong with an access, and which buffer it is about, from the shadow and the ledger (memory.md 6). */
export class HeapBlame {
	/** Row of the buffer that the last judgement is about; {@link NO_ROW} when nothing is known of it. */
	row = NO_ROW;
	readonly #shadow: Shadow;
	readonly #ledger: AllocationLedger;

	constructor(shadow: Shadow, ledger: AllocationLedger) {
		this.#shadow = shadow;
		this.#ledger = ledger;
	}

	/**
	 * What is wrong with an access to a word that is not the firmware's: a kind, with the row of the buffer in question in {@link row}.
	 * Who counts from a pointer to a buffer means that buffer. Where nobody says, a word that was given back is its last owner's, and any
	 * other belongs to what lies right before it, because most mistakes go too far.
	 */
	judge(base: number, address: number): number {
		const ledger = this.#ledger;
		const word = this.#shadow.at(address);
		const state = shadowState(word);
		const owner = this.rowOf(address);
		if (state === SHADOW_STATE.stale) {
			this.row = owner;
			return VIOLATION_KIND.staleRead;
		}
		const meant = base === address ? NO_ROW : this.rowOf(base);
		if (meant !== NO_ROW && ledger.field(meant, ALLOCATION.kind) !== ALLOCATION_KIND.pool) return this.#blame(meant, address);
		if (state === SHADOW_STATE.slack) return this.#blame(owner, address);
		const wasFreed = ledger.isFreed(owner);
		if (wasFreed && address >= ledger.field(owner, ALLOCATION.address)) return this.#blame(owner, address);
		const before = this.#ownerBefore(address);
		if (before !== NO_ROW) return this.#blame(before, address);
		const behind = state === SHADOW_STATE.guard ? this.#ownerBehind(address) : NO_ROW;
		if (behind !== NO_ROW) return this.#blame(behind, address);
		if (wasFreed) return this.#blame(owner, address);
		this.row = owner;
		// Somebody's of whom nothing is known any more, or nobody's ever.
		return owner === NO_ROW && shadowRow(word) !== NO_ROW ? VIOLATION_KIND.useAfterFree : VIOLATION_KIND.unallocated;
	}

	/** What is wrong with an access that meant the buffer of a row. */
	#blame(row: number, address: number): number {
		this.row = row;
		if (this.#ledger.isFreed(row)) return VIOLATION_KIND.useAfterFree;
		return address < this.#ledger.field(row, ALLOCATION.address) ? VIOLATION_KIND.underflow : VIOLATION_KIND.overflow;
	}

	/** The row of what a word belongs to or belonged to last, header and all; {@link NO_ROW} when its row tells of something else by now. */
	rowOf(address: number): number {
		const row = shadowRow(this.#shadow.at(address));
		if (row === NO_ROW) return NO_ROW;
		const start = this.#ledger.field(row, ALLOCATION.address);
		const isOf = address >= start - HEADER_WORDS && address < start + this.#ledger.field(row, ALLOCATION.grantedWords);
		return isOf ? row : NO_ROW;
	}

	/** The owner of the words that end within a header's length in front of a word. */
	#ownerBefore(address: number): number {
		for (let back = 1; back <= HEADER_WORDS; back++) {
			const word = this.#shadow.at(address - back);
			const state = shadowState(word);
			if (state === SHADOW_STATE.used || state === SHADOW_STATE.slack || state === SHADOW_STATE.stale) return shadowRow(word);
		}
		return NO_ROW;
	}

	/** The owner of the words that begin within a header's length behind a word. */
	#ownerBehind(address: number): number {
		for (let ahead = 1; ahead <= HEADER_WORDS; ahead++) {
			const word = this.#shadow.at(address + ahead);
			const state = shadowState(word);
			if (state === SHADOW_STATE.used || state === SHADOW_STATE.stale) return shadowRow(word);
		}
		return NO_ROW;
	}
}
