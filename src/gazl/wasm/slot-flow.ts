/**
 * What compiled code has to know of each cached slot at each instruction: whether memory is behind its local, whether the local's
 * value still matters, and as which type it is wanted next.
 */

import { INSTRUCTION_WORDS, OP, OPCODES, type OpcodeName } from '../opcodes.ts';
import type { BasicBlock } from './basic-blocks.ts';
import type { FramePlan } from './frame-plan.ts';
import { calleeFacts, type FunctionPlan } from './function-plan.ts';
import type { ProgramFacts } from './program-facts.ts';
import { SlotSet } from './slot-set.ts';
import { SLOT_USES } from './slot-use.ts';

/** What is known at one point of a function. The sets are of indices of cached slots. */
export interface SlotState {
	/** Slots whose value in memory may be older than in the local. */
	readonly dirty: SlotSet;
	/**
	 * Slots whose local must hold the value here: an instruction reads it later, or it may be dirty where locals are written to memory.
	 * Elsewhere the local may hold anything.
	 */
	readonly live: SlotSet;
	/** Slots that are read next as a binary32 number, or as an int. */
	readonly wantedAsFloat: SlotSet;
	readonly wantedAsInt: SlotSet;
	/** Slots that were last written as a binary32 number, or as an int: what to go by where nothing is wanted. */
	readonly writtenAsFloat: SlotSet;
	readonly writtenAsInt: SlotSet;
}

/** The analysis of one function. */
export interface SlotFlow {
	/** At the start of a block. */
	atBlock(block: number): SlotState;
	/** What is live and wanted behind each instruction of a block, and what is dirty before it, in order. */
	through(block: number): readonly InstructionSlots[];
}

/** What code generation for one instruction needs. */
export interface InstructionSlots {
	readonly dirtyBefore: SlotSet;
	readonly liveAfter: SlotSet;
	/** Whether the slot that the instruction writes, or any that is loaded here, is better held as a binary32 number. */
	readonly floatAfter: SlotSet;
}

/** Opcodes that can stop on an error, whatever their operands. */
const FAILS = new Set(
	OPCODES.filter(({ name }) => /^(DIV|MOD|PEEK|POKE|COPY|GETL|SETL|CALL|SWCH|FUNC)/.test(name)).map(({ number }) => number),
);

/** Whether locals may have to be written to memory at an instruction: it gives up control, may fail, or may see frames. */
export function observesFrame(opcode: number): boolean {
	return FAILS.has(opcode) || opcode === OP.RETU;
}

/**
 * First slot of the frame whose local is worthless behind an instruction because memory may have got another value:
 * the callee's frame, or everything when others had control. `undefined` when all stay.
 */
export function firstLostSlot(facts: ProgramFacts, { locals }: FramePlan, instruction: number): number | undefined {
	const { code } = facts.program;
	const at = instruction * INSTRUCTION_WORDS;
	switch (OPCODES[code[at]].name as OpcodeName) {
		case 'FUNC':
			return 0;
		case 'CALL_native': {
			return facts.natives[code[at + 1]].writesMemory ? 0 : undefined;
		}
		case 'CALL_function':
		case 'CALL_s':
			return calleeFacts(facts, instruction)?.writesCallers ? 0 : locals + code[at + 2];
		default:
			return undefined;
	}
}

/** First slot of the frame that an instruction writes to memory as a rule, so that it is not dirty behind it; `undefined`: none. */
export function firstStoredSlot(facts: ProgramFacts, frame: FramePlan, instruction: number): number | undefined {
	const { code } = facts.program;
	const at = instruction * INSTRUCTION_WORDS;
	if (code[at] === OP.RETU) return 0;
	if (code[at] === OP.CALL_native) {
		const { readsMemory, writesMemory } = facts.natives[code[at + 1]];
		return readsMemory || writesMemory ? 0 : undefined;
	}
	return calleeFacts(facts, instruction)?.readsCallers ? 0 : firstLostSlot(facts, frame, instruction);
}

