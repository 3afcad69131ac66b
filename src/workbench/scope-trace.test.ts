import { describe, expect, test } from 'vitest';
import { WordRing } from '../memory/word-ring.ts';
import { SCOPE_CHANNEL, ScopeTrace, TRACE_FRAMES } from './scope-trace.ts';

/** Frames with a sine of `period` frames on the left input, from frame `first` on, as the ring carries them. */
function sineFrames(first: number, count: number, period: number): Int32Array {
	const floats = new Float32Array(count * 4);
	for (let i = 0; i < count; i++) floats[i * 4 + SCOPE_CHANNEL.inLeft] = Math.sin((2 * Math.PI * (first + i + 0.5)) / period);
	return new Int32Array(floats.buffer);
}

describe('the scope’s trace', () => {
	test('drains the ring and keeps samples by frame number', () => {
		const ring = new WordRing(new Int32Array(WordRing.bytes(4096) / 4));
		const trace = new ScopeTrace();
		const words = sineFrames(0, 700, 100);
		ring.pushMany(words, 0, words.length);
		expect(trace.drain(ring)).toBe(700);
		expect(ring.readable()).toBe(0);
		expect(trace.sample(25, SCOPE_CHANNEL.inLeft)).toBeCloseTo(Math.sin((2 * Math.PI * 25.5) / 100), 6);
	});

	test('triggers where the channel rises through zero, at the newest place with a whole sweep behind it', () => {
		const trace = new ScopeTrace();
		trace.add(sineFrames(0, 1000, 100), 0, 1000);
		expect(trace.findTrigger(SCOPE_CHANNEL.inLeft, 250)).toBe(700);
	});

	test('finds no trigger in silence', () => {
		const trace = new ScopeTrace();
		trace.add(new Int32Array(4000), 0, 1000);
		expect(trace.findTrigger(SCOPE_CHANNEL.outLeft, 100)).toBe(-1);
	});

	test('goes on when it has been round', () => {
		const trace = new ScopeTrace();
		for (let first = 0; first < TRACE_FRAMES + 5000; first += 1000) trace.add(sineFrames(first, 1000, 100), 0, 1000);
		const trigger = trace.findTrigger(SCOPE_CHANNEL.inLeft, 500);
		expect(trigger % 100).toBe(0);
		expect(trace.sample(trigger, SCOPE_CHANNEL.inLeft)).toBeCloseTo(Math.sin(Math.PI / 100), 6);
	});
});
