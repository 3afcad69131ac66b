import { RingBuffer } from 'ringbuf.js';
import { WordRing } from '../../src/memory/word-ring.ts';

/** Capacity of every ring measured, in words: 16 KiB, half of a first-level cache. */
export const CAPACITY_WORDS = 4096;

/** The rings compared. */
export const LIBRARIES = ['WordRing', 'ringbuf.js'] as const;
export type Library = (typeof LIBRARIES)[number];

/**
 * One thread's end of a ring. A batch is made of the words `first`, `first` + 1, … where it is produced, and added up where it is consumed, so
 * every word is one that a thread has just made and that the other needs. While there is no room or nothing there, a side {@link pause}s.
 */
export interface Side {
	produce(first: number): void;
	/** Sum of the words of the next batch, modulo 2³². */
	consume(): number;
}

/**
 * Fresh storage for a ring of {@link CAPACITY_WORDS}. ringbuf.js keeps one slot free, so it is asked for one less: its storage then
 * is a power of two as well, its batches never straddle the end and stay aligned, and it runs at its best.
 */
export function makeStorage(library: Library): SharedArrayBuffer {
	if (library === 'WordRing') return new SharedArrayBuffer(WordRing.bytes(CAPACITY_WORDS));
	return RingBuffer.getStorageForCapacity(CAPACITY_WORDS - 1, Int32Array);
}

/** Opens a ring for batches of `batchWords`, a power of two, each library by its own fastest calls. */
export function openSide(library: Library, storage: SharedArrayBuffer, batchWords: number): Side {
	if (library === 'WordRing') {
		const ring = new WordRing(new Int32Array(storage));
		return batchWords === 1 ? wordSide(ring) : wordBatchSide(ring, batchWords);
	}
	const ring = new RingBuffer(storage, Int32Array);
	return batchWords === 1 ? ringbufWordSide(ring) : ringbufBatchSide(ring, batchWords);
}

function wordSide(ring: WordRing): Side {
	return {
		produce(first) {
			while (!ring.canPush(1)) pause();
			ring.push(first);
		},
		consume() {
			while (!ring.canPop(1)) pause();
			return ring.pop();
		},
	};
}

/** In place: batches of a power of two never straddle the end of the storage. */
function wordBatchSide(ring: WordRing, batchWords: number): Side {
	const { storage } = ring;
	return {
		produce(first) {
			while (!ring.canPush(batchWords)) pause();
			ring.claimRun(batchWords);
			makeWords(storage, ring.writePlace, batchWords, first);
			ring.publishRun(batchWords);
		},
		consume() {
			while (!ring.canPop(batchWords)) pause();
			ring.acquireRun(batchWords);
			const sum = sumOfWords(storage, ring.readPlace, batchWords);
			ring.releaseRun(batchWords);
			return sum;
		},
	};
}

function ringbufWordSide(ring: RingBuffer): Side {
	const word = new Int32Array(1);
	return {
		produce(first) {
			word[0] = first;
			while (ring.push(word, 1) === 0) pause();
		},
		consume() {
			while (ring.pop(word, 1) === 0) pause();
			return word[0];
		},
	};
}

/** ringbuf.js lets a producer write in place, by a callback; a consumer gets a copy. */
function ringbufBatchSide(ring: RingBuffer, batchWords: number): Side {
	const batch = new Int32Array(batchWords);
	let next = 0;
	const makeInPlace: Parameters<RingBuffer['writeCallbackWithOffset']>[1] = (storage, at, words, wrappedAt, wrappedWords) => {
		// Of the type that the ring was opened with.
		makeWords(storage as Int32Array, at, words, next);
		makeWords(storage as Int32Array, wrappedAt, wrappedWords, next + words);
		return words + wrappedWords;
	};
	return {
		produce(first) {
			next = first;
			while (ring.availableWrite() < batchWords) pause();
			ring.writeCallbackWithOffset(batchWords, makeInPlace);
		},
		consume() {
			let moved = ring.pop(batch, batchWords);
			while (moved < batchWords) {
				pause();
				moved += ring.pop(batch, batchWords - moved, moved);
			}
			return sumOfWords(batch, 0, batchWords);
		},
	};
}

/** `count`, a multiple of 8, words from `at` on: eight at a time, so that the loop takes less than what is measured. */
function makeWords(words: Int32Array, at: number, count: number, first: number): void {
	for (let i = 0; i < count; i += 8) {
		const to = at + i;
		const word = first + i;
		words[to] = word;
		words[to + 1] = word + 1;
		words[to + 2] = word + 2;
		words[to + 3] = word + 3;
		words[to + 4] = word + 4;
		words[to + 5] = word + 5;
		words[to + 6] = word + 6;
		words[to + 7] = word + 7;
	}
}

/** As {@link makeWords}, modulo 2³². */
function sumOfWords(words: Int32Array, at: number, count: number): number {
	let sum = 0;
	for (let i = 0; i < count; i += 8) {
		const from = at + i;
		const left = words[from] + words[from + 1] + words[from + 2] + words[from + 3];
		const right = words[from + 4] + words[from + 5] + words[from + 6] + words[from + 7];
		sum = (sum + left + right) | 0;
	}
	return sum;
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
