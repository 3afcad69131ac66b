import type { Machine } from './machine.ts';
import { REGISTER } from './machine-space.ts';
import { INSTRUCTION_WORDS, OPCODES, type Opcode } from './opcodes.ts';
import { MEMORY_OFFSET } from './program.ts';

/**
 * Words that lie in no memory: a program that PEEKs or POKEs them asks the host each time. They are where no memory can be, so that an
 * access of memory is as fast as without them; an access of a register is a trap that turns out to be none.
 */
export interface RegisterWindow {
	/** Pointer to the first register, as the program has it. */
	readonly pointer: number;
	/** How many there are. */
	readonly words: number;
	/** The word that a register shows; `register` counts from 0. Reading may change what it shows next. */
	read(register: number): number;
	/** Writes a register; one that cannot be written stays as it is. */
	write(register: number, word: number): void;
}

/** What the operands of a PEEK or POKE are. */
interface AccessForm {
	readonly writes: boolean;
	/** Operands, 1 for A, that add up to the pointer; the first goes without its bias where it is constant. */
	readonly base: number;
	readonly baseIsSlot: boolean;
	/** 0 where there is no index. */
	readonly index: number;
	readonly indexIsSlot: boolean;
	/** Operand that is written to the register, or the slot that it is read into. */
	readonly value: number;
	readonly valueIsSlot: boolean;
}

function accessForm({ name, operands }: Opcode): AccessForm | null {
	const [mnemonic, form = ''] = name.split('_');
	if (mnemonic !== 'PEEK' && mnemonic !== 'POKE') return null;
	const writes = mnemonic === 'POKE';
	const base = writes ? 1 : 2;
	const index = form.length === 2 ? base + 1 : 0;
	const value = writes ? operands.length : 1;
	const isSlot = (operand: number): boolean => operand > 0 && ['read', 'write'].includes(operands[operand - 1]);
	return {
		writes,
		base,
		baseIsSlot: isSlot(base),
		index,
		indexIsSlot: isSlot(index),
		value,
		valueIsSlot: isSlot(value),
	};
}

const FORMS: readonly (AccessForm | null)[] = OPCODES.map(accessForm);

/**
 * Does the PEEK or POKE that a machine has just trapped on, if it is of a register; the machine then stands behind it, its cycle charged.
 * False when it was a bad address, or no such instruction, and nothing was done. A COPY knows no registers: it moves memory.
 */
export function accessRegister(machine: Machine): boolean {
	const { registerWindow, code, memory, registers } = machine;
	if (registerWindow === null) return false;
	const ip = registers[REGISTER.IP];
	const dsp = registers[REGISTER.DSP];
	const at = ip * INSTRUCTION_WORDS;
	const form = FORMS[code[at]];
	if (form === null) return false;
	const base = form.baseIsSlot ? memory[dsp + code[at + form.base]] : code[at + form.base] + MEMORY_OFFSET;
	const index = code[at + form.index];
	const offset = form.index === 0 ? 0 : form.indexIsSlot ? memory[dsp + index] : index;
	const register = (base + offset - registerWindow.pointer) >>> 0;
	if (register >= registerWindow.words) return false;
	const value = code[at + form.value];
	if (form.writes) registerWindow.write(register, form.valueIsSlot ? memory[dsp + value] : value);
	else memory[dsp + value] = registerWindow.read(register);
	registers[REGISTER.IP] = ip + 1;
	return true;
}
