/** Emits a whole checked source as GAZL (impala.md 4, 11, 12 and 14). */

import type { CheckedUnit } from '../check/checker.ts';
import type { FunctionScope, ValueSymbol } from '../check/symbols.ts';
import type { DiagnosticLog } from '../diagnostics.ts';
import type { Span } from '../source-text.ts';
import type {
	ArrayDeclaration,
	BaseType,
	ConstDeclaration,
	Declaration,
	Expression,
	FunctionDefinition,
	SlotDeclaration,
	Storage,
	StoreDeclaration,
} from '../syntax/syntax-tree.ts';
import { GazlWriter } from './gazl-writer.ts';
import { bareText, knownWord, literalOperand, type Operand } from './operands.ts';
import { StatementEmitter } from './statement-emitter.ts';
import { StringPool } from './string-pool.ts';
import { NULL_ADDRESS, typeLetter } from './value-emitter.ts';

const SECTIONS: Readonly<Record<Storage, string>> = { global: 'GLOB', readonly: 'CNST', temporary: 'TEMP' };

/** What scalars hold that are declared without a value. */
const DEFAULTS: Readonly<Record<BaseType, Operand>> = {
	int: literalOperand('0'),
	float: literalOperand('0.0'),
	pointer: NULL_ADDRESS,
	funcptr: NULL_ADDRESS,
};

/** Columns that a row of values goes to. */
const ROW_COLUMNS = 72;

/** GAZL, and for each of its lines the span of the source that it does the work of. */
export interface EmittedUnit {
	readonly lines: readonly string[];
	readonly origins: readonly (Span | null)[];
}

/**
 * Emits a source without errors. Faults that only show now, which the assembler would refuse, go to the log.
 *
 * @param unitName tells the internal symbols of units apart that are put together
 * @param isListing whether to put the source of each statement beside its first instruction
 */
export function emit(checked: CheckedUnit, unitName: string, isListing: boolean, log: DiagnosticLog): EmittedUnit {
	return new UnitEmitter(checked, unitName, isListing, log).emit();
}

class UnitEmitter extends StatementEmitter {
	readonly #scopes: ReadonlyMap<FunctionDefinition, FunctionScope>;

	constructor(checked: CheckedUnit, unitName: string, isListing: boolean, log: DiagnosticLog) {
		super(checked, new GazlWriter(), log);
		this.#scopes = new Map(checked.scope.functionScopes.map((scope) => [scope.definition, scope]));
		this.strings = new StringPool(`.s_${unitName}_`);
		this.assertTexts = new StringPool(`.a_${unitName}_`);
		this.isListing = isListing;
	}

	emit(): EmittedUnit {
		for (const declaration of this.checked.unit.declarations) this.scoped(() => this.#declaration(declaration));
		this.#strings();
		this.#assertTexts();
		return this.writer.finish();
	}

	#declaration(declaration: Declaration): void {
		switch (declaration.kind) {
			case 'function':
				this.#function(declaration);
				break;
			case 'const':
				this.#const(declaration);
				break;
			case 'store':
				this.#store(declaration);
				break;
			default:
		}
	}

