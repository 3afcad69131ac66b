import type { Box } from './box.ts';

/** Words in rows, left to right and downwards, that fill a box: every cell has the same size. */
export interface WordGrid {
	readonly box: Box;
	readonly words: number;
	/** Words in a row, a power of two, so that addresses can be counted off; fewer only where there are fewer words. */
	readonly columns: number;
	readonly rows: number;
	readonly cellWidth: number;
	readonly cellHeight: number;
}

/** A corner of an outline. */
export interface Corner {
	readonly x: number;
	readonly y: number;
}

const MOST_COLUMNS = 2 ** 20;

/** Lays words out in a box with cells that are as square as rows of a power of two allow. */
export function gridIn(box: Box, words: number): WordGrid {
	let columns = 1;
	let best = Number.POSITIVE_INFINITY;
	for (let candidate = 1; candidate <= MOST_COLUMNS && candidate < 2 * words; candidate *= 2) {
		const width = box.width / Math.min(candidate, words);
		const height = box.height / Math.ceil(words / candidate);
		const skew = Math.abs(Math.log(width / height));
		if (skew >= best) continue;
		best = skew;
		columns = Math.min(candidate, words);
	}
	const rows = Math.ceil(words / columns);
	return { box, words, columns, rows, cellWidth: box.width / columns, cellHeight: box.height / rows };
}

/** Where the cell of a word is. */
export function cellOf({ box, columns, cellWidth, cellHeight }: WordGrid, offset: number): Box {
	return {
		x: box.x + (offset % columns) * cellWidth,
		y: box.y + Math.floor(offset / columns) * cellHeight,
		width: cellWidth,
		height: cellHeight,
	};
}

/** The word at a place of the box; the last one for a place behind it in its row. The place has to be in the box. */
export function offsetAt({ box, words, columns, rows, cellWidth, cellHeight }: WordGrid, x: number, y: number): number {
	const column = Math.max(0, Math.min(columns - 1, Math.floor((x - box.x) / cellWidth)));
	const row = Math.max(0, Math.min(rows - 1, Math.floor((y - box.y) / cellHeight)));
	return Math.min(words - 1, row * columns + column);
}

/**
 * The border round the words from `from` up to `to`: a rectangle when they lie in one row or fill whole rows, else a shape of eight
 * corners. Two words at most, one behind the end of a row and one in front of the next, are drawn as one shape that crosses itself.
 */
export function outlineOf(grid: WordGrid, from: number, to: number): readonly Corner[] {
	const { box, columns, cellWidth, cellHeight } = grid;
	const left = box.x;
	const right = box.x + box.width;
	const firstRow = Math.floor(from / columns);
	const lastRow = Math.floor((to - 1) / columns);
	const startX = left + (from - firstRow * columns) * cellWidth;
	const endX = left + (to - lastRow * columns) * cellWidth;
	const top = box.y + firstRow * cellHeight;
	const bottom = box.y + (lastRow + 1) * cellHeight;
	if (firstRow === lastRow) {
		return [
			{ x: startX, y: top },
			{ x: endX, y: top },
			{ x: endX, y: bottom },
			{ x: startX, y: bottom },
		];
	}
	const secondTop = top + cellHeight;
	const lastTop = bottom - cellHeight;
	return [
		{ x: startX, y: top },
		{ x: right, y: top },
		{ x: right, y: lastTop },
		{ x: endX, y: lastTop },
		{ x: endX, y: bottom },
		{ x: left, y: bottom },
		{ x: left, y: secondTop },
		{ x: startX, y: secondTop },
	];
}

/** The least box with all of the words from `from` up to `to` in it. */
export function boxOf(grid: WordGrid, from: number, to: number): Box {
	const first = cellOf(grid, from);
	const last = cellOf(grid, to - 1);
	const height = last.y + last.height - first.y;
	if (first.y === last.y) return { x: first.x, y: first.y, width: last.x + last.width - first.x, height };
	return { x: grid.box.x, y: first.y, width: grid.box.width, height };
}
