/** Definitions, uses and new names in GAZL. */

import { isIdentifier } from '../line-tokens.ts';
import type { Renaming, Span } from './answers.ts';
import type { GazlReading, GazlSymbol } from './gazl-names.ts';
import type { HostNames } from './host-names.ts';

/** A place where a name is written. */
export interface GazlNamePlace {
	readonly symbol: GazlSymbol;
	readonly span: Span;
}

/** The name that a place is in or directly behind; the one that begins there wins. */
export function gazlNameAt({ symbols }: GazlReading, offset: number): GazlNamePlace | null {
	let before: GazlNamePlace | null = null;
	for (const symbol of symbols) {
		for (const span of placesOfGazl(symbol)) {
			if (offset < span.start || offset > span.end) continue;
			if (offset < span.end) return { symbol, span };
			before = { symbol, span };
		}
	}
	return before;
}

/** Where a name is written: its declarations, then its uses. */
export function placesOfGazl({ declarations, references }: GazlSymbol): readonly Span[] {
	return [...declarations.map(({ start, end }) => ({ start, end })), ...references];
}

/** Where the name at a place is declared; null where no name is, and for names of the host. */
export function gazlDefinitionAt(reading: GazlReading, offset: number): Span | null {
	const declaration = gazlNameAt(reading, offset)?.symbol.declarations[0];
	return declaration ? { start: declaration.start, end: declaration.end } : null;
}

/** Everywhere that the name at a place is written, its declarations first. */
export function gazlReferencesAt(reading: GazlReading, offset: number): readonly Span[] {
	const place = gazlNameAt(reading, offset);
	return place ? placesOfGazl(place.symbol) : [];
}

/** What a new name for the name at a place changes, or why it cannot be. */
export function gazlRenameAt(reading: GazlReading, offset: number, newName: string, host: HostNames): Renaming {
	const place = gazlNameAt(reading, offset);
	if (!place) return { problem: 'There is no name here that could be changed.' };
	const { symbol } = place;
	const problem = problemOf(reading, symbol, newName, host);
	if (problem !== null) return { problem };
	const isTakenByHost = symbol.owner === null && symbol.kind !== 'skip' && newName !== symbol.name && host.has(newName);
	const warning = isTakenByHost ? `The host knows ${newName} by this name: it will take this for it.` : null;
	return { edits: placesOfGazl(symbol), warning };
}

function problemOf({ symbols }: GazlReading, symbol: GazlSymbol, newName: string, host: HostNames): string | null {
	const { name, kind, owner } = symbol;
	if (!isIdentifier(newName)) return `“${newName}” is no name: names have letters, digits, _ . and $, and no digit comes first.`;
	if (kind === 'undeclared') return `${name} is not declared in this text.`;
	if (owner === null && kind !== 'skip' && host.has(name)) {
		return `The host looks for ${name} by this name; under another the firmware would do without it.`;
	}
	// The assembler makes the names of the cases of a switch itself.
	const isOfSwitch = symbols.some((other) => other.owner === owner && other.name.startsWith(`${name}.`));
	if (kind === 'label' && (isOfSwitch || /\.-?\d+$/.test(name)))
		return `${name} is a label of a switch, which must be renamed by hand.`;
	const taken = symbols.find((other) => other !== symbol && other.owner === owner && other.name === newName);
	if (!taken) return null;
	return taken.declarations.length > 0 ? `${newName} is already declared here.` : `${newName} is already used here.`;
}
