import { expect, test } from 'vitest';
import { buildEngineBlock, ENGINE_REGIONS } from '../../bridge/block-regions.ts';
import { HEAP_END, HEAP_START } from '../../bridge/machine-size.ts';
import { AddressSpace } from '../address-space.ts';
import { programOf } from '../program.testing.ts';
import { type SpaceArea, type SpaceContents, spaceGroups } from './space-areas.ts';

const block = buildEngineBlock();
const bytes = (area: SpaceArea) => ({
	from: (area.source?.byteOffset ?? 0) + area.base * 4,
	to: (area.source?.byteOffset ?? 0) + (area.base + area.words) * 4,
});

function contentsWith(heapWords: number, liveSlot = 0): SpaceContents {
	const memoryWords = heapWords === 0 ? 131_072 : HEAP_END + 3;
	const space = new AddressSpace({ ...programOf(memoryWords, [8, 1], [2]), heapWords });
	return { block, liveSlot, firmware: { space, words: block.int32(`memory ${liveSlot}`) }, arenas: null };
}

test('every region of the block is in the map once, the memory of the slot that plays in its sections', () => {
	for (const liveSlot of [0, 1]) {
		const areas = spaceGroups(contentsWith(HEAP_END - HEAP_START + 3, liveSlot)).flatMap(({ items }) => items);
		expect(new Set(areas.map(({ id }) => id)).size).toBe(areas.length);
		const places = areas.map(bytes).sort((a, b) => a.from - b.from);
		for (const [index, { from }] of places.entries()) expect(from).toBeGreaterThanOrEqual(places[index - 1]?.to ?? 0);
		for (const { name } of ENGINE_REGIONS) {
			const region = block.region(name);
			const inRegion = places.filter(({ from, to }) => to > region.offset && from < region.offset + region.bytes);
			expect(inRegion.length, name).toBeGreaterThan(0);
		}
		const spare = areas.find(({ id }) => id === 'spare memory');
		expect(bytes(spare as SpaceArea).from).toBe(block.region(`memory ${1 - liveSlot}`).offset);
	}
});

test('the sections of a firmware with a heap lie one behind the other, levels and all', () => {
	const [firmware] = spaceGroups(contentsWith(HEAP_END - HEAP_START + 3));
	expect(firmware?.items.map(({ id }) => id)).toEqual(['globals', 'stack', 'gap 0', 'STACK', 'L1', 'L2', 'Lext', 'constants']);
	let end = 0;
	for (const { base, words } of firmware?.items ?? []) {
		expect(base).toBe(end);
		end += words;
	}
	expect(end).toBe(HEAP_END + 3);
	expect(firmware?.items[0]?.parts).toEqual([
		{ name: 'g0', start: 0, words: 8 },
		{ name: 'g1', start: 8, words: 1 },
	]);
});

test('one without a heap has globals, stack and constants; the stock CPU has none of them', () => {
	expect(spaceGroups(contentsWith(0))[0]?.items.map(({ id }) => id)).toEqual(['globals', 'stack', 'constants']);
	const [stock] = spaceGroups({ block, liveSlot: 0, firmware: null, arenas: null });
	expect(stock?.items.map(({ id, source }) => [id, source])).toEqual([['memory', null]]);
});

test('before the first START all areas are known, with their sizes and without words', () => {
	const before = spaceGroups({ ...contentsWith(0), block: null }).slice(1);
	const after = spaceGroups(contentsWith(0)).slice(1);
	const sizes = (groups: typeof before) => groups.flatMap(({ items }) => items.map(({ id }) => id));
	expect(sizes(before)).toEqual(sizes(after));
	expect(before.flatMap(({ items }) => items).every(({ source, words }) => source === null && words > 0)).toBe(true);
});

test('the parts of an area ascend and lie in it', () => {
	for (const { items } of spaceGroups(contentsWith(0))) {
		for (const { id, parts, words } of items) {
			let end = 0;
			for (const { start, words: size } of parts) {
				expect(start, id).toBeGreaterThanOrEqual(end);
				end = start + size;
			}
			expect(end, id).toBeLessThanOrEqual(words);
		}
	}
});
