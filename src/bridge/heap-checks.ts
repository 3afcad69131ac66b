import type { AccessWatcher } from '../gazl/access-watcher.ts';
import type { Machine } from '../gazl/machine.ts';
import { CALL_STACK_ENTRY_WORDS } from '../gazl/machine-space.ts';
import { ALLOCATION, ALLOCATION_KIND, AllocationLedger, NO_ROW } from '../memory/checks/allocation-ledger.ts';
import { AllocationLog, LOG_OPERATION, LOG_RECORD } from '../memory/checks/allocation-log.ts';
import { AllocationProfile } from '../memory/checks/allocation-profile.ts';
import { BufferNames } from '../memory/checks/buffer-names.ts';
import { NO_INSTRUCTION, PLACE, PLACE_CALLERS } from '../memory/checks/place.ts';
import { DEFAULT_CHECKED_WORDS, MEMORY_SETTINGS } from '../memory/checks/pressure.ts';
import { SHADOW_STATE, Shadow, shadowRow, shadowState } from '../memory/checks/shadow.ts';
import { KIND_OF_OUTCOME, VIOLATION_KIND } from '../memory/checks/violation-kinds.ts';
import { FOUND_BY, type NewViolation, ViolationList } from '../memory/checks/violation-list.ts';
import type { HeapListener } from '../memory/cost/heap-listener.ts';
import { HEADER_WORDS } from '../memory/heap/allocator.ts';
import type { ArenaCursor } from '../memory/heap/arena-cursor.ts';
import { idleWordsEnd, idleWordsStart } from '../memory/heap/free-words.ts';
import type { LevelHeap } from '../memory/heap/level-heap.ts';
import { LEVEL, LEVEL_COUNT } from '../memory/heap/levels.ts';
import { OUTCOME, type Outcome } from '../memory/heap/outcomes.ts';
import { CHECKS_HEADER, checksTable } from './checks-layout.ts';
import { MEMORY_NATIVE_CYCLES, NATIVE_CYCLES_PER_ITEM } from './cycle-prices.ts';
import { HeapBlame } from './heap-blame.ts';
import { type DamageListener, FILL_CODE, HeapSweep } from './heap-sweep.ts';
import { HEAP_END, HEAP_START } from './machine-size.ts';
import { MEMORY_NATIVES, type MemoryNativeName } from './memory-natives.ts';

/** Words that are made ready at a time, so that a start is no long block. */
const PREPARED_WORDS = 131072;

/** Words around a block that an allocator may have written when it freed the block and merged it with its neighbours. */
const MERGED_BEFORE = 1;
const MERGED_BEHIND = 4;

/** Words behind each item of a pool that are nobody's. */
export const POOL_GUARD_WORDS = 1;

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
const NO_NATIVE = -1;

/** What stamps records, and hears of violations. */
export interface CheckRecorder {
	/** Frames rendered since the engine was built, to a control period. */
	readonly frame: number;
	/** A row of the list of violations is new. */
	violated(firmware: number, row: number): void;
}

/** What the checks of one machine work on. */
export interface CheckParts {
	readonly machine: Machine;
	/** The regions `checks N` and `shadow N`. */
	readonly records: Int32Array;
	readonly shadow: Int32Array;
	readonly recorder: CheckRecorder;
}

/**
 * The checked build (memory.md 6): keeps account of every word of the heap in its shadow and of every allocation in a ledger, fills what is
 * nobody's with {@link FILL_CODE}, and records what a firmware does that it must not. All of it lies in the regions `checks N` and `shadow N`.
 *
 * It hears of allocations from the natives and of accesses from the watched interpreter, to which compiled code leaves every access that
 * its shadow word does not allow. Nothing is allocated and nothing is thrown after construction.
 */
export class HeapChecks implements AccessWatcher, HeapListener, DamageListener {
	/** Passes of instructions are nothing to this watcher. */
	readonly passes = new Int32Array(0);
	readonly shadow: Shadow;

