import { describe, expect, test } from 'vitest';
import { HEAP_HEADER, HEAP_TABLES } from '../../src/bridge/heap-layout.ts';
import { HEAP_END, HEAP_START } from '../../src/bridge/machine-size.ts';
import { MEMORY_OFFSET } from '../../src/gazl/program.ts';
import { CHUNK_TAG } from '../../src/memory/heap/adi-tables.ts';
import { LEVEL } from '../../src/memory/heap/levels.ts';
import { OUTCOME } from '../../src/memory/heap/outcomes.ts';
import { HEAP_CHURN } from '../heap-churn.testing.ts';
import { ExecutorTrio } from './executor-trio.testing.ts';
import { full, HEAD, readerOf, violations } from './memory-firmware.testing.ts';

describe('adiAlloc and adiFree', () => {
	test('give words that stay what they were made, in the level that was asked for', () => {
		const trio = full(`global pointer kept
global array where[4]
function init()
locals int level, pointer p
{
	for (level = 1 to 4) {
		p = (pointer) adiAlloc(100, level, null);
		p[0] = level * 1000;
		p[99] = level;
		global where[level] = p;
	}
}
function process()
locals int level, pointer p, int sum
{
	sum = 0;
	for (level = 1 to 4) {
		p = (pointer) global where[level];
		sum = sum + (int) p[0] + (int) p[99];
	}
	global signal[0] = sum / 10;
}
`);
		// 1001 + 2002 + 3003, and no tick changes it.
		expect(trio.silence(3)).toEqual([600, 0, 600, 0, 600, 0]);
		const reader = readerOf(trio);
		expect([LEVEL.L1, LEVEL.L2, LEVEL.Lext].map((level) => reader.liveBlocks(level))).toEqual([1, 1, 1]);
		const addresses = trio
			.global('where', 4)
			.slice(1)
			.map((pointer) => pointer - MEMORY_OFFSET);
		expect(addresses).toEqual(addresses.toSorted((a, b) => a - b));
		for (const address of addresses) {
			expect(address).toBeGreaterThanOrEqual(HEAP_START);
			expect(address + 100).toBeLessThanOrEqual(HEAP_END);
		}
		expect(trio.events()).toEqual([]);
	});

	test('go on to the other levels in the order of the specification, and then to null with a record', () => {
		// 16384 words: L1 has no chunk of that size; L2 has none either, but two of half of it that become one; Lext has the rest.
		const trio = full(`global int served
global pointer last
function process()
{
	global last = (pointer) adiAlloc(16384, L1, "big");
	if (global last != null) global served = global served + 1;
	global signal[0] = global served;
}
`);
		trio.silence(200);
		const reader = readerOf(trio);
		const [served] = trio.global('served');
		expect([LEVEL.L1, LEVEL.L2, LEVEL.Lext].map((level) => reader.served(LEVEL.L1, level))).toEqual([0, 1, served - 1]);
		expect(reader.served(LEVEL.L1, 4)).toBe(200 - served);
		expect(trio.global('last')).toEqual([0]);
		const found = violations(trio);
		expect(new Set(found.map((violation) => violation.join()))).toEqual(new Set(['adiAlloc,outOfMemory,5']));
		// One control period of the bench: so many are sent, all are counted.
		expect(found.length).toBe(16);
		expect(trio.tables[HEAP_TABLES.header.at + HEAP_HEADER.violations + OUTCOME.outOfMemory]).toBe(200 - served);
	});

	test('put a named buffer where the table says', () => {
		const trio = full(`function init()
{
	adiSetLevel("delay", LEXT);
	adiAlloc(10, L1, "delay");
	adiAlloc(10, L1, "other");
	adiSetLevel("delay", -1);
	adiAlloc(10, L1, "delay");
}
function process() { }
`);
		const reader = readerOf(trio);
		expect([LEVEL.L1, LEVEL.Lext].map((level) => reader.liveBlocks(level))).toEqual([2, 1]);
	});

	test('report a wrong pointer with the line of the call, and change nothing', () => {
		const trio = full(`global array own[4]
global int count
function process()
locals pointer p
{
	global count = global count + 1;
	if (global count != 1) goto done;
	p = (pointer) adiAlloc(20, L1, null);
	adiFree(p + 1);
	adiFree(&global own[1]);
	adiFree(null);
	adiFree(p);
	adiFree(p);
	adiAlloc(5, 7, null);
	adiAlloc(0, L1, null);
done:
	;
}
`);
		trio.silence(2);
		expect(violations(trio)).toEqual([
			['adiFree', 'notStart', 9],
			['adiFree', 'foreign', 10],
			['adiFree', 'foreign', 11],
			['adiFree', 'alreadyFree', 13],
			['adiAlloc', 'outOfRange', 14],
			['adiAlloc', 'outOfRange', 15],
		]);
		expect(readerOf(trio).liveBlocks(LEVEL.L1)).toBe(0);
	});

	test('find what was overwritten', () => {
		const trio = full(`global int before
global int after
function init()
locals pointer p, pointer q
{
	p = (pointer) adiAlloc(16, L1, null);
	q = (pointer) adiAlloc(16, L1, null);
	global before = (int) adiCheck();
	p[16] = 12345;
	global after = (int) adiCheck();
	adiFree(q);
}
function process() { }
`);
		expect([...trio.global('before'), ...trio.global('after')]).toEqual([0, 1]);
		expect(violations(trio)).toEqual([['adiFree', 'headerDamaged', 11]]);
	});
});

