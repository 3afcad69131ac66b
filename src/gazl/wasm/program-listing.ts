/** A program as GAZL, basic blocks and WebAssembly text side by side, in rows that can be printed or sent as JSON. */

import { type BranchLabels, instructionText, slotText } from '../instruction-text.ts';
import type { Program } from '../program.ts';
import type { BlockEnd } from './basic-blocks.ts';
import { bodyText, localsText, type MarkedLines, type TextNames } from './body-text.ts';
import { type CompiledFunction, compileFunctions } from './compile-program.ts';
import { planFrame } from './frame-plan.ts';
import type { HostCode } from './host-code.ts';

/** One function. */
export interface FunctionListing {
	readonly name: string;
	readonly ordinal: number;
	/** 1-based source line of its FUNC. */
	readonly line: number;
	/** Its instructions, the last excluded. */
	readonly start: number;
	readonly end: number;
	readonly localWords: number;
	readonly transientWords: number;
	/** Every slot that an instruction names or that is declared, arrays in one row. */
	readonly frame: readonly SlotRow[];
	/** Parameters and locals of the WebAssembly function that hold no slot, such as `(param $frame i32)`. */
	readonly workingLocals: readonly string[];
	/** In the order of the generated code; blocks that have none come last. */
	readonly parts: readonly ListingPart[];
}

/** One slot of a frame, or an array. */
export interface SlotRow {
	/** As instructions name it. */
	readonly name: string;
	/** What declares it; null for a transient. */
	readonly directive: string | null;
	/** Counted from the frame's start, in words. */
	readonly slot: number;
	readonly sizeWords: number;
	/** WebAssembly locals that hold its value. None: it is always read and written in memory, or never named. */
	readonly cachedIn: readonly string[];
}

/** A stretch of a function's code: what belongs to a block, or what the compiler puts around the blocks. */
export type ListingPart = BlockRows | SeamRows;

/** Code that belongs to no block. */
export interface SeamRows {
	readonly kind: 'seam';
	/** What the compiler calls it: `entry`, `resume` …; empty for the code in front of everything. */
	readonly label: string;
	readonly wasm: readonly string[];
}

/** A basic block. */
export interface BlockRows {
	readonly kind: 'block';
	readonly index: number;
	/** Its first instruction, and the first behind it. */
	readonly start: number;
	readonly end: number;
	readonly ending: BlockEnd;
	/** What its code charges at its start. */
	readonly cyclesCharged: number;
	/** Cycles that must be left to begin it; 0 where that is not asked. */
	readonly cyclesNeeded: number;
	/** Blocks that follow, in the order of `BasicBlock.successors`. */
	readonly successors: readonly number[];
	/** Whether a run that is gone on with can begin here. */
	readonly isResumable: boolean;
	/** False when nothing leads to it, or when its function's frame is larger than any stack: then there is no code for it. */
	readonly hasCode: boolean;
	/** Code in front of the first instruction: ends and loops that branches lead to, the check of the cycles, the charge. */
	readonly wasm: readonly string[];
	readonly instructions: readonly InstructionRow[];
}

/** One instruction. */
export interface InstructionRow {
	readonly index: number;
	/** 1-based source line. */
	readonly line: number;
	readonly gazl: string;
	readonly wasm: readonly string[];
}

/** What a block is called where branches lead to it. */
export function blockLabel(block: number): string {
	return `B${block}`;
}

/** Compiles a program that `verifyProgram` has accepted, as `compileProgram` does, and lists its functions by ordinal. */
export function listProgram(program: Program, hostCode: HostCode): FunctionListing[] {
	const { module, functions } = compileFunctions(program, hostCode);
	return functions.map((compiled, ordinal) => listFunction(program, compiled, ordinal, module.names));
}

function listFunction(program: Program, compiled: CompiledFunction, ordinal: number, names: TextNames): FunctionListing {
	const { name, line, start, end, localWords, transientWords } = compiled.plan.symbol;
	const blockBehind = new Map(compiled.plan.blocks.map((block) => [block.end - 1, block]));
	const labels: BranchLabels = (instruction) => {
		const { ending, successors } = blockBehind.get(instruction) ?? { ending: 'fall', successors: [] };
		return (ending === 'branch' ? successors.slice(0, 1) : successors).map(blockLabel);
	};
	return {
		name,
		ordinal,
		line,
		start,
		end,
		localWords,
		transientWords,
		frame: frameRows(program, compiled),
		workingLocals: localsText(compiled.body).filter((_, index) => !SLOT_LOCAL.test(compiled.body.localNames[index])),
		parts: listParts(program, compiled, labels, names),
	};
}

/** Names of locals that hold slots (`FrameAccess`): declared ones, transients; `f` for the binary32 form. */
const SLOT_LOCAL = /^(slot|t)(\d+)f?$/;