	/** Constants that the assembler cannot define stand for their value wherever they are used. */
	#const({ type, identifier, value }: ConstDeclaration): void {
		const symbol = this.checked.scope.constants.get(identifier.name);
		if (!value || !symbol) return;
		const operand = this.constantValue(value);
		if (operand.kind === 'address') {
			this.#strings(operand.symbol);
			const isDefinable = operand.holds !== 'null' && operand.holds !== 'function' && this.defined.has(operand.symbol);
			if (!isDefinable) {
				this.constants.set(symbol, operand);
				return;
			}
		}
		const text = this.text(operand, value, false);
		this.writer.declaration(identifier.name, `! DEF${typeLetter(type)} ${text}`, value);
		this.defined.add(identifier.name);
		this.constants.set(symbol, { kind: 'named', name: identifier.name, word: knownWord(operand) });
	}

	#store({ storage, variable, value, start, end }: StoreDeclaration): void {
		const span: Span = { start, end };
		const { name } = variable.identifier;
		const section = SECTIONS[storage];
		if (variable.kind === 'array') {
			this.#array(variable, section, Array.isArray(value) ? value : [], span);
			return;
		}
		this.writer.declaration(null, `${section} *1`, span);
		const { type } = variable;
		const scalar = value && !Array.isArray(value) ? (value as Expression) : null;
		const operand = scalar ? this.constantValue(scalar) : DEFAULTS[type];
		this.writer.declaration(name, `DAT${typeLetter(type)} ${this.text(operand, span, false)}`, span);
		this.defined.add(name);
	}

	#array({ identifier, size }: ArrayDeclaration, section: string, items: readonly Expression[], span: Span): void {
		const { name } = identifier;
		const words = this.#declareSize(this.checked.scope.globals.get(name), size);
		this.writer.declaration(name, `${section} *${words.text}`, span);
		this.defined.add(name);
		if (words.count !== null && words.count >= 0 && items.length > words.count) {
			this.log.report('TOO_MANY_ITEMS', items[words.count], [String(items.length), String(words.count)]);
		}
		this.#items(items);
	}

	/** The size of an array as text, noted for its symbol when it is known. */
	#declareSize(symbol: ValueSymbol | undefined, size: Expression): { readonly text: string; readonly count: number | null } {
		return this.scoped(() => {
			const operand = this.sizeOf(size);
			const count = knownWord(operand);
			if (symbol && count !== null) this.sizes.set(symbol, count);
			return { text: bareText(operand), count };
		});
	}

	/** Rows of values. What is computed has a row of its own, directly behind its computation. */
	#items(items: readonly Expression[]): void {
		let row: string[] = [];
		let span: Span | null = null;
		const flush = () => {
			if (row.length > 0) this.writer.declaration(null, `DATA ${row.join(' ')}`, span);
			row = [];
			span = null;
		};
		for (const item of items) {
			this.scoped(() => {
				const operand = this.constantValue(item);
				const isComputed = operand.kind === 'register' || (operand.kind === 'address' && operand.offset?.kind === 'register');
				if (isComputed) flush();
				const text = this.text(operand, item, false);
				if (row.join(' ').length + text.length > ROW_COLUMNS) flush();
				row.push(text);
				span = { start: span?.start ?? item.start, end: item.end };
				if (isComputed) flush();
			});
		}
		flush();
	}

	#function(definition: FunctionDefinition): void {
		const { identifier, args, result, locals, body } = definition;
		const scope = this.#scopes.get(definition);
		if (!scope) throw new TypeError(`The function ${identifier.name} was not checked.`);
		const head: Span = { start: definition.start, end: body.start };
		this.writer.declaration(identifier.name, 'FUNC', head);
		this.defined.add(identifier.name);
		if (result) this.#slot(result, 'OUT');
		else this.writer.declaration(null, 'PARA *1', head);
		for (const argument of args) this.#slot(argument, 'INP');
		for (const local of locals) {
			if (local.kind === 'slot') {
				this.#slot(local, 'LOC');
				continue;
			}
			const { name } = local.identifier;
			const { text } = this.#declareSize(scope.locals.get(name), local.size);
			this.writer.declaration(`$${name}`, `LOCA *${text}`, local);
		}
		this.startLabels();
		this.writer.beginBody();
		this.statement(body);
		this.writer.instruction('RETU', [], { start: body.end - 1, end: body.end });
		this.writer.endBody();
	}

	#slot({ type, identifier, start, end }: SlotDeclaration, directive: 'OUT' | 'INP' | 'LOC'): void {
		this.writer.declaration(`$${identifier.name}`, `${directive}${typeLetter(type)}`, { start, end });
	}

	/** @param only the label of the string that is wanted now; all that are left when it is not given */
	#strings(only?: string): void {
		for (const { label, rows } of this.strings.takeRows(only)) this.#section(label, rows);
	}

	#assertTexts(): void {
		const texts = [...this.assertTexts.takeRows()];
		if (texts.length === 0) return;
		const end = '.noAssertStrings';
		this.writer.assembly('EQUi', ['#DEBUG', '#0', `@${end}`], null);
		for (const { label, rows } of texts) this.#section(label, rows);
		this.writer.declaration(end, '!', null);
	}

	#section(label: string, rows: readonly string[]): void {
		for (const [index, row] of rows.entries()) this.writer.declaration(index === 0 ? label : null, row, null);
		this.defined.add(label);
	}
}
