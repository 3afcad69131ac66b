import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AddressSpace } from './address-space.ts';
import { addressAt, layOutCells, neighbourRow, placeOf, stackWordsShown } from './cell-layout.ts';
import { programOf } from './program.testing.ts';

const WIDTH = 536;
const HEIGHT = 280;

const spaces = fc
	.record({
		globals: fc.array(fc.integer({ min: 1, max: 3000 }), { maxLength: 20 }),
		constants: fc.array(fc.integer({ min: 1, max: 80 }), { maxLength: 10 }),
		peak: fc.integer({ min: 0, max: 400 }),
	})
	.map(({ globals, constants, peak }) => {
		const space = new AddressSpace(programOf(131072, globals, constants));
		return { space, peak: Math.min(space.stackEnd, space.stackBase + peak) };
	});

describe('the layout of cells', () => {
	test('a word is found again where it is drawn, for every word that has a cell', () => {
		fc.assert(
			fc.property(spaces, ({ space, peak }) => {
				const layout = layOutCells(space, peak, WIDTH, HEIGHT);
				for (let address = 0; address < space.memoryWords; address++) {
					if (address === layout.stackShownEnd) address = space.stackEnd;
					const place = placeOf(layout, address);
					const found = place && addressAt(layout, place.x + place.width / 2, place.y + place.height / 2);
					if (found !== address) expect.fail(`word ${address} is drawn where word ${found} is found`);
				}
			}),
			{ numRuns: 20 },
		);
	});

	test('a word of the unused stack is found again at its share of the bar', () => {
		const space = new AddressSpace(programOf(131072, [8, 1], [55]));
		const layout = layOutCells(space, space.stackBase + 20, WIDTH, HEIGHT);
		fc.assert(
			fc.property(fc.integer({ min: layout.stackShownEnd, max: space.stackEnd - 1 }), (address) => {
				const place = placeOf(layout, address);
				expect(place && addressAt(layout, place.x, place.y + 1)).toBe(address);
			}),
		);
	});

	test('no two words share a pixel', () => {
		const space = new AddressSpace(programOf(4096, [700, 1, 1, 33, 8], [55, 2, 1]));
		const layout = layOutCells(space, space.stackBase + 60, WIDTH, HEIGHT);
		const owners = new Map<number, number>();
		for (const { start, words } of layout.blocks) {
			for (let address = start; address < start + words; address++) {
				const place = placeOf(layout, address);
				for (let y = place?.y ?? 0; y < (place?.y ?? 0) + (place?.height ?? 0); y++) {
					for (let x = place?.x ?? 0; x < (place?.x ?? 0) + (place?.width ?? 0); x++) {
						if (owners.has(y * WIDTH + x)) expect.fail(`words ${owners.get(y * WIDTH + x)} and ${address} share a pixel`);
						owners.set(y * WIDTH + x, address);
					}
				}
			}
		}
	});

	test('the picture fits its room when there is room for its print, and its cells fill it better than half', () => {
		const space = new AddressSpace(programOf(131072, [8, 4, 2, 2048, 1, 1], [55, 55, 8]));
		const layout = layOutCells(space, space.stackBase + 18, WIDTH, HEIGHT);
		expect(layout.height).toBeLessThanOrEqual(HEIGHT);
		expect(layout.height).toBeGreaterThan(HEIGHT / 2);
		for (const { x, columns, cellPx } of layout.blocks) expect(x + columns * cellPx).toBeLessThanOrEqual(WIDTH);
	});

	test('outside every cell there is no word', () => {
		const space = new AddressSpace(programOf(4096, [8], [3]));
		const layout = layOutCells(space, space.stackBase, WIDTH, HEIGHT);
		expect(addressAt(layout, -1, 20)).toBe(-1);
		expect(addressAt(layout, 5, 2)).toBe(-1);
		expect(placeOf(layout, 4096)).toBeNull();
	});

	test('going down and up again within an array comes back to the same word', () => {
		const space = new AddressSpace(programOf(8192, [2000], [4]));
		const layout = layOutCells(space, space.stackBase, WIDTH, HEIGHT);
		const below = neighbourRow(layout, 5, 1);
		expect(below).toBe(5 + (layout.blocks[0]?.columns ?? 0));
		expect(neighbourRow(layout, below, -1)).toBe(5);
	});

	test('going down goes from the globals over the stack and the unused stack to the constants', () => {
		const space = new AddressSpace(programOf(8192, [4], [4]));
		const layout = layOutCells(space, space.stackBase, WIDTH, HEIGHT);
		const visited: string[] = [];
		for (let address = 0, next = neighbourRow(layout, 0, 1); next !== address; next = neighbourRow(layout, address, 1)) {
			address = next;
			const section = space.sectionOf(address);
			const name = section === 'stack' && address >= layout.stackShownEnd ? 'unused stack' : section;
			if (visited.at(-1) !== name) visited.push(name);
		}
		expect(visited).toEqual(['stack', 'unused stack', 'constants']);
	});

	test('the stack shows 32 words or a power of two above its peak, and never more than there are', () => {
		expect(stackWordsShown(0, 130000)).toBe(32);
		expect(stackWordsShown(31, 130000)).toBe(32);
		expect(stackWordsShown(32, 130000)).toBe(64);
		expect(stackWordsShown(1000, 130000)).toBe(1024);
		expect(stackWordsShown(1000, 600)).toBe(600);
	});
});
