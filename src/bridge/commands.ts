import { MEMORY_SETTINGS, type MemorySetting } from '../memory/checks/pressure.ts';
import type { RecordRing } from '../memory/record-ring.ts';
import type { EngineParameterName, EngineSettings } from './engine-parameters.ts';
import { ENGINE_PARAMETERS, PARAMETER_INDEX } from './engine-parameters.ts';

/** Words of a command record: frame, command, index, value. */
export const COMMAND_WORDS = 4;

/** Where a command record keeps its parts. */
export const COMMAND_FIELD = { frame: 0, command: 1, index: 2, value: 3 } as const;

/**
 * What the page can ask of a running engine.
 *
 * - `set`: parameter `index` becomes `value` (float bits for a float parameter); the clock glides there.
 * - `jump`: the same without a glide, as a program change does.
 * - `reset`: the RESET switch (device.md 1.3). A firmware that was stopped starts again.
 * - `unload`: back to the stock CPU.
 * - `heat`: `value` 1 runs firmware in its instrumented form as far as the engine has that, 0 in the plain one.
 * - `scope`: `value` 1 starts the stream of frames into the scope ring, 0 stops it.
 * - `poke`: word `index` of the memory of the firmware that plays, or that was stopped, becomes `value`. It applies between two ticks. Code
 *   keeps words of memory to itself within a call only, so the next call sees it; a call that was cut off sees it where it reads the
 *   word anew. Constants, and words that the program has not got, stay as they are.
 * - `memory`: word `index` of `MEMORY_SETTINGS` becomes `value`.
 * - `checkHeap`: looks at all words of the heap of the firmware that plays, if it is a checked one, a part in each control period.
 */
export const COMMAND = { set: 1, jump: 2, reset: 3, unload: 4, scope: 5, heat: 6, poke: 7, memory: 8, checkHeap: 9 } as const;

/** Frame stamp of a command that is to apply as soon as the engine sees it. */
export const AT_ONCE = 0;

/** A frame count as it stands in a record: modulo 2^32, and never `AT_ONCE`. */
export function frameStamp(frame: number): number {
	return frame | 0 || 1;
}

const floatBits = new Float32Array(1);
const intBits = new Int32Array(floatBits.buffer);

/** The 32-bit word by which a command carries a parameter's value, limited to the parameter's range. */
export function parameterWord(name: EngineParameterName, value: number): number {
	const spec = ENGINE_PARAMETERS[PARAMETER_INDEX[name]] ?? ENGINE_PARAMETERS[0];
	const limited = Math.min(spec.maximum, Math.max(spec.minimum, Number.isFinite(value) ? value : spec.initial));
	if (spec.type === 'int') return Math.round(limited);
	floatBits[0] = limited;
	return intBits[0] as number;
}

/** The words of all parameters, in the order of `ENGINE_PARAMETERS`. */
export function settingsWords(settings: EngineSettings): Int32Array {
	return Int32Array.from(ENGINE_PARAMETERS, ({ name }) => parameterWord(name, settings[name]));
}

/** Writes commands into the ring; the page's half of the contract. Not for the audio thread. */
export class CommandWriter {
	readonly #ring: RecordRing;

	constructor(ring: RecordRing) {
		this.#ring = ring;
	}

	/** Sends one parameter; the answer is false when the ring is full. */
	set(name: EngineParameterName, value: number, frame = AT_ONCE): boolean {
		return this.#push([frame, COMMAND.set, PARAMETER_INDEX[name], parameterWord(name, value)]);
	}

	/** Sends a whole program's settings, which the engine applies at one moment or not at all. */
	program(settings: EngineSettings, frame = AT_ONCE): boolean {
		return this.#push(
			ENGINE_PARAMETERS.flatMap(({ name }) => [frame, COMMAND.jump, PARAMETER_INDEX[name], parameterWord(name, settings[name])]),
		);
	}

	/** Presses RESET. */
	reset(frame = AT_ONCE): boolean {
		return this.#push([frame, COMMAND.reset, 0, 0]);
	}

	/** Unplugs the firmware. */
	unload(frame = AT_ONCE): boolean {
		return this.#push([frame, COMMAND.unload, 0, 0]);
	}

	/** Starts or stops the scope ring's stream. */
	scope(on: boolean): boolean {
		return this.#push([AT_ONCE, COMMAND.scope, 0, on ? 1 : 0]);
	}

	/** Writes a word of the firmware's memory, see {@link COMMAND}; the answer is false when the ring is full. */
	poke(address: number, word: number, frame = AT_ONCE): boolean {
		return this.#push([frame, COMMAND.poke, address, word]);
	}

	/** Changes one of `MEMORY_SETTINGS`; the answer is false when the ring is full. */
	memorySetting(setting: MemorySetting, value: number, frame = AT_ONCE): boolean {
		return this.#push([frame, COMMAND.memory, MEMORY_SETTINGS[setting], value]);
	}

	/** Asks for a look at all words of a checked heap, see `CHECKS_HEADER`. */
	checkHeap(): boolean {
		return this.#push([AT_ONCE, COMMAND.checkHeap, 0, 0]);
	}

	/** Asks for the instrumented form, or for the plain one. */
	heat(on: boolean): boolean {
		return this.#push([AT_ONCE, COMMAND.heat, 0, on ? 1 : 0]);
	}

	#push(words: readonly number[]): boolean {
		const records = words.length / COMMAND_WORDS;
		if (this.#ring.writable() < records) return false;
		return this.#ring.pushMany(Int32Array.from(words), 0, records) === records;
	}
}
