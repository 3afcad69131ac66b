import { OnePole } from './filters.ts';
import type { Loop } from './loop.ts';
import { SAMPLE_RATE } from './music.ts';

/** A room. */
export interface Room {
	/** Time to fall by 60 dB at low frequencies, in seconds. */
	readonly decaySeconds: number;
	/** Cutoff of the loss per reflection, in Hz: lower is darker. */
	readonly dampingHz: number;
	/** Scale of all delays; 1 is a room of some 10 m. */
	readonly size: number;
	/** Gain of the sound itself; 0 for a room that is heard through a send. */
	readonly dryGain: number;
	/** Gain of the reverberation. */
	readonly wetGain: number;
}

/** Lengths of the delay lines at size 1, in frames: primes, so that their echoes do not fall together. */
const LINE_FRAMES = [1049, 1193, 1361, 1511, 1667, 1871, 2069, 2297];
/** Lengths of the all-passes that smear the input, in frames, for left and right. */
const DIFFUSER_FRAMES = [
	[113, 241, 379],
	[127, 263, 401],
] as const;
const DIFFUSION = 0.62;

class Delay {
	private readonly ring: Float64Array;
	private position = 0;

	constructor(frames: number) {
		this.ring = new Float64Array(frames);
	}

	/** What was put in one whole length ago. */
	get oldest(): number {
		return this.ring[this.position];
	}

	push(sample: number): void {
		this.ring[this.position] = sample;
		this.position = (this.position + 1) % this.ring.length;
	}
}

/** Schroeder's all-pass. */
class AllPass {
	private readonly delay: Delay;

	constructor(frames: number) {
		this.delay = new Delay(frames);
	}

	step(input: number): number {
		const delayed = this.delay.oldest;
		const fed = input + DIFFUSION * delayed;
		this.delay.push(fed);
		return delayed - DIFFUSION * fed;
	}
}

/** Adds reverberation to a loop as it sounds when the loop has gone round for long: a feedback delay network of eight lines (Jot 1991) behind a Householder matrix. */
export function reverberate(loop: Loop, room: Room): void {
	const lengths = LINE_FRAMES.map((frames) => Math.round(frames * room.size));
	const lines = lengths.map((frames) => new Delay(frames));
	const dampers = lengths.map(() => new OnePole(room.dampingHz));
	const lossGains = lengths.map((frames) => 10 ** ((-3 * frames) / SAMPLE_RATE / room.decaySeconds));
	const diffusers = DIFFUSER_FRAMES.map((frames) => frames.map((length) => new AllPass(length)));
	const heard = new Float64Array(lines.length);

	loop.process((left, right, output) => {
		const inputs = [left, right].map((input, side) => diffusers[side].reduce((sample, allPass) => allPass.step(sample), input));
		let sum = 0;
		let wetLeft = 0;
		let wetRight = 0;
		for (let i = 0; i < lines.length; i++) {
			heard[i] = dampers[i].step(lines[i].oldest) * lossGains[i];
			sum += heard[i];
			// Signs that alternate at different rates on each side leave the two sides uncorrelated.
			wetLeft += i & 1 ? -heard[i] : heard[i];
			wetRight += i & 2 ? -heard[i] : heard[i];
		}
		for (let i = 0; i < lines.length; i++) lines[i].push(inputs[i & 1] + heard[i] - (2 / lines.length) * sum);
		output.left = room.dryGain * left + room.wetGain * wetLeft;
		output.right = room.dryGain * right + room.wetGain * wetRight;
	}, room.decaySeconds * 2);
}
