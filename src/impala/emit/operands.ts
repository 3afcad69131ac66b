/** Operands of GAZL instructions as the emitter holds them, and pending values (impala.md 6.1 and 6.2). */

import { readLiteral } from '../../gazl/literals.ts';
import type { BaseType, Expression } from '../syntax/syntax-tree.ts';

/** A number that is written as it is in the source. */
export interface LiteralOperand {
	readonly kind: 'literal';
	readonly text: string;
	/** Its raw word. */
	readonly word: number;
}

/** A constant by its name: the assembler knows its value, the compiler perhaps. */
export interface NamedOperand {
	readonly kind: 'named';
	readonly name: string;
	readonly word: number | null;
}

/** A compile-time variable of the assembler, `<A>`. */
export interface RegisterOperand {
	readonly kind: 'register';
	readonly register: string;
	readonly word: number | null;
}

/** What the assembler knows when it reaches the line: the class AC of the specification. */
export type ConstantOperand = LiteralOperand | NamedOperand | RegisterOperand;

/** A data section, a word in it, a function, a string or null. */
export interface AddressOperand {
	readonly kind: 'address';
	readonly symbol: string;
	readonly offset: ConstantOperand | null;
	readonly holds: 'data' | 'constantData' | 'function' | 'null';
	/** Words of it; null when not known. */
	readonly sizeWords: number | null;
}

export interface NativeOperand {
	readonly kind: 'native';
	readonly name: string;
}

/** A slot of the frame. */
export interface SlotOperand {
	readonly kind: 'slot';
	/** With the `$` that sets it apart from labels. */
	readonly name: string;
	readonly offset: ConstantOperand | null;
	/** What the assembler lets it hold; null for arrays, which hold anything. */
	readonly type: BaseType | null;
	readonly sizeWords: number | null;
}

/** A slot above the frame, `%0`. */
export interface TemporaryOperand {
	readonly kind: 'temporary';
	readonly number: number;
}

/** Something in the frame. */
export type VariableOperand = SlotOperand | TemporaryOperand;

/** Anything that an instruction takes. */
export type Operand = ConstantOperand | AddressOperand | NativeOperand | VariableOperand;

/** A value whose last operation is not emitted yet. */
export type PendingValue = { readonly origin: Expression } & (
	| { readonly form: 'place' | 'fixed'; readonly operand: Operand }
	| { readonly form: 'frameAddress'; readonly slot: VariableOperand }
	| { readonly form: 'load'; readonly pointer: Operand }
	| { readonly form: 'indexedLoad'; readonly base: Operand; readonly index: Operand }
	| { readonly form: 'frameLoad'; readonly slot: VariableOperand; readonly index: Operand }
	| { readonly form: 'calculation'; readonly mnemonic: string; readonly operands: readonly Operand[] }
);

/** A value that is arithmetic. */
export type Calculation = PendingValue & { readonly form: 'calculation' };

export function isConstant(operand: Operand): operand is ConstantOperand {
	return operand.kind === 'literal' || operand.kind === 'named' || operand.kind === 'register';
}

export function isVariable(operand: Operand): operand is VariableOperand {
	return operand.kind === 'slot' || operand.kind === 'temporary';
}

/** A number of the source. Characters are kept where the assembler reads them alike, and become numbers where they may not. */
export function literalOperand(text: string): LiteralOperand {
	const literal = readLiteral(text);
	const word = literal.type === 'none' ? 0 : literal.word;
	const isPlain = !text.includes("'") || /^[+-]?'[A-Za-z0-9]*'$/.test(text);
	return { kind: 'literal', text: isPlain ? text : String(word), word };
}

/** A number that the compiler made. */
export function intOperand(value: number): LiteralOperand {
	return { kind: 'literal', text: String(value | 0), word: value | 0 };
}

/** The word of a constant as far as the compiler knows it. */
export function knownWord(operand: Operand): number | null {
	return isConstant(operand) ? operand.word : null;
}

/** Whether a constant has this raw word. */
export function isWord(operand: Operand, word: number): boolean {
	return knownWord(operand) === word;
}

/** An operand as it is written in GAZL. */
export function operandText(operand: Operand): string {
	switch (operand.kind) {
		case 'address':
			return `&${operand.symbol}${offsetText(operand.offset)}`;
		case 'slot':
			return `${operand.name}${offsetText(operand.offset)}`;
		case 'native':
			return `^${operand.name}`;
		case 'temporary':
			return `%${operand.number}`;
		case 'register':
			return `<${operand.register}>`;
		default:
			return `#${bareText(operand)}`;
	}
}

/** A constant as it is written behind `*`, `:` or a label's `#`. */
export function bareText(operand: ConstantOperand): string {
	if (operand.kind === 'register') return `<${operand.register}>`;
	return operand.kind === 'literal' ? operand.text : operand.name;
}

function offsetText(offset: ConstantOperand | null): string {
	return offset ? `:${bareText(offset)}` : '';
}
