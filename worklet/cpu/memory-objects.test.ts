import { describe, expect, test } from 'vitest';
import { RingPort } from '../../src/bridge/ring-port.ts';
import { full, HEAD, violations } from './memory-firmware.testing.ts';

describe('pools', () => {
	test('hand out every item once and take it back, and count who gets none', () => {
		const trio = full(`global int pool
global array items[4]
global int got
function init()
{
	global pool = poolCreate("voice", 7, 3, L2);
}
function process()
locals int i, pointer p
{
	for (i = 0 to 4) {
		p = (pointer) poolAlloc(global pool);
		global items[i] = p;
		if (p != null) { p[6] = i; global got = global got + 1; }
	}
	for (i = 0 to 3) poolFree(global pool, global items[i]);
}
`);
		trio.silence(10);
		expect(trio.global('got')).toEqual([30]);
		const [a, b, c, none] = trio.global('items', 4);
		expect(none).toBe(0);
		expect(new Set([a, b, c]).size).toBe(3);
		expect(trio.events()).toEqual([]);
	});

	test('report what is not theirs', () => {
		const trio = full(`function init()
locals int pool, pointer p
{
	pool = (int) poolCreate("voice", 7, 3, L2);
	p = (pointer) poolAlloc(pool);
	poolFree(pool, p + 1);
	poolFree(pool, p - 1);
	poolFree(pool, p);
	poolFree(pool, p);
	poolFree(9, p);
	poolAlloc(0);
	poolCreate("frame", 7, 3, STACK);
	poolCreate("none", 0, 3, L1);
	poolCreate("huge", 1024, 65536, L1);
}
function process() { }
`);
		expect(violations(trio)).toEqual([
			['poolFree', 'misaligned', 6],
			['poolFree', 'foreign', 7],
			['poolFree', 'alreadyFree', 9],
			['poolFree', 'badHandle', 10],
			['poolAlloc', 'badHandle', 11],
			['poolCreate', 'outOfRange', 12],
			['poolCreate', 'outOfRange', 13],
			['poolCreate', 'outOfRange', 14],
		]);
	});

	test('of three sizes give the smallest that holds what is asked for', () => {
		const trio = full(`global array got[5]
function init()
locals int pool
{
	pool = (int) multiPoolCreate(1, 1, 1, LEXT);
	global got[0] = multiPoolAlloc(pool, 32);
	global got[1] = multiPoolAlloc(pool, 1);
	global got[2] = multiPoolAlloc(pool, 33);
	global got[3] = multiPoolAlloc(pool, 1);
	global got[4] = multiPoolAlloc(pool, 1025);
	multiPoolFree(pool, global got[1]);
	multiPoolFree(pool, global got[1]);
}
function process() { }
`);
		const [first, ...others] = trio.global('got', 5);
		// The items lie behind each other: one of 32 words, one of 256, one of 1024.
		expect(others).toEqual([first + 32, first + 32 + 256, 0, 0]);
		expect(violations(trio)).toEqual([['multiPoolFree', 'alreadyFree', 12]]);
	});
});

test('circular buffers delay by a mask', () => {
	const trio = full(`global int buffer
function init()
{
	global buffer = circularCreate(20, L1);
}
function process()
{
	circularWrite(global buffer, global signal[0]);
	global signal[1] = circularRead(global buffer, 5);
	global signal[0] = circularRead(global buffer, 32 + 1);
}
`);
	const input = Array.from({ length: 100 }, (_, tick) => [tick + 1, 0]).flat();
	const delayed = (tick: number, delay: number) => (tick < delay ? 0 : tick - delay + 1);
	expect(trio.play(input)).toEqual(Array.from({ length: 100 }, (_, tick) => [delayed(tick, 1), delayed(tick, 5)]).flat());
});

