import { LEVEL_COUNT, LEVEL_NAMES } from '../../memory/heap/levels.ts';
import { themeColour } from '../theme-colours.ts';
import type { FrameView } from '../use-frame-view.ts';
import { grouped } from '../word-format.ts';
import type { HeapRecorder } from './heap-recorder.ts';
import type { HeapSource } from './heap-source.ts';
import { STEP_MS, TIMELINE_MS, TIMELINE_STEPS, UNKNOWN } from './occupancy-timeline.ts';

/** Between the strips, and above the highest value of each. */
const GAP_PX = 3;

/** Vertical lines of the chart. */
const DIVISION_MS = 15_000;

/** Strokes of a hatch, from one to the next. */
const HATCH_PX = 4;

/** Smallest full scale of a strip, words. */
const LEAST_SCALE_WORDS = 16;

interface Inks {
	readonly used: string;
	readonly seam: string;
	readonly free: string;
	readonly line: string;
	readonly print: string;
	readonly soft: string;
	readonly ground: string;
	readonly cursor: string;
	readonly font: string;
}

function readInks(element: Element): Inks {
	return {
		used: themeColour(element, '--heap-used'),
		seam: themeColour(element, '--heap-seam'),
		free: themeColour(element, '--memory-free'),
		line: themeColour(element, '--hairline'),
		print: themeColour(element, '--print'),
		soft: themeColour(element, '--print-soft'),
		ground: themeColour(element, '--chart'),
		cursor: themeColour(element, '--copper'),
		font: `11px ${themeColour(element, '--font-figures')}`,
	};
}

/** Full scale of a strip that has to show so many words: a power of two, and all of the level at most. */
export function fullScaleWords(peakWords: number, usableWords: number): number {
	const scale = Math.max(LEAST_SCALE_WORDS, 2 ** Math.ceil(Math.log2(Math.max(1, peakWords))));
	return Math.min(scale, usableWords);
}

/**
 * A strip chart of the last minute, one strip to a level: what is granted as an area in steps, hatched where nobody asked for it, with
 * the peak as a broken line. A cursor reads the values of one moment.
 */
export class TimelineChart implements FrameView {
	readonly #canvas: HTMLCanvasElement;
	readonly #context: CanvasRenderingContext2D;
	readonly #source: HeapSource;
	readonly #recorder: HeapRecorder;
	#inks: Inks;
	#hatch: CanvasPattern | null = null;
	#width = 0;
	#height = 0;
	#drawnStep = -1;
	#isStale = true;
	/** Step that the cursor is at, counted since time 0; −1 for none. It goes along with the chart. */
	#cursorStep = -1;

	/** @throws Error if the browser gives no 2D context for the canvas */
	constructor(canvas: HTMLCanvasElement, source: HeapSource, recorder: HeapRecorder) {
		const context = canvas.getContext('2d');
		if (context === null) throw new Error('The browser gave no 2D context for the timeline; too many canvases may be in use.');
		this.#canvas = canvas;
		this.#context = context;
		this.#source = source;
		this.#recorder = recorder;
		this.#inks = readInks(canvas);
	}

	/** Steps before the newest that the cursor is at; −1 for none. */
	get cursorStepsAgo(): number {
		const { newest } = this.#recorder.timeline;
		const ago = newest - this.#cursorStep;
		return this.#cursorStep < 0 || ago < 0 || ago >= TIMELINE_STEPS ? -1 : ago;
	}

	/** Moves the cursor, −1 for none. Beyond the ends of the chart it stops there. */
	set cursorStepsAgo(ago: number) {
		this.#isStale = true;
		if (ago < 0) this.#cursorStep = -1;
		else this.#cursorStep = Math.max(0, this.#recorder.timeline.newest - Math.min(Math.round(ago), TIMELINE_STEPS - 1));
	}

