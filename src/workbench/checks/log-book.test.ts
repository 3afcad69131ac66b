import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LogBook } from './log-book.ts';
import { logRecord } from './log-records.testing.ts';

const serials = (book: LogBook) => book.shown().map(({ serial }) => serial);

describe('the log book', () => {
	test('keeps the newest records, oldest first', () => {
		const book = new LogBook(3);
		for (let serial = 1; serial <= 5; serial++) book.add(logRecord(serial));
		expect(serials(book)).toEqual([3, 4, 5]);
		expect([book.length, book.total, book.gone]).toEqual([3, 5, 2]);
	});

	test('shows what passes the test, whether it came before the test or behind it', () => {
		const book = new LogBook(10);
		for (let serial = 1; serial <= 4; serial++) book.add(logRecord(serial));
		book.filter(({ serial }) => serial % 2 === 0);
		for (let serial = 5; serial <= 8; serial++) book.add(logRecord(serial));
		expect(serials(book)).toEqual([2, 4, 6, 8]);
		expect(book.length).toBe(8);
	});

	test('is empty when it is cleared, and goes on', () => {
		const book = new LogBook(2);
		for (let serial = 1; serial <= 3; serial++) book.add(logRecord(serial));
		book.clear();
		expect([book.length, book.shownLength]).toEqual([0, 0]);
		book.add(logRecord(4));
		expect(serials(book)).toEqual([4]);
	});

	test('knows every name that has come in', () => {
		const book = new LogBook(1);
		for (const nameText of ['line', '', 'echo', 'line']) book.add(logRecord(1, { nameText }));
		expect(book.names).toEqual(['echo', 'line']);
	});

	test('shows the same as a list that is filtered, whenever the filter changes', () => {
		const step = fc.oneof(fc.constant('add' as const), fc.integer({ min: 1, max: 4 }));
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 12 }), (steps, capacity) => {
				const book = new LogBook(capacity);
				const all: number[] = [];
				let divisor = 1;
				for (const one of steps) {
					if (one === 'add') {
						all.push(all.length + 1);
						book.add(logRecord(all.length));
					} else {
						divisor = one;
						book.filter(({ serial }) => serial % one === 0);
					}
				}
				expect(serials(book)).toEqual(all.slice(-capacity).filter((serial) => serial % divisor === 0));
			}),
		);
	});
});
