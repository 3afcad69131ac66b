import { LEVEL_COUNT } from '../../memory/heap/levels.ts';

/** Time that a timeline goes back, milliseconds. */
export const TIMELINE_MS = 60_000;

/** Time that one step of it stands for, milliseconds. */
export const STEP_MS = 100;

/** Steps of a timeline. */
export const TIMELINE_STEPS = TIMELINE_MS / STEP_MS;

/** Nobody looked for this many steps or fewer: the last look counts for them. Browsers let timers of a hidden page run once a second. */
const HELD_STEPS = 12;

/** What a step says in which nobody looked, or when there was no heap. */
export const UNKNOWN = -1;

/** What a look finds in one level, words and blocks. */
export interface Occupancy {
	readonly grantedWords: number;
	readonly askedWords: number;
	readonly blocks: number;
	/** Most words that were granted since the last look, when that is known to be more than `grantedWords`. */
	readonly highestWords: number;
}

/**
 * Occupancy of every level over the last minute: a circle of steps of {@link STEP_MS}, each with what the last look in it has found and
 * with the highest that any look in it knew of. Nothing is allocated after construction.
 */
export class OccupancyTimeline {
	readonly #granted = columns();
	readonly #asked = columns();
	readonly #blocks = columns();
	readonly #highest = columns();
	/** Which heap a step is of: it changes when a firmware is loaded or frees everything. */
	readonly #heap = new Int32Array(TIMELINE_STEPS).fill(UNKNOWN);
	/** Number of the newest step since time 0, −1 before the first. */
	#newest = -1;

	/** Number of the newest step since time 0: it tells whether anything is new. −1 before the first. */
	get newest(): number {
		return this.#newest;
	}

	/**
	 * Goes on to the step of a moment, which looks may then be written to.
	 *
	 * @param nowMs never less than before
	 * @param heap any number that stands for the heap that is looked at, {@link UNKNOWN} for none
	 */
	advance(nowMs: number, heap: number): void {
		const step = Math.floor(nowMs / STEP_MS);
		const passed = step - this.#newest;
		if (passed > 0) {
			const from = place(this.#newest);
			const isHeld = this.#newest >= 0 && passed <= HELD_STEPS && this.#heap[from] === heap;
			for (let late = Math.min(passed, TIMELINE_STEPS) - 1; late >= 0; late--) this.#open(place(step - late), from, isHeld);
			this.#newest = step;
		}
		this.#heap[place(this.#newest)] = heap;
	}

	/** Writes what a look at a level has found into the newest step. */
	look(level: number, { grantedWords, askedWords, blocks, highestWords }: Occupancy): void {
		const at = level * TIMELINE_STEPS + place(this.#newest);
		this.#granted[at] = grantedWords;
		this.#asked[at] = askedWords;
		this.#blocks[at] = blocks;
		this.#highest[at] = Math.max(this.#highest[at] as number, grantedWords, highestWords);
	}

	/** Words granted in a level so many steps before the newest, or {@link UNKNOWN}. */
	grantedWords(level: number, stepsAgo: number): number {
		return this.#read(this.#granted, level, stepsAgo);
	}

	askedWords(level: number, stepsAgo: number): number {
		return this.#read(this.#asked, level, stepsAgo);
	}

	blocks(level: number, stepsAgo: number): number {
		return this.#read(this.#blocks, level, stepsAgo);
	}

	/** Most words that were granted in a level during the step. */
	highestWords(level: number, stepsAgo: number): number {
		return this.#read(this.#highest, level, stepsAgo);
	}

	/** Whether another heap begins with the step: a firmware was loaded, or everything was freed. */
	beginsHeap(stepsAgo: number): boolean {
		if (stepsAgo + 1 >= TIMELINE_STEPS || this.#newest < 0) return false;
		const heap = this.#heap[place(this.#newest - stepsAgo)];
		const before = this.#heap[place(this.#newest - stepsAgo - 1)];
		return heap !== UNKNOWN && before !== UNKNOWN && heap !== before;
	}

	#open(at: number, from: number, isHeld: boolean): void {
		this.#heap[at] = isHeld ? (this.#heap[from] as number) : UNKNOWN;
		for (let level = 0; level < LEVEL_COUNT; level++) {
			const row = level * TIMELINE_STEPS;
			for (const column of [this.#granted, this.#asked, this.#blocks]) {
				column[row + at] = isHeld ? (column[row + from] as number) : UNKNOWN;
			}
			this.#highest[row + at] = this.#granted[row + at] as number;
		}
	}

	#read(column: Int32Array, level: number, stepsAgo: number): number {
		if (this.#newest < 0 || stepsAgo < 0 || stepsAgo >= TIMELINE_STEPS) return UNKNOWN;
		return column[level * TIMELINE_STEPS + place(this.#newest - stepsAgo)] as number;
	}
}

function columns(): Int32Array {
	return new Int32Array(LEVEL_COUNT * TIMELINE_STEPS).fill(UNKNOWN);
}

function place(step: number): number {
	return ((step % TIMELINE_STEPS) + TIMELINE_STEPS) % TIMELINE_STEPS;
}
