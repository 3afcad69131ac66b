import { type Allocation, liveAllocations, readAllocation } from '../memory/checks/allocation-ledger.ts';
import { AllocationLogReader } from '../memory/checks/allocation-log.ts';
import { type AllocationAccount, readProfile } from '../memory/checks/allocation-profile.ts';
import { bufferName, type TypeAccount, typeAccounts } from '../memory/checks/buffer-names.ts';
import { readViolation, readViolations, VIOLATION_LIST, type Violation } from '../memory/checks/violation-list.ts';
import { CHECKS_HEADER, checksTable } from './checks-layout.ts';

/** Reads what a checked build has recorded in its region `checks N`: for page, tests and command line, while audio runs or after. */
export class CheckRecords {
	readonly #header: Int32Array;
	readonly #names: Int32Array;
	readonly #ledger: Int32Array;
	readonly #violations: Int32Array;
	readonly #log: Int32Array;
	readonly #profile: Int32Array;

	constructor(region: Int32Array) {
		this.#header = checksTable(region, 'header');
		this.#names = checksTable(region, 'names');
		this.#ledger = checksTable(region, 'ledger');
		this.#violations = checksTable(region, 'violations');
		this.#log = checksTable(region, 'log');
		this.#profile = checksTable(region, 'profile');
	}

	/** Id of the checked firmware that the records are of; 0 when there is none now. */
	get firmware(): number {
		return this.#header[CHECKS_HEADER.firmware];
	}

	/** A word of `CHECKS_HEADER`. */
	header(word: Exclude<keyof typeof CHECKS_HEADER, 'words'>): number {
		return this.#header[CHECKS_HEADER[word]];
	}

	/** A name by its row, '' for none. */
	name(row: number): string {
		return bufferName(this.#names, row);
	}

	/** What each type has had, see `TypeAccount`. */
	get types(): readonly TypeAccount[] {
		return typeAccounts(this.#names);
	}

	/** The allocations that are live, oldest first. */
	get live(): readonly Allocation[] {
		return liveAllocations(this.#ledger);
	}

	/** An allocation by its row in the ledger, as a shadow word names it. */
	allocation(row: number): Allocation | null {
		return readAllocation(this.#ledger, row);
	}

	/** Different violations, and all of them counted as often as they happened. */
	get violationRows(): number {
		return Atomics.load(this.#violations, VIOLATION_LIST.rows);
	}
	get violationTotal(): number {
		return this.#violations[VIOLATION_LIST.total] >>> 0;
	}

	/** Violations of which only the number is known: the list had no row left for them. Counted as often as they happened. */
	get violationsDropped(): number {
		return this.#violations[VIOLATION_LIST.dropped] >>> 0;
	}

	violation(row: number): Violation | null {
		return readViolation(this.#violations, row);
	}

	get violations(): readonly Violation[] {
		return readViolations(this.#violations);
	}

	get profile(): AllocationAccount {
		return readProfile(this.#profile);
	}

	/** A reader of the log, from its oldest record on. */
	openLog(): AllocationLogReader {
		return new AllocationLogReader(this.#log);
	}
}