	readonly #machine: Machine;
	readonly #memory: Int32Array;
	readonly #settings: Int32Array;
	readonly #recorder: CheckRecorder;
	readonly #header: Int32Array;
	readonly #tables: readonly Int32Array[];
	readonly #names: BufferNames;
	readonly #ledger: AllocationLedger;
	readonly #violations: ViolationList;
	readonly #log: AllocationLog;
	readonly #profile: AllocationProfile;
	readonly #blame: HeapBlame;
	readonly #sweep: HeapSweep;
	readonly #place = new Int32Array(PLACE.words);
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

	#levels: LevelHeap;
	/** First word that is not made ready yet. */
	#prepared = HEAP_END;
	/** Whether the words of the levels hold the code already, all but the headers. */
	#isFilled = false;
	/** First word behind the blocks that the frame has had since it ended last. */
	#frameTop = 0;
	/** Whether a violation happened that the settings stop the firmware at. */
	#stops = false;

	/**
	 * @param settings the words of `MEMORY_SETTINGS`
	 * @param levels those of the firmware that comes first
	 */
	constructor({ machine, records, shadow, recorder }: CheckParts, settings: Int32Array, levels: LevelHeap) {
		this.#machine = machine;
		this.#memory = machine.memory;
		this.#settings = settings;
		this.#recorder = recorder;
		this.#levels = levels;
		this.shadow = new Shadow(shadow, HEAP_START);
		this.#header = checksTable(records, 'header');
		const names = checksTable(records, 'names');
		const ledger = checksTable(records, 'ledger');
		const violations = checksTable(records, 'violations');
		const log = checksTable(records, 'log');
		const profile = checksTable(records, 'profile');
		this.#tables = [this.#header, names, ledger, violations, log, profile];
		this.#names = new BufferNames(names);
		this.#ledger = new AllocationLedger(ledger);
		this.#violations = new ViolationList(violations, ledger);
		this.#log = new AllocationLog(log);
		this.#profile = new AllocationProfile(profile);
		this.#blame = new HeapBlame(this.shadow, this.#ledger);
		this.#sweep = new HeapSweep({ memory: machine.memory, shadow: this.shadow, header: this.#header, listener: this }, levels);
	}

