/** Makes pending values of expressions, and emits what must be done before them (impala.md 6.3, 7 and 8). */

import type { LocalSymbol, ValueSymbol } from '../check/symbols.ts';
import type {
	AssignExpression,
	BinaryExpression,
	BinaryOperator,
	CallExpression,
	CastExpression,
	Expression,
	NameExpression,
	SubscriptExpression,
	UnaryExpression,
} from '../syntax/syntax-tree.ts';
import { foldInts } from './fold.ts';
import {
	type AddressOperand,
	type ConstantOperand,
	intOperand,
	isConstant,
	isVariable,
	literalOperand,
	type Operand,
	type PendingValue,
	type SlotOperand,
} from './operands.ts';
import { StringPool } from './string-pool.ts';
import { NULL_ADDRESS, typeLetter, ValueEmitter } from './value-emitter.ts';

/** What instructions between two values begin with; the letter of their type follows. */
const STEMS: Readonly<Record<BinaryOperator, string>> = {
	'+': 'ADD',
	'-': 'SUB',
	'*': 'MUL',
	'/': 'DIV',
	'%': 'MOD',
	'&': 'AND',
	'|': 'IOR',
	'^': 'XOR',
	'<<': 'SHL',
	'>>': 'SHR',
	'>>>': 'SHR',
};

/** The factor of a conversion that does nothing else. */
const UNIT_SCALE = literalOperand('1.0');

/** The part of the emitter that takes expressions. */
export class ExpressionEmitter extends ValueEmitter {
	/** Words of arrays whose size is known. */
	protected readonly sizes = new Map<ValueSymbol, number>();
	/** What stands for a constant whose value is known, or that the assembler cannot define. */
	protected readonly constants = new Map<ValueSymbol, Operand>();
	protected strings = new StringPool('.s_');

	/** The value of an expression, its last operation pending. */
	protected pending(expression: Expression): PendingValue {
		const fixed = (operand: Operand): PendingValue => ({ form: 'fixed', operand, origin: expression });
		switch (expression.kind) {
			case 'int':
			case 'float':
				return fixed(literalOperand(expression.text));
			case 'string':
				return fixed(this.strings.address(expression.bytes));
			case 'null':
			case 'nullfunc':
				return fixed(NULL_ADDRESS);
			case 'name':
				return this.#name(expression);
			case 'group':
				return this.pending(expression.inner);
			case 'cast':
				return this.#cast(expression);
			case 'unary':
				return this.#unary(expression);
			case 'binary':
				return this.#binary(expression);
			case 'assign':
				return this.#assign(expression);
			case 'subscript':
				return this.#subscript(expression);
			default:
				return this.#call(expression);
		}
	}

