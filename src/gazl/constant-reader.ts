/** Reads constant operands: numbers, compile-time variables and names of the whole program (gazl.md 4 and 5). */

import { FLOAT, INT, INT_NEGATIVE, POINTER } from './capabilities.ts';
import type { CompileTimeVariables } from './compile-time-variables.ts';
import { AssemblyFault } from './errors.ts';
import { headOf, isIdentifier, type Token, tailOf } from './line-tokens.ts';
import { readLiteral, startsNumber } from './literals.ts';
import { LABEL_NUMBER_RULE, OFFSET_RULE, type OperandRule } from './operand-codes.ts';
import { type SymbolTable, valueFor } from './symbol-table.ts';

/** A name that nobody has defined yet, in a position that may wait for it. */
export interface Unresolved {
	readonly name: Token;
	readonly offset: number;
}

/** Reads constants in the light of what is defined so far. */
export class ConstantReader {
	readonly #globals: SymbolTable;
	readonly #variables: CompileTimeVariables;

	constructor(globals: SymbolTable, variables: CompileTimeVariables) {
		this.#globals = globals;
		this.#variables = variables;
	}

	/** The raw word of an operand that begins with `#`, `&`, `<`, `*` or `^`, or the name that it waits for. */
	read(operand: Token, rule: OperandRule): number | Unresolved {
		const value = this.#read(operand, rule);
		if (rule.divisorBits !== undefined && typeof value === 'number' && (value & rule.divisorBits) === 0) {
			throw new AssemblyFault('CONSTANT_DIVISION_BY_ZERO', '', operand);
		}
		return value;
	}

	/** The raw word of an operand whose rule lets it wait for nothing. */
	readNow(operand: Token, rule: OperandRule): number {
		return requireKnown(this.read(operand, rule));
	}

	/** The raw word of a constant without a prefix. The rule lets it wait for nothing. */
	readBare(text: Token, rule: OperandRule): number {
		return requireKnown(this.#readBare(text, rule));
	}

	/** Parts `name` or `name:offset`, `name` with no check. Errors 12 and those of the offset. */
	splitOffset(text: Token): Unresolved {
		const colon = text.text.indexOf(':');
		const name = colon < 0 ? text : headOf(text, colon);
		if (!isIdentifier(name.text)) throw new AssemblyFault('INVALID_IDENTIFIER', name.text, name);
		return { name, offset: colon < 0 ? 0 : this.readBare(tailOf(text, colon + 1), OFFSET_RULE) };
	}

	/** The name that a label declares: `base#int` becomes `base.int` (gazl.md 2.5). */
	labelName(label: Token): Token {
		const hash = label.text.indexOf('#');
		if (hash < 0) return label;
		const number = this.readBare(tailOf(label, hash + 1), LABEL_NUMBER_RULE);
		return { ...label, text: `${label.text.slice(0, hash)}.${number}` };
	}

	#read(operand: Token, rule: OperandRule): number | Unresolved {
		const prefix = operand.text.charAt(0);
		if (prefix === '<') return this.#variables.read(operand, rule);
		if (prefix !== '&' && prefix !== '^') return this.#readBare(tailOf(operand, 1), rule);
		if (prefix === '&' && (rule.accepts & POINTER) === 0) {
			throw new AssemblyFault('DID_NOT_EXPECT_ADDRESS', operand.text, operand, `Here belongs ${rule.wants}.`);
		}
		const { name, offset } = this.splitOffset(tailOf(operand, 1));
		return this.#lookUp(name, offset, rule);
	}

	#readBare(text: Token, rule: OperandRule): number | Unresolved {
		if (startsNumber(text.text)) return readNumber(text, rule);
		if (text.text.startsWith('<')) return this.#variables.read(text, rule);
		if (!isIdentifier(text.text)) throw new AssemblyFault('INVALID_IDENTIFIER', text.text, text, `Here belongs ${rule.wants}.`);
		return this.#lookUp(text, 0, rule);
	}

	#lookUp(name: Token, offset: number, rule: OperandRule): number | Unresolved {
		const found = this.#globals.use(name.text);
		if (found !== undefined) return valueFor(rule, found, name.text, offset, name) | 0;
		if (rule.mayBeForward) return { name, offset };
		throw new AssemblyFault('NON_FORWARD_SYMBOL_NOT_FOUND', name.text, name, `Here belongs ${rule.wants}.`);
	}
}

function readNumber(text: Token, rule: OperandRule): number {
	const literal = readLiteral(text.text);
	const note = `Here belongs ${rule.wants}.`;
	if (literal.type === 'none') {
		const rest = tailOf(text, literal.end);
		throw new AssemblyFault('INVALID_NUMERICAL_LITERAL', rest.text, rest);
	}
	if (literal.type === 'float') {
		if ((rule.accepts & FLOAT) === 0) throw new AssemblyFault('DID_NOT_EXPECT_CONSTANT_FLOAT', '', text, note);
	} else if ((rule.accepts & INT) === 0) {
		throw new AssemblyFault('DID_NOT_EXPECT_CONSTANT_INT', text.text, text, note);
	} else if (literal.word < 0 && (rule.accepts & INT_NEGATIVE) === 0) {
		throw new AssemblyFault('NEGATIVE_VALUE_NOT_ACCEPTED', text.text, text);
	}
	return literal.word;
}

function requireKnown(value: number | Unresolved): number {
	if (typeof value === 'number') return value;
	throw new AssemblyFault('NON_FORWARD_SYMBOL_NOT_FOUND', value.name.text, value.name);
}
