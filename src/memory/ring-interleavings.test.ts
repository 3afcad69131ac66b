import { deepStrictEqual, strictEqual } from 'node:assert';
import { describe, expect, it } from 'vitest';
import { type Exploration, explore, type ModelThread } from './interleavings.testing.ts';
import { RecordRing } from './record-ring.ts';
import { INDEX_RANGE, RING_WORDS } from './spsc-ring.ts';
import { WordRing } from './word-ring.ts';

const RECORD_WORDS = 2;

/** Record n, recognisable in every word. */
const record = (n: number) => [n * 10, n * 10 + 1];

type OpenRing = (words: Int32Array) => RecordRing;
const openRing: OpenRing = (words) => new RecordRing(words, RECORD_WORDS);

/** Pushes records 1 to `count` one by one and says which were taken. */
function pushOneByOne(count: number, open: OpenRing): ModelThread<number[]> {
	return (words) => {
		const ring = open(words);
		const taken: number[] = [];
		for (let n = 1; n <= count; n++) if (ring.push(Int32Array.from(record(n)))) taken.push(n);
		return taken;
	};
}

/** Pushes records 1 to `count` in batches and says which were taken. */
function pushInBatches(count: number, batchRecords: number, open: OpenRing): ModelThread<number[]> {
	return (words) => {
		const ring = open(words);
		const taken: number[] = [];
		for (let n = 1; n <= count; n += batchRecords) {
			const numbers = Array.from({ length: Math.min(batchRecords, count + 1 - n) }, (_, i) => n + i);
			const accepted = ring.pushMany(Int32Array.from(numbers.flatMap(record)), 0, numbers.length);
			taken.push(...numbers.slice(0, accepted));
		}
		return taken;
	};
}

/** Pops `attempts` times and returns every record that came. */
function popOneByOne(attempts: number, open: OpenRing): ModelThread<number[][]> {
	return (words) => {
		const ring = open(words);
		const into = new Int32Array(RECORD_WORDS);
		const popped: number[][] = [];
		for (let i = 0; i < attempts; i++) if (ring.pop(into)) popped.push([...into]);
		return popped;
	};
}

/** Pops `attempts` times up to `batchRecords` and returns every record that came. */
function popInBatches(attempts: number, batchRecords: number, open: OpenRing): ModelThread<number[][]> {
	return (words) => {
		const ring = open(words);
		const into = new Int32Array(RECORD_WORDS * batchRecords);
		const popped: number[][] = [];
		for (let i = 0; i < attempts; i++) {
			const count = ring.popMany(into, 0, batchRecords);
			for (let at = 0; at < count; at++) popped.push([...into.subarray(at * RECORD_WORDS, (at + 1) * RECORD_WORDS)]);
		}
		return popped;
	};
}

/** Writes records 1 to `count` in place, two at a time, and says which it found room for. */
function writeInPlace(count: number, open: OpenRing): ModelThread<number[]> {
	return (words) => {
		const ring = open(words);
		const taken: number[] = [];
		for (let attempt = 0; attempt < count - 1; attempt++) {
			const run = ring.claimRun(Math.min(2, count - taken.length));
			const numbers = Array.from({ length: run }, (_, i) => taken.length + 1 + i);
			for (const [i, word] of numbers.flatMap(record).entries()) ring.storage[ring.writePlace + i] = word;
			ring.publishRun(run);
			taken.push(...numbers);
		}
		return taken;
	};
}

/** Reads up to two records in place, `attempts` times, and returns every record that came. */
function readInPlace(attempts: number, open: OpenRing): ModelThread<number[][]> {
	return (words) => {
		const ring = open(words);
		const popped: number[][] = [];
		for (let i = 0; i < attempts; i++) {
			const run = ring.acquireRun(2);
			for (let at = 0; at < run; at++) {
				const first = ring.readPlace + at * RECORD_WORDS;
				popped.push(Array.from({ length: RECORD_WORDS }, (_, word) => ring.storage[first + word]));
			}
			ring.releaseRun(run);
		}
		return popped;
	};
}

interface Scenario {
	readonly capacity: number;
	readonly startIndex?: number;
	readonly records: number;
	/** Whether the producer counts what it has no room for; in place, it only finds no room. */
	readonly countsRefused: boolean;
	readonly produce: ModelThread<number[]>;
	readonly consume: ModelThread<number[][]>;
}

/** Explores a scenario; right is that all that was taken arrives, whole, once and in order, and all else is counted. */
function exploreRing({ capacity, startIndex = 0, records, countsRefused, produce, consume }: Scenario): Exploration {
	const initial = new Int32Array(RecordRing.bytes(RECORD_WORDS, capacity) / 4);
	initial[RING_WORDS.writeIndex] = startIndex;
	initial[RING_WORDS.readIndex] = startIndex;
	return explore(initial, produce, consume, (taken, popped, memory) => {
		const ring = openRing(memory);
		const left = new Int32Array(RECORD_WORDS);
		const received = [...popped];
		// Bounded: a broken ring may believe that it holds a billion.
		while (received.length <= records && ring.pop(left)) received.push([...left]);
		deepStrictEqual(received, taken.map(record));
		strictEqual(ring.overflowed(), countsRefused ? records - taken.length : 0);
		strictEqual(ring.highWater() >= 1 && ring.highWater() <= capacity, true);
	});
}

const singles = (capacity: number, open: OpenRing, startIndex = 0): Scenario => ({
	capacity,
	startIndex,
	records: 4,
	countsRefused: true,
	produce: pushOneByOne(4, open),
	consume: popOneByOne(4, open),
});

