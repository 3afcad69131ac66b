/** What a GAZL text declares for all of it, for a list beside it. */

import type { OutlineItem, OutlineKind, Span } from './answers.ts';
import type { GazlLine } from './gazl-lines.ts';
import type { GazlReading, GazlSymbol } from './gazl-names.ts';

const KINDS: Readonly<Partial<Record<GazlSymbol['kind'], OutlineKind>>> = {
	function: 'function',
	section: 'array',
	word: 'global',
	constant: 'constant',
};

/** Functions, sections, words and constants in the order of the text. Names that a compiler made up, with a dot first, are left out. */
export function gazlOutline(reading: GazlReading): readonly OutlineItem[] {
	const items: OutlineItem[] = [];
	for (const symbol of reading.symbols) {
		const [declaration] = symbol.declarations;
		const kind = KINDS[symbol.kind];
		if (!declaration || !kind || symbol.name.startsWith('.')) continue;
		const { line, start, end } = declaration;
		const span = kind === 'function' ? functionSpan(reading, line, symbol) : lineSpan(line);
		items.push({ name: symbol.name, kind, detail: lineDetail(line), span, nameSpan: { start, end } });
	}
	return items.sort((a, b) => a.nameSpan.start - b.nameSpan.start);
}

/** A line's text behind its label, without its comment. */
export function lineDetail({ bang, mnemonic, operands, rawText }: GazlLine): string {
	const pieces = [...(mnemonic ? [mnemonic] : []), ...operands, ...(rawText ? [rawText] : [])];
	return [...(bang ? ['!'] : []), ...pieces.map(({ text }) => text)].join(' ');
}

function lineSpan({ start, end }: GazlLine): Span {
	return { start, end };
}

/** From its line to the last that has something in it before the next function. */
function functionSpan({ lines, functions }: GazlReading, first: GazlLine, symbol: GazlSymbol): Span {
	let { end } = first;
	for (let index = first.number - 1; index < lines.length && functions[index] === symbol; index++) {
		if (lines[index].mnemonic) end = lines[index].end;
	}
	return { start: first.start, end };
}
