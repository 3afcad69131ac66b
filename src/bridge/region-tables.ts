/** Words of a cache line: every table in a region begins at one, as others may write the table beside it. */
const LINE_WORDS = 16;

/** Where a table is in its region. */
export interface TablePlace {
	/** First word. */
	readonly at: number;
	readonly words: number;
}

/** Tables one behind the other in a region of the block. */
export interface RegionTables<Name extends string> {
	readonly places: Readonly<Record<Name, TablePlace>>;
	/** Words of the region. */
	readonly words: number;
}

function inLines(words: number): number {
	return Math.ceil(words / LINE_WORDS) * LINE_WORDS;
}

/** Lays out tables of so many words each, in their order. */
export function layTables<Name extends string>(tables: Readonly<Record<Name, number>>): RegionTables<Name> {
	let end = 0;
	const places = Object.fromEntries(
		Object.entries<number>(tables).map(([name, words]) => {
			const at = end;
			end += inLines(words);
			return [name, { at, words }];
		}),
	) as Readonly<Record<Name, TablePlace>>;
	return { places, words: end };
}
