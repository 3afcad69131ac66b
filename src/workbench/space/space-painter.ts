import type { AreaLayer } from './area-layer.ts';
import { PAGE_WORDS } from './area-layer.ts';
import { type Camera, onScreen } from './camera.ts';
import { PATTERN_PX, type SpacePalette, STATE_SHIFT } from './space-palette.ts';
import type { WordGrid } from './word-grid.ts';
import { strongerState } from './word-states.ts';

/** Cells from this size on stand apart by a pixel. */
export const GRID_CELL_PX = 5;

/** Cells from this size on show reads in their upper half and writes in the lower one, where there are both. */
const HALVES_CELL_PX = 8;

/** Which bits of a heat code a row of elements shows of a granule that is read and written. */
const READS_MASK = 0x0f;
const WRITES_MASK = 0xf0;
const BOTH_MASK = READS_MASK | WRITES_MASK;

/** A picture element that lies between cells. */
const BETWEEN = -1;

const PAGE_SHIFT = Math.log2(PAGE_WORDS);
const PATTERN_MASK = PATTERN_PX - 1;
const PATTERN_SHIFT = Math.log2(PATTERN_PX);
const STATE_PATTERN_SHIFT = 2 * PATTERN_SHIFT;

/** An area as the camera sees it: which words its columns and rows of picture elements show. */
interface Sight {
	readonly layer: AreaLayer;
	readonly grid: WordGrid;
	/** Picture elements of the screen, the second ones are behind the last. */
	readonly left: number;
	readonly right: number;
	readonly top: number;
	readonly bottom: number;
	/** Column of words by column of elements, or {@link BETWEEN}. */
	readonly columns: Int32Array;
	/** First row of words by row of elements, or {@link BETWEEN}; and the first row behind the last. */
	readonly rows: Int32Array;
	readonly rowEnds: Int32Array;
	/** Bits of a heat code that each row of elements shows. */
	readonly heatMasks: Uint8Array;
	/** Whether each element shows one word, or else the state that stands for many. */
	readonly showsWords: boolean;
}

/** Which of `count` cells each picture element shows. */
function cellsAlong(from: number, to: number, start: number, cellPx: number, count: number): Int32Array {
	const cells = new Int32Array(to - from);
	for (let i = 0; i < cells.length; i++) {
		const at = (from + i + 0.5 - start) / cellPx;
		const cell = Math.max(0, Math.min(count - 1, Math.floor(at)));
		const isLastElement = cellPx >= GRID_CELL_PX && (from + i + 1.5 - start) / cellPx >= cell + 1;
		cells[i] = isLastElement ? BETWEEN : cell;
	}
	return cells;
}

/** The rows of words behind each row of elements, where there are more words than elements. */
function endsAlong(from: number, to: number, start: number, cellPx: number, count: number): Int32Array {
	const ends = new Int32Array(to - from);
	for (let i = 0; i < ends.length; i++) {
		ends[i] = Math.max(1, Math.min(count, Math.floor((from + i + 1.5 - start) / cellPx)));
	}
	return ends;
}

function sightOf(layer: AreaLayer, grid: WordGrid, camera: Camera, width: number, height: number): Sight | null {
	const { x, y, width: seenWidth, height: seenHeight } = onScreen(camera, grid.box);
	const left = Math.max(0, Math.round(x));
	const top = Math.max(0, Math.round(y));
	const right = Math.min(width, Math.round(x + seenWidth));
	const bottom = Math.min(height, Math.round(y + seenHeight));
	if (right <= left || bottom <= top) return null;
	const cellWidth = grid.cellWidth * camera.scale;
	const cellHeight = grid.cellHeight * camera.scale;
	const rows = cellsAlong(top, bottom, y, cellHeight, grid.rows);
	return {
		layer,
		grid,
		left,
		right,
		top,
		bottom,
		columns: cellsAlong(left, right, x, cellWidth, grid.columns),
		rows,
		heatMasks: Uint8Array.from(rows, (row, i) =>
			cellHeight < HALVES_CELL_PX ? BOTH_MASK : top + i + 0.5 - y < (row + 0.5) * cellHeight ? READS_MASK : WRITES_MASK,
		),
		rowEnds: cellHeight < 1 ? endsAlong(top, bottom, y, cellHeight, grid.rows) : rows.map((row) => row + 1),
		showsWords: cellWidth >= 1 && cellHeight >= 1,
	};
}

/** The first and last word of an area that are on the screen, as `from` and behind-the-last `to`; null for one that is not there. */
export interface SightRange {
	readonly layer: AreaLayer;
	readonly from: number;
	readonly to: number;
}

/**
 * Paints the areas element by element into a picture of its own: an element is a word, or stands for all the words that share it. Only
 * rows of elements with something new are painted again and copied to the canvas. One element is one CSS pixel, whatever the
 * screen has.
 */
export class SpacePainter {
	readonly #context: CanvasRenderingContext2D;
	#palette: SpacePalette;
	#image = new ImageData(1, 1);
	#pixels = new Uint32Array(1);
	#sights: readonly Sight[] = [];
	#isNew = true;

	/** @throws Error if the browser gives no 2D context for the canvas */
	constructor(canvas: HTMLCanvasElement, palette: SpacePalette) {
		const context = canvas.getContext('2d', { alpha: false });
		if (context === null) throw new Error('The browser gave no 2D context for the memory map; too many canvases may be in use.');
		this.#context = context;
		this.#palette = palette;
	}

