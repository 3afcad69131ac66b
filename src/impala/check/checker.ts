/** Checks a whole source: declarations, statements, and what is odd about them (impala.md 3, 4, 10 and 17). */

import type { HostNames } from '../../gazl/services/host-names.ts';
import type { DiagnosticDetails, DiagnosticLog } from '../diagnostics.ts';
import type { Span } from '../source-text.ts';
import type {
	ArrayDeclaration,
	ConstDeclaration,
	Declaration,
	Expression,
	ExternDeclaration,
	ForStatement,
	FunctionDefinition,
	Identifier,
	SlotDeclaration,
	Statement,
	StoreDeclaration,
	SwitchStatement,
	Unit,
} from '../syntax/syntax-tree.ts';
import { forEachStatement, mayHaveEffect } from '../syntax/walk.ts';
import { type CheckedExpressions, ExpressionChecker } from './expression-checker.ts';
import { warnOfFlow } from './flow-warnings.ts';
import { NameTables } from './name-tables.ts';
import type { FunctionScope, FunctionSymbol, LabelSymbol, LocalSymbol, UnitScope } from './symbols.ts';
import { effectiveType, TYPE_NAMES, typeName } from './types.ts';
import { warnOfUnusedNames } from './usage-warnings.ts';
import { warnOfLoopsWithoutYield } from './yield-warnings.ts';

/** A source with the meaning of all its names and values. */
export interface CheckedUnit extends CheckedExpressions {
	readonly unit: Unit;
	readonly scope: UnitScope;
}

/**
 * Checks a source. What is wrong or odd goes to the log.
 *
 * @param host what a program can declare of its host, for what is said of names that it did not
 */
export function check(unit: Unit, log: DiagnosticLog, host: HostNames): CheckedUnit {
	return new UnitChecker(unit, log, host).checkUnit();
}

class UnitChecker extends ExpressionChecker {
	readonly #unit: Unit;
	readonly #functionScopes: FunctionScope[] = [];
	#labels: ReadonlyMap<string, LabelSymbol> = new Map();

	constructor(unit: Unit, log: DiagnosticLog, host: HostNames) {
		super(new NameTables(unit.declarations, host, log), log);
		this.#unit = unit;
	}

	checkUnit(): CheckedUnit {
		for (const declaration of this.#unit.declarations) this.#declaration(declaration);
		const { globals, functions, constants } = this.names;
		const scope: UnitScope = { globals, functions, constants, functionScopes: this.#functionScopes };
		const checked: CheckedUnit = { unit: this.#unit, values: this.values, symbols: this.symbols, scope };
		// What was not understood may use a name or end a run: of functions with syntax errors these would be guesses.
		const sound = this.#functionScopes.filter(({ definition }) => definition.isSound);
		for (const functionScope of sound) {
			warnOfUnusedNames(functionScope, this.log);
			warnOfFlow(functionScope, checked, this.log);
		}
		if (sound.length === this.#functionScopes.length) warnOfLoopsWithoutYield(checked, this.log);
		return checked;
	}

	#declaration(declaration: Declaration): void {
		switch (declaration.kind) {
			case 'function':
				this.#function(declaration);
				break;
			case 'extern':
				this.#extern(declaration);
				break;
			case 'const':
				this.#const(declaration);
				break;
			default:
				this.#store(declaration);
		}
	}

	#extern({ what, identifier }: ExternDeclaration): void {
		const base = { name: identifier.name, declarations: [], definition: null, references: [] };
		if (what === 'function' || what === 'native') {
			const symbol: FunctionSymbol = { kind: what, ...base, signature: null, assumedResult: null };
			this.names.declare(this.names.functions, symbol, identifier, false);
		} else {
			const isArray = what === 'array';
			const type = isArray ? 'pointer' : what;
			this.names.declare(this.names.globals, { kind: 'data', ...base, type, isArray, storage: null }, identifier, false);
		}
	}

	#const({ type, identifier, value }: ConstDeclaration): void {
		// Its own name is not known in its value.
		if (value) this.checkConstant(value, type);
		const base = { name: identifier.name, declarations: [], definition: null, references: [] };
		this.names.declare(this.names.constants, { kind: 'const', ...base, type }, identifier, value !== null);
	}

	#store({ storage, variable, value }: StoreDeclaration): void {
		const { identifier } = variable;
		const base = { name: identifier.name, declarations: [], definition: null, references: [], storage };
		const declare = (symbol: Parameters<typeof this.names.globals.set>[1]) => {
			const declared = this.names.declare(this.names.globals, symbol, identifier, true);
			// Once readonly, always readonly: a later extern does not change it, a definition after an extern settles it.
			declared.storage ??= storage;
		};
		if (variable.kind === 'slot') {
			if (value !== null && !Array.isArray(value))
				this.checkConstant(value as Exclude<typeof value, readonly unknown[]>, variable.type);
			declare({ kind: 'data', ...base, type: variable.type, isArray: false });
			return;
		}
		this.#arraySize(variable);
		// An array's own name is known in its list.
		declare({ kind: 'data', ...base, type: 'pointer', isArray: true });
		if (Array.isArray(value)) for (const item of value) this.checkConstant(item, 'any');
	}

