import type { Machine } from '../gazl/machine.ts';
import { ALLOCATION, ALLOCATION_KIND, type AllocationLedger, NO_ROW } from '../memory/checks/allocation-ledger.ts';
import { AllocationLog, LOG_OPERATION, LOG_RECORD } from '../memory/checks/allocation-log.ts';
import { AllocationProfile } from '../memory/checks/allocation-profile.ts';
import { BufferNames } from '../memory/checks/buffer-names.ts';
import { NO_INSTRUCTION, PLACE } from '../memory/checks/place.ts';
import { MEMORY_NATIVE_CYCLES, NATIVE_CYCLES_PER_ITEM } from './cycle-prices.ts';
import type { PlaceStamp } from './place-stamp.ts';

/** The tables that a tracker keeps, and what it stamps them with. */
export interface TrackerParts {
	readonly machine: Machine;
	readonly ledger: AllocationLedger;
	readonly names: Int32Array;
	readonly log: Int32Array;
	readonly profile: Int32Array;
	readonly stamp: PlaceStamp;
}

/**
 * Keeps account of allocations (memory.md 6, "Tracking"; 7, "Log"; 9, "Profiler"): the ledger of who has what, the names, the log and the profile. All
 * of it is in its tables, and words of zero are nothing yet. Nothing is allocated after construction.
 */
export class HeapTracker {
	readonly #machine: Machine;
	readonly #ledger: AllocationLedger;
	readonly #names: BufferNames;
	readonly #log: AllocationLog;
	readonly #profile: AllocationProfile;
	readonly #stamp: PlaceStamp;

	constructor({ machine, ledger, names, log, profile, stamp }: TrackerParts) {
		this.#machine = machine;
		this.#ledger = ledger;
		this.#names = new BufferNames(names);
		this.#log = new AllocationLog(log);
		this.#profile = new AllocationProfile(profile);
		this.#stamp = stamp;
	}

	/**
	 * A row for something that was handed out, live; {@link NO_ROW} when there is none left. {@link countAllocated} is to follow, when it is known what was granted.
	 *
	 * @param kind a number of `ALLOCATION_KIND`
	 * @param name address of the name, −1 for none
	 */
	open(kind: number, instruction: number, name: number, words: number, address: number, level: number): number {
		const row = this.#ledger.open(this.#stamp.at(instruction));
		if (row === NO_ROW) return NO_ROW;
		const { table } = this.#ledger;
		const at = this.#ledger.at(row);
		table[at + ALLOCATION.kind] = kind;
		table[at + ALLOCATION.address] = address;
		table[at + ALLOCATION.askedWords] = words;
		table[at + ALLOCATION.level] = level;
		table[at + ALLOCATION.name] = this.#nameRow(name);
		return row;
	}

	/** Counts and logs what {@link open} was called for. @param steps looks of the allocator at its state */
	countAllocated(
		row: number,
		kind: number,
		instruction: number,
		name: number,
		words: number,
		grantedWords: number,
		wantedLevel: number,
		steps: number,
	): void {
		const cycles = costOf(steps);
		const nameRow = row === NO_ROW ? this.#nameRow(name) : this.#ledger.field(row, ALLOCATION.name);
		if (row !== NO_ROW) this.#ledger.table[this.#ledger.at(row) + ALLOCATION.grantedWords] = grantedWords;
		this.#names.countCreated(nameRow, words);
		this.#profile.countAllocation(instruction, kind, nameRow, words, cycles);
		this.#logRow(LOG_OPERATION.allocate, kind, instruction, row, words, wantedLevel, cycles);
	}

	/** A request found no room. */
	countFailed(kind: number, instruction: number, name: number, words: number, wantedLevel: number, steps: number): void {
		const nameRow = this.#nameRow(name);
		this.#names.countFailed(nameRow);
		this.#profile.countFailure(instruction, kind, nameRow, words, costOf(steps));
		const { record } = this.#log;
		this.#startRecord(LOG_OPERATION.fail, kind, instruction);
		record[LOG_RECORD.askedWords] = words;
		record[LOG_RECORD.wantedLevel] = wantedLevel;
		record[LOG_RECORD.level] = -1;
		record[LOG_RECORD.name] = nameRow;
		record[LOG_RECORD.cycles] = costOf(steps);
		this.#log.append();
	}

	/** A request failed because the settings wanted it to. */
	countPressed(): void {
		this.#profile.countPressure();
	}

	/** Something is given back; {@link close} is to follow. */
	logFreed(row: number, kind: number, instruction: number, steps: number): void {
		const words = this.#ledger.field(row, ALLOCATION.askedWords);
		this.#logRow(LOG_OPERATION.free, kind, instruction, row, words, -1, costOf(steps));
	}

	/** A violation is on the list that nobody has heard of. @param row of the buffer that it is about */
	logViolation(row: number, instruction: number): void {
		this.#logRow(LOG_OPERATION.violation, this.#ledger.field(row, ALLOCATION.kind), instruction, row, 0, -1, 0);
	}

	/** All is free, for a firmware that begins or has called `adiInit`. */
	logEmptied(): void {
		this.#startRecord(LOG_OPERATION.initialise, ALLOCATION_KIND.block, NO_INSTRUCTION);
		this.#log.append();
	}

	/** The allocation of a row is over; {@link NO_ROW} is none. */
	close(row: number, instruction: number): void {
		if (row === NO_ROW) return;
		const words = this.#ledger.field(row, ALLOCATION.askedWords);
		this.#names.countDestroyed(this.#ledger.field(row, ALLOCATION.name), words);
		this.#profile.countFree(this.#ledger.field(row, ALLOCATION.allocated + PLACE.instruction), words);
		this.#ledger.close(row, this.#stamp.at(instruction));
	}

	/** Row of the name that firmware has at an address, −1 for none. */
	#nameRow(address: number): number {
		return this.#names.find(this.#machine.memory, address, this.#machine.memoryWords);
	}

	#startRecord(operation: number, kind: number, instruction: number): void {
		const { record } = this.#log;
		record.fill(0);
		record[LOG_RECORD.operation] = operation;
		record[LOG_RECORD.kind] = kind;
		this.#stamp.stampFrame(record, LOG_RECORD.frameLow, LOG_RECORD.frameHigh);
		record[LOG_RECORD.instruction] = instruction;
	}

	/** Logs something about a row of the ledger. */
	#logRow(
		operation: number,
		kind: number,
		instruction: number,
		row: number,
		words: number,
		wantedLevel: number,
		cycles: number,
	): void {
		const { record } = this.#log;
		const ledger = this.#ledger;
		this.#startRecord(operation, kind, instruction);
		record[LOG_RECORD.address] = ledger.field(row, ALLOCATION.address);
		record[LOG_RECORD.askedWords] = words;
		record[LOG_RECORD.grantedWords] = ledger.field(row, ALLOCATION.grantedWords);
		record[LOG_RECORD.wantedLevel] = wantedLevel;
		record[LOG_RECORD.level] = row === NO_ROW ? -1 : ledger.field(row, ALLOCATION.level);
		record[LOG_RECORD.name] = ledger.field(row, ALLOCATION.name);
		record[LOG_RECORD.cycles] = cycles;
		record[LOG_RECORD.allocation] = ledger.field(row, ALLOCATION.serial);
		this.#log.append();
	}
}

/** Cycles that a native of the heap takes whose allocator took so many looks at its state. */
function costOf(steps: number): number {
	return 1 + MEMORY_NATIVE_CYCLES + steps * NATIVE_CYCLES_PER_ITEM;
}
