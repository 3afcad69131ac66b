import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	CURVE_HIGHEST,
	CURVE_POINTS,
	CURVE_RING,
	type CurveAnswer,
	curveAsk,
	curveLength,
	curvePoint,
	readCurveAnswer,
} from '../../src/bridge/ring-fed-protocol.ts';
import { RingPort } from '../../src/bridge/ring-port.ts';
import { HeapTrio } from './heap-trio.testing.ts';
import { ownSource } from './own-firmware.ts';
import { type BenchControls, ownFirmware, TickBench } from './tick-bench.testing.ts';
import { amplitudeAt, largestStep, loudest, noiseAt } from './word-measures.testing.ts';

const RING_FED = ownFirmware('ring-fed');
const CYCLE = 65536;

function operandsOf(loudness: number, brightness: number, glide = 0, doublings = 0): BenchControls {
	return { operand1High: loudness, operand1Low: brightness, operand2High: glide, operand2Low: doublings << 5 };
}

/** The page's end of a bench's rings. */
class Page {
	readonly #port: RingPort;

	constructor(heapTables: Int32Array) {
		this.#port = new RingPort(heapTables);
	}

	/** How many of the words there was room for. */
	send(...words: readonly number[]): number {
		const ring = this.#port.ring(CURVE_RING.fromPage);
		return words.filter((word) => ring?.push(word)).length;
	}

	/** All that the firmware has said since the last call. */
	answers(): readonly CurveAnswer[] {
		const ring = this.#port.ring(CURVE_RING.toPage);
		const answers: CurveAnswer[] = [];
		while (ring?.canPop(1)) {
			const answer = readCurveAnswer(ring.pop());
			if (answer === null) throw new Error('The firmware says what the page does not know');
			answers.push(answer);
		}
		return answers;
	}
}

/** A curve by its values. */
const drawn = (values: readonly number[]) => [
	...values.map((value, point) => curvePoint(point, value)),
	curveLength(values.length),
];

/** The curve that it plays until somebody draws: it rises on every beat, as a parabola. */
const DUCKING = Array.from({ length: CURVE_POINTS }, (_, point) => {
	const fall = 15 - (point % 16);
	return CURVE_HIGHEST - Math.trunc((fall * fall * CURVE_HIGHEST) / 225);
});

