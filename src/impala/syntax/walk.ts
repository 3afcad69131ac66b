/** Ways through the syntax tree. */

import type { Condition, Expression, Statement } from './syntax-tree.ts';

/** What an expression is made of, in the order of the text. */
export function partsOf(expression: Expression): readonly Expression[] {
	switch (expression.kind) {
		case 'group':
			return [expression.inner];
		case 'unary':
		case 'cast':
			return [expression.operand];
		case 'binary':
		case 'assign':
			return [expression.left, expression.right];
		case 'subscript':
			return [expression.base, expression.index];
		case 'call':
			return [expression.callee, ...expression.args];
		default:
			return [];
	}
}

/** Whether a value has an assignment or a call in it. */
export function mayHaveEffect(expression: Expression): boolean {
	return expression.kind === 'assign' || expression.kind === 'call' || partsOf(expression).some(mayHaveEffect);
}

/** The values that a condition compares, in the order of the text. */
export function comparedIn(condition: Condition): readonly Expression[] {
	switch (condition.kind) {
		case 'or':
		case 'and':
			return condition.terms.flatMap(comparedIn);
		case 'not':
		case 'test':
			return comparedIn(condition.inner);
		default:
			return [condition.left, condition.right];
	}
}

/** The values that a statement itself has, not those of statements within it. */
export function expressionsOf(statement: Statement): readonly Expression[] {
	switch (statement.kind) {
		case 'if':
		case 'while':
		case 'do':
		case 'assert':
			return comparedIn(statement.condition);
		case 'for':
			return statement.from ? [statement.from, statement.to] : [statement.to];
		case 'switch':
			return [statement.subject, statement.low, statement.high];
		case 'copy':
			return [statement.count, statement.from, statement.to];
		case 'expression':
			return [statement.expression];
		default:
			return [];
	}
}

/** The statements directly within one. */
export function statementsIn(statement: Statement): readonly Statement[] {
	switch (statement.kind) {
		case 'block':
			return statement.body;
		case 'if':
			return statement.otherwise ? [statement.then, statement.otherwise] : [statement.then];
		case 'switch':
			return statement.arms.map(({ body }) => body);
		case 'label':
		case 'while':
		case 'do':
		case 'loop':
		case 'for':
			return [statement.body];
		default:
			return [];
	}
}

/** Visits a statement and all within it, in the order of the text. */
export function forEachStatement(statement: Statement, visit: (statement: Statement) => void): void {
	visit(statement);
	for (const inner of statementsIn(statement)) forEachStatement(inner, visit);
}

/** Visits an expression and all within it. */
export function forEachExpression(expression: Expression, visit: (expression: Expression) => void): void {
	visit(expression);
	for (const part of partsOf(expression)) forEachExpression(part, visit);
}
