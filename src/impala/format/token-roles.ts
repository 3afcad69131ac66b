/** What symbols are where they stand: the same one can be an operator before, between or behind values. */

import type { Condition, Expression, Unit } from '../syntax/syntax-tree.ts';
import { expressionsOf, forEachExpression, forEachStatement } from '../syntax/walk.ts';

/** What a symbol does that does not stand between two values. */
export type TokenRole =
	/** An operator, sign or negation before what it belongs to. */
	| 'prefix'
	/** A minus that must not touch the number behind it, or it would become its sign. */
	| 'minusBeforeNumber'
	/** The parentheses of a cast. */
	| 'castStart'
	| 'castEnd'
	/** The parenthesis or bracket behind a callee or an array. */
	| 'postfix';

/** The roles of tokens by where they start; all others are what they look like. */
export function tokenRoles(unit: Unit): ReadonlyMap<number, TokenRole> {
	const roles = new Map<number, TokenRole>();
	const note = (expression: Expression) => {
		switch (expression.kind) {
			case 'int':
			case 'float':
				if (/^[+-]/.test(expression.text)) roles.set(expression.start, 'prefix');
				break;
			case 'unary': {
				const { operator, operand, operatorSpan } = expression;
				const isBeforeNumber = operator === '-' && startsWithNumber(operand);
				roles.set(operatorSpan.start, isBeforeNumber ? 'minusBeforeNumber' : 'prefix');
				break;
			}
			case 'cast':
				roles.set(expression.operatorSpan.start, 'castStart');
				roles.set(expression.operatorSpan.end - 1, 'castEnd');
				break;
			case 'call':
			case 'subscript':
				roles.set(expression.operatorSpan.start, 'postfix');
				break;
			default:
		}
	};
	const noteAll = (expression: Expression) => forEachExpression(expression, note);
	for (const declaration of unit.declarations) {
		if (declaration.kind === 'function') {
			for (const local of declaration.locals) if (local.kind === 'array') noteAll(local.size);
			forEachStatement(declaration.body, (statement) => {
				expressionsOf(statement).forEach(noteAll);
				if (statement.kind === 'switch') for (const { values } of statement.arms) (values ?? []).forEach(noteAll);
				if ('condition' in statement) noteNegations(statement.condition, roles);
			});
		} else if (declaration.kind === 'store') {
			if (declaration.variable.kind === 'array') noteAll(declaration.variable.size);
			[declaration.value ?? []].flat().forEach(noteAll);
		} else if (declaration.kind === 'const' && declaration.value) {
			noteAll(declaration.value);
		}
	}
	return roles;
}

function noteNegations(condition: Condition, roles: Map<number, TokenRole>): void {
	if (condition.kind === 'not') roles.set(condition.start, 'prefix');
	if (condition.kind === 'or' || condition.kind === 'and') for (const term of condition.terms) noteNegations(term, roles);
	if (condition.kind === 'not' || condition.kind === 'test') noteNegations(condition.inner, roles);
}

/** Whether the text of an operand begins with a number that has no sign. */
function startsWithNumber(operand: Expression): boolean {
	let first = operand;
	for (;;) {
		if (first.kind === 'call') first = first.callee;
		else if (first.kind === 'subscript') first = first.base;
		else return (first.kind === 'int' || first.kind === 'float') && !/^[+-]/.test(first.text);
	}
}
