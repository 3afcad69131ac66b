import { RingBuffer } from 'ringbuf.js';
import { WordRing } from '../../src/memory/word-ring.ts';

/** Capacity of every ring measured, in words: 16 KiB, half of a first-level cache. */
export const CAPACITY_WORDS = 4096;

/** The rings compared. */
export const LIBRARIES = ['WordRing', 'ringbuf.js'] as const;
export type Library = (typeof LIBRARIES)[number];

/** One thread's end of a ring. Each call moves exactly `batchWords` words, spinning until it has. */
export interface Side {
	push(batch: Int32Array): void;
	pop(batch: Int32Array): void;
}

/**
 * Fresh storage for a ring of {@link CAPACITY_WORDS}. ringbuf.js keeps one slot free, so it is asked for one less: its storage then
 * is a power of two as well, its batches never straddle the end and stay aligned, and it runs at its best.
 */
export function makeStorage(library: Library): SharedArrayBuffer {
	if (library === 'WordRing') return new SharedArrayBuffer(WordRing.bytes(CAPACITY_WORDS));
	return RingBuffer.getStorageForCapacity(CAPACITY_WORDS - 1, Int32Array);
}

/** Opens a ring for batches of `batchWords`, each library by its own fastest calls. */
export function openSide(library: Library, storage: SharedArrayBuffer, batchWords: number): Side {
	if (library === 'ringbuf.js') return ringbufSide(new RingBuffer(storage, Int32Array));
	const ring = new WordRing(new Int32Array(storage));
	return batchWords === 1 ? wordSide(ring) : wordBatchSide(ring);
}

function wordSide(ring: WordRing): Side {
	return {
		push(batch) {
			while (!ring.canPush(1));
			ring.push(batch[0]);
		},
		pop(batch) {
			while (!ring.canPop(1));
			batch[0] = ring.pop();
		},
	};
}

function wordBatchSide(ring: WordRing): Side {
	return {
		push(batch) {
			while (!ring.canPush(batch.length));
			ring.pushMany(batch, 0, batch.length);
		},
		pop(batch) {
			for (let moved = 0; moved < batch.length; ) moved += ring.popMany(batch, moved, batch.length - moved);
		},
	};
}

function ringbufSide(ring: RingBuffer): Side {
	return {
		push(batch) {
			let moved = ring.push(batch, batch.length);
			while (moved < batch.length) moved += ring.push(batch, batch.length - moved, moved);
		},
		pop(batch) {
			let moved = ring.pop(batch, batch.length);
			while (moved < batch.length) moved += ring.pop(batch, batch.length - moved, moved);
		},
	};
}
