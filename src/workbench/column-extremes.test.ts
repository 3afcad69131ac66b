import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COLUMN_NUMBERS, columnOf, columnStart, fillColumn, framesBehind } from './column-extremes.ts';

describe('columns of a waveform', () => {
	test('hold the least and the greatest sample of both channels', () => {
		const stereo = fc.array(fc.tuple(fc.integer({ min: -2047, max: 2047 }), fc.integer({ min: -2047, max: 2047 })), {
			minLength: 1,
			maxLength: 300,
		});
		fc.assert(
			fc.property(stereo, fc.integer({ min: 1, max: 50 }), (frames, wanted) => {
				const columns = Math.min(wanted, frames.length);
				const words = Int32Array.from(frames.flat());
				const extremes = new Int32Array(columns * COLUMN_NUMBERS);
				for (let column = 0; column < columns; column++) {
					fillColumn(words, frames.length, columns, column, extremes);
					const part = frames.slice(columnStart(column, frames.length, columns), columnStart(column + 1, frames.length, columns));
					const left = part.map(([sample]) => sample);
					const right = part.map(([, sample]) => sample);
					expect([...extremes.subarray(column * COLUMN_NUMBERS, (column + 1) * COLUMN_NUMBERS)]).toEqual([
						Math.min(...left),
						Math.max(...left),
						Math.min(...right),
						Math.max(...right),
					]);
				}
			}),
		);
	});

	test('say whether they have changed', () => {
		const words = Int32Array.of(1, 2, 3, 4);
		const extremes = new Int32Array(COLUMN_NUMBERS);
		expect(fillColumn(words, 2, 1, 0, extremes)).toBe(true);
		expect(fillColumn(words, 2, 1, 0, extremes)).toBe(false);
		words[0] = -9;
		expect(fillColumn(words, 2, 1, 0, extremes)).toBe(true);
	});

	test('every frame lies in the column that shows it', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 2000 }), fc.nat(65535), (columns, frame) => {
				const column = columnOf(frame, 65536, columns);
				expect(columnStart(column, 65536, columns)).toBeLessThanOrEqual(frame);
				expect(columnStart(column + 1, 65536, columns)).toBeGreaterThan(frame);
			}),
		);
	});

	test('a screen wider than the line shows each frame more than once', () => {
		const extremes = new Int32Array(4 * COLUMN_NUMBERS);
		for (let column = 0; column < 4; column++) fillColumn(Int32Array.of(1, 1, 2, 2), 2, 4, column, extremes);
		expect([0, 1, 2, 3].map((column) => extremes[column * COLUMN_NUMBERS])).toEqual([1, 1, 2, 2]);
	});
});

describe('how far a frame lies behind the clock', () => {
	test('counts back from the write position, round the end', () => {
		expect(framesBehind(99, 100, 65536, false)).toBe(1);
		expect(framesBehind(65535, 3, 65536, false)).toBe(4);
		expect(framesBehind(100, 100, 65536, false)).toBe(65536);
	});

	test('counts the other way when the clock runs backwards', () => {
		expect(framesBehind(101, 100, 65536, true)).toBe(1);
		expect(framesBehind(2, 65534, 65536, true)).toBe(4);
	});
});
