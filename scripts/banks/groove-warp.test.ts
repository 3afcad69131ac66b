import { describe, expect, it } from 'vitest';
import { type BenchControls, ownFirmware, TickBench } from './tick-bench.testing.ts';

const WARP = ownFirmware('groove-warp');
const PAIR = 8192;
const STEP = PAIR / 2;
const CYCLE = 65536;

function controlsOf(pairs: number, swing: number): BenchControls {
	return { operator1: 1, operand1High: pairs, operand1Low: swing };
}

/** Where to read, 16.4 bits: in a pair that swings, on a line to the late second step and on another one from there to the end. */
function expectedPosition(clock: number, pairs: number, swing: number): number {
	const start = Math.floor(clock / PAIR) * PAIR;
	const place = clock - start;
	const late = STEP + ((pairs >> (7 - start / PAIR)) & 1) * Math.floor((swing * 32) / 3);
	const frames = place < late ? (place / late) * STEP : STEP + ((place - late) / (PAIR - late)) * STEP;
	return start * 16 + Math.floor(frames * 16);
}

const noise = (tick: number): number => (Math.imul(tick + 1, 0x9e3779b1) >> 21) | 0;

describe('the groove warp', () => {
	it.each([0, 1, 0x80, 0xc0, 0xff])('reads where the swing of %i says, and never what is still to come', (swing) => {
		const bench = new TickBench(WARP, controlsOf(0x96, swing));
		for (let clock = 0; clock < CYCLE; clock += 123) {
			bench.seek(clock);
			bench.tick(0);
			const { left, right } = bench.slot.stock.positions;
			expect(left).toBe(expectedPosition(clock, 0x96, swing));
			expect(right).toBe(left);
			expect(left).toBeLessThanOrEqual(clock * 16);
		}
	});

	it('brings the second step of a pair late, two to one at 80, and the next pair in time', () => {
		const clicks = (tick: number) => (tick % STEP === 0 ? 1000 : 0);
		const output = new TickBench(WARP, controlsOf(0b01000000, 0x80)).play(4 * PAIR, clicks);
		const heard = [...output.keys()].filter((tick) => output[tick] >= 500);
		const late = PAIR + STEP + Math.floor((0x80 * 32) / 3);
		// A drawn-out click lasts two ticks; the middle of each is where it belongs.
		for (const tick of [0, STEP, PAIR, late, 2 * PAIR, 2 * PAIR + STEP])
			expect(heard.some((at) => Math.abs(at - tick) <= 1)).toBe(true);
		for (const at of heard) expect([0, STEP].includes(at % PAIR) || Math.abs(at - late) <= 1 || at - PAIR <= 1).toBe(true);
		expect((late - PAIR) / (2 * PAIR - late)).toBeCloseTo(2, 2);
	});

	it('takes up what was turned at the next pair, without a jump', () => {
		const bench = new TickBench(WARP, controlsOf(0, 0));
		let last = -16;
		for (let tick = 0; tick < 3 * PAIR; tick++) {
			if (tick === 300) bench.turn(controlsOf(0xff, 0xff));
			if (tick === PAIR + 5000) bench.turn(controlsOf(0xff, 0x20));
			bench.tick(0);
			const { left } = bench.slot.stock.positions;
			// The second step runs at 4096 / (4096 - 2720) of its speed at most.
			expect(left - last).toBeLessThanOrEqual(Math.ceil((16 * STEP) / (STEP - 2720)));
			expect(left).toBeGreaterThanOrEqual(last);
			last = left;
		}
	});

	it('leaves the stock CPU as it is on NOP, with no pair up, and instruction 2 in any case', () => {
		const controls = { operator2: 4, operand2High: 0x91, operand2Low: 0x45 };
		const stock = new TickBench(null, controls);
		const onNop = new TickBench(WARP, { ...controlsOf(0xff, 0x80), ...controls, operator1: 0 });
		const straight = new TickBench(WARP, { ...controlsOf(0, 0x80), ...controls });
		for (let tick = 0; tick < 600; tick++) {
			const words = [stock, onNop, straight].map((bench) => [bench.tick(noise(tick), -noise(tick)), bench.slot.cpu.right]);
			expect(words[1]).toEqual(words[0]);
			expect(words[2]).toEqual(words[0]);
		}
		expect([...onNop.slot.cpu.leds]).toEqual([...stock.slot.cpu.leds]);
	});

	it('shows the pair, and how the tape runs through it', () => {
		const bench = new TickBench(WARP, controlsOf(0xff, 0xc0));
		bench.seek(5 * PAIR + 6144);
		bench.tick(0);
		expect([bench.slot.cpu.leds[0], bench.slot.cpu.leds[1]]).toEqual([0x80 >> 5, 0x80 >> 4]);
	});
});
