import type { WordFormat } from '../store/view-store.ts';
import type { AddressSpace, SpaceSection } from './address-space.ts';
import { type CellLayout, CHARACTER_PX, GRID_CELL_PX, HEADING_PX, placeOf } from './cell-layout.ts';
import { themeColour } from './theme-colours.ts';
import { formatWord, grouped } from './word-format.ts';

/** Characters of the longest value in any format. */
const LONGEST_VALUE = 13;

/** Where the numbers of a heading begin, behind the longest title. */
const HEADING_VALUE_X = 92;

const HEADINGS: Readonly<Record<SpaceSection, string>> = {
	globals: 'Globals',
	stack: 'Data stack',
	heap: 'Heap',
	constants: 'Constants',
};

function wordsOf(space: AddressSpace, section: SpaceSection): number {
	switch (section) {
		case 'globals':
			return space.stackBase;
		case 'stack':
			return space.stackEnd - space.stackBase;
		case 'heap':
			return space.constantsStart - space.stackEnd;
		case 'constants':
			return space.memoryWords - space.constantsStart;
	}
}

/** Hatch of the unused stack: a stroke every so many pixels. */
const GAP_HATCH_PX = 6;

/** Cells from this size on have room for a character. */
const STRING_CELL_PX = 9;

/** Whether words are a string constant: characters that can be printed, then a 0. */
function isText(memory: Int32Array, start: number, words: number): boolean {
	if (words < 2 || memory[start + words - 1] !== 0) return false;
	for (let address = start; address < start + words - 1; address++) {
		const word = memory[address] ?? 0;
		if (word < 0x20 || word > 0x7e) return false;
	}
	return true;
}

interface Ink {
	readonly print: string;
	readonly soft: string;
	readonly hairline: string;
	readonly free: string;
	readonly highWater: string;
	readonly figures: string;
	readonly legend: string;
}

/** What is printed over the cells: headings, names, borders, the high-water line, and the values of single words. */
export class MapPrint {
	readonly #context: CanvasRenderingContext2D;
	#ink: Ink;
	#layout: CellLayout | null = null;
	#space: AddressSpace | null = null;
	#values: string[] = [];
	#stackText = '';
	#stackY = 0;

	/** @throws Error if the browser gives no 2D context for the canvas */
	constructor(canvas: HTMLCanvasElement) {
		const context = canvas.getContext('2d');
		if (context === null) throw new Error('The browser gave no 2D context for the memory map; too many canvases may be in use.');
		this.#context = context;
		this.#ink = readInk(canvas);
	}

	/** Reads the colours anew. */
	recolour(): void {
		this.#ink = readInk(this.#context.canvas);
	}

	/** Prints all that does not change from frame to frame. */
	begin(layout: CellLayout, space: AddressSpace, words: Int32Array, stackPeak: number): void {
		const { canvas } = this.#context;
		const scale = window.devicePixelRatio;
		canvas.width = Math.ceil(layout.width * scale);
		canvas.height = Math.ceil(layout.height * scale);
		this.#context.setTransform(scale, 0, 0, scale, 0, 0);
		this.#layout = layout;
		this.#space = space;
		this.#values = [];
		this.#stackText = '';
		this.#headings(layout, space);
		this.#names(layout);
		this.#strings(layout, words);
		this.#gap(layout);
		this.#highWater(layout, space, stackPeak);
	}