	/** Begins anew for a firmware, which may not be called before {@link prepare} is through. */
	begin(firmware: number, levels: LevelHeap): void {
		for (let table = 0; table < this.#tables.length; table++) this.#tables[table].fill(0);
		this.#header[CHECKS_HEADER.firmware] = firmware;
		this.#levels = this.#sweep.levels = levels;
		this.#prepared = HEAP_START;
		this.#isFilled = true;
		this.#sweep.reset();
		this.#stops = false;
	}

	/** There is no checked firmware any more. Its records stay readable until the next one. */
	end(): void {
		this.#header[CHECKS_HEADER.firmware] = 0;
		this.#sweep.reset();
	}

	/** Makes some words of the heap ready. True when all are; the levels are then to be cut, which writes headers. */
	prepare(): boolean {
		const end = Math.min(HEAP_END, this.#prepared + PREPARED_WORDS);
		this.#fillUnmapped(this.#prepared, end);
		this.#prepared = end;
		return end === HEAP_END;
	}

	/** Whether a violation has happened since {@link begin} at which the settings want the firmware stopped. */
	get stops(): boolean {
		return this.#stops;
	}

	// What the natives tell.

	emptied(): void {
		for (let level = 0; level < LEVEL_COUNT; level++) {
			const { start, words } = this.#levels.allocators[level].arena;
			const cursor = this.#levels.cursors[level];
			this.shadow.mark(start, start + words, SHADOW_STATE.free, NO_ROW);
			if (this.#isFilled) continue;
			for (let at = start; at < start + words && cursor.seek(at); at = cursor.pieceEnd)
				this.#fillIdle(cursor, at, cursor.pieceEnd);
		}
		this.#isFilled = false;
		this.#closeAll(this.#machine.ip);
		this.#frameTop = this.#levels.frame.arena.start;
		this.#startLog(LOG_OPERATION.initialise, ALLOCATION_KIND.block, NO_INSTRUCTION);
		this.#log.append();
	}

	/** A pool has been made whose items have a word behind each that is nobody's. */
	guardItems(start: number, itemWords: number, items: number): void {
		const row = shadowRow(this.shadow.at(start));
		for (let item = 0, at = start + itemWords; item < items; item++, at += itemWords + POOL_GUARD_WORDS) {
			this.shadow.mark(at, at + POOL_GUARD_WORDS, SHADOW_STATE.guard, row);
		}
	}

	allocated(
		kind: number,
		instruction: number,
		name: number,
		words: number,
		wantedLevel: number,
		address: number,
		steps: number,
	): void {
		const level = this.#levels.levelOf(address);
		const row = this.#openRow(kind, instruction, name, words, address, level);
		const granted = kind === ALLOCATION_KIND.item ? words : this.#shadeBlock(kind, row, words, address, level);
		if (kind === ALLOCATION_KIND.item) this.shadow.mark(address, address + words, SHADOW_STATE.used, row);
		const cycles = costOf(steps);
		const nameRow = row === NO_ROW ? this.#nameRow(name) : this.#ledger.field(row, ALLOCATION.name);
		if (row !== NO_ROW) this.#ledger.table[this.#ledger.at(row) + ALLOCATION.grantedWords] = granted;
		this.#names.countCreated(nameRow, words);
		this.#profile.countAllocation(instruction, kind, nameRow, words, cycles);
		this.#writeLog(LOG_OPERATION.allocate, kind, instruction, row, words, wantedLevel, cycles);
		this.#sweep.lookAround(this.#wordsToCheck(), instruction);
	}

	failed(kind: number, instruction: number, name: number, words: number, wantedLevel: number, steps: number): void {
		const nameRow = this.#nameRow(name);
		this.#names.countFailed(nameRow);
		this.#profile.countFailure(instruction, kind, nameRow, words, costOf(steps));
		const { record } = this.#log;
		this.#startLog(LOG_OPERATION.fail, kind, instruction);
		record[LOG_RECORD.askedWords] = words;
		record[LOG_RECORD.wantedLevel] = wantedLevel;
		record[LOG_RECORD.level] = -1;
		record[LOG_RECORD.name] = nameRow;
		record[LOG_RECORD.cycles] = costOf(steps);
		this.#log.append();
		this.#sweep.lookAround(this.#wordsToCheck(), instruction);
	}

	freed(kind: number, instruction: number, address: number, steps: number): void {
		const row = shadowRow(this.shadow.at(address));
		const words = this.#ledger.field(row, ALLOCATION.askedWords);
		this.#writeLog(LOG_OPERATION.free, kind, instruction, row, words, -1, costOf(steps));
		if (kind === ALLOCATION_KIND.item) this.#clearItem(row, address, words);
		else this.#clearBlock(row, address);
		this.#closeRow(row, instruction);
		this.#sweep.lookAround(this.#wordsToCheck(), instruction);
	}

	frameEnded(): void {
		const { shadow } = this;
		const { start } = this.#levels.frame.arena;
		this.#header[CHECKS_HEADER.frames]++;
		for (let at = start; at < this.#frameTop; ) {
			const row = shadowRow(shadow.at(at));
			let end = at + 1;
			if (row !== NO_ROW) {
				end = this.#ledger.field(row, ALLOCATION.address) + this.#ledger.field(row, ALLOCATION.grantedWords);
				this.#closeRow(row, NO_INSTRUCTION);
			}
			shadow.mark(at, end, SHADOW_STATE.free, row);
			at = end;
		}
		this.#memory.fill(FILL_CODE, start, this.#frameTop);
		this.#frameTop = start;
	}

	accessed(instruction: number, address: number, words: number, writes: boolean): void {
		this.access(this.#machine, instruction, address, address, words, writes);
	}

	prefetched(): void {}

	/** A native has refused what it was called with, see `MemoryHost.memoryViolation`. */
	refused(native: number, outcome: Outcome, parameter: number, word: number, address: number): void {
		const isGivenBack = GIVEN_BACK[native * MOST_PARAMETERS + parameter] === 1;
		const kind = outcome === OUTCOME.foreign && !isGivenBack ? VIOLATION_KIND.badArgument : KIND_OF_OUTCOME[outcome];
		if (kind < 0) return;
		const violation = this.#violation;
		violation.native = native;
		violation.parameter = parameter;
		violation.word = word;
		const row = isGivenBack ? this.#blame.rowOf(address) : NO_ROW;
		this.#report(kind, FOUND_BY.call, this.#machine.ip, isGivenBack ? address : -1, false, row);
		violation.native = NO_NATIVE;
	}

	/** A request failed because the settings wanted it to. */
	pressed(): void {
		this.#profile.countPressure();
	}

	/** Whether a pointer leads to the first word of a block that something else was made of than a block: a pool, a buffer. */
	isOfAnother(address: number): boolean {
		// The header's row: the words themselves may be those of an item.
		const row = this.#blame.rowOf(address - 1);
		const kind = this.#ledger.field(row, ALLOCATION.kind);
		return this.#ledger.isLive(row) && kind !== ALLOCATION_KIND.block && kind !== ALLOCATION_KIND.frame;
	}

	/** The stack was too small for a call. */
	stackOverflowed(): void {
		this.#report(VIOLATION_KIND.stackOverflow, FOUND_BY.host, this.#machine.ip, -1, false, NO_ROW);
	}

	/** The host has filled words of a DMA buffer: hardware would not show them yet. */
	filled(from: number, to: number): void {
		this.shadow.mark(from, to, SHADOW_STATE.stale, shadowRow(this.shadow.at(from)));
	}

	/** The firmware has invalidated a DMA buffer: it sees all of it. */
	invalidated(address: number): void {
		const row = shadowRow(this.shadow.at(address));
		this.shadow.mark(address, address + this.#ledger.field(row, ALLOCATION.askedWords), SHADOW_STATE.used, row);
	}

	// What the code does by itself.

	access(_: Machine, instruction: number, base: number, address: number, words: number, writes: boolean): boolean {
		const { shadow } = this;
		const end = address + words;
		let at = shadow.firstUnusable(address, end);
		while (at >= 0 && writes && shadowState(shadow.at(at)) === SHADOW_STATE.stale) at = shadow.firstUnusable(at + 1, end);
		if (at < 0) return false;
		const kind = this.#blame.judge(base, at);
		this.#report(kind, FOUND_BY.access, instruction, at, writes, this.#blame.row);
		for (; writes && at >= 0; at = shadow.firstUnusable(at + 1, end)) {
			if (shadowState(shadow.at(at)) !== SHADOW_STATE.stale) shadow.spoil(at);
		}
		return this.#stops;
	}

	// Looking for damage.

	/** Asks for a look at all words of the heap, a part in each control period; see `CHECKS_HEADER`. */
	requestSweep(): void {
		if (this.#header[CHECKS_HEADER.firmware] !== 0) this.#sweep.request();
	}

	/** Goes on with a full check. To be called once in a control period. */
	goOnSweeping(): void {
		this.#sweep.goOn();
	}

	/** Looks at all words now (`adiCheck`). @returns damaged places, but for headers */
	checkAll(): number {
		return this.#sweep.checkAll(this.#machine.ip);
	}

	damaged(address: number, instruction: number): void {
		this.#report(this.#blame.judge(address, address), FOUND_BY.check, instruction, address, true, this.#blame.row);
	}

	#wordsToCheck(): number {
		const words = this.#settings[MEMORY_SETTINGS.checkedWords];
		if (words < 0) return HEAP_END - HEAP_START;
		return words === 0 ? DEFAULT_CHECKED_WORDS : words;
	}

	// Keeping account.

	#fillUnmapped(from: number, to: number): void {
		this.#memory.fill(FILL_CODE, from, to);
		this.shadow.mark(from, to, SHADOW_STATE.unmapped, NO_ROW);
	}

	/** Marks the words of a block that was handed out. @returns the words that it grants */
	#shadeBlock(kind: number, row: number, words: number, address: number, level: number): number {
		const { shadow } = this;
		const memory = this.#memory;
		let first = address;
		let end = address;
		if (level === LEVEL.STACK) {
			// The last block of the frame ends where the frame does.
			end = this.#levels.frame.mark();
			this.#frameTop = Math.max(this.#frameTop, end);
		} else {
			const cursor = this.#levels.cursors[level];
			cursor.seek(address);
			first = cursor.address;
			end = first + cursor.grantedWords;
		}
		shadow.mark(first - HEADER_WORDS, first, SHADOW_STATE.guard, row);
		if (kind === ALLOCATION_KIND.circular) {
			// Only natives get there, and where it begins depends on its alignment.
			shadow.mark(first, end, SHADOW_STATE.used, row);
			return end - address;
		}
		const isPool = kind === ALLOCATION_KIND.pool;
		shadow.mark(first, first + words, isPool ? SHADOW_STATE.free : SHADOW_STATE.used, row);
		shadow.mark(first + words, end, SHADOW_STATE.slack, row);
		if (isPool) memory.fill(FILL_CODE, first, end);
		else if (kind !== ALLOCATION_KIND.dma) {
			// Links of when it was free.
			memory.fill(FILL_CODE, first, Math.min(end, first + MERGED_BEHIND));
			memory[end - 1] = FILL_CODE;
		}
		memory.fill(FILL_CODE, first + words, end);
		return end - address;
	}

	#clearItem(row: number, address: number, words: number): void {
		this.shadow.mark(address, address + words, SHADOW_STATE.free, row);
		this.#memory.fill(FILL_CODE, address, address + words);
	}

	#clearBlock(row: number, address: number): void {
		const level = this.#levels.levelOf(address);
		const from = address - HEADER_WORDS;
		const to = address + this.#ledger.field(row, ALLOCATION.grantedWords);
		this.shadow.mark(from, to, SHADOW_STATE.free, row);
		const { arena } = this.#levels.allocators[level];
		const cursor = this.#levels.cursors[level];
		const end = Math.min(to + MERGED_BEHIND, arena.start + arena.words);
		for (let at = Math.max(from - MERGED_BEFORE, arena.start); at < end && cursor.seek(at); at = cursor.pieceEnd) {
			this.#fillIdle(cursor, Math.max(from - MERGED_BEFORE, arena.start), end);
		}
		if (row === NO_ROW || cursor.kind !== 'buddy') return;
		// A buddy has been merged with ever larger ones, of which each has left its header where it began or the other did.
		cursor.seek(from);
		for (let words = to - from; words < cursor.pieceEnd - cursor.pieceStart; words *= 2) {
			const half = arena.start + ((from - arena.start) & -words);
			const seam = Math.max(half, arena.start + ((half - arena.start) ^ words));
			this.#fillIdle(cursor, seam - MERGED_BEFORE, seam + MERGED_BEHIND);
		}
	}

	/** Fills those of the words that lie in a cursor's piece and are nobody's. */
	#fillIdle(cursor: ArenaCursor, from: number, to: number): void {
		const first = Math.max(from, idleWordsStart(cursor));
		const end = Math.min(to, idleWordsEnd(cursor));
		if (first < end) this.#memory.fill(FILL_CODE, first, end);
	}

