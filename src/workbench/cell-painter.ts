import type { CellBlock, CellLayout } from './cell-layout.ts';
import { GRID_CELL_PX } from './cell-layout.ts';
import { type CellPalette, MARK_SHAPE } from './cell-palette.ts';

/** Cells of this size and more carry their mark. */
const MARK_CELL_PX = 4;

/** Constants are hatched with a line every so many pixels, counted along both axes. */
const HATCH_PX = 4;

/**
 * Paints cells into a picture of its own and copies to a canvas the rows that have changed. The canvas has one pixel for each CSS
 * pixel, whatever the screen has: cells are whole pixels, so the browser may enlarge them without loss.
 */
export class CellPainter {
	readonly #context: CanvasRenderingContext2D;
	#layout: CellLayout | null = null;
	#palette: CellPalette;
	#image: ImageData;
	#pixels: Uint32Array;
	#width = 1;
	/** Changed rows of each block, as pixel rows from the top of the picture; first beyond last when there are none. */
	#firstRow = new Int32Array(0);
	#lastRow = new Int32Array(0);
	/** The block of the last word painted: words come in ascending order, so it is nearly always the next one's too. */
	#block = 0;

	/** @throws Error if the browser gives no 2D context for the canvas */
	constructor(canvas: HTMLCanvasElement, palette: CellPalette) {
		const context = canvas.getContext('2d');
		if (context === null) throw new Error('The browser gave no 2D context for the memory map; too many canvases may be in use.');
		this.#context = context;
		this.#palette = palette;
		this.#image = new ImageData(1, 1);
		this.#pixels = new Uint32Array(1);
	}

	/** Takes another layout or palette and paints every word with its code. */
	begin(layout: CellLayout, palette: CellPalette, codes: Uint16Array): void {
		const width = Math.max(1, Math.ceil(layout.width));
		const height = Math.max(1, Math.ceil(layout.height));
		const { canvas } = this.#context;
		if (canvas.width !== width || canvas.height !== height) {
			canvas.width = width;
			canvas.height = height;
			this.#image = new ImageData(width, height);
			this.#pixels = new Uint32Array(this.#image.data.buffer);
		}
		this.#width = width;
		this.#layout = layout;
		this.#palette = palette;
		this.#pixels.fill(palette.ground);
		this.#firstRow = new Int32Array(layout.blocks.length).fill(0x7fffffff);
		this.#lastRow = new Int32Array(layout.blocks.length).fill(-1);
		this.#block = 0;
		for (const { start, words } of layout.blocks) {
			for (let address = start; address < start + words; address++) this.paint(address, codes[address] as number);
		}
		this.#context.putImageData(this.#image, 0, 0);
		this.#firstRow.fill(0x7fffffff);
		this.#lastRow.fill(-1);
	}

	/** Paints one word. Words without a cell are passed over. An arrow, so that it can be handed on as it is. */
	readonly paint = (address: number, code: number): void => {
		const index = this.#blockIndex(address);
		if (index < 0) return;
		const block = this.#layout?.blocks[index] as CellBlock;
		const { cellPx, columns } = block;
		const offset = address - block.start;
		const x = block.x + (offset % columns) * cellPx;
		const y = block.y + Math.floor(offset / columns) * cellPx;
		const side = cellPx >= GRID_CELL_PX ? cellPx - 1 : cellPx;
		const { fills, smallFills, shapes, marks, hatches } = this.#palette;
		const fill = (cellPx >= MARK_CELL_PX ? fills : smallFills)[code] as number;
		const pixels = this.#pixels;
		for (let row = 0; row < side; row++) {
			const from = (y + row) * this.#width + x;
			for (let pixel = from; pixel < from + side; pixel++) pixels[pixel] = fill;
		}
		if (block.span?.section === 'constants') this.#hatch(x, y, side, hatches[code] as number);
		const shape = cellPx >= MARK_CELL_PX ? shapes[code] : MARK_SHAPE.none;
		if (shape === MARK_SHAPE.minus) this.#minus(x, y, side, marks[code] as number);
		else if (shape === MARK_SHAPE.lowerHalf) this.#lowerHalf(x, y, side, marks[code] as number);
		if (y < (this.#firstRow[index] as number)) this.#firstRow[index] = y;
		if (y + side > (this.#lastRow[index] as number)) this.#lastRow[index] = y + side;
	};

	/** Shows what has been painted since the last call. */
	show(): void {
		const blocks = this.#layout?.blocks ?? [];
		for (let index = 0; index < blocks.length; index++) {
			const first = this.#firstRow[index] as number;
			const last = this.#lastRow[index] as number;
			if (last < first) continue;
			const { x, columns, cellPx } = blocks[index] as CellBlock;
			this.#context.putImageData(this.#image, 0, 0, x, first, columns * cellPx, last - first);
			this.#firstRow[index] = 0x7fffffff;
			this.#lastRow[index] = -1;
		}
	}

	#blockIndex(address: number): number {
		const blocks = this.#layout?.blocks ?? [];
		for (let tries = 0; tries < blocks.length; tries++) {
			const block = blocks[this.#block];
			if (block !== undefined && address >= block.start && address < block.start + block.words) return this.#block;
			this.#block = this.#block + 1 < blocks.length ? this.#block + 1 : 0;
		}
		return -1;
	}

	#hatch(x: number, y: number, side: number, pixel: number): void {
		for (let row = 0; row < side; row++) {
			const from = (y + row) * this.#width + x;
			for (let column = (HATCH_PX - ((x + y + row) % HATCH_PX)) % HATCH_PX; column < side; column += HATCH_PX) {
				this.#pixels[from + column] = pixel;
			}
		}
	}

	#lowerHalf(x: number, y: number, side: number, pixel: number): void {
		for (let row = y + Math.ceil(side / 2); row < y + side; row++) {
			const from = row * this.#width + x;
			this.#pixels.fill(pixel, from, from + side);
		}
	}

	/** A bar across the middle. */
	#minus(x: number, y: number, side: number, pixel: number): void {
		const thickness = Math.max(1, Math.floor(side / 6));
		const inset = side >= 8 ? 2 : 1;
		const top = y + Math.floor((side - thickness) / 2);
		for (let row = top; row < top + thickness; row++) {
			const from = row * this.#width + x;
			for (let column = inset; column < side - inset; column++) this.#pixels[from + column] = pixel;
		}
	}
}
