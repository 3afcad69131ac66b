/** What is known about what stands at a place of a GAZL text. */

import { readLiteral, startsNumber } from '../literals.ts';
import type { Hover, LiveGlobal } from './answers.ts';
import type { GazlLine } from './gazl-lines.ts';
import type { GazlReading, GazlSymbol } from './gazl-names.ts';
import { gazlNameAt } from './gazl-navigation.ts';
import { lineDetail } from './gazl-outline.ts';
import type { HostName, HostNames } from './host-names.ts';
import { costText, findMnemonic, operandsText } from './mnemonics.ts';

/** What is known about the mnemonic or name at a place; null where there is none. */
export function gazlHoverAt(reading: GazlReading, offset: number, host: HostNames): Hover | null {
	const line = reading.lines.findLast(({ start }) => start <= offset);
	const mnemonic = line?.mnemonic;
	if (mnemonic && mnemonic.start <= offset && offset < mnemonic.end) return hoverOfMnemonic(line);
	const place = gazlNameAt(reading, offset);
	if (!place) return null;
	const { symbol, span } = place;
	const [declaration] = symbol.declarations;
	const ofHost = symbol.owner === null && symbol.kind !== 'skip' ? host.get(symbol.name) : undefined;
	if (!declaration) return ofHost ? hoverOfHost(ofHost, span) : null;
	const { line: declared } = declaration;
	return {
		span,
		name: symbol.name,
		declaration: `${declared.label?.text}: ${lineDetail(declared)}`,
		kind: kindText(symbol),
		documentation: [ofHost?.documentation ?? '', commentsOf(reading, declared)].filter(Boolean).join('\n\n'),
		data: liveGlobal(symbol, declared),
	};
}

function hoverOfMnemonic({ mnemonic, bang }: GazlLine): Hover | null {
	const found = mnemonic && findMnemonic(mnemonic.text, bang !== null);
	if (!found) return null;
	const { name, form, documentation, isDirective } = found;
	return {
		span: { start: mnemonic.start, end: mnemonic.end },
		name,
		declaration: form,
		kind: isDirective ? 'directive' : 'instruction',
		documentation: [`${documentation} ${costText(found)}`, operandsText(found)].filter(Boolean).join('\n\n'),
		data: null,
	};
}

function hoverOfHost({ name, kind, call, gazl, documentation }: HostName, span: Hover['span']): Hover {
	return { span, name, declaration: call || gazl || name, kind: `${kind} of the host`, documentation, data: null };
}

const KIND_TEXTS: Readonly<Record<GazlSymbol['kind'], string>> = {
	function: 'function',
	section: 'section',
	word: 'word of a section',
	constant: 'constant',
	slot: 'slot',
	label: 'label',
	skip: 'label of the assembler',
	undeclared: 'name',
};

function kindText({ kind, owner }: GazlSymbol): string {
	return `${KIND_TEXTS[kind]}${owner ? ` of ${owner.name}` : ''}`;
}

/** Comments of the lines directly above that hold nothing else, and the one beside. */
function commentsOf({ lines }: GazlReading, line: GazlLine): string {
	const comments = line.comment ? [line.comment.text] : [];
	for (let at = line.number - 2; at >= 0; at--) {
		const { label, bang, mnemonic, comment } = lines[at];
		if (label || bang || mnemonic || !comment) break;
		comments.unshift(comment.text);
	}
	return comments.map((text) => text.replace(/^;+/, '').trim()).join('\n');
}

const WORD_TYPES: Readonly<Record<string, LiveGlobal['type']>> = { DATi: 'int', DATf: 'float', DATp: 'pointer' };

/** What a program's symbols can tell of; words of sections are shown as ints. */
function liveGlobal({ name, kind }: GazlSymbol, { mnemonic, operands, rawText }: GazlLine): LiveGlobal | null {
	if (kind === 'word') {
		return { name, type: WORD_TYPES[mnemonic?.text ?? ''] ?? 'int', sizeWords: rawText ? rawText.text.length : 1 };
	}
	if (kind !== 'section') return null;
	const size = operands[0]?.text.slice(1) ?? '';
	const literal = startsNumber(size) ? readLiteral(size) : null;
	return { name, type: 'int', sizeWords: literal?.type === 'int' ? literal.word : null };
}
