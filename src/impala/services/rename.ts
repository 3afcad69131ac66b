/** Gives a name another one, or says why that cannot be. */

import { describeSymbol, type FunctionScope, PREDEFINED_NAMES } from '../check/symbols.ts';
import type { Analysis } from '../compile.ts';
import { KEYWORDS } from '../syntax/tokens.ts';
import type { HostName, HostNames, Renaming } from './answers.ts';
import { hostNameOf } from './symbol-documentation.ts';
import { type NamePlace, nameAt, placesOf, symbolsOf } from './unit-names.ts';

const NAME = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

/**
 * What a new name for the name at a place changes. It is refused when the program would mean something else or nothing, and when it
 * cannot be told where the name is used.
 */
export function renameAt(analysis: Analysis, offset: number, newName: string, host: HostNames): Renaming {
	const place = nameAt(analysis, offset);
	if (!place) return { problem: 'There is no name here that could be changed.' };
	const problem =
		problemOfForm(newName) ??
		problemOfHost(place, host) ??
		(place.owner ? problemInFunction(analysis, place, place.owner, newName) : problemInUnit(analysis, place, newName, host)) ??
		problemOfBrokenText(analysis, place.symbol.name);
	if (problem !== null) return { problem };
	return { edits: placesOf(place.symbol), warning: warningOfHost(place, newName, host) };
}

function problemOfForm(newName: string): string | null {
	if (newName === '') return 'A name needs a letter at least.';
	if (KEYWORDS.has(newName)) return `“${newName}” is a word of the language.`;
	if (NAME.test(newName)) return null;
	return `“${newName}” is no name: names have letters, digits, _ and $, and no digit comes first.`;
}

function problemOfHost(place: NamePlace, host: HostNames): string | null {
	const { symbol } = place;
	const { name } = symbol;
	if (symbol.kind === 'native') return `${name} is a native: the host has it by this name.`;
	const found = hostNameOf(place, host);
	if (!found) return null;
	if (found.kind === 'constant') {
		return symbol.definition ? null : `${name} is a constant of the host, which has it by this name.`;
	}
	const wants = found.kind === 'function' ? 'calls' : 'looks for';
	return `The host ${wants} ${name} by this name; under another the firmware would do without it.`;
}

function problemInFunction(
	analysis: Analysis,
	{ symbol }: NamePlace,
	{ symbol: within, definition, locals, labels }: FunctionScope,
	newName: string,
): string | null {
	const table = symbol.kind === 'label' ? labels : locals;
	if (table.has(newName) && newName !== symbol.name) {
		const what = symbol.kind === 'label' ? 'a label' : describeSymbol(locals.get(newName) ?? symbol);
		return `${newName} is already ${what} of ${within.name}().`;
	}
	// In the assembler a local x is $x, and shares its names with the labels.
	const other = symbol.kind === 'label' ? newName.startsWith('$') && locals.has(newName.slice(1)) : labels.has(`$${newName}`);
	if (other) return `A label and a local of ${within.name}() would be one name in the assembler.`;
	if (symbol.kind === 'label') return null;
	for (const [expression, used] of analysis.symbols) {
		const isHidden = used.name === newName && used.kind !== 'local' && !expression.isGlobal;
		if (isHidden && definition.start <= expression.start && expression.end <= definition.end) {
			return `${within.name}() uses ${describeSymbol(used).replace(/^an? /, 'the ')} ${newName}, which this local would hide.`;
		}
	}
	return null;
}

function problemInUnit(analysis: Analysis, { symbol }: NamePlace, newName: string, host: HostNames): string | null {
	if (newName === symbol.name) return null;
	if (PREDEFINED_NAMES.includes(newName)) return `${newName} is a constant of every assembler.`;
	for (const { symbol: other, owner } of symbolsOf(analysis)) {
		if (!owner && other.name === newName) return `${newName} is already the name of ${describeSymbol(other)}.`;
	}
	const kind = host.get(newName)?.kind;
	if (kind === 'native' || kind === 'constant') return `${newName} is ${OF_HOST[kind]}.`;
	for (const [expression, used] of analysis.symbols) {
		if (used !== symbol || expression.isGlobal) continue;
		const { start, end } = expression;
		const within = analysis.scope.functionScopes.find(({ definition }) => definition.start <= start && end <= definition.end);
		const hiding = within?.locals.get(newName);
		if (within && hiding) return `${within.symbol.name}() uses it where ${describeSymbol(hiding)} ${newName} would hide it.`;
	}
	return null;
}

const OF_HOST: Readonly<Record<HostName['kind'], string>> = {
	global: 'a global that the host uses',
	array: 'an array that the host uses',
	function: 'a function that the host calls',
	native: 'a native of the host',
	constant: 'a constant of the host',
	setting: 'a constant that the host reads',
};

/** In what could not be understood, nobody knows what a name stands for. */
function problemOfBrokenText(analysis: Analysis, name: string): string | null {
	const known = new Set<number>();
	for (const { symbol } of symbolsOf(analysis)) {
		for (const { start } of [...symbol.declarations, ...symbol.references]) known.add(start);
	}
	const unknown = analysis.tokens.find(({ kind, text, start }) => kind === 'name' && text === name && !known.has(start));
	if (!unknown) return null;
	const { line } = analysis.source.placeAt(unknown.start);
	return `${name} stands in line ${line} too, where an error hides what it means. Correct that first.`;
}

function warningOfHost({ symbol, owner }: NamePlace, newName: string, host: HostNames): string | null {
	const found = owner || newName === symbol.name ? undefined : host.get(newName);
	return found ? `${newName} is ${OF_HOST[found.kind]}: it will take this for it.` : null;
}
