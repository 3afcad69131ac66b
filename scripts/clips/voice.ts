import { alongPath, release, rise } from './envelopes.ts';
import { OnePole } from './filters.ts';
import { Loop, renderSound } from './loop.ts';
import { beatFrame, beatSeconds, noteHz, SAMPLE_RATE } from './music.ts';
import { Random } from './random.ts';
import { reverberate } from './reverb.ts';
import { VocalTract, type Vowel } from './vocal-tract.ts';

/** One breath of the singer. */
interface Syllable {
	/** Onset in beats. */
	readonly beat: number;
	/** Length in beats. */
	readonly beats: number;
	/** Vowels passed through, evenly spaced. */
	readonly vowels: readonly Vowel[];
	/** MIDI notes passed through, evenly spaced. */
	readonly notes: readonly number[];
	/** Depth of the vibrato at its end, in semitones. */
	readonly vibrato: number;
}

/** What it says, near enough: yeah, ah, wow, eye, oh. */
const SYLLABLES: readonly Syllable[] = [
	{ beat: 0, beats: 1.35, vowels: ['i', 'e', 'a', 'a'], notes: [50, 52, 52, 52], vibrato: 0.15 },
	{ beat: 1.5, beats: 0.8, vowels: ['a', 'a', 'o'], notes: [55, 55, 52], vibrato: 0 },
	{ beat: 2.5, beats: 1.3, vowels: ['u', 'a', 'a', 'u'], notes: [52, 57, 55, 48], vibrato: 0.1 },
	{ beat: 4, beats: 1.7, vowels: ['a', 'a', 'i', 'i'], notes: [47, 48, 50, 50], vibrato: 0.25 },
	{ beat: 6, beats: 1.7, vowels: ['o', 'o', 'o', 'u'], notes: [52, 48, 45, 45], vibrato: 0.35 },
];

/** Share of a cycle for which the glottis is open. */
const OPEN_QUOTIENT = 0.62;

/** Air flow through the glottis over one cycle, 0 to 1: a polynomial pulse that opens slowly and shuts at once (Klatt and Klatt 1990). */
function glottalFlow(phase: number): number {
	const x = phase / OPEN_QUOTIENT;
	return x < 1 ? 6.75 * x * x * (1 - x) : 0;
}

function renderSyllable({ beats, vowels, notes, vibrato }: Syllable, random: Random): Float64Array {
	const holdSeconds = beatSeconds(beats);
	const tract = new VocalTract(vowels);
	const drift = new OnePole(4);
	const tilt = new OnePole(4500);
	let phase = 0;
	let lastFlow = 0;
	const sound = renderSound(holdSeconds + 0.2, (t) => {
		const position = t / holdSeconds;
		const wobble = vibrato * rise(position, 1) ** 2 * Math.sin(2 * Math.PI * 5.2 * t) + 9 * drift.step(random.bipolar());
		const frequencyHz = noteHz(alongPath(notes, position) + wobble);
		phase = (phase + frequencyHz / SAMPLE_RATE) % 1;
		const flow = glottalFlow(phase);
		// Lips radiate the change of flow; per cycle, not per sample, it is as loud at every pitch.
		const voiced = tilt.step(((flow - lastFlow) * SAMPLE_RATE) / frequencyHz);
		lastFlow = flow;
		const voicing = rise(t, 0.05) * release(t, holdSeconds - 0.09, 0.03);
		const breathing = rise(t, 0.02) * release(t, holdSeconds - 0.02, 0.05);
		const breath = random.bipolar() * breathing * (0.08 + 0.2 * flow + 0.4 * Math.exp(-t / 0.03));
		return tract.step(voiced * voicing + breath, position);
	});
	return withUnitRms(sound);
}

/** Vowels in series differ by more than 10 dB; a singer makes up for it. */
function withUnitRms(sound: Float64Array): Float64Array {
	const rms = Math.sqrt(sound.reduce((sum, sample) => sum + sample * sample, 0) / sound.length);
	return sound.map((sample) => sample / rms);
}

/** A voice without words: a glottal pulse and breath through gliding formants, in a room. */
export function renderVoice(): Loop {
	const random = new Random(0x70a1);
	const loop = new Loop();
	for (const syllable of SYLLABLES) loop.add(beatFrame(syllable.beat), renderSyllable(syllable, random));
	reverberate(loop, { decaySeconds: 1.1, dampingHz: 4200, size: 1, dryGain: 1, wetGain: 0.045 });
	return loop;
}
