/** What is known about what stands at a place. */

import { readLiteral } from '../../gazl/literals.ts';
import type { ImpalaSymbol } from '../check/symbols.ts';
import type { Analysis } from '../compile.ts';
import type { Token } from '../syntax/tokens.ts';
import type { HostNames, Hover, LiveGlobal } from './answers.ts';
import { tokenIndex } from './comments.ts';
import { declarationText } from './declaration-text.ts';
import { knownInt } from './known-int.ts';
import { documentationOf, hostNameOf } from './symbol-documentation.ts';
import { declarationsByName, definingPlace, type NameDeclaration, type NamePlace, nameAt } from './unit-names.ts';
import { WORD_DOCUMENTATION } from './word-documentation.ts';

/** What is known about the name, word or number at a place; null where there is none. */
export function hoverAt(analysis: Analysis, offset: number, host: HostNames): Hover | null {
	const place = nameAt(analysis, offset);
	if (place) return hoverOfName(analysis, place, host);
	const token = tokenAt(analysis.tokens, offset);
	if (token?.kind === 'keyword') return hoverOfWord(token);
	return token?.kind === 'int' && !token.fault ? hoverOfInt(token) : null;
}

/** The token that a place is in; blanks give none. */
function tokenAt(tokens: readonly Token[], offset: number): Token | null {
	const token = tokens[tokenIndex(tokens, offset + 1) - 1];
	return token && offset < token.end ? token : null;
}

function hoverOfName(analysis: Analysis, place: NamePlace, host: HostNames): Hover {
	const { symbol, span } = place;
	const declarations = declarationsByName(analysis);
	const native = symbol.kind === 'native' ? hostNameOf(place, host) : null;
	return {
		span,
		name: symbol.name,
		declaration: native?.call || declarationText(analysis, symbol, declarations),
		kind: kindText(place),
		documentation: documentationOf(analysis, place, host, declarations),
		data: symbol.kind === 'data' ? liveGlobal(analysis, symbol, declarations) : null,
	};
}

function kindText({ symbol, owner }: NamePlace): string {
	const within = owner ? ` of ${owner.symbol.name}()` : '';
	switch (symbol.kind) {
		case 'data':
			return `${symbol.storage ?? 'extern'}${symbol.isArray ? ' array' : ''}`;
		case 'local':
			if (symbol.role === 'local') return `local${symbol.isArray ? ' array' : ''}${within}`;
			return `${symbol.role}${within}`;
		case 'const':
			return symbol.definition ? 'constant' : 'constant of the host';
		default:
			return `${symbol.kind}${within}`;
	}
}

/** Words of an array have no type of their own and are shown as ints. */
function liveGlobal(
	analysis: Analysis,
	symbol: ImpalaSymbol & { readonly kind: 'data' },
	declarations: ReadonlyMap<number, NameDeclaration>,
): LiveGlobal {
	const { name, isArray, type } = symbol;
	if (!isArray) return { name, type, sizeWords: 1 };
	const part = declarations.get(definingPlace(symbol).start)?.part;
	return { name, type: 'int', sizeWords: part?.kind === 'array' ? knownInt(analysis, part.size, declarations) : null };
}

function hoverOfWord({ text, start, end }: Token): Hover | null {
	const found = WORD_DOCUMENTATION[text];
	if (!found) return null;
	const { form, documentation } = found;
	return { span: { start, end }, name: text, declaration: form, kind: 'word of the language', documentation, data: null };
}

/** A number in the ways that it can be written. */
function hoverOfInt({ text, start, end }: Token): Hover | null {
	const literal = readLiteral(text);
	if (literal.type !== 'int') return null;
	const { word } = literal;
	const declaration = `${word} = 0x${(word >>> 0).toString(16).toUpperCase()}`;
	return { span: { start, end }, name: text, declaration, kind: 'int', documentation: '', data: null };
}
