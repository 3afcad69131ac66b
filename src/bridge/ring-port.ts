import { OBJECT_TABLE } from '../memory/heap/object-table.ts';
import { RING, ringWords } from '../memory/heap/rings.ts';
import { WordRing } from '../memory/word-ring.ts';
import { HEAP_HEADER, HEAP_TABLES, heapTable } from './heap-layout.ts';

/**
 * The page's end of the rings that a firmware has created (memory.md 5): where the firmware writes a ring, the page takes from it, and the other
 * way round. One port to a slot, as a ring has one other end.
 *
 * A ring goes with its firmware. The port sees that by the table's generation at each call and opens what is there then.
 */
export class RingPort {
	readonly #region: Int32Array;
	readonly #storage: Int32Array;
	readonly #open: (WordRing | undefined)[] = [];
	#generation = -1;

	/** @param region words of a region `heap N` */
	constructor(region: Int32Array) {
		this.#region = region;
		this.#storage = heapTable(region, 'ringStorage');
	}

	/** Rings that there are; their handles are 1 to this. */
	get count(): number {
		return Atomics.load(this.#region, HEAP_TABLES.rings.at + OBJECT_TABLE.count);
	}

	/**
	 * The page's end of a ring; null when there is none by that handle. To be asked for anew each time that it is used.
	 *
	 * @param handle what `ringCreate` has answered
	 */
	ring(handle: number): WordRing | null {
		const generation = Atomics.load(this.#region, HEAP_TABLES.header.at + HEAP_HEADER.generation);
		if (generation !== this.#generation) this.#open.length = 0;
		this.#generation = generation;
		if (!Number.isInteger(handle) || handle < 1 || handle > this.count) return null;
		const row = HEAP_TABLES.rings.at + OBJECT_TABLE.firstRow + (handle - 1) * RING.words;
		const capacityWords = this.#region[row + RING.capacityWords] ?? 0;
		const ring = this.#open[handle] ?? new WordRing(ringWords(this.#storage, handle, capacityWords));
		this.#open[handle] = ring;
		return ring;
	}
}
