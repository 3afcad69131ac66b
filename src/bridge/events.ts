import { type Outcome, type OutcomeName, outcomeName } from '../memory/heap/outcomes.ts';
import { MEMORY_NATIVES, type MemoryNative, type NativeParameter } from './memory-natives.ts';

/** Words of an event record: frame, kind, firmware, then the words of the kind. */
export const EVENT_WORDS = 16;

/** Where an event record keeps its parts; `body` is the first word that depends on the kind. */
export const EVENT_FIELD = { frame: 0, kind: 1, firmware: 2, body: 3 } as const;

/**
 * What the engine tells the page.
 *
 * - `started`: a firmware was started and plays from this frame on.
 * - `stopped`: a firmware was stopped: status, phase, source line, function ordinal.
 * - `text`: a piece of traced text: characters in this record, whether the line ends here, then 4 characters a word.
 * - `stalled`: a call is not through after a whole slice of its budget: the input goes out dry meanwhile. Phase, source line.
 * - `resumed`: it got through after all.
 * - `slowed`: the firmware needs more cycles than there are: the clock is limited to body word 0 hertz; 0: no longer.
 * - `unloaded`: the stock CPU plays from this frame on because the page asked for it.
 * - `memory`: the firmware used the heap in a wrong way, or there was no room, and nothing was changed (memory.md 3 to 6).
 * - `violation`: the checks have found something new: row body word 0 of the list of violations in `checks N` of body word 1, the slot.
 */
export const EVENT = {
	started: 1,
	stopped: 2,
	text: 3,
	stalled: 4,
	resumed: 5,
	slowed: 6,
	unloaded: 7,
	memory: 8,
	violation: 9,
} as const;

/** Where `stopped` and `stalled` keep their words, counted from `EVENT_FIELD.body`. */
export const STOPPED_FIELD = { status: 0, phase: 1, line: 2, function: 3 } as const;

/**
 * Where `memory` keeps its words, counted from `EVENT_FIELD.body`: the native by its place in `MEMORY_NATIVES`, an `OUTCOME`, which of the
 * native's parameters was wrong and its word, and where the call stands.
 */
export const MEMORY_FIELD = { native: 0, outcome: 1, parameter: 2, word: 3, line: 4, function: 5 } as const;

/** Where `text` keeps its words, counted from `EVENT_FIELD.body`. */
export const TEXT_FIELD = { length: 0, ends: 1, characters: 2 } as const;

/** Characters that one `text` record carries. */
export const TEXT_EVENT_CHARACTERS = (EVENT_WORDS - EVENT_FIELD.body - TEXT_FIELD.characters) * 4;

/** What a firmware was doing, by the number that events carry. */
export const PHASES = ['idle', 'init', 'update', 'reset', 'process', 'operate1', 'operate2'] as const;

/** A thing that a firmware can be doing. */
export type Phase = (typeof PHASES)[number];

/** Number of each phase. */
export const PHASE = Object.fromEntries(PHASES.map((name, index) => [name, index])) as Readonly<Record<Phase, number>>;

/** An event, read from its record. `frame` is modulo 2^32. */
export type EngineEvent = { readonly frame: number; readonly firmware: number } & (
	| { readonly kind: 'started' | 'resumed' | 'unloaded' }
	| { readonly kind: 'stopped'; readonly status: number; readonly phase: Phase; readonly line: number; readonly function: number }
	| { readonly kind: 'stalled'; readonly phase: Phase; readonly line: number }
	| { readonly kind: 'violation'; readonly row: number; readonly slot: number }
	| { readonly kind: 'slowed'; readonly clockHz: number }
	| { readonly kind: 'text'; readonly text: string; readonly ends: boolean }
	| {
			readonly kind: 'memory';
			readonly native: MemoryNative;
			readonly outcome: OutcomeName;
			readonly parameter: NativeParameter | undefined;
			/** What the parameter was, a raw word. */
			readonly word: number;
			readonly line: number;
			readonly function: number;
	  }
);

/** Reads a record of the events ring; null for a kind that this version does not know. Not for the audio thread. */
export function readEvent(record: Int32Array): EngineEvent | null {
	const word = (index: number): number => record[index] ?? 0;
	const body = (index: number): number => word(EVENT_FIELD.body + index);
	const head = { frame: word(EVENT_FIELD.frame) >>> 0, firmware: word(EVENT_FIELD.firmware) };
	const phase = PHASES[body(STOPPED_FIELD.phase)] ?? 'idle';
	const line = body(STOPPED_FIELD.line);
	switch (word(EVENT_FIELD.kind)) {
		case EVENT.started:
			return { ...head, kind: 'started' };
		case EVENT.resumed:
			return { ...head, kind: 'resumed' };
		case EVENT.unloaded:
			return { ...head, kind: 'unloaded' };
		case EVENT.stopped:
			return {
				...head,
				kind: 'stopped',
				status: body(STOPPED_FIELD.status),
				phase,
				line,
				function: body(STOPPED_FIELD.function),
			};
		case EVENT.stalled:
			return { ...head, kind: 'stalled', phase, line };
		case EVENT.slowed:
			return { ...head, kind: 'slowed', clockHz: body(0) };
		case EVENT.violation:
			return { ...head, kind: 'violation', row: body(0), slot: body(1) };
		case EVENT.text: {
			const length = Math.min(body(TEXT_FIELD.length), TEXT_EVENT_CHARACTERS);
			let text = '';
			for (let i = 0; i < length; ++i) {
				text += String.fromCharCode((body(TEXT_FIELD.characters + (i >> 2)) >>> ((i & 3) * 8)) & 0xff);
			}
			return { ...head, kind: 'text', text, ends: body(TEXT_FIELD.ends) !== 0 };
		}
		case EVENT.memory: {
			const native: MemoryNative | undefined = MEMORY_NATIVES[body(MEMORY_FIELD.native)];
			if (native === undefined) return null;
			return {
				...head,
				kind: 'memory',
				native,
				outcome: outcomeName(body(MEMORY_FIELD.outcome) as Outcome),
				parameter: native.parameters[body(MEMORY_FIELD.parameter)],
				word: body(MEMORY_FIELD.word),
				line: body(MEMORY_FIELD.line),
				function: body(MEMORY_FIELD.function),
			};
		}
		default:
			return null;
	}
}
