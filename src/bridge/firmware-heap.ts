import { MEMORY_SETTING_WORDS, Pressure } from '../memory/checks/pressure.ts';
import type { HeapListener } from '../memory/cost/heap-listener.ts';
import { BoundedPointers } from '../memory/heap/bounded-pointers.ts';
import { BufferLevels } from '../memory/heap/buffer-levels.ts';
import { CircularBuffers } from '../memory/heap/circular-buffers.ts';
import { DMA, DMA_BUFFER, DmaBuffers } from '../memory/heap/dma-buffers.ts';
import { LevelHeap } from '../memory/heap/level-heap.ts';
import { MultiPools } from '../memory/heap/multi-pools.ts';
import type { WordSource } from '../memory/heap/object-table.ts';
import { OUTCOME, type Outcome } from '../memory/heap/outcomes.ts';
import { POOL, Pools } from '../memory/heap/pools.ts';
import { Rings } from '../memory/heap/rings.ts';
import { type CheckParts, HeapChecks } from './heap-checks.ts';
import { POOL_GUARD_WORDS } from './heap-fill.ts';
import { HEAP_HEADER, HEAP_LIMITS, heapTable } from './heap-layout.ts';
import { HOST_CELL } from './host-cells.ts';
import { HEAP_START } from './machine-size.ts';
import { DEFAULT_MEMORY_SETUP, type MemorySetup } from './memory-setup.ts';

/** No firmware: what the header says before the first one. */
const NO_FIRMWARE = 0;

/** Nobody's settings: all 0. */
const NO_SETTINGS = new Int32Array(MEMORY_SETTING_WORDS);

/** The regions in which a heap lies, and what it is told. */
export interface FirmwareHeapParts {
	/** Of the machine. */
	readonly memory: Int32Array;
	/** Its region `heap N`. */
	readonly heapTables: Int32Array;
	readonly hostCells: Int32Array;
	/** Words of `MEMORY_SETTINGS`; all 0 by default. */
	readonly settings?: Int32Array;
	/** Absent where no checked build is run. */
	readonly checking?: CheckParts;
}

/** How the heap of one firmware begins in one slot, made when there is time: see {@link FirmwareHeap.stage}. */
export interface StagedHeap {
	readonly levels: LevelHeap;
	/** Name, as firmware has it, and level of every buffer that has one. */
	readonly bufferLevels: readonly { readonly name: Int32Array; readonly level: number }[];
}

/** The levels that play: pools and buffers stay while those come and go. */
class PresentLevels implements WordSource {
	levels: LevelHeap;

	constructor(levels: LevelHeap) {
		this.levels = levels;
	}

	allocate(words: number, level: number): number {
		return this.levels.allocate(words, level);
	}
}

/**
 * All that a firmware can allocate and create (memory.md 3 to 6), on the memory of a machine and a region of tables. One to a CPU slot,
 * made with it; firmwares come and go. Nothing is allocated and nothing is thrown after construction, but by {@link stage}.
 */
export class FirmwareHeap {
	readonly bufferLevels: BufferLevels;
	readonly pools: Pools;
	readonly multiPools: MultiPools;
	readonly circularBuffers: CircularBuffers;
	readonly dmaBuffers: DmaBuffers;
	readonly boundedPointers: BoundedPointers;
	readonly rings: Rings;
	/** See `HEAP_HEADER`. */
	readonly header: Int32Array;
	/** The checks of the checked build; null where it has no room. */
	readonly checks: HeapChecks | null;
	/** Allocations that are to fail. */
	readonly pressure: Pressure;
	/** Hears what the firmware does with its heap, but for a checked one; for tools off line. */
	observer: HeapListener | null = null;
	/** Whether the last request failed because the settings wanted it to. */
	failedOnPurpose = false;
	/** Requests of the present firmware that failed so. */
	#pressedRequests = 0;
	/** What hears of the present firmware: its checks, or the observer. */
	listener: HeapListener | null = null;

	readonly #memory: Int32Array;
	readonly #levelTable: Int32Array;
	readonly #present: PresentLevels;
	readonly #bufferLevelWords: Int32Array;
	readonly #hostCells: Int32Array;
	#staged: StagedHeap | null = null;
	#isChecked = false;
	/** Whether the levels are still to be cut. */
	#isPreparing = false;