describe('the drawn gate', () => {
	it('plays what the page draws as loudness, each point for its part of the cycle', () => {
		const values = [4095, 1000, 0, 2500];
		const bench = new TickBench(RING_FED, operandsOf(255, 0));
		const page = new Page(bench.heapTables);
		expect(page.send(...drawn(values))).toBe(5);
		bench.play(200, () => 0);
		for (const [point, value] of [...values.entries(), [0, 4095] as const]) {
			bench.seek((point * CYCLE) / values.length);
			// The way from step to step takes a fiftieth of the rest in each tick.
			bench.play(900, () => 1500);
			expect(Math.abs(bench.tick(1500) - (1500 * value) / CURVE_HIGHEST)).toBeLessThanOrEqual(1);
			bench.seek(((point + 1) * CYCLE) / values.length - 2);
			expect(Math.abs(bench.tick(1500) - (1500 * value) / CURVE_HIGHEST)).toBeLessThanOrEqual(1);
		}
	});

	it('moves the loudness only as far as its knob says', () => {
		const bench = new TickBench(RING_FED, operandsOf(128, 0));
		new Page(bench.heapTables).send(...drawn([0]));
		bench.play(1500, () => 1500);
		expect(Math.abs(bench.tick(1500) - 1500 * (1 - 128 / 255))).toBeLessThanOrEqual(1);
	});

	it('goes over to the next point for as long as the glide says', () => {
		const values = [0, 4000];
		const glide = 192;
		const bench = new TickBench(RING_FED, operandsOf(255, 0, glide));
		new Page(bench.heapTables).send(...drawn(values));
		bench.play(200, () => 0);
		const point = CYCLE / values.length;
		const begins = point * (1 - (glide + 1) / 256);
		for (const part of [0.25, 0.5, 0.9]) {
			bench.seek(Math.round(begins + (point - begins) * part) - 1000);
			bench.play(1000, () => 1500);
			// Smoothing follows 50 ticks behind.
			expect(bench.tick(1500) / ((1500 * 4000 * part) / CURVE_HIGHEST)).toBeCloseTo(1, 1);
		}
	});

	it('makes sound darker where the curve is low', () => {
		const [low, high] = [0.002, 0.2];
		const input = (tick: number) =>
			Math.round(600 * Math.sin(2 * Math.PI * low * tick) + 600 * Math.sin(2 * Math.PI * high * tick));
		const played = (value: number) => {
			const bench = new TickBench(RING_FED, operandsOf(0, 255));
			new Page(bench.heapTables).send(...drawn([value]));
			bench.play(1000, input);
			const words = bench.play(8000, (n) => input(1000 + n));
			return [amplitudeAt(words, low), amplitudeAt(words, high)];
		};
		const [openLow, openHigh] = played(CURVE_HIGHEST);
		expect([openLow / 600, openHigh / 600]).toEqual([expect.closeTo(1, 2), expect.closeTo(1, 2)]);
		const [halfLow, halfHigh] = played(CURVE_HIGHEST / 2);
		expect(halfLow).toBeGreaterThan(580);
		expect(halfHigh).toBeLessThan(60);
	});

	it('says which point has begun and what it is worth', () => {
		const values = [4000, 3000, 2000, 1000];
		const bench = new TickBench(RING_FED, operandsOf(255, 0, 0, 3));
		const page = new Page(bench.heapTables);
		page.send(...drawn(values));
		bench.play(100, () => 0);
		page.answers();
		bench.seek(0);
		bench.play(CYCLE / 8, () => 0);
		// 8 times in a cycle; the first point is where it stood already.
		const places = values.map((value, point) => ({ kind: 'place', point, value }));
		expect(page.answers()).toEqual(places.slice(1));
		bench.play(CYCLE / 8, () => 0);
		expect(page.answers()).toEqual(places);
	});

	it('ducks until somebody draws, and tells its curve to who asks', () => {
		const bench = new TickBench(RING_FED, operandsOf(255, 0));
		const page = new Page(bench.heapTables);
		page.send(curveAsk());
		bench.play(200, () => 0);
		expect(page.answers()).toEqual([
			...DUCKING.map((value, point) => ({ kind: 'point', point, value })),
			{ kind: 'length', points: CURVE_POINTS },
		]);
		page.send(curvePoint(5, 77), curveLength(9), curveAsk());
		bench.play(200, () => 0);
		const changed = DUCKING.map((value, point) => ({ kind: 'point', point, value: point === 5 ? 77 : value }));
		expect(page.answers()).toEqual([...changed, { kind: 'length', points: 9 }]);
	});

	it('waits with an answer until the page has made room, and never with the sound', () => {
		const bench = new TickBench(RING_FED, operandsOf(0, 0, 0, 7));
		const page = new Page(bench.heapTables);
		// A page that does not read: the ring to it fills up with places.
		expect(bench.play(12_000, () => 700)).toEqual(new Int32Array(12_000).fill(700));
		page.send(curveAsk());
		bench.play(300, () => 0);
		const told: CurveAnswer[] = [];
		for (let frame = 0; frame < 10; frame++) {
			told.push(...page.answers());
			bench.play(100, () => 0);
		}
		expect(told.filter(({ kind }) => kind === 'point')).toHaveLength(CURVE_POINTS);
		expect(told.filter(({ kind }) => kind === 'length')).toHaveLength(1);
	});

	it('passes over what it does not know', () => {
		const bench = new TickBench(RING_FED, operandsOf(255, 255));
		const page = new Page(bench.heapTables);
		page.send(0x3fff_ffff, 0x7000_0000, -1, curveLength(0), curveLength(65), curveLength(127), curveAsk());
		bench.play(200, () => 0);
		expect(page.answers().filter(({ kind }) => kind !== 'place')).toEqual([
			...DUCKING.map((value, point) => ({ kind: 'point', point, value })),
			{ kind: 'length', points: CURVE_POINTS },
		]);
	});

	it('does not click when a curve jumps or is drawn while it plays', () => {
		const bench = new TickBench(RING_FED, operandsOf(255, 0, 0, 4));
		const page = new Page(bench.heapTables);
		page.send(...drawn([4095, 0]));
		bench.play(300, () => 1500);
		for (const values of [[4095, 0], [0, 4095, 0], [4095]]) {
			page.send(...drawn(values));
			// A fiftieth of full level in a tick.
			expect(largestStep(bench.play(6000, () => 1500))).toBeLessThanOrEqual(1500 / 50 + 1);
		}
	});

	it('is the same under all executors, and RESET keeps what was drawn', () => {
		const trio = new HeapTrio(ownSource('ring-fed'), operandsOf(255, 200, 100, 6));
		expect(loudest(trio.play(1500, (n) => noiseAt(n, 1500)))).toBeGreaterThan(200);
		const [length] = trio.global('length');
		trio.reset();
		trio.play(300, (n) => noiseAt(n, 1500));
		expect(trio.global('length')).toEqual([length]);
		expect(trio.global('curve', CURVE_POINTS)).toEqual(DUCKING);
		expect(trio.refusals()).toEqual([]);
	});

	it('stays within full scale and never stops, whatever is turned or drawn', () => {
		const byte = fc.integer({ min: 0, max: 255 });
		const words = fc.array(fc.integer(), { maxLength: 40 });
		fc.assert(
			fc.property(fc.array(fc.tuple(byte, byte, byte, byte, words), { minLength: 2, maxLength: 6 }), (turns) => {
				const bench = new TickBench(RING_FED);
				const page = new Page(bench.heapTables);
				for (const [loudness, brightness, glide, low, sent] of turns) {
					bench.turn({ ...operandsOf(loudness, brightness, glide), operand2Low: low });
					page.send(...sent);
					expect(loudest(bench.play(900, (n) => noiseAt(n, 2047)))).toBeLessThanOrEqual(2047);
				}
			}),
			{ numRuns: 12 },
		);
	});
});
