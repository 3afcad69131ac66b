/** Declares names and finds them again (impala.md 3). */

import type { HostNames } from '../../gazl/services/host-names.ts';
import type { DiagnosticLog } from '../diagnostics.ts';
import type { Span } from '../source-text.ts';
import type { Declaration, Identifier, NameExpression } from '../syntax/syntax-tree.ts';
import { closestName } from './closest-name.ts';
import { hostNameHint } from './host-name-hint.ts';
import type { ConstSymbol, DataSymbol, FunctionSymbol, LocalSymbol, ValueSymbol } from './symbols.ts';
import { describeSymbol, PREDEFINED_NAMES } from './symbols.ts';
import { TYPE_NAMES } from './types.ts';

type UnitSymbol = DataSymbol | FunctionSymbol | ConstSymbol;

/** Hints for names that other languages have. */
const FOREIGN_NAMES: Readonly<Record<string, string>> = {
	return: 'There is no return in Impala: use goto and a label, and assign the result to the variable of returns.',
	break: 'There is no break in Impala: use goto and a label.',
	continue: 'There is no continue in Impala: use goto and a label.',
	true: 'There is no true in Impala: write 1.',
	false: 'There is no false in Impala: write 0.',
	NULL: 'Write null, in small letters.',
};

/** The names known at one point of a source. */
export class NameTables {
	readonly globals = new Map<string, DataSymbol>();
	readonly functions = new Map<string, FunctionSymbol>();
	readonly constants = new Map<string, ConstSymbol>();
	/** Those of the function that is being looked at. */
	locals: ReadonlyMap<string, LocalSymbol> = new Map();
	readonly #log: DiagnosticLog;
	readonly #host: HostNames;
	readonly #declarations: ReadonlyMap<string, Declaration>;

	/**
	 * @param declarations all of the source, for what is said of uses above them
	 * @param host what could be declared of the host, for what is said when it is not
	 */
	constructor(declarations: readonly Declaration[], host: HostNames, log: DiagnosticLog) {
		this.#declarations = declarationsByName(declarations);
		this.#host = host;
		this.#log = log;
	}

	/** What a name in a value stands for. One that is not declared is told and gives null. */
	resolve({ isGlobal, identifier }: NameExpression): ValueSymbol | null {
		const { name } = identifier;
		const first = isGlobal ? this.globals.get(name) : this.locals.get(name);
		const found = first ?? this.functions.get(name) ?? this.constants.get(name);
		if (found) return found;
		const hint = this.#hintFor(identifier, isGlobal);
		this.#log.report('UNDECLARED_NAME', identifier, [name], hint === '' ? {} : { hint });
		return null;
	}

	#hintFor({ name, start }: Identifier, isGlobal: boolean): string {
		if (!isGlobal && this.globals.has(name)) return `It is a global: write global ${name}.`;
		if (isGlobal && this.locals.has(name)) return 'It is a local: leave out global.';
		const later = this.#declarations.get(name);
		if (later && later.start > start) return this.#laterHint(name, later, isGlobal);
		if (Object.hasOwn(FOREIGN_NAMES, name)) return FOREIGN_NAMES[name];
		const hostName = this.#host.get(name);
		if (hostName) {
			const isDeclared = (needed: string) => this.globals.has(needed) || this.constants.has(needed);
			return hostNameHint(hostName, this.#host, isGlobal, isDeclared);
		}
		const known = [...(isGlobal ? this.globals : this.locals).keys(), ...this.functions.keys(), ...this.constants.keys()];
		const close = closestName(name, known);
		return close === null ? '' : `Did you mean ${close}?`;
	}

	#laterHint(name: string, later: Declaration, isGlobal: boolean): string {
		const { line } = this.#log.source.placeAt(nameIn(later).start);
		if (later.kind === 'function') return `It is defined in line ${line}; write extern function ${name} above this function.`;
		const prefix = later.kind === 'store' && !isGlobal ? `, and write global ${name} here` : '';
		return `It is declared further down, in line ${line}; move it above${prefix}.`;
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

function nameIn(declaration: Declaration): Identifier {
	return declaration.kind === 'store' ? declaration.variable.identifier : declaration.identifier;
}

/** What declares each name: the definition of a function, else what comes first. */
function declarationsByName(declarations: readonly Declaration[]): ReadonlyMap<string, Declaration> {
	const found = new Map<string, Declaration>();
	for (const declaration of declarations) {
		const { name } = nameIn(declaration);
		if (declaration.kind === 'function' || !found.has(name)) found.set(name, declaration);
	}
	return found;
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
