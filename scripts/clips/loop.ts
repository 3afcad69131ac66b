import { dbToGain, LOOP_FRAMES, LOOP_SECONDS, SAMPLE_RATE } from './music.ts';

/** Peak of every finished clip, in dB below full scale. */
export const PEAK_DBFS = -3;

/** One frame of sound, reused by effects for their output. */
export interface Frame {
	left: number;
	right: number;
}

/** An effect: takes one frame, writes one. */
export type FrameEffect = (left: number, right: number, output: Frame, frame: number) => void;

/** A stereo loop as a ring of frames: whatever rings on past its end is heard at its start, so it joins by construction. */
export class Loop {
	readonly left = new Float64Array(LOOP_FRAMES);
	readonly right = new Float64Array(LOOP_FRAMES);

	/**
	 * Adds a mono sound, at a constant power between the loudspeakers.
	 *
	 * @param startFrame any whole number; it is taken modulo the length
	 * @param pan from -1 (left) to 1 (right)
	 */
	add(startFrame: number, sound: Float64Array, gain = 1, pan = 0): void {
		const angle = ((pan + 1) * Math.PI) / 4;
		const leftGain = gain * Math.cos(angle);
		const rightGain = gain * Math.sin(angle);
		let frame = ((startFrame % LOOP_FRAMES) + LOOP_FRAMES) % LOOP_FRAMES;
		for (const sample of sound) {
			this.left[frame] += sample * leftGain;
			this.right[frame] += sample * rightGain;
			frame = (frame + 1) % LOOP_FRAMES;
		}
	}

	/** Adds another loop frame by frame. */
	addLoop(other: Loop, gain = 1): void {
		for (let frame = 0; frame < LOOP_FRAMES; frame++) {
			this.left[frame] += other.left[frame] * gain;
			this.right[frame] += other.right[frame] * gain;
		}
	}

	/**
	 * Replaces the loop by what an effect makes of it once it has heard it go round for long enough to have forgotten how it started.
	 *
	 * @param settleSeconds time after which the effect's start is inaudible
	 */
	process(effect: FrameEffect, settleSeconds = LOOP_SECONDS): void {
		const output: Frame = { left: 0, right: 0 };
		const warmUpPasses = Math.ceil(settleSeconds / LOOP_SECONDS);
		for (let pass = 0; pass <= warmUpPasses; pass++) {
			for (let frame = 0; frame < LOOP_FRAMES; frame++) {
				effect(this.left[frame], this.right[frame], output, frame);
				if (pass < warmUpPasses) continue;
				this.left[frame] = output.left;
				this.right[frame] = output.right;
			}
		}
	}

	/**
	 * The finished clip: without its mean, at its peak level. A loop has no DC but its mean, so taking that away is exact.
	 *
	 * @throws RangeError if the loop is silent or holds a sample that is no finite number
	 */
	finish(): [left: Float32Array<ArrayBuffer>, right: Float32Array<ArrayBuffer>] {
		const leftMean = this.left.reduce((sum, sample) => sum + sample, 0) / LOOP_FRAMES;
		const rightMean = this.right.reduce((sum, sample) => sum + sample, 0) / LOOP_FRAMES;
		let peak = 0;
		for (let frame = 0; frame < LOOP_FRAMES; frame++) {
			peak = Math.max(peak, Math.abs(this.left[frame] - leftMean), Math.abs(this.right[frame] - rightMean));
		}
		if (!(peak > 0 && peak < Number.POSITIVE_INFINITY)) throw new RangeError(`The loop has no peak to scale: ${peak}.`);
		const gain = dbToGain(PEAK_DBFS) / peak;
		return [
			Float32Array.from(this.left, (sample) => (sample - leftMean) * gain),
			Float32Array.from(this.right, (sample) => (sample - rightMean) * gain),
		];
	}
}

/** Renders a mono sound sample by sample; its last 5 ms are faded so that nothing that is still ringing is cut. */
export function renderSound(seconds: number, sampleAt: (seconds: number, frame: number) => number): Float64Array {
	const sound = new Float64Array(Math.round(seconds * SAMPLE_RATE));
	const fadeFrames = Math.min(sound.length, Math.round(0.005 * SAMPLE_RATE));
	for (let frame = 0; frame < sound.length; frame++) {
		const fade = Math.min(1, (sound.length - frame) / fadeFrames);
		sound[frame] = sampleAt(frame / SAMPLE_RATE, frame) * fade;
	}
	return sound;
}
