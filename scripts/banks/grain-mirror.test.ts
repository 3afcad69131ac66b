import { describe, expect, it } from 'vitest';
import { type BenchControls, ownFirmware, TickBench } from './tick-bench.testing.ts';

const MIRROR = ownFirmware('grain-mirror');
const POSITION_MASK = 0xfffff;

/** Controls for a pattern of turned grains of `2 ** bits` frames. */
function operandsOf(pattern: number, bits: number, opposite = 0): BenchControls {
	return { operator1: 1, operand1High: pattern, operand1Low: ((bits - 6) << 5) | opposite };
}

/** Where the firmware is to read, 16.4 bits: at the clock, or in a turned grain as far before its beginning as the clock is in it. */
function expectedPosition(clock: number, pattern: number, bits: number): number {
	const frames = 2 ** bits;
	const grain = Math.floor(clock / frames);
	const start = grain * frames;
	const turned = (pattern >> (7 - (grain % 8))) & 1;
	return ((turned ? start - 1 - (clock - start) : clock) * 16) & POSITION_MASK;
}

const noise = (tick: number): number => (Math.imul(tick + 1, 0x9e3779b1) >> 21) | 0;

describe.each([0, 1])('the grain mirror with REV at %i', (reverse) => {
	it.each([6, 7, 8, 9, 10, 11, 12, 13])('reads exactly where its pattern says, with grains of 2^%i frames', (bits) => {
		const frames = 2 ** bits;
		for (const pattern of [0x00, 0x96]) {
			for (const opposite of [0, 1]) {
				const bench = new TickBench(MIRROR, { ...operandsOf(pattern, bits, opposite), reverse });
				for (let grain = 0; grain < 9; grain++) {
					for (const offset of [0, 1, frames / 2, frames - 1]) {
						const clock = (grain * frames + offset) % 65536;
						bench.seek(clock);
						bench.tick(0);
						const { left, right } = bench.slot.stock.positions;
						const onTheRight = opposite ? pattern ^ 0xff : pattern;
						expect([left, right]).toEqual([expectedPosition(clock, pattern, bits), expectedPosition(clock, onTheRight, bits)]);
					}
				}
			}
		}
	});

	it('leaves the stock CPU as it is on NOP, and instruction 2 in any case', () => {
		const controls = { operator2: 4, operand2High: 0x91, operand2Low: 0x45, reverse };
		const stock = new TickBench(null, controls);
		const onNop = new TickBench(MIRROR, { ...controls, operand1High: 0xff, operand1Low: 0x21 });
		const nothingTurned = new TickBench(MIRROR, { ...controls, ...operandsOf(0, 6) });
		for (let tick = 0; tick < 600; tick++) {
			const words = [stock, onNop, nothingTurned].map((bench) => [bench.tick(noise(tick), -noise(tick)), bench.slot.cpu.right]);
			expect(words[1]).toEqual(words[0]);
			expect(words[2]).toEqual(words[0]);
			expect([...onNop.slot.cpu.leds]).toEqual([...stock.slot.cpu.leds]);
		}
	});
});

describe('the grain mirror', () => {
	it('plays in a turned grain what the grain before it recorded, from its end to its beginning', () => {
		const output = new TickBench(MIRROR, operandsOf(0b01100000, 7)).play(512, noise);
		const grain = (index: number) => Int32Array.from({ length: 128 }, (_, n) => noise(128 * index + n));
		const expected = [grain(0), grain(0).reverse(), grain(1).reverse(), grain(3)].flatMap((words) => [...words]);
		expect([...output]).toEqual(expected);
	});

	it('lights the switch of the grain that plays, and one for the length', () => {
		const bench = new TickBench(MIRROR, operandsOf(0xff, 8));
		for (let grain = 0; grain < 8; grain++) {
			bench.seek(grain * 256 + 17);
			bench.tick(0);
			expect([bench.slot.cpu.leds[0], bench.slot.cpu.leds[1]]).toEqual([0x80 >> grain, 1 << 2]);
		}
	});
});
