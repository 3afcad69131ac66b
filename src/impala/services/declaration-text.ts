/** Declarations in one line. */

import type { ImpalaSymbol } from '../check/symbols.ts';
import type { Analysis } from '../compile.ts';
import type { Span } from '../source-text.ts';
import type { FunctionDefinition } from '../syntax/syntax-tree.ts';
import { tokenIndex } from './comments.ts';
import { definingPlace, type NameDeclaration } from './unit-names.ts';

/** The text of a span in one line, without comments. */
export function oneLine({ tokens }: Analysis, { start, end }: Span): string {
	let line = '';
	for (let at = tokenIndex(tokens, start); at < tokens.length && tokens[at].end <= end; at++) {
		const { kind, text } = tokens[at];
		if (kind !== 'blank' && kind !== 'comment') line += text;
		else if (line !== '' && !line.endsWith(' ')) line += ' ';
	}
	return line.trim();
}

/** A function's arguments and result: `(int x) returns int y`. */
export function signatureText(analysis: Analysis, { args, result }: FunctionDefinition): string {
	const list = args.map((slot) => oneLine(analysis, slot)).join(', ');
	return `(${list})${result ? ` returns ${oneLine(analysis, result)}` : ''}`;
}

/** The declaration of a symbol: lists of values and bodies are left out. */
export function declarationText(
	analysis: Analysis,
	symbol: ImpalaSymbol,
	declarations: ReadonlyMap<number, NameDeclaration>,
): string {
	const found = declarations.get(definingPlace(symbol).start);
	if (!found) return symbol.kind === 'label' ? `${symbol.name}:` : symbol.name;
	const { part, declaration } = found;
	if (declaration.kind === 'function') {
		if (part.kind !== 'function') return oneLine(analysis, part);
		return `function ${symbol.name}${signatureText(analysis, declaration)}`;
	}
	if (declaration.kind !== 'store' || declaration.variable.kind === 'slot') return oneLine(analysis, declaration);
	return oneLine(analysis, { start: declaration.start, end: declaration.variable.end });
}

/** The type, size or signature of a symbol, without its name. */
export function detailText(analysis: Analysis, symbol: ImpalaSymbol, declarations: ReadonlyMap<number, NameDeclaration>): string {
	const found = declarations.get(definingPlace(symbol).start);
	switch (symbol.kind) {
		case 'function':
			return found?.declaration.kind === 'function' ? signatureText(analysis, found.declaration) : 'extern';
		case 'native':
			return 'native';
		case 'label':
			return '';
		case 'const': {
			const value = found?.declaration.kind === 'const' ? found.declaration.value : null;
			return value ? `${symbol.type} = ${oneLine(analysis, value)}` : symbol.type;
		}
		default: {
			if (!symbol.isArray) return symbol.type;
			return found?.part.kind === 'array' ? `array[${oneLine(analysis, found.part.size)}]` : 'array';
		}
	}
}
