/** Warnings about the ways that control takes: what it never reaches, and locals that no way has assigned before they are read. */

import type { DiagnosticLog } from '../diagnostics.ts';
import type { Span } from '../source-text.ts';
import type { Condition, Expression, Statement } from '../syntax/syntax-tree.ts';
import { ungrouped } from '../syntax/syntax-tree.ts';
import { expressionsOf, forEachExpression, partsOf, statementsIn } from '../syntax/walk.ts';
import type { CheckedUnit } from './checker.ts';
import type { FunctionScope, LocalSymbol, Reference } from './symbols.ts';

/** Reports the statements of a function that cannot be reached, and the reads of scalars that nothing can have assigned. */
export function warnOfFlow({ definition, locals }: FunctionScope, checked: CheckedUnit, log: DiagnosticLog): void {
	new FlowWalk([...locals.values()], checked, log).statement(definition.body);
}

/** One walk through a function in the order of the text. */
class FlowWalk {
	/** Locals that may have been assigned by now. */
	readonly assigned: Set<LocalSymbol>;
	readonly #locals: readonly LocalSymbol[];
	readonly #checked: CheckedUnit;
	readonly #log: DiagnosticLog;

	constructor(locals: readonly LocalSymbol[], checked: CheckedUnit, log: DiagnosticLog) {
		this.assigned = new Set(locals.filter(({ role, isArray }) => role === 'argument' || isArray));
		this.#locals = locals;
		this.#checked = checked;
		this.#log = log;
	}

	/** @returns whether control can go on behind it */
	statement(statement: Statement): boolean {
		switch (statement.kind) {
			case 'block':
				return this.#sequence(statement.body);
			case 'label':
				// What the function assigns anywhere, since it can be reached from there.
				for (const local of this.#locals) if (local.references.some(isWrite)) this.assigned.add(local);
				return this.statement(statement.body);
			case 'goto':
				return false;
			case 'if': {
				this.#condition(statement.condition);
				const then = this.statement(statement.then);
				const otherwise = statement.otherwise ? this.statement(statement.otherwise) : true;
				return then || otherwise;
			}
			case 'while':
				this.#loop(statement);
				this.#condition(statement.condition);
				this.statement(statement.body);
				return true;
			case 'do':
				this.#loop(statement);
				this.statement(statement.body);
				this.#condition(statement.condition);
				return true;
			case 'loop':
				this.#loop(statement);
				this.statement(statement.body);
				return false;
			case 'for': {
				if (statement.from) this.#expression(statement.from);
				const variable = this.#checked.symbols.get(statement.variable);
				if (variable?.kind === 'local') {
					if (!statement.from) this.#read(variable, statement.variable);
					this.assigned.add(variable);
				}
				this.#expression(statement.to);
				this.#loop(statement);
				this.statement(statement.body);
				return true;
			}
			case 'switch': {
				this.#expression(statement.subject);
				const goesOn = statement.arms.map(({ body }) => this.statement(body));
				const hasDefault = statement.arms.some(({ values }) => values === null);
				return !hasDefault || goesOn.includes(true);
			}
			case 'assert':
				this.#condition(statement.condition);
				return true;
			default:
				for (const expression of expressionsOf(statement)) this.#expression(expression);
				return true;
		}
	}

	#sequence(statements: readonly Statement[]): boolean {
		let goesOn = true;
		let isTold = false;
		for (const statement of statements) {
			if (!goesOn && holdsLabel(statement)) goesOn = true;
			if (!goesOn && !isTold && statement.kind !== 'empty') {
				this.#log.report('UNREACHABLE', statement);
				isTold = true;
			}
			const goesOnBehind = this.statement(statement);
			goesOn &&= goesOnBehind;
		}
		return goesOn;
	}

	/** What a body assigns may have been assigned when it comes round again. */
	#loop(statement: Statement): void {
		for (const local of this.#locals) {
			if (!this.assigned.has(local) && local.references.some((place) => isWrite(place) && holds(statement, place))) {
				this.assigned.add(local);
			}
		}
	}

	#condition(condition: Condition): void {
		switch (condition.kind) {
			case 'or':
			case 'and':
				for (const term of condition.terms) this.#condition(term);
				break;
			case 'not':
			case 'test':
				this.#condition(condition.inner);
				break;
			default:
				// Values are read late: an assignment on the right comes before a read of the left (impala.md 6.4).
				this.#assignmentsOf(condition.right);
				this.#expression(condition.left);
				this.#expression(condition.right);
		}
	}

	#expression(expression: Expression): void {
		if (expression.kind === 'name') {
			const symbol = this.#checked.symbols.get(expression);
			if (symbol?.kind === 'local') this.#read(symbol, expression);
			return;
		}
		if (expression.kind === 'assign') {
			this.#expression(expression.right);
			if (!this.#writtenLocal(expression.left)) this.#expression(expression.left);
			this.#assignmentsOf(expression);
			return;
		}
		if (expression.kind === 'unary' && expression.operator === '&') {
			const place = this.#writtenLocal(expression.operand);
			if (place) this.assigned.add(place);
			else this.#expression(expression.operand);
			return;
		}
		if (expression.kind === 'binary' || expression.kind === 'subscript' || expression.kind === 'call') {
			for (const part of partsOf(expression).slice(1)) this.#assignmentsOf(part);
		}
		for (const part of partsOf(expression)) this.#expression(part);
	}

	#assignmentsOf(expression: Expression): void {
		forEachExpression(expression, (part) => {
			const local = writtenBy(part, this.#checked);
			if (local) this.assigned.add(local);
		});
	}

	#writtenLocal(place: Expression): LocalSymbol | null {
		return localAt(place, this.#checked);
	}

	#read(local: LocalSymbol, span: Expression): void {
		if (this.assigned.has(local)) return;
		this.#log.report('READ_BEFORE_WRITE', span, [local.name]);
		this.assigned.add(local);
	}
}

function localAt(place: Expression, { symbols }: CheckedUnit): LocalSymbol | null {
	let inner = ungrouped(place);
	while (inner.kind === 'cast') inner = ungrouped(inner.operand);
	const symbol = inner.kind === 'name' ? symbols.get(inner) : undefined;
	return symbol?.kind === 'local' ? symbol : null;
}

/** The local that an expression itself assigns or takes the address of. */
function writtenBy(expression: Expression, checked: CheckedUnit): LocalSymbol | null {
	if (expression.kind === 'assign') return localAt(expression.left, checked);
	return expression.kind === 'unary' && expression.operator === '&' ? localAt(expression.operand, checked) : null;
}

function isWrite({ access }: Reference): boolean {
	return access === 'write' || access === 'address';
}

function holds(statement: Statement, { start, end }: Span): boolean {
	return statement.start <= start && end <= statement.end;
}

function holdsLabel(statement: Statement): boolean {
	return statement.kind === 'label' || statementsIn(statement).some(holdsLabel);
}
