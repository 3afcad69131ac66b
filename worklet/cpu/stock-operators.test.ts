import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DELAY_OF_BYTE, RATE_OF_BYTE } from '../../src/patch/exponential-tables.ts';
import { CpuBench } from './cpu-bench.testing.ts';

const FIRST = { NOP: 0, AND: 1, MUL: 2, OSC: 3, RND: 4 } as const;
const SECOND = { NOP: 0, OR: 1, XOR: 2, MSK: 3, SUB: 4 } as const;
const MASK = 0xfffff;
const operand = fc.integer({ min: 0, max: 0xffff });
const count = fc.integer({ min: -200_000, max: 200_000 });

const delayOf = (byte: number): number => (DELAY_OF_BYTE[byte] ?? 0) << 4;
const rateOf = (byte: number): number => RATE_OF_BYTE[byte & 0x7f] ?? 0;
const mask20 = (word: number): number => (word << 4) | (word & 1 ? 15 : 0);

/** Turns both instructions: operator and operand of each. */
function both(bench: CpuBench, first: number, firstOperand: number, second: number, secondOperand: number): void {
	bench.setFirst(first, firstOperand);
	bench.setSecond(second, secondOperand);
}

/** The positions that one tick at a count ends with. */
function positionsAt(at: number, set: (bench: CpuBench) => void, bench = new CpuBench()): [number, number] {
	set(bench);
	bench.clock.count = at;
	bench.tick();
	return [bench.slot.stock.positions.left, bench.slot.stock.positions.right];
}

/** The positions of each of some ticks in a row. */
function run(bench: CpuBench, ticks: number): [number, number][] {
	return Array.from({ length: ticks }, () => {
		bench.tick();
		return [bench.slot.stock.positions.left, bench.slot.stock.positions.right];
	});
}

describe('operators of bits and delays, by their formulas (device.md 3.3)', () => {
	const bench = new CpuBench();
	const p0 = (n: number): number => (n & 0xffff) << 4;

	test('NOP leaves the position of the clock', () => {
		fc.assert(
			fc.property(count, operand, (n, m) => {
				expect(positionsAt(n, (b) => both(b, FIRST.NOP, m, SECOND.NOP, m), bench)).toEqual([p0(n), p0(n)]);
			}),
		);
	});

	test('AND clears, OR sets, XOR turns the bits of the operand, whose lowest bit governs the fraction too', () => {
		fc.assert(
			fc.property(count, operand, operand, (n, a, b) => {
				const anded = p0(n) & ~mask20(a) & MASK;
				const set = (second: number) => (target: CpuBench) => {
					target.setFirst(FIRST.AND, a);
					target.setSecond(second, b);
				};
				expect(positionsAt(n, set(SECOND.OR), bench)).toEqual([anded | mask20(b), anded | mask20(b)]);
				expect(positionsAt(n, set(SECOND.XOR), bench)).toEqual([anded ^ mask20(b & 0x7fff), anded ^ mask20(b)]);
			}),
		);
	});

	test('SUB delays each channel by its byte, around the end of the memory', () => {
		fc.assert(
			fc.property(count, operand, (n, m) => {
				const expected = [p0(n) - delayOf(m >> 8), p0(n) - delayOf(m & 0xff)].map((position) => position & MASK);
				const set = (b: CpuBench) => both(b, FIRST.NOP, 0, SECOND.SUB, m);
				expect(positionsAt(n, set, bench)).toEqual(expected);
			}),
		);
	});

	test('MSK takes instruction 1 out in the eighths that its high byte leaves out, and delays by its low byte', () => {
		fc.assert(
			fc.property(count, operand, operand, (n, a, b) => {
				const step = (n & 0xffff) >> 13;
				const through = ((b >> 8) >> (7 - step)) & 1 ? p0(n) & ~mask20(a) : p0(n);
				const expected = (through - delayOf(b & 0xff)) & MASK;
				const set = (target: CpuBench) => both(target, FIRST.AND, a, SECOND.MSK, b);
				expect(positionsAt(n, set, bench)).toEqual([expected, expected]);
			}),
		);
	});

	test('OR in reverse is the mirror in time of AND', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 0xffff }), operand, (address, m) => {
				const forward = positionsAt(address, (b) => both(b, FIRST.AND, m, SECOND.NOP, 0), bench)[0];
				const mirrored = positionsAt(0xffff - address, (b) => both(b, FIRST.NOP, 0, SECOND.OR, m), bench)[0];
				expect(mirrored >> 4).toBe(0xffff - (forward >> 4));
			}),
		);
	});
});

