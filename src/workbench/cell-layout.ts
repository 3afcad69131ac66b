import type { AddressSpace, SpaceSection, Span } from './address-space.ts';

/** Width of a character of the map's print in CSS pixels: IBM Plex Mono of 11 px has 0.6 em. */
export const CHARACTER_PX = 6.6;

/** Heights in the map, CSS pixels. */
export const HEADING_PX = 18;
export const LABEL_PX = 14;
export const GAP_BAR_PX = 14;

const BLOCK_GAP_X_PX = 12;
const BLOCK_GAP_Y_PX = 5;
const SECTION_GAP_PX = 8;

/** Room above the data stack for the high-water line. */
const HIGH_WATER_PX = 3;

/** A cell is never larger than this, nor smaller than the other, CSS pixels. */
const LARGEST_CELL_PX = 24;
const SMALLEST_CELL_PX = 1;

/** Cells from this size on stand apart by a pixel. */
export const GRID_CELL_PX = 5;

/** Room for the value that is printed beside a word of its own: eleven characters, the longest signed number. */
const VALUE_CHARACTERS = 11;
const VALUE_GAP_PX = 5;

/** Longest name that is printed whole. */
const LABEL_CHARACTERS = 16;

/** A row of an array has a multiple of this many words, so that addresses can be counted off. */
const ROW_MULTIPLE = 8;

/** Symbols of this size class or less have cells that can be told apart, even if the map has to scroll for it. */
const SCROLLED_CLASS = 6;

/** Size classes of symbols: one for each number of bits that a size needs. */
const SIZE_CLASSES = 32;

/** The words of a symbol, or of the used part of the data stack, as cells in rows. All places are in CSS pixels from the map's top left. */
export interface CellBlock {
	/** Null for the data stack. */
	readonly span: Span | null;
	readonly start: number;
	readonly words: number;
	readonly columns: number;
	readonly cellPx: number;
	/** Top left of the first cell. */
	readonly x: number;
	readonly y: number;
	/** The name to print above, '' for none, at `x` and down to `y`. */
	readonly label: string;
	/** Where the value is printed, −1 for none: only a word of its own has room for it. */
	readonly valueX: number;
}

/** The heading of a section. */
export interface Heading {
	readonly section: SpaceSection;
	readonly y: number;
}

/** Words that nobody has touched, drawn as a bar on which a place stands for an address. */
export interface GapBar {
	readonly start: number;
	readonly words: number;
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** Where a word's cell is. */
export interface CellPlace {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** Picture of an address space: what is where, both ways. */
export interface CellLayout {
	readonly width: number;
	/** May be more than was asked for when there is too much to print. */
	readonly height: number;
	readonly headings: readonly Heading[];
	/** Ascending by address. */
	readonly blocks: readonly CellBlock[];
	/** The untouched part of the data stack; null when there is none. */
	readonly gap: GapBar | null;
	/** One past the last word of the data stack that has a cell. */
	readonly stackShownEnd: number;
}

/**
 * How many words of the data stack the map shows for a peak: a power of two, so that a rising peak rarely moves the picture.
 *
 * @param peakWords the most words that were ever in use
 */
export function stackWordsShown(peakWords: number, stackWords: number): number {
	return Math.min(stackWords, 2 ** Math.ceil(Math.log2(Math.max(32, peakWords + 1))));
}

/** The data stack has a class of its own; no symbol has 0 words. */
const STACK_CLASS = 0;

/** Symbols of about the same size have cells of the same size. */
function sizeClass(words: number): number {
	return 32 - Math.clz32(words);
}

/**
 * Lays an address space out in a rectangle, with the largest cells with which everything fits. Room is shared out fairly: the smallest
 * cells grow first, by a pixel at a time, until they no longer can; then the next smallest go on without them.
 */
export function layOutCells(space: AddressSpace, stackPeak: number, width: number, height: number): CellLayout {
	const stackShownEnd = space.stackBase + stackWordsShown(stackPeak - space.stackBase, space.stackEnd - space.stackBase);
	const cellSizes = new Uint8Array(SIZE_CLASSES).fill(SMALLEST_CELL_PX);
	const growing = new Set(space.spans.map(({ words }) => sizeClass(words)));
	if (stackShownEnd > space.stackBase) growing.add(STACK_CLASS);
	while (growing.size > 0) {
		let next = -1;
		for (const candidate of growing) if (next < 0 || (cellSizes[candidate] ?? 0) < (cellSizes[next] ?? 0)) next = candidate;
		const size = (cellSizes[next] ?? 0) + 1;
		cellSizes[next] = size;
		const fits = size <= width && flow(space, stackShownEnd, width, cellSizes, false).height <= height;
		if (!fits) cellSizes[next] = size - 1;
		if (!fits || size === LARGEST_CELL_PX) growing.delete(next);
	}
	const fitting = flow(space, stackShownEnd, width, cellSizes, true);
	if (fitting.height <= height) return fitting;
	// When not even print has room, the map scrolls, and then it may as well be legible.
	for (let i = 0; i <= SCROLLED_CLASS; i++) cellSizes[i] = Math.max(cellSizes[i] ?? 0, Math.min(GRID_CELL_PX + 1, width));
	return flow(space, stackShownEnd, width, cellSizes, true);
}

function columnsFor(words: number, cellPx: number, width: number): number {
	const fitting = Math.max(1, Math.floor(width / cellPx));
	if (words <= fitting) return words;
	return fitting < ROW_MULTIPLE ? fitting : fitting - (fitting % ROW_MULTIPLE);
}

function shortened(name: string): string {
	return name.length > LABEL_CHARACTERS ? `${name.slice(0, LABEL_CHARACTERS - 1)}…` : name;
}

/** Sets blocks in lines, left to right, each line under the last. */
class Setter {
	readonly #width: number;
	readonly #cellSizes: Uint8Array;
	/** Whether the blocks are kept, or only the height is wanted. */
	readonly #keeps: boolean;
	readonly headings: Heading[] = [];
	readonly blocks: CellBlock[] = [];
	#x = 0;
	y = 0;
	#lineHeight = 0;

