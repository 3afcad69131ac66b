import { parentPort, workerData } from 'node:worker_threads';
import { RecordRing } from './record-ring.ts';
import type { FuzzResult, FuzzSetup } from './ring-fuzz.testing.ts';
import { WordRing } from './word-ring.ts';

const MAX_BATCH = 300;

const { role, words, recordWords, records, seed } = workerData as FuzzSetup;
const random = xorshift(seed);
parentPort?.postMessage(role === 'producer' ? produce() : consume());

/** Sends every record, offering again what the ring refuses. */
function produce(): FuzzResult {
	const ring = openRing();
	const batch = new Int32Array(MAX_BATCH * recordWords);
	const single = new Int32Array(recordWords);
	let refused = 0;
	for (let sent = 0; sent < records; ) {
		const count = Math.min(random(MAX_BATCH) + 1, records - sent);
		if (count === 1 || random(4) === 0) {
			fill(single, sent, 1);
			const taken = ring instanceof WordRing ? ring.push(single[0]) : ring.push(single);
			if (taken) sent++;
			else refused++;
			continue;
		}
		if (random(3) === 0) {
			const run = ring.claimRun(count);
			fill(ring.storage, sent, run, ring.writePlace);
			ring.publishRun(run);
			sent += run;
			continue;
		}
		fill(batch, sent, count);
		for (let offered = 0; offered < count; ) {
			const taken = ring.pushMany(batch, offered, count - offered);
			offered += taken;
			refused += count - offered;
		}
		sent += count;
	}
	return { refused, fault: null };
}

/** Receives every record and compares each word with what it must be. */
function consume(): FuzzResult {
	const ring = openRing();
	const batch = new Int32Array(MAX_BATCH * recordWords);
	const single = new Int32Array(recordWords);
	const expected = new Int32Array(MAX_BATCH * recordWords);
	for (let received = 0; received < records; ) {
		let popped: number;
		let from: Int32Array = batch;
		let place = 0;
		let release = 0;
		if (random(4) === 0) {
			if (!ring.canPop(1)) continue;
			if (ring instanceof WordRing) single[0] = ring.pop();
			else ring.pop(single);
			popped = 1;
			from = single;
		} else if (random(3) === 0) {
			popped = ring.acquireRun(random(MAX_BATCH) + 1);
			from = ring.storage;
			place = ring.readPlace;
			release = popped;
		} else {
			popped = ring.popMany(batch, 0, random(MAX_BATCH) + 1);
		}
		fill(expected, received, popped);
		for (let i = 0; i < popped * recordWords; i++) {
			const word = from[place + i];
			if (word === expected[i]) continue;
			const which = `word ${i % recordWords} of record ${received + Math.floor(i / recordWords)}`;
			return { refused: 0, fault: `${which} is ${word} and not ${expected[i]}` };
		}
		ring.releaseRun(release);
		received += popped;
	}
	return { refused: 0, fault: null };
}

function openRing(): WordRing | RecordRing {
	return recordWords === 1 ? new WordRing(words) : new RecordRing(words, recordWords);
}

/** Writes records `first` to `first + count − 1`: every word differs from its neighbours and from the same place a lap before. */
function fill(target: Int32Array, first: number, count: number, at = 0): void {
	const start = first * recordWords;
	for (let i = 0; i < count * recordWords; i++) target[at + i] = Math.imul(start + i + 1, 0x9e3779b1);
}

/** Marsaglia's xorshift generator; returns whole numbers from 0 to `below` − 1. */
function xorshift(start: number): (below: number) => number {
	let state = start;
	return (below) => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return (state >>> 0) % below;
	};
}