describe('MUL', () => {
	const cases = [
		[0x0100, 16],
		[0x0200, 32],
		[0x0080, 8],
		[0x0000, 0],
		[0x8100, -16],
		[0x7fff, 0x7fff / 16],
		[0x0001, 1 / 16],
	] as const;

	test.each(cases)('%i moves the position by its factor from 0 on, forward and back', (m, step) => {
		for (const direction of [1, -1]) {
			const bench = new CpuBench();
			bench.clock.reverse = direction < 0;
			bench.setFirst(FIRST.MUL, m);
			run(bench, 3000).forEach(([left, right], n) => {
				const expected = Math.floor(n * direction * step) & MASK;
				if (left !== expected || right !== expected) expect([n, left, right]).toEqual([n, expected, expected]);
			});
		}
	});

	test('free-running, another operand changes the slope and not the place; RESET goes back to 0', () => {
		const bench = new CpuBench();
		bench.setFirst(FIRST.MUL, 0x0200);
		run(bench, 100);
		bench.setFirst(FIRST.MUL, 0x0300);
		expect(run(bench, 3).map(([left]) => left)).toEqual([3200, 3248, 3296]);
		bench.reset();
		expect(run(bench, 2).map(([left]) => left)).toEqual([0, 48]);
	});

	test('synced, the place is that of the count, whatever the operand was before', () => {
		fc.assert(
			fc.property(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), operand, operand, (n, before, m) => {
				const bench = new CpuBench();
				bench.controls.sync = 3;
				bench.setFirst(FIRST.MUL, before);
				run(bench, 5);
				const factor = BigInt(m & 0x8000 ? -(m & 0x7fff) : m & 0x7fff);
				const expected = Number(BigInt.asUintN(28, BigInt(n) * factor * 16n) >> 8n);
				expect(positionsAt(n, (b) => b.setFirst(FIRST.MUL, m), bench)[0]).toBe(expected);
			}),
		);
	});
});

describe('OSC', () => {
	/** The delay of the left channel at a phase, by the formula, exact. */
	const delayAt = (phase: number, low: number): number => {
		const x = phase < 2 ** 18 ? phase : 2 ** 19 - phase;
		return Number((BigInt(DELAY_OF_BYTE[low] ?? 0) * BigInt(2 ** 18 - x)) >> 14n);
	};

	test('swings between its magnitude and 0 in 2^19 / rate ticks; the stereo cell turns the right channel round', () => {
		for (const high of [0x7e, 0xfe, 0x7f, 0xc8]) {
			for (const low of [0xff, 0x40, 0x9d]) {
				const bench = new CpuBench();
				bench.setFirst(FIRST.OSC, (high << 8) | low);
				run(bench, 400).forEach(([left, right], n) => {
					const delay = delayAt((n * rateOf(high)) % 2 ** 19, low);
					const other = high & 0x80 ? delayOf(low) - delay : delay;
					const expected = [((n << 4) - delay) & MASK, ((n << 4) - other) & MASK];
					if (left !== expected[0] || right !== expected[1]) expect([n, left, right]).toEqual([n, ...expected]);
				});
			}
		}
	});

	test('00F0 is a fixed delay of half the memory, 80F0 has none on the right', () => {
		expect(positionsAt(1000, (b) => b.setFirst(FIRST.OSC, 0x00f0))).toEqual(
			[(1000 - 32768) & 0xffff, (1000 - 32768) & 0xffff].map((f) => f << 4),
		);
		expect(positionsAt(1000, (b) => b.setFirst(FIRST.OSC, 0x80f0))).toEqual([((1000 - 32768) & 0xffff) << 4, 1000 << 4]);
	});

	test('0880 sweeps 0…256 frames and is back after 65536 ticks', () => {
		const bench = new CpuBench();
		bench.setFirst(FIRST.OSC, 0x0880);
		const delays = run(bench, 65537).map(([left], n) => ((n << 4) - left) & MASK);
		expect([delays[0], delays[32768], delays[65536]]).toEqual([256 << 4, 0, 256 << 4]);
		expect(Math.max(...delays)).toBe(256 << 4);
	});

	test('synced, its time is the count', () => {
		fc.assert(
			fc.property(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), operand, (n, m) => {
				const phase = Number(BigInt.asUintN(19, BigInt(n) * BigInt(rateOf(m >> 8))));
				const [left] = positionsAt(n, (b) => {
					b.controls.sync = 1;
					b.setFirst(FIRST.OSC, m);
				});
				expect(left).toBe(((Number(BigInt.asUintN(16, BigInt(n))) << 4) - delayAt(phase, m & 0xff)) & MASK);
			}),
		);
	});
});

/** Marsaglia's xorshift32 with shifts 13, 17, 5 in exact arithmetic: the upper 16 bits of each new state. */
function randomTargets(seed: bigint, length: number): number[] {
	let x = seed;
	return Array.from({ length }, () => {
		x ^= BigInt.asUintN(32, x << 13n);
		x ^= x >> 17n;
		x ^= BigInt.asUintN(32, x << 5n);
		return Number(x >> 16n);
	});
}

