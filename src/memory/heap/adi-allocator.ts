import {
	ADI_TABLE,
	ADI_TABLE_WORDS,
	BIN,
	BIN_SHAPE,
	CHUNK_TAG,
	MAX_BINS,
	MAX_CHUNK_WORDS,
	MAX_CHUNKS,
	strideWords,
} from './adi-tables.ts';
import { type Arena, HEADER_WORDS, HEAP_TABLE } from './allocator.ts';
import { ArenaAllocator } from './arena-allocator.ts';
import { OUTCOME, type Outcome } from './outcomes.ts';

/*
 * Words of the tables, and bits of a header, by names of this module: V8 compiles them as literals, while it looks up a property of an
 * imported object at each use. That was 14 of the 72 ns that a free and an allocation took.
 */
const {
	requests: REQUESTS,
	frees: FREES,
	askedWords: ASKED_WORDS,
	grantedWords: GRANTED_WORDS,
	peakWords: PEAK_WORDS,
} = HEAP_TABLE;
const {
	smallestLog2: SMALLEST_LOG2,
	bins: BINS,
	binsWithFree: BINS_WITH_FREE,
	chunksEnd: CHUNKS_END,
	firstBin: FIRST_BIN,
} = ADI_TABLE;
const {
	firstHeader: FIRST_HEADER,
	strideWords: STRIDE_WORDS,
	chunkWords: CHUNK_WORDS,
	chunks: CHUNKS,
	freeSummary: FREE_SUMMARY,
	inUse: IN_USE,
	peakInUse: PEAK_IN_USE,
	coalesced: COALESCED,
	coalescings: COALESCINGS,
	requests: BIN_REQUESTS,
	fellThrough: FELL_THROUGH,
	askedWords: BIN_ASKED_WORDS,
	free: FREE,
	used: USED,
	size: BIN_SIZE,
} = BIN;
const HEADER = HEADER_WORDS;
const CHUNK_MASK = MAX_CHUNKS - 1;
const { binShift: BIN_SHIFT, companionShift: COMPANION_SHIFT, used: USED_TAG } = CHUNK_TAG;
/** The tags of the first chunk of the first bin, free, and in use without a companion. */
const FREE_TAG = CHUNK_TAG.mark;
const USED_PLAIN_TAG = FREE_TAG | USED_TAG;
/** The upper bits of the tag of any free chunk, from those on that tell of a companion. */
const FREE_TAG_HIGH = FREE_TAG >>> COMPANION_SHIFT;
const DONE = OUTCOME.done;

/**
 * ADIalloc: an arena cut into bins of equal chunks (specification: memory, section 3).
 *
 * The bin is chosen by best fit, the chunk in it by first fit. A full bin is passed over for the next larger one that has a chunk; when
 * none has, two adjacent free chunks of the bin below the request's own become one of twice the size, which is just enough. All of
 * it is bit arithmetic on bitmaps of two levels, so both operations take the same few steps at any occupancy. Only where no single chunk
 * is left does a pair take a look at each word of one bitmap that has free chunks, 32 at most; to keep a summary of pairs would make
 * every allocation and every free slower by a tenth.
 */
export class AdiAllocator extends ArenaAllocator {
	/** Words that the last refused {@link initialise} would have needed besides those of the arena. */
	missingWords = 0;

	/** Words of tables for any arena. */
	static tableWords(): number {
		return ADI_TABLE_WORDS;
	}

	/**
	 * Touches nothing: {@link initialise} cuts the arena.
	 *
	 * @param shape the bins that it will be cut into, see {@link BIN_SHAPE}
	 * @throws RangeError when the shape is malformed or does not fit, or as {@link ArenaAllocator} says
	 */
	constructor(memory: Int32Array, tables: Int32Array, arena: Arena, shape: Int32Array) {
		super('adialloc', memory, tables, arena, ADI_TABLE_WORDS);
		const outcome = this.judgeShape(shape, 0);
		if (outcome === OUTCOME.doesNotFit) {
			throw new RangeError(`the bins do not fit the arena of ${arena.words} words: ${this.missingWords} words missing`);
		}
		if (outcome !== OUTCOME.done) throw new RangeError('a number of the bins is out of its range; see BIN_SHAPE');
	}

