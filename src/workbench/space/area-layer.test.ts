import { describe, expect, test } from 'vitest';
import { PAGE_GRANULES } from '../heat-meter.ts';
import { heatCode } from '../heat-scale.ts';
import { AreaLayer, PAGE_WORDS } from './area-layer.ts';
import type { AreaLook, SpaceArea } from './space-areas.ts';
import { summaryOf, valueState, WORD_STATE } from './word-states.ts';

function areaOf(words: number, look: AreaLook, base = 0): SpaceArea {
	const source = new Int32Array(base + words);
	return { id: 'area', title: 'area', about: 'area', source, base, words, look, isFirmware: base > 0, parts: [] };
}

const LEVEL: AreaLook = { kind: 'level', level: 1 };
const TABLE: AreaLook = { kind: 'state', state: WORD_STATE.table };
const WORDS = 3 * PAGE_WORDS;
const LARGE = 8 * PAGE_WORDS;

/** The pages that have to be painted. */
function marked({ pages }: AreaLayer): readonly number[] {
	return [...pages.keys()].filter((page) => pages[page] === 1);
}

describe('states', () => {
	test('that are set mark the pages in which a word has changed, and no others', () => {
		const layer = new AreaLayer(areaOf(WORDS, LEVEL));
		layer.set(0, WORDS, WORD_STATE.free);
		layer.pages.fill(0);
		layer.set(0, WORDS, WORD_STATE.free);
		expect(marked(layer)).toEqual([]);
		layer.set(PAGE_WORDS - 10, PAGE_WORDS + 10, WORD_STATE.used);
		expect(marked(layer)).toEqual([0, 1]);
		layer.pages.fill(0);
		// Only the last of these words is another than before.
		layer.set(PAGE_WORDS - 10, PAGE_WORDS + 11, WORD_STATE.used);
		expect(marked(layer)).toEqual([1]);
	});

	test('are summed up for each granule, also where an area begins in the midst of one', () => {
		const layer = new AreaLayer(areaOf(LARGE, LEVEL, 1000));
		layer.set(0, LARGE, WORD_STATE.free);
		layer.set(3, 700, WORD_STATE.used);
		layer.set(3, 5, WORD_STATE.guard);
		for (let offset = 0; offset < LARGE; offset += 7) {
			const granule = layer.granuleOf(offset);
			expect(granule).toBe(Math.floor((1000 + offset) / 16) - Math.floor(1000 / 16));
			const from = Math.max(0, Math.floor((1000 + offset) / 16) * 16 - 1000);
			const to = Math.min(LARGE, Math.floor((1000 + offset) / 16) * 16 + 16 - 1000);
			expect(layer.summaries[granule]).toBe(summaryOf(layer.states, from, to));
		}
	});
});

describe('a sweep', () => {
	test('makes glow what has changed since it last came by, and lets it fade', () => {
		const area = areaOf(WORDS, TABLE);
		const layer = new AreaLayer(area);
		const sweep = (nowMs: number) => layer.sweep(0, WORDS, WORDS, nowMs, false);
		sweep(0);
		layer.pages.fill(0);
		sweep(20);
		expect(layer.heat.every((code) => code === 0)).toBe(true);
		expect(marked(layer)).toEqual([]);
		(area.source as Int32Array)[2000] = 5;
		sweep(40);
		expect([...layer.heat.keys()].filter((word) => layer.heat[word] !== 0)).toEqual([2000]);
		expect(marked(layer)).toEqual([1]);
		const [first = 0, ...later] = [60, 310, 2000].map((nowMs) => {
			sweep(nowMs);
			return layer.heat[2000] ?? 0;
		});
		expect(first).toBeGreaterThan(later[0] ?? 0);
		expect(later[1]).toBe(0);
	});

	test('goes round with a budget, and sees every change in a round', () => {
		const area = areaOf(LARGE, TABLE);
		const layer = new AreaLayer(area);
		const rounds = (count: number) => {
			for (let i = 0; i < count * 8; i++) layer.sweep(0, LARGE, PAGE_WORDS, i, true);
		};
		rounds(1);
		for (let word = 0; word < LARGE; word += 500) (area.source as Int32Array)[word] = 1;
		for (let i = 0; i < 4; i++) layer.sweep(0, LARGE, PAGE_WORDS, 10, true);
		const warm = [...layer.heat.keys()].filter((granule) => layer.heat[granule] !== 0);
		const changed = Array.from({ length: Math.ceil(LARGE / 1000) }, (_, index) => Math.floor((index * 500) / 16));
		expect(warm).toEqual(changed.filter((granule) => granule * 16 < LARGE / 2));
	});

	test('draws words by what they hold where they are samples', () => {
		const area = areaOf(LARGE, { kind: 'values' });
		const layer = new AreaLayer(area);
		(area.source as Int32Array).set([2047, -3, 0], 100);
		layer.sweep(0, LARGE, LARGE, 0, false);
		expect([...layer.states.subarray(100, 103)]).toEqual([2047, -3, 0].map(valueState));
		expect(layer.summaries[layer.granuleOf(100)]).toBe(valueState(2047));
		expect(layer.heat[layer.granuleOf(100)]).toBe(0);
	});
});

test('heat that is counted is that of the granules of the firmware, in small areas word by word', () => {
	for (const [words, base] of [
		[LARGE, 40],
		[100, 40],
	] as const) {
		const layer = new AreaLayer(areaOf(words, LEVEL, base));
		const reads = new Float64Array(1000);
		const writes = new Float64Array(1000);
		reads[3] = 44_100;
		writes[3] = 10;
		layer.takeHeat({ reads, writes, warmPages: Uint8Array.of(1) }, 0, words);
		for (let offset = 0; offset < words; offset++) {
			const isHot = Math.floor((base + offset) / 16) === 3;
			expect(layer.heat[layer.granuleOf(offset)]).toBe(isHot ? heatCode(44_100, 10) : 0);
		}
	}
});

test('heat that has gone is shown no more, wherever pages of counters and areas begin', () => {
	const base = 1000;
	const layer = new AreaLayer(areaOf(LARGE, LEVEL, base));
	const counters = Math.ceil((base + LARGE) / 16);
	const rates = {
		reads: new Float64Array(counters),
		writes: new Float64Array(counters),
		warmPages: new Uint8Array(Math.ceil(counters / PAGE_GRANULES)),
	};
	// The first and the last granule of the area, of which only a part is its own.
	for (const granule of [Math.floor(base / 16), counters - 1]) {
		rates.reads[granule] = 1000;
		rates.warmPages[Math.floor(granule / PAGE_GRANULES)] = 1;
	}
	layer.takeHeat(rates, 0, LARGE);
	expect([0, LARGE - 1].map((word) => layer.heat[layer.granuleOf(word)])).toEqual([heatCode(1000, 0), heatCode(1000, 0)]);
	rates.reads.fill(0);
	rates.warmPages.fill(0);
	// Out of sight it stays for now.
	layer.takeHeat(rates, 0, 100);
	expect([0, LARGE - 1].map((word) => layer.heat[layer.granuleOf(word)])).toEqual([0, heatCode(1000, 0)]);
	layer.pages.fill(0);
	layer.takeHeat(rates, 0, LARGE);
	expect(layer.heat.every((code) => code === 0)).toBe(true);
	expect(marked(layer)).toEqual([LARGE / PAGE_WORDS - 1]);
});
