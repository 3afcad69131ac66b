/**
 * The stock operators of both instructions, as the panel prints them and as programs, banks and firmware number them
 * (device.md 1.1, 1.2, 6.2).
 */

/** An operator's number: what a V2 bank stores, what firmware finds in `params`, the dial position from NOP clockwise. */
export type OperatorCode = 0 | 1 | 2 | 3 | 4;

/** One dial position of an instruction. */
export interface Operator {
	readonly code: OperatorCode;
	/** Three capitals: dial legend, V1 bank spelling and, in lower case, part of a default program name. */
	readonly mnemonic: string;
	/** What the panel prints over the eight switches of the high byte; empty for NOP, which has no row. */
	readonly highLabel: string;
	/** The same for the low byte. */
	readonly lowLabel: string;
	/** What the cell over the high byte's leftmost switch says when that bit has a meaning of its own. */
	readonly signCellLabel?: string;
}

/** Dial positions of instruction 1, indexed by code. */
export const INSTRUCTION_1_OPERATORS = [
	{ code: 0, mnemonic: 'NOP', highLabel: '', lowLabel: '' },
	{ code: 1, mnemonic: 'AND', highLabel: 'high bits', lowLabel: 'low bits' },
	{ code: 2, mnemonic: 'MUL', highLabel: 'integer', lowLabel: 'fraction', signCellLabel: '+/−' },
	{ code: 3, mnemonic: 'OSC', highLabel: 'rate', lowLabel: 'magnitude', signCellLabel: 'stereo' },
	{ code: 4, mnemonic: 'RND', highLabel: 'rate', lowLabel: 'magnitude', signCellLabel: 'stereo' },
] as const satisfies readonly Operator[];

/** Dial positions of instruction 2, indexed by code. */
export const INSTRUCTION_2_OPERATORS = [
	{ code: 0, mnemonic: 'NOP', highLabel: '', lowLabel: '' },
	{ code: 1, mnemonic: 'OR', highLabel: 'high bits', lowLabel: 'low bits' },
	{ code: 2, mnemonic: 'XOR', highLabel: 'high bits', lowLabel: 'low bits', signCellLabel: 'stereo' },
	{ code: 3, mnemonic: 'MSK', highLabel: 'step mask', lowLabel: 'subtract' },
	{ code: 4, mnemonic: 'SUB', highLabel: 'left channel', lowLabel: 'right channel' },
] as const satisfies readonly Operator[];