	/**
	 * Cuts the arena into other bins and empties it. Takes time by the number of chunks: it is for the initialisation of a firmware.
	 *
	 * @param words holds the bins from word `at` on, see {@link BIN_SHAPE}
	 * @returns `done`, or, with nothing changed, `malformed` or `doesNotFit`; then {@link missingWords} says by how much
	 */
	initialise(words: Int32Array, at: number): Outcome {
		const verdict = this.judgeShape(words, at);
		if (verdict !== OUTCOME.done) return verdict;
		const { tables } = this;
		const smallest = words[at + BIN_SHAPE.smallestWords];
		const bins = words[at + BIN_SHAPE.bins];
		tables[SMALLEST_LOG2] = 31 - Math.clz32(smallest);
		tables[BINS] = bins;
		let firstHeader = this.start;
		for (let bin = 0; bin < bins; bin++) {
			const row = FIRST_BIN + bin * BIN_SIZE;
			const chunkWords = smallest << bin;
			tables[row + FIRST_HEADER] = firstHeader;
			tables[row + CHUNK_WORDS] = chunkWords;
			tables[row + STRIDE_WORDS] = strideWords(chunkWords);
			tables[row + CHUNKS] = words[at + BIN_SHAPE.chunks + bin];
			firstHeader += tables[row + CHUNKS] * tables[row + STRIDE_WORDS];
		}
		tables[CHUNKS_END] = firstHeader;
		this.reset();
		return DONE;
	}

	/** What {@link initialise} would answer; changes nothing but {@link missingWords}. */
	judgeShape(words: Int32Array, at: number): Outcome {
		this.missingWords = 0;
		if (at < 0 || at + BIN_SHAPE.chunks > words.length) return OUTCOME.malformed;
		const smallest = words[at + BIN_SHAPE.smallestWords];
		const bins = words[at + BIN_SHAPE.bins];
		if (smallest < 2 || smallest > MAX_CHUNK_WORDS || (smallest & (smallest - 1)) !== 0) return OUTCOME.malformed;
		if (bins < 1 || bins > MAX_BINS || at + BIN_SHAPE.chunks + bins > words.length) return OUTCOME.malformed;
		let needed = 0;
		for (let bin = 0; bin < bins; bin++) {
			const chunks = words[at + BIN_SHAPE.chunks + bin];
			const chunkWords = smallest * 2 ** bin;
			if (chunks < 0 || chunks > MAX_CHUNKS || chunkWords > MAX_CHUNK_WORDS) return OUTCOME.malformed;
			needed += chunks * strideWords(chunkWords);
		}
		this.missingWords = Math.max(0, needed - (this.end - this.start));
		return this.missingWords === 0 ? OUTCOME.done : OUTCOME.doesNotFit;
	}

	override reset(): void {
		const { tables } = this;
		this.resetAccount();
		this.steps = 0;
		let binsWithFree = 0;
		for (let bin = 0; bin < tables[BINS]; bin++) {
			const row = FIRST_BIN + bin * BIN_SIZE;
			const chunks = tables[row + CHUNKS];
			tables.fill(0, row + FREE_SUMMARY, row + BIN_SIZE);
			for (let chunk = 0; chunk < chunks; chunk++) {
				tables[row + FREE + (chunk >> 5)] |= 1 << chunk;
				this.#writeFreeHeader(tables[row + FIRST_HEADER] + chunk * tables[row + STRIDE_WORDS], bin, chunk);
			}
			for (let word = 0; word << 5 < chunks; word++) tables[row + FREE_SUMMARY] |= 1 << word;
			if (chunks > 0) binsWithFree |= 1 << bin;
		}
		tables[BINS_WITH_FREE] = binsWithFree;
	}

