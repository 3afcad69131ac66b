import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputSignal } from './input-signal.ts';

/** The recipe of conformance/firmware/README.md in integers without limits, for both channels of frames 0 … frames − 1. */
function recipe(seed: number, frames: number): number[] {
	const samples: number[] = [];
	let random = BigInt(seed);
	const phases = [0n, 0n];
	for (let frame = 0; frame < frames; frame++) {
		for (const channel of [0, 1]) {
			const phase = (phases[channel] + (channel === 0 ? 655n : 983n)) % 65536n;
			phases[channel] = phase;
			const x = BigInt.asIntN(16, phase) >> 3n;
			const sine = (x * (4096n - (x < 0n ? -x : x))) >> 12n;
			random = (random * 1103515245n + 12345n) % 2n ** 32n;
			const noise = ((random / 65536n) % 4096n) - 2048n;
			const sum = Number(sine + (noise >> 1n));
			samples.push(Math.floor(frame / 5512) % 4 === 3 ? 0 : Math.min(2047, Math.max(-2047, sum)));
		}
	}
	return samples;
}

function draw(seed: number, frames: number): number[] {
	const input = new InputSignal(seed);
	return Array.from({ length: frames }, (_, frame) => [input.draw(0, frame), input.draw(1, frame)]).flat();
}

test('the input follows the recipe for every seed', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 0xffffffff }), (seed) => {
			expect(draw(seed, 300)).toEqual(recipe(seed, 300));
		}),
	);
});

test('the last of every four stretches of 5512 frames is silent and the noise goes on in it', () => {
	const samples = draw(1, 5 * 5512);
	expect(samples).toEqual(recipe(1, 5 * 5512));
	expect(samples.slice(2 * 3 * 5512, 2 * 4 * 5512).every((sample) => sample === 0)).toBe(true);
});