/** Analyses the slots of a function. */
export function analyseSlots(facts: ProgramFacts, plan: FunctionPlan, frame: FramePlan): SlotFlow {
	const { blocks } = plan;
	const { code } = facts.program;
	const size = frame.cachedSlots.length;
	const states = blocks.map(() => emptyState(size));
	const cached = (instruction: number, operand: number): number | undefined =>
		frame.cacheIndex.get(code[instruction * INSTRUCTION_WORDS + 1 + operand] + frame.locals);

	/** What is dirty behind an instruction; the same set if that is no other. */
	const dirtyBehind = (dirty: SlotSet, instruction: number, through: boolean): SlotSet => {
		const stored = firstStoredSlot(facts, frame, instruction);
		const { write } = SLOT_USES[code[instruction * INSTRUCTION_WORDS]];
		const written = write === null ? undefined : cached(instruction, write.operand);
		if (stored === undefined && (written === undefined || dirty.has(written) !== through)) return dirty;
		const behind = copyOf(dirty, size);
		if (stored !== undefined) behind.deleteFrom(frame.cachedBelow(stored));
		if (written !== undefined && through) behind.delete(written);
		else if (written !== undefined) behind.add(written);
		return behind;
	};
	/** What is dirty before each instruction of a block, and behind the last. */
	const dirtyThrough = ({ start, end }: BasicBlock, index: number, atStart: SlotSet): readonly SlotSet[] => {
		const dirty = [atStart];
		const through = plan.writesThrough[index] !== 0;
		for (let instruction = start; instruction < end; instruction++) {
			dirty.push(dirtyBehind(dirty[instruction - start], instruction, through));
		}
		return dirty;
	};

	const stepBack = (state: SlotState, instruction: number, dirtyBefore: SlotSet): void => {
		const { live, wantedAsFloat, wantedAsInt } = state;
		const opcode = code[instruction * INSTRUCTION_WORDS];
		const { reads, write } = SLOT_USES[opcode];
		const lost = firstLostSlot(facts, frame, instruction);
		if (lost !== undefined) for (const set of [live, wantedAsFloat, wantedAsInt]) set.deleteFrom(frame.cachedBelow(lost));
		const written = write === null ? undefined : cached(instruction, write.operand);
		const passed =
			written === undefined ? undefined : wantedAsFloat.has(written) ? 'f32' : wantedAsInt.has(written) ? 'i32' : undefined;
		if (written !== undefined) for (const set of [live, wantedAsFloat, wantedAsInt]) set.delete(written);
		for (const { operand, type } of reads) {
			const read = cached(instruction, operand);
			if (read === undefined) continue;
			live.add(read);
			const wanted = type === 'bits' ? passed : type;
			if (wanted === undefined) continue;
			wantedAsFloat.delete(read);
			wantedAsInt.delete(read);
			(wanted === 'f32' ? wantedAsFloat : wantedAsInt).add(read);
		}
		if (observesFrame(opcode)) live.addAll(dirtyBefore);
	};
	const endState = (block: number): SlotState => {
		const state = emptyState(size);
		for (const successor of blocks[block].successors) {
			state.live.addAll(states[successor].live);
			state.wantedAsFloat.addAll(states[successor].wantedAsFloat);
			state.wantedAsInt.addAll(states[successor].wantedAsInt);
		}
		return state;
	};

	const predecessors = blocks.map((): number[] => []);
	blocks.forEach(({ successors }, block) => {
		for (const successor of successors) predecessors[successor].push(block);
	});
	const everyBlock = blocks.map((_, block) => block);
	settle(everyBlock, (block) => {
		const dirty = dirtyThrough(blocks[block], block, states[block].dirty);
		return blocks[block].successors.filter((successor) => states[successor].dirty.addAll(dirty[dirty.length - 1]));
	});
	const dirtyIn = blocks.map((block, index) => dirtyThrough(block, index, states[index].dirty));
	settle(everyBlock.toReversed(), (block) => {
		const state = endState(block);
		const dirty = dirtyIn[block];
		const { start, end } = blocks[block];
		for (let instruction = end - 1; instruction >= start; instruction--) stepBack(state, instruction, dirty[instruction - start]);
		if (plan.cyclesNeeded[block] > 0) state.live.addAll(dirty[0]);
		const { live, wantedAsFloat, wantedAsInt } = states[block];
		const grew = [live.addAll(state.live), wantedAsFloat.addAll(state.wantedAsFloat), wantedAsInt.addAll(state.wantedAsInt)];
		return grew.includes(true) ? predecessors[block] : [];
	});

	settle(everyBlock, (block) => {
		const { start, end, successors } = blocks[block];
		const floats = copyOf(states[block].writtenAsFloat, size);
		const ints = copyOf(states[block].writtenAsInt, size);
		for (let instruction = start; instruction < end; instruction++) {
			const { write } = SLOT_USES[code[instruction * INSTRUCTION_WORDS]];
			const written = write === null ? undefined : cached(instruction, write.operand);
			// Bits are written as what is wanted behind, and where nothing is, it does not matter.
			if (write === null || written === undefined || write.type === 'bits') continue;
			floats.delete(written);
			ints.delete(written);
			(write.type === 'f32' ? floats : ints).add(written);
		}
		return successors.filter((successor) => {
			const state = states[successor];
			return [state.writtenAsFloat.addAll(floats), state.writtenAsInt.addAll(ints)].includes(true);
		});
	});

	return {
		atBlock: (block) => states[block],
		through(block) {
			const { start, end } = blocks[block];
			const dirty = dirtyIn[block];
			const state = endState(block);
			const result: InstructionSlots[] = [];
			for (let instruction = end - 1; instruction >= start; instruction--) {
				const dirtyBefore = dirty[instruction - start];
				result.push({ dirtyBefore, liveAfter: copyOf(state.live, size), floatAfter: floatsOf(state, size) });
				stepBack(state, instruction, dirtyBefore);
			}
			return result.reverse();
		},
	};
}

/** Slots of a state that are better held as binary32 numbers: those that nothing wants as an int first, or that were written so. */
export function floatsOf(state: SlotState, size: number): SlotSet {
	const { wantedAsFloat, wantedAsInt, writtenAsFloat, writtenAsInt } = state;
	const floats = new SlotSet(size);
	for (const slot of wantedAsFloat) if (!wantedAsInt.has(slot)) floats.add(slot);
	for (const slot of writtenAsFloat) {
		if (!writtenAsInt.has(slot) && !wantedAsInt.has(slot)) floats.add(slot);
	}
	return floats;
}

function emptyState(size: number): SlotState {
	const set = (): SlotSet => new SlotSet(size);
	return {
		dirty: set(),
		live: set(),
		wantedAsFloat: set(),
		wantedAsInt: set(),
		writtenAsFloat: set(),
		writtenAsInt: set(),
	};
}

function copyOf(set: SlotSet, size: number): SlotSet {
	const copy = new SlotSet(size);
	copy.assign(set);
	return copy;
}

/** Visits all blocks, and again those that a visit asks for, until none asks. */
function settle(order: readonly number[], visit: (block: number) => readonly number[]): void {
	const waits = new Uint8Array(order.length).fill(1);
	for (let again = true; again; ) {
		again = false;
		for (const block of order) {
			if (!waits[block]) continue;
			waits[block] = 0;
			for (const affected of visit(block)) {
				waits[affected] = 1;
				again = true;
			}
		}
	}
}