	override allocate(words: number): number {
		const { memory, tables } = this;
		tables[REQUESTS]++;
		const smallestLog2 = tables[SMALLEST_LOG2];
		// No words, or less than none, come out larger than the largest chunk, as `clz32` takes them for large numbers.
		const beyondSmallest = 32 - Math.clz32(words - 1) - smallestLog2;
		const wanted = beyondSmallest & ~(beyondSmallest >> 31);
		const binsWithFree = tables[BINS_WITH_FREE];
		// The own bin has a chunk more often than not, and the processor goes on with it before it knows: 2 ns.
		let bin = wanted;
		let row = FIRST_BIN + bin * BIN_SIZE;
		if ((binsWithFree & (1 << bin)) === 0) {
			const larger = binsWithFree & (-1 << bin);
			if (larger === 0) return this.#allocatePair(wanted, words);
			tables[row + BIN_REQUESTS]++;
			tables[row + FELL_THROUGH]++;
			bin = 31 - Math.clz32(larger & -larger);
			row = FIRST_BIN + bin * BIN_SIZE;
		} else {
			tables[row + BIN_REQUESTS]++;
		}
		this.steps = 4;
		const summary = tables[row + FREE_SUMMARY];
		const word = 31 - Math.clz32(summary & -summary);
		const free = tables[row + FREE + word];
		const bit = free & -free;
		const chunk = (word << 5) + 31 - Math.clz32(bit);
		tables[row + FREE + word] = free ^ bit;
		tables[row + USED + word] |= bit;
		const chunkWords = 1 << (smallestLog2 + bin);
		const header = tables[row + FIRST_HEADER] + chunk * (chunkWords + HEADER);
		memory[header] = USED_PLAIN_TAG | (bin << BIN_SHIFT) | chunk;
		memory[header + 1] = words;
		// Written out: V8 inlines `#countTaken` and `countFreed` in some processes and not in others, where a pair of calls then takes 51 ns.
		const inUse = tables[row + IN_USE] + 1;
		tables[row + IN_USE] = inUse;
		if (inUse > tables[row + PEAK_IN_USE]) tables[row + PEAK_IN_USE] = inUse;
		tables[row + BIN_ASKED_WORDS] += words;
		tables[ASKED_WORDS] += words;
		const granted = tables[GRANTED_WORDS] + chunkWords;
		tables[GRANTED_WORDS] = granted;
		if (granted > tables[PEAK_WORDS]) tables[PEAK_WORDS] = granted;
		// Last, because V8 looks up behind a call whatever it knew before it.
		if (free === bit) this.#summariseEmpty(bin, row, word);
		return header + HEADER;
	}

	override free(address: number): Outcome {
		const { memory, tables } = this;
		const header = address - HEADER;
		if (header < this.start || address >= this.end) return this.#refuseFree(address);
		// The header tells which chunk this would be, and the tables whether that is so.
		const tag = memory[header];
		const chunk = tag & CHUNK_MASK;
		const bin = (tag >>> BIN_SHIFT) & 31;
		if (bin >= tables[BINS]) return this.#refuseFree(address);
		const row = FIRST_BIN + bin * BIN_SIZE;
		const word = chunk >> 5;
		const bit = 1 << chunk;
		const used = tables[row + USED + word];
		const chunkWords = 1 << (tables[SMALLEST_LOG2] + bin);
		if (header !== tables[row + FIRST_HEADER] + chunk * (chunkWords + HEADER) || (used & bit) === 0) {
			return this.#refuseFree(address);
		}
		if (tables[row + COALESCED] !== 0 && this.#isCompanion(row, chunk + 1)) return this.#freePair(address, row, chunk);
		const asked = memory[header + 1];
		const freeTag = tag ^ USED_TAG;
		if (freeTag >>> COMPANION_SHIFT !== FREE_TAG_HIGH || asked < 1 || asked > chunkWords) return this.#refuseFree(address);

		this.steps = 3;
		memory[header] = freeTag;
		memory[header + 1] = 0;
		tables[row + USED + word] = used ^ bit;
		tables[row + FREE + word] |= bit;
		tables[row + FREE_SUMMARY] |= 1 << word;
		tables[BINS_WITH_FREE] |= 1 << bin;
		tables[row + IN_USE]--;
		tables[row + BIN_ASKED_WORDS] -= asked;
		tables[FREES]++;
		tables[ASKED_WORDS] -= asked;
		tables[GRANTED_WORDS] -= chunkWords;
		return DONE;
	}

	override isWhole(block: number): boolean {
		const { tables } = this;
		let bin = tables[BINS] - 1;
		while (bin > 0 && !this.#isInBin(bin, block)) bin--;
		const row = FIRST_BIN + bin * BIN_SIZE;
		return this.#isWholeChunk(bin, (block - tables[row + FIRST_HEADER]) / tables[row + STRIDE_WORDS]);
	}

	#isInBin(bin: number, block: number): boolean {
		const { tables } = this;
		const row = FIRST_BIN + bin * BIN_SIZE;
		return tables[row + CHUNKS] > 0 && block >= tables[row + FIRST_HEADER];
	}

	#isWholeChunk(bin: number, chunk: number): boolean {
		const { memory, tables } = this;
		const row = FIRST_BIN + bin * BIN_SIZE;
		const chunkWords = tables[row + CHUNK_WORDS];
		const header = tables[row + FIRST_HEADER] + chunk * tables[row + STRIDE_WORDS];
		const asked = memory[header + 1];
		const place = FREE_TAG | (bin << BIN_SHIFT) | chunk;
		const isUsed = (tables[row + USED + (chunk >> 5)] & (1 << chunk)) !== 0;
		const isPair = isUsed && this.#isCompanion(row, chunk + 1);
		const tag = isUsed ? place | USED_TAG | (isPair ? companionBits(chunkWords) : 0) : place;
		const isAskedRight = isUsed ? asked >= 1 && asked <= (isPair ? 2 : 1) * chunkWords : asked === 0;
		return memory[header] === tag && isAskedRight;
	}

