import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GaugeSpec, Gauges } from './gauges.ts';

const TABLE = [
	{ name: 'leds', words: 12, unit: 'on or off', type: 'int' },
	{ name: 'peak', words: 2, unit: 'dB', type: 'float' },
	{ name: 'writePosition', words: 1, unit: 'frames', type: 'int' },
] as const satisfies readonly GaugeSpec[];

const regionOf = (table: readonly GaugeSpec[]) => new Int32Array(new SharedArrayBuffer(Gauges.bytes(table)));

describe('gauges', () => {
	it('lie in the region in the order of their table, without gaps', () => {
		expect(Gauges.bytes(TABLE)).toBe(15 * 4);
		const gauges = new Gauges(TABLE, regionOf(TABLE));
		expect([gauges.offset('leds'), gauges.offset('peak'), gauges.offset('writePosition')]).toEqual([0, 12, 14]);
	});

	it('read on one side what was written last on the other, each word on its own', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.nat(14), fc.integer(), fc.float({ noNaN: true }))), (writes) => {
				const region = regionOf(TABLE);
				const writer = new Gauges(TABLE, region);
				const reader = new Gauges(TABLE, new Int32Array(region.buffer));
				const expected = new Map<number, number>();
				for (const [word, int, float] of writes) {
					const isPeak = word === 12 || word === 13;
					if (isPeak) writer.setFloat(writer.offset('peak'), word - 12, float);
					else writer.setInt(0, word, int);
					expected.set(word, isPeak ? float : int);
				}
				for (const [word, value] of expected) {
					expect(word === 12 || word === 13 ? reader.getFloat(12, word - 12) : reader.getInt(word, 0)).toBe(value);
				}
			}),
		);
	});

	it('know only the names of their table, when compiled and when run', () => {
		const gauges = new Gauges(TABLE, regionOf(TABLE));
		// @ts-expect-error the table declares no such gauge
		expect(() => gauges.offset('load')).toThrow(new RangeError('there is no gauge "load"'));
	});

	it('name the gauge that is wrong in a table', () => {
		const twice: GaugeSpec[] = [TABLE[0], TABLE[0]];
		expect(() => new Gauges(twice, new Int32Array(24))).toThrow(/gauge "leds" is declared twice/);
		expect(() => new Gauges(TABLE, new Int32Array(13))).toThrow(/gauge "peak" needs words 12 to 13 and the region has 13/);
		const empty: GaugeSpec[] = [{ name: 'load', words: 0, unit: '%', type: 'float' }];
		expect(() => new Gauges(empty, new Int32Array(4))).toThrow(/gauge "load" has 0 words/);
	});
});
