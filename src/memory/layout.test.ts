import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Layout, LINE_BYTES, type RegionSpec } from './layout.ts';

const specs: fc.Arbitrary<RegionSpec[]> = fc.uniqueArray(
	fc.record(
		{ name: fc.string({ minLength: 1 }), bytes: fc.integer({ min: 1, max: 1000 }), align: fc.nat(9).map((log2) => 2 ** log2) },
		{ requiredKeys: ['name', 'bytes'] },
	),
	{ selector: (spec) => spec.name, maxLength: 20 },
);

describe('a layout', () => {
	it('places regions in order, aligned, apart and inside what it calls used', () => {
		fc.assert(
			fc.property(specs, (wanted) => {
				const layout = new Layout(2 ** 20);
				let end = 0;
				for (const { name, bytes, align = LINE_BYTES } of wanted) {
					const region = layout.add({ name, bytes, align });
					expect(region).toEqual({ name, bytes, offset: region.offset });
					expect(region.offset % align).toBe(0);
					expect(region.offset).toBeGreaterThanOrEqual(end);
					end = region.offset + bytes;
					expect(layout.usedBytes).toBeGreaterThanOrEqual(end);
				}
				expect(layout.regions.map((region) => region.name)).toEqual(wanted.map((spec) => spec.name));
			}),
		);
	});

	it('gives a region of the default alignment its cache lines for itself, whatever comes before and after', () => {
		fc.assert(
			fc.property(specs, (wanted) => {
				const layout = new Layout(2 ** 20);
				const writersOfLine = new Map<number, string[]>();
				const ownLines = new Set(wanted.filter(({ align = LINE_BYTES }) => align >= LINE_BYTES).map((spec) => spec.name));
				for (const spec of wanted) {
					const { name, offset, bytes } = layout.add(spec);
					for (let line = Math.floor(offset / LINE_BYTES); line * LINE_BYTES < offset + bytes; line++) {
						writersOfLine.set(line, [...(writersOfLine.get(line) ?? []), name]);
					}
				}
				for (const writers of writersOfLine.values()) {
					if (writers.some((name) => ownLines.has(name))) expect(writers).toHaveLength(1);
				}
			}),
		);
	});

	it('can be filled to the last byte', () => {
		const layout = new Layout(100);
		layout.add({ name: 'all', bytes: 100 });
		expect(layout.usedBytes).toBe(100);
	});

	it('names the region that does not fit and stays as it was', () => {
		const layout = new Layout(200);
		layout.add({ name: 'first', bytes: 10 });
		expect(() => layout.add({ name: 'delay line', bytes: 137 })).toThrow(
			new RangeError('region "delay line" needs 137 bytes and the block of 200 has 136 left: 1 missing'),
		);
		expect(layout.regions).toHaveLength(1);
		expect(layout.add({ name: 'delay line', bytes: 136 })).toEqual({ name: 'delay line', offset: 64, bytes: 136 });
	});

	it('names a region that is there already, has no size or an alignment that is none', () => {
		const layout = new Layout(1000);
		layout.add({ name: 'gauges', bytes: 4 });
		expect(() => layout.add({ name: 'gauges', bytes: 4 })).toThrow(/region "gauges" is already in the block/);
		for (const bytes of [0, -4, 1.5, Number.NaN]) expect(() => layout.add({ name: 'x', bytes })).toThrow(/region "x" has/);
		for (const align of [0, 3, -64, 0.5])
			expect(() => layout.add({ name: 'x', bytes: 4, align })).toThrow(/region "x" is aligned/);
		expect(() => layout.add({ name: '', bytes: 4 })).toThrow(RangeError);
		expect(() => new Layout(-1)).toThrow(RangeError);
	});
});
