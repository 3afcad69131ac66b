import { describe, expect, it } from 'vitest';
import { type BenchControls, ownFirmware, TickBench } from './tick-bench.testing.ts';

const SHAPER = ownFirmware('bit-shaper');
const FADE = 512;
/** Ticks until an update() is heard at the latest, and then a fade. */
const SETTLED = 137 + FADE + 2;

interface Patch {
	readonly keep: number;
	readonly turn: number;
	/** Four switches each, leftmost the highest bit. */
	readonly folds: number;
	readonly swaps: number;
	readonly drive: number;
	readonly mix: number;
}

const CLEAN: Patch = { keep: 0xff, turn: 0, folds: 0, swaps: 0, drive: 0, mix: 15 };

function controlsOf(patch: Partial<Patch>): BenchControls {
	const { keep, turn, folds, swaps, drive, mix } = { ...CLEAN, ...patch };
	return { operand1High: keep, operand1Low: turn, operand2High: (folds << 4) | swaps, operand2Low: (drive << 4) | mix };
}

/** Loudness after the drive: straight to half scale, then a parabola up to full scale. */
function driven(loudness: number, drive: number): number {
	if (drive === 0) return loudness;
	const louder = Math.floor((loudness * (16 + drive * drive)) / 16);
	const over = Math.min(louder - 1023, 2048);
	return over <= 0 ? louder : 1023 + over - Math.floor((over * over) / 4096);
}

/** A word through a patch that is all wet, bit by bit: `bits[k]` is worth 2^k, the operands rule bits 3 to 10. */
function shaped(word: number, patch: Partial<Patch>): number {
	const { keep, turn, folds, swaps, drive } = { ...CLEAN, ...patch };
	let loudness = driven(Math.abs(word), drive);
	for (let fold = 0; fold < 4; fold++) {
		const size = 1024 >> fold;
		// A triangle that rises to size - 1 and falls again, inside of whatever the higher bits say.
		const above = Math.floor(loudness / (2 * size)) * 2 * size;
		if ((folds >> (3 - fold)) & 1 && loudness - above >= size) loudness = above + (2 * size - 1 - (loudness - above));
	}
	// Highest bits that fold without a gap are empty, and the others move up.
	loudness *= [0b1111, 0b1110, 0b1100, 0b1000].reduce((lift, top) => ((folds & top) === top ? lift * 2 : lift), 1);
	const bits = Array.from({ length: 11 }, (_, k) => (loudness >> k) & 1);
	for (let pair = 0; pair < 4; pair++) {
		const upper = 10 - 2 * pair;
		if ((swaps >> (3 - pair)) & 1) [bits[upper], bits[upper - 1]] = [bits[upper - 1] ?? 0, bits[upper] ?? 0];
	}
	const ruled = (byte: number, k: number) => (byte >> Math.max(0, k - 3)) & 1;
	const highest = bits.lastIndexOf(1);
	const result = bits.reduce((sum, bit, k) => {
		const turned = k < highest && ruled(turn, k) ? 1 - bit : bit;
		return sum + (ruled(keep, k) ? turned * 2 ** k : 0);
	}, 0);
	return word < 0 ? -result : result;
}

/** Output for a word, then for its opposite, so that there is no DC to take off. */
function playPairs(bench: TickBench, words: readonly number[]): number[] {
	return words.flatMap((word) => [bench.tick(word), bench.tick(-word)]);
}

const EVERY_WORD = Array.from({ length: 2048 }, (_, loudness) => loudness);

