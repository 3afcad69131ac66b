import { RingBuffer } from 'ringbuf.js';
import { WordRing } from '../../src/memory/word-ring.ts';

/** Capacity of every ring measured, in words: 16 KiB, half of a first-level cache. */
export const CAPACITY_WORDS = 4096;

/** The rings compared. */
export const LIBRARIES = ['WordRing', 'ringbuf.js'] as const;
export type Library = (typeof LIBRARIES)[number];

/** One thread's end of a ring. Each call moves exactly `batchWords` words; while it cannot, it {@link pause}s and looks again. */
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
			while (!ring.canPush(1)) pause();
			ring.push(batch[0]);
		},
		pop(batch) {
			while (!ring.canPop(1)) pause();
			batch[0] = ring.pop();
		},
	};
}

function wordBatchSide(ring: WordRing): Side {
	return {
		push(batch) {
			while (!ring.canPush(batch.length)) pause();
			ring.pushMany(batch, 0, batch.length);
		},
		pop(batch) {
			while (!ring.canPop(batch.length)) pause();
			ring.popMany(batch, 0, batch.length);
		},
	};
}

function ringbufSide(ring: RingBuffer): Side {
	return {
		push(batch) {
			let moved = ring.push(batch, batch.length);
			while (moved < batch.length) {
				pause();
				moved += ring.push(batch, batch.length - moved, moved);
			}
		},
		pop(batch) {
			let moved = ring.pop(batch, batch.length);
			while (moved < batch.length) {
				pause();
				moved += ring.pop(batch, batch.length - moved, moved);
			}
		},
	};
}

/** Some 0.3 µs, in which the other thread gets a few batches ahead. */
const PAUSE_STEPS = 256;

let paused = 0;

/**
 * What a thread does before it looks again, whichever the library: one that asks for an index without a break takes its cache line from
 * the thread that writes it, each time.
 */
function pause(): void {
	for (let step = 0; step < PAUSE_STEPS; step++) paused = (Math.imul(paused, 5) + step) | 0;
}
