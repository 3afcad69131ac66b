import { describe, expect, it } from 'vitest';
import { type BenchControls, ownFirmware, TickBench } from './tick-bench.testing.ts';

const ECHO = ownFirmware('tape-echo');
const CYCLE = 65536;

function operandsOf(distance: number, feedback: number, wear = 0): BenchControls {
	return { operand1High: distance >> 8, operand1Low: distance & 0xff, operand2High: feedback, operand2Low: wear };
}

/** Feedback as a factor: 255 stands for all of it. */
function feedbackFactor(feedback: number): number {
	return (feedback + (feedback >> 7)) / 256;
}

function sine(amplitude: number, cyclesPerTick: number): (tick: number) => number {
	return (tick) => Math.round(amplitude * Math.sin(2 * Math.PI * cyclesPerTick * tick));
}

const impulse = (level: number) => (tick: number) => (tick === 0 ? level : 0);

function largestStep(words: Int32Array): number {
	let largest = 0;
	for (let i = 1; i < words.length; i++) largest = Math.max(largest, Math.abs(words[i] - words[i - 1]));
	return largest;
}

describe('the tape echo', () => {
	it.each([
		[32, 255],
		[1000, 128],
		[2345, 200],
		[700, 0],
	])('repeats an impulse every %i ticks, each repeat weaker by feedback %i and cut towards 0', (distance, feedback) => {
		const level = 800;
		const repeats = 5;
		const output = new TickBench(ECHO, operandsOf(distance, feedback)).play(distance * repeats + 1, impulse(level));
		const expected = new Int32Array(output.length);
		expected[0] = level;
		let echo = level;
		for (let k = 1; k <= repeats; k++) {
			expected[k * distance] = echo;
			echo = Math.trunc(echo * feedbackFactor(feedback));
		}
		expect(output).toEqual(expected);
	});

	it('keeps the heads at least 32 frames apart and inside the cycle', () => {
		expect(new TickBench(ECHO, operandsOf(0, 0)).play(100, impulse(500)).indexOf(500, 1)).toBe(32);
		expect(new TickBench(ECHO, operandsOf(0xffff, 0)).play(CYCLE, impulse(500)).indexOf(500, 1)).toBe(65500);
	});

	it('brings new sound back after the rest of the cycle in reverse', () => {
		const bench = new TickBench(ECHO, { ...operandsOf(64000, 0), reverse: 1 });
		expect(bench.play(2000, impulse(500)).indexOf(500, 1)).toBe(CYCLE - 64000);
	});

	it('plays what is on a reversed tape backwards', () => {
		const input = (tick: number) => tick % 900;
		const bench = new TickBench(ECHO, operandsOf(1000, 0));
		bench.play(4000, input);
		bench.turn({ reverse: 1 });
		// At tick n the reading head stands over frame 3000 - n, where the input of tick 3000 - n was written.
		expect(bench.play(1000, () => 0)).toEqual(Int32Array.from({ length: 1000 }, (_, n) => input(3000 - n)));
	});

	it('lets the tape be under WRITE PROT and the input through', () => {
		const bench = new TickBench(ECHO, { ...operandsOf(100, 255), writeProtect: 1 });
		expect(bench.play(500, impulse(700))).toEqual(Int32Array.from({ length: 500 }, (_, tick) => impulse(700)(tick)));
	});

	it('rounds off what is too loud, with the same curve on both sides and never beyond full scale', () => {
		const bench = new TickBench(ECHO, operandsOf(32, 255));
		const levels = [0, 500, 1023, 1500, 2047];
		expect(levels.map((level) => bench.tick(level, -level) + bench.slot.cpu.right)).toEqual(levels.map(() => 0));
		for (let n = 0; n < 500; n++) expect(bench.tick(2047)).toBeLessThanOrEqual(2047);
		// Input and echo at full scale are 2048 or more over the straight part: 1023 + 2048 - 2048 * 2048 / 4096.
		expect(bench.slot.cpu.left).toBe(2047);
	});

	it('bends the pitch when the distance is turned, by at most a half, and does not click', () => {
		const frequency = 0.01;
		const amplitude = 450;
		const own = 2 * Math.PI * frequency * amplitude;
		const bench = new TickBench(ECHO, operandsOf(6000, 0));
		const input = sine(amplitude, frequency);
		bench.play(12_000, input);
		let tick = 12_000;
		for (const distance of [0x4000, 0x0100, 0xffff, 0x2000, 0x2001]) {
			bench.turn(operandsOf(distance, 0));
			const output = bench.play(5000, (n) => input(tick + n));
			tick += 5000;
			// The dry sound and an echo at up to 3/2 of its speed, and rounding.
			expect(largestStep(output)).toBeLessThanOrEqual(own * 2.5 + 4);
		}
	});

	it('arrives exactly at the distance that the knob says', () => {
		const bench = new TickBench(ECHO, operandsOf(100, 0));
		bench.turn(operandsOf(300, 0));
		// 4096 * ln(200 / 16) ticks bring it to 16 frames, the last of which take 4096 at 1/256 of a frame a tick.
		bench.play(18_000, () => 0);
		expect(bench.play(400, impulse(600)).indexOf(600, 1)).toBe(300);
	});

	it('does not click when feedback or wear is turned, nor where the wow begins anew', () => {
		const frequency = 0.01;
		const amplitude = 400;
		const own = 2 * Math.PI * frequency * amplitude;
		const input = sine(amplitude, frequency);
		const bench = new TickBench(ECHO, operandsOf(4000, 0));
		bench.play(8000, input);
		bench.turn(operandsOf(4000, 128));
		// The dry sound and echoes of 1, 1/2 and 1/4 at most.
		expect(largestStep(bench.play(7000, (n) => input(8000 + n)))).toBeLessThanOrEqual(own * 2.75 + 4);
		bench.turn(operandsOf(4000, 0, 255));
		bench.play(8000, (n) => input(15_000 + n));
		// A wow lasts 2^32 / 120000 ticks; it moves the head by less than 1/100 of a frame a tick.
		expect(largestStep(bench.play(36_000, (n) => input(23_000 + n)))).toBeLessThanOrEqual(own * 2.01 + 4);
		bench.turn(operandsOf(4000, 0, 0));
		expect(largestStep(bench.play(8000, (n) => input(59_000 + n)))).toBeLessThanOrEqual(own * 2.01 + 4);
	});

	// A minute at a clock of 1 kHz.
	const MINUTE = 60_000;
	const loudNoise = (tick: number) => (tick < 5000 ? (Math.imul(tick + 1, 0x9e3779b1) >> 20) | 0 : 0);

	it('stays within full scale for a minute at feedback 255, and a new tape loses nothing', () => {
		const distance = 500;
		const output = new TickBench(ECHO, operandsOf(distance, 255)).play(MINUTE, loudNoise);
		for (const word of output) if (Math.abs(word) > 2047) throw new Error(`${word} is beyond full scale`);
		const lastRound = output.subarray(-distance);
		expect(largestStep(lastRound)).toBeGreaterThan(0);
		expect(lastRound).toEqual(output.subarray(-2 * distance, -distance));
	});

	it('lets a worn tape fall silent, without DC or a limit cycle', () => {
		const output = new TickBench(ECHO, operandsOf(0x0060, 250, 255)).play(MINUTE, loudNoise);
		expect(output.subarray(-5000)).toEqual(new Int32Array(5000));
	});
});