describe('the bit shaper', () => {
	it.each<Partial<Patch>>([
		{},
		{ keep: 0xe0 },
		{ keep: 0x1f },
		{ turn: 0xff },
		{ turn: 0x2a },
		{ folds: 0b1000, drive: 4 },
		{ folds: 0b1111, drive: 9 },
		{ folds: 0b0101 },
		{ swaps: 0b1010 },
		{ swaps: 0b1111, keep: 0xa5 },
		{ keep: 0xed, turn: 0x33, folds: 0b0110, swaps: 0b1001, drive: 6 },
		{ drive: 15 },
	])('makes exactly the word of the bit formula of each of the 4095 words: %o', (patch) => {
		const output = playPairs(new TickBench(SHAPER, controlsOf(patch)), EVERY_WORD);
		const expected = EVERY_WORD.flatMap((word) => [shaped(word, patch) + 0, shaped(-word, patch) + 0]);
		expect(output.map((word) => word + 0)).toEqual(expected);
	});

	it('leaves every word as it is when all bits stay and nothing else is done, and when the mix is dry', () => {
		const pairs = EVERY_WORD.flatMap((word) => [word, 0 - word]);
		expect(playPairs(new TickBench(SHAPER, controlsOf({})), EVERY_WORD)).toEqual(pairs);
		const dry = new TickBench(SHAPER, controlsOf({ keep: 0x55, turn: 0xff, folds: 15, swaps: 15, drive: 15, mix: 0 }));
		expect(playPairs(dry, EVERY_WORD)).toEqual(pairs);
	});

	it('keeps silence silent, whatever is turned over', () => {
		const bench = new TickBench(SHAPER, controlsOf({ turn: 0xff, swaps: 15, folds: 15, drive: 15 }));
		expect(bench.play(1000, () => 0)).toEqual(new Int32Array(1000));
	});

	it('treats the channels apart', () => {
		const bench = new TickBench(SHAPER, controlsOf({ turn: 0x7f, drive: 2 }));
		for (const word of [900, -900, 300, -300]) {
			bench.tick(word, -word);
			expect(bench.slot.cpu.right).toBe(-bench.slot.cpu.left);
		}
	});

	it('takes off the DC of a lopsided wave', () => {
		const bench = new TickBench(SHAPER, controlsOf({ keep: 0xf0, turn: 0x30, drive: 8 }));
		const lopsided = (tick: number) => (tick % 100 < 20 ? 1600 : -400);
		bench.play(40_000, lopsided);
		const mean = bench.play(10_000, lopsided).reduce((sum, word) => sum + word, 0) / 10_000;
		// The mean is followed by a 4096th a tick: after 40000 ticks e^-9.8 of it is left, and it swings by a few words within a period.
		expect(Math.abs(mean)).toBeLessThan(2);
	});

	it('fades over 512 ticks from one setting to the next', () => {
		const level = 1200;
		const bench = new TickBench(SHAPER, controlsOf({}));
		const pairs = (count: number) => bench.play(count, (tick) => (tick % 2 === 0 ? level : -level));
		pairs(200);
		const settings: Partial<Patch>[] = [{ keep: 0x0f }, { folds: 15 }, { turn: 0xff, drive: 9 }, { mix: 3, keep: 0x55 }, {}];
		let from = level;
		for (const patch of settings) {
			bench.turn(controlsOf(patch));
			const output = pairs(SETTLED + 100).map((word) => Math.abs(word));
			const mix = ((patch.mix ?? 15) * 17 + ((patch.mix ?? 15) >> 3)) / 256;
			const to = Math.abs(level + (shaped(level, patch) - level) * mix);
			expect(Math.abs((output.at(-1) ?? 0) - to)).toBeLessThanOrEqual(2);
			// Both halves of the way are parts of 512 of a distance of 2047 at most.
			const largest = output.slice(1).reduce((most, word, i) => Math.max(most, Math.abs(word - (output[i] ?? 0))), 0);
			expect(largest).toBeLessThanOrEqual((4 * 2047) / FADE + 2);
			expect(Math.abs(output[0] - from)).toBeLessThanOrEqual(10);
			from = to;
		}
	});

	it('shows the bits that sound, those that were changed, the folds and the level', () => {
		const patch = { keep: 0xf7, turn: 0x18, folds: 0b0100, drive: 0 };
		const bench = new TickBench(SHAPER, controlsOf(patch));
		bench.tick(1536 + 80);
		const word = shaped(1616, patch);
		expect([...bench.slot.cpu.leds]).toEqual([word >> 3, (word ^ 1616) >> 3, 0x40, 2 ** Math.ceil(word / 256) - 1]);
	});
});
