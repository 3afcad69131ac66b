import type { Program } from '../gazl/program.ts';
import { type BlockHeat, blockHeats, GRANULE_WORDS, type HeatCounters, heatCounters } from '../gazl/wasm/heat-counters.ts';

/** Granules that are looked at together: those of a page in which nothing moves and nothing is warm cost a comparison of counters each. */
export const PAGE_GRANULES = 64;

const PAGE_SHIFT = Math.log2(PAGE_GRANULES);

/** How often memory is read and written: accesses per second, by granule of 16 words. */
export interface HeatRates {
	readonly reads: Float64Array;
	readonly writes: Float64Array;
	/** By page of {@link PAGE_GRANULES} granules: 0 where all of its rates are 0. */
	readonly warmPages: Uint8Array;
}

/** Below this many a second nothing happens any more. */
const COLD_PER_SECOND = 0.01;

/**
 * Turns the counters of a firmware's instrumented form into rates. Each rate is a mean over the past whose weight halves with every
 * half-life: what is steady is given exactly, however far apart the looks are, and what stops falls by half in a half-life.
 *
 * Instructions that name a slot of their frame are not counted one by one: passes through a block stand for them, put where the frame
 * of its function last stood.
 */
export class HeatMeter implements HeatRates {
	readonly reads: Float64Array;
	readonly writes: Float64Array;
	readonly warmPages: Uint8Array;
	/** Instructions executed per second, by source line; line 1 is element 1. */
	readonly lines: Float64Array;

	#hottest = 0;
	readonly #layout: HeatCounters;
	readonly #blocks: readonly BlockHeat[];
	/** Source line of each instruction. */
	readonly #lineOf: Int32Array;
	readonly #before: Int32Array;
	/** By function: whether it was entered since the meter settled, so that the place of its frame among the counters is its own. */
	readonly #entered: Uint8Array;
	/** What was counted since the last look; all 0 between two looks. */
	readonly #counts: { readonly reads: Float64Array; readonly writes: Float64Array; readonly lines: Float64Array };

	/** Everything is cold until the second look. */
	constructor(program: Program) {
		const granules = Math.ceil(program.memoryWords / GRANULE_WORDS);
		const lineEnd = program.lines.reduce((last, line) => Math.max(last, line), 0) + 1;
		this.reads = new Float64Array(granules);
		this.writes = new Float64Array(granules);
		this.warmPages = new Uint8Array(Math.ceil(granules / PAGE_GRANULES));
		this.lines = new Float64Array(lineEnd);
		this.#counts = { reads: new Float64Array(granules), writes: new Float64Array(granules), lines: new Float64Array(lineEnd) };
		this.#layout = heatCounters(program);
		this.#blocks = blockHeats(program);
		this.#lineOf = program.lines;
		this.#before = new Int32Array(this.#layout.words);
		this.#entered = new Uint8Array(program.functions.length);
	}

	/** Whether nothing is warm any more. */
	get isCold(): boolean {
		return this.#hottest === 0;
	}

	/** Takes counters as they stand, of a run that the meter has not looked at yet, for the start of what it counts. */
	settle(counters: Int32Array): void {
		this.#before.set(counters.subarray(0, this.#before.length));
		this.#entered.fill(0);
	}