	#openRow(kind: number, instruction: number, name: number, words: number, address: number, level: number): number {
		this.#placeAt(instruction);
		const row = this.#ledger.open(this.#place);
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

	/** Row of the name that firmware has at an address, −1 for none. */
	#nameRow(address: number): number {
		return this.#names.find(this.#memory, address, this.#machine.memoryWords);
	}

	/** Everything is given back at once; pools first, so that their items are told by themselves. */
	#closeAll(instruction: number): void {
		const ledger = this.#ledger;
		for (let pass = 0; pass < 2; pass++) {
			for (let row = 1; row <= ledger.rows; row++) {
				if (!ledger.isLive(row)) continue;
				if (pass === 0 && ledger.field(row, ALLOCATION.kind) !== ALLOCATION_KIND.pool) continue;
				const address = ledger.field(row, ALLOCATION.address);
				this.shadow.mark(address, address + ledger.field(row, ALLOCATION.grantedWords), SHADOW_STATE.free, row);
				this.#closeRow(row, instruction);
			}
		}
	}

	#closeRow(row: number, instruction: number): void {
		if (row === NO_ROW) return;
		const words = this.#ledger.field(row, ALLOCATION.askedWords);
		this.#names.countDestroyed(this.#ledger.field(row, ALLOCATION.name), words);
		this.#profile.countFree(this.#ledger.field(row, ALLOCATION.allocated + PLACE.instruction), words);
		this.#placeAt(instruction);
		this.#ledger.close(row, this.#place);
	}

	#report(kind: number, foundBy: number, instruction: number, address: number, writes: boolean, row: number): void {
		const violation = this.#violation;
		violation.kind = kind;
		violation.foundBy = foundBy;
		violation.writes = writes;
		violation.address = address;
		violation.bufferAt = row === NO_ROW ? -1 : this.#ledger.at(row);
		this.#placeAt(instruction);
		const isNew = this.#violations.add(violation, this.#place);
		if (this.#settings[MEMORY_SETTINGS.stopAtViolation] !== 0) this.#stops = true;
		if (!isNew) return;
		this.#writeLog(LOG_OPERATION.violation, this.#ledger.field(row, ALLOCATION.kind), instruction, row, 0, -1, 0);
		this.#recorder.violated(this.#header[CHECKS_HEADER.firmware], this.#violations.rows - 1);
	}

	/** Notes where the program stands, with its callers, and when. */
	#placeAt(instruction: number): void {
		const place = this.#place;
		const { callStack } = this.#machine;
		let entry = this.#machine.callDepth * CALL_STACK_ENTRY_WORDS;
		place[PLACE.instruction] = instruction;
		for (let caller = 0; caller < PLACE_CALLERS; caller++) {
			entry -= CALL_STACK_ENTRY_WORDS;
			const isCall = instruction !== NO_INSTRUCTION && entry >= 0 && callStack[entry] >= 0;
			place[PLACE.callers + caller] = isCall ? callStack[entry] : NO_INSTRUCTION;
			// What is below the host's own call is another story.
			if (!isCall) entry = 0;
		}
		const { frame } = this.#recorder;
		place[PLACE.frameLow] = frame | 0;
		place[PLACE.frameHigh] = (frame / 2 ** 32) | 0;
	}

	#startLog(operation: number, kind: number, instruction: number): void {
		const { record } = this.#log;
		const { frame } = this.#recorder;
		record.fill(0);
		record[LOG_RECORD.operation] = operation;
		record[LOG_RECORD.kind] = kind;
		record[LOG_RECORD.frameLow] = frame | 0;
		record[LOG_RECORD.frameHigh] = (frame / 2 ** 32) | 0;
		record[LOG_RECORD.instruction] = instruction;
	}

	#writeLog(
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
		this.#startLog(operation, kind, instruction);
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
