import { alongPath } from './envelopes.ts';
import { FormantResonator } from './filters.ts';

/** A vowel by its usual Latin letter: heed, head, father, law, food. */
export type Vowel = 'i' | 'e' | 'a' | 'o' | 'u';

/** The first three formants of each vowel in Hz: averages over men of Peterson and Barney (1952). */
const VOWEL_FORMANTS_HZ: Readonly<Record<Vowel, readonly [number, number, number]>> = {
	i: [270, 2290, 3010],
	e: [530, 1840, 2480],
	a: [730, 1090, 2440],
	o: [570, 840, 2410],
	u: [300, 870, 2240],
};

/** Formants above the third hardly move with the vowel: the resonances of a tube of 17 cm, some 1000 Hz apart, up to where a voice has sound. */
const HIGHER_FORMANTS_HZ = [3450, 4300, 5300, 6300, 7300, 8300];

/** Bandwidths of all formants, in Hz: losses grow with frequency. */
const BANDWIDTHS_HZ = [70, 90, 140, 220, 280, 380, 480, 580, 680];

/** A mouth on its way through some vowels: formant resonators in series, so that their levels come out right by themselves (Klatt 1980). */
export class VocalTract {
	private readonly formants: readonly {
		readonly resonator: FormantResonator;
		readonly pathHz: readonly number[];
		readonly bandwidthHz: number;
	}[];

	/** @param vowels what it passes through, evenly spaced; at least one */
	constructor(vowels: readonly Vowel[]) {
		const paths = [
			...[0, 1, 2].map((formant) => vowels.map((vowel) => VOWEL_FORMANTS_HZ[vowel][formant])),
			...HIGHER_FORMANTS_HZ.map((frequencyHz) => [frequencyHz]),
		];
		this.formants = paths.map((pathHz, i) => ({ resonator: new FormantResonator(), pathHz, bandwidthHz: BANDWIDTHS_HZ[i] }));
	}

	/** One sample of what comes out. @param position how far along the vowels, from 0 to 1 */
	step(source: number, position: number): number {
		let sample = source;
		for (const { resonator, pathHz, bandwidthHz } of this.formants) {
			sample = resonator.step(sample, alongPath(pathHz, position), bandwidthHz);
		}
		return sample;
	}
}
