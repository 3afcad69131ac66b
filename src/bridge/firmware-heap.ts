import { BoundedPointers } from '../memory/heap/bounded-pointers.ts';
import { BufferLevels } from '../memory/heap/buffer-levels.ts';
import { CircularBuffers } from '../memory/heap/circular-buffers.ts';
import { DmaBuffers } from '../memory/heap/dma-buffers.ts';
import { DEFAULT_CONFIGURATION } from '../memory/heap/heap-configuration.ts';
import { LevelHeap } from '../memory/heap/level-heap.ts';
import { MultiPools } from '../memory/heap/multi-pools.ts';
import { OUTCOME, type Outcome } from '../memory/heap/outcomes.ts';
import { Pools } from '../memory/heap/pools.ts';
import { Rings } from '../memory/heap/rings.ts';
import { HEAP_HEADER, HEAP_LIMITS, heapTable } from './heap-layout.ts';
import { HOST_CELL } from './host-cells.ts';
import { HEAP_START } from './machine-size.ts';

/** No firmware: what the header says before the first one. */
const NO_FIRMWARE = 0;

/**
 * All that a firmware can allocate and create (memory.md 3 to 6), on the memory of a machine and a region of tables. One to a CPU slot,
 * made with it; firmwares come and go. Nothing is allocated and nothing is thrown after construction.
 */
export class FirmwareHeap {
	readonly levels: LevelHeap;
	readonly bufferLevels: BufferLevels;
	readonly pools: Pools;
	readonly multiPools: MultiPools;
	readonly circularBuffers: CircularBuffers;
	readonly dmaBuffers: DmaBuffers;
	readonly boundedPointers: BoundedPointers;
	readonly rings: Rings;
	/** See `HEAP_HEADER`. */
	readonly header: Int32Array;
	readonly #bufferLevelWords: Int32Array;
	readonly #hostCells: Int32Array;

	/**
	 * @param memory of the machine
	 * @param region its region `heap N`
	 * @param hostCells its host cells
	 */
	constructor(memory: Int32Array, region: Int32Array, hostCells: Int32Array) {
		this.levels = new LevelHeap(memory, heapTable(region, 'levels'), DEFAULT_CONFIGURATION, HEAP_START);
		this.#bufferLevelWords = heapTable(region, 'bufferLevels');
		this.bufferLevels = new BufferLevels(this.#bufferLevelWords);
		this.pools = new Pools(heapTable(region, 'pools'), HEAP_LIMITS.pools, this.levels);
		this.multiPools = new MultiPools(heapTable(region, 'multiPools'), HEAP_LIMITS.multiPools, this.pools, this.levels);
		this.circularBuffers = new CircularBuffers(
			heapTable(region, 'circularBuffers'),
			HEAP_LIMITS.circularBuffers,
			memory,
			this.levels,
		);
		this.dmaBuffers = new DmaBuffers(heapTable(region, 'dmaBuffers'), HEAP_LIMITS.dmaBuffers, memory, this.levels);
		this.boundedPointers = new BoundedPointers(heapTable(region, 'boundedPointers'), HEAP_LIMITS.boundedPointers, memory);
		this.rings = new Rings(heapTable(region, 'rings'), HEAP_LIMITS.rings, heapTable(region, 'ringStorage'));
		this.header = heapTable(region, 'header');
		this.#hostCells = hostCells;
	}

	/** Frees all that the firmware before has left, for one that has a heap. Its words are the machine's business. */
	begin(firmware: number): void {
		const { header } = this;
		const generation = header[HEAP_HEADER.generation];
		header.fill(0);
		header[HEAP_HEADER.firmware] = firmware;
		header[HEAP_HEADER.generation] = generation;
		this.levels.initialiseAsConfigured();
		this.#bufferLevelWords.fill(0);
		this.rings.reset();
		this.#forgetObjects();
	}

	/** The firmware that comes next has no heap: whatever was there is gone. */
	end(): void {
		if (this.header[HEAP_HEADER.firmware] === NO_FIRMWARE) return;
		this.header[HEAP_HEADER.firmware] = NO_FIRMWARE;
		this.rings.reset();
		this.#forgetObjects();
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
		return OUTCOME.done;
	}

	/** Words of a level, or of the frame; −1 when there is no room. */
	allocate(words: number, level: number): number {
		const address = this.levels.allocate(words, level);
		this.#watchFrame();
		return address;
	}

	/** Words of the frame; −1 when there is no room. */
	allocateFrame(words: number): number {
		const address = this.levels.allocateFrame(words);
		this.#watchFrame();
		return address;
	}

	/** A buffer for input, see `DmaBuffers.create`. */
	createDma(frames: number, level: number): number {
		const address = this.dmaBuffers.create(frames, level);
		if (this.streamsInput) this.#hostCells[HOST_CELL.betweenTicks] = 1;
		return address;
	}

	/** Whether input is to be streamed before each tick. */
	get streamsInput(): boolean {
		return this.dmaBuffers.count > 0;
	}

	/** A call of the firmware has ended or yielded: what it had in the frame is free. */
	endCall(): void {
		const cells = this.#hostCells;
		if (cells[HOST_CELL.betweenTicks] === 0) return;
		if (this.#usesFrame) this.levels.endFrame();
		cells[HOST_CELL.betweenTicks] = this.streamsInput ? 1 : 0;
	}

	get #usesFrame(): boolean {
		const { frame } = this.levels;
		return frame.mark() !== frame.arena.start;
	}

	#watchFrame(): void {
		if (this.#usesFrame) this.#hostCells[HOST_CELL.betweenTicks] = 1;
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
