import { AdiAllocator } from './adi-allocator.ts';
import { BIN_SHAPE, MAX_BINS } from './adi-tables.ts';
import { HEAP_TABLE, liveBlocks, NO_ADDRESS } from './allocator.ts';
import type { ArenaAllocator } from './arena-allocator.ts';
import type { ArenaCursor } from './arena-cursor.ts';
import { allocatorTableWords, buildAllocator } from './create-allocator.ts';
import { FrameAllocator } from './frame-allocator.ts';
import { binShape, type HeapConfiguration, levelArenaWords, placeLevels } from './heap-configuration.ts';
import { openArenaCursor } from './heap-cursor.ts';
import { LEVEL, LEVEL_COUNT, LEVELS } from './levels.ts';
import { OUTCOME, type Outcome } from './outcomes.ts';

/** Columns of the account of who served whom: one for each level, and one for requests that nobody served. */
const SERVED_COLUMNS = LEVEL_COUNT + 1;

/** The tables of a heap: where those of each level are, who served whom, and then the tables of the levels. */
export const LEVEL_HEAP_TABLE = {
	/** For each level, the first word of its allocator's tables and their size. */
	places: 0,
	/**
	 * For each level wanted, how many requests each level served, and behind those how many none did: {@link LEVEL_COUNT} rows of
	 * {@link LEVEL_COUNT} + 1 words that count modulo 2³².
	 */
	served: 2 * LEVEL_COUNT,
	firstTables: 32,
} as const;

/** The levels to try by level wanted, {@link LEVEL_COUNT} for each, ended by −1: a typed array, for the audio thread. */
const TRIALS = trialTable();

/**
 * One allocator per level behind one `allocate`: the level wanted is tried first and then its fallbacks, by closeness (specification:
 * memory, section 3). `STACK` is always the frame; the others are of the kind that the configuration names.
 *
 * All state is in the memory and the tables. Nothing is allocated and nothing is thrown after construction.
 */
export class LevelHeap {
	/** The allocators by number of their level. */
	readonly allocators: readonly ArenaAllocator[];
	readonly frame: FrameAllocator;
	/** A cursor for each level's arena, by its number. */
	readonly cursors: readonly ArenaCursor[];
	/** The level of which only half may be used (memory, section 6, "Pressure"), or −1. */
	halvedLevel = -1;
	/** Steps of the last operation on all levels that it tried. */
	steps = 0;
	/** The level that a refused {@link initialise} refers to, and how many words are missing in it. */
	refusedLevel = -1;
	missingWords = 0;
	/** What the tables say in `places`. */
	readonly #places: Int32Array;
	readonly #tables: Int32Array;
	readonly #shapes: readonly Int32Array[];
	/** A firmware's own table of bins while it is applied. */
	readonly #firmwareShapes = new Int32Array((LEVEL_COUNT - 1) * (BIN_SHAPE.chunks + MAX_BINS));

	/** Words of tables that a heap needs. */
	static tableWords(configuration: HeapConfiguration): number {
		return tablePlaces(configuration).reduce<number>((words, place) => words + place.words, LEVEL_HEAP_TABLE.firstTables);
	}

