/** The names of an analysed source, where they are written, and how they are declared. */

import type { FunctionScope, ImpalaSymbol } from '../check/symbols.ts';
import type { Analysis } from '../compile.ts';
import type { Span } from '../source-text.ts';
import type { ArrayDeclaration, Declaration, Identifier, SlotDeclaration } from '../syntax/syntax-tree.ts';

/** A symbol, and the function whose own it is; null for one of the whole source. */
export interface OwnedSymbol {
	readonly symbol: ImpalaSymbol;
	readonly owner: FunctionScope | null;
}

/** A place where a name is written. */
export interface NamePlace extends OwnedSymbol {
	readonly span: Span;
}

/** Every symbol of a source. */
export function* symbolsOf({ scope }: Analysis): Generator<OwnedSymbol> {
	for (const table of [scope.globals, scope.functions, scope.constants]) {
		for (const symbol of table.values()) yield { symbol, owner: null };
	}
	for (const owner of scope.functionScopes) {
		for (const table of [owner.locals, owner.labels]) for (const symbol of table.values()) yield { symbol, owner };
	}
}

/** Where a symbol is written: its declarations, then its uses, both in the order of the text. */
export function placesOf({ declarations, references }: ImpalaSymbol): readonly Span[] {
	const declared = new Set(declarations.map(({ start }) => start));
	const used = new Map<number, Span>();
	// The variable of a loop is read and written at one place.
	for (const { start, end } of references) if (!declared.has(start)) used.set(start, { start, end });
	const byStart = (a: Span, b: Span) => a.start - b.start;
	return [...declarations.toSorted(byStart), ...[...used.values()].sort(byStart)];
}

/** The name that a place is in or directly behind; the one that begins there wins. Null for none that is understood. */
export function nameAt(analysis: Analysis, offset: number): NamePlace | null {
	let before: NamePlace | null = null;
	for (const { symbol, owner } of symbolsOf(analysis)) {
		for (const { start, end } of [...symbol.declarations, ...symbol.references]) {
			if (offset < start || offset > end) continue;
			const place = { symbol, owner, span: { start, end } };
			if (offset < end) return place;
			before = place;
		}
	}
	return before;
}

/** What declares a name, and what it belongs to. */
export interface NameDeclaration {
	readonly identifier: Identifier;
	/** The slot or array of a local or global, else the same as `declaration`. */
	readonly part: SlotDeclaration | ArrayDeclaration | Declaration;
	/** At the top of the file. */
	readonly declaration: Declaration;
}

/** All declarations of a source by where the declared name begins; labels have none. */
export function declarationsByName({ unit }: Analysis): ReadonlyMap<number, NameDeclaration> {
	const found = new Map<number, NameDeclaration>();
	const add = (part: NameDeclaration['part'], identifier: Identifier, declaration: Declaration) => {
		found.set(identifier.start, { identifier, part, declaration });
	};
	for (const declaration of unit.declarations) {
		if (declaration.kind === 'store') {
			add(declaration.variable, declaration.variable.identifier, declaration);
			continue;
		}
		add(declaration, declaration.identifier, declaration);
		if (declaration.kind !== 'function') continue;
		const { args, result, locals } = declaration;
		for (const slot of [...args, ...(result ? [result] : []), ...locals]) add(slot, slot.identifier, declaration);
	}
	return found;
}

/** The place that gives a name its meaning, or the first that mentions it. */
export function definingPlace({ definition, declarations }: ImpalaSymbol): Span {
	return definition ?? declarations[0];
}
