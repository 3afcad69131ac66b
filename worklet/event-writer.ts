import {
	EVENT,
	EVENT_FIELD,
	EVENT_WORDS,
	MEMORY_FIELD,
	STOPPED_FIELD,
	TEXT_EVENT_CHARACTERS,
	TEXT_FIELD,
} from '../src/bridge/events.ts';
import type { Machine } from '../src/gazl/machine.ts';
import type { RecordRing } from '../src/memory/record-ring.ts';

/** Lines of traced text that the page is sent in a second of sound (device.md 6.3). */
const LINES_PER_SECOND = 200;

/** Records of wrong uses of the heap that the page is sent in a control period; the tables count them all. */
const MEMORY_EVENTS_PER_PERIOD = 16;

/** Records of the ring that text and memory leave alone, so that a firmware that floods it cannot hide its own end. */
const RECORDS_KEPT_FREE = 64;

const BODY = EVENT_FIELD.body;

/** The audio thread's half of the events ring. A full ring loses the event and counts it. */
export class EventWriter {
	/** Frame that events are stamped with, kept up to date by the engine. */
	frame = 0;
	/** Lines of text that were over the limit, or found the ring too full for all of them, since the start. */
	droppedLines = 0;

	readonly #ring: RecordRing;
	readonly #framesPerSecond: number;
	readonly #record = new Int32Array(EVENT_WORDS);
	#secondBegan = 0;
	#linesInSecond = 0;
	/** Frame that the present control period began with, and what it has had of the records that are limited. */
	#memoryPeriod = 0;
	#memoryEvents = 0;

	constructor(ring: RecordRing, sampleRate: number) {
		this.#ring = ring;
		this.#framesPerSecond = sampleRate;
	}

	started(firmware: number): void {
		this.#begin(EVENT.started, firmware);
		this.#push();
	}

	unloaded(): void {
		this.#begin(EVENT.unloaded, 0);
		this.#push();
	}

	/** A firmware has ended: why, in which phase, where. */
	stopped(firmware: number, status: number, phase: number, line: number, functionOrdinal: number): void {
		const record = this.#begin(EVENT.stopped, firmware);
		record[BODY + STOPPED_FIELD.status] = status;
		record[BODY + STOPPED_FIELD.phase] = phase;
		record[BODY + STOPPED_FIELD.line] = line;
		record[BODY + STOPPED_FIELD.function] = functionOrdinal;
		this.#push();
	}

	stalled(firmware: number, phase: number, line: number): void {
		const record = this.#begin(EVENT.stalled, firmware);
		record[BODY + STOPPED_FIELD.phase] = phase;
		record[BODY + STOPPED_FIELD.line] = line;
		this.#push();
	}

	resumed(firmware: number): void {
		this.#begin(EVENT.resumed, firmware);
		this.#push();
	}

	/** The clock is limited because cycles do not suffice, to `clockHz`; 0: no longer. */
	slowed(firmware: number, clockHz: number): void {
		const record = this.#begin(EVENT.slowed, firmware);
		record[BODY] = clockHz;
		this.#push();
	}

	/** A firmware used the heap in a wrong way, see `MEMORY_FIELD`. What is over the limit is dropped: it is counted in the tables. */
	memory(firmware: number, native: number, outcome: number, parameter: number, word: number, machine: Machine): void {
		if (!this.#hasRoomForMemory()) return;
		const record = this.#begin(EVENT.memory, firmware);
		record[BODY + MEMORY_FIELD.native] = native;
		record[BODY + MEMORY_FIELD.outcome] = outcome;
		record[BODY + MEMORY_FIELD.parameter] = parameter;
		record[BODY + MEMORY_FIELD.word] = word;
		record[BODY + MEMORY_FIELD.line] = machine.faultLine();
		record[BODY + MEMORY_FIELD.function] = machine.faultOrdinal();
		this.#push();
	}

	/** The checks of a slot have found something new: a row of their list. What is over the limit is dropped: the list has it. */
	violation(firmware: number, row: number, slot: number): void {
		if (!this.#hasRoomForMemory()) return;
		const record = this.#begin(EVENT.violation, firmware);
		record[BODY] = row;
		record[BODY + 1] = slot;
		this.#push();
	}

	/** One line of text: the low bytes of `length` words from `start`. Lines over the limit are dropped whole and counted. */
	text(firmware: number, words: Int32Array, start: number, length: number): void {
		if (this.frame - this.#secondBegan >= this.#framesPerSecond) {
			this.#secondBegan = this.frame;
			this.#linesInSecond = 0;
		}
		const records = Math.max(1, Math.ceil(length / TEXT_EVENT_CHARACTERS));
		const roomLeft = this.#ring.writable() >= records + RECORDS_KEPT_FREE;
		if (!roomLeft || ++this.#linesInSecond > LINES_PER_SECOND) {
			this.droppedLines += 1;
			return;
		}
		let done = 0;
		do {
			const count = Math.min(TEXT_EVENT_CHARACTERS, length - done);
			const record = this.#begin(EVENT.text, firmware);
			record[BODY + TEXT_FIELD.length] = count;
			record[BODY + TEXT_FIELD.ends] = done + count === length ? 1 : 0;
			for (let i = 0; i < count; ++i) {
				record[BODY + TEXT_FIELD.characters + (i >> 2)] |= (words[start + done + i] & 0xff) << ((i & 3) * 8);
			}
			this.#push();
			done += count;
		} while (done < length);
	}

	/** Whether one more record about memory may be sent in this control period; it then counts as sent. */
	#hasRoomForMemory(): boolean {
		if (this.frame !== this.#memoryPeriod) {
			this.#memoryPeriod = this.frame;
			this.#memoryEvents = 0;
		}
		if (this.#memoryEvents >= MEMORY_EVENTS_PER_PERIOD || this.#ring.writable() <= RECORDS_KEPT_FREE) return false;
		this.#memoryEvents += 1;
		return true;
	}

	#begin(kind: number, firmware: number): Int32Array {
		const record = this.#record;
		record.fill(0);
		record[EVENT_FIELD.frame] = this.frame | 0;
		record[EVENT_FIELD.kind] = kind;
		record[EVENT_FIELD.firmware] = firmware;
		return record;
	}

	#push(): void {
		this.#ring.push(this.#record);
	}
}
