import { HEAP_HEADER, HEAP_LIMITS, heapTable } from '../../bridge/heap-layout.ts';
import { CPU_SLOTS } from '../../bridge/machine-size.ts';
import { NO_ADDRESS } from '../../memory/heap/allocator.ts';
import { ArenaCensus } from '../../memory/heap/arena-census.ts';
import { BinReader } from '../../memory/heap/bin-reader.ts';
import { BoundedPointers } from '../../memory/heap/bounded-pointers.ts';
import { BufferLevels } from '../../memory/heap/buffer-levels.ts';
import { CircularBuffers } from '../../memory/heap/circular-buffers.ts';
import { DmaBuffers } from '../../memory/heap/dma-buffers.ts';
import { LevelHeapReader } from '../../memory/heap/level-heap.ts';
import { MultiPools } from '../../memory/heap/multi-pools.ts';
import type { WordSource } from '../../memory/heap/object-table.ts';
import { Pools } from '../../memory/heap/pools.ts';
import { RING, Rings, ringWords } from '../../memory/heap/rings.ts';
import type { SharedBlock } from '../../memory/shared-block.ts';
import { WordRing } from '../../memory/word-ring.ts';
import { deviceStore } from '../../store/device-store.ts';
import { type EngineSource, openWindow } from '../engine-window.ts';

/**
 * Whether there is a heap to be seen: `stock` is the stock CPU; `without` a firmware that asks for none; `unstarted` one that does,
 * before the first START; `starting` one that is on its way into the engine; `live` one that plays; `stopped` one that has
 * ended and left its heap as it was.
 */
export type HeapState = 'stock' | 'without' | 'unstarted' | 'starting' | 'live' | 'stopped';

/** The page's objects read only, and have nothing to allocate from. */
const NO_WORDS: WordSource = { allocate: () => NO_ADDRESS };

/** All that can be read of a firmware's heap. Made anew when the heap is. */
export class OpenHeap {
	/** Tells this heap from all others of the session, also from the same slot's after `adiInit`. */
	readonly id: number;
	/** The machine's memory. */
	readonly memory: Int32Array;
	readonly levels: LevelHeapReader;
	/** By level; null where the level has no bins. */
	readonly bins: readonly (BinReader | null)[];
	readonly censuses: readonly ArenaCensus[];
	readonly pools: Pools;
	readonly multiPools: MultiPools;
	readonly circularBuffers: CircularBuffers;
	readonly dmaBuffers: DmaBuffers;
	readonly boundedPointers: BoundedPointers;
	readonly rings: Rings;
	/** Which level each named buffer gets: the page may write here. */
	readonly bufferLevels: BufferLevels;
	readonly #ringStorage: Int32Array;