	constructor({ memory, heapTables, hostCells, settings = NO_SETTINGS, checking }: FirmwareHeapParts) {
		this.#memory = memory;
		this.#levelTable = heapTable(heapTables, 'levels');
		const present = new PresentLevels(this.#buildLevels(DEFAULT_MEMORY_SETUP));
		this.#present = present;
		this.#bufferLevelWords = heapTable(heapTables, 'bufferLevels');
		this.bufferLevels = new BufferLevels(this.#bufferLevelWords);
		this.pools = new Pools(heapTable(heapTables, 'pools'), HEAP_LIMITS.pools, present);
		this.multiPools = new MultiPools(heapTable(heapTables, 'multiPools'), HEAP_LIMITS.multiPools, this.pools, present);
		this.circularBuffers = new CircularBuffers(
			heapTable(heapTables, 'circularBuffers'),
			HEAP_LIMITS.circularBuffers,
			memory,
			present,
		);
		this.dmaBuffers = new DmaBuffers(heapTable(heapTables, 'dmaBuffers'), HEAP_LIMITS.dmaBuffers, memory, present);
		this.boundedPointers = new BoundedPointers(heapTable(heapTables, 'boundedPointers'), HEAP_LIMITS.boundedPointers, memory);
		this.rings = new Rings(heapTable(heapTables, 'rings'), HEAP_LIMITS.rings, heapTable(heapTables, 'ringStorage'));
		this.header = heapTable(heapTables, 'header');
		this.#hostCells = hostCells;
		this.pressure = new Pressure(settings);
		this.checks = checking === undefined ? null : new HeapChecks(checking, settings, present.levels);
		present.levels.initialiseAsConfigured();
	}

	/** The levels of the present firmware. */
	get levels(): LevelHeap {
		return this.#present.levels;
	}

	/**
	 * Makes all that a firmware's heap needs here, without touching what plays. Not for the audio thread while it renders.
	 *
	 * @throws RangeError when this host has no room for the configuration, see `configurationProblem`
	 */
	stage(setup: MemorySetup): StagedHeap {
		const bufferLevels = Object.entries(setup.levels).map(([name, level]) => {
			return { name: Int32Array.from(`${name}\0`, (character) => character.charCodeAt(0)), level };
		});
		return { levels: this.#buildLevels(setup), bufferLevels };
	}

	/**
	 * Frees all that the firmware before has left, for one that has a heap. Its words are the machine's business. {@link prepare} has to be
	 * through before the firmware is called.
	 */
	begin(firmware: number, staged: StagedHeap, isChecked: boolean): void {
		const { header, checks } = this;
		const generation = header[HEAP_HEADER.generation];
		header.fill(0);
		header[HEAP_HEADER.firmware] = firmware;
		header[HEAP_HEADER.generation] = generation;
		this.#staged = staged;
		this.#present.levels = staged.levels;
		this.#isChecked = isChecked && checks !== null;
		header[HEAP_HEADER.checked] = this.#isChecked ? 1 : 0;
		this.listener = this.#isChecked ? checks : this.observer;
		this.pools.guardWords = this.#isChecked ? POOL_GUARD_WORDS : 0;
		this.pressure.reset();
		this.failedOnPurpose = false;
		this.#pressedRequests = 0;
		if (checks !== null) {
			if (this.#isChecked) checks.begin(firmware, staged.levels);
			else checks.end();
		}
		this.#isPreparing = true;
		if (!this.#isChecked) this.prepare();
	}

	/** Goes on with the beginning. True when the firmware may be called. */
	prepare(): boolean {
		if (!this.#isPreparing) return true;
		if (this.#isChecked && this.checks !== null && !this.checks.prepare()) return false;
		this.#isPreparing = false;
		this.levels.initialiseAsConfigured();
		this.#bufferLevelWords.fill(0);
		this.rings.reset();
		this.#forgetObjects();
		const staged = this.#staged;
		if (staged !== null) {
			for (let i = 0; i < staged.bufferLevels.length; i++) {
				this.bufferLevels.setLevel(staged.bufferLevels[i].name, 0, staged.bufferLevels[i].level);
			}
		}
		this.listener?.emptied();
		return true;
	}

	/** The firmware that comes next has no heap: whatever was there is gone. */
	end(): void {
		if (this.header[HEAP_HEADER.firmware] === NO_FIRMWARE) return;
		this.header[HEAP_HEADER.firmware] = NO_FIRMWARE;
		this.header[HEAP_HEADER.checked] = 0;
		this.checks?.end();
		this.listener = null;
		this.#isChecked = this.#isPreparing = false;
		this.rings.reset();
		this.#forgetObjects();
	}

	/** Whether the present firmware is a checked one. */
	get isChecked(): boolean {
		return this.#isChecked;
	}

	/** Whether a violation has happened at which the firmware is to be stopped. */
	get isToStop(): boolean {
		return this.#isChecked && this.checks?.stops === true;
	}

	/**
	 * `adiInit`: frees all and cuts the levels anew.
	 *
	 * @param at word of `memory` at which the table begins, see `LevelHeap.initialise`; −1 for the default
	 * @param end first word behind what the firmware may read
	 */
	initialise(memory: Int32Array, at: number, end: number): Outcome {
		if (at < 0) {
			this.levels.initialiseAsConfigured();
		} else {
			const outcome = this.levels.initialise(memory, at, end);
			if (outcome !== OUTCOME.done) return outcome;
		}
		this.#forgetObjects();
		this.listener?.emptied();
		return OUTCOME.done;
	}

	/** Words of a level, or of the frame; −1 when there is no room, or there is to be none. */
	allocate(words: number, level: number): number {
		if (this.#isPressed()) return -1;
		const address = this.levels.allocate(words, level);
		this.#watchFrame();
		return address;
	}

	/** Words of the frame; −1 when there is no room, or there is to be none. */
	allocateFrame(words: number): number {
		if (this.#isPressed()) return -1;
		const address = this.levels.allocateFrame(words);
		this.#watchFrame();
		return address;
	}

	/** An item of a pool, see `Pools.allocate`; −1 also when there is to be none. */
	allocateItem(pool: number): number {
		return this.#isPressed() ? -1 : this.pools.allocate(pool);
	}

	/** An item of a pool of three sizes, see `MultiPools.allocate`; −1 also when there is to be none. */
	allocateSized(pool: number, words: number): number {
		return this.#isPressed() ? -1 : this.multiPools.allocate(pool, words);
	}

	/**
	 * Gives a block back, see `LevelHeap.free`. A checked heap refuses a block that a pool or a buffer is made of, which nobody else can tell from
	 * a block.
	 */
	free(address: number): Outcome {
		if (this.#isChecked && this.checks?.isOfAnother(address) === true) {
			this.levels.steps = 1;
			return OUTCOME.foreign;
		}
		return this.levels.free(address);
	}

	/** A pool, see `Pools.create`; 0 also when there is to be none. Where the words behind the items of the checked build find no room, it has none. */
	createPool(name: number, itemWords: number, items: number, level: number): number {
		const { pools } = this;
		if (this.#isPressed()) return 0;
		const pool = pools.create(name, itemWords, items, level);
		if (pool !== 0 || pools.guardWords === 0 || pools.outcome !== OUTCOME.outOfMemory) return pool;
		pools.guardWords = 0;
		const bare = pools.create(name, itemWords, items, level);
		pools.guardWords = POOL_GUARD_WORDS;
		return bare;
	}

	/** A pool of three sizes, see `MultiPools.create`, and {@link createPool}. */
	createMultiPool(small: number, medium: number, large: number, level: number): number {
		const { pools, multiPools } = this;
		if (this.#isPressed()) return 0;
		const pool = multiPools.create(small, medium, large, level);
		if (pool !== 0 || pools.guardWords === 0 || multiPools.outcome !== OUTCOME.outOfMemory) return pool;
		pools.guardWords = 0;
		const bare = multiPools.create(small, medium, large, level);
		pools.guardWords = POOL_GUARD_WORDS;
		return bare;
	}

	/** Tells the checks of the words behind a pool's items. */
	guardPool(pool: number): void {
		const { pools } = this;
		const itemWords = pools.field(pool, POOL.itemWords);
		if (!this.#isChecked || pools.field(pool, POOL.strideWords) === itemWords) return;
		this.checks?.guardItems(pools.field(pool, POOL.start), itemWords, pools.field(pool, POOL.capacity));
	}

	/** A circular buffer, see `CircularBuffers.create`; 0 also when there is to be none. */
	createCircular(words: number, level: number): number {
		return this.#isPressed() ? 0 : this.circularBuffers.create(words, level);
	}

	/** A buffer for input, see `DmaBuffers.create`; −1 also when there is to be none. */
	createDma(frames: number, level: number): number {
		if (this.#isPressed()) return -1;
		const address = this.dmaBuffers.create(frames, level);
		if (this.streamsInput) this.#hostCells[HOST_CELL.betweenTicks] = 1;
		return address;
	}

	/** The firmware sees all that the host has written, see `DmaBuffers.invalidate`. */
	invalidateDma(address: number): Outcome {
		const outcome = this.dmaBuffers.invalidate(address);
		if (outcome === OUTCOME.done && this.#isChecked) this.checks?.invalidated(address);
		return outcome;
	}

	/** Looks at all words of a checked heap. @returns places where they are not as they should be */
	checkWords(): number {
		return this.#isChecked && this.checks !== null ? this.checks.checkAll() : 0;
	}

	/** Requests for words that were turned down, on purpose or not; counts up from 0 for each firmware. */
	get failedRequests(): number {
		return this.header[HEAP_HEADER.violations + OUTCOME.outOfMemory] + this.#pressedRequests;
	}

	/** Whether input is to be streamed before each tick. */
	get streamsInput(): boolean {
		return this.dmaBuffers.count > 0;
	}

	/** Streams the input of a tick into all buffers for it. */
	stream(left: number, right: number): void {
		const { dmaBuffers } = this;
		dmaBuffers.stream(left, right);
		if (!this.#isChecked || this.checks === null) return;
		for (let buffer = 1; buffer <= dmaBuffers.count; buffer++) {
			const half = dmaBuffers.justFilled(buffer);
			if (half < 0) continue;
			const words = 2 * dmaBuffers.field(buffer, DMA.halfFrames);
			const from = dmaBuffers.field(buffer, DMA.address) + DMA_BUFFER.firstHalf + half * words;
			this.checks.filled(from, from + words);
		}
	}

	/** A call of the firmware has ended or yielded: what it had in the frame is free. */
	endCall(): void {
		const cells = this.#hostCells;
		if (cells[HOST_CELL.betweenTicks] === 0) return;
		if (this.#usesFrame) {
			this.levels.endFrame();
			this.listener?.frameEnded();
		}
		cells[HOST_CELL.betweenTicks] = this.streamsInput ? 1 : 0;
	}

	get #usesFrame(): boolean {
		const { frame } = this.levels;
		return frame.mark() !== frame.arena.start;
	}

	/** Applies the pressure settings to a request. Whether it is to fail. */
	#isPressed(): boolean {
		this.levels.halvedLevel = this.pressure.halvedLevel;
		this.failedOnPurpose = this.pressure.fails();
		if (this.failedOnPurpose) this.#pressedRequests++;
		if (this.failedOnPurpose && this.#isChecked) this.checks?.pressed();
		return this.failedOnPurpose;
	}

	#watchFrame(): void {
		if (this.#usesFrame) this.#hostCells[HOST_CELL.betweenTicks] = 1;
	}

	#buildLevels({ configuration }: MemorySetup): LevelHeap {
		return new LevelHeap(this.#memory, this.#levelTable, configuration, HEAP_START);
	}

	/** Forgets what lies in the levels, which have been emptied. */
	#forgetObjects(): void {
		this.pools.reset();
		this.multiPools.reset();
		this.circularBuffers.reset();
		this.dmaBuffers.reset();
		this.boundedPointers.reset();
		this.#hostCells[HOST_CELL.betweenTicks] = 0;
		Atomics.add(this.header, HEAP_HEADER.generation, 1);
	}
}