	#name(origin: NameExpression): PendingValue {
		const symbol = this.checked.symbols.get(origin);
		if (!symbol) throw new TypeError(`The name ${origin.identifier.name} was not checked.`);
		const { name } = symbol;
		if ('signature' in symbol) {
			const address: AddressOperand = { kind: 'address', symbol: name, offset: null, holds: 'function', sizeWords: null };
			return { form: 'fixed', operand: symbol.kind === 'native' ? { kind: 'native', name } : address, origin };
		}
		if (symbol.kind === 'const') {
			return { form: 'fixed', operand: this.constants.get(symbol) ?? { kind: 'named', name, word: null }, origin };
		}
		if (symbol.kind === 'local') {
			const slot = this.slotOf(symbol);
			if (symbol.isArray) return { form: 'frameAddress', slot, origin };
			return { form: symbol.role === 'argument' ? 'fixed' : 'place', operand: slot, origin };
		}
		const holds = symbol.storage === 'readonly' ? 'constantData' : 'data';
		const sizeWords = symbol.isArray ? (this.sizes.get(symbol) ?? null) : 1;
		const address: AddressOperand = { kind: 'address', symbol: name, offset: null, holds, sizeWords };
		return symbol.isArray ? { form: 'fixed', operand: address, origin } : { form: 'load', pointer: address, origin };
	}

	/** The slot of a local. */
	protected slotOf(symbol: LocalSymbol): SlotOperand {
		const { name, isArray, type } = symbol;
		const sizeWords = isArray ? (this.sizes.get(symbol) ?? null) : 1;
		return { kind: 'slot', name: `$${name}`, offset: null, type: isArray ? null : type, sizeWords };
	}

	#cast({ operand, type }: CastExpression): PendingValue {
		const value = this.pending(operand);
		// A slot that an untyped word was assigned to holds it, but the assembler reads it as its own type only.
		const slot = value.form === 'place' || value.form === 'fixed' ? value.operand : null;
		if (slot?.kind !== 'slot' || slot.type === null || typeLetter(slot.type) === typeLetter(type)) return value;
		return { form: 'fixed', operand: this.toTemporary(slot, 'untyped', value.origin), origin: value.origin };
	}

	#unary(origin: UnaryExpression): PendingValue {
		const { operator, operand } = origin;
		const value = this.pending(operand);
		const letter = typeLetter(this.typeOf(operand));
		switch (operator) {
			case '&':
				return this.#addressOf(value, origin);
			case '*':
				return this.#dereference(value, origin);
			case '-':
				return this.#calculate(
					`SUB${letter}`,
					[letter === 'i' ? intOperand(0) : literalOperand('0.0'), this.realise(value)],
					origin,
				);
			case '~':
				return this.#calculate('XORi', [this.realise(value), intOperand(-1)], origin);
			case 'abs':
				return this.#calculate(`ABS${letter}`, [this.realise(value)], origin);
			case 'floor':
				return this.#calculate('FLOf', [this.realise(value)], origin);
			case 'itof':
				return this.#calculate('iTOf', [this.realise(value), UNIT_SCALE], origin);
			default:
				return this.#floatToInt(value, origin);
		}
	}

	/** Arithmetic, already done where both sides are int literals. */
	#calculate(mnemonic: string, operands: readonly Operand[], origin: Expression): PendingValue {
		const [a, b] = operands.map((operand) => (operand.kind === 'literal' ? operand.word : null));
		const folded = operands.length === 2 ? foldInts(mnemonic, a, b) : null;
		if (folded !== null) return { form: 'fixed', operand: intOperand(folded), origin };
		return { form: 'calculation', mnemonic, operands, origin };
	}

	/** The conversion takes a constant factor of a product along as its scale. */
	#floatToInt(value: PendingValue, origin: UnaryExpression): PendingValue {
		if (value.form === 'calculation' && value.mnemonic === 'MULf') {
			const [a, b] = value.operands;
			if (isConstant(b)) return this.#calculate('fTOi', [a, b], origin);
			if (isConstant(a)) return this.#calculate('fTOi', [b, a], origin);
		}
		return this.#calculate('fTOi', [this.realise(value), UNIT_SCALE], origin);
	}

	#addressOf(value: PendingValue, origin: UnaryExpression): PendingValue {
		switch (value.form) {
			case 'place':
				if (!isVariable(value.operand)) break;
				return { form: 'frameAddress', slot: value.operand, origin };
			case 'load':
				return { form: 'fixed', operand: value.pointer, origin };
			case 'indexedLoad':
				return { form: 'calculation', mnemonic: 'ADDp', operands: [value.base, value.index], origin };
			case 'frameLoad': {
				const base = this.realise({ form: 'frameAddress', slot: value.slot, origin: value.origin });
				return { form: 'calculation', mnemonic: 'ADDp', operands: [base, value.index], origin };
			}
			default:
		}
		throw new TypeError(`A ${value.form} has no address.`);
	}

	#dereference(value: PendingValue, origin: UnaryExpression): PendingValue {
		if (value.form === 'calculation') {
			const [base, index] = value.operands;
			if (value.mnemonic === 'ADDp') return this.#indexed(base, index, origin);
			if (value.mnemonic === 'SUBp' && index.kind === 'literal') return this.#indexed(base, intOperand(-index.word), origin);
		}
		return { form: 'load', pointer: this.realise(value), origin };
	}

	/** The word at a pointer and an index; two constants are made one. */
	#indexed(base: Operand, index: Operand, origin: Expression): PendingValue {
		if (!isConstant(index)) return { form: 'indexedLoad', base, index, origin };
		this.refuseNull(base, origin);
		if (base.kind === 'address') return { form: 'load', pointer: this.#withOffset(base, index, origin), origin };
		if (isConstant(base)) return { form: 'load', pointer: this.compute('ADDp', [base, index], origin), origin };
		return { form: 'indexedLoad', base, index, origin };
	}

	#withOffset<Base extends AddressOperand | SlotOperand>(base: Base, index: ConstantOperand, origin: Expression): Base {
		return { ...base, offset: base.offset ? this.addConstants(base.offset, index, origin) : index };
	}

	#subscript(origin: SubscriptExpression): PendingValue {
		const base = this.pending(origin.base);
		const index = this.pending(origin.index);
		if (base.form !== 'frameAddress') {
			const pointer = this.realise(base);
			return this.#indexed(pointer, this.realise(index), origin);
		}
		const { slot } = base;
		const at = this.realise(index);
		if (!isConstant(at)) return { form: 'frameLoad', slot, index: at, origin };
		if (slot.kind === 'slot') return { form: 'place', operand: this.#withOffset(slot, at, origin), origin };
		// A temporary is one word and takes no offset.
		return this.#indexed(this.realise(base), at, origin);
	}

	#binary(origin: BinaryExpression): PendingValue {
		const { operator, left, right } = origin;
		const a = this.pending(left);
		const b = this.pending(right);
		const leftType = this.typeOf(left);
		if (operator === '*' && leftType === 'float') {
			const fused = this.#scaledConversion(a, b, origin) ?? this.#scaledConversion(b, a, origin);
			if (fused) return fused;
		}
		const isDistance = operator === '-' && leftType === 'pointer' && this.typeOf(right) === 'pointer';
		const mnemonic = operator === '>>>' ? 'SHRu' : `${isDistance ? 'DIF' : STEMS[operator]}${typeLetter(leftType)}`;
		const first = this.realise(a);
		return this.#calculate(mnemonic, [first, this.realise(b)], origin);
	}

	/** `itof x` times a constant is one conversion; x stays unread until it is done. */
	#scaledConversion(conversion: PendingValue, factor: PendingValue, origin: BinaryExpression): PendingValue | null {
		if (conversion.form !== 'calculation' || conversion.mnemonic !== 'iTOf') return null;
		const [operand, scale] = conversion.operands;
		if (scale.kind !== 'literal' || scale.text !== UNIT_SCALE.text || !this.isConstantValue(factor)) return null;
		return this.#calculate('iTOf', [operand, this.realise(factor)], origin);
	}

	#assign(origin: AssignExpression): PendingValue {
		const target = this.pending(origin.left);
		return this.store(target, this.pending(origin.right), origin.right, origin);
	}

	/**
	 * Assigns a value to what a pending value reads.
	 *
	 * @param source the expression of the value
	 * @param origin the whole assignment
	 * @returns the assignment as a value: the source when it was only copied
	 */
	protected store(target: PendingValue, value: PendingValue, source: Expression, origin: Expression): PendingValue {
		if (target.form !== 'place') {
			const operand = this.realise(value);
			this.writeThrough(target, operand, origin);
			return { form: 'place', operand, origin };
		}
		const slot = target.operand;
		if (!isVariable(slot)) throw new TypeError(`Nothing can be assigned to a ${slot.kind}.`);
		this.text(slot, target.origin);
		return { form: 'place', operand: this.realiseInto(value, slot, this.typeOf(source)), origin };
	}

	/** Arguments go to a window above all that is in use; the result comes back in its first slot. */
	#call(origin: CallExpression): PendingValue {
		const { callee, args } = origin;
		const target = this.pending(callee);
		const window = this.temporaries.top;
		this.temporaries.reserve(window);
		for (const [index, argument] of args.entries()) {
			const number = window + 1 + index;
			const value = this.pending(argument);
			const used = this.realiseInto(value, { kind: 'temporary', number }, this.typeOf(argument));
			this.release(used);
			this.temporaries.reserve(number);
		}
		const called = this.#callTarget(target, origin);
		this.writer.instruction('CALL', [this.text(called, origin), `%${window}`, `*${args.length + 1}`], origin);
		for (const [index] of args.entries()) this.temporaries.release(window + 1 + index);
		this.release(called);
		this.temporaries.reserve(window);
		return { form: 'fixed', operand: { kind: 'temporary', number: window }, origin };
	}

	#callTarget(target: PendingValue, origin: CallExpression): Operand {
		const operand = this.realise(target);
		this.refuseNull(operand, origin);
		return isConstant(operand) ? this.toTemporary(operand, 'funcptr', origin) : operand;
	}
}
