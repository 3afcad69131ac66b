/** Declares names and finds them again (impala.md 3). */

import type { DiagnosticLog } from '../diagnostics.ts';
import type { Span } from '../source-text.ts';
import type { Identifier, NameExpression } from '../syntax/syntax-tree.ts';
import { closestName } from './closest-name.ts';
import type { ConstSymbol, DataSymbol, FunctionSymbol, LocalSymbol, ValueSymbol } from './symbols.ts';
import { describeSymbol, PREDEFINED_NAMES } from './symbols.ts';
import { TYPE_NAMES } from './types.ts';

type UnitSymbol = DataSymbol | FunctionSymbol | ConstSymbol;

/** The names known at one point of a source. */
export class NameTables {
	readonly globals = new Map<string, DataSymbol>();
	readonly functions = new Map<string, FunctionSymbol>();
	readonly constants = new Map<string, ConstSymbol>();
	/** Those of the function that is being looked at. */
	locals: ReadonlyMap<string, LocalSymbol> = new Map();
	readonly #log: DiagnosticLog;
	readonly #laterFunctions: ReadonlyMap<string, Span>;

	/** @param laterFunctions where the functions of the source are defined, for what is said of uses before that */
	constructor(laterFunctions: ReadonlyMap<string, Span>, log: DiagnosticLog) {
		this.#laterFunctions = laterFunctions;
		this.#log = log;
	}

	/** What a name in a value stands for. One that is not declared is told and gives null. */
	resolve({ isGlobal, identifier }: NameExpression): ValueSymbol | null {
		const { name } = identifier;
		const first = isGlobal ? this.globals.get(name) : this.locals.get(name);
		const found = first ?? this.functions.get(name) ?? this.constants.get(name);
		if (found) return found;
		const hint = this.#hintFor(name, isGlobal);
		this.#log.report('UNDECLARED_NAME', identifier, [name], hint === '' ? {} : { hint });
		return null;
	}

	#hintFor(name: string, isGlobal: boolean): string {
		if (!isGlobal && this.globals.has(name)) return `It is a global: write global ${name}.`;
		if (isGlobal && this.locals.has(name)) return 'It is a local: leave out global.';
		const later = this.#laterFunctions.get(name);
		if (later) {
			const { line } = this.#log.source.placeAt(later.start);
			return `It is defined in line ${line}; write extern function ${name} above this function.`;
		}
		if (name === 'return' || name === 'break' || name === 'continue') {
			return `There is no ${name} in Impala: use goto and a label${name === 'return' ? ', and assign the result to the variable of returns' : ''}.`;
		}
		const known = [...(isGlobal ? this.globals : this.locals).keys(), ...this.functions.keys(), ...this.constants.keys()];
		const close = closestName(name, known);
		return close === null ? '' : `Did you mean ${close}?`;
	}

	/**
	 * Adds a declaration to a table: any number without a meaning of their own and one definition may stand in any order. A
	 * contradiction is told.
	 *
	 * @param fresh the symbol as this declaration alone makes it, its name not yet among its declarations
	 * @returns the symbol that the name now has
	 */
	declare<Kind extends UnitSymbol>(table: Map<string, Kind>, fresh: Kind, identifier: Identifier, isDefinition: boolean): Kind {
		const earlier = table.get(fresh.name);
		const symbol = earlier ?? fresh;
		const related = { span: symbol.declarations[0] ?? identifier, message: `${fresh.name} is declared here first.` };
		const span: Span = { start: identifier.start, end: identifier.end };
		if (earlier && !areAlike(earlier, fresh)) {
			this.#log.report('DECLARED_OTHERWISE', identifier, [fresh.name, whatItIs(earlier)], { related });
		} else if (earlier?.definition && isDefinition) {
			this.#log.report('ALREADY_DECLARED', identifier, [fresh.name], { related });
		} else if (isDefinition) {
			this.#checkNameIsFree(symbol, identifier);
		}
		table.set(fresh.name, symbol);
		symbol.declarations.push(span);
		if (isDefinition) symbol.definition ??= span;
		return symbol;
	}

	/** Tables are apart in Impala, but all that is defined goes into one table of the assembler. */
	#checkNameIsFree({ name, kind }: UnitSymbol, identifier: Identifier): void {
		if (PREDEFINED_NAMES.includes(name)) {
			this.#log.report('NAME_TAKEN', identifier, [name, 'a constant of every assembler']);
		}
		for (const other of [this.globals.get(name), this.functions.get(name), this.constants.get(name)]) {
			if (!other || other.kind === kind) continue;
			if (!other.definition && other.kind !== 'native') continue;
			const related = { span: other.declarations[0], message: `${name} is declared here first.` };
			this.#log.report('NAME_TAKEN', identifier, [name, describeSymbol(other)], { related });
		}
	}
}

function areAlike(a: UnitSymbol, b: UnitSymbol): boolean {
	if (a.kind !== b.kind) return false;
	if (a.kind === 'data' && b.kind === 'data') return a.type === b.type && a.isArray === b.isArray;
	return a.kind === 'const' && b.kind === 'const' ? a.type === b.type : true;
}

function whatItIs(symbol: UnitSymbol): string {
	if ('signature' in symbol) return describeSymbol(symbol);
	return symbol.kind === 'data' && symbol.isArray ? 'an array' : TYPE_NAMES[symbol.type];
}
