import { SCOPE_FRAME_WORDS } from '../src/bridge/block-regions.ts';
import type { DigitalToAnalog } from './signal-path/converters.ts';

/** Length of the fade from one CPU to another, seconds. */
const FADE_SECONDS = 0.01;

/**
 * Before that fade the incoming CPU is given the input, faded in, and is not heard yet: what its empty memory records then begins
 * softly, and its first echo does not click. Seconds.
 */
const LEAD_SECONDS = 0.005;

/** Frames in which the dry input takes the place of a CPU that does not get through its tick, and back. */
const DRY_FADE_FRAMES = 64;

/** What comes behind the CPUs: one fades into the other, and the dry input stands in for one that hangs. */
export class OutputStage {
	/** Whether the input is to go out dry. */
	bypassed = false;
	/** Whether the outgoing CPU still plays, into the fade; otherwise the fade starts from where the output stood. */
	outgoingSounds = false;

	readonly #fadeFrames: number;
	readonly #leadFrames: number;
	/** Frames until the incoming CPU plays alone; more than `#fadeFrames` while it is led in. */
	#framesLeft = 0;
	/** What the fade comes from: the last sample of the outgoing CPU, or the output as it stood. */
	#outgoingLeft = 0;
	#outgoingRight = 0;
	/** Output of the last sample. */
	#lastLeft = 0;
	#lastRight = 0;
	/** Share of the dry input, 0…1. */
	#dryGain = 0;

	constructor(sampleRate: number) {
		this.#fadeFrames = Math.round(FADE_SECONDS * sampleRate);
		this.#leadFrames = Math.round(LEAD_SECONDS * sampleRate);
	}

	/** Whether one CPU is giving way to another. */
	get isFading(): boolean {
		return this.#framesLeft > 0;
	}

	/** Fades to another CPU, which is led in first if its memory begins empty. */
	fadeOver(isLedIn: boolean): void {
		this.outgoingSounds = true;
		this.#framesLeft = this.#fadeFrames + (isLedIn ? this.#leadFrames : 0);
	}

	/** Fades to another CPU from where the output stands, because the one that played is no more. */
	fadeFromStandstill(): void {
		this.#outgoingLeft = this.#lastLeft;
		this.#outgoingRight = this.#lastRight;
		this.outgoingSounds = false;
		this.#framesLeft = this.#fadeFrames;
	}

	/** Ends a fade at once. */
	endFade(): void {
		this.#framesLeft = 0;
		this.outgoingSounds = false;
	}

	/** An input word as the incoming CPU gets it. */
	ledIn(word: number): number {
		if (this.#framesLeft <= this.#fadeFrames) return word;
		const done = this.#leadFrames - (this.#framesLeft - this.#fadeFrames);
		return Math.trunc((word * done) / this.#leadFrames);
	}

	/**
	 * Puts out the next frame. `frames` holds frames as the scope shows them; the one at word `at` has its input in it and gets its
	 * output.
	 */
	render(frames: Float32Array, at: number, incoming: DigitalToAnalog, outgoing: DigitalToAnalog): void {
		incoming.render();
		let left = incoming.left;
		let right = incoming.right;
		if (this.#framesLeft > 0) {
			const gain = Math.min(1, this.#framesLeft / this.#fadeFrames);
			if (this.outgoingSounds) {
				outgoing.render();
				this.#outgoingLeft = outgoing.left;
				this.#outgoingRight = outgoing.right;
			}
			left += (this.#outgoingLeft - left) * gain;
			right += (this.#outgoingRight - right) * gain;
			this.#framesLeft -= 1;
			if (this.#framesLeft === 0) this.outgoingSounds = false;
		}
		const dryGoal = this.bypassed ? 1 : 0;
		if (this.#dryGain !== dryGoal) {
			const step = 1 / DRY_FADE_FRAMES;
			this.#dryGain = this.bypassed ? Math.min(1, this.#dryGain + step) : Math.max(0, this.#dryGain - step);
		}
		if (this.#dryGain > 0) {
			left += (frames[at] - left) * this.#dryGain;
			right += (frames[at + 1] - right) * this.#dryGain;
		}
		frames[at + SCOPE_FRAME_WORDS / 2] = this.#lastLeft = left;
		frames[at + SCOPE_FRAME_WORDS / 2 + 1] = this.#lastRight = right;
	}
}
