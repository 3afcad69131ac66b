/** Finds the types of expressions and the meaning of their names (impala.md 3, 5 and 7). */

import type { DiagnosticDetails, DiagnosticLog } from '../diagnostics.ts';
import type { Span } from '../source-text.ts';
import type {
	AssignExpression,
	BaseType,
	BinaryExpression,
	CallExpression,
	CastExpression,
	Condition,
	Expression,
	NameExpression,
	SubscriptExpression,
	UnaryExpression,
} from '../syntax/syntax-tree.ts';
import { ungrouped } from '../syntax/syntax-tree.ts';
import type { NameTables } from './name-tables.ts';
import { warnOfBitwiseInComparison, warnOfMixedBitwise } from './precedence-warnings.ts';
import type { FunctionSymbol, Reference, ValueSymbol } from './symbols.ts';
import {
	binaryResult,
	comparedType,
	conversionHint,
	type ExpressionType,
	effectiveType,
	TYPE_NAMES,
	typeName,
	typeOnly,
	unaryResult,
	type ValueType,
} from './types.ts';
import {
	describeFixed,
	formOfAddress,
	formOfAssignment,
	formOfCalculation,
	formOfDereference,
	formOfSubscript,
	formOfSymbol,
	isAssignable,
	isConstantForm,
	type ValueForm,
} from './value-forms.ts';

/** What is known about a value. */
export interface CheckedValue extends ExpressionType {
	readonly form: ValueForm;
}

/** What the checker found out; expressions with an error in them are missing. */
export interface CheckedExpressions {
	readonly values: ReadonlyMap<Expression, CheckedValue>;
	readonly symbols: ReadonlyMap<NameExpression, ValueSymbol>;
}

type Access = Reference['access'];

/** A value of which no more is known than its type and form. */
function checkedValue(type: ValueType, form: ValueForm): CheckedValue {
	return { type, known: null, callee: null, form };
}

/** The part of the checker that looks at values and conditions. A value that is wrong is told once and is null from then on. */
export class ExpressionChecker implements CheckedExpressions {
	protected readonly log: DiagnosticLog;
	protected readonly names: NameTables;
	readonly values = new Map<Expression, CheckedValue>();
	readonly symbols = new Map<NameExpression, ValueSymbol>();

	constructor(names: NameTables, log: DiagnosticLog) {
		this.names = names;
		this.log = log;
	}

	protected check(expression: Expression, access: Access = 'read'): CheckedValue | null {
		const value = this.#checkedValue(expression, access);
		if (value) this.values.set(expression, value);
		return value;
	}

	#checkedValue(expression: Expression, access: Access): CheckedValue | null {
		switch (expression.kind) {
			case 'int':
			case 'float':
				return checkedValue(expression.kind, 'constant');
			case 'string':
			case 'null':
				return checkedValue('pointer', 'address');
			case 'nullfunc':
				return checkedValue('funcptr', 'address');
			case 'name':
				return this.#name(expression, access);
			case 'group':
				return this.check(expression.inner, access);
			case 'cast':
				return this.#cast(expression, access);
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

	#name(expression: NameExpression, access: Access): CheckedValue | null {
		const symbol = this.names.resolve(expression);
		if (!symbol) return null;
		this.symbols.set(expression, symbol);
		const { start, end } = expression.identifier;
		symbol.references.push({ start, end, access });
		const form = formOfSymbol(symbol);
		if ('signature' in symbol) return checkedValue(symbol.kind === 'native' ? 'native' : 'funcptr', form);
		return checkedValue(symbol.type, form);
	}