	#arraySize({ size }: ArrayDeclaration): void {
		this.checkConstant(size, 'int');
	}

	#function(definition: FunctionDefinition): void {
		const { identifier, args, result, locals, body } = definition;
		const symbol = this.names.declare(
			this.names.functions,
			{
				kind: 'function',
				name: identifier.name,
				declarations: [],
				definition: null,
				references: [],
				signature: null,
				assumedResult: null,
			},
			identifier,
			true,
		);
		const { assumedResult } = symbol;
		if (assumedResult && result && result.type !== assumedResult.type) {
			this.log.report('RESULT_CONFLICT', result, [`${symbol.name}()`, TYPE_NAMES[assumedResult.type]], {
				related: { span: assumedResult.span, message: `Taken for ${TYPE_NAMES[assumedResult.type]} here.` },
			});
		}
		if (symbol.kind === 'function') {
			symbol.signature ??= { args: args.map(({ type }) => type), result: result?.type ?? null };
		}

		const table = new Map<string, LocalSymbol>();
		for (const slot of args) this.#local(table, slot, 'argument');
		if (result) this.#local(table, result, 'result');
		for (const local of locals) {
			// Sizes are constants, and names of locals are not.
			if (local.kind === 'array') this.#arraySize(local);
			this.#local(table, local, 'local');
		}
		const labels = new Map<string, LabelSymbol>();
		this.names.locals = table;
		this.#collectLabels(body, labels);
		this.#labels = labels;
		this.#statement(body);
		this.names.locals = new Map();
		this.#functionScopes.push({ symbol, definition, locals: table, labels });
	}

	#local(table: Map<string, LocalSymbol>, declared: SlotDeclaration | ArrayDeclaration, role: LocalSymbol['role']): void {
		const { identifier, kind } = declared;
		const { name, start, end } = identifier;
		const earlier = table.get(name);
		if (earlier) {
			const related = { span: earlier.declarations[0], message: `${name} is declared here first.` };
			this.log.report('ALREADY_DECLARED', identifier, [name], { related });
			return;
		}
		const span: Span = { start, end };
		const isArray = kind === 'array';
		const type = isArray ? 'pointer' : declared.type;
		table.set(name, { kind: 'local', name, role, type, isArray, declarations: [span], definition: span, references: [] });
	}

	#collectLabels(statement: Statement, labels: Map<string, LabelSymbol>): void {
		forEachStatement(statement, (inner) => {
			if (inner.kind === 'label') this.#declareLabel(inner.label, labels);
		});
	}

	#declareLabel({ name, start, end }: Identifier, labels: Map<string, LabelSymbol>): void {
		const span: Span = { start, end };
		const earlier = labels.get(name);
		// A local x is the symbol $x of the assembler, and a label $x would be the same.
		const local = name.startsWith('$') ? this.names.locals.get(name.slice(1)) : undefined;
		if (earlier) {
			const related = { span: earlier.declarations[0], message: `${name} stands here first.` };
			this.log.report('DUPLICATE_LABEL', span, [name], { related });
		} else if (local) {
			this.log.report('NAME_TAKEN', span, [name, `the local ${local.name} in the assembler`]);
		}
		if (!earlier) labels.set(name, { kind: 'label', name, declarations: [span], definition: span, references: [] });
	}

	#statement(statement: Statement): void {
		switch (statement.kind) {
			case 'block':
				for (const inner of statement.body) this.#statement(inner);
				break;
			case 'label':
			case 'loop':
				this.#statement(statement.body);
				break;
			case 'if':
				this.checkCondition(statement.condition);
				this.#statement(statement.then);
				if (statement.otherwise) this.#statement(statement.otherwise);
				break;
			case 'while':
				this.checkCondition(statement.condition);
				this.#statement(statement.body);
				break;
			case 'do':
				this.#statement(statement.body);
				this.checkCondition(statement.condition);
				break;
			case 'for':
				this.#for(statement);
				break;
			case 'switch':
				this.#switch(statement);
				break;
			case 'goto': {
				const { name, start, end } = statement.label;
				const label = this.#labels.get(name);
				if (label) label.references.push({ start, end, access: 'jump' });
				else this.log.report('MISSING_LABEL', statement.label, [name]);
				break;
			}
			case 'copy':
				this.checkConstant(statement.count, 'int');
				for (const address of [statement.from, statement.to]) {
					const value = this.check(address);
					if (!value || effectiveType(value) === 'pointer') continue;
					const hint = value.type === 'untyped' ? { hint: 'Put (pointer) before the value.' } : {};
					this.log.report('ADDRESS_TYPE', address, [typeName(value)], hint);
				}
				break;
			case 'assert':
				this.checkCondition(statement.condition);
				break;
			case 'expression': {
				const { expression } = statement;
				const value = this.check(expression);
				if (value && !mayHaveEffect(expression)) this.log.report('NO_EFFECT', expression, [], hintForIdle(expression));
				break;
			}
			default:
		}
	}

	#for({ variable, operatorSpan, from, to, body }: ForStatement): void {
		const target = this.check(variable, 'write');
		const symbol = this.symbols.get(variable);
		const isFit =
			!variable.isGlobal &&
			symbol?.kind === 'local' &&
			symbol.role !== 'argument' &&
			!symbol.isArray &&
			(symbol.type === 'int' || symbol.type === 'pointer');
		if (target && !isFit) this.log.report('LOOP_VARIABLE', variable);
		const start = from && this.check(from);
		if (from && start && target && isFit) this.checkAssignment(variable, target, from, start, operatorSpan);
		if (!from && isFit && symbol.kind === 'local')
			symbol.references.push({ start: variable.start, end: variable.end, access: 'read' });
		const bound = this.check(to);
		if (bound && target && isFit && effectiveType(bound) !== target.type) {
			const hint = bound.type === 'untyped' ? { hint: `Put (${target.type}) before the bound.` } : {};
			this.log.report('LOOP_BOUND_TYPE', to, [typeName(bound), typeName(target)], hint);
		}
		this.#statement(body);
	}

	#switch({ subject, low, high, arms }: SwitchStatement): void {
		const value = this.check(subject);
		if (value && effectiveType(value) !== 'int') this.log.report('SWITCH_TYPE', subject, [typeName(value)]);
		this.checkConstant(low, 'int');
		this.checkConstant(high, 'int');
		const [firstDefault, secondDefault] = arms.filter(({ values }) => !values);
		if (firstDefault && secondDefault) {
			const related = { span: secondDefault.keyword, message: 'The second default.' };
			this.log.report('TWO_DEFAULTS', firstDefault.keyword, [], { related });
		}
		for (const { values, body } of arms) {
			for (const choice of values ?? []) this.checkConstant(choice, 'int');
			this.#statement(body);
		}
	}
}

/** What may have been meant by a statement without an effect: `--a` is a negated twice. */
function hintForIdle(expression: Expression): DiagnosticDetails {
	if (expression.kind !== 'unary' || expression.operator !== '-') return {};
	const { operand } = expression;
	if (operand.kind !== 'unary' || operand.operator !== '-' || operand.operand.kind !== 'name') return {};
	const { isGlobal, identifier } = operand.operand;
	const place = isGlobal ? `global ${identifier.name}` : identifier.name;
	return { hint: `There is no --: write ${place} = ${place} - 1.` };
}
