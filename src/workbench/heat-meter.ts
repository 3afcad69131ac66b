import type { Program } from '../gazl/program.ts';
import { type BlockHeat, blockHeats, GRANULE_WORDS, type HeatCounters, heatCounters } from '../gazl/wasm/heat-counters.ts';

/** How often memory is read and written: accesses per second, by granule of 16 words. */
export interface HeatRates {
	readonly reads: Float64Array;
	readonly writes: Float64Array;
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
	/** What was counted since the last look. */
	readonly #counts: { readonly reads: Float64Array; readonly writes: Float64Array; readonly lines: Float64Array };

	/** Everything is cold until the second look. */
	constructor(program: Program) {
		const granules = Math.ceil(program.memoryWords / GRANULE_WORDS);
		const lineEnd = program.lines.reduce((last, line) => Math.max(last, line), 0) + 1;
		this.reads = new Float64Array(granules);
		this.writes = new Float64Array(granules);
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
		const { reads, writes, lines } = this.#counts;
		for (const counts of [reads, writes, lines]) counts.fill(0);
		this.#takeAccesses(counters, this.#layout.reads, reads);
		this.#takeAccesses(counters, this.#layout.writes, writes);
		for (let block = 0; block < this.#blocks.length; block++) {
			const passes = this.#take(counters, this.#layout.blocks + block);
			if (passes > 0) this.#countPasses(this.#blocks[block] as BlockHeat, passes, counters, callFrames);
		}
		this.#blendCounts(seconds, halfLifeSeconds);
	}

	/** Lets everything fade: the program does not run. */
	fade(seconds: number, halfLifeSeconds: number): void {
		if (this.isCold) return;
		for (const counts of Object.values(this.#counts)) counts.fill(0);
		this.#blendCounts(seconds, halfLifeSeconds);
	}

	/** A copy of how memory is accessed now. */
	snapshot(): HeatRates {
		return { reads: this.reads.slice(), writes: this.writes.slice() };
	}

	/** What a counter has counted since the last look; it wraps round at 2³². */
	#take(counters: Int32Array, at: number): number {
		const now = counters[at] as number;
		const count = (now - (this.#before[at] as number)) >>> 0;
		this.#before[at] = now;
		return count;
	}

	#takeAccesses(counters: Int32Array, first: number, counts: Float64Array): void {
		for (let granule = 0; granule < counts.length; granule++) counts[granule] = this.#take(counters, first + granule);
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
		}
	}

	#blendCounts(seconds: number, halfLifeSeconds: number): void {
		const keep = 0.5 ** (seconds / halfLifeSeconds);
		this.#hottest = Math.max(
			blend(this.reads, this.#counts.reads, keep, seconds),
			blend(this.writes, this.#counts.writes, keep, seconds),
			blend(this.lines, this.#counts.lines, keep, seconds),
		);
	}

	#functionStart(ordinal: number): number {
		return this.#blocks[this.#layout.firstBlocks[ordinal] as number]?.start ?? -1;
	}
}

function add(counts: Float64Array, at: number, count: number): void {
	counts[at] = (counts[at] as number) + count;
}

/** Counts are spread evenly over the time in which they were counted. Answers the highest rate. */
function blend(rates: Float64Array, counts: Float64Array, keep: number, seconds: number): number {
	const fresh = (1 - keep) / seconds;
	let highest = 0;
	for (let i = 0; i < rates.length; i++) {
		const rate = (rates[i] as number) * keep + (counts[i] as number) * fresh;
		const shown = rate < COLD_PER_SECOND ? 0 : rate;
		rates[i] = shown;
		if (shown > highest) highest = shown;
	}
	return highest;
}
