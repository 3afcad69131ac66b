import type { AccessWatcher } from '../gazl/access-watcher.ts';
import type { Machine } from '../gazl/machine.ts';
import { ALLOCATION, ALLOCATION_KIND, AllocationLedger, NO_ROW } from '../memory/checks/allocation-ledger.ts';
import { NO_INSTRUCTION } from '../memory/checks/place.ts';
import { DEFAULT_CHECKED_WORDS, MEMORY_SETTINGS } from '../memory/checks/pressure.ts';
import { SHADOW_STATE, Shadow, shadowRow, shadowState } from '../memory/checks/shadow.ts';
import { VIOLATION_KIND } from '../memory/checks/violation-kinds.ts';
import { FOUND_BY } from '../memory/checks/violation-list.ts';
import type { HeapListener } from '../memory/cost/heap-listener.ts';
import type { LevelHeap } from '../memory/heap/level-heap.ts';
import type { Outcome } from '../memory/heap/outcomes.ts';
import { CHECKS_HEADER, checksTable } from './checks-layout.ts';
import { HeapBlame } from './heap-blame.ts';
import { HeapFill } from './heap-fill.ts';
import { type DamageListener, HeapSweep } from './heap-sweep.ts';
import { HeapTracker } from './heap-tracker.ts';
import { HeapViolations, NO_NATIVE, type ViolationListener } from './heap-violations.ts';
import { HEAP_END, HEAP_START } from './machine-size.ts';
import { MEMORY_NATIVE } from './memory-natives.ts';
import { type FrameCount, PlaceStamp } from './place-stamp.ts';

/** Words that are made ready at a time, so that a start is no long block. */
const PREPARED_WORDS = 131072;

/** What stamps records, and hears of violations. */
export interface CheckRecorder extends FrameCount, ViolationListener {}

/** What the checks of one machine work on. */
export interface CheckParts {
	readonly machine: Machine;
	/** The regions `checks N` and `shadow N`. */
	readonly records: Int32Array;
	readonly shadow: Int32Array;
	readonly recorder: CheckRecorder;
}

/**
 * The checked build (memory.md 6) at work: hears of allocations from the natives and of accesses from the watched interpreter, to which compiled
 * code leaves every access that its shadow word does not allow, and has its parts see to what follows. {@link HeapFill} keeps whose each word is,
 * {@link HeapTracker} who has what, {@link HeapBlame} says what is wrong, {@link HeapSweep} looks for damage, {@link HeapViolations} records it. All of
 * it lies in the regions `checks N` and `shadow N`. Nothing is allocated and nothing is thrown after construction.
 */
export class HeapChecks implements AccessWatcher, HeapListener, DamageListener {
	/** Passes of instructions are nothing to this watcher. */
	readonly passes = new Int32Array(0);
	readonly shadow: Shadow;

	readonly #machine: Machine;
	readonly #settings: Int32Array;
	readonly #header: Int32Array;
	readonly #tables: readonly Int32Array[];
	readonly #ledger: AllocationLedger;
	readonly #fill: HeapFill;
	readonly #tracker: HeapTracker;
	readonly #blame: HeapBlame;
	readonly #violations: HeapViolations;
	readonly #sweep: HeapSweep;

	#levels: LevelHeap;
	/** The native that was called to look for damage; `NO_NATIVE` for looks that nobody called for, and the host's. */
	#lookingNative: number = NO_NATIVE;
	/** First word that is not made ready yet. */
	#prepared = HEAP_END;
	/** Whether the words of the levels hold the code already, all but the headers. */
	#isFilled = false;

	/**
	 * @param settings the words of `MEMORY_SETTINGS`
	 * @param levels those of the firmware that comes first
	 */
	constructor({ machine, records, shadow, recorder }: CheckParts, settings: Int32Array, levels: LevelHeap) {
		this.#machine = machine;
		this.#settings = settings;
		this.#levels = levels;
		this.shadow = new Shadow(shadow, HEAP_START);
		const header = checksTable(records, 'header');
		const names = checksTable(records, 'names');
		const ledgerWords = checksTable(records, 'ledger');
		const violations = checksTable(records, 'violations');
		const log = checksTable(records, 'log');
		const profile = checksTable(records, 'profile');
		const stamp = new PlaceStamp(machine, recorder);
		const ledger = new AllocationLedger(ledgerWords);
		const tracker = new HeapTracker({ machine, ledger, names, log, profile, stamp });
		const blame = new HeapBlame(this.shadow, ledger);
		this.#header = header;
		this.#tables = [header, names, ledgerWords, violations, log, profile];
		this.#ledger = ledger;
		this.#tracker = tracker;
		this.#blame = blame;
		this.#fill = new HeapFill(machine.memory, this.shadow, levels);
		this.#sweep = new HeapSweep({ memory: machine.memory, shadow: this.shadow, header, listener: this }, levels);
		this.#violations = new HeapViolations({ header, violations, ledger, settings, blame, tracker, stamp, listener: recorder });
	}