	/** Prints the values of single words and the state of the stack, where they have changed. */
	printValues(words: Int32Array, format: WordFormat, stackDepth: number, stackPeak: number): void {
		const { blocks } = this.#layout ?? { blocks: [] };
		const context = this.#context;
		context.font = this.#ink.figures;
		context.textBaseline = 'alphabetic';
		for (let i = 0; i < blocks.length; i++) {
			const block = blocks[i];
			if (block === undefined || block.valueX < 0) continue;
			const text = formatWord(words[block.start] ?? 0, format);
			if (text === this.#values[i]) continue;
			this.#values[i] = text;
			const y = block.y + Math.max(9, Math.round(block.cellPx / 2 + 3.5));
			context.clearRect(block.valueX, y - 10, LONGEST_VALUE * CHARACTER_PX, 14);
			context.fillStyle = this.#ink.print;
			context.fillText(text, block.valueX, y);
		}
		const space = this.#space;
		if (space === null || this.#layout === null || this.#stackY < 0) return;
		const depth = String(stackDepth).padStart(4, '\u2007');
		const peak = String(stackPeak - space.stackBase).padStart(4, '\u2007');
		const text = `lately ${depth} · high water ${peak} of ${grouped(space.stackEnd - space.stackBase)} words`;
		if (text === this.#stackText) return;
		this.#stackText = text;
		context.clearRect(HEADING_VALUE_X, this.#stackY, this.#layout.width - HEADING_VALUE_X, HEADING_PX - 3);
		context.fillStyle = this.#ink.soft;
		context.fillText(text, HEADING_VALUE_X, this.#stackY + 12);
	}

	#headings(layout: CellLayout, space: AddressSpace): void {
		const context = this.#context;
		this.#stackY = -1;
		for (const { section, y } of layout.headings) {
			context.font = this.#ink.legend;
			context.letterSpacing = '1.2px';
			context.fillStyle = this.#ink.print;
			context.textBaseline = 'alphabetic';
			context.fillText(HEADINGS[section].toUpperCase(), 0, y + 12);
			context.letterSpacing = '0px';
			context.fillStyle = this.#ink.hairline;
			context.fillRect(0, y + HEADING_PX - 3, layout.width, 1);
			if (section === 'stack') {
				this.#stackY = y;
				continue;
			}
			const words = wordsOf(space, section);
			context.font = this.#ink.figures;
			context.fillStyle = this.#ink.soft;
			context.fillText(words === 1 ? '1 word' : `${grouped(words)} words`, HEADING_VALUE_X, y + 12);
		}
	}

	#names(layout: CellLayout): void {
		const context = this.#context;
		context.font = this.#ink.figures;
		context.textBaseline = 'alphabetic';
		for (const { x, y, label, columns, words, cellPx, span } of layout.blocks) {
			context.fillStyle = this.#ink.soft;
			context.fillText(label, x, y - 4);
			if (span === null || cellPx >= GRID_CELL_PX) continue;
			context.strokeStyle = this.#ink.hairline;
			context.strokeRect(x - 0.5, y - 0.5, columns * cellPx + 1, Math.ceil(words / columns) * cellPx + 1);
		}
	}

	/** Constants that are text can be read: a character to a cell. */
	#strings(layout: CellLayout, memory: Int32Array): void {
		const context = this.#context;
		context.fillStyle = this.#ink.print;
		context.textAlign = 'center';
		for (const block of layout.blocks) {
			const { span, start, words, cellPx } = block;
			if (span?.section !== 'constants' || cellPx < STRING_CELL_PX || !isText(memory, start, words)) continue;
			context.font = this.#ink.figures.replace('11px', `${Math.min(11, cellPx)}px`);
			for (let address = start; address < start + words; address++) {
				const place = placeOf(layout, address);
				const word = memory[address] ?? 0;
				if (place === null || word <= 0x20) continue;
				context.fillText(String.fromCharCode(word), place.x + (cellPx - 1) / 2, place.y + cellPx / 2 + Math.min(11, cellPx) / 3);
			}
		}
		context.textAlign = 'start';
	}

	#gap(layout: CellLayout): void {
		const { gap } = layout;
		if (gap === null) return;
		const context = this.#context;
		const { x, y, width, height } = gap;
		context.save();
		context.beginPath();
		context.rect(x + 0.5, y + 0.5, width - 1, height - 1);
		context.strokeStyle = this.#ink.free;
		context.stroke();
		context.clip();
		context.globalAlpha = 0.45;
		context.beginPath();
		for (let line = x - height; line < x + width; line += GAP_HATCH_PX) {
			context.moveTo(line, y + height);
			context.lineTo(line + height, y);
		}
		context.stroke();
		context.restore();
		const text = `${grouped(gap.words)} words unused, not to scale`;
		context.font = this.#ink.figures;
		const textWidth = context.measureText(text).width;
		const left = Math.round(x + (width - textWidth) / 2);
		context.clearRect(left - 6, y, textWidth + 12, height);
		context.fillStyle = this.#ink.soft;
		context.textBaseline = 'alphabetic';
		context.fillText(text, left, y + height - 3.5);
	}

	/** A staircase behind the highest word that was ever in use. */
	#highWater(layout: CellLayout, space: AddressSpace, stackPeak: number): void {
		const block = layout.blocks.find(({ span }) => span === null);
		if (block === undefined || stackPeak <= space.stackBase) return;
		const last = placeOf(layout, Math.min(stackPeak, layout.stackShownEnd) - 1);
		if (last === null) return;
		const right = block.x + Math.min(block.columns, block.words) * block.cellPx;
		const edge = last.x + last.width - 0.5;
		const context = this.#context;
		context.strokeStyle = this.#ink.highWater;
		context.lineWidth = 2;
		context.beginPath();
		context.moveTo(block.x, last.y + last.height - 0.5);
		context.lineTo(edge, last.y + last.height - 0.5);
		context.lineTo(edge, last.y - 1.5);
		context.lineTo(right, last.y - 1.5);
		context.stroke();
		context.lineWidth = 1;
	}
}

function readInk(element: Element): Ink {
	return {
		print: themeColour(element, '--print'),
		soft: themeColour(element, '--print-soft'),
		hairline: themeColour(element, '--hairline'),
		free: themeColour(element, '--memory-free'),
		highWater: themeColour(element, '--copper'),
		figures: `11px ${themeColour(element, '--font-figures')}`,
		legend: `500 11px ${themeColour(element, '--font-print')}`,
	};
}