const batches = (open: OpenRing): Scenario => ({
	capacity: 2,
	records: 4,
	countsRefused: true,
	produce: pushInBatches(4, 2, open),
	consume: popInBatches(3, 2, open),
});

const runs = (open: OpenRing): Scenario => ({
	capacity: 2,
	records: 4,
	countsRefused: false,
	produce: writeInPlace(4, open),
	consume: readInPlace(3, open),
});

describe('every interleaving of a producer and a consumer', () => {
	for (const capacity of [1, 2, 4]) {
		it(`delivers single records whole, once and in order through a ring of ${capacity}`, () => {
			const { failure, outcomes, states } = exploreRing(singles(capacity, openRing));
			expect(failure).toBeNull();
			expect(states).toBeGreaterThan(500);
			// The consumer can come first and get nothing, or keep up and get all.
			expect(outcomes).toContain(JSON.stringify([[1, 2, 3, 4].slice(0, capacity), []]));
			expect(outcomes).toContain(JSON.stringify([[1, 2, 3, 4], [1, 2, 3, 4].map(record)]));
		});
	}

	it('delivers batches of records whole, once and in order', () => {
		const { failure, outcomes } = exploreRing(batches(openRing));
		expect(failure).toBeNull();
		expect(outcomes).toContain(JSON.stringify([[1, 2, 3, 4], [1, 2, 3, 4].map(record)]));
	});

	it('delivers records that are written and read in place whole, once and in order', () => {
		const { failure, outcomes } = exploreRing(runs(openRing));
		expect(failure).toBeNull();
		expect(outcomes).toContain(JSON.stringify([[1, 2, 3, 4], [1, 2, 3, 4].map(record)]));
	});

	for (const startIndex of [INDEX_RANGE - 2, -2]) {
		it(`stays right while the indices wrap, starting from ${startIndex}`, () => {
			const { failure, outcomes } = exploreRing(singles(2, openRing, startIndex));
			expect(failure).toBeNull();
			expect(outcomes).toContain(JSON.stringify([[1, 2, 3, 4], [1, 2, 3, 4].map(record)]));
		});
	}

	it('delivers single words once and in order', () => {
		const produce: ModelThread<number[]> = (words) => {
			const ring = new WordRing(words);
			return [1, 2, 3].filter((word) => ring.push(word));
		};
		const consume: ModelThread<number[]> = (words) => {
			const ring = new WordRing(words);
			const popped: number[] = [];
			for (let i = 0; i < 4; i++) if (ring.canPop(1)) popped.push(ring.pop());
			return popped;
		};
		const { failure, outcomes } = explore(new Int32Array(WordRing.bytes(2) / 4), produce, consume, (taken, popped, memory) => {
			const ring = new WordRing(memory);
			const received = [...popped];
			while (ring.readable() > 0) received.push(ring.pop());
			deepStrictEqual(received, taken);
			strictEqual(ring.overflowed(), 3 - taken.length);
		});
		expect(failure).toBeNull();
		expect(outcomes).toContain(
			JSON.stringify([
				[1, 2, 3],
				[1, 2, 3],
			]),
		);
	});
});

class PublishesBeforeWriting extends RecordRing {
	override pushMany(source: Int32Array, start: number, count: number): number {
		const taken = this.claim(count);
		if (taken === 0) return 0;
		const at = (this.write & this.slotMask) * this.slotWords;
		this.publish(taken);
		this.slots.write(at, source, start * this.slotWords, taken * this.slotWords);
		return taken;
	}
}

class PublishesWithPlainStores extends RecordRing {
	protected override publish(count: number): void {
		this.write = (this.write + count) & (INDEX_RANGE - 1);
		this.words[RING_WORDS.writeIndex] = this.write;
	}
}

class ReleasesBeforeReading extends RecordRing {
	override popMany(target: Int32Array, start: number, count: number): number {
		const delivered = this.acquire(count);
		if (delivered === 0) return 0;
		const at = (this.read & this.slotMask) * this.slotWords;
		this.release(delivered);
		this.slots.read(at, target, start * this.slotWords, delivered * this.slotWords);
		return delivered;
	}
}

class TakesItsOwnIndexForTheConsumers extends RecordRing {
	protected override refreshKnownRead(): void {
		this.knownRead = Atomics.load(this.words, RING_WORDS.writeIndex) & (INDEX_RANGE - 1);
	}
}

class TakesItsOwnIndexForTheProducers extends RecordRing {
	protected override refreshKnownWrite(): void {
		this.knownWrite = (Atomics.load(this.words, RING_WORDS.readIndex) + 1) & (INDEX_RANGE - 1);
	}
}

describe('the exploration finds the fault in a ring that', () => {
	const faults: readonly [string, OpenRing][] = [
		['publishes a record before it writes it', (words) => new PublishesBeforeWriting(words, RECORD_WORDS)],
		[
			'publishes by a plain store, which the record may arrive after',
			(words) => new PublishesWithPlainStores(words, RECORD_WORDS),
		],
		['releases a record before it has read it', (words) => new ReleasesBeforeReading(words, RECORD_WORDS)],
		['caches its own index as the consumer’s', (words) => new TakesItsOwnIndexForTheConsumers(words, RECORD_WORDS)],
		['caches its own index as the producer’s', (words) => new TakesItsOwnIndexForTheProducers(words, RECORD_WORDS)],
	];
	for (const [fault, open] of faults) {
		it(fault, () => {
			for (const scenario of [singles(1, open), batches(open)]) {
				expect(exploreRing(scenario).failure).toMatch(/Expected values to be strictly/);
			}
		});
	}
});
