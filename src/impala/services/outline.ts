/** What a source declares, for a list beside it. */

import type { ImpalaSymbol } from '../check/symbols.ts';
import type { Analysis } from '../compile.ts';
import type { Span } from '../source-text.ts';
import type { OutlineItem, OutlineKind } from './answers.ts';
import { detailText } from './declaration-text.ts';
import { declarationsByName, definingPlace, symbolsOf } from './unit-names.ts';

/** Functions, data, constants and natives in the order of the text, each once, where it is defined or else first declared. */
export function outlineOf(analysis: Analysis): readonly OutlineItem[] {
	const declarations = declarationsByName(analysis);
	const items: OutlineItem[] = [];
	for (const { symbol, owner } of symbolsOf(analysis)) {
		const kind = outlineKind(symbol);
		const found = declarations.get(definingPlace(symbol).start);
		if (owner || !kind || !found) continue;
		const { start, end } = found.declaration;
		const nameSpan: Span = { start: found.identifier.start, end: found.identifier.end };
		items.push({ name: symbol.name, kind, detail: detailText(analysis, symbol, declarations), span: { start, end }, nameSpan });
	}
	return items.sort((a, b) => a.nameSpan.start - b.nameSpan.start);
}

function outlineKind(symbol: ImpalaSymbol): OutlineKind | null {
	switch (symbol.kind) {
		case 'data':
			return symbol.isArray ? 'array' : 'global';
		case 'const':
			return 'constant';
		case 'function':
		case 'native':
			return symbol.kind;
		default:
			return null;
	}
}