describe('adiInit', () => {
	test('cuts the levels into the bins of a table and frees all', () => {
		const trio = full(`readonly array bins[9] = { 64, 1, 10, 128, 1, 20, 256, 1, 30 }
global array got[3]
function init()
{
	adiAlloc(1000, L2, null);
	poolCreate("voice", 4, 10, L1);
	adiInit(&global bins[0]);
	global got[0] = adiAlloc(64, L1, null);
	global got[1] = adiAlloc(128, L2, null);
	global got[2] = adiAlloc(512, LEXT, null);
}
function process() { }
`);
		const reader = readerOf(trio);
		expect([1, 2, 3].map((level) => reader.liveBlocks(level))).toEqual([1, 1, 1]);
		expect(trio.global('got', 3).every((pointer) => pointer !== 0)).toBe(true);
		expect(trio.benches.ahead.slot.run.natives.heap.pools.count).toBe(0);
		expect(trio.events()).toEqual([]);
	});

	test('refuses a table that does not fit and leaves all as it is', () => {
		const trio = full(`readonly array bins[9] = { 64, 1, 1000, 128, 1, 20, 256, 1, 30 }
function init()
{
	adiAlloc(1000, L2, null);
	adiInit(&global bins[0]);
}
function process() { }
`);
		expect(readerOf(trio).liveBlocks(LEVEL.L2)).toBe(1);
		expect(violations(trio)).toEqual([['adiInit', 'doesNotFit', 5]]);
	});
});

describe('the frame', () => {
	test('is free again when process ends: every call gets the same words', () => {
		const trio = full(`global pointer first = null
function process()
locals pointer p
{
	p = (pointer) frameAlloc(100);
	if (global first == null) global first = p;
	if (p != global first) global signal[1] = 999;
	p = (pointer) frameAlloc(100);
	p[0] = global signal[0];
	global signal[0] = (int) p[0] + 1;
}
`);
		const output = trio.silence(300);
		expect(output).toEqual(Array.from({ length: 300 }, () => [1, 0]).flat());
		const reader = readerOf(trio);
		expect([reader.liveBlocks(LEVEL.STACK), reader.statistic(LEVEL.STACK, 'frees')]).toEqual([0, 600]);
		expect(trio.events()).toEqual([]);
	});

	test('is free again when process yields', () => {
		const trio = full(`global pointer first
function process()
locals pointer p
{
	loop {
		p = (pointer) frameAlloc(1500);
		if (p == null) global signal[1] = 999;
		yield();
	}
}
`);
		expect(trio.silence(300)).toEqual(new Array<number>(600).fill(0));
		const reader = readerOf(trio);
		expect([reader.liveBlocks(LEVEL.STACK), reader.statistic(LEVEL.STACK, 'frees')]).toEqual([0, 300]);
	});

	test('is adiAlloc in STACK, which goes on to L1 when the frame is full; frameAlloc does not', () => {
		const trio = full(`global int nulls
function process()
locals pointer p, pointer q
{
	p = (pointer) adiAlloc(2000, STACK, null);
	q = (pointer) adiAlloc(100, STACK, null);
	if ((pointer) frameAlloc(100) == null) global nulls = global nulls + 1;
	adiFree(p);
	adiFree(q);
}
`);
		trio.silence(20);
		const reader = readerOf(trio);
		expect([reader.served(LEVEL.STACK, LEVEL.STACK), reader.served(LEVEL.STACK, LEVEL.L1)]).toEqual([20, 20]);
		expect([reader.liveBlocks(LEVEL.STACK), reader.liveBlocks(LEVEL.L1)]).toEqual([0, 0]);
		expect(trio.global('nulls')).toEqual([20]);
		expect(violations(trio)[0]).toEqual(['frameAlloc', 'outOfMemory', 7]);
	});

	test('of a mod patch ends with each call of an operator', () => {
		const trio = new ExecutorTrio(`const int PRAWN_FIRMWARE_PATCH_FORMAT = 2
extern native frameAlloc
global array positions[2]
global int nulls
function operate1()
returns int handled
{
	if ((pointer) frameAlloc(1500) == null) global nulls = global nulls + 1;
	handled = 1;
}
function operate2()
returns int handled
{
	if ((pointer) frameAlloc(1500) == null) global nulls = global nulls + 1;
	handled = 1;
}
`);
		trio.silence(50);
		expect(trio.global('nulls')).toEqual([0]);
		expect(readerOf(trio).statistic(LEVEL.STACK, 'frees')).toBe(100);
	});
});

