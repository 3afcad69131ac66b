/** What names stand for (impala.md 3). */

import type { Span } from '../source-text.ts';
import type { BaseType, FunctionDefinition, Storage } from '../syntax/syntax-tree.ts';

/** Where a name is used, and how. */
export interface Reference extends Span {
	readonly access: 'read' | 'write' | 'address' | 'call' | 'jump';
}

interface SymbolBase {
	readonly name: string;
	/** The names in all its declarations, in order. */
	readonly declarations: Span[];
	/** The name in the declaration that gives it its meaning; null for a mere `extern` or `const` without value. */
	definition: Span | null;
	readonly references: Reference[];
}

/** Data outside functions. */
export interface DataSymbol extends SymbolBase {
	readonly kind: 'data';
	readonly type: BaseType;
	readonly isArray: boolean;
	/** Null as long as it is only known as `extern`. */
	storage: Storage | null;
}

/** A function or a native. */
export interface FunctionSymbol extends SymbolBase {
	readonly kind: 'function' | 'native';
	/** Null for one that is only known as `extern`. */
	signature: { readonly args: readonly BaseType[]; readonly result: BaseType | null } | null;
	/** What the result of a function that is not defined yet was taken for, and where. */
	assumedResult: { readonly type: BaseType; readonly span: Span } | null;
}

/** A constant. */
export interface ConstSymbol extends SymbolBase {
	readonly kind: 'const';
	readonly type: BaseType;
}

/** A slot of a frame: result, argument, local or local array. */
export interface LocalSymbol extends SymbolBase {
	readonly kind: 'local';
	readonly role: 'result' | 'argument' | 'local';
	readonly type: BaseType;
	readonly isArray: boolean;
}

/** A label of a function. */
export interface LabelSymbol extends SymbolBase {
	readonly kind: 'label';
}

/** Anything that a name in a value can stand for. */
export type ValueSymbol = DataSymbol | FunctionSymbol | ConstSymbol | LocalSymbol;

/** Anything that has a name. */
export type ImpalaSymbol = ValueSymbol | LabelSymbol;

/** The names of one function. */
export interface FunctionScope {
	readonly symbol: FunctionSymbol;
	readonly definition: FunctionDefinition;
	readonly locals: ReadonlyMap<string, LocalSymbol>;
	readonly labels: ReadonlyMap<string, LabelSymbol>;
}

/** The names of a whole source: three tables, because `global` chooses where a name is looked up. */
export interface UnitScope {
	readonly globals: ReadonlyMap<string, DataSymbol>;
	readonly functions: ReadonlyMap<string, FunctionSymbol>;
	readonly constants: ReadonlyMap<string, ConstSymbol>;
	/** In the order of their definitions. */
	readonly functionScopes: readonly FunctionScope[];
}

/** Names that every assembler defines itself. */
export const PREDEFINED_NAMES: readonly string[] = ['NULL', 'GAZL_VERSION', 'GAZL_WORD_SIZE', 'GAZL_MEMORY_SIZE'];

/** How messages call a symbol. */
export function describeSymbol(symbol: ImpalaSymbol): string {
	switch (symbol.kind) {
		case 'data':
			return symbol.isArray ? 'a global array' : 'a global variable';
		case 'local':
			if (symbol.role !== 'local') return symbol.role === 'result' ? 'the result' : 'an argument';
			return symbol.isArray ? 'a local array' : 'a local variable';
		case 'const':
			return 'a constant';
		case 'label':
			return 'a label';
		default:
			return `a ${symbol.kind}`;
	}
}