	override check(): number {
		const { tables } = this;
		let damaged = 0;
		this.steps = 0;
		for (let bin = 0; bin < tables[BINS]; bin++) {
			const row = FIRST_BIN + bin * BIN_SIZE;
			for (let chunk = 0; chunk < tables[row + CHUNKS]; chunk++) {
				this.steps++;
				if (!this.#isCompanion(row, chunk) && !this.#isWholeChunk(bin, chunk)) damaged++;
			}
		}
		return damaged;
	}

	/** For a request that no single chunk is large enough for, now or ever. */
	#allocatePair(wanted: number, words: number): number {
		const { tables } = this;
		const bins = tables[BINS];
		this.steps = 1;
		if (words < 1) return this.fail();
		if (wanted < bins) {
			const row = FIRST_BIN + wanted * BIN_SIZE;
			tables[row + BIN_REQUESTS]++;
			tables[row + FELL_THROUGH]++;
		}
		// Twice the chunk size of the bin below is exactly this bin's, and smaller pairs are too small.
		if (wanted === 0 || wanted > bins) return this.fail();
		const chunk = this.#findPair(FIRST_BIN + (wanted - 1) * BIN_SIZE);
		return chunk < 0 ? this.fail() : this.#takePair(wanted - 1, chunk, words);
	}

