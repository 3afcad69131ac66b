import { expect, it } from 'vitest';
import { VocalTract, type Vowel } from './vocal-tract.ts';

/** Peterson and Barney (1952), table II: average formants of men. */
const published: [Vowel, number[]][] = [
	['i', [270, 2290, 3010]],
	['e', [530, 1840, 2480]],
	['a', [730, 1090, 2440]],
	['o', [570, 840, 2410]],
	['u', [300, 870, 2240]],
];

/** Level of an impulse response at a frequency, in dB. */
function levelDb(response: readonly number[], frequencyHz: number): number {
	const radians = (2 * Math.PI * frequencyHz) / 44_100;
	let re = 0;
	let im = 0;
	for (const [n, sample] of response.entries()) {
		re += sample * Math.cos(radians * n);
		im -= sample * Math.sin(radians * n);
	}
	return 10 * Math.log10(re * re + im * im);
}

it.each(published)('resonates at the published formants of the vowel %s', (vowel, formantsHz) => {
	const tract = new VocalTract([vowel]);
	const response = Array.from({ length: 2500 }, (_, n) => tract.step(n === 0 ? 1 : 0, 0));
	const grid = Array.from({ length: 320 }, (_, i) => i * 10);
	const levels = grid.map((frequencyHz) => levelDb(response, frequencyHz));
	const peaksHz = grid.filter(
		(_, i) => i > 0 && levels[i] > levels[i - 1] && levels[i] > (levels[i + 1] ?? Number.POSITIVE_INFINITY),
	);
	expect(peaksHz).toHaveLength(3);
	for (const [i, peakHz] of peaksHz.entries()) expect(Math.abs(peakHz - formantsHz[i])).toBeLessThanOrEqual(25);
});