	/**
	 * A heap that has touched neither memory nor tables, in which another may still be at work: {@link initialiseAsConfigured} begins it.
	 *
	 * @param memory the machine's memory
	 * @param tables a region of {@link LevelHeap.tableWords} or more
	 * @param configuration as `readConfiguration` checked it
	 * @param start first word of memory that the levels may take, see `placeLevels`
	 * @throws RangeError when the memory or the region is too small
	 */
	constructor(memory: Int32Array, tables: Int32Array, configuration: HeapConfiguration, start: number) {
		const needed = LevelHeap.tableWords(configuration);
		if (tables.length < needed)
			throw new RangeError(`the tables of this heap take ${needed} words and the region has ${tables.length}`);
		const arenas = placeLevels(configuration, start);
		const places = tablePlaces(configuration);
		this.#places = Int32Array.from(places.flatMap(({ at, words }) => [at, words]));
		const tablesOf = (level: number) => tables.subarray(places[level].at, places[level].at + places[level].words);
		this.frame = new FrameAllocator(memory, tablesOf(LEVEL.STACK), arenas[LEVEL.STACK]);
		this.#tables = tables;
		this.#shapes = LEVELS.map(({ name }) => binShape(configuration.levels[name].bins));
		this.allocators = LEVELS.map((_, level) =>
			level === LEVEL.STACK
				? this.frame
				: buildAllocator(configuration.allocator, memory, tablesOf(level), arenas[level], this.#shapes[level]),
		);
		this.cursors = this.allocators.map((allocator, level) => openArenaCursor(memory, tablesOf(level), allocator));
	}

	/**
	 * @param words 1 or more
	 * @param level the level wanted, a number of `LEVEL`
	 * @returns the address of the first word, or {@link NO_ADDRESS} when no level has room or there is no such level
	 */
	allocate(words: number, level: number): number {
		this.steps = 0;
		if (!isLevel(level)) return NO_ADDRESS;
		const served = LEVEL_HEAP_TABLE.served + level * SERVED_COLUMNS;
		for (let trial = level * LEVEL_COUNT; trial < (level + 1) * LEVEL_COUNT && TRIALS[trial] >= 0; trial++) {
			const allocator = this.allocators[TRIALS[trial]];
			if (TRIALS[trial] === this.halvedLevel && !this.#fitsHalf(allocator, words)) continue;
			const address = allocator.allocate(words);
			this.steps += allocator.steps;
			if (address !== NO_ADDRESS) {
				this.#tables[served + TRIALS[trial]]++;
				return address;
			}
		}
		this.#tables[served + LEVEL_COUNT]++;
		return NO_ADDRESS;
	}

	/**
	 * Words in `STACK`, or {@link NO_ADDRESS} when the frame has no room: what would come from another level would have to be freed, and
	 * who wants words of the frame does not.
	 */
	allocateFrame(words: number): number {
		const isShut = this.halvedLevel === LEVEL.STACK && !this.#fitsHalf(this.frame, words);
		const address = isShut ? NO_ADDRESS : this.frame.allocate(words);
		this.steps = this.frame.steps;
		const column = address === NO_ADDRESS ? LEVEL_COUNT : LEVEL.STACK;
		this.#tables[LEVEL_HEAP_TABLE.served + LEVEL.STACK * SERVED_COLUMNS + column]++;
		return address;
	}

	/** Blocks of all levels whose headers are not what the tables say. */
	check(): number {
		let damaged = 0;
		let steps = 0;
		for (let level = 0; level < LEVEL_COUNT; level++) {
			damaged += this.allocators[level].check();
			steps += this.allocators[level].steps;
		}
		this.steps = steps;
		return damaged;
	}

	/** Gives back a block of any level. */
	free(address: number): Outcome {
		const level = this.levelOf(address);
		this.steps = 1;
		if (level < 0) return OUTCOME.foreign;
		const outcome = this.allocators[level].free(address);
		this.steps += this.allocators[level].steps;
		return outcome;
	}

	/** The level in which a word of memory lies, or −1. The words of the cache belong to none. */
	levelOf(address: number): number {
		for (let level = 0; level < LEVEL_COUNT; level++) {
			const { start, words } = this.allocators[level].arena;
			if (address >= start && address < start + words) return level;
		}
		return -1;
	}

	/** Frees everything, with the bins that the configuration has or that {@link initialise} brought. */
	reset(): void {
		for (let level = 0; level < LEVEL_COUNT; level++) this.allocators[level].reset();
		this.#resetServed();
	}

	/**
	 * Frees everything and cuts `L1`, `L2` and `Lext` into the bins of a firmware's own table (`adiInit`): a shape for each in this
	 * order, one directly behind the other. Allocators without bins are only emptied.
	 *
	 * @param words holds the table from word `at` on, see `BIN_SHAPE`
	 * @param end first word behind what may be read; all of `words` by default
	 * @returns `done`, or, with nothing changed, what is wrong; then {@link refusedLevel} and {@link missingWords} say where and by how much
	 */
	initialise(words: Int32Array, at: number, end: number = words.length): Outcome {
		this.refusedLevel = -1;
		this.missingWords = 0;
		if (at < 0) return OUTCOME.malformed;
		// The table may lie in the very heap that it cuts anew. What is behind the end of memory reads as 0, which no shape begins with.
		const shapes = this.#firmwareShapes;
		for (let word = 0; word < shapes.length; word++) shapes[word] = at + word < end ? words[at + word] : 0;
		let shapeAt = 0;
		for (let level = LEVEL.L1; level < LEVEL_COUNT; level++) {
			const allocator = this.allocators[level];
			if (!(allocator instanceof AdiAllocator)) continue;
			const verdict = allocator.judgeShape(shapes, shapeAt);
			if (verdict !== OUTCOME.done) {
				this.refusedLevel = level;
				this.missingWords = allocator.missingWords;
				return verdict;
			}
			shapeAt += BIN_SHAPE.chunks + shapes[shapeAt + BIN_SHAPE.bins];
		}
		this.frame.reset();
		shapeAt = 0;
		for (let level = LEVEL.L1; level < LEVEL_COUNT; level++) {
			const allocator = this.allocators[level];
			if (!(allocator instanceof AdiAllocator)) {
				allocator.reset();
				continue;
			}
			allocator.initialise(shapes, shapeAt);
			shapeAt += BIN_SHAPE.chunks + shapes[shapeAt + BIN_SHAPE.bins];
		}
		this.#resetServed();
		return OUTCOME.done;
	}

	/** Goes back to the bins of the configuration, with everything freed: at the beginning, and for `adiInit` without a table. */
	initialiseAsConfigured(): void {
		this.#tables.set(this.#places, LEVEL_HEAP_TABLE.places);
		for (let level = 0; level < LEVEL_COUNT; level++) {
			const allocator = this.allocators[level];
			if (allocator instanceof AdiAllocator) allocator.initialise(this.#shapes[level], 0);
			else allocator.reset();
		}
		this.#resetServed();
	}

	/** The `process()` call has ended or yielded: all that lies in `STACK` is free. */
	endFrame(): void {
		this.frame.endFrame();
	}

	#fitsHalf(allocator: ArenaAllocator, words: number): boolean {
		return allocator.grantedWords + words <= allocator.usableWords >> 1;
	}

	#resetServed(): void {
		this.#tables.fill(0, LEVEL_HEAP_TABLE.served, LEVEL_HEAP_TABLE.served + LEVEL_COUNT * SERVED_COLUMNS);
	}
}

/** Reads a heap from its memory and tables alone, for the page. The views are made once: open a new one when the heap is built anew. */
export class LevelHeapReader {
	/** The tables of each level's allocator, by its number: `HEAP_TABLE` and what its kind adds. */
	readonly levelTables: readonly Int32Array[];
	/** A cursor for each level's arena. */
	readonly cursors: readonly ArenaCursor[];
	readonly #tables: Int32Array;

