import { release, smoothStep } from './envelopes.ts';
import { StateVariableFilter } from './filters.ts';
import { Loop, renderSound } from './loop.ts';
import { beatFrame, beatSeconds, LOOP_FRAMES, noteHz } from './music.ts';
import { Oscillator } from './oscillators.ts';
import { Random } from './random.ts';
import { reverberate } from './reverb.ts';

/** Onset in beats, and MIDI notes: A minor 9, then F major 9, with the upper voices moving as little as they can. */
const CHORDS: readonly { beat: number; notes: readonly number[] }[] = [
	{ beat: 0, notes: [45, 52, 59, 60, 67] },
	{ beat: 4, notes: [41, 52, 57, 60, 67] },
];
const CHORD_BEATS = 4;

/** Detuning in cents and place of the four saws of a note. */
const UNISON = [
	{ cents: -9, pan: -0.9 },
	{ cents: -3, pan: 0.45 },
	{ cents: 4, pan: -0.45 },
	{ cents: 10, pan: 0.9 },
];

const ATTACK_SECONDS = 0.55;
const RELEASE_SECONDS = 0.35;

function renderSaw(frequencyHz: number, phase: number): Float64Array {
	const oscillator = new Oscillator(phase);
	const holdSeconds = beatSeconds(CHORD_BEATS);
	return renderSound(holdSeconds + 6 * RELEASE_SECONDS, (t) => {
		const loudness = smoothStep(t / ATTACK_SECONDS) * release(t, holdSeconds, RELEASE_SECONDS);
		return oscillator.saw(frequencyHz) * loudness;
	});
}

/** A slow pad of detuned saws under a low pass that breathes once per loop, in a hall. */
export function renderPad(): Loop {
	const random = new Random(0x9ad1);
	const loop = new Loop();
	for (const chord of CHORDS) {
		for (const [voice, note] of chord.notes.entries()) {
			// The lowest note stays in the middle: a wide bass is a weak one.
			const width = voice === 0 ? 0.25 : 1;
			for (const { cents, pan } of UNISON) {
				const saw = renderSaw(noteHz(note + cents / 100), random.between(0, 1));
				loop.add(beatFrame(chord.beat), saw, 1 / (1 + 0.12 * voice), pan * width);
			}
		}
	}
	const left = [new StateVariableFilter(), new StateVariableFilter()];
	const right = [new StateVariableFilter(), new StateVariableFilter()];
	const cutoffAt = (turn: number): number => 1700 * 2 ** (0.75 * Math.sin(2 * Math.PI * turn));
	loop.process((leftIn, rightIn, output, frame) => {
		const turn = frame / LOOP_FRAMES;
		output.left = lowPass(left, leftIn, cutoffAt(turn - 0.2));
		output.right = lowPass(right, rightIn, cutoffAt(turn - 0.28));
	});
	reverberate(loop, { decaySeconds: 2.4, dampingHz: 3800, size: 1.5, dryGain: 1, wetGain: 0.13 });
	return loop;
}

function lowPass(filters: readonly StateVariableFilter[], input: number, cutoffHz: number): number {
	return filters.reduce((sample, filter) => {
		filter.step(sample, cutoffHz, 0.8);
		return filter.low;
	}, input);
}