	/** The lower chunk of the first pair of free chunks of a bin, or −1. */
	#findPair(row: number): number {
		const { tables } = this;
		for (let summary = tables[row + FREE_SUMMARY]; summary !== 0; summary &= summary - 1) {
			this.steps++;
			const word = 31 - Math.clz32(summary & -summary);
			const free = tables[row + FREE + word];
			const pairs = free & ((free >>> 1) | (tables[row + FREE + word + 1] << 31));
			if (pairs !== 0) return (word << 5) + 31 - Math.clz32(pairs & -pairs);
		}
		return -1;
	}

	/** Takes a chunk and the next, which are free. */
	#takePair(bin: number, chunk: number, asked: number): number {
		const { memory, tables } = this;
		const row = FIRST_BIN + bin * BIN_SIZE;
		this.steps += 4;
		this.#claim(bin, row, chunk);
		this.#claim(bin, row, chunk + 1);
		tables[row + USED + (chunk >> 5)] |= 1 << chunk;
		const chunkWords = tables[row + CHUNK_WORDS];
		const header = tables[row + FIRST_HEADER] + chunk * tables[row + STRIDE_WORDS];
		memory[header] = USED_PLAIN_TAG | companionBits(chunkWords) | (bin << BIN_SHIFT) | chunk;
		memory[header + 1] = asked;
		tables[row + COALESCED]++;
		tables[row + COALESCINGS]++;
		this.#countTaken(row, asked, 2 * chunkWords);
		return header + HEADER;
	}

	/** Frees the pair whose lower chunk is in use at `address`. */
	#freePair(address: number, row: number, chunk: number): Outcome {
		const { memory, tables } = this;
		const header = address - HEADER;
		const bin = (row - FIRST_BIN) / BIN_SIZE;
		const chunkWords = tables[row + CHUNK_WORDS];
		const asked = memory[header + 1];
		const tag = USED_PLAIN_TAG | companionBits(chunkWords) | (bin << BIN_SHIFT) | chunk;
		if (memory[header] !== tag || asked < 1 || asked > 2 * chunkWords) return this.#refuseFree(address);

		this.steps = 4;
		tables[row + USED + (chunk >> 5)] &= ~(1 << chunk);
		this.#writeFreeHeader(header, bin, chunk);
		this.#release(row, chunk);
		this.#writeFreeHeader(header + strideWords(chunkWords), bin, chunk + 1);
		this.#release(row, chunk + 1);
		tables[BINS_WITH_FREE] |= 1 << bin;
		tables[row + COALESCED]--;
		tables[row + IN_USE]--;
		tables[row + BIN_ASKED_WORDS] -= asked;
		this.countFreed(asked, 2 * chunkWords);
		return DONE;
	}

	/** The chunk is no longer free. */
	#claim(bin: number, row: number, chunk: number): void {
		const { tables } = this;
		const word = chunk >> 5;
		const free = tables[row + FREE + word] & ~(1 << chunk);
		tables[row + FREE + word] = free;
		if (free === 0) this.#summariseEmpty(bin, row, word);
	}

	/** A bitmap word has no free chunk any more. */
	#summariseEmpty(bin: number, row: number, word: number): void {
		const { tables } = this;
		const summary = tables[row + FREE_SUMMARY] & ~(1 << word);
		tables[row + FREE_SUMMARY] = summary;
		if (summary === 0) tables[BINS_WITH_FREE] &= ~(1 << bin);
	}

	/** The chunk is free again. */
	#release(row: number, chunk: number): void {
		const { tables } = this;
		const word = chunk >> 5;
		tables[row + FREE + word] |= 1 << chunk;
		tables[row + FREE_SUMMARY] |= 1 << word;
	}

	#isCompanion(row: number, chunk: number): boolean {
		const { tables } = this;
		if (chunk >= tables[row + CHUNKS]) return false;
		const word = chunk >> 5;
		return ((tables[row + FREE + word] | tables[row + USED + word]) & (1 << chunk)) === 0;
	}

	#writeFreeHeader(header: number, bin: number, chunk: number): void {
		this.memory[header] = FREE_TAG | (bin << BIN_SHIFT) | chunk;
		this.memory[header + 1] = 0;
	}

	#countTaken(row: number, asked: number, granted: number): void {
		const { tables } = this;
		const inUse = tables[row + IN_USE] + 1;
		tables[row + IN_USE] = inUse;
		if (inUse > tables[row + PEAK_IN_USE]) tables[row + PEAK_IN_USE] = inUse;
		tables[row + BIN_ASKED_WORDS] += asked;
		this.countGranted(asked, granted);
	}

	/** Says why the block at `address` cannot be freed. Only here is a chunk looked for, bin by bin. */
	#refuseFree(address: number): Outcome {
		this.steps = 1;
		if (address < this.start || address >= this.end) return this.refuse(OUTCOME.foreign);
		return this.refuse(this.#explain(address - HEADER));
	}

	/** Why there is no block in use whose header, whatever it says, lies at `header`, or that it is damaged. */
	#explain(header: number): Outcome {
		const { tables } = this;
		if (header < this.start || header + HEADER >= tables[CHUNKS_END]) return OUTCOME.notStart;
		let row = FIRST_BIN + (tables[BINS] - 1) * BIN_SIZE;
		while (row > FIRST_BIN && (header < tables[row + FIRST_HEADER] || tables[row + CHUNKS] === 0)) row -= BIN_SIZE;
		const offset = header - tables[row + FIRST_HEADER];
		const chunk = Math.trunc(offset / tables[row + STRIDE_WORDS]);
		if (chunk * tables[row + STRIDE_WORDS] !== offset) return OUTCOME.notStart;
		const bit = 1 << chunk;
		if ((tables[row + FREE + (chunk >> 5)] & bit) !== 0) return OUTCOME.alreadyFree;
		return (tables[row + USED + (chunk >> 5)] & bit) !== 0 ? OUTCOME.headerDamaged : OUTCOME.notStart;
	}
}

function companionBits(chunkWords: number): number {
	return (32 - Math.clz32(chunkWords)) << COMPANION_SHIFT;
}
