/** What a mark on a cell looks like. */
export const MARK_SHAPE = { none: 0, minus: 1, lowerHalf: 2 } as const;

/** How cells look, by a code that says all about a word: `ImageData` pixels and shapes. */
export interface CellPalette {
	/** Between the cells. */
	readonly ground: number;
	readonly fills: Uint32Array;
	/** Fills of cells that have no room for a mark. */
	readonly smallFills: Uint32Array;
	/** The `MARK_SHAPE` that a cell carries, and its pixel. */
	readonly shapes: Uint8Array;
	readonly marks: Uint32Array;
	/** The hatch of constants. */
	readonly hatches: Uint32Array;
}
