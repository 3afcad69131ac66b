import { GRANULE_WORDS } from '../../gazl/wasm/heat-counters.ts';
import { type HeatRates, PAGE_GRANULES } from '../heat-meter.ts';
import { HEAT_LEVELS, heatCode } from '../heat-scale.ts';
import { glowDecay } from '../word-codes.ts';
import type { SpaceArea } from './space-areas.ts';
import { summaryOf, valueState, WORD_STATE } from './word-states.ts';

/** Words that are repainted together when one of them looks otherwise than before. */
export const PAGE_WORDS = 1024;

const PAGE_SHIFT = Math.log2(PAGE_WORDS);
const GRANULE_SHIFT = Math.log2(GRANULE_WORDS);
const HEAT_PAGE_SHIFT = Math.log2(PAGE_GRANULES * GRANULE_WORDS);

/** Up to this size an area is looked at word by word, as its words may be seen one by one from afar. */
const WORDS_BY_WORD = 4096;

/** Glow of a granule in which a word has just changed: in the end a level of heat, and not the highest, so that its state is seen. */
const BRIGHT_LEVEL = 10;

const GLOW_SHIFT = Math.log2(256 / HEAT_LEVELS);
const BRIGHT = BRIGHT_LEVEL << GLOW_SHIFT;

/** What is under the first level is dark. */
const DARK = 1 << GLOW_SHIFT;
const WRITES_SHIFT = Math.log2(HEAT_LEVELS);

/** First state of an area's words, before anything is known of them. */
function firstState({ source, look }: SpaceArea): number {
	if (source === null) return WORD_STATE.unmapped;
	if (look.kind === 'state') return look.state;
	return look.kind === 'level' ? WORD_STATE.unmapped : WORD_STATE.free;
}

/**
 * How the words of an area look now: a state for each word and a heat code for each granule. A granule has 16 words, counted by the
 * firmware's addresses, or in a small area one. Whoever changes what is here marks the pages in which it lies; whoever paints them clears the marks.
 *
 * Heat is that of the firmware's accesses where they are counted. Elsewhere it is a glow where words have changed since they were last
 * looked at, found by a sum over each granule; a copy of all words would be many megabytes.
 */
export class AreaLayer {
	/** May be replaced by another of the same words. */
	area: SpaceArea;
	readonly states: Uint8Array;
	/** The state that stands for each granule. */
	readonly summaries: Uint8Array;
	/** Heat code of each granule, see `heat-scale.ts`. */
	readonly heat: Uint8Array;
	/** 1 for pages that have to be painted. */
	readonly pages: Uint8Array;
	/** Words of the first granule that lie in front of the area. */
	readonly lead: number;
	/** Words of a granule, as a power of two. */
	readonly granuleShift: number;
	readonly #glow: Uint8Array;
	readonly #sums: Int32Array;
	/** By page of counters from the area's first one on: whether some of its heat was not 0 when it was taken last. */
	readonly #warmPages: Uint8Array;
	/** Whether heat comes from counters. */
	#counted = false;
	#sweepAt = 0;
	#passBeganMs = 0;
	/** What is left of a glow from one pass of the sweep to the next. */
	#keep = 1;

	constructor(area: SpaceArea) {
		this.area = area;
		this.granuleShift = area.words <= WORDS_BY_WORD ? 0 : GRANULE_SHIFT;
		this.lead = area.isFirmware ? area.base & ((1 << this.granuleShift) - 1) : 0;
		const granules = Math.ceil((area.words + this.lead) / (1 << this.granuleShift));
		this.states = new Uint8Array(area.words).fill(firstState(area));
		this.summaries = new Uint8Array(granules).fill(firstState(area));
		this.heat = new Uint8Array(granules);
		this.pages = new Uint8Array(Math.ceil(area.words / PAGE_WORDS)).fill(1);
		this.#glow = new Uint8Array(granules);
		this.#sums = new Int32Array(granules);
		this.#warmPages = new Uint8Array(((area.base + area.words - 1) >> HEAT_PAGE_SHIFT) - (area.base >> HEAT_PAGE_SHIFT) + 1);
	}

	/** The granule of a word. */
	granuleOf(offset: number): number {
		return (offset + this.lead) >> this.granuleShift;
	}

	/** Has the words from `from` up to `to` be in a state. */
	set(from: number, to: number, state: number): void {
		const { states, summaries } = this;
		let first = from;
		while (first < to && states[first] === state) first++;
		if (first >= to) return;
		let last = to - 1;
		while (states[last] === state) last--;
		states.fill(state, first, last + 1);
		this.#mark(first, last);
		const firstGranule = this.granuleOf(first);
		const lastGranule = this.granuleOf(last);
		this.#summarise(firstGranule);
		if (lastGranule > firstGranule) {
			this.#summarise(lastGranule);
			summaries.fill(state, firstGranule + 1, lastGranule);
		}
	}