	/** Begins anew for a firmware, which may not be called before {@link prepare} is through. */
	begin(firmware: number, levels: LevelHeap): void {
		for (let table = 0; table < this.#tables.length; table++) this.#tables[table].fill(0);
		this.#header[CHECKS_HEADER.firmware] = firmware;
		this.#levels = this.#fill.levels = this.#sweep.levels = levels;
		this.#prepared = HEAP_START;
		this.#isFilled = true;
		this.#sweep.reset();
		this.#violations.begin();
	}

	/** There is no checked firmware any more. Its records stay readable until the next one. */
	end(): void {
		this.#header[CHECKS_HEADER.firmware] = 0;
		this.#sweep.reset();
	}

	/** Makes some words of the heap ready. True when all are; the levels are then to be cut, which writes headers. */
	prepare(): boolean {
		const end = Math.min(HEAP_END, this.#prepared + PREPARED_WORDS);
		this.#fill.unmap(this.#prepared, end);
		this.#prepared = end;
		return end === HEAP_END;
	}

	/** Whether a violation has happened since {@link begin} at which the settings want the firmware stopped. */
	get stops(): boolean {
		return this.#violations.stops;
	}

	// What the natives tell.

	emptied(): void {
		this.#fill.empty(this.#isFilled);
		this.#isFilled = false;
		this.#closeAll(this.#machine.ip);
		this.#tracker.logEmptied();
	}

	/** A pool has been made whose items have a word behind each that is nobody's. */
	guardItems(start: number, itemWords: number, items: number): void {
		this.#fill.guardItems(start, itemWords, items);
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
		const row = this.#tracker.open(kind, instruction, name, words, address, level);
		let granted = words;
		if (kind === ALLOCATION_KIND.item) this.#fill.grantItem(row, words, address);
		else granted = this.#fill.grantBlock(kind, row, words, address, level);
		this.#tracker.countAllocated(row, kind, instruction, name, words, granted, wantedLevel, steps);
		this.#sweep.lookAround(this.#wordsToCheck(), instruction);
	}

	failed(kind: number, instruction: number, name: number, words: number, wantedLevel: number, steps: number): void {
		this.#tracker.countFailed(kind, instruction, name, words, wantedLevel, steps);
		this.#sweep.lookAround(this.#wordsToCheck(), instruction);
	}

	freed(kind: number, instruction: number, address: number, steps: number): void {
		const row = shadowRow(this.shadow.at(address));
		this.#tracker.logFreed(row, kind, instruction, steps);
		if (kind === ALLOCATION_KIND.item) this.#fill.clearItem(row, this.#ledger.field(row, ALLOCATION.askedWords), address);
		else this.#fill.clearBlock(row, this.#ledger.field(row, ALLOCATION.grantedWords), address);
		this.#tracker.close(row, instruction);
		this.#sweep.lookAround(this.#wordsToCheck(), instruction);
	}

	frameEnded(): void {
		const { shadow } = this;
		this.#header[CHECKS_HEADER.frames]++;
		for (let at = this.#levels.frame.arena.start; at < this.#fill.frameTop; ) {
			const row = shadowRow(shadow.at(at));
			let end = at + 1;
			if (row !== NO_ROW) {
				end = this.#ledger.field(row, ALLOCATION.address) + this.#ledger.field(row, ALLOCATION.grantedWords);
				this.#tracker.close(row, NO_INSTRUCTION);
			}
			shadow.mark(at, end, SHADOW_STATE.free, row);
			at = end;
		}
		this.#fill.clearFrame();
	}

	accessed(instruction: number, address: number, words: number, writes: boolean): void {
		this.access(this.#machine, instruction, address, address, words, writes);
	}

	prefetched(): void {}

	/** A native has refused what it was called with, see `MemoryHost.memoryViolation`. */
	refused(native: number, outcome: Outcome, parameter: number, word: number, address: number): void {
		this.#violations.refused(native, outcome, parameter, word, address, this.#machine.ip);
	}

	/** A request failed because the settings wanted it to. */
	pressed(): void {
		this.#tracker.countPressed();
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
		this.#violations.report(VIOLATION_KIND.stackOverflow, FOUND_BY.host, this.#machine.ip, -1, false, NO_ROW);
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
		this.#violations.report(kind, FOUND_BY.access, instruction, at, writes, this.#blame.row);
		for (; writes && at >= 0; at = shadow.firstUnusable(at + 1, end)) {
			if (shadowState(shadow.at(at)) !== SHADOW_STATE.stale) shadow.spoil(at);
		}
		return this.#violations.stops;
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
		this.#lookingNative = MEMORY_NATIVE.adiCheck;
		const found = this.#sweep.checkAll(this.#machine.ip);
		this.#lookingNative = NO_NATIVE;
		return found;
	}

	damaged(address: number, instruction: number): void {
		const kind = this.#blame.judge(address, address);
		this.#violations.found(kind, this.#lookingNative, instruction, address, this.#blame.row);
	}

	headerDamaged(block: number, instruction: number): void {
		this.#violations.found(VIOLATION_KIND.damagedHeader, this.#lookingNative, instruction, block, this.#blame.rowOf(block));
	}

	#wordsToCheck(): number {
		const words = this.#settings[MEMORY_SETTINGS.checkedWords];
		if (words < 0) return HEAP_END - HEAP_START;
		return words === 0 ? DEFAULT_CHECKED_WORDS : words;
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
				this.#tracker.close(row, instruction);
			}
		}
	}
}