	/**
	 * @param region words of the region `heap N`
	 * @throws RangeError when no firmware has had a heap there yet
	 */
	constructor(id: number, memory: Int32Array, region: Int32Array) {
		this.id = id;
		this.memory = memory;
		this.levels = new LevelHeapReader(memory, heapTable(region, 'levels'));
		this.bins = this.levels.cursors.map(({ kind }, level) =>
			kind === 'adialloc' ? new BinReader(this.levels.levelTables[level] as Int32Array) : null,
		);
		this.censuses = this.levels.cursors.map((cursor) => new ArenaCensus(cursor));
		this.pools = new Pools(heapTable(region, 'pools'), HEAP_LIMITS.pools, NO_WORDS);
		this.multiPools = new MultiPools(heapTable(region, 'multiPools'), HEAP_LIMITS.multiPools, this.pools, NO_WORDS);
		const { circularBuffers, dmaBuffers, boundedPointers, rings } = HEAP_LIMITS;
		this.circularBuffers = new CircularBuffers(heapTable(region, 'circularBuffers'), circularBuffers, memory, NO_WORDS);
		this.dmaBuffers = new DmaBuffers(heapTable(region, 'dmaBuffers'), dmaBuffers, memory, NO_WORDS);
		this.boundedPointers = new BoundedPointers(heapTable(region, 'boundedPointers'), boundedPointers, memory);
		this.#ringStorage = heapTable(region, 'ringStorage');
		this.rings = new Rings(heapTable(region, 'rings'), rings, this.#ringStorage);
		this.bufferLevels = new BufferLevels(heapTable(region, 'bufferLevels'));
	}

	/**
	 * A ring, for looking at its fill and counters; null when there is none by that handle. Words are put in and taken out by the ends
	 * that hold it, never here.
	 */
	ringOf(handle: number): WordRing | null {
		const capacityWords = this.rings.field(handle, RING.capacityWords);
		return capacityWords === 0 ? null : new WordRing(ringWords(this.#ringStorage, handle, capacityWords));
	}

	/** The level whose arena has a word, −1 for none. */
	levelOf(address: number): number {
		return this.levels.cursors.findIndex(({ arena }) => address >= arena.start && address < arena.start + arena.words);
	}
}

/** The words of a slot that has a heap. */
interface SlotHeap {
	readonly region: Int32Array;
	readonly memory: Int32Array;
}

/** Finds the heap of the firmware that the device plays in the engine's block. One for all views of an engine. */
export class HeapSource {
	state: HeapState = 'stock';
	/** Null in the states that have none. */
	heap: OpenHeap | null = null;
	readonly #engine: EngineSource;
	/** The block that the regions are of. */
	#block: SharedBlock | null = null;
	/** One for each slot. */
	#slots: readonly SlotHeap[] = [];

	constructor(engine: EngineSource) {
		this.#engine = engine;
	}

	/** Finds the heap again, as it may have moved to the other slot or been made anew; to be called before it is read. */
	refresh(): void {
		const { firmware, firmwareStarting } = deviceStore.getState();
		const window = openWindow(this.#engine);
		if (firmware === null || firmware.image.program.heapWords === 0 || window === null) {
			this.heap = null;
			this.state = firmware === null ? 'stock' : firmware.image.program.heapWords === 0 ? 'without' : 'unstarted';
			return;
		}
		const { id } = firmware.image;
		this.#open(window.view.block);
		// A firmware that has begun anew is in both slots: what plays comes first.
		for (const slot of window.slotsFromLive) {
			const { region, memory } = this.#slots[slot] as SlotHeap;
			if (region[HEAP_HEADER.firmware] !== id) continue;
			const generation = Atomics.load(region, HEAP_HEADER.generation);
			const heapId = generation * CPU_SLOTS + slot;
			if (this.heap?.id !== heapId) this.heap = openHeap(heapId, memory, region);
			const isLive = window.firmwareId === id;
			this.state = this.heap === null || (firmwareStarting && !isLive) ? 'starting' : isLive ? 'live' : 'stopped';
			return;
		}
		this.heap = null;
		this.state = 'starting';
	}

	#open(block: SharedBlock): void {
		if (block === this.#block) return;
		this.#block = block;
		this.heap = null;
		this.#slots = Array.from({ length: CPU_SLOTS }, (_, slot) => ({
			region: block.int32(`heap ${slot}`),
			memory: block.int32(`memory ${slot}`),
		}));
	}
}

/** Null while the audio thread is about to make the heap. */
function openHeap(id: number, memory: Int32Array, region: Int32Array): OpenHeap | null {
	try {
		return new OpenHeap(id, memory, region);
	} catch (reason) {
		if (reason instanceof RangeError) return null;
		throw reason;
	}
}

const sources = new WeakMap<EngineSource, HeapSource>();

/** The heap of an engine, the same source for every view. */
export function heapOf(engine: EngineSource): HeapSource {
	let source = sources.get(engine);
	if (source === undefined) {
		source = new HeapSource(engine);
		sources.set(engine, source);
	}
	return source;
}