describe('RND', () => {
	const left = randomTargets(0x2545f491n, 64);
	const right = randomTargets(0x9e3779b9n, 64);
	const scaled = (value: number, low: number): number => Number((BigInt(value) * BigInt(DELAY_OF_BYTE[low] ?? 0)) >> 12n);

	test.each([0xff, 0x7f])('%i draws at each overflow of its phase and goes in straight lines between', (high) => {
		const bench = new CpuBench();
		const low = 0xc5;
		bench.setFirst(FIRST.RND, (high << 8) | low);
		const target = (sequence: number[], k: number): number => (k < 0 ? 0 : (sequence[k] ?? 0));
		const lineAt = (sequence: number[], total: number): number => {
			const drawn = Math.floor(total / 2 ** 18);
			const from = target(sequence, drawn - 2);
			return from + Math.floor(((target(sequence, drawn - 1) - from) * (total % 2 ** 18)) / 2 ** 18);
		};
		run(bench, 400).forEach(([l, r], n) => {
			const total = (n + 1) * rateOf(high);
			const delays = [lineAt(left, total), lineAt(high & 0x80 ? right : left, total)];
			expect([n, l, r]).toEqual([n, ...delays.map((v) => ((n << 4) - scaled(v, low)) & MASK)]);
		});
	});

	test('at rate 0 the delay stands for a cycle, changes with the next, and RESET brings the same sequence again', () => {
		const bench = new CpuBench();
		bench.setFirst(FIRST.RND, 0x80ff);
		const cycles = (): number[][] =>
			Array.from({ length: 4 }, () => {
				const seen = new Set<number>();
				const start = bench.clock.count;
				// A few ticks at the beginning of the cycle and at its end stand for the cycle.
				for (const at of [0, 1, 30000, 65534, 65535]) {
					bench.clock.count = start + at;
					bench.tick();
					const { positions } = bench.slot.stock;
					seen.add((((at << 4) - positions.left) & MASK) * 2 ** 20 + (((at << 4) - positions.right) & MASK));
				}
				return [...seen];
			});
		const first = cycles();
		const pair = (l: number, r: number): number[] => [(scaled(l, 0xff) & MASK) * 2 ** 20 + (scaled(r, 0xff) & MASK)];
		expect(first).toEqual([pair(0, 0), ...[0, 1, 2].map((k) => pair(left[k] ?? 0, right[k] ?? 0))]);
		bench.reset();
		expect(cycles()).toEqual(first);
	});

	test('at rate 0, turning the direction round inside a cycle draws nothing', () => {
		const bench = new CpuBench();
		bench.setFirst(FIRST.RND, 0x00ff);
		bench.clock.count = 65530;
		run(bench, 20);
		const delay = (): number => {
			const { count: n } = bench.clock;
			bench.tick();
			return ((n << 4) - bench.slot.stock.positions.left) & MASK;
		};
		const before = delay();
		for (const reverse of [true, false, true, false]) {
			bench.clock.reverse = reverse;
			expect([delay(), delay()]).toEqual([before, before]);
		}
	});
});

describe('green LEDs of the stock operators (device.md 3.4)', () => {
	function leds(set: (bench: CpuBench) => void, at = 0): number[] {
		const bench = new CpuBench();
		positionsAt(at, set, bench);
		return Array.from(bench.slot.cpu.leds);
	}

	test('NOP lights none; AND, OR and XOR show the bits of the position behind them', () => {
		expect(leds(() => {}, 0x1234)).toEqual([0, 0, 0, 0]);
		expect(leds((b) => both(b, FIRST.AND, 0x0204, SECOND.OR, 0x8001), 0x1234)).toEqual([0x10, 0x30, 0x90, 0x31]);
		expect(leds((b) => b.setSecond(SECOND.XOR, 0x8002), 0x1234).slice(2)).toEqual([0x12 | 0x92, 0x36]);
	});

	test('OSC C840 with SUB 2000 shows a bar of two, and SUB bits 1 and 0', () => {
		const [, low, subHigh, subLow] = leds((b) => both(b, FIRST.OSC, 0xc840, SECOND.SUB, 0x2000));
		expect([low, subHigh, subLow]).toEqual([0b11, 0b10, 0b01]);
	});

	test('OSC shows one LED a channel, its magnitude on the left and 0 on the right', () => {
		expect(leds((b) => b.setFirst(FIRST.OSC, 0x00f0)).slice(0, 2)).toEqual([0x80, 0xff]);
		expect(leds((b) => b.setFirst(FIRST.OSC, 0x80f0))[0]).toBe(0x81);
	});

	test('MSK shows its step from the left and its delay by eighths', () => {
		for (let step = 0; step < 8; ++step) {
			expect(leds((b) => b.setSecond(SECOND.MSK, 0xff60), step * 8192 + 5).slice(2)).toEqual([0x80 >> step, 1 << 3]);
		}
	});
});
