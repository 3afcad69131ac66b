import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CpuBench } from './cpu-bench.testing.ts';

const AND = 1;
const MUL = 2;
const XOR = 2;
const MSK = 3;
const SUB = 4;

/** A 12-bit word that tells addresses apart within any 4095 of them. */
const ramp = (frame: number): number => (frame % 4095) - 2047;

/** A bench whose memory holds a ramp, protected from writes. */
function protectedRamp(): CpuBench {
	const bench = new CpuBench();
	for (let frame = 0; frame < 65536; ++frame) bench.delayLine.writeFrame(frame, ramp(frame), -ramp(frame));
	bench.controls.writeProtect = 1;
	return bench;
}

test('forward a tick writes before it reads, so no delay passes the present frame', () => {
	const bench = new CpuBench();
	for (let i = 1; i < 100; ++i) expect(bench.tick(i, -i)).toEqual({ left: i, right: -i });
	expect(Array.from(bench.delayLine.words.subarray(0, 6))).toEqual([1, -1, 2, -2, 3, -3]);
});

test('in reverse a tick reads before it writes, so SUB 00 is a delay of exactly a cycle', () => {
	const bench = new CpuBench();
	bench.clock.reverse = true;
	bench.setSecond(SUB, 0);
	const heard: number[] = [];
	for (let i = 0; i < 65536 + 50; ++i) heard.push(bench.tick(i === 20 ? 999 : 0).left);
	expect(heard.indexOf(999)).toBe(20 + 65536);
	expect(bench.clock.address).toBe((-65536 - 50) & 0xffff);
});

test('a position between two frames is their mean by sixteenths, rounded to the nearest', () => {
	const word = fc.integer({ min: -2047, max: 2047 });
	const bench = new CpuBench();
	const { delayLine } = bench;
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 0xfffff }), word, word, (position, here, next) => {
			const frame = position >> 4;
			const fraction = position & 15;
			delayLine.writeFrame(frame, 0, here);
			delayLine.writeFrame(frame + 1, 0, next);
			expect(delayLine.readInterpolated(position, 1)).toBe(Math.floor((here * (16 - fraction) + next * fraction + 8) / 16));
		}),
	);
});

test('AND 000F over a ramp holds each sixteenth frame for 16 ticks', () => {
	const bench = protectedRamp();
	bench.setFirst(AND, 0x000f);
	for (let n = 0; n < 200; ++n) expect(bench.tick().left).toBe(ramp(n & ~15));
});

test('AND 3000 repeats the first sixteenth of each quarter four times', () => {
	const bench = protectedRamp();
	bench.setFirst(AND, 0x3000);
	for (let n = 0; n < 65536; n += 37) {
		bench.clock.count = n;
		expect(bench.tick().left).toBe(ramp((n & 0xc000) | (n & 0xfff)));
	}
});

test('XOR FFFF reads the right channel backward, XOR 8000 only offsets it by half the memory', () => {
	const bench = protectedRamp();
	bench.setSecond(XOR, 0xffff);
	for (let n = 0; n < 300; ++n) {
		const frame = n ^ 0xffff;
		const sixteenths = -ramp(frame) - 15 * ramp((frame + 1) & 0xffff);
		expect(bench.tick().right).toBe(Math.floor((sixteenths + 8) / 16));
	}
	bench.reset();
	bench.setSecond(XOR, 0x8000);
	for (let n = 0; n < 300; ++n) expect(bench.tick()).toEqual({ left: ramp(n), right: -ramp(n + 32768) });
});

test('MSK 0F00 behind MUL 8100 is dry in the first half of a cycle and reversed in the second', () => {
	const bench = protectedRamp();
	bench.setFirst(MUL, 0x8100);
	bench.setSecond(MSK, 0x0f00);
	for (let n = 0; n < 65536; ++n) {
		const expected = ramp(n < 32768 ? n : (65536 - n) & 0xffff);
		const { left } = bench.tick();
		if (left !== expected) expect([n, left]).toEqual([n, expected]);
	}
});

test('protected memory plays round and round; RESET then goes to its start, and without protection empties it', () => {
	const bench = protectedRamp();
	const cycle = (): number[] => Array.from({ length: 65536 }, () => bench.tick(1234).left);
	expect(cycle()).toEqual(cycle());
	bench.ticks(1000);
	bench.reset();
	expect(bench.tick().left).toBe(ramp(0));
	bench.controls.writeProtect = 0;
	bench.reset();
	expect(bench.delayLine.words.every((word) => word === 0)).toBe(true);
	expect(bench.clock.address).toBe(0);
});
