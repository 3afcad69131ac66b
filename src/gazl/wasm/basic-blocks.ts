/** A function's code cut into basic blocks, the unit in which compiled code charges cycles (gazl.md 18.5). */

import { INSTRUCTION_WORDS, OP, OPCODES } from '../opcodes.ts';
import type { Program } from '../program.ts';

/** How control leaves a block at its last instruction. */
export type BlockEnd =
	/** Into the next block; the last instruction is like any other. */
	| 'fall'
	/** Two ways: successor 0 when the condition holds, successor 1 otherwise. */
	| 'branch'
	| 'jump'
	| 'switch'
	| 'return'
	/** Calls a function; successor 0 is where it comes back to. */
	| 'call'
	/** Calls a native of the host, likewise. */
	| 'native';

/** Instructions that are executed one after the other, entered only at the first. */
export interface BasicBlock {
	/** Index of the first instruction, and of the first one behind the block. */
	readonly start: number;
	readonly end: number;
	readonly ending: BlockEnd;
	/** Indices of blocks, in the order that `ending` says; those of a switch in the order of its table, the default last. */
	readonly successors: readonly number[];
}

const ENDINGS = new Map<number, BlockEnd>(
	OPCODES.flatMap(({ number, name, operands }): [number, BlockEnd][] => {
		switch (name) {
			case 'RETU':
				return [[number, 'return']];
			case 'GOTO':
				return [[number, 'jump']];
			case 'SWCH':
				return [[number, 'switch']];
			case 'CALL_native':
				return [[number, 'native']];
			case 'CALL_function':
			case 'CALL_s':
				return [[number, 'call']];
			default:
				return operands.includes('target') ? [[number, 'branch']] : [];
		}
	}),
);

/** How the instruction ends a block, or `undefined` when it does not. */
export function endingOf(program: Program, instruction: number): BlockEnd | undefined {
	return ENDINGS.get(program.code[instruction * INSTRUCTION_WORDS]);
}

/**
 * Instructions that a SWCH can go to, in the order of its table, the default last (gazl.md 9.4). `undefined` when the table is no
 * constant or holds anything but instructions of the function from `start` to `end`: then only a run can tell.
 */
export function switchTargets(program: Program, instruction: number, start: number, end: number): number[] | undefined {
	const { code, constantImage, memoryWords } = program;
	const at = instruction * INSTRUCTION_WORDS;
	const entries = code[at + 2] + 1;
	const first = code[at + 3] - (memoryWords - constantImage.length);
	if (first < 0 || first + entries > constantImage.length) return undefined;
	const targets = Array.from(constantImage.subarray(first, first + entries), (offset) => instruction + offset);
	return targets.every((target) => target > start && target < end) ? targets : undefined;
}

/** Basic blocks of the function whose code is `start` to `end`, in the order of the code; block 0 begins with its FUNC. */
export function basicBlocks(program: Program, start: number, end: number): readonly BasicBlock[] {
	const targetsOf = (instruction: number): readonly number[] => {
		const at = instruction * INSTRUCTION_WORDS;
		switch (endingOf(program, instruction)) {
			case 'jump':
				return [program.code[at + 1]];
			case 'branch':
				return [program.code[at + 3]];
			case 'switch':
				return switchTargets(program, instruction, start, end) ?? [];
			default:
				return [];
		}
	};
	const leads = new Uint8Array(end - start + 1);
	leads[0] = 1;
	for (let instruction = start; instruction < end; instruction++) {
		if (endingOf(program, instruction) === undefined) continue;
		leads[instruction + 1 - start] = 1;
		for (const target of targetsOf(instruction)) leads[target - start] = 1;
	}
	const starts: number[] = [];
	const blockAt = new Int32Array(end - start + 1);
	for (let instruction = start; instruction < end; instruction++) {
		if (leads[instruction - start]) starts.push(instruction);
		blockAt[instruction - start] = starts.length - 1;
	}
	return starts.map((first, index) => {
		const behind = starts[index + 1] ?? end;
		const last = behind - 1;
		const ending = endingOf(program, last) ?? 'fall';
		const targets = targetsOf(last).map((target) => blockAt[target - start]);
		const goesOn = ending !== 'jump' && ending !== 'switch' && ending !== 'return';
		return { start: first, end: behind, ending, successors: goesOn ? [...targets, index + 1] : targets };
	});
}

/**
 * How many instructions there are from each one to the end of its block, itself included; the instruction that calls a native counts as
 * a block of its own. So many cycles bring an interpreter exactly to where compiled code may take over.
 */
export function instructionsToBlockEnd(program: Program): Int32Array {
	const instructions = program.code.length / INSTRUCTION_WORDS;
	const counts = new Int32Array(instructions);
	for (const { start, end } of program.functions) {
		for (const block of basicBlocks(program, start, end)) {
			const native = program.code[(block.end - 1) * INSTRUCTION_WORDS] === OP.CALL_native;
			const stop = native && block.end - block.start > 1 ? block.end - 1 : block.end;
			for (let instruction = block.start; instruction < stop; instruction++) counts[instruction] = stop - instruction;
			if (stop < block.end) counts[stop] = 1;
		}
	}
	return counts;
}