	#cast({ type, operand, operatorSpan }: CastExpression, access: Access): CheckedValue | null {
		const value = this.check(operand, access);
		if (!value) return null;
		if (value.type !== type && value.type !== 'untyped') {
			const from = effectiveType(value);
			const isNumber = (from === 'int' && type === 'float') || (from === 'float' && type === 'int');
			const hint = isNumber ? { hint: `A cast does not convert: use ${from === 'int' ? 'itof' : 'ftoi'}.` } : {};
			this.log.report('CAST_TYPE', operatorSpan, [type, typeName(value)], hint);
			return null;
		}
		if (value.callee && value.known && value.known !== type) {
			this.log.report('RESULT_REINTERPRETED', operatorSpan, [
				`${TYPE_NAMES[value.known]} from ${value.callee.name}()`,
				TYPE_NAMES[type],
			]);
		}
		return checkedValue(type, value.form);
	}

	#unary(expression: UnaryExpression): CheckedValue | null {
		const { operator, operand, operatorSpan } = expression;
		const value = this.check(operand, operator === '&' ? 'address' : 'read');
		if (!value) return null;
		const refuse = (hint: string) => {
			this.log.report('OPERAND_TYPE', operatorSpan, [operator, typeName(value)], { hint });
			return null;
		};
		if (operator === '*') {
			if (effectiveType(value) !== 'pointer') {
				const hint = value.type === 'untyped' ? 'Put (pointer) before what is dereferenced.' : 'Only pointers can be followed.';
				return refuse(hint);
			}
			return checkedValue('untyped', formOfDereference(value.form));
		}
		if (operator === '&') {
			const form = formOfAddress(expression, value.form);
			if (form) return checkedValue('pointer', form);
			const [what, hint] = describeFixed(operand, value.form, this.#symbolIn(operand));
			this.log.report('NO_ADDRESS', operand, [what], { hint });
			return null;
		}
		const result = unaryResult(operator, value);
		if (result) return checkedValue(result, formOfCalculation(value.form));
		return refuse(this.#unaryHint(operator, value));
	}

	#unaryHint(operator: UnaryExpression['operator'], value: CheckedValue): string {
		if (value.type === 'untyped')
			return `Put a cast such as (${operator === 'floor' || operator === 'ftoi' ? 'float' : 'int'}) before the value.`;
		if (operator === 'itof') return 'itof makes a float of an int.';
		if (operator === 'ftoi') return 'ftoi makes an int of a float.';
		if (operator === 'floor') return 'floor rounds a float down; an int is whole already.';
		return operator === '~' ? '~ turns over the bits of an int.' : '';
	}

	#symbolIn(expression: Expression): ValueSymbol | undefined {
		const inner = ungrouped(expression);
		return inner.kind === 'name' ? this.symbols.get(inner) : undefined;
	}

	#binary(expression: BinaryExpression): CheckedValue | null {
		const { operator, operatorSpan } = expression;
		const left = this.check(expression.left);
		const right = this.check(expression.right);
		warnOfMixedBitwise(expression, this.log);
		if (!left || !right) return null;
		const result = binaryResult(operator, left, right);
		if (result) return checkedValue(result, formOfCalculation(left.form, right.form));
		const isTurned = operator === '+' && effectiveType(left) === 'int' && effectiveType(right) === 'pointer';
		const hint = isTurned ? 'Write the pointer first: p + i.' : conversionHint(left, right);
		this.log.report('OPERAND_TYPES', operatorSpan, [operator, `${typeName(left)} and ${typeName(right)}`], { hint });
		return null;
	}

	#subscript({ base, index, operatorSpan }: SubscriptExpression): CheckedValue | null {
		const array = this.check(base);
		const at = this.check(index);
		if (!array || !at) return null;
		if (effectiveType(array) === 'pointer' && effectiveType(at) === 'int') {
			return checkedValue('untyped', formOfSubscript(array.form, at.form));
		}
		const hint =
			effectiveType(array) === 'pointer'
				? 'An index is an int; put (int) or ftoi before it.'
				: 'Only arrays and pointers have elements; put (pointer) before an untyped value.';
		this.log.report('OPERAND_TYPES', operatorSpan, ['An index', `${typeName(array)} and ${typeName(at)}`], { hint });
		return null;
	}

	#assign({ left, right, operatorSpan }: AssignExpression): CheckedValue | null {
		const target = this.check(left, 'write');
		const value = this.check(right);
		if (!target || !value) return null;
		return this.checkAssignment(left, target, right, value, operatorSpan);
	}

	/** Whether `value` can be assigned to `target`; what the assignment is as a value. */
	protected checkAssignment(
		left: Expression,
		target: CheckedValue,
		right: Expression,
		value: CheckedValue,
		operatorSpan: Span,
	): CheckedValue | null {
		const refuse = (details: DiagnosticDetails) => {
			this.log.report('ASSIGNMENT_TYPES', operatorSpan, [typeName(target), typeName(value)], details);
			return null;
		};
		if (target.type !== 'untyped') {
			if (value.type !== 'untyped' && value.type !== target.type) return refuse({ hint: conversionHint(target, value) });
			if (value.callee && target.type !== 'native') {
				if (value.known && value.known !== target.type) return refuse({ hint: conversionHint(target, value) });
				if (!value.known && value.type === 'untyped') this.#assumeResult(value.callee, target.type, right);
			}
		}
		if (!isAssignable(target.form)) {
			const [what, hint] = describeFixed(left, target.form, this.#symbolIn(left));
			this.log.report('NOT_ASSIGNABLE', left, [what], { hint });
			return null;
		}
		if (value.type === 'native') {
			this.log.report('NATIVE_AS_VALUE', right, [this.#symbolIn(right)?.name ?? '']);
			return null;
		}
		const known = value.type === 'untyped' && target.type !== 'untyped' && target.type !== 'native' ? target.type : null;
		return { type: value.type, known: known ?? value.known, callee: null, form: formOfAssignment(value.form) };
	}

	/** An uncast assignment of an unknown result says of what type it is, for the rest of the source. */
	#assumeResult(callee: FunctionSymbol, type: BaseType, span: Span): void {
		if (callee.kind === 'native' || callee.signature) return;
		const { assumedResult } = callee;
		if (!assumedResult) {
			callee.assumedResult = { type, span: { start: span.start, end: span.end } };
		} else if (assumedResult.type !== type) {
			this.log.report('RESULT_CONFLICT', span, [`${callee.name}()`, TYPE_NAMES[assumedResult.type]], {
				related: { span: assumedResult.span, message: `Taken for ${TYPE_NAMES[assumedResult.type]} here.` },
			});
		}
	}

	#call({ callee, args, operatorSpan }: CallExpression): CheckedValue | null {
		const target = this.check(callee, 'call');
		const values = args.map((argument) => this.check(argument));
		for (const [index, value] of values.entries()) {
			if (value?.type === 'native') this.log.report('NATIVE_AS_VALUE', args[index], [this.#symbolIn(args[index])?.name ?? '']);
		}
		if (!target) return null;
		const type = effectiveType(target);
		if (type !== 'funcptr' && type !== 'native') {
			const hint = type === 'untyped' ? { hint: 'Put (funcptr) before the value, in parentheses: ((funcptr) t[i])(…).' } : {};
			this.log.report('NOT_CALLABLE', callee, [typeName(target)], hint);
			return null;
		}
		const symbol = this.#symbolIn(callee);
		const called = symbol?.kind === 'function' || symbol?.kind === 'native' ? symbol : null;
		if (called?.signature) this.#warnOfArguments(called, args, values, operatorSpan);
		return { type: 'untyped', known: called?.signature?.result ?? null, callee: called, form: 'callResult' };
	}

	#warnOfArguments(
		{ name, signature, definition }: FunctionSymbol,
		args: readonly Expression[],
		values: readonly (CheckedValue | null)[],
		span: Span,
	): void {
		const expected = signature?.args ?? [];
		const related = definition ? { span: definition, message: `${name}() is defined here.` } : undefined;
		if (args.length !== expected.length) {
			this.log.report('ARGUMENT_COUNT', span, [String(args.length), `${name}() takes ${expected.length}`], { related });
		}
		for (const [index, type] of expected.entries()) {
			const value = values[index];
			if (!value) continue;
			const actual = effectiveType(value);
			if (actual === 'untyped' || actual === 'native' || actual === type) continue;
			this.log.report('ARGUMENT_TYPE', args[index], [TYPE_NAMES[actual], `${name}() takes ${TYPE_NAMES[type]}`], { related });
		}
	}

	protected checkCondition(condition: Condition): void {
		switch (condition.kind) {
			case 'or':
			case 'and':
				for (const term of condition.terms) this.checkCondition(term);
				break;
			case 'not':
			case 'test':
				this.checkCondition(condition.inner);
				break;
			default: {
				const left = this.check(condition.left);
				const right = this.check(condition.right);
				warnOfBitwiseInComparison(condition, this.log);
				if (!left || !right || comparedType(left, right)) break;
				const words = [condition.operator, `${typeName(left)} and ${typeName(right)}`];
				this.log.report('OPERAND_TYPES', condition.operatorSpan, words, { hint: conversionHint(left, right) });
			}
		}
	}

	/** Whether an expression is a constant of a type, or of any that data can have. */
	protected checkConstant(expression: Expression, type: BaseType | 'any'): CheckedValue | null {
		const value = this.check(expression);
		if (!value) return null;
		const fits = type === 'any' ? value.type !== 'untyped' && value.type !== 'native' : value.type === type;
		if (fits && isConstantForm(value.form)) return value;
		const wanted = type === 'any' ? 'number, address or function' : type;
		const isOtherNumber = isConstantForm(value.form) && !fits;
		const hint = isOtherNumber
			? { hint: `This is ${typeName(value)}. ${conversionHint(typeOnly(type === 'any' ? 'int' : type), value)}`.trim() }
			: {};
		this.log.report('NOT_CONSTANT', expression, [wanted], hint);
		return null;
	}
}
