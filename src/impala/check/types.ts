/** The types of values and which operator takes which (impala.md 5). */

import type { BaseType, BinaryOperator, UnaryOperator } from '../syntax/syntax-tree.ts';
import type { FunctionSymbol } from './symbols.ts';

/** What the type of a value can be: elements, dereferences and call results are untyped, names of natives are native. */
export type ValueType = BaseType | 'untyped' | 'native';

/** The type of an expression. */
export interface ExpressionType {
	readonly type: ValueType;
	/** What an untyped value is known to be all the same: the result of a declared function (impala.md 5.5). */
	readonly known: BaseType | null;
	/** The function whose result it is, as long as nothing was done to it. */
	readonly callee: FunctionSymbol | null;
}

/** A type and no more. */
export function typeOnly(type: ValueType): ExpressionType {
	return { type, known: null, callee: null };
}

/** How messages call a type. */
export function typeName({ type, known }: ExpressionType): string {
	return TYPE_NAMES[type === 'untyped' && known ? known : type];
}

/** How messages call a type, with its article. */
export const TYPE_NAMES: Readonly<Record<ValueType, string>> = {
	int: 'an int',
	float: 'a float',
	pointer: 'a pointer',
	funcptr: 'a function',
	untyped: 'an untyped value',
	native: 'a native',
};

type Signature = readonly [left: BaseType, right: BaseType, result: BaseType];

const ON_INTS: Signature = ['int', 'int', 'int'];
const ON_FLOATS: Signature = ['float', 'float', 'float'];
const POINTER_AND_INT: Signature = ['pointer', 'int', 'pointer'];

const BINARY: Readonly<Record<BinaryOperator, readonly Signature[]>> = {
	'|': [ON_INTS],
	'&': [ON_INTS],
	'^': [ON_INTS],
	'<<': [ON_INTS],
	'>>': [ON_INTS],
	'>>>': [ON_INTS],
	'%': [ON_INTS],
	'*': [ON_INTS, ON_FLOATS],
	'/': [ON_INTS, ON_FLOATS],
	'+': [ON_INTS, ON_FLOATS, POINTER_AND_INT],
	'-': [ON_INTS, ON_FLOATS, POINTER_AND_INT, ['pointer', 'pointer', 'int']],
};

/** Unary operators without `&` and `*`, which ask for more than a type. */
const UNARY: Readonly<Record<Exclude<UnaryOperator, '&' | '*'>, readonly (readonly [operand: BaseType, result: BaseType])[]>> = {
	'-': [
		['int', 'int'],
		['float', 'float'],
	],
	'~': [['int', 'int']],
	abs: [
		['int', 'int'],
		['float', 'float'],
	],
	floor: [['float', 'float']],
	itof: [['int', 'float']],
	ftoi: [['float', 'int']],
};

/** What a value counts as where its type has to be known. */
export function effectiveType({ type, known }: ExpressionType): ValueType {
	return type === 'untyped' && known ? known : type;
}

/** The result of an operator between two values; null when it does not take them. */
export function binaryResult(operator: BinaryOperator, left: ExpressionType, right: ExpressionType): BaseType | null {
	const a = effectiveType(left);
	const b = effectiveType(right);
	return BINARY[operator].find((signature) => signature[0] === a && signature[1] === b)?.[2] ?? null;
}

/** The result of an operator before a value; null when it does not take it. */
export function unaryResult(operator: Exclude<UnaryOperator, '&' | '*'>, operand: ExpressionType): BaseType | null {
	const type = effectiveType(operand);
	return UNARY[operator].find((signature) => signature[0] === type)?.[1] ?? null;
}

/** The type that two values are compared as; null when they cannot be. */
export function comparedType(left: ExpressionType, right: ExpressionType): BaseType | null {
	const type = effectiveType(left);
	return type === effectiveType(right) && type !== 'untyped' && type !== 'native' ? type : null;
}

/** Why two types do not go together and what to do; empty when nothing sensible is known. */
export function conversionHint(left: ExpressionType, right: ExpressionType): string {
	const types = [effectiveType(left), effectiveType(right)];
	if (types.includes('untyped')) {
		const other = types.find((type) => type !== 'untyped') ?? 'int';
		return `Elements, dereferences and results of unknown functions are untyped: put a cast such as (${other}) before them.`;
	}
	if (types.includes('native')) return 'A native can only be called.';
	if (types.includes('int') && types.includes('float'))
		return 'Nothing is converted by itself: use itof or ftoi, or write 1.0 instead of 1.';
	if (types.includes('pointer') && types.includes('int'))
		return 'An int is no pointer: null is the pointer to nothing, p - q the distance of two.';
	if (types.includes('pointer') && types.includes('funcptr'))
		return 'A function is no pointer to data: use funcptr and nullfunc.';
	return '';
}
