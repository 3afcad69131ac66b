import { themeColour } from '../theme-colours.ts';

/** What a cell of a bar is. */
export const CELL = {
	free: 0,
	used: 1,
	/** In use, and one with the cell before. */
	joined: 2,
} as const;

export type Cell = (typeof CELL)[keyof typeof CELL];

/** Chunks, items or words of something with room for so many, to be drawn side by side. */
export interface CellBar {
	readonly cells: number;
	/** What a cell is, 0 to `cells` − 1. */
	cell(index: number): Cell;
	/** Most cells that were in use at once, 0 for no mark. */
	readonly peak: number;
	/** When all cells in use come first, how many they are: what has a million cells is then drawn at once. */
	readonly leading?: number;
}

/** A bar whose first cells are in use. The numbers are asked for when it is drawn. */
export function fillBar(cells: () => number, used: () => number, peak: () => number = () => 0): CellBar {
	return {
		get cells() {
			return cells();
		},
		get leading() {
			return used();
		},
		get peak() {
			return peak();
		},
		cell: (index) => (index < used() ? CELL.used : CELL.free),
	};
}

/** A number that is another when a bar looks different, most likely: FNV-1a (Fowler, Noll, Vo) of all that it says. */
export function barDigest(bar: CellBar): number {
	let digest = Math.imul(0x811c9dc5 ^ bar.cells, 0x01000193);
	digest = Math.imul(digest ^ bar.peak, 0x01000193);
	if (bar.leading !== undefined) return Math.imul(digest ^ bar.leading, 0x01000193);
	for (let index = 0; index < bar.cells; index++) digest = Math.imul(digest ^ bar.cell(index), 0x01000193);
	return digest;
}

/** Colours of a bar. */
export interface BarColours {
	readonly free: string;
	readonly used: string;
	readonly seam: string;
	readonly peak: string;
}

export function readBarColours(element: Element): BarColours {
	return {
		free: themeColour(element, '--heap-free'),
		used: themeColour(element, '--heap-used'),
		seam: themeColour(element, '--heap-seam'),
		peak: themeColour(element, '--print'),
	};
}

/** A bar with narrower cells is drawn as how many of the cells in each pixel are in use. */
const NARROWEST_CELL_PX = 4;

/** Widest cell: a few chunks do not fill the bar, so that bins can be compared. */
const WIDEST_CELL_PX = 14;

/** Room below the cells for the mark of the peak. */
const PEAK_PX = 3;

/**
 * Draws a bar: free cells are outlines, used ones filled, a coalesced pair is one cell with a seam. The mark below is the peak.
 *
 * @param widthPx, heightPx of the canvas in CSS pixels, which the context is scaled to
 */
export function paintBar(
	context: CanvasRenderingContext2D,
	bar: CellBar,
	widthPx: number,
	heightPx: number,
	colours: BarColours,
): void {
	context.clearRect(0, 0, widthPx, heightPx);
	if (bar.cells === 0) return;
	const cellPx = Math.min(WIDEST_CELL_PX, widthPx / bar.cells);
	const height = heightPx - PEAK_PX;
	if (cellPx >= NARROWEST_CELL_PX) paintCells(context, bar, cellPx, height, colours);
	else paintDensity(context, bar, widthPx, height, colours);
	if (bar.peak <= 0) return;
	const peakX = Math.min(widthPx, bar.peak * cellPx);
	context.fillStyle = colours.peak;
	context.fillRect(0, heightPx - 1, peakX, 1);
	context.fillRect(Math.max(0, peakX - 1.5), heightPx - PEAK_PX, 1.5, PEAK_PX);
}

function paintCells(context: CanvasRenderingContext2D, bar: CellBar, cellPx: number, height: number, colours: BarColours): void {
	for (let index = 0; index < bar.cells; index++) {
		const left = Math.round(index * cellPx);
		const width = Math.round((index + 1) * cellPx) - left - 1;
		switch (bar.cell(index)) {
			case CELL.free:
				context.strokeStyle = colours.free;
				context.lineWidth = 1;
				context.strokeRect(left + 0.5, 1.5, width - 1, height - 3);
				break;
			case CELL.used:
				context.fillStyle = colours.used;
				context.fillRect(left, 1, width, height - 2);
				break;
			case CELL.joined:
				context.fillStyle = colours.used;
				context.fillRect(left - 1, 1, width + 1, height - 2);
				context.fillStyle = colours.seam;
				context.fillRect(left - 1, 1, 1, height - 2);
				break;
		}
	}
}

function paintDensity(context: CanvasRenderingContext2D, bar: CellBar, width: number, height: number, colours: BarColours): void {
	const columns = Math.max(1, Math.floor(width));
	context.strokeStyle = colours.free;
	context.lineWidth = 1;
	context.strokeRect(0.5, 1.5, columns - 1, height - 3);
	context.fillStyle = colours.used;
	if (bar.leading !== undefined) {
		context.fillRect(0, 1, Math.ceil((columns * bar.leading) / bar.cells), height - 2);
		return;
	}
	for (let column = 0; column < columns; column++) {
		const first = Math.floor((column * bar.cells) / columns);
		const end = Math.max(first + 1, Math.floor(((column + 1) * bar.cells) / columns));
		let used = 0;
		for (let index = first; index < end; index++) if (bar.cell(index) !== CELL.free) used++;
		const filled = (used / (end - first)) * (height - 2);
		if (used > 0) context.fillRect(column, 1 + height - 2 - filled, 1, filled);
	}
}
