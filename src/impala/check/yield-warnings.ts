/** A warning about loops of process() that never give the host its turn (device.md 6.5). */

import type { DiagnosticLog } from '../diagnostics.ts';
import type { Statement } from '../syntax/syntax-tree.ts';
import { ungrouped } from '../syntax/syntax-tree.ts';
import { expressionsOf, forEachExpression, forEachStatement } from '../syntax/walk.ts';
import type { CheckedUnit } from './checker.ts';
import type { FunctionSymbol } from './symbols.ts';

/** The function that is resumed for every frame. */
const FRAME_FUNCTION = 'process';

/** Natives that end or suspend the run. */
const SUSPENDING_NATIVES: readonly string[] = ['yield', 'abort', 'exit'];

/** Reports every `loop` of process() that neither a goto leaves nor a call that could suspend. */
export function warnOfLoopsWithoutYield(checked: CheckedUnit, log: DiagnosticLog): void {
	const frameFunction = checked.scope.functionScopes.find(({ symbol }) => symbol.name === FRAME_FUNCTION);
	if (!frameFunction) return;
	const suspending = suspendingFunctions(checked);
	forEachStatement(frameFunction.definition.body, (statement) => {
		if (statement.kind !== 'loop' || leaves(statement)) return;
		const calls = callsIn(statement.body, checked);
		if (calls.every((callee) => callee !== null && !suspending.has(callee))) {
			log.report('LOOP_WITHOUT_YIELD', { start: statement.start, end: statement.start + 'loop'.length });
		}
	});
}

/** Functions that may suspend: those that call one that may, or that are not known. */
function suspendingFunctions(checked: CheckedUnit): ReadonlySet<FunctionSymbol> {
	const { functions, functionScopes } = checked.scope;
	const suspending = new Set(
		[...functions.values()].filter(({ kind, name, definition }) => {
			return kind === 'native' ? SUSPENDING_NATIVES.includes(name) : definition === null;
		}),
	);
	const calls = functionScopes.map(({ symbol, definition }) => ({ symbol, callees: callsIn(definition.body, checked) }));
	for (let before = -1; before < suspending.size; ) {
		before = suspending.size;
		for (const { symbol, callees } of calls) {
			if (callees.some((callee) => callee === null || suspending.has(callee))) suspending.add(symbol);
		}
	}
	return suspending;
}

/** What is called in a statement; null stands for a call through a pointer. */
function callsIn(statement: Statement, { symbols }: CheckedUnit): (FunctionSymbol | null)[] {
	const calls: (FunctionSymbol | null)[] = [];
	forEachStatement(statement, (inner) => {
		for (const expression of expressionsOf(inner)) {
			forEachExpression(expression, (part) => {
				if (part.kind !== 'call') return;
				const callee = ungrouped(part.callee);
				const symbol = callee.kind === 'name' ? symbols.get(callee) : undefined;
				calls.push(symbol?.kind === 'function' || symbol?.kind === 'native' ? symbol : null);
			});
		}
	});
	return calls;
}

/** Whether a goto within a statement leads to a label outside. */
function leaves(statement: Statement): boolean {
	const targets = new Set<string>();
	const labels = new Set<string>();
	forEachStatement(statement, (inner) => {
		if (inner.kind === 'goto') targets.add(inner.label.name);
		if (inner.kind === 'label') labels.add(inner.label.name);
	});
	return [...targets].some((target) => !labels.has(target));
}