function frameRows(program: Program, { plan: { symbol }, body }: CompiledFunction): SlotRow[] {
	const { slots, localWords } = symbol;
	const localsBySlot = new Map<number, string[]>();
	for (const local of body.localNames) {
		const [, kind, number] = SLOT_LOCAL.exec(local) ?? [];
		if (kind === undefined) continue;
		const slot = Number(number) + (kind === 't' ? localWords : 0);
		localsBySlot.set(slot, [...(localsBySlot.get(slot) ?? []), `$${local}`]);
	}
	const declared = slots.map(({ directive, slot, sizeWords }): SlotRow => {
		const cachedIn = sizeWords === 1 ? (localsBySlot.get(slot) ?? []) : [];
		return { name: slotText(symbol, slot), directive, slot, sizeWords, cachedIn };
	});
	const isSingle = (slot: number): boolean => slots.some((other) => other.slot === slot && other.sizeWords === 1);
	const named = planFrame(program, symbol)
		.cachedSlots.filter((slot) => !isSingle(slot))
		.map((slot): SlotRow => {
			return { name: slotText(symbol, slot), directive: null, slot, sizeWords: 1, cachedIn: localsBySlot.get(slot) ?? [] };
		});
	return [...declared, ...named].sort((a, b) => a.slot - b.slot || b.sizeWords - a.sizeWords);
}

/** Groups of a body's text that follow each other and belong to one block, or a single one that belongs to none. */
interface GroupRun {
	/** −1: none. */
	readonly block: number;
	readonly groups: MarkedLines[];
}

function listParts(program: Program, { plan, body }: CompiledFunction, labels: BranchLabels, names: TextNames): ListingPart[] {
	const { symbol, blocks } = plan;
	const blockOf = (mark: MarkedLines['mark']): number =>
		blocks.findIndex(({ start, end }) => typeof mark === 'number' && mark >= start && mark < end);
	const runs: GroupRun[] = [];
	for (const group of bodyText(body, names)) {
		const block = blockOf(group.mark);
		const last = runs.at(-1);
		if (last !== undefined && block >= 0 && block === last.block) last.groups.push(group);
		else runs.push({ block, groups: [group] });
	}
	moveLabelLines(runs);

	const blockRows = (block: number, groups: readonly MarkedLines[]): BlockRows => {
		const { start, end, ending, successors } = blocks[block];
		const linesOf = new Map(groups.map(({ mark, lines }) => [mark, lines]));
		return {
			kind: 'block',
			index: block,
			start,
			end,
			ending,
			cyclesCharged: end - start,
			cyclesNeeded: plan.cyclesNeeded[block],
			successors,
			isResumable: plan.resumePoints.some(({ instruction }) => instruction === start),
			hasCode: groups.length > 0,
			// Of two groups with the first instruction's mark the first is the block's; of one, that of FUNC, none is.
			wasm: groups.length > 1 && groups[0].mark === groups[1].mark ? groups[0].lines : [],
			instructions: Array.from({ length: end - start }, (_, offset): InstructionRow => {
				const index = start + offset;
				const gazl = instructionText(program, symbol, index, labels);
				return { index, line: program.lines[index], gazl, wasm: linesOf.get(index) ?? [] };
			}),
		};
	};
	const listed = runs.flatMap(({ block, groups }): ListingPart[] => {
		if (block >= 0) return [blockRows(block, groups)];
		const [{ mark, lines }] = groups;
		return mark === null && lines.length === 0 ? [] : [{ kind: 'seam', label: String(mark ?? ''), wasm: lines }];
	});
	const unreached = blocks.flatMap((_, block) => (runs.some((run) => run.block === block) ? [] : [blockRows(block, [])]));
	return [...listed, ...unreached];
}

/** Moves the ends and loops that close a run to the start of the next one: that is where branches to it lead. */
function moveLabelLines(runs: readonly GroupRun[]): void {
	runs.slice(1).forEach(({ groups: next }, index) => {
		const { groups } = runs[index];
		const last = groups[groups.length - 1];
		const moved = labelLinesFrom(last.lines);
		groups[groups.length - 1] = { mark: last.mark, lines: last.lines.slice(0, moved) };
		next[0] = { mark: next[0].mark, lines: [...last.lines.slice(moved), ...next[0].lines] };
	});
}

/** From which line on there is nothing but ends of what began before these lines, and beginnings of what ends behind them. */
function labelLinesFrom(lines: readonly string[]): number {
	const open: number[] = [];
	let from = 0;
	lines.forEach((line, index) => {
		const [opcode = ''] = line.trim().split(' ');
		const isEnd = opcode === 'end';
		// An end of something that began here makes all since then the instruction's own.
		if (isEnd ? open.pop() !== undefined : !LABEL_OPENERS.has(opcode)) from = index + 1;
		if (OPENERS.has(opcode)) open.push(index);
	});
	return from;
}

const LABEL_OPENERS = new Set(['block', 'loop', 'else']);
const OPENERS = new Set(['block', 'loop', 'if']);
