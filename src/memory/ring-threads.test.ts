import { describe, expect, it } from 'vitest';
import { RecordRing } from './record-ring.ts';
import { fuzzRing } from './ring-fuzz.testing.ts';
import { INDEX_RANGE, RING_WORDS } from './spsc-ring.ts';
import { WordRing } from './word-ring.ts';

/** An empty ring whose indices wrap soon after the start. */
function sharedWords(bytes: number): Int32Array {
	const words = new Int32Array(new SharedArrayBuffer(bytes));
	words[RING_WORDS.writeIndex] = INDEX_RANGE - 1000;
	words[RING_WORDS.readIndex] = INDEX_RANGE - 1000;
	return words;
}

/** What the ring's counter says of so many: a producer whose consumer is kept from running is refused without end. */
function counted(refused: number): number {
	return Math.min(refused, INDEX_RANGE - 1);
}

describe('two threads that run at once', () => {
	it('exchange three million words in random batches, none lost, changed or out of order', async () => {
		const words = sharedWords(WordRing.bytes(1024));
		const { refused, fault } = await fuzzRing(words, 1, 3_000_000);
		expect(fault).toBeNull();
		const ring = new WordRing(words);
		expect(ring.readable()).toBe(0);
		expect(ring.overflowed()).toBe(counted(refused));
	});

	for (const recordWords of [3, 8]) {
		it(`exchange a million records of ${recordWords} words in random batches, none lost, torn or out of order`, async () => {
			const words = sharedWords(RecordRing.bytes(recordWords, 1024));
			const { refused, fault } = await fuzzRing(words, recordWords, 1_000_000);
			expect(fault).toBeNull();
			const ring = new RecordRing(words, recordWords);
			expect(ring.readable()).toBe(0);
			expect(ring.overflowed()).toBe(counted(refused));
			expect(ring.highWater()).toBeLessThanOrEqual(1024);
		});
	}
});