	/** Takes heat from counters for the words from `from` up to `to`, and those that share a page of counters with them. */
	takeHeat(rates: HeatRates, from: number, to: number): void {
		if (!this.#counted) this.#forget(true);
		const { base } = this.area;
		const ahead = base >> HEAT_PAGE_SHIFT;
		const last = (base + to - 1) >> HEAT_PAGE_SHIFT;
		for (let page = (base + from) >> HEAT_PAGE_SHIFT; page <= last; page++) {
			const isWarm = rates.warmPages[page] as number;
			// What has become cold since is taken once more.
			if (isWarm === 0 && this.#warmPages[page - ahead] === 0) continue;
			this.#warmPages[page - ahead] = isWarm;
			this.#takeHeatOfPage(rates, page);
		}
	}

	#takeHeatOfPage({ reads, writes }: HeatRates, page: number): void {
		const { heat } = this;
		// Counters are of 16 words, whatever the granules of the area are.
		const shift = GRANULE_SHIFT - this.granuleShift;
		const ahead = this.area.base >> this.granuleShift;
		const pageShift = HEAT_PAGE_SHIFT - this.granuleShift;
		const end = Math.min(heat.length, ((page + 1) << pageShift) - ahead);
		for (let granule = Math.max(0, (page << pageShift) - ahead); granule < end; granule++) {
			const counter = (ahead + granule) >> shift;
			const read = reads[counter] as number;
			const written = writes[counter] as number;
			const code = read === 0 && written === 0 ? 0 : heatCode(read, written);
			if (code === heat[granule]) continue;
			heat[granule] = code;
			this.#markGranule(granule);
		}
	}

	/**
	 * Goes on looking for changes among the words from `from` up to `to`, round and round.
	 *
	 * @param budget words to look at now, at least a granule
	 * @param still whether a glow ends at the next look instead of fading
	 */
	sweep(from: number, to: number, budget: number, nowMs: number, still: boolean): void {
		const { source, look } = this.area;
		if (source === null) return;
		if (this.#counted) this.#forget(false);
		const first = this.granuleOf(from);
		const end = this.granuleOf(to - 1) + 1;
		const byValue = look.kind === 'values';
		const granules = Math.min(end - first, Math.ceil(budget / (1 << this.granuleShift)));
		for (let left = granules; left > 0; left--) {
			if (this.#sweepAt < first || this.#sweepAt >= end) this.#beginPass(first, nowMs, still);
			this.#lookAt(this.#sweepAt, source, byValue);
			this.#sweepAt += 1;
		}
	}

	/** All has to be painted anew. */
	markAll(): void {
		this.pages.fill(1);
	}

	#beginPass(first: number, nowMs: number, still: boolean): void {
		this.#keep = still ? 0 : glowDecay(nowMs - this.#passBeganMs);
		this.#passBeganMs = nowMs;
		this.#sweepAt = first;
	}

	#lookAt(granule: number, source: Int32Array, byValue: boolean): void {
		const { base, words } = this.area;
		const from = this.#startOf(granule);
		const to = Math.min(words, this.#startOf(granule + 1));
		let sum = 1;
		for (let i = base + from; i < base + to; i++) sum = (Math.imul(sum, 31) + (source[i] as number)) | 0;
		// 0 is for what was never looked at.
		sum = sum === 0 ? 1 : sum;
		const before = this.#sums[granule] as number;
		const isOther = sum !== before;
		const glow = this.#glow[granule] as number;
		if (!isOther && glow === 0) return;
		if (isOther) {
			this.#sums[granule] = sum;
			if (byValue) this.#takeValues(source, granule, from, to);
		}
		let next = isOther && before !== 0 ? BRIGHT : Math.floor(glow * this.#keep);
		if (next < DARK) next = 0;
		this.#glow[granule] = next;
		// What is drawn by value shows its changes by itself.
		const code = byValue ? 0 : (next >> GLOW_SHIFT) << WRITES_SHIFT;
		if (code === this.heat[granule]) return;
		this.heat[granule] = code;
		this.#markGranule(granule);
	}

	#takeValues(source: Int32Array, granule: number, from: number, to: number): void {
		const { base } = this.area;
		for (let i = from; i < to; i++) this.states[i] = valueState(source[base + i] as number);
		this.summaries[granule] = summaryOf(this.states, from, to);
		this.#markGranule(granule);
	}

	#summarise(granule: number): void {
		const from = this.#startOf(granule);
		const to = Math.min(this.area.words, this.#startOf(granule + 1));
		this.summaries[granule] = summaryOf(this.states, from, to);
	}

	/** Heat comes from elsewhere now. */
	#forget(counted: boolean): void {
		this.#counted = counted;
		this.heat.fill(0);
		this.#warmPages.fill(0);
		this.#glow.fill(0);
		this.#sums.fill(0);
		this.markAll();
	}

	#mark(first: number, last: number): void {
		this.pages.fill(1, first >> PAGE_SHIFT, (last >> PAGE_SHIFT) + 1);
	}

	#markGranule(granule: number): void {
		this.#mark(this.#startOf(granule), Math.min(this.area.words, this.#startOf(granule + 1)) - 1);
	}

	/** First word of a granule. */
	#startOf(granule: number): number {
		return Math.max(0, (granule << this.granuleShift) - this.lead);
	}
}
