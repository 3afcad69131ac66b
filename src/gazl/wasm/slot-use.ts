/** How each opcode treats the frame slots among its operands: what it reads and writes, as which type. */

import { OPCODES, type OpcodeName } from '../opcodes.ts';

/**
 * As what a value is used or made: an int, a binary32 number, or just 32 bits that are passed on, for which either representation
 * will do.
 */
export type ValueType = 'i32' | 'f32' | 'bits';

/** A frame slot that an instruction reads or writes: which operand names it (0 A, 1 B, 2 C), and as what. */
export interface SlotUse {
	readonly operand: number;
	readonly type: ValueType;
}

/** The slots that instructions of an opcode touch by name. A slot that is both is read first. */
export interface SlotUses {
	readonly reads: readonly SlotUse[];
	readonly write: SlotUse | null;
}

const FLOAT_STEMS = ['ADDf', 'SUBf', 'MULf', 'DIVf', 'ABSf', 'FLOf', 'EQUf', 'NEQf', 'LSSf', 'LEQf', 'GRTf', 'GEQf'];

/** Operands that are no int, where a mnemonic has them, by position; every other slot holds an int. */
const TYPES: Readonly<Record<string, readonly (ValueType | undefined)[]>> = {
	...Object.fromEntries(FLOAT_STEMS.map((stem) => [stem, ['f32', 'f32', 'f32']])),
	fTOi: ['i32', 'f32'],
	iTOf: ['f32', 'i32'],
	MOVE: ['bits', 'bits'],
	PEEK: ['bits'],
	GETL: ['bits'],
	SETL: [undefined, 'i32', 'bits'],
};

/** Where POKE has its value: behind the address, which takes one or two operands. */
const POKED: Readonly<Partial<Record<OpcodeName, number>>> = {
	POKE_fixed_s: 1,
	POKE_cs_s: 2,
	POKE_s_s: 1,
	POKE_sc_s: 2,
	POKE_ss_s: 2,
};

function typeOf(name: OpcodeName, operand: number): ValueType {
	if (POKED[name] === operand) return 'bits';
	return TYPES[name.split('_')[0] ?? name]?.[operand] ?? 'i32';
}

/** By opcode number. */
export const SLOT_USES: readonly SlotUses[] = OPCODES.map(({ name, operands }) => {
	const used = (...kinds: readonly string[]): SlotUse[] =>
		operands.flatMap((kind, operand) => (kinds.includes(kind) ? [{ operand, type: typeOf(name, operand) }] : []));
	return { reads: used('read', 'update'), write: used('write', 'update')[0] ?? null };
});
