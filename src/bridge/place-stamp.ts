import type { Machine } from '../gazl/machine.ts';
import { CALL_STACK_ENTRY_WORDS } from '../gazl/machine-space.ts';
import { NO_INSTRUCTION, PLACE, PLACE_CALLERS } from '../memory/checks/place.ts';

/** What tells the time of records. */
export interface FrameCount {
	/** Frames rendered since the engine was built, to a control period. */
	readonly frame: number;
}

/** Notes where a machine's program stands and when, for the records of a checked build. Nothing is allocated after construction. */
export class PlaceStamp {
	/** The place that was noted last: the words of `PLACE`. */
	readonly place = new Int32Array(PLACE.words);
	readonly #machine: Machine;
	readonly #time: FrameCount;

	constructor(machine: Machine, time: FrameCount) {
		this.#machine = machine;
		this.#time = time;
	}

	/** Notes an instruction, `NO_INSTRUCTION` for the host, with its callers, and when. @returns {@link place} */
	at(instruction: number): Int32Array {
		const { place } = this;
		const { callStack } = this.#machine;
		let entry = this.#machine.callDepth * CALL_STACK_ENTRY_WORDS;
		place[PLACE.instruction] = instruction;
		for (let caller = 0; caller < PLACE_CALLERS; caller++) {
			entry -= CALL_STACK_ENTRY_WORDS;
			const isCall = instruction !== NO_INSTRUCTION && entry >= 0 && callStack[entry] >= 0;
			place[PLACE.callers + caller] = isCall ? callStack[entry] : NO_INSTRUCTION;
			// What is below the host's own call is another story.
			if (!isCall) entry = 0;
		}
		this.stampFrame(place, PLACE.frameLow, PLACE.frameHigh);
		return place;
	}

	/** Writes the time into two words of a record. */
	stampFrame(record: Int32Array, low: number, high: number): void {
		const { frame } = this.#time;
		record[low] = frame | 0;
		record[high] = (frame / 2 ** 32) | 0;
	}
}
