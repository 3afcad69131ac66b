import { decay, release, rise, smoothStep } from './envelopes.ts';
import { StateVariableFilter } from './filters.ts';
import { Loop, renderSound } from './loop.ts';
import { beatFrame, beatSeconds, noteHz, STEPS_PER_BEAT, stepBeat } from './music.ts';
import { Oscillator } from './oscillators.ts';

/** A note of the line. */
interface BassNote {
	/** Sixteenth step of its onset. */
	readonly step: number;
	/** Length in sixteenths. */
	readonly steps: number;
	/** MIDI note. */
	readonly note: number;
	/** Opens the filter: 0 to 1. */
	readonly accent: number;
	/** MIDI note that it glides to from the middle on. */
	readonly glideTo?: number;
}

/** A bar over A minor, a bar over F major that walks back up. */
const LINE: readonly BassNote[] = [
	{ step: 0, steps: 2.5, note: 33, accent: 1 },
	{ step: 3, steps: 0.8, note: 33, accent: 0.3 },
	{ step: 4, steps: 0.8, note: 45, accent: 0.6 },
	{ step: 6, steps: 1.6, note: 40, accent: 0.5 },
	{ step: 8, steps: 0.9, note: 33, accent: 0.8 },
	{ step: 10, steps: 1.7, note: 43, accent: 0.7, glideTo: 45 },
	{ step: 13, steps: 0.8, note: 36, accent: 0.4 },
	{ step: 14, steps: 1.8, note: 38, accent: 0.6, glideTo: 40 },
	{ step: 16, steps: 2.5, note: 29, accent: 1 },
	{ step: 19, steps: 0.8, note: 29, accent: 0.3 },
	{ step: 20, steps: 0.8, note: 41, accent: 0.7 },
	{ step: 22, steps: 1.6, note: 36, accent: 0.5 },
	{ step: 24, steps: 0.9, note: 29, accent: 0.7 },
	{ step: 26, steps: 1.7, note: 31, accent: 0.6 },
	{ step: 28, steps: 0.9, note: 43, accent: 0.8 },
	{ step: 30, steps: 1.9, note: 40, accent: 0.9, glideTo: 45 },
];

/** Saw and narrow pulse over a sine one octave down, through a four-pole low pass that shuts like a hand. */
function renderNote({ steps, note, accent, glideTo = note }: BassNote): Float64Array {
	const holdSeconds = beatSeconds(steps / STEPS_PER_BEAT);
	const saw = new Oscillator(0.5);
	const pulse = new Oscillator(0.25);
	const fundamental = new Oscillator();
	const first = new StateVariableFilter();
	const second = new StateVariableFilter();
	return renderSound(holdSeconds + 0.25, (t) => {
		const glide = smoothStep((t / holdSeconds - 0.45) / 0.4);
		const frequencyHz = noteHz(note + (glideTo - note) * glide);
		const raw = 0.5 * saw.saw(frequencyHz) + 0.3 * pulse.pulse(frequencyHz * 1.003, 0.34);
		const cutoffHz = 130 + frequencyHz + (500 + 2100 * accent) * decay(t, 0.09 + 0.06 * accent) * rise(t, 0.004);
		first.step(raw, cutoffHz, 0.75);
		second.step(first.low, cutoffHz, 1.5 + 1.3 * accent);
		const loudness = rise(t, 0.004) * release(t, holdSeconds, 0.025) * (0.72 + 0.28 * decay(t, 0.2));
		return Math.tanh(1.5 * (second.low + 0.34 * fundamental.sine(frequencyHz))) * loudness * (0.82 + 0.18 * accent);
	});
}

/** A synthesizer bass line with a filter envelope. */
export function renderBass(): Loop {
	const loop = new Loop();
	for (const note of LINE) loop.add(beatFrame(stepBeat(note.step)), renderNote(note));
	return loop;
}
