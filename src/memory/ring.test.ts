import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordRing } from './record-ring.ts';
import { INDEX_RANGE, RING_WORDS, type SpscRing } from './spsc-ring.ts';
import { WordRing } from './word-ring.ts';

/** A ring as a caller thinks of it. */
class Queue {
	readonly records: number[][] = [];
	overflowed = 0;
	underflowed = 0;
	highWater = 0;
	readonly #capacity: number;

	constructor(capacity: number) {
		this.#capacity = capacity;
	}

	push(records: readonly number[][]): number {
		const taken = records.slice(0, this.#capacity - this.records.length);
		this.records.push(...taken);
		this.overflowed += records.length - taken.length;
		this.highWater = Math.max(this.highWater, this.records.length);
		return taken.length;
	}
}

const STEPS = ['push', 'pop', 'pushMany', 'popMany', 'writeRun', 'readRun'] as const;
type Step = { readonly do: (typeof STEPS)[number]; readonly count: number; readonly start: number };

const stepsUpTo = (maxCount: number): fc.Arbitrary<Step[]> =>
	fc.array(
		fc.record({
			do: fc.constantFrom(...STEPS),
			count: fc.nat(maxCount),
			start: fc.nat(3),
		}),
		{ maxLength: 60 },
	);

/** Start indices at every place where a wrap of 30, 31 or 32 bits could go wrong, as the signed words that memory holds. */
const startIndices = fc
	.tuple(fc.constantFrom(0, INDEX_RANGE, 2 ** 31, 2 ** 32), fc.integer({ min: -40, max: 0 }))
	.map(([wrap, before]) => (wrap + before) | 0);

function wordsOf(bytes: number, startIndex: number): Int32Array {
	const words = new Int32Array(new SharedArrayBuffer(bytes));
	words[RING_WORDS.writeIndex] = startIndex;
	words[RING_WORDS.readIndex] = startIndex;
	return words;
}

/** Claims `wanted` slots, as many as lie before the storage ends, and publishes all but `kept`: those are as if they had not been claimed. */
function writeRun(
	producer: SpscRing,
	recordWords: number,
	queue: Queue,
	wanted: number,
	kept: number,
	freshRecords: (count: number) => number[][],
): void {
	const beforeEnd = producer.capacity - producer.writePlace / recordWords;
	const run = producer.claimRun(wanted);
	expect(run).toBe(Math.min(wanted, beforeEnd, producer.capacity - queue.records.length));
	const records = freshRecords(Math.max(0, run - kept));
	producer.storage.set(records.flat(), producer.writePlace);
	producer.publishRun(records.length);
	expect(queue.push(records)).toBe(records.length);
}

/** Reads a run of up to `wanted` slots, and gives back all but the last `kept`. */
function readRun(consumer: SpscRing, recordWords: number, queue: Queue, wanted: number, kept: number): void {
	const beforeEnd = consumer.capacity - consumer.readPlace / recordWords;
	const run = consumer.acquireRun(wanted);
	expect(run).toBe(Math.min(wanted, beforeEnd, queue.records.length));
	const words = consumer.storage.slice(consumer.readPlace, consumer.readPlace + run * recordWords);
	expect([...words]).toEqual(queue.records.slice(0, run).flat());
	const released = Math.max(0, run - kept);
	consumer.releaseRun(released);
	queue.records.splice(0, released);
}

/** Runs the steps on two sides of one ring and on a queue, and compares every answer. */
function compareRecords(recordWords: number, capacity: number, startIndex: number, steps: readonly Step[]): void {
	const words = wordsOf(RecordRing.bytes(recordWords, capacity), startIndex);
	const producer = new RecordRing(words, recordWords);
	const consumer = new RecordRing(words, recordWords);
	const observer = new RecordRing(words, recordWords);
	const queue = new Queue(capacity);
	let nextWord = 0x7fff_ff00;
	const freshRecords = (count: number) =>
		Array.from({ length: count }, () => Array.from({ length: recordWords }, () => nextWord++ | 0));
	for (const { do: action, count, start } of steps) {
		if (action === 'push') {
			const [record] = freshRecords(1);
			expect(producer.push(Int32Array.from(record))).toBe(queue.push([record]) === 1);
		} else if (action === 'pushMany') {
			const records = freshRecords(count);
			const source = Int32Array.from([...freshRecords(start), ...records].flat());
			expect(producer.canPush(count)).toBe(count <= capacity - queue.records.length);
			expect(producer.pushMany(source, start, count)).toBe(queue.push(records));
		} else if (action === 'writeRun') {
			writeRun(producer, recordWords, queue, count, start, freshRecords);
		} else if (action === 'readRun') {
			readRun(consumer, recordWords, queue, count, start);
		} else if (action === 'pop') {
			const into = new Int32Array(recordWords);
			const expected = queue.records.shift();
			if (expected === undefined) queue.underflowed++;
			expect(consumer.pop(into)).toBe(expected !== undefined);
			expect([...into]).toEqual(expected ?? Array(recordWords).fill(0));
		} else {
			const into = new Int32Array((start + count) * recordWords);
			expect(consumer.canPop(count)).toBe(count <= queue.records.length);
			const expected = queue.records.splice(0, count);
			expect(consumer.popMany(into, start, count)).toBe(expected.length);
			const untouchedBehind = Array((count - expected.length) * recordWords).fill(0);
			expect([...into]).toEqual([...Array(start * recordWords).fill(0), ...expected.flat(), ...untouchedBehind]);
		}
		for (const side of [producer, consumer, observer]) {
			expect(side.readable()).toBe(queue.records.length);
			expect(side.writable()).toBe(capacity - queue.records.length);
			expect(side.overflowed()).toBe(queue.overflowed);
			expect(side.underflowed()).toBe(queue.underflowed);
			expect(side.highWater()).toBe(queue.highWater);
		}
	}
}

describe('a record ring', () => {
	it('answers as a bounded queue does, whatever the record size, the capacity and the index it starts at', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 5 }),
				fc.integer({ min: 0, max: 4 }),
				startIndices,
				stepsUpTo(20),
				(recordWords, log2Capacity, startIndex, steps) => compareRecords(recordWords, 2 ** log2Capacity, startIndex, steps),
			),
			{ numRuns: 200 },
		);
	});

	it('moves batches of hundreds of words as it moves single ones, across the wrap and at odd positions', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 3 }), startIndices, stepsUpTo(600), (recordWords, startIndex, steps) =>
				compareRecords(recordWords, 512, startIndex, steps.slice(0, 30)),
			),
			{ numRuns: 60 },
		);
	});

	it('is opened in mid-use with what it holds, has counted and has seen', () => {
		const words = wordsOf(RecordRing.bytes(2, 4), 0);
		const before = new RecordRing(words, 2);
		before.pushMany(Int32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 0, 5);
		before.pop(new Int32Array(2));
		const after = new RecordRing(words, 2);
		const into = new Int32Array(8);
		expect(after.push(Int32Array.of(11, 12))).toBe(true);
		expect(after.popMany(into, 0, 4)).toBe(4);
		expect([...into]).toEqual([3, 4, 5, 6, 7, 8, 11, 12]);
		expect([after.overflowed(), after.highWater()]).toEqual([1, 4]);
	});

	it('keeps the high-water mark of a ring that is drained in time, however long it runs', () => {
		const words = wordsOf(RecordRing.bytes(1, 64), 0);
		const producer = new RecordRing(words, 1);
		const consumer = new RecordRing(words, 1);
		const batch = Int32Array.of(1, 2, 3);
		for (let i = 0; i < 1000; i++) {
			producer.pushMany(batch, 0, 3);
			consumer.popMany(batch, 0, 3);
		}
		expect(consumer.highWater()).toBe(3);
	});

	it('keeps the indices of the two sides in cache lines of their own, with the records behind both', () => {
		const words = wordsOf(RecordRing.bytes(3, 2), 0);
		const ring = new RecordRing(words, 3);
		ring.push(Int32Array.of(-1, -1, -1));
		const touchedByPush = [...words.keys()].filter((index) => words[index] !== 0);
		expect(touchedByPush.filter((index) => index < 32).every((index) => index < 16)).toBe(true);
		expect(touchedByPush.filter((index) => index >= 32)).toEqual([32, 33, 34]);
		words.fill(0, 0, 16);
		ring.pop(new Int32Array(3));
		expect([...words.subarray(0, 16)]).toEqual(Array(16).fill(0));
		expect(words.subarray(16, 32).some((word) => word !== 0)).toBe(true);
	});

	it('says what is wrong with a size', () => {
		expect(() => RecordRing.bytes(0, 4)).toThrow(RangeError);
		expect(() => RecordRing.bytes(1.5, 4)).toThrow(RangeError);
		for (const capacity of [0, 3, -4, 0.5, 2 ** 30, Number.NaN]) {
			expect(() => RecordRing.bytes(4, capacity)).toThrow(RangeError);
		}
		expect(() => new RecordRing(new Int32Array(32 + 9), 3)).toThrow(/41 words are no region of a ring with 3 words per record/);
		expect(() => new RecordRing(new Int32Array(8), 1)).toThrow(RangeError);
	});
});

