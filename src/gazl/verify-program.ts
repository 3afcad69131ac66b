import { INSTRUCTION_WORDS, OP, OPCODES, type OperandKind } from './opcodes.ts';
import type { Program } from './program.ts';

/** The frame and the code that the operands of one function may refer to. */
interface Scope {
	readonly locals: number;
	readonly transients: number;
	readonly start: number;
	readonly end: number;
}

const within = (value: number, from: number, end: number): boolean => value >= from && value < end;

/** Per kind of operand: may an instruction have this word there? `other` is operand B, the size of a table in C. */
const LEGAL: Record<OperandKind, (word: number, scope: Scope, program: Program, other: number) => boolean> = {
	write: (slot, { locals, transients }) => within(slot, -locals, transients),
	read: (slot, { locals, transients }) => within(slot, -locals, transients),
	update: (slot, { locals, transients }) => within(slot, -locals, transients),
	base: (slot, { locals }) => slot >= -locals,
	word: () => true,
	address: () => true,
	count: (count) => count >= 0,
	window: (slot, { transients }) => within(slot, 0, transients + 1),
	function: (ordinal, _, { entryPoints }) => within(ordinal, 0, entryPoints.length),
	native: (index, _, { natives }) => within(index, 0, natives.length),
	target: (instruction, { start, end }) => within(instruction, start + 1, end),
	table: (index, _, { memoryWords }, entries) => index >= 0 && index + entries < memoryWords,
};

/**
 * Checks what executors rely on, so that they need not check it again at every step: each operand of each instruction
 * refers to something that exists, a slot to one of the function's own frame, a jump to its own code, and control cannot
 * leave a function at its end. What only a run can show, like a pointer's value, stays with the run.
 *
 * The assembler makes no program that fails here; a program from elsewhere may.
 *
 * @throws RangeError that names the instruction, its source line and what is wrong with it.
 */
export function verifyProgram(program: Program): void {
	const { code, entryPoints, functions, memoryWords, heapWords, globalImage, constantImage } = program;
	const instructions = code.length / INSTRUCTION_WORDS;
	if (constantImage.length < 1 || heapWords < 0 || globalImage.length + heapWords + constantImage.length > memoryWords) {
		throw new RangeError(
			`Damaged program: ${globalImage.length} words of globals, ${heapWords} of heap and ${constantImage.length} of constants in ${memoryWords} words`,
		);
	}
	if (entryPoints.length !== functions.length || (functions[0]?.start ?? instructions) !== 0) {
		throw new RangeError(`Damaged program: ${functions.length} functions with ${entryPoints.length} entry points`);
	}
	functions.forEach(({ name, start, end }, ordinal) => {
		const next = functions[ordinal + 1]?.start ?? instructions;
		const last = code[(end - 1) * INSTRUCTION_WORDS];
		if (start !== entryPoints[ordinal] || end !== next || code[start * INSTRUCTION_WORDS] !== OP.FUNC) {
			throw new RangeError(`Damaged program: function ${name} does not start and end where the code says`);
		}
		if (end - start < 2 || (last !== OP.RETU && last !== OP.GOTO)) {
			throw new RangeError(`Damaged program: function ${name} runs into the code behind it`);
		}
		verifyFunction(program, start, end);
	});
}

function verifyFunction(program: Program, start: number, end: number): void {
	const { code, lines } = program;
	const operand = (instruction: number, position: number): number => code[instruction * INSTRUCTION_WORDS + 1 + position] ?? 0;
	// The reference counts transients modulo 2^32; a count that came out negative never fits (gazl.md 17).
	const scope: Scope = { locals: operand(start, 0), transients: operand(start, 1) >>> 0, start, end };
	const place = (instruction: number): string => `instruction ${instruction} (line ${lines[instruction]})`;
	for (let instruction = start; instruction < end; instruction++) {
		const opcode = OPCODES[code[instruction * INSTRUCTION_WORDS] ?? -1];
		if (opcode === undefined || (opcode.number === OP.FUNC && instruction !== start)) {
			throw new RangeError(
				`Damaged program: ${place(instruction)} is ${opcode === undefined ? 'no opcode' : 'a FUNC inside a function'}`,
			);
		}
		opcode.operands.forEach((kind, position) => {
			const word = operand(instruction, position);
			if (instruction === start && position === 1) return;
			if (!LEGAL[kind](word, scope, program, operand(instruction, 1))) {
				throw new RangeError(
					`Damaged program: ${place(instruction)}, operand ${'ABC'[position]} of ${opcode.name}: ${word} is no possible ${kind}`,
				);
			}
		});
	}
}