describe('what a firmware leaves behind', () => {
	const LEAK = `function init()
{
	adiAlloc(100, L1, "a");
	poolCreate("voice", 7, 3, L2);
	circularCreate(100, L2);
	dmaCreate(10);
	ringCreate(100);
	adiSetLevel("b", LEXT);
}
function process()
locals pointer p
{
	p = (pointer) adiAlloc(3, L1, null);
	p[0] = 1234567;
}
`;

	test('is free for the next one, which finds the heap as in a new engine', () => {
		const used = full(LEAK);
		used.silence(30);
		used.load(HEAD + LEAK);
		used.silence(7);
		const fresh = full(LEAK);
		fresh.silence(7);
		const memoryOf = ({ benches }: ExecutorTrio) => Buffer.from(benches.ahead.slot.run.machine.memory.slice().buffer);
		expect(Buffer.compare(memoryOf(used), memoryOf(fresh))).toBe(0);
		const words = {
			pools: 2000,
			multiPools: 10,
			circularBuffers: 10,
			dmaBuffers: 10,
			boundedPointers: 10,
			rings: 10,
			bufferLevels: 4096,
		};
		for (const [name, count] of Object.entries(words)) {
			const { at } = HEAP_TABLES[name as keyof typeof words];
			expect(used.tables.slice(at, at + count), name).toEqual(fresh.tables.slice(at, at + count));
		}
		const [usedReader, freshReader] = [readerOf(used), readerOf(fresh)];
		for (const level of [0, 1, 2, 3]) expect(usedReader.liveBlocks(level)).toBe(freshReader.liveBlocks(level));
	});

	test('keeps no tick from being run ahead in a firmware without a heap', () => {
		const trio = full(LEAK);
		trio.silence(3);
		trio.load(`const int PRAWN_FIRMWARE_PATCH_FORMAT = 2
global array signal[2]
function process() { }
`);
		expect(trio.benches.ahead.slot.run.quietTicks()).toBeGreaterThan(0);
		expect(trio.tables[HEAP_TABLES.header.at + HEAP_HEADER.firmware]).toBe(0);
		expect(trio.play([1, 2, 3, 4])).toEqual([1, 2, 3, 4]);
	});
});

test('adiReport prints the levels, the objects and what was wrong', () => {
	const trio = full(`function init()
{
	adiAlloc(100, L1, null);
	poolCreate("voice", 7, 3, L2);
	adiFree(null);
	adiReport();
}
function process() { }
`);
	let text = '';
	for (const event of trio.events()) if (event.kind === 'text') text += event.ends ? `${event.text}\n` : event.text;
	const [stack, l1, l2, lext, objects, wrong] = text.split('\n');
	expect(stack).toMatch(/^STACK: blocks 0; words asked 0, granted 0 of 2048, peak 0; requests 0, failed 0; frees 0, refused 0$/);
	expect(l1).toMatch(/^L1: blocks 1; words asked 100, granted 128 of 8192, peak 128; requests 1, failed 0; frees 0, refused 0$/);
	expect(l2).toMatch(/^L2: blocks 1; words asked 21, granted 32 of 65536/);
	expect(lext).toMatch(/^Lext: blocks 0;/);
	expect(objects).toBe('pools 1, of three sizes 0; buffers: circular 0, DMA 0; bounded pointers 0; rings 0');
	expect(wrong).toBe('violations 1');
});

describe.each([
	['with input to be streamed before each tick', HEAP_CHURN],
	[
		'whose ticks can be run ahead',
		HEAP_CHURN.replace('dmaCreate(16)', 'adiAlloc(68, L2, null)').replace(/.*dmaInvalidate\(.*/, ''),
	],
])('a firmware that uses all of the heap in every tick, %s,', (_, code) => {
	test('sounds the same and leaves the same words, whoever runs it', () => {
		const trio = new ExecutorTrio(code);
		const output: number[] = [];
		for (let batch = 0; batch < 20; batch++) {
			output.push(...trio.play(Array.from({ length: 2 * 300 }, (_, word) => Math.round(1000 * Math.sin(batch + word * 0.1)))));
		}
		expect(new Set(output).size).toBeGreaterThan(1000);
		expect(violations(trio).map(([native]) => native)).toContain('adiFree');
		expect(readerOf(trio).liveBlocks(LEVEL.STACK)).toBe(0);
	});

	test('does so in slices of a tick, too', () => {
		const trio = new ExecutorTrio(code);
		for (const cycles of [50, 77, 131, 400, 1500])
			trio.play(
				Array.from({ length: 2 * 40 }, (_, word) => word * 7),
				cycles,
			);
	});
});

test('a header is what the viewer takes it for', () => {
	const trio = full(`global pointer p
function init()
{
	global p = (pointer) adiAlloc(100, L1, null);
}
function process() { }
`);
	const [pointer] = trio.global('p');
	const header = trio.benches.ahead.slot.run.machine.memory[pointer - MEMORY_OFFSET - 2];
	expect(header & (0xff << 24)).toBe(CHUNK_TAG.mark);
	expect(header & CHUNK_TAG.used).toBe(CHUNK_TAG.used);
});