	/** The step at a place of the canvas, in steps before the newest. */
	stepsAgoAt(x: number): number {
		const share = Math.max(0, Math.min(1, x / Math.max(1, this.#width)));
		return Math.max(0, Math.min(TIMELINE_STEPS - 1, TIMELINE_STEPS - 1 - Math.floor(share * TIMELINE_STEPS)));
	}

	/** The values at a moment as a sentence. */
	describe(stepsAgo: number): string {
		const { timeline } = this.#recorder;
		const moment = `${((stepsAgo * STEP_MS) / 1000).toFixed(1)} seconds ago`;
		const values = LEVEL_NAMES.map((name, level) => {
			const words = timeline.grantedWords(level, stepsAgo);
			return words === UNKNOWN ? null : `${name} ${words} words in ${blocksText(timeline.blocks(level, stepsAgo))}`;
		}).filter((text) => text !== null);
		return values.length === 0 ? `${moment}: nothing recorded` : `${moment}: ${values.join(', ')}`;
	}

	resize(widthPx: number, heightPx: number): void {
		const scale = window.devicePixelRatio;
		this.#width = widthPx;
		this.#height = heightPx;
		this.#canvas.width = Math.round(widthPx * scale);
		this.#canvas.height = Math.round(heightPx * scale);
		this.#context.setTransform(scale, 0, 0, scale, 0, 0);
		this.#isStale = true;
	}

	recolour(): void {
		this.#inks = readInks(this.#canvas);
		this.#hatch = null;
		this.#isStale = true;
	}

	draw(nowMs: number): void {
		this.#recorder.look(nowMs);
		const { newest } = this.#recorder.timeline;
		if (newest === this.#drawnStep && !this.#isStale) return;
		this.#drawnStep = newest;
		this.#isStale = false;
		this.#hatch ??= hatchPattern(this.#context, this.#inks.used);
		this.#context.clearRect(0, 0, this.#width, this.#height);
		this.#drawDivisions();
		for (let level = 0; level < LEVEL_COUNT; level++) this.#drawStrip(level);
		this.#drawCursor();
	}

	/** Top and height of a level's strip. */
	#strip(level: number): { readonly top: number; readonly height: number } {
		const top = Math.round((level * this.#height) / LEVEL_COUNT);
		return { top, height: Math.round(((level + 1) * this.#height) / LEVEL_COUNT) - top };
	}

	#xOf(stepsAgo: number): number {
		return Math.round((1 - stepsAgo / TIMELINE_STEPS) * this.#width);
	}

	#drawDivisions(): void {
		const context = this.#context;
		context.fillStyle = this.#inks.line;
		for (let ms = DIVISION_MS; ms < TIMELINE_MS; ms += DIVISION_MS) context.fillRect(this.#xOf(ms / STEP_MS), 0, 1, this.#height);
		for (let level = 0; level < LEVEL_COUNT; level++) {
			const { top, height } = this.#strip(level);
			context.fillRect(0, top + height - 1, this.#width, 1);
		}
	}

	#drawStrip(level: number): void {
		const context = this.#context;
		const { timeline } = this.#recorder;
		const heap = this.#source.heap;
		const usable = heap?.levels.statistic(level, 'usableWords') ?? 1;
		const peak = heap?.levels.statistic(level, 'peakWords') ?? 0;
		const scale = fullScaleWords(Math.max(peak, this.#highest(level)), usable);
		const { top, height } = this.#strip(level);
		const bottom = top + height - 1;
		// A single word is seen, as a line.
		const rise = (words: number) => (words <= 0 ? 0 : Math.max(1, Math.round(((height - 1 - GAP_PX) * words) / scale)));

		this.#runs(
			(ago) => timeline.grantedWords(level, ago),
			(words, x, width) => {
				if (words === UNKNOWN) return;
				context.fillStyle = this.#hatch ?? this.#inks.used;
				context.fillRect(x, bottom - rise(words), width, rise(words));
				context.fillStyle = this.#inks.used;
				if (words > 0) context.fillRect(x, bottom - rise(words), width, 1);
			},
		);
		this.#runs(
			(ago) => timeline.askedWords(level, ago),
			(words, x, width) => words !== UNKNOWN && context.fillRect(x, bottom - rise(words), width, rise(words)),
		);
		context.fillStyle = this.#inks.seam;
		this.#runs(
			(ago) => {
				const highest = timeline.highestWords(level, ago);
				return highest > timeline.grantedWords(level, ago) ? highest : 0;
			},
			(words, x, width) => words > 0 && context.fillRect(x, bottom - rise(words), width, 1),
		);
		context.fillStyle = this.#inks.print;
		for (let ago = 0; ago < TIMELINE_STEPS; ago++) {
			if (timeline.beginsHeap(ago)) context.fillRect(this.#xOf(ago + 1), top, 1, height);
		}
		if (heap === null) return;
		if (peak === 0) return;
		this.#breakLine(bottom - rise(peak));
		this.#label(grouped(scale), 3, top + GAP_PX + 8, this.#inks.soft, 'left');
	}

	/** Highest value of a strip that can be seen. */
	#highest(level: number): number {
		const { timeline } = this.#recorder;
		let highest = 0;
		for (let ago = 0; ago < TIMELINE_STEPS; ago++) highest = Math.max(highest, timeline.highestWords(level, ago));
		return highest;
	}

	/** Goes through the steps from left to right and gives each run of equal values to `paint`, with the pixels that it has. */
	#runs(stepValue: (stepsAgo: number) => number, paint: (value: number, x: number, width: number) => unknown): void {
		let runValue = stepValue(TIMELINE_STEPS - 1);
		let runX = 0;
		for (let ago = TIMELINE_STEPS - 2; ago >= -1; ago--) {
			const value = ago < 0 ? Number.NaN : stepValue(ago);
			if (value === runValue) continue;
			const x = this.#xOf(ago + 1);
			if (x > runX) paint(runValue, runX, x - runX);
			// Of steps that share a pixel the last counts.
			runX = Math.max(runX, x);
			runValue = value;
		}
	}

	#breakLine(y: number): void {
		const context = this.#context;
		context.fillStyle = this.#inks.print;
		for (let x = 0; x < this.#width; x += 8) context.fillRect(x, y, 4, 1);
	}

	#drawCursor(): void {
		const ago = this.cursorStepsAgo;
		if (ago < 0) return;
		const context = this.#context;
		const { timeline } = this.#recorder;
		const x = Math.round((1 - (ago + 0.5) / TIMELINE_STEPS) * this.#width);
		context.fillStyle = this.#inks.cursor;
		context.fillRect(x, 0, 1, this.#height);
		const isRight = x > this.#width / 2;
		for (let level = 0; level < LEVEL_COUNT; level++) {
			const words = timeline.grantedWords(level, ago);
			const highest = timeline.highestWords(level, ago);
			const upTo = highest > words ? ` ▴ ${grouped(highest)}` : '';
			const text = words === UNKNOWN ? 'not recorded' : `${grouped(words)} in ${blocksText(timeline.blocks(level, ago))}${upTo}`;
			this.#label(
				text,
				isRight ? x - 5 : x + 6,
				this.#strip(level).top + GAP_PX + 8,
				this.#inks.print,
				isRight ? 'right' : 'left',
			);
		}
		const moment = `−${((ago * STEP_MS) / 1000).toFixed(1)} s`;
		this.#label(moment, isRight ? x - 5 : x + 6, this.#height - 4, this.#inks.cursor, isRight ? 'right' : 'left');
	}

	/** Text on a ground of its own, so that it is read on any area. */
	#label(text: string, x: number, baseline: number, ink: string, align: CanvasTextAlign): void {
		const context = this.#context;
		context.font = this.#inks.font;
		context.textAlign = align;
		const width = context.measureText(text).width;
		context.globalAlpha = 0.8;
		context.fillStyle = this.#inks.ground;
		context.fillRect((align === 'right' ? x - width : x) - 2, baseline - 10, width + 4, 13);
		context.globalAlpha = 1;
		context.fillStyle = ink;
		context.fillText(text, x, baseline);
	}
}

function blocksText(blocks: number): string {
	return blocks === 1 ? '1 block' : `${grouped(blocks)} blocks`;
}

function hatchPattern(context: CanvasRenderingContext2D, ink: string): CanvasPattern | null {
	const tile = document.createElement('canvas');
	tile.width = tile.height = HATCH_PX;
	const brush = tile.getContext('2d');
	if (brush === null) return null;
	brush.strokeStyle = ink;
	brush.lineWidth = 1;
	for (const shift of [-HATCH_PX, 0, HATCH_PX]) {
		brush.moveTo(shift, HATCH_PX);
		brush.lineTo(shift + HATCH_PX, 0);
	}
	brush.stroke();
	return context.createPattern(tile, 'repeat');
}
