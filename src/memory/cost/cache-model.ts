import type { CacheConfiguration } from '../heap/heap-configuration.ts';

/** What a place holds that was never filled: no line has this number. */
const NO_LINE = -1;

/**
 * The modelled cache of `L2` and `Lext` (specification: memory, sections 2 and 9): set-associative, and the line that was not used for the
 * longest time gives way. It knows only which lines it holds, no words. Reads and writes are alike: both load the line.
 *
 * Line n goes into set n modulo the number of sets. Nothing is allocated after construction.
 */
export class CacheModel {
	/** Accesses that found their line, and those that did not. */
	hits = 0;
	misses = 0;
	/** Calls of {@link prefetch}, and those of them that loaded a line. */
	prefetches = 0;
	prefetchedLines = 0;
	readonly #ways: number;
	readonly #lineShift: number;
	readonly #setMask: number;
	/** The lines of each set, that which was used last in front. */
	readonly #lines: Int32Array;

	/**
	 * @param configuration sizes that are powers of two, as `readConfiguration` checked them
	 * @throws RangeError when the cache is too small for a single set
	 */
	constructor({ words, lineWords, ways }: CacheConfiguration) {
		const sets = words / (lineWords * ways);
		if (sets < 1) throw new RangeError(`A cache of ${words} words has no room for ${ways} ways with lines of ${lineWords} words`);
		this.#ways = ways;
		this.#lineShift = 31 - Math.clz32(lineWords);
		this.#setMask = sets - 1;
		this.#lines = new Int32Array(sets * ways).fill(NO_LINE);
	}

	/** Forgets all lines and counts. */
	reset(): void {
		this.hits = this.misses = this.prefetches = this.prefetchedLines = 0;
		this.#lines.fill(NO_LINE);
	}

	/** A word is read or written. Whether its line was there; it is from now on. */
	access(address: number): boolean {
		const hit = this.#use(address >>> this.#lineShift);
		if (hit) this.hits++;
		else this.misses++;
		return hit;
	}

	/** Loads the line of a word while the program goes on: it is neither a hit nor a miss. */
	prefetch(address: number): void {
		this.prefetches++;
		if (!this.#use(address >>> this.#lineShift)) this.prefetchedLines++;
	}

	/** Puts a line in front of its set. Whether it was in the set. */
	#use(line: number): boolean {
		const lines = this.#lines;
		const first = (line & this.#setMask) * this.#ways;
		if (lines[first] === line) return true;
		const end = first + this.#ways;
		let moved = lines[first];
		lines[first] = line;
		for (let at = first + 1; at < end; at++) {
			const next = lines[at];
			lines[at] = moved;
			if (next === line) return true;
			moved = next;
		}
		return false;
	}
}
