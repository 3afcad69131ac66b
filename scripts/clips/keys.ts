import { decay, release, rise } from './envelopes.ts';
import { Loop, renderSound } from './loop.ts';
import { beatFrame, beatSeconds, LOOP_FRAMES, noteHz, SAMPLE_RATE } from './music.ts';
import { reverberate } from './reverb.ts';

/** A note of the phrase: onset and length in beats, MIDI note, velocity from 0 to 1. */
type KeyNote = readonly [beat: number, beats: number, note: number, velocity: number];

/** Beats between the notes of a rolled chord. */
const ROLL_BEATS = 0.035;

const rolled = (beat: number, beats: number, notes: readonly number[], velocity: number): KeyNote[] =>
	notes.map((note, i) => [beat + i * ROLL_BEATS, beats, note, velocity * (0.85 + 0.05 * i)]);

/** A minor 9 and F major 9, each answered by a short line. */
const PHRASE: readonly KeyNote[] = [
	...rolled(0, 1.6, [45, 55, 59, 60, 64], 0.7),
	[1.5, 0.45, 67, 0.55],
	[2, 0.4, 71, 0.75],
	[2.5, 0.9, 72, 0.6],
	[3, 0.4, 64, 0.4],
	[3.25, 0.25, 67, 0.45],
	[3.5, 0.5, 69, 0.7],
	...rolled(4, 1.6, [41, 55, 57, 60, 64], 0.7),
	[5.5, 0.45, 72, 0.6],
	[6, 0.4, 71, 0.7],
	[6.25, 0.25, 67, 0.4],
	[6.5, 0.9, 64, 0.65],
	[7, 0.4, 67, 0.45],
	[7.5, 0.5, 62, 0.55],
];

/** Tremolo cycles per loop: a whole number, so that the loop joins. */
const TREMOLO_CYCLES = 18;
const TREMOLO_DEPTH = 0.22;

/** A tine piano by frequency modulation (Chowning 1973): a body at 1:1 and a bell at 1:14 that dies at once, both brighter when struck harder. */
function renderKey([, beats, note, velocity]: KeyNote): Float64Array {
	const frequencyHz = noteHz(note);
	const radians = 2 * Math.PI * frequencyHz;
	const ringSeconds = 1.5 * 2 ** ((60 - note) / 24);
	const holdSeconds = beatSeconds(beats);
	// The bell stays below half the sample rate with its first sidebands.
	const bellRatio = Math.min(14, Math.floor((0.4 * SAMPLE_RATE) / frequencyHz));
	const brightness = Math.min(1, 2 ** ((66 - note) / 18));
	return renderSound(holdSeconds + 0.6, (t) => {
		const bodyIndex = brightness * (0.3 + 2 * velocity * decay(t, 0.28));
		const body = Math.sin(radians * t + bodyIndex * Math.sin(radians * 1.0007 * t));
		const bell = Math.sin(radians * t + 1.3 * velocity * decay(t, 0.04) * Math.sin(radians * bellRatio * t));
		const loudness = rise(t, 0.002) * decay(t, ringSeconds) * release(t, holdSeconds, 0.09);
		return velocity * loudness * (0.68 * body + 0.32 * bell);
	});
}

/** An electric piano phrase with a stereo tremolo. */
export function renderKeys(): Loop {
	const loop = new Loop();
	for (const key of PHRASE) {
		const [beat, , note] = key;
		loop.add(beatFrame(beat), renderKey(key), 1, (note - 60) / 40);
	}
	loop.process((left, right, output, frame) => {
		const sway = TREMOLO_DEPTH * Math.sin((2 * Math.PI * TREMOLO_CYCLES * frame) / LOOP_FRAMES);
		output.left = Math.tanh(0.8 * left) * (1 + sway);
		output.right = Math.tanh(0.8 * right) * (1 - sway);
	}, 0);
	reverberate(loop, { decaySeconds: 1.2, dampingHz: 5000, size: 1.1, dryGain: 1, wetGain: 0.06 });
	return loop;
}
