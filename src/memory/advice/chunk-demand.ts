import { strideWords } from '../heap/adi-tables.ts';
import { LEVELS } from '../heap/levels.ts';
import { type HeapRecording, RECORD, RECORD_FIELD } from './heap-recording.ts';

/** Sizes of chunks are powers of two: size class n is 2ⁿ words. There are none of a single word. */
export const CLASSES = 23;
const SMALLEST_CLASS = 1;

/** The class of the smallest chunk that holds so many words. */
export function classOf(words: number): number {
	return Math.max(SMALLEST_CLASS, 32 - Math.clz32(words - 1));
}

/** Words of arena that a chunk of each class takes, with its header. */
export const CLASS_WORDS: readonly number[] = Array.from({ length: CLASSES }, (_, size) => strideWords(2 ** size));

/** Chunks of each class: the bins of a level, {@link CLASSES} numbers. */
export type Chunks = Int32Array;

/** Words of arena that bins take. */
export function reservedWords(chunks: Chunks): number {
	return CLASS_WORDS.reduce((words, stride, size) => words + stride * chunks[size], 0);
}

/** What a recording asks of one level: the requests that want it, and their frees, as small numbers for a fast simulation. */
export interface LevelDemand {
	/** In order: 1 + the request's number when it is made, less than 0 when it is freed. */
	readonly steps: Int32Array;
	/** Class of each request. */
	readonly classes: Uint8Array;
	/** By class: most requests that were alive at a time. */
	readonly peaks: Chunks;
	/**
	 * The most words, over all times, that the smallest chunks for all that is alive would take. No bins that take fewer words can
	 * serve: each block needs a chunk of its class at least, and a coalesced pair takes more.
	 */
	readonly leastWords: number;
}

/** The demand on each level, by number. A request that failed when it was recorded is freed at once. */
export function levelDemands({ records, serials }: HeapRecording): readonly LevelDemand[] {
	const builders = LEVELS.map(() => new DemandBuilder());
	/** Level and number of each request that is alive. */
	const levels = new Int8Array(serials).fill(-1);
	const numbers = new Int32Array(serials);
	/** Serial numbers from here on were given since all was freed last. */
	let firstAlive = 0;
	let next = 0;
	for (let at = 0; at < records.length; at += RECORD_FIELD.size) {
		const serial = records[at + RECORD_FIELD.serial];
		const level = records[at + RECORD_FIELD.level];
		const size = classOf(records[at + RECORD_FIELD.words]);
		switch (records[at + RECORD_FIELD.what]) {
			case RECORD.allocated:
				next = serial + 1;
				levels[serial] = level;
				numbers[serial] = builders[level].allocate(size);
				break;
			case RECORD.failed:
				builders[level].free(builders[level].allocate(size));
				break;
			case RECORD.freed:
				if (levels[serial] >= 0) builders[levels[serial]].free(numbers[serial]);
				levels[serial] = -1;
				break;
			case RECORD.emptied:
				for (const builder of builders) builder.freeAll();
				levels.fill(-1, firstAlive, next);
				firstAlive = next;
				break;
		}
	}
	return builders.map((builder) => builder.demand());
}

class DemandBuilder {
	readonly #steps: number[] = [];
	readonly #classes: number[] = [];
	readonly #alive = new Set<number>();
	readonly #current = new Int32Array(CLASSES);
	readonly #peaks = new Int32Array(CLASSES);
	#words = 0;
	#leastWords = 0;

	allocate(size: number): number {
		const number = this.#classes.length;
		this.#classes.push(size);
		this.#steps.push(number + 1);
		this.#alive.add(number);
		this.#peaks[size] = Math.max(this.#peaks[size], ++this.#current[size]);
		this.#words += CLASS_WORDS[size];
		this.#leastWords = Math.max(this.#leastWords, this.#words);
		return number;
	}

	free(number: number): void {
		if (!this.#alive.delete(number)) return;
		this.#steps.push(-(number + 1));
		this.#current[this.#classes[number]]--;
		this.#words -= CLASS_WORDS[this.#classes[number]];
	}

	freeAll(): void {
		for (const number of [...this.#alive]) this.free(number);
	}

	demand(): LevelDemand {
		return {
			steps: Int32Array.from(this.#steps),
			classes: Uint8Array.from(this.#classes),
			peaks: this.#peaks,
			leastWords: this.#leastWords,
		};
	}
}

/**
 * Whether bins serve all of a demand by ADIalloc's policy without coalescing: the best fitting bin, or the next larger one that has a
 * chunk. Where they do, ADIalloc does exactly the same, because it coalesces only when no bin has a chunk.
 */
export function serves({ steps, classes }: LevelDemand, chunks: Chunks): boolean {
	const free = Int32Array.from(chunks);
	const servedBy = new Uint8Array(classes.length);
	let withFree = 0;
	for (let size = 0; size < CLASSES; size++) if (free[size] > 0) withFree |= 1 << size;
	for (const step of steps) {
		if (step > 0) {
			const candidates = withFree & (-1 << classes[step - 1]);
			if (candidates === 0) return false;
			const size = 31 - Math.clz32(candidates & -candidates);
			servedBy[step - 1] = size;
			if (--free[size] === 0) withFree &= ~(1 << size);
		} else {
			const size = servedBy[-step - 1];
			free[size]++;
			withFree |= 1 << size;
		}
	}
	return true;
}
