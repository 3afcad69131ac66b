import { type AllocationLedger, NO_ROW } from '../memory/checks/allocation-ledger.ts';
import { MEMORY_SETTINGS } from '../memory/checks/pressure.ts';
import { KIND_OF_OUTCOME, VIOLATION_KIND } from '../memory/checks/violation-kinds.ts';
import { FOUND_BY, type NewViolation, ViolationList } from '../memory/checks/violation-list.ts';
import { OUTCOME, type Outcome } from '../memory/heap/outcomes.ts';
import { CHECKS_HEADER } from './checks-layout.ts';
import type { HeapBlame } from './heap-blame.ts';
import type { HeapTracker } from './heap-tracker.ts';
import { MEMORY_NATIVES, type MemoryNativeName } from './memory-natives.ts';
import type { PlaceStamp } from './place-stamp.ts';

/** Natives whose pointer is given back. */
const FREEING: readonly MemoryNativeName[] = ['adiFree', 'poolFree', 'multiPoolFree'];

/** For each native and parameter, whether it is a pointer that is given back: a typed array, for the audio thread. */
const MOST_PARAMETERS = 8;
const GIVEN_BACK = new Uint8Array(MEMORY_NATIVES.length * MOST_PARAMETERS);
for (const [native, { name, parameters }] of MEMORY_NATIVES.entries()) {
	if (!FREEING.includes(name)) continue;
	for (const [parameter, { type }] of parameters.entries()) {
		if (type === 'pointer') GIVEN_BACK[native * MOST_PARAMETERS + parameter] = 1;
	}
}

/** No native: an access, or what was found by looking. */
export const NO_NATIVE = -1;

/** Who hears of violations. */
export interface ViolationListener {
	/** A row of the list of violations is new. */
	violated(firmware: number, row: number): void;
}

/** Where violations are recorded. */
export interface ViolationParts {
	/** The words of `CHECKS_HEADER`, and the table of the list. */
	readonly header: Int32Array;
	readonly violations: Int32Array;
	readonly ledger: AllocationLedger;
	/** The words of `MEMORY_SETTINGS`. */
	readonly settings: Int32Array;
	readonly blame: HeapBlame;
	readonly tracker: HeapTracker;
	readonly stamp: PlaceStamp;
	readonly listener: ViolationListener;
}

/** Records what a firmware does that it must not: in the list, in the log, and for who listens. Nothing is allocated after construction. */
export class HeapViolations {
	/** Whether a violation has happened since {@link begin} at which the settings want the firmware stopped. */
	stops = false;
	readonly #list: ViolationList;
	readonly #parts: ViolationParts;
	readonly #violation: NewViolation = {
		kind: 0,
		foundBy: 0,
		native: NO_NATIVE,
		parameter: 0,
		word: 0,
		writes: false,
		address: -1,
		bufferAt: -1,
	};

	constructor(parts: ViolationParts) {
		this.#parts = parts;
		this.#list = new ViolationList(parts.violations, parts.ledger.table);
	}

	/** Begins anew for a firmware; the table has been cleared. */
	begin(): void {
		this.stops = false;
	}

	/**
	 * Something wrong was seen.
	 *
	 * @param kind a number of `VIOLATION_KIND`
	 * @param foundBy a number of `FOUND_BY`
	 * @param instruction at which it was seen, `NO_INSTRUCTION` for the host
	 * @param address the word of memory in question, −1 for none
	 * @param row of the ledger, of the buffer that it is about
	 */
	report(kind: number, foundBy: number, instruction: number, address: number, writes: boolean, row: number): void {
		const { header, ledger, settings, tracker, stamp, listener } = this.#parts;
		const violation = this.#violation;
		violation.kind = kind;
		violation.foundBy = foundBy;
		violation.writes = writes;
		violation.address = address;
		violation.bufferAt = row === NO_ROW ? -1 : ledger.at(row);
		const isNew = this.#list.add(violation, stamp.at(instruction));
		if (settings[MEMORY_SETTINGS.stopAtViolation] !== 0) this.stops = true;
		if (!isNew) return;
		tracker.logViolation(row, instruction);
		listener.violated(header[CHECKS_HEADER.firmware], this.#list.rows - 1);
	}

	/**
	 * Damage was found by looking, and nobody knows who did it.
	 *
	 * @param native that was called to look, −1 when it was the look on entry of a call, or the host's
	 */
	found(kind: number, native: number, instruction: number, address: number, row: number): void {
		this.#violation.native = native;
		this.report(kind, FOUND_BY.check, instruction, address, true, row);
		this.#violation.native = NO_NATIVE;
	}

	/** A native has refused what it was called with at an instruction, see `MemoryHost.memoryViolation`. */
	refused(native: number, outcome: Outcome, parameter: number, word: number, address: number, instruction: number): void {
		const isGivenBack = GIVEN_BACK[native * MOST_PARAMETERS + parameter] === 1;
		const kind = outcome === OUTCOME.foreign && !isGivenBack ? VIOLATION_KIND.badArgument : KIND_OF_OUTCOME[outcome];
		if (kind < 0) return;
		const violation = this.#violation;
		violation.native = native;
		violation.parameter = parameter;
		violation.word = word;
		const row = isGivenBack ? this.#parts.blame.rowOf(address) : NO_ROW;
		this.report(kind, FOUND_BY.call, instruction, isGivenBack ? address : -1, false, row);
		violation.native = NO_NATIVE;
	}
}