	constructor(width: number, cellSizes: Uint8Array, keeps: boolean) {
		this.#width = width;
		this.#cellSizes = cellSizes;
		this.#keeps = keeps;
	}

	heading(section: Heading['section']): void {
		this.endLine();
		if (this.headings.length > 0) this.y += SECTION_GAP_PX;
		this.headings.push({ section, y: this.y });
		this.y += HEADING_PX;
	}

	block(span: Span | null, start: number, words: number, name: string, labelPx = LABEL_PX): void {
		const cellPx = this.#cellSizes[span === null ? STACK_CLASS : sizeClass(words)] as number;
		const columns = columnsFor(words, cellPx, this.#width);
		const hasValue = words === 1 && span?.symbol != null;
		const valueOffset = cellPx + VALUE_GAP_PX;
		const cellsWidth = hasValue ? valueOffset + VALUE_CHARACTERS * CHARACTER_PX : columns * cellPx;
		const cellsHeight = Math.ceil(words / columns) * cellPx;
		const wanted = shortened(name);
		const blockWidth = Math.min(this.#width, Math.max(cellsWidth, wanted.length * CHARACTER_PX));
		if (this.#x > 0 && this.#x + blockWidth > this.#width) this.endLine();
		if (this.#keeps) {
			this.blocks.push({
				span,
				start,
				words,
				columns,
				cellPx,
				x: this.#x,
				y: this.y + labelPx,
				label: wanted,
				valueX: hasValue ? this.#x + valueOffset : -1,
			});
		}
		this.#x += Math.ceil(blockWidth) + BLOCK_GAP_X_PX;
		this.#lineHeight = Math.max(this.#lineHeight, labelPx + Math.max(cellsHeight, hasValue ? LABEL_PX : 0));
	}

	endLine(): void {
		if (this.#lineHeight > 0) this.y += this.#lineHeight + BLOCK_GAP_Y_PX;
		this.#x = 0;
		this.#lineHeight = 0;
	}
}

function flow(space: AddressSpace, stackShownEnd: number, width: number, cellSizes: Uint8Array, keeps: boolean): CellLayout {
	const setter = new Setter(width, cellSizes, keeps);
	const setSpans = (section: Span['section']) => {
		if (!space.spans.some((span) => span.section === section)) return;
		setter.heading(section);
		for (const span of space.spans) {
			if (span.section === section)
				setter.block(span, span.start, span.words, span.symbol?.name ?? (space.isGuard(span.start) ? 'guard' : ''));
		}
	};
	setSpans('globals');
	let gap: GapBar | null = null;
	if (space.stackEnd > space.stackBase) {
		setter.heading('stack');
		setter.block(null, space.stackBase, stackShownEnd - space.stackBase, '', HIGH_WATER_PX);
		setter.endLine();
		if (stackShownEnd < space.stackEnd) {
			const words = space.stackEnd - stackShownEnd;
			gap = { start: stackShownEnd, words, x: 0, y: setter.y, width, height: GAP_BAR_PX };
			setter.y += GAP_BAR_PX + BLOCK_GAP_Y_PX;
		}
	}
	// What lies in the heap is not in the picture: a million words have no room among these.
	if (space.constantsStart > space.stackEnd) setter.heading('heap');
	setSpans('constants');
	setter.endLine();
	return { width, height: setter.y, headings: setter.headings, blocks: setter.blocks, gap, stackShownEnd };
}

/** The block that holds a word; null for a word of the gap and outside memory. */
export function blockOf(layout: CellLayout, address: number): CellBlock | null {
	const { blocks } = layout;
	let low = 0;
	let high = blocks.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((blocks[middle]?.start ?? 0) <= address) low = middle + 1;
		else high = middle;
	}
	const block = blocks[low - 1];
	return block !== undefined && address < block.start + block.words ? block : null;
}

/** Where a word is drawn; null outside memory. In the gap it is a hairline. */
export function placeOf(layout: CellLayout, address: number): CellPlace | null {
	const block = blockOf(layout, address);
	if (block !== null) {
		const index = address - block.start;
		const x = block.x + (index % block.columns) * block.cellPx;
		const y = block.y + Math.floor(index / block.columns) * block.cellPx;
		return { x, y, width: block.cellPx, height: block.cellPx };
	}
	const { gap } = layout;
	if (gap === null || address < gap.start || address >= gap.start + gap.words) return null;
	return { x: gap.x + ((address - gap.start) / gap.words) * gap.width, y: gap.y, width: 1, height: gap.height };
}

/** The word that is drawn at a point; −1 where there is none. */
export function addressAt(layout: CellLayout, x: number, y: number): number {
	const { gap } = layout;
	if (gap !== null && y >= gap.y && y < gap.y + gap.height && x >= gap.x && x < gap.x + gap.width) {
		return gap.start + Math.min(gap.words - 1, Math.ceil(((x - gap.x) / gap.width) * gap.words - 1e-6));
	}
	for (const block of layout.blocks) {
		const column = Math.floor((x - block.x) / block.cellPx);
		const row = Math.floor((y - block.y) / block.cellPx);
		if (column < 0 || column >= block.columns || row < 0) continue;
		const index = row * block.columns + column;
		if (index < block.words) return block.start + index;
	}
	return -1;
}

/** The word of the row above (−1) or below (1) in the picture that is nearest to a word; the word itself where there is none. */
export function neighbourRow(layout: CellLayout, address: number, direction: 1 | -1): number {
	const here = placeOf(layout, address);
	if (here === null) return address;
	const block = blockOf(layout, address);
	if (block !== null) {
		const inside = address + direction * block.columns;
		if (inside >= block.start && inside < block.start + block.words) return inside;
	}
	const centre = here.x + here.width / 2;
	let best = address;
	let bestDistance = Number.POSITIVE_INFINITY;
	const consider = (candidate: number, rowY: number, left: number, right: number) => {
		const down = (rowY - here.y) * direction;
		if (down <= 0) return;
		const aside = Math.max(0, left - centre, centre - right);
		// The nearest row wins; among blocks of that row the one that stands nearest.
		const distance = down * 4096 + aside;
		if (distance < bestDistance) {
			bestDistance = distance;
			best = candidate;
		}
	};
	for (const other of layout.blocks) {
		if (other === block) continue;
		const lastRow = Math.floor((other.words - 1) / other.columns);
		const row = direction > 0 ? 0 : lastRow;
		const rowStart = row * other.columns;
		const rowWords = Math.min(other.columns, other.words - rowStart);
		const column = Math.max(0, Math.min(rowWords - 1, Math.floor((centre - other.x) / other.cellPx)));
		consider(other.start + rowStart + column, other.y + row * other.cellPx, other.x, other.x + rowWords * other.cellPx);
	}
	const { gap } = layout;
	if (gap !== null && block !== null) {
		const share = Math.max(0, Math.min(1, (centre - gap.x) / gap.width));
		consider(gap.start + Math.min(gap.words - 1, Math.floor(share * gap.words)), gap.y, gap.x, gap.x + gap.width);
	}
	return best;
}
