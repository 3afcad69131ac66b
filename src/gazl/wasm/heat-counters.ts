/**
 * The counters of a program's instrumented form: which word counts what. All are unsigned, count up from 0 and wrap round, so
 * that a reader takes the difference between two looks.
 */

import { INSTRUCTION_WORDS } from '../opcodes.ts';
import type { Program } from '../program.ts';
import { type BasicBlock, basicBlocks } from './basic-blocks.ts';
import { SLOT_USES } from './slot-use.ts';

/** Words of memory that share a counter of reads and one of writes. */
export const GRANULE_WORDS = 16;

/** Where counters begin, as word indices in their array. */
export interface HeatCounters {
	/** Reads and writes by granule, of the instructions that access memory by an address and of natives. */
	readonly reads: number;
	readonly writes: number;
	/** Passes through each basic block, numbered through all functions. */
	readonly blocks: number;
	/** By function: the word index at which its frame began when it was last entered. No counter. */
	readonly frames: number;
	/** Words of all. */
	readonly words: number;
	/** Number of the first block of each function, by ordinal. */
	readonly firstBlocks: readonly number[];
}

/** Lays the counters of a program out. */
export function heatCounters(program: Program): HeatCounters {
	const granules = Math.ceil(program.memoryWords / GRANULE_WORDS);
	let blocks = 0;
	const firstBlocks = program.functions.map(({ start, end }) => {
		const first = blocks;
		blocks += basicBlocks(program, start, end).length;
		return first;
	});
	const frames = 2 * granules + blocks;
	return { reads: 0, writes: granules, blocks: 2 * granules, frames, words: frames + program.functions.length, firstBlocks };
}

/** What one pass through a block counts for that its code does not count itself. */
export interface BlockHeat {
	/** Ordinal of the function. */
	readonly ordinal: number;
	/** First instruction, and the first one behind. */
	readonly start: number;
	readonly end: number;
	/** Slots that its instructions name, from the frame's start, with how often each is read and written. */
	readonly slots: readonly { readonly slot: number; readonly reads: number; readonly writes: number }[];
}

/** All blocks of a program in the order of their counters. */
export function blockHeats(program: Program): readonly BlockHeat[] {
	return program.functions.flatMap(({ start, end, localWords }, ordinal) =>
		basicBlocks(program, start, end).map((block) => {
			return { ordinal, start: block.start, end: block.end, slots: slotTraffic(program, block, localWords) };
		}),
	);
}

function slotTraffic({ code }: Program, { start, end }: BasicBlock, locals: number): BlockHeat['slots'] {
	const traffic = new Map<number, { reads: number; writes: number }>();
	const of = (at: number, operand: number): { reads: number; writes: number } => {
		const slot = code[at + 1 + operand] + locals;
		const known = traffic.get(slot) ?? { reads: 0, writes: 0 };
		traffic.set(slot, known);
		return known;
	};
	for (let at = start * INSTRUCTION_WORDS; at < end * INSTRUCTION_WORDS; at += INSTRUCTION_WORDS) {
		const { reads, write } = SLOT_USES[code[at]];
		for (const { operand } of reads) of(at, operand).reads++;
		if (write !== null) of(at, write.operand).writes++;
	}
	return [...traffic].map(([slot, counts]) => ({ slot, ...counts }));
}
