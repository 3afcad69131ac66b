import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FIRMWARE_NATIVES } from '../../src/bridge/firmware-interface.ts';
import { MACHINE_WORDS } from '../../src/bridge/machine-size.ts';
import { MEMORY_NATIVES } from '../../src/bridge/memory-natives.ts';
import { ExecutorTrio } from './executor-trio.testing.ts';

const LIBRARY = readFileSync(join(import.meta.dirname, '../../public/firmware/library/memory-fallback.impala'), 'latin1');

/** Natives that the library has a function for. */
const REPLACED = MEMORY_NATIVES.map(({ name }) => name).filter((name) => LIBRARY.includes(`function ${name}(`));

const HEAD = 'const int PRAWN_FIRMWARE_PATCH_FORMAT = 2\nglobal array signal[2]\n';
const withNatives = (code: string) => `${HEAD}${REPLACED.map((name) => `extern native ${name}\n`).join('')}${code}`;
const withLibrary = (code: string) => `${LIBRARY}${HEAD}${code}`;

const input = Array.from({ length: 2 * 500 }, (_, word) => Math.round(2000 * Math.sin(word * word * 0.01)));

test('the library replaces blocks, pools and circular buffers', () => {
	expect(REPLACED).toEqual('adiAlloc adiFree poolCreate poolAlloc poolFree circularCreate circularWrite circularRead'.split(' '));
});

test('with the library a firmware is one that the device can run', () => {
	const trio = new ExecutorTrio(withLibrary('function process() { adiFree((pointer) adiAlloc(5, 1, null)); }\n'));
	const { program } = trio.benches.ahead.slot.run.machine;
	expect([program?.memoryWords, program?.heapWords, program?.natives]).toEqual([MACHINE_WORDS, 0, [...FIRMWARE_NATIVES]]);
});

describe('a firmware sounds the same with the library as with the natives', () => {
	test.each([
		[
			'blocks that come and go',
			`global array blocks[16]
global int seed = 1
function process()
locals int place, int size, int i, int sum, pointer block
{
	global seed = global seed * 1664525 + 1013904223;
	place = global seed >>> 28;
	size = 2 + (global seed >>> 20 & 255);
	block = (pointer) global blocks[place];
	sum = (int) global signal[0];
	if (block != null) {
		for (i = 0 to (int) block[0]) sum = sum + (int) block[i];
		adiFree(block);
		global blocks[place] = null;
	} else {
		block = (pointer) adiAlloc(size, 2, null);
		if (block == null) sum = 2047;
		else {
			for (i = 1 to size) block[i] = i * place;
			block[0] = size;
		}
		global blocks[place] = block;
	}
	global signal[0] = sum % 2000;
}
`,
		],
		[
			'a pool that is exhausted now and then',
			`global int pool
global array voices[8]
function init()
{
	global pool = (int) poolCreate("voice", 3, 5, 1);
}
function process()
locals int voice, pointer item
{
	voice = (int) global signal[0] & 7;
	item = (pointer) global voices[voice];
	if (item == null) {
		item = (pointer) poolAlloc(global pool);
		if (item != null) { item[0] = voice; item[2] = global signal[1]; }
		global voices[voice] = item;
		if (item == null) global signal[1] = 2047;
	} else {
		global signal[1] = (int) item[0] * 100 + (int) item[2] / 10;
		poolFree(global pool, item);
		global voices[voice] = null;
	}
}
`,
		],
		[
			'circular buffers of several sizes',
			`global array taps[3]
function init()
locals int i
{
	for (i = 0 to 3) global taps[i] = circularCreate(10 + i * 100, 3);
}
function process()
locals int i, int sum
{
	sum = 0;
	for (i = 0 to 3) {
		circularWrite((int) global taps[i], (int) global signal[0]);
		sum = sum + (int) circularRead((int) global taps[i], 7 + i * 90);
	}
	global signal[0] = sum / 3;
}
`,
		],
	])('%s', (_, code) => {
		const natives = new ExecutorTrio(withNatives(code));
		const library = new ExecutorTrio(withLibrary(code));
		const expected = natives.play(input);
		expect(new Set(expected).size).toBeGreaterThan(100);
		expect(library.play(input)).toEqual(expected);
	});
});

test('a block that is freed is whole again for the next one', () => {
	const trio = new ExecutorTrio(
		withLibrary(`global int nulls = 0
function process()
locals int i, pointer a, pointer b, pointer c
{
	a = (pointer) adiAlloc(10000, 1, null);
	b = (pointer) adiAlloc(10000, 1, null);
	c = (pointer) adiAlloc(10000, 1, null);
	if (c == null) global nulls = global nulls + 1;
	if ((pointer) adiAlloc(10000, 1, null) != null) global nulls = global nulls + 1;
	adiFree(b);
	adiFree(a);
	adiFree(c);
	adiFree(c);
	adiFree(null);
	a = (pointer) adiAlloc(HEAP_WORDS - 1, 1, null);
	if (a == null) global nulls = global nulls + 1;
	adiFree(a);
	if ((pointer) adiAlloc(HEAP_WORDS, 1, null) != null) global nulls = global nulls + 1;
	if ((pointer) adiAlloc(0, 1, null) != null) global nulls = global nulls + 1;
}
`),
	);
	trio.silence(3);
	expect(trio.global('nulls')).toEqual([0]);
});
