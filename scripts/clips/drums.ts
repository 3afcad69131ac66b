import { decay, rise } from './envelopes.ts';
import { StateVariableFilter } from './filters.ts';
import { Loop, renderSound } from './loop.ts';
import { beatFrame, stepBeat } from './music.ts';
import { Oscillator } from './oscillators.ts';
import { Random } from './random.ts';
import { reverberate } from './reverb.ts';

/** Where the second sixteenth of each pair stands. */
export const DRUM_SWING = 0.57;

/** Sixteenth steps of the two bars; digits are velocities up to 9, dots are rests. Low snare digits are the ghost notes. */
export const DRUM_PATTERN = {
	kick: '9......5..8..4..' + '9..4...5..8..3..',
	snare: '....9..1.2..9..1' + '....9..2.1..9.23',
	closedHat: '7.4263427.426342' + '7.4263427.4263..',
	openHat: '................' + '..............6.',
} as const;

/** A drum of the pattern. */
export type DrumName = keyof typeof DRUM_PATTERN;

/** How each drum stands in the mix. */
const MIX: Readonly<Record<DrumName, { gain: number; pan: number; roomSend: number }>> = {
	kick: { gain: 1, pan: 0, roomSend: 0.1 },
	snare: { gain: 0.85, pan: -0.08, roomSend: 0.5 },
	closedHat: { gain: 0.3, pan: 0.3, roomSend: 0.25 },
	openHat: { gain: 0.3, pan: 0.3, roomSend: 0.3 },
};

/** Partials of the hat's metal, in Hz: no two in a simple ratio. */
const METAL_HZ = [2131, 3217, 4099, 5437, 6073, 8419];

/** A sine that falls from a knock to 54 Hz, driven softly, with a click of noise in front. */
function renderKick(velocity: number, random: Random): Float64Array {
	const body = new Oscillator();
	const click = new StateVariableFilter();
	return renderSound(0.55, (t) => {
		const frequencyHz = 54 + 120 * decay(t, 0.026) + 300 * decay(t, 0.006);
		const tone = body.sine(frequencyHz) * decay(t, 0.085 + 0.045 * velocity);
		click.step(random.bipolar() * decay(t, 0.0025), 2600, 0.8);
		return velocity * rise(t, 0.0005) * (0.8 * Math.tanh(1.9 * tone) + 0.7 * velocity * click.band);
	});
}

/** Two modes of a drum head under a burst of wires; soft strokes are shorter and darker. */
function renderSnare(velocity: number, random: Random): Float64Array {
	const lowMode = new Oscillator();
	const highMode = new Oscillator();
	const wires = new StateVariableFilter();
	const edge = new StateVariableFilter();
	const wireSeconds = 0.05 + 0.055 * velocity;
	const brightnessHz = 1500 + 1300 * velocity;
	return renderSound(0.45, (t) => {
		const bend = 1 + 0.25 * decay(t, 0.012);
		const head = lowMode.sine(186 * bend) * decay(t, 0.055) + 0.55 * highMode.sine(331 * bend) * decay(t, 0.035);
		const noise = random.bipolar();
		wires.step(noise, brightnessHz, 0.55);
		edge.step(noise, 6500, 0.7);
		const rattle = 1.5 * wires.band * decay(t, wireSeconds) + 0.4 * velocity * edge.high * decay(t, 0.028);
		return velocity * rise(t, 0.0006) * Math.tanh(1.1 * (0.8 * head + 1.1 * rattle));
	});
}

/** Six squares of no common pitch and some noise, high-passed twice. */
function renderHat(velocity: number, random: Random, ringSeconds: number): Float64Array {
	const partials = METAL_HZ.map((frequencyHz) => ({ frequencyHz, oscillator: new Oscillator(random.between(0, 1)) }));
	const first = new StateVariableFilter();
	const second = new StateVariableFilter();
	return renderSound(ringSeconds * 6, (t) => {
		const metal = partials.reduce((sum, { frequencyHz, oscillator }) => sum + oscillator.pulse(frequencyHz, 0.5), 0);
		first.step(0.22 * metal + 0.8 * random.bipolar(), 7200, 0.9);
		second.step(first.high, 6200, 0.7);
		return velocity * rise(t, 0.0008) * second.high * decay(t, ringSeconds);
	});
}

const RENDERERS: Readonly<Record<DrumName, (velocity: number, random: Random) => Float64Array>> = {
	kick: renderKick,
	snare: renderSnare,
	closedHat: (velocity, random) => renderHat(velocity, random, 0.018 + 0.016 * velocity),
	openHat: (velocity, random) => renderHat(velocity, random, 0.085),
};

/** A drum kit for two bars, swung, with ghost notes on the snare, in a small room. */
export function renderDrums(): Loop {
	const random = new Random(0x6b1c);
	const kit = new Loop();
	const room = new Loop();
	for (const name of Object.keys(DRUM_PATTERN) as DrumName[]) {
		const { gain, pan, roomSend } = MIX[name];
		for (const [step, mark] of [...DRUM_PATTERN[name]].entries()) {
			if (mark === '.') continue;
			const sound = RENDERERS[name](Number(mark) / 9, random);
			const startFrame = beatFrame(stepBeat(step, DRUM_SWING));
			kit.add(startFrame, sound, gain, pan);
			room.add(startFrame, sound, gain * roomSend, pan);
		}
	}
	reverberate(room, { decaySeconds: 0.5, dampingHz: 6000, size: 0.6, dryGain: 0, wetGain: 0.28 });
	kit.addLoop(room);
	kit.process((left, right, output) => {
		output.left = Math.tanh(1.15 * left);
		output.right = Math.tanh(1.15 * right);
	}, 0);
	return kit;
}