	/** What of which area is on the screen. */
	get inSight(): readonly SightRange[] {
		return this.#sights.map(({ layer, grid, rows, rowEnds }) => {
			const first = rows.find((row) => row >= 0) ?? 0;
			const end = rowEnds.findLast((row) => row > 0) ?? 1;
			return { layer, from: first * grid.columns, to: Math.min(grid.words, end * grid.columns) };
		});
	}

	/** Takes another palette. */
	recolour(palette: SpacePalette): void {
		this.#palette = palette;
		this.#isNew = true;
	}

	/** Takes another size, camera, or areas with their layers. */
	look(
		rooms: readonly { readonly layer: AreaLayer; readonly grid: WordGrid }[],
		camera: Camera,
		width: number,
		height: number,
	): void {
		const { canvas } = this.#context;
		if (canvas.width !== width || canvas.height !== height) {
			canvas.width = width;
			canvas.height = height;
			this.#image = new ImageData(width, height);
			this.#pixels = new Uint32Array(this.#image.data.buffer);
		}
		this.#sights = rooms.flatMap(({ layer, grid }) => sightOf(layer, grid, camera, width, height) ?? []);
		this.#isNew = true;
	}

	/** Paints what is new and shows it. */
	paint(): void {
		const { width, height } = this.#image;
		const isNew = this.#isNew;
		this.#isNew = false;
		if (isNew) this.#pixels.fill(this.#palette.ground);
		let first = height;
		let last = -1;
		for (const sight of this.#sights) {
			const { layer, grid, top, bottom, rows, rowEnds } = sight;
			const { pages } = layer;
			for (let row = 0; row < bottom - top; row++) {
				const from = rows[row] as number;
				if (from < 0) continue;
				if (!isNew && !isMarked(pages, from * grid.columns, Math.min(grid.words, (rowEnds[row] as number) * grid.columns)))
					continue;
				if (sight.showsWords) this.#paintWords(sight, row);
				else this.#paintSummaries(sight, row);
				if (top + row < first) first = top + row;
				if (top + row > last) last = top + row;
			}
			pages.fill(0);
		}
		if (isNew) this.#context.putImageData(this.#image, 0, 0);
		else if (last >= first) this.#context.putImageData(this.#image, 0, 0, 0, first, width, last - first + 1);
	}

	#paintWords({ layer, grid, left, top, columns, rows, heatMasks }: Sight, row: number): void {
		const { states, heat, lead, granuleShift } = layer;
		const { colours, patterns, ground } = this.#palette;
		const pixels = this.#pixels;
		const first = (rows[row] as number) * grid.columns;
		const y = top + row;
		const patternRow = (y & PATTERN_MASK) << PATTERN_SHIFT;
		const mask = heatMasks[row] as number;
		let pixel = y * this.#image.width + left;
		for (let i = 0; i < columns.length; i++, pixel++) {
			const column = columns[i] as number;
			const offset = first + column;
			if (column < 0 || offset >= grid.words) {
				pixels[pixel] = ground;
				continue;
			}
			const state = states[offset] as number;
			const tone = patterns[(state << STATE_PATTERN_SHIFT) | patternRow | ((left + i) & PATTERN_MASK)] as number;
			const code = heat[(offset + lead) >> granuleShift] as number;
			const shown = (code & READS_MASK) !== 0 && (code & WRITES_MASK) !== 0 ? code & mask : code;
			pixels[pixel] = colours[tone | (state << STATE_SHIFT) | shown] as number;
		}
	}

	#paintSummaries({ layer, grid, left, top, columns, rows, rowEnds }: Sight, row: number): void {
		const { summaries, heat, lead, granuleShift } = layer;
		const { colours, patterns, ground } = this.#palette;
		const pixels = this.#pixels;
		const from = rows[row] as number;
		const to = rowEnds[row] as number;
		const y = top + row;
		const patternRow = (y & PATTERN_MASK) << PATTERN_SHIFT;
		const rowWords = grid.columns;
		let pixel = y * this.#image.width + left;
		let granuleBefore = -1;
		let state = 0;
		let hottest = 0;
		for (let i = 0; i < columns.length; i++, pixel++) {
			const column = columns[i] as number;
			const offset = from * rowWords + column;
			if (column < 0 || offset >= grid.words) {
				pixels[pixel] = ground;
				continue;
			}
			const granule = (offset + lead) >> granuleShift;
			if (granule !== granuleBefore) {
				granuleBefore = granule;
				state = summaries[granule] as number;
				hottest = heat[granule] as number;
				for (let next = offset + rowWords, line = from + 1; line < to && next < grid.words; line++, next += rowWords) {
					const below = (next + lead) >> granuleShift;
					state = strongerState(state, summaries[below] as number);
					const code = heat[below] as number;
					// Levels are in the halves of a code: the larger of each.
					if (code !== 0) {
						hottest = Math.max(hottest & WRITES_MASK, code & WRITES_MASK) | Math.max(hottest & READS_MASK, code & READS_MASK);
					}
				}
			}
			const tone = patterns[(state << STATE_PATTERN_SHIFT) | patternRow | ((left + i) & PATTERN_MASK)] as number;
			pixels[pixel] = colours[tone | (state << STATE_SHIFT) | hottest] as number;
		}
	}
}

function isMarked(pages: Uint8Array, from: number, to: number): boolean {
	for (let page = from >> PAGE_SHIFT; page <= (to - 1) >> PAGE_SHIFT; page++) if (pages[page] !== 0) return true;
	return false;
}