	/** @throws RangeError when the tables hold no heap */
	constructor(memory: Int32Array, tables: Int32Array) {
		this.#tables = tables;
		this.levelTables = LEVELS.map((_, level) => {
			const at = tables[LEVEL_HEAP_TABLE.places + 2 * level];
			return tables.subarray(at, at + tables[LEVEL_HEAP_TABLE.places + 2 * level + 1]);
		});
		this.cursors = this.levelTables.map((levelTables) => openArenaCursor(memory, levelTables));
	}

	/** Requests for level `wanted` that level `by` served, or, for `by` = {@link LEVEL_COUNT}, that nobody did. */
	served(wanted: number, by: number): number {
		return this.#tables[LEVEL_HEAP_TABLE.served + wanted * SERVED_COLUMNS + by] >>> 0;
	}

	/** Blocks in use in a level. */
	liveBlocks(level: number): number {
		return liveBlocks(this.levelTables[level]);
	}

	/** A word of `HEAP_TABLE` for a level, as an unsigned number. */
	statistic(level: number, word: keyof typeof HEAP_TABLE): number {
		return this.levelTables[level][HEAP_TABLE[word]] >>> 0;
	}
}

/** Whether firmware may pass this number as a level. */
export function isLevel(level: number): boolean {
	return Number.isInteger(level) && level >= 0 && level < LEVEL_COUNT;
}

function tablePlaces(configuration: HeapConfiguration): readonly { readonly at: number; readonly words: number }[] {
	let next: number = LEVEL_HEAP_TABLE.firstTables;
	return LEVELS.map(({ name }, level) => {
		const isFrame = level === LEVEL.STACK;
		const arenaWords = levelArenaWords(configuration, name);
		const needed = isFrame ? FrameAllocator.tableWords() : allocatorTableWords(configuration.allocator, arenaWords);
		const place = { at: next, words: Math.ceil(needed / 16) * 16 };
		next += place.words;
		return place;
	});
}

function trialTable(): Int32Array {
	const trials = new Int32Array(LEVEL_COUNT * LEVEL_COUNT).fill(-1);
	for (const [level, { fallback }] of LEVELS.entries()) trials.set([level, ...fallback], level * LEVEL_COUNT);
	return trials;
}
