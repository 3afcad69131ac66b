/** What there is to read about a name: what the host says of it, and what the author wrote beside it. */

import type { ImpalaSymbol } from '../check/symbols.ts';
import type { Analysis } from '../compile.ts';
import type { HostName, HostNames } from './answers.ts';
import { commentOf } from './comments.ts';
import { definingPlace, type NameDeclaration, type OwnedSymbol } from './unit-names.ts';

/** The kinds of the host's names that a symbol of the source can be. */
const HOST_KINDS: Readonly<Record<ImpalaSymbol['kind'], readonly HostName['kind'][]>> = {
	data: ['global', 'array'],
	function: ['function'],
	native: ['native'],
	const: ['constant', 'setting'],
	local: [],
	label: [],
};

/** The host's name that a symbol is; null for what is the program's own affair. */
export function hostNameOf({ symbol, owner }: OwnedSymbol, host: HostNames): HostName | null {
	const found = owner ? undefined : host.get(symbol.name);
	return found && HOST_KINDS[symbol.kind].includes(found.kind) ? found : null;
}

/** The host's words, then the author's comment; paragraphs are an empty line apart. */
export function documentationOf(
	analysis: Analysis,
	owned: OwnedSymbol,
	host: HostNames,
	declarations: ReadonlyMap<number, NameDeclaration>,
): string {
	const ofHost = hostNameOf(owned, host)?.documentation ?? '';
	return [ofHost, authorsComment(analysis, owned.symbol, declarations)].filter(Boolean).join('\n\n');
}

function authorsComment({ tokens }: Analysis, symbol: ImpalaSymbol, declarations: ReadonlyMap<number, NameDeclaration>): string {
	const places = [definingPlace(symbol), ...symbol.declarations];
	for (const place of places) {
		const found = declarations.get(place.start);
		const comment = commentOf(tokens, found ? declaredSpan(found) : place);
		if (comment !== '') return comment;
	}
	return '';
}

/** The span that comments stand above and beside of. Behind the brace of a function nobody explains it. */
function declaredSpan({ part, declaration }: NameDeclaration): { readonly start: number; readonly end: number } {
	if (part.kind === 'function') return { start: part.start, end: part.identifier.end };
	return declaration.kind === 'function' ? part : declaration;
}
