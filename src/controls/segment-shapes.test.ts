import { describe, expect, it } from 'vitest';
import { DIGIT_HEIGHT, DIGIT_WIDTH, isSegmentLit, SEGMENT_POINTS, type Segment } from './segment-shapes.ts';

const SEGMENTS: readonly Segment[] = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

function lit(character: string): string {
	return SEGMENTS.filter((segment) => isSegmentLit(character, segment)).join('');
}

describe('seven segments', () => {
	it('show the sixteen hex digits as sixteen different patterns', () => {
		const patterns = new Set([...'0123456789ABCDEF'].map(lit));
		expect(patterns.size).toBe(16);
	});

	it('write b and d small, A C E F large', () => {
		expect(lit('b')).toBe('cdefg');
		expect(lit('D')).toBe('bcdeg');
		expect(lit('A')).toBe('abcefg');
		expect(lit('c')).toBe('adef');
	});

	it('show nothing for a blank and the middle bar for a minus', () => {
		expect(lit(' ')).toBe('');
		expect(lit('-')).toBe('g');
	});

	it('name the character they cannot show', () => {
		expect(() => isSegmentLit('K', 'a')).toThrow(/cannot show "K"/);
	});

	it('stay inside the box of the digit', () => {
		for (const points of Object.values(SEGMENT_POINTS)) {
			for (const point of points.split(' ')) {
				const [x = Number.NaN, y = Number.NaN] = point.split(',').map(Number);
				expect(x).toBeGreaterThanOrEqual(0);
				expect(x).toBeLessThanOrEqual(DIGIT_WIDTH);
				expect(y).toBeGreaterThanOrEqual(0);
				expect(y).toBeLessThanOrEqual(DIGIT_HEIGHT);
			}
		}
	});
});
