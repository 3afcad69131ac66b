/** Where names are defined and used. */

import type { Analysis } from '../compile.ts';
import type { Span } from './answers.ts';
import { definingPlace, nameAt, placesOf } from './unit-names.ts';

/** The definition of the name at a place, or its first declaration when it has none; null where no name is. */
export function definitionAt(analysis: Analysis, offset: number): Span | null {
	const place = nameAt(analysis, offset);
	return place && definingPlace(place.symbol);
}

/** Everywhere that the name at a place is written, its declarations first; empty where no name is. */
export function referencesAt(analysis: Analysis, offset: number): readonly Span[] {
	const place = nameAt(analysis, offset);
	return place ? placesOf(place.symbol) : [];
}
