import { DELAY_FRAMES } from '../bridge/block-regions.ts';
import { COLUMN_NUMBERS, columnOf, fillColumn } from './column-extremes.ts';
import type { EngineSource } from './engine-window.ts';
import { openWindow } from './engine-window.ts';
import { themeColour } from './theme-colours.ts';
import type { FrameView } from './use-frame-view.ts';

/** Largest magnitude of a sample in the 12-bit memory (device.md 3.1). */
const SAMPLE_LIMIT = 2047;

/** Room around each channel's lane, part of its height. */
const LANE_MARGIN = 0.06;

/** All columns are looked at once in so many frames, beside those that the clock has passed: firmware writes where it wants. */
const SWEEP_FRAMES = 16;

/** A clock step of more than this share of the line is a jump, not a passage. */
const JUMP_FRAMES = DELAY_FRAMES / 2;

/** The elements that a chart draws in; the marks are moved, not drawn. */
export interface DelayChartElements {
	readonly wave: HTMLCanvasElement;
	readonly writeMark: HTMLElement;
	/** One for each channel. */
	readonly readMarks: readonly HTMLElement[];
}

/** The delay line as a waveform: for each pixel column the least and the greatest sample, left above right. */
export class DelayChart implements FrameView {
	readonly #engine: EngineSource;
	readonly #elements: DelayChartElements;
	readonly #context: CanvasRenderingContext2D;
	#width = 0;
	#height = 0;
	#columns = 0;
	#extremes = new Int32Array(0);
	#waveColour = '';
	#axisColour = '';
	#words: Int32Array | null = null;
	#sweep = 0;
	#lastWrite = 0;

	/** @throws Error if the browser gives no 2D context for the canvas */
	constructor(engine: EngineSource, elements: DelayChartElements) {
		const context = elements.wave.getContext('2d');
		if (context === null) throw new Error('The browser gave no 2D context for the delay line; too many canvases may be in use.');
		this.#engine = engine;
		this.#elements = elements;
		this.#context = context;
		this.#readColours();
	}

	resize(widthPx: number, heightPx: number): void {
		const scale = window.devicePixelRatio;
		this.#width = widthPx;
		this.#columns = Math.max(1, Math.round(widthPx * scale));
		this.#height = Math.max(2, Math.round(heightPx * scale));
		const { wave } = this.#elements;
		wave.width = this.#columns;
		wave.height = this.#height;
		this.#extremes = new Int32Array(this.#columns * COLUMN_NUMBERS);
		this.#words = null;
		this.#paintAll();
	}

	recolour(): void {
		this.#readColours();
		this.#paintAll();
	}

	draw(): void {
		const window = openWindow(this.#engine);
		if (window === null || this.#columns === 0) return;
		const { delay } = window.live;
		const write = window.writeFrame;
		if (delay !== this.#words) {
			this.#words = delay;
			for (let column = 0; column < this.#columns; column++) this.#look(delay, column);
		} else {
			this.#lookBehindClock(delay, write);
			this.#lookAtSweep(delay);
		}
		this.#lastWrite = write;
		this.#place(this.#elements.writeMark, write);
		for (let channel = 0; channel < this.#elements.readMarks.length; channel++) {
			const mark = this.#elements.readMarks[channel] as HTMLElement;
			const frame = window.readFrame(channel);
			mark.hidden = frame < 0;
			if (frame >= 0) this.#place(mark, frame);
		}
	}

	/** The columns that the clock has passed since the last frame. */
	#lookBehindClock(delay: Int32Array, write: number): void {
		const forward = (write - this.#lastWrite) & (DELAY_FRAMES - 1);
		const passed = forward <= JUMP_FRAMES ? forward : DELAY_FRAMES - forward;
		const from = columnOf(forward <= JUMP_FRAMES ? this.#lastWrite : write, DELAY_FRAMES, this.#columns);
		const count = Math.ceil((passed / DELAY_FRAMES) * this.#columns) + 1;
		for (let i = 0; i < count; i++) this.#look(delay, (from + i) % this.#columns);
	}

	#lookAtSweep(delay: Int32Array): void {
		const count = Math.ceil(this.#columns / SWEEP_FRAMES);
		for (let i = 0; i < count; i++) {
			this.#look(delay, this.#sweep);
			this.#sweep = this.#sweep + 1 < this.#columns ? this.#sweep + 1 : 0;
		}
	}

	#look(delay: Int32Array, column: number): void {
		if (fillColumn(delay, DELAY_FRAMES, this.#columns, column, this.#extremes)) this.#paint(column);
	}

	#paint(column: number): void {
		const context = this.#context;
		const lane = this.#height / 2;
		const reach = (lane / 2) * (1 - 2 * LANE_MARGIN);
		context.clearRect(column, 0, 1, this.#height);
		for (let channel = 0; channel < 2; channel++) {
			const least = this.#extremes[column * COLUMN_NUMBERS + channel * 2] as number;
			const greatest = this.#extremes[column * COLUMN_NUMBERS + channel * 2 + 1] as number;
			const middle = lane * channel + lane / 2;
			const top = Math.floor(middle - (greatest / SAMPLE_LIMIT) * reach);
			const bottom = Math.ceil(middle - (least / SAMPLE_LIMIT) * reach);
			context.fillStyle = least === 0 && greatest === 0 ? this.#axisColour : this.#waveColour;
			context.fillRect(column, top, 1, Math.max(1, bottom - top));
		}
	}

	#paintAll(): void {
		for (let column = 0; column < this.#columns; column++) this.#paint(column);
	}

	#place(mark: HTMLElement, frame: number): void {
		mark.style.transform = `translateX(${((frame + 0.5) / DELAY_FRAMES) * this.#width}px)`;
	}

	#readColours(): void {
		const { wave } = this.#elements;
		this.#waveColour = themeColour(wave, '--delay-wave');
		this.#axisColour = themeColour(wave, '--memory-free');
	}
}
