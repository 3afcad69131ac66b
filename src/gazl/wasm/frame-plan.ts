/** Which slots of a function's frame compiled code keeps in WebAssembly locals, and which stay in memory (gazl.md 18.4). */

import { INSTRUCTION_WORDS, OPCODES } from '../opcodes.ts';
import type { FunctionSymbol, Program } from '../program.ts';

/**
 * The frame of one function. A slot is *cached* when it has a WebAssembly local, and *resident* when it is always read and written in
 * memory. Caching is right for any slot, as every access that may reach frames by address takes care of them; resident are those
 * that would need that care all the time: what ADRL, GETL and SETL name, whole arrays at once.
 */
export interface FramePlan {
	/** Declared slots; transient `%n` is slot `locals` + n. */
	readonly locals: number;
	readonly transients: number;
	/** Index among the cached slots by slot, for those that are. */
	readonly cacheIndex: ReadonlyMap<number, number>;
	/** The cached slots, ascending. */
	readonly cachedSlots: readonly number[];
	/** The resident slots, in ascending ranges that do not touch; those behind the frame are left out. */
	readonly resident: readonly SlotRange[];
	/** How many slots of the frame from this one on are resident without a gap: 0 when it is cached, never named, or lies behind the frame. */
	residentExtent(slot: number): number;
	/** How many cached slots lie below this slot. */
	cachedBelow(slot: number): number;
}

/** Plans the frame of a function. */
export function planFrame({ code }: Program, { start, end, slots, localWords, transientWords }: FunctionSymbol): FramePlan {
	const named = new Set<number>();
	const addressed = new Set<number>();
	for (let instruction = start; instruction < end; instruction++) {
		const at = instruction * INSTRUCTION_WORDS;
		OPCODES[code[at]].operands.forEach((kind, operand) => {
			const slot = code[at + 1 + operand] + localWords;
			if (kind === 'base') addressed.add(slot);
			else if (kind === 'read' || kind === 'write' || kind === 'update') named.add(slot);
		});
	}
	const ranges = [...addressed].map((base): SlotRange => {
		const declared = slots.find(({ slot, sizeWords }) => base >= slot && base < slot + sizeWords);
		if (declared === undefined) return { from: base, to: base + 1 };
		return { from: declared.slot, to: Math.min(declared.slot + declared.sizeWords, localWords) };
	});
	const resident = joined(ranges)
		.map(({ from, to }) => ({ from, to: Math.min(to, localWords + transientWords) }))
		.filter(({ from, to }) => from < to);
	const cachedSlots = [...named]
		.filter((slot) => !resident.some(({ from, to }) => slot >= from && slot < to))
		.sort((a, b) => a - b);
	return {
		locals: localWords,
		transients: transientWords,
		cachedSlots,
		cacheIndex: new Map(cachedSlots.map((slot, index) => [slot, index])),
		resident,
		residentExtent(slot) {
			const range = resident.find(({ from, to }) => slot >= from && slot < to);
			return range === undefined ? 0 : range.to - slot;
		},
		cachedBelow(slot) {
			const index = cachedSlots.findIndex((cached) => cached >= slot);
			return index < 0 ? cachedSlots.length : index;
		},
	};
}

/** Slots from one up to another, the latter excluded. */
export interface SlotRange {
	readonly from: number;
	readonly to: number;
}

/** The same slots in ascending ranges that neither overlap nor touch. */
function joined(ranges: readonly SlotRange[]): readonly SlotRange[] {
	const result: SlotRange[] = [];
	for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
		const last = result.at(-1);
		if (last === undefined || range.from > last.to) result.push(range);
		else result[result.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
	}
	return result;
}
