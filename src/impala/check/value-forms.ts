/** What can be done with a value besides computing with it (impala.md 6.2, 6.3 and 7), as far as its form alone tells. */

import type { Expression, UnaryExpression } from '../syntax/syntax-tree.ts';
import { ungrouped } from '../syntax/syntax-tree.ts';
import type { ValueSymbol } from './symbols.ts';

/** What a value is before its last operation is done. */
export type ValueForm =
	/** A local, the result slot, an element of a local array at a constant index, a temporary that was assigned. */
	| 'slot'
	| 'argument'
	/** What a call left. */
	| 'callResult'
	/** A local array, or the address of a slot. */
	| 'frameAddress'
	/** A word of memory at an address known when the program is assembled. */
	| 'staticLoad'
	/** The same of a readonly scalar. */
	| 'readonlyLoad'
	/** A word of memory at a computed address, or an element of a local array at a computed index. */
	| 'load'
	/** A literal, a const, arithmetic over these. */
	| 'constant'
	/** An address known when the program is assembled: an array, a function, a string, null. */
	| 'address'
	| 'native'
	/** Arithmetic while the program runs. */
	| 'calculation'
	/** The value of an assignment that copied a constant or an argument: the copied thing itself (impala.md 7). */
	| 'copied';

/** Forms that have their value when the program is assembled. */
export const isConstantForm = (form: ValueForm): boolean => form === 'constant' || form === 'address';

export const isAssignable = (form: ValueForm): boolean => form === 'slot' || form === 'staticLoad' || form === 'load';

/** Forms whose value is used in place, and which are no slots that could be assigned once more. */
const COPIED_FORMS: readonly ValueForm[] = ['constant', 'address', 'argument', 'native', 'copied'];

/** What the name of something is. */
export function formOfSymbol(symbol: ValueSymbol): ValueForm {
	switch (symbol.kind) {
		case 'local':
			if (symbol.isArray) return 'frameAddress';
			return symbol.role === 'argument' ? 'argument' : 'slot';
		case 'data':
			if (symbol.isArray) return 'address';
			return symbol.storage === 'readonly' ? 'readonlyLoad' : 'staticLoad';
		case 'function':
			return 'address';
		default:
			return symbol.kind === 'const' ? 'constant' : 'native';
	}
}

/** Arithmetic over constants alone is constant; over addresses it is not. */
export function formOfCalculation(...operands: readonly ValueForm[]): ValueForm {
	return operands.every((form) => form === 'constant') ? 'constant' : 'calculation';
}

export function formOfSubscript(base: ValueForm, index: ValueForm): ValueForm {
	if (base === 'frameAddress') return index === 'constant' ? 'slot' : 'load';
	return isConstantForm(base) && index === 'constant' ? 'staticLoad' : 'load';
}

/** @param operand what `*` stands before */
export function formOfDereference(operand: ValueForm): ValueForm {
	return isConstantForm(operand) ? 'staticLoad' : 'load';
}

/** What `&` makes of a value; null when it has no address. */
export function formOfAddress({ operand }: UnaryExpression, form: ValueForm): ValueForm | null {
	switch (form) {
		case 'slot':
			return 'frameAddress';
		case 'staticLoad':
		case 'readonlyLoad': {
			// The address of what a const points to is that const.
			const place = ungrouped(operand);
			return place.kind === 'unary' ? 'constant' : 'address';
		}
		case 'load':
			return 'calculation';
		default:
			return null;
	}
}

/** What an assignment is as a value: a copied source is that source again, anything computed a slot. */
export function formOfAssignment(right: ValueForm): ValueForm {
	return COPIED_FORMS.includes(right) ? 'copied' : 'slot';
}

/** Why nothing can be assigned to a value, or why it has no address: what it is, and what to do. */
export function describeFixed(
	expression: Expression,
	form: ValueForm,
	symbol: ValueSymbol | undefined,
): [what: string, hint: string] {
	const name = symbol ? ` ${symbol.name}` : '';
	switch (form) {
		case 'argument':
			return [`the argument${name}`, 'Arguments cannot be changed; copy it to a local.'];
		case 'callResult':
			return ['the result of a call', 'Assign it to a variable first.'];
		case 'frameAddress':
			return symbol ? [`the array${name}`, 'Its name is its address already; use an index for an element.'] : ['an address', ''];
		case 'readonlyLoad':
			return [`the readonly${name}`, 'Declare it with global instead of readonly.'];
		case 'constant':
			return [symbol ? `the constant${name}` : 'a constant', ''];
		case 'address':
			if (symbol?.kind === 'function') return [`the function${name}`, 'Its name is its address already.'];
			return symbol ? [`the array${name}`, 'Its name is its address already; use an index for an element.'] : ['an address', ''];
		case 'native':
			return [`the native${name}`, 'A native can only be called.'];
		case 'copied':
			return ['what this assignment copied', 'The value of an assignment is what stands on its right.'];
		default:
			return [expression.kind === 'cast' ? 'this value' : 'the result of an operation', 'Name a variable or an element.'];
	}
}
