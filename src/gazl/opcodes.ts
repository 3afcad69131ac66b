/**
 * The machine's opcodes: what an assembled instruction is, whoever executes it.
 *
 * An instruction is four 32-bit words: opcode, then the operands A, B, C. The table below says for each opcode what its
 * operands are. A GAZL mnemonic with several operand forms becomes one opcode per form; the suffix names the form, a
 * letter per source operand: `s` a frame slot, `c` a constant. Forms with only constants do not exist here: the assembler
 * folds them (gazl.md 9.2). Pointer arithmetic and pointer compares are the int ones (gazl.md 10) and have no opcode of
 * their own.
 */

/** Words that one instruction occupies in a program's code. */
export const INSTRUCTION_WORDS = 4;

/**
 * What an operand word holds.
 *
 * - `write`, `read`, `update`: a frame slot as a word offset from dsp (declared slots negative, transients 0 and up) that
 *   is written, read, or both.
 * - `base`: a frame slot whose address counts, not its value.
 * - `word`: a constant, 32 raw bits.
 * - `address`: an absolute memory index in words, already without the pointer bias; any 32-bit value.
 * - `count`: a non-negative number of words or entries.
 * - `window`: the transient at which a callee's frame starts.
 * - `function`: a function ordinal. `native`: an index into the program's list of natives.
 * - `target`: an instruction index. `table`: the memory index of a SWCH table (gazl.md 9.4).
 */
export type OperandKind =
	| 'write'
	| 'read'
	| 'update'
	| 'base'
	| 'word'
	| 'address'
	| 'count'
	| 'window'
	| 'function'
	| 'native'
	| 'target'
	| 'table';

const INT_BINARY = ['ADDi', 'SUBi', 'MULi', 'DIVi', 'MODi', 'ANDi', 'IORi', 'XORi', 'SHLi', 'SHRi', 'SHRu'] as const;
const FLOAT_BINARY = ['ADDf', 'SUBf', 'MULf', 'DIVf'] as const;
const INT_BRANCH = ['EQUi', 'NEQi', 'LSSi', 'LEQi', 'GRTi', 'GEQi'] as const;
const FLOAT_BRANCH = ['EQUf', 'NEQf', 'LSSf', 'LEQf', 'GRTf', 'GEQf'] as const;
const UNARY = ['ABSi', 'ABSf', 'FLOf'] as const;

type TwoSourceForm = 'ss' | 'sc' | 'cs';
type TwoSourceMnemonic =
	| (typeof INT_BINARY)[number]
	| (typeof FLOAT_BINARY)[number]
	| (typeof INT_BRANCH)[number]
	| (typeof FLOAT_BRANCH)[number];

/** Every opcode that is not a family member, with its operands A, B, C. */
const SINGLE = {
	/** Enters a function: dsp += A; status −5 when B transients do not fit. */
	FUNC: ['count', 'count'],
	RETU: [],
	CALL_function: ['function', 'window'],
	CALL_native: ['native', 'window'],
	CALL_s: ['read', 'window'],
	GOTO: ['target'],
	/** A = min(u32(A), B) selects one of B + 1 signed offsets, relative to this instruction, in table C. */
	SWCH: ['read', 'count', 'table'],
	FORi_s: ['update', 'read', 'target'],
	FORi_c: ['update', 'word', 'target'],
	MOVE_s: ['write', 'read'],
	MOVE_c: ['write', 'word'],
	fTOi: ['write', 'read', 'word'],
	iTOf: ['write', 'read', 'word'],
	/** Fixed address. A computed one outside memory traps (gazl.md 17). */
	PEEK_fixed: ['write', 'address'],
	/** Base address and index, pointer alone, pointer and constant index, pointer and index. */
	PEEK_cs: ['write', 'address', 'read'],
	PEEK_s: ['write', 'read'],
	PEEK_sc: ['write', 'read', 'word'],
	PEEK_ss: ['write', 'read', 'read'],
	/** As PEEK, then the value: a constant or a slot. */
	POKE_fixed_c: ['address', 'word'],
	POKE_fixed_s: ['address', 'read'],
	POKE_cs_c: ['address', 'read', 'word'],
	POKE_cs_s: ['address', 'read', 'read'],
	POKE_s_c: ['read', 'word'],
	POKE_s_s: ['read', 'read'],
	POKE_sc_c: ['read', 'word', 'word'],
	POKE_sc_s: ['read', 'word', 'read'],
	POKE_ss_c: ['read', 'read', 'word'],
	POKE_ss_s: ['read', 'read', 'read'],
	/** Destination, source, words. */
	COPY_cc: ['address', 'address', 'count'],
	COPY_cs: ['address', 'read', 'count'],
	COPY_sc: ['read', 'address', 'count'],
	COPY_ss: ['read', 'read', 'count'],
	GETL: ['write', 'base', 'read'],
	SETL_c: ['base', 'read', 'word'],
	SETL_s: ['base', 'read', 'read'],
	ADRL: ['write', 'base'],
} as const satisfies Record<string, readonly OperandKind[]>;

/** Names of all opcodes. */
export type OpcodeName = keyof typeof SINGLE | `${(typeof UNARY)[number]}_s` | `${TwoSourceMnemonic}_${TwoSourceForm}`;

/** One opcode: its number, its name and what its operand words hold, in the order A, B, C. */
export interface Opcode {
	readonly number: number;
	readonly name: OpcodeName;
	readonly operands: readonly OperandKind[];
}

const SOURCES: Record<TwoSourceForm, readonly [OperandKind, OperandKind]> = {
	ss: ['read', 'read'],
	sc: ['read', 'word'],
	cs: ['word', 'read'],
};

function* listOpcodes(): Generator<readonly [OpcodeName, readonly OperandKind[]]> {
	for (const [name, operands] of Object.entries(SINGLE)) yield [name as keyof typeof SINGLE, operands];
	for (const mnemonic of UNARY) yield [`${mnemonic}_s`, ['write', 'read']];
	for (const form of ['ss', 'sc', 'cs'] as const) {
		for (const mnemonic of [...INT_BINARY, ...FLOAT_BINARY]) yield [`${mnemonic}_${form}`, ['write', ...SOURCES[form]]];
		for (const mnemonic of [...INT_BRANCH, ...FLOAT_BRANCH]) yield [`${mnemonic}_${form}`, [...SOURCES[form], 'target']];
	}
}

/** All opcodes; an opcode's number is its index. */
export const OPCODES: readonly Opcode[] = [...listOpcodes()].map(([name, operands], number) => ({ number, name, operands }));

/** Opcode numbers by name. */
export const OP = Object.fromEntries(OPCODES.map(({ name, number }) => [name, number])) as Readonly<Record<OpcodeName, number>>;