test('DMA buffers fill half after half with the input of the ticks', () => {
	const trio = full(`global pointer buffer
global int halves
global int sum
function init()
{
	global buffer = (pointer) dmaCreate(4);
}
function process()
locals pointer b, int i, int half
{
	b = global buffer;
	half = (int) b[0];
	if (half != 0) {
		dmaInvalidate(b);
		for (i = 0 to 8) global sum = global sum + (int) b[4 + (half - 1) * 8 + i];
		b[0] = 0;
		dmaFlush(b);
		global halves = global halves + 1;
	}
}
`);
	const input = Array.from({ length: 22 }, (_, tick) => [tick, 100 + tick]).flat();
	trio.play(input);
	expect(trio.global('halves')).toEqual([5]);
	expect(trio.global('sum')).toEqual([input.slice(0, 40).reduce((sum, word) => sum + word, 0)]);
	expect(trio.events()).toEqual([]);
});

test('bounded pointers stay in their range and tell when they do', () => {
	const trio = full(`global array own[4]
global array answers[8]
function init()
locals int b
{
	b = (int) boundedCreate(&global own[0], 4);
	global answers[0] = boundedAdvance(b, 3);
	global answers[1] = boundedAdvance(b, 1);
	global answers[2] = boundedWrite(b, 77);
	global answers[3] = boundedRead(b);
	global answers[4] = boundedRetreat(b, 4);
	global answers[5] = boundedRetreat(b, 3);
	global answers[6] = boundedWrite(b, 11);
	global answers[7] = boundedCreate("constant", 4);
	boundedRead(b + 1);
}
function process() { }
`);
	expect(trio.global('answers', 8)).toEqual([1, 0, 1, 77, 0, 1, 1, 0]);
	expect(trio.global('own', 4)).toEqual([11, 0, 0, 77]);
	expect(violations(trio)).toEqual([
		['boundedCreate', 'outOfRange', 14],
		['boundedRead', 'badHandle', 15],
	]);
});

describe('rings', () => {
	const ECHO = `global int out
global int in
global int full
global array word[1]
function init()
{
	global out = ringCreate(16);
	global in = ringCreate(17);
}
function process()
{
	if ((int) ringWrite(global out, global signal[0]) == 0) global full = global full + 1;
	if ((int) ringRead(global in, &global word[0]) == 1) global signal[1] = global word[0];
}
`;

	test('carry words from the firmware to the page and back', () => {
		const trio = full(ECHO);
		const ports = Object.values(trio.benches).map(({ heapTables }) => new RingPort(heapTables));
		for (const port of ports) {
			expect(port.count).toBe(2);
			expect([port.ring(1)?.capacity, port.ring(2)?.capacity, port.ring(3)]).toEqual([16, 32, null]);
			for (const word of [-5, 6, 7]) expect(port.ring(2)?.push(word)).toBe(true);
		}
		expect(trio.play([10, 0, 20, 0, 30, 0, 40, 0])).toEqual([10, -5, 20, 6, 30, 7, 40, 0]);
		for (const port of ports) {
			const taken = new Int32Array(8);
			expect(port.ring(1)?.popMany(taken, 0, 8)).toBe(4);
			expect([...taken.subarray(0, 4)]).toEqual([10, 20, 30, 40]);
			expect(port.ring(2)?.underflowed()).toBe(1);
		}
		expect(trio.events()).toEqual([]);
	});

	test('answer 0 when they are full, and count it', () => {
		const trio = full(ECHO);
		trio.silence(20);
		expect(trio.global('full')).toEqual([4]);
		expect(new RingPort(trio.tables).ring(1)?.overflowed()).toBe(4);
	});

	test('go with their firmware: a port sees those of the next one, empty', () => {
		const trio = full(ECHO);
		const port = new RingPort(trio.tables);
		trio.silence(20);
		expect(port.ring(1)?.readable()).toBe(16);
		trio.load(HEAD + ECHO);
		expect(port.ring(1)?.readable()).toBe(0);
		trio.silence(3);
		expect(port.ring(1)?.readable()).toBe(3);
	});
});