	/**
	 * Counts what has happened since the last look, and lets what was before fade.
	 *
	 * @param counters those of the CPU slot in which the program runs
	 * @param callFrames by function, the word where its frame begins while it has not been entered under the meter's eyes; −1 unknown
	 * @param seconds that the program ran since the last look, above 0
	 */
	look(counters: Int32Array, callFrames: Int32Array, seconds: number, halfLifeSeconds: number): void {
		for (let page = 0; page < this.warmPages.length; page++) if (this.#hasMoved(counters, page)) this.#takePage(counters, page);
		for (let block = 0; block < this.#blocks.length; block++) {
			const passes = this.#take(counters, this.#layout.blocks + block);
			if (passes > 0) this.#countPasses(this.#blocks[block] as BlockHeat, passes, counters, callFrames);
		}
		this.#blendCounts(seconds, halfLifeSeconds);
	}

	/** Lets everything fade: the program does not run. */
	fade(seconds: number, halfLifeSeconds: number): void {
		if (!this.isCold) this.#blendCounts(seconds, halfLifeSeconds);
	}

	/** A copy of how memory is accessed now. */
	snapshot(): HeatRates {
		return { reads: this.reads.slice(), writes: this.writes.slice(), warmPages: this.warmPages.slice() };
	}

	/** What a counter has counted since the last look; it wraps round at 2³². */
	#take(counters: Int32Array, at: number): number {
		const now = counters[at] as number;
		const count = (now - (this.#before[at] as number)) >>> 0;
		this.#before[at] = now;
		return count;
	}

	/** Whether a counter of accesses in a page is another than at the last look. */
	#hasMoved(counters: Int32Array, page: number): boolean {
		const before = this.#before;
		const first = page << PAGE_SHIFT;
		const end = Math.min(this.reads.length, first + PAGE_GRANULES);
		const { reads, writes } = this.#layout;
		for (let at = reads + first; at < reads + end; at++) if (counters[at] !== before[at]) return true;
		for (let at = writes + first; at < writes + end; at++) if (counters[at] !== before[at]) return true;
		return false;
	}

	#takePage(counters: Int32Array, page: number): void {
		const { reads, writes } = this.#counts;
		const first = page << PAGE_SHIFT;
		const end = Math.min(reads.length, first + PAGE_GRANULES);
		for (let granule = first; granule < end; granule++) {
			reads[granule] = this.#take(counters, this.#layout.reads + granule);
			writes[granule] = this.#take(counters, this.#layout.writes + granule);
		}
		this.warmPages[page] = 1;
	}

	#countPasses({ ordinal, start, end, slots }: BlockHeat, passes: number, counters: Int32Array, callFrames: Int32Array): void {
		const { reads, writes, lines } = this.#counts;
		for (let instruction = start; instruction < end; instruction++) add(lines, this.#lineOf[instruction] as number, passes);
		// A function's blocks are in the order of its code, so its first one comes before the others.
		if (start === this.#functionStart(ordinal)) this.#entered[ordinal] = 1;
		const entered = this.#entered[ordinal] === 1;
		const frame = (entered ? counters[this.#layout.frames + ordinal] : callFrames[ordinal]) ?? -1;
		if (frame < 0) return;
		for (const { slot, reads: readsPerPass, writes: writesPerPass } of slots) {
			const granule = Math.floor((frame + slot) / GRANULE_WORDS);
			if (granule >= reads.length) continue;
			add(reads, granule, readsPerPass * passes);
			add(writes, granule, writesPerPass * passes);
			this.warmPages[granule >> PAGE_SHIFT] = 1;
		}
	}

	/** Pages that are cold and stay so are passed over. */
	#blendCounts(seconds: number, halfLifeSeconds: number): void {
		const keep = 0.5 ** (seconds / halfLifeSeconds);
		const { reads, writes, lines } = this.#counts;
		let hottest = blend(this.lines, lines, 0, lines.length, keep, seconds);
		for (let page = 0; page < this.warmPages.length; page++) {
			if (this.warmPages[page] === 0) continue;
			const first = page << PAGE_SHIFT;
			const end = Math.min(reads.length, first + PAGE_GRANULES);
			const warmest = Math.max(
				blend(this.reads, reads, first, end, keep, seconds),
				blend(this.writes, writes, first, end, keep, seconds),
			);
			this.warmPages[page] = warmest > 0 ? 1 : 0;
			if (warmest > hottest) hottest = warmest;
		}
		this.#hottest = hottest;
	}

	#functionStart(ordinal: number): number {
		return this.#blocks[this.#layout.firstBlocks[ordinal] as number]?.start ?? -1;
	}
}

function add(counts: Float64Array, at: number, count: number): void {
	counts[at] = (counts[at] as number) + count;
}

/** Blends counts from `first` up to `end` into their rates, spread evenly over the time in which they were counted, and clears them. Answers the highest rate. */
function blend(rates: Float64Array, counts: Float64Array, first: number, end: number, keep: number, seconds: number): number {
	const fresh = (1 - keep) / seconds;
	let highest = 0;
	for (let i = first; i < end; i++) {
		const rate = (rates[i] as number) * keep + (counts[i] as number) * fresh;
		counts[i] = 0;
		const shown = rate < COLD_PER_SECOND ? 0 : rate;
		rates[i] = shown;
		if (shown > highest) highest = shown;
	}
	return highest;
}
