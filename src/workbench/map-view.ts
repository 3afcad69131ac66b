import { viewStore } from '../store/view-store.ts';
import { type CellLayout, type CellPlace, layOutCells, placeOf, stackWordsShown } from './cell-layout.ts';
import { CellPainter } from './cell-painter.ts';
import { type CellPicture, HeatPicture, ValuePicture } from './cell-pictures.ts';
import { MapPrint } from './map-print.ts';
import { memoryCursor } from './memory-cursor.ts';
import type { MemorySource } from './memory-source.ts';
import type { FrameView } from './use-frame-view.ts';

/** Printed numbers change this often, so that they can be read. */
const PRINT_PERIOD_MS = 100;

/** How long the deepest stack is shown. */
const DEPTH_HOLD_MS = 1000;

/** Where the map draws. */
export interface MapElements {
	/** Room for the map; it scrolls when there is too much for it. */
	readonly host: HTMLElement;
	/** One pixel for each CSS pixel. */
	readonly cells: HTMLCanvasElement;
	/** As fine as the screen. */
	readonly print: HTMLCanvasElement;
	/** Frame around the word under the cursor. */
	readonly cursor: HTMLElement;
}

/** The detail area of the memory map: cells at display rate, print ten times a second. */
export class MapView implements FrameView {
	readonly #elements: MapElements;
	readonly #source: MemorySource;
	readonly #painter: CellPainter;
	readonly #print: MapPrint;
	readonly #values: ValuePicture;
	readonly #heat: HeatPicture;
	#picture: CellPicture;
	#width = 0;
	#height = 0;
	#layout: CellLayout | null = null;
	/** Whether the next drawing lays out anew; until then keys and pointer keep to what is seen. */
	#isStale = true;
	/** The array that the picture has settled on. */
	#settled: Int32Array | null = null;
	#printedPeak = -1;
	#printedAtMs = Number.NEGATIVE_INFINITY;
	#shownAddress = -2;
	/** Deepest that the stack was seen lately, words, and when. */
	#deepest = 0;
	#deepestAtMs = Number.NEGATIVE_INFINITY;

	constructor(elements: MapElements, source: MemorySource) {
		this.#elements = elements;
		this.#source = source;
		this.#values = new ValuePicture(elements.host, source);
		this.#heat = new HeatPicture(elements.host, source);
		this.#picture = this.#values;
		this.#painter = new CellPainter(elements.cells, this.#picture.palette);
		this.#print = new MapPrint(elements.print);
		// Print set in a face that has not arrived yet is set again when it has.
		void document.fonts.ready.then(() => this.#forgetPrint());
	}

	/** What is where now; null before the map has a size. */
	get layout(): CellLayout | null {
		return this.#layout;
	}

	resize(widthPx: number, heightPx: number): void {
		const style = getComputedStyle(this.#elements.host);
		const width = widthPx - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
		const height = heightPx - Number.parseFloat(style.paddingTop) - Number.parseFloat(style.paddingBottom);
		if (width === this.#width && height === this.#height) return;
		this.#width = width;
		this.#height = height;
		this.#isStale = true;
	}

	recolour(): void {
		this.#values.recolour();
		this.#heat.recolour();
		this.#print.recolour();
		this.#isStale = true;
	}

	draw(nowMs: number, elapsedMs: number): void {
		if (this.#width <= 0 || this.#height <= 0) return;
		const source = this.#source;
		source.refresh(nowMs);
		const { words, space } = source;
		const picture = viewStore.getState().heat ? this.#heat : this.#values;
		const shown = space.stackBase + stackWordsShown(source.stackPeak - space.stackBase, space.stackEnd - space.stackBase);
		if (picture !== this.#picture) this.#turnTo(picture);
		if (words !== this.#settled) {
			picture.settle();
			this.#settled = words;
			this.#begin();
		} else if (this.#isStale || this.#layout?.stackShownEnd !== shown) {
			this.#begin();
		}
		if (!source.isFrozen) {
			picture.look(shown, elapsedMs, this.#painter.paint);
			this.#painter.show();
		}
		this.#watchStack(nowMs);
		this.#drawPrint(nowMs);
		this.#drawCursor();
	}

	/** Heat has a ground of its own in daylight, which the style sheet keeps. */
	#turnTo(picture: CellPicture): void {
		this.#picture = picture;
		this.#settled = null;
		this.#elements.host.dataset.heat = String(picture === this.#heat);
		this.recolour();
	}

	#begin(): void {
		const { space, stackPeak } = this.#source;
		this.#isStale = false;
		this.#layout = layOutCells(space, stackPeak, this.#width, this.#height);
		this.#painter.begin(this.#layout, this.#picture.palette, this.#picture.codes);
		for (const canvas of [this.#elements.cells, this.#elements.print]) {
			canvas.style.width = `${this.#layout.width}px`;
			canvas.style.height = `${this.#layout.height}px`;
		}
		this.#forgetPrint();
		this.#shownAddress = -2;
	}

	/** A call is over in no time: what is seen of it is held, so that it can be read. */
	#watchStack(nowMs: number): void {
		const depth = this.#source.stackTop - this.#source.space.stackBase;
		if (depth < this.#deepest && nowMs - this.#deepestAtMs < DEPTH_HOLD_MS) return;
		this.#deepest = depth;
		this.#deepestAtMs = nowMs;
	}

	#forgetPrint(): void {
		this.#printedPeak = -1;
		this.#printedAtMs = Number.NEGATIVE_INFINITY;
	}

	#drawPrint(nowMs: number): void {
		if (nowMs - this.#printedAtMs < PRINT_PERIOD_MS || this.#layout === null) return;
		this.#printedAtMs = nowMs;
		const { space, stackPeak, words } = this.#source;
		if (stackPeak !== this.#printedPeak) {
			this.#printedPeak = stackPeak;
			this.#print.begin(this.#layout, space, words, stackPeak);
		}
		this.#print.printValues(words, viewStore.getState().wordFormat, this.#deepest, stackPeak);
	}

	#drawCursor(): void {
		const { address } = memoryCursor.getState();
		if (address === this.#shownAddress || this.#layout === null) return;
		this.#shownAddress = address;
		const { cursor } = this.#elements;
		const place = placeOf(this.#layout, address);
		cursor.hidden = place === null;
		if (place === null) return;
		cursor.style.transform = `translate(${place.x - 2}px, ${place.y - 2}px)`;
		cursor.style.width = `${place.width + (place.width > 4 ? 3 : 4)}px`;
		cursor.style.height = `${place.height + (place.height > 4 ? 3 : 4)}px`;
		if (memoryCursor.getState().pinned) this.#reveal(place);
	}

	/** Scrolls a word into the room that the map has. */
	#reveal({ y, height }: CellPlace): void {
		const { host } = this.#elements;
		if (y < host.scrollTop) host.scrollTop = y;
		else if (y + height > host.scrollTop + this.#height) host.scrollTop = y + height - this.#height;
	}
}
