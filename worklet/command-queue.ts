import { AT_ONCE, COMMAND_FIELD, COMMAND_WORDS } from '../src/bridge/commands.ts';
import type { RecordRing } from '../src/memory/record-ring.ts';

/** More frames than any stretch that is rendered at a time. */
const FAR = 0x7fffffff;

/** The audio thread's half of the commands ring: hands out each command when its frame has come, in order. */
export class CommandQueue {
	/** The record that `next` has answered with. */
	readonly command = new Int32Array(COMMAND_WORDS);
	readonly #ring: RecordRing;
	#waits = false;

	constructor(ring: RecordRing) {
		this.#ring = ring;
	}

	/** Takes the next command that is due at `frame` into `command`; false when none is. */
	next(frame: number): boolean {
		if (!this.#waits) this.#waits = this.#ring.pop(this.command);
		if (!this.#waits || this.framesToNext(frame) > 0) return false;
		this.#waits = false;
		return true;
	}

	/** Frames from `frame` until the command that waits is due; far more than are rendered at a time when none waits. */
	framesToNext(frame: number): number {
		if (!this.#waits) return FAR;
		const stamp = this.command[COMMAND_FIELD.frame];
		return stamp === AT_ONCE ? 0 : Math.max(0, (stamp - frame) | 0);
	}
}
