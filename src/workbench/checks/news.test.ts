import { describe, expect, test } from 'vitest';
import { NEWS_PERIOD_MS, ViolationNews } from './news.ts';

describe('news of violations', () => {
	test('tell the first at once, and those that follow together', () => {
		const news = new ViolationNews();
		expect(news.tell(7, 0, 0, () => 'none')).toBe('');
		expect(news.tell(7, 1, 100, () => 'overflow')).toBe('Violation: overflow');
		expect(news.tell(7, 2, 200, () => 'underflow')).toBe('');
		expect(news.tell(7, 4, 99 + NEWS_PERIOD_MS, () => 'double free')).toBe('');
		expect(news.tell(7, 4, 100 + NEWS_PERIOD_MS, () => 'double free')).toBe('3 new violations. The latest: double free');
		expect(news.tell(7, 4, 1000 + 9 * NEWS_PERIOD_MS, () => 'double free')).toBe('');
	});

	test('begin anew with another firmware', () => {
		const news = new ViolationNews();
		news.tell(7, 3, 0, () => 'overflow');
		expect(news.tell(8, 1, NEWS_PERIOD_MS, () => 'leak')).toBe('Violation: leak');
	});
});