describe('a word ring', () => {
	it('answers as a bounded queue of words does', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 4 }), startIndices, stepsUpTo(20), (log2Capacity, startIndex, steps) => {
				const capacity = 2 ** log2Capacity;
				const words = wordsOf(WordRing.bytes(capacity), startIndex);
				const producer = new WordRing(words);
				const consumer = new WordRing(words);
				const queue = new Queue(capacity);
				expect([producer.capacity, consumer.capacity]).toEqual([capacity, capacity]);
				let nextWord = -10;
				for (const { do: action, count, start } of steps) {
					if (action === 'push') {
						const word = nextWord++;
						expect(producer.push(word)).toBe(queue.push([[word]]) === 1);
					} else if (action === 'pushMany') {
						const source = Int32Array.from({ length: start + count }, () => nextWord++);
						expect(producer.pushMany(source, start, count)).toBe(queue.push([...source.subarray(start)].map((word) => [word])));
					} else if (action === 'pop') {
						const expected = queue.records.shift();
						if (expected === undefined) queue.underflowed++;
						expect(consumer.canPop(1)).toBe(expected !== undefined);
						expect(consumer.pop()).toBe(expected?.[0] ?? 0);
					} else if (action === 'writeRun') {
						writeRun(producer, 1, queue, count, start, (records) => Array.from({ length: records }, () => [nextWord++]));
					} else if (action === 'readRun') {
						readRun(consumer, 1, queue, count, start);
					} else {
						const into = new Int32Array(start + count);
						const expected = queue.records.splice(0, count).flat();
						expect(consumer.popMany(into, start, count)).toBe(expected.length);
						expect([...into.subarray(start, start + expected.length)]).toEqual(expected);
					}
					expect(producer.readable()).toBe(queue.records.length);
					expect(consumer.writable()).toBe(capacity - queue.records.length);
					expect(consumer.overflowed()).toBe(queue.overflowed);
					expect(producer.underflowed()).toBe(queue.underflowed);
					expect(consumer.highWater()).toBe(queue.highWater);
				}
			}),
			{ numRuns: 200 },
		);
	});

	it('derives its capacity from the region and refuses one of another size', () => {
		expect(new WordRing(new Int32Array(WordRing.bytes(1024) / 4)).capacity).toBe(1024);
		expect(() => new WordRing(new Int32Array(1024))).toThrow(RangeError);
		expect(() => WordRing.bytes(1000)).toThrow(/power of two/);
	});

	it('stops counting what is lost rather than start over', () => {
		const words = wordsOf(WordRing.bytes(1), 0);
		words[RING_WORDS.overflowed] = INDEX_RANGE - 2;
		const ring = new WordRing(words);
		expect(ring.pushMany(new Int32Array(5), 0, 5)).toBe(1);
		expect(ring.overflowed()).toBe(INDEX_RANGE - 1);
	});

	it('neither throws nor hands out more than its capacity when something has scribbled over its indices', () => {
		fc.assert(
			fc.property(fc.array(fc.integer(), { minLength: 36, maxLength: 36 }), (garbage) => {
				const ring = new WordRing(Int32Array.from(garbage));
				expect(ring.readable()).toBeLessThanOrEqual(4);
				expect(ring.pushMany(new Int32Array(8), 0, 8)).toBeLessThanOrEqual(4);
				expect(ring.popMany(new Int32Array(8), 0, 8)).toBeLessThanOrEqual(4);
				for (const [place, run] of [
					[ring.writePlace, ring.claimRun(8)],
					[ring.readPlace, ring.acquireRun(8)],
				]) {
					expect(run).toBeGreaterThanOrEqual(0);
					expect(place + run).toBeLessThanOrEqual(ring.storage.length);
				}
			}),
		);
	});
});
