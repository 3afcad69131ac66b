import { GRANULE_WORDS } from '../gazl/wasm/heat-counters.ts';
import { MARK_SHAPE } from './cell-palette.ts';
import { HeatPalette } from './heat-palette.ts';
import { heatCode } from './heat-scale.ts';
import type { MemorySource } from './memory-source.ts';
import type { FrameView } from './use-frame-view.ts';

/** Pixels to each side over which a granule spreads: on its own it would be too thin to be seen. */
const SPREAD_PX = 1;

/** The heat of all memory in true proportion: a column of pixels has the colour of the hottest granule there. */
export class StripHeat implements FrameView {
	readonly #canvas: HTMLCanvasElement;
	readonly #context: CanvasRenderingContext2D;
	readonly #source: MemorySource;
	#palette: HeatPalette;
	#image = new ImageData(1, 1);
	#pixels = new Uint32Array(1);
	/** Code of each column; as drawn, and as it is now. */
	#drawn = new Int16Array(1);
	#reads = new Float64Array(1);
	#writes = new Float64Array(1);

	/** @throws Error if the browser gives no 2D context for the canvas */
	constructor(canvas: HTMLCanvasElement, source: MemorySource) {
		const context = canvas.getContext('2d');
		if (context === null)
			throw new Error('The browser gave no 2D context for the memory strip; too many canvases may be in use.');
		this.#canvas = canvas;
		this.#context = context;
		this.#source = source;
		this.#palette = new HeatPalette(canvas);
	}

	resize(widthPx: number, heightPx: number): void {
		this.#canvas.width = widthPx;
		this.#canvas.height = heightPx;
		this.#image = new ImageData(widthPx, heightPx);
		this.#pixels = new Uint32Array(this.#image.data.buffer);
		this.#drawn = new Int16Array(widthPx).fill(-1);
		this.#reads = new Float64Array(widthPx);
		this.#writes = new Float64Array(widthPx);
	}

	recolour(): void {
		this.#palette = new HeatPalette(this.#canvas);
		this.#drawn.fill(-1);
	}

	draw(nowMs: number): void {
		this.#source.refresh(nowMs);
		this.#gather();
		let changed = false;
		for (let column = 0; column < this.#drawn.length; column++) {
			const code = heatCode(this.#reads[column] as number, this.#writes[column] as number);
			if (code === this.#drawn[column]) continue;
			this.#drawn[column] = code;
			this.#paint(column, code);
			changed = true;
		}
		if (changed) this.#context.putImageData(this.#image, 0, 0);
	}

	#gather(): void {
		const { heat, space } = this.#source;
		const { reads, writes } = heat;
		const width = this.#drawn.length;
		this.#reads.fill(0);
		this.#writes.fill(0);
		for (let granule = 0; granule < reads.length; granule++) {
			const read = reads[granule] as number;
			const written = writes[granule] as number;
			if (read === 0 && written === 0) continue;
			const column = Math.floor(((granule * GRANULE_WORDS) / space.memoryWords) * width);
			const end = Math.min(width, column + SPREAD_PX + 1);
			for (let x = Math.max(0, column - SPREAD_PX); x < end; x++) {
				this.#reads[x] = Math.max(this.#reads[x] as number, read);
				this.#writes[x] = Math.max(this.#writes[x] as number, written);
			}
		}
	}

	/** What is cold lets the sections below show through. */
	#paint(column: number, code: number): void {
		const { width, height } = this.#image;
		const { fills, marks, shapes } = this.#palette;
		const upper = code === 0 ? 0 : (fills[code] as number);
		const lower = shapes[code] === MARK_SHAPE.lowerHalf ? (marks[code] as number) : upper;
		for (let row = 0; row < height; row++) this.#pixels[row * width + column] = row < height / 2 ? upper : lower;
	}
}
