/** One program: everything that a slot of a bank remembers, and the thirty slots (device.md 1.2, 1.3, 5.2). */
import { FIELDS, PROGRAM_FIELDS, type ProgramValues } from './program-fields.ts';

/**
 * A program as a plain immutable value. Numbers are finite and within the range of their field; `clock.kind` is `'synced'`
 * exactly when `syncMode` is not `'off'` (`withSyncMode` and the other edits of control-laws.ts see to that). An empty name
 * is a missing one.
 */
export interface Program extends ProgramValues {}

const DEFAULT_PROGRAM = Object.freeze(
	Object.fromEntries(PROGRAM_FIELDS.flatMap((field) => (field.kind === 'text' ? [] : [[field.property, field.default]]))),
) as unknown as Program;

/** The program of a slot that was never set: all fields at the table's defaults, no name. */
export function defaultProgram(): Program {
	return DEFAULT_PROGRAM;
}

const BANK_LETTERS = ['A', 'B', 'C'] as const;
const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** Name of a program's place in a bank, as the program display shows it. */
export type Slot = `${(typeof BANK_LETTERS)[number]}${(typeof DIGITS)[number]}`;

/** All thirty slots in order, A0 to C9. */
export const SLOTS: readonly Slot[] = BANK_LETTERS.flatMap((letter) => DIGITS.map((digit): Slot => `${letter}${digit}`));

/** Whether `text` names a slot; case counts. */
export function isSlot(text: string): text is Slot {
	return slotIndex(text as Slot) >= 0;
}

/** Place of a slot in `SLOTS` and in a bank's programs, 0…29. */
export function slotIndex(slot: Slot): number {
	return SLOTS.indexOf(slot);
}

/** The program with another name; an empty one removes it. */
export function withName(program: Program, name: string): Program {
	if (name !== '') return { ...program, name };
	const { name: _, ...unnamed } = program;
	return unnamed;
}

/** What an unnamed program is called, by its slot and instructions: `[B0] and:4420 xor:0081`. */
export function defaultProgramName(slot: Slot, program: Program): string {
	const first = instructionText(
		FIELDS.operator1.operators[program.operator1].mnemonic,
		program.operand1High,
		program.operand1Low,
	);
	const second = instructionText(
		FIELDS.operator2.operators[program.operator2].mnemonic,
		program.operand2High,
		program.operand2Low,
	);
	return `[${slot}] ${first} ${second}`;
}

/** What a list of programs shows: the name, with `*` after it when the program changed since; else the default name. */
export function programTitle(slot: Slot, program: Program): string {
	if (!program.name) return defaultProgramName(slot, program);
	return program.modified ? `${program.name}*` : program.name;
}

function instructionText(mnemonic: string, high: number, low: number): string {
	return `${mnemonic.toLowerCase()}:${hexByte(high)}${hexByte(low)}`;
}

/** A byte as two upper-case hexadecimal digits. */
export function hexByte(byte: number): string {
	return byte.toString(16).toUpperCase().padStart(2, '0');
}
