import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { assemble } from '../gazl/assembler.ts';
import { heatCounters } from '../gazl/wasm/heat-counters.ts';
import { HeatMeter, PAGE_GRANULES } from './heat-meter.ts';

/** Three blocks: FUNC and MOVi; the loop's four; RETU. */
const SOURCE = `table:	GLOB *20
main:	FUNC
	PARA *1
$i:	LOCi
	MOVi $i #0
.next:	PEEK %0 &table $i
	ADDi %0 %0 #1
	POKE &table $i %0
	FORi $i #3 @.next
	RETU
`;
const LOOP_LINES = [6, 7, 8, 9];

/** What a pass through the loop does to the frame: $i is an index twice and counted once, %0 is made twice and used twice. */
const LOOP_READS = 5;
const LOOP_WRITES = 3;

const MEMORY_WORDS = 64;

/** So short that a look of a second shows what was counted in it and nothing else. */
const AT_ONCE = 0.001;

const NOWHERE = Int32Array.of(-1);

function program(memoryWords = MEMORY_WORDS) {
	const assembly = assemble(SOURCE, { memoryWords, natives: [] });
	if (!assembly.ok) throw new Error(assembly.error.message);
	return assembly.program;
}

describe('heat', () => {
	const layout = heatCounters(program());
	const [entry, loop, exit] = [layout.blocks, layout.blocks + 1, layout.blocks + 2] as const;
	let meter: HeatMeter;
	let counters: Int32Array;

	beforeEach(() => {
		meter = new HeatMeter(program());
		counters = new Int32Array(layout.words + 100);
	});

	/** Counts, as code does. */
	function count(at: number, times: number): void {
		counters[at] = ((counters[at] ?? 0) + times) | 0;
	}

	test('is in memory what was counted, reads and writes apart, per second', () => {
		count(layout.reads + 1, 300);
		count(layout.writes + 3, 50);
		meter.look(counters, NOWHERE, 2, AT_ONCE);
		expect([...meter.reads]).toEqual([0, 150, 0, 0]);
		expect([...meter.writes]).toEqual([0, 0, 0, 25]);
	});

	test('begins with what is counted after it settled', () => {
		count(layout.reads, 1000);
		count(entry, 1000);
		meter.settle(counters);
		meter.look(counters, NOWHERE, 1, AT_ONCE);
		expect(meter.isCold).toBe(true);
		count(layout.reads, 7);
		meter.look(counters, NOWHERE, 1, AT_ONCE);
		expect(meter.reads[0]).toBe(7);
	});

	test('does not mind that a counter wraps round', () => {
		counters[layout.writes] = 0xfffffff0 | 0;
		meter.settle(counters);
		count(layout.writes, 40);
		meter.look(counters, NOWHERE, 1, AT_ONCE);
		expect(meter.writes[0]).toBe(40);
	});

	test('rises and falls by half of what is missing in a half-life', () => {
		count(layout.reads, 1000);
		meter.look(counters, NOWHERE, 0.25, 0.25);
		expect(meter.reads[0]).toBeCloseTo(2000, 9);
		meter.look(counters, NOWHERE, 0.5, 0.25);
		expect(meter.reads[0]).toBeCloseTo(500, 9);
		meter.fade(0.25, 0.25);
		expect(meter.reads[0]).toBeCloseTo(250, 9);
		meter.fade(60, 0.25);
		expect(meter.isCold).toBe(true);
	});

	test('of a steady rate does not depend on when one looks', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 30 }), (stepsMs) => {
				const perMs = 44;
				const halfLifeSeconds = 0.25;
				const own = new HeatMeter(program());
				counters.fill(0);
				for (const ms of stepsMs) {
					count(layout.reads + 2, ms * perMs);
					own.look(counters, NOWHERE, ms / 1000, halfLifeSeconds);
				}
				const seconds = stepsMs.reduce((sum, ms) => sum + ms, 0) / 1000;
				expect(own.reads[2]).toBeCloseTo(perMs * 1000 * (1 - 0.5 ** (seconds / halfLifeSeconds)), 5);
			}),
		);
	});

	test('of lines is that of the blocks that they stand in', () => {
		count(entry, 10);
		count(loop, 30);
		count(exit, 10);
		meter.look(counters, NOWHERE, 1, AT_ONCE);
		expect([...meter.lines]).toEqual([0, 0, 10, 0, 0, 10, ...LOOP_LINES.map(() => 30), 10]);
	});

	test('of slots is where the function’s frame last stood', () => {
		count(entry, 1);
		count(loop, 100);
		counters[layout.frames] = 32;
		meter.look(counters, NOWHERE, 1, AT_ONCE);
		// MOVi makes $i once more.
		expect([...meter.reads]).toEqual([0, 0, LOOP_READS * 100, 0]);
		expect([...meter.writes]).toEqual([0, 0, LOOP_WRITES * 100 + 1, 0]);
		count(loop, 100);
		counters[layout.frames] = 48;
		meter.look(counters, NOWHERE, 1, AT_ONCE);
		expect([...meter.reads]).toEqual([0, 0, 0, LOOP_READS * 100]);
	});

	test('of slots goes by the call stack for a function that was entered before anybody counted', () => {
		counters[layout.frames] = 48;
		meter.settle(counters);
		count(loop, 100);
		meter.look(counters, Int32Array.of(32), 1, AT_ONCE);
		expect([...meter.reads]).toEqual([0, 0, LOOP_READS * 100, 0]);
		expect([...meter.writes]).toEqual([0, 0, LOOP_WRITES * 100, 0]);
	});

	test('of slots of a frame that nobody knows is left out', () => {
		count(loop, 100);
		meter.look(counters, NOWHERE, 1, AT_ONCE);
		expect([...meter.reads, ...meter.writes].every((rate) => rate === 0)).toBe(true);
		expect(meter.lines[6]).toBe(100);
	});

	test('of a frame across two granules is shared out, and what lies behind memory is left out', () => {
		const { localWords } = program().functions[0] ?? { localWords: 0 };
		count(entry, 1);
		count(loop, 100);
		// The first transient is the first word of granule 2; $i, a local, lies below it.
		counters[layout.frames] = 32 - localWords;
		meter.look(counters, NOWHERE, 1, AT_ONCE);
		expect([...meter.reads]).toEqual([0, 300, 200, 0]);
		counters[layout.frames] = MEMORY_WORDS - localWords;
		count(entry, 1);
		count(loop, 100);
		meter.look(counters, NOWHERE, 1, AT_ONCE);
		expect([...meter.reads]).toEqual([0, 0, 0, 300]);
	});

	test('of a page without accesses is cold, and that of another is told until it has faded', () => {
		const large = program(3 * PAGE_GRANULES * 16);
		const own = new HeatMeter(large);
		const places = heatCounters(large);
		counters = new Int32Array(places.words);
		const look = () => {
			own.look(counters, NOWHERE, 1, AT_ONCE);
			return [...own.warmPages];
		};
		expect(look()).toEqual([0, 0, 0]);
		count(places.reads + 2 * PAGE_GRANULES - 1, 5);
		expect(look()).toEqual([0, 1, 0]);
		count(places.writes + 2 * PAGE_GRANULES, 5);
		expect(look()).toEqual([0, 0, 1]);
		expect(own.writes[2 * PAGE_GRANULES]).toBe(5);
		// A slot of a frame, which no counter of accesses stands for.
		count(places.blocks, 1);
		counters[places.frames] = 32;
		expect(look()).toEqual([1, 0, 0]);
		expect(look()).toEqual([0, 0, 0]);
		expect([...own.reads, ...own.writes].every((rate) => rate === 0)).toBe(true);
	});

	test('once taken as a snapshot stays', () => {
		count(layout.reads, 5);
		meter.look(counters, NOWHERE, 1, AT_ONCE);
		const { reads } = meter.snapshot();
		meter.look(counters, NOWHERE, 1, AT_ONCE);
		expect([reads[0], meter.reads[0]]).toEqual([5, 0]);
	});
});
