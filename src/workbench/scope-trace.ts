import { SCOPE_FRAME_WORDS } from '../bridge/block-regions.ts';
import type { WordRing } from '../memory/word-ring.ts';

/** Frames that the trace remembers: the longest sweep twice, so that a trigger can be looked for before it. A power of two. */
export const TRACE_FRAMES = 65536;

/** What the numbers of a frame are. */
export const SCOPE_CHANNEL = { inLeft: 0, inRight: 1, outLeft: 2, outRight: 3 } as const;

/** The last frames that came out of the scope ring, input and output. */
export class ScopeTrace {
	/** Frames ever taken. */
	taken = 0;
	readonly #samples = new Float32Array(TRACE_FRAMES * SCOPE_FRAME_WORDS);
	readonly #words = new Int32Array(this.#samples.buffer);

	/** Takes all frames that wait in the ring. Answers how many. */
	drain(ring: WordRing): number {
		const before = this.taken;
		for (;;) {
			const frames = Math.floor(ring.acquireRun(ring.capacity) / SCOPE_FRAME_WORDS);
			if (frames === 0) return this.taken - before;
			this.add(ring.storage, ring.readPlace, frames);
			ring.releaseRun(frames * SCOPE_FRAME_WORDS);
		}
	}

	/** Appends frames, as the ring holds them: float bits, from word `at` on. */
	add(words: Int32Array, at: number, frames: number): void {
		for (let frame = 0; frame < frames; frame++) {
			const to = ((this.taken + frame) % TRACE_FRAMES) * SCOPE_FRAME_WORDS;
			const from = at + frame * SCOPE_FRAME_WORDS;
			for (let word = 0; word < SCOPE_FRAME_WORDS; word++) this.#words[to + word] = words[from + word] as number;
		}
		this.taken += frames;
	}

	/** A sample by the number of its frame, one of the last {@link TRACE_FRAMES}; 0 for frames from before the first. */
	sample(frame: number, channel: number): number {
		return frame < 0 ? 0 : (this.#samples[(frame % TRACE_FRAMES) * SCOPE_FRAME_WORDS + channel] as number);
	}

	/**
	 * The newest frame at which a channel rises through zero and behind which a whole sweep has come in; −1 when there is none that is
	 * remembered in full.
	 *
	 * @param sweepFrames width of the screen, at most half of {@link TRACE_FRAMES}
	 */
	findTrigger(channel: number, sweepFrames: number): number {
		const newest = this.taken - sweepFrames;
		const oldest = Math.max(1, this.taken - TRACE_FRAMES + 1, newest - sweepFrames);
		for (let frame = newest; frame >= oldest; frame--) {
			if (this.sample(frame - 1, channel) < 0 && this.sample(frame, channel) >= 0) return frame;
		}
		return -1;
	}
}
