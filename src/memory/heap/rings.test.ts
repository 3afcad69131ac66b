import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WordRing } from '../word-ring.ts';
import { OUTCOME } from './outcomes.ts';
import { MAX_RING_WORDS, MIN_RING_WORDS, RING, Rings, ringWords } from './rings.ts';

const CAPACITY = 3;

class Bench {
	readonly storage = new Int32Array(Rings.storageWords(CAPACITY));
	readonly table = new Int32Array(Rings.tableWords(CAPACITY));
	readonly rings = new Rings(this.table, CAPACITY, this.storage);

	/** The other end of a ring, as another thread opens it. */
	otherEnd(handle: number): WordRing {
		return new WordRing(ringWords(this.storage, handle, this.rings.field(handle, RING.capacityWords)));
	}
}

test('a ring is as large as was asked for, rounded up to a power of two', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: MAX_RING_WORDS }), (words) => {
			const { rings } = new Bench();
			const capacityWords = rings.field(rings.create(words), RING.capacityWords);
			expect(capacityWords).toBe(Math.max(MIN_RING_WORDS, 2 ** Math.ceil(Math.log2(words))));
		}),
	);
});

test('what cannot be created is refused with its reason', () => {
	const { rings } = new Bench();
	for (const words of [0, -1, MAX_RING_WORDS + 1]) expect([rings.create(words), rings.outcome]).toEqual([0, OUTCOME.outOfRange]);
	expect(Array.from({ length: CAPACITY }, () => rings.create(16))).toEqual([1, 2, 3]);
	expect([rings.create(16), rings.outcome]).toEqual([0, OUTCOME.tableFull]);
});

describe('words', () => {
	test('come out at the other end in order, of rings of any size side by side', () => {
		const bench = new Bench();
		const { rings } = bench;
		const sizes = [16, 4096, 100];
		const handles = sizes.map((size) => rings.create(size));
		for (let value = 0; value < 16; value++)
			for (const handle of handles) expect(rings.write(handle, 100 * handle + value)).toBe(1);
		for (const handle of handles) {
			const end = bench.otherEnd(handle);
			expect(Array.from({ length: 16 }, () => end.pop())).toEqual(Array.from({ length: 16 }, (_, value) => 100 * handle + value));
		}
	});

	test('that do not fit are refused and counted, as are reads of an empty ring', () => {
		const bench = new Bench();
		const handle = bench.rings.create(16);
		const memory = Int32Array.of(7);
		expect(bench.rings.readInto(handle, memory, 0)).toBe(0);
		expect(memory[0]).toBe(7);
		const written = Array.from({ length: 20 }, (_, value) => bench.rings.write(handle, value));
		expect(written).toEqual([...new Array(16).fill(1), ...new Array(4).fill(0)]);
		const end = bench.otherEnd(handle);
		expect([end.overflowed(), end.underflowed(), end.highWater()]).toEqual([4, 1, 16]);
		expect([bench.rings.field(handle, RING.written), bench.rings.field(handle, RING.taken)]).toEqual([16, 0]);
	});

	test('come in from the other end, any word', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 16 }), (values) => {
				const bench = new Bench();
				const handle = bench.rings.create(16);
				const end = bench.otherEnd(handle);
				for (const value of values) end.push(value);
				const memory = new Int32Array(16);
				const read = values.map((_, index) => bench.rings.readInto(handle, memory, index));
				expect(read).toEqual(values.map(() => 1));
				expect([...memory.subarray(0, values.length)]).toEqual(values);
			}),
		);
	});
});

test('a handle that names nothing is refused', () => {
	const { rings } = new Bench();
	expect([rings.write(1, 5), rings.outcome]).toEqual([0, OUTCOME.badHandle]);
	expect([rings.readInto(0, new Int32Array(1), 0), rings.outcome]).toEqual([0, OUTCOME.badHandle]);
});

test('after a reset a ring in the same place is empty, whatever was in it', () => {
	const bench = new Bench();
	const { rings } = bench;
	rings.create(16);
	for (let value = 0; value < 9; value++) rings.write(1, value);
	rings.reset();
	expect(rings.count).toBe(0);
	expect(rings.create(32)).toBe(1);
	const end = bench.otherEnd(1);
	expect([end.readable(), end.overflowed(), end.highWater()]).toEqual([0, 0, 0]);
	rings.write(1, 42);
	expect(end.pop()).toBe(42);
});
