import type { EngineBlockView } from '../bridge/block-regions.ts';
import { SCOPE_FRAME_WORDS } from '../bridge/block-regions.ts';
import { CommandWriter } from '../bridge/commands.ts';
import { soundStore } from '../store/sound-store.ts';
import { viewStore } from '../store/view-store.ts';
import type { EngineSource } from './engine-window.ts';
import { SCOPE_CHANNEL, ScopeTrace } from './scope-trace.ts';
import { themeColour } from './theme-colours.ts';
import type { FrameView } from './use-frame-view.ts';

/** Without a trigger for this long the sweep runs free. */
const FREE_AFTER_MS = 150;

/** Divisions of the screen's width. */
const DIVISIONS_X = 10;

/** Full scale reaches this part of a lane's half height. */
const FULL_SCALE = 0.84;

/** The two lanes: what goes in and what comes out. */
const LANES = [
	{ left: SCOPE_CHANNEL.inLeft, right: SCOPE_CHANNEL.inRight },
	{ left: SCOPE_CHANNEL.outLeft, right: SCOPE_CHANNEL.outRight },
] as const;

interface Phosphor {
	readonly input: string;
	readonly output: string;
	readonly graticule: string;
	readonly axis: string;
}

/** What the scope has to say beside the picture. */
export interface ScopeReport {
	readonly triggered: boolean;
	/** Frames that the ring had no room for since the stream was turned on. */
	readonly dropped: number;
	readonly peakIn: number;
	readonly peakOut: number;
}

/**
 * The oscilloscope's screen. The stream of frames runs only while the screen is looked at: it is turned on by the first frame that is
 * drawn and off when the screen leaves the window.
 */
export class ScopeScreen implements FrameView {
	readonly #engine: EngineSource;
	readonly #canvas: HTMLCanvasElement;
	readonly #context: CanvasRenderingContext2D;
	readonly #trace = new ScopeTrace();
	#phosphor: Phosphor;
	#width = 0;
	#height = 0;
	#streaming: EngineBlockView | null = null;
	#droppedBefore = 0;
	#origin = 0;
	#triggeredAtMs = Number.NEGATIVE_INFINITY;
	#peakIn = 0;
	#peakOut = 0;
	#stale = true;

	/** @throws Error if the browser gives no 2D context for the canvas */
	constructor(engine: EngineSource, canvas: HTMLCanvasElement) {
		const context = canvas.getContext('2d');
		if (context === null) throw new Error('The browser gave no 2D context for the scope; too many canvases may be in use.');
		this.#engine = engine;
		this.#canvas = canvas;
		this.#context = context;
		this.#phosphor = readPhosphor(canvas);
	}

	resize(widthPx: number, heightPx: number): void {
		const scale = window.devicePixelRatio;
		this.#width = widthPx;
		this.#height = heightPx;
		this.#canvas.width = Math.round(widthPx * scale);
		this.#canvas.height = Math.round(heightPx * scale);
		this.#context.setTransform(scale, 0, 0, scale, 0, 0);
		this.#stale = true;
	}

	recolour(): void {
		this.#phosphor = readPhosphor(this.#canvas);
		this.#stale = true;
	}

	/** What there is to say now. */
	report(nowMs: number): ScopeReport {
		const { view } = this.#engine;
		return {
			triggered: nowMs - this.#triggeredAtMs < FREE_AFTER_MS,
			dropped: view === null ? 0 : (view.scope.overflowed() - this.#droppedBefore) / SCOPE_FRAME_WORDS,
			peakIn: this.#peakIn,
			peakOut: this.#peakOut,
		};
	}

	draw(nowMs: number): void {
		const { view } = this.#engine;
		if (view !== this.#streaming) this.#stream(view);
		const arrived = view === null ? 0 : this.#trace.drain(view.scope);
		if (arrived === 0 && !this.#stale) return;
		this.#stale = false;
		const { scopeSpanMs, scopeTrigger } = viewStore.getState();
		const sampleRate = soundStore.getState().sampleRate || 48000;
		const sweepFrames = Math.max(2, Math.round((scopeSpanMs / 1000) * sampleRate));
		const channel = scopeTrigger === 'output' ? SCOPE_CHANNEL.outLeft : SCOPE_CHANNEL.inLeft;
		const trigger = scopeTrigger === 'free' ? -1 : this.#trace.findTrigger(channel, sweepFrames);
		if (trigger >= 0) {
			this.#origin = trigger;
			this.#triggeredAtMs = nowMs;
		} else if (nowMs - this.#triggeredAtMs >= FREE_AFTER_MS) {
			this.#origin = this.#trace.taken - sweepFrames;
		}
		this.#drawGraticule();
		this.#peakIn = this.#drawLane(0, sweepFrames, this.#phosphor.input);
		this.#peakOut = this.#drawLane(1, sweepFrames, this.#phosphor.output);
	}

	rest(): void {
		this.#stream(null);
	}

	#stream(view: EngineBlockView | null): void {
		if (this.#streaming !== null) new CommandWriter(this.#streaming.commands).scope(false);
		this.#streaming = null;
		if (view === null || !new CommandWriter(view.commands).scope(true)) return;
		this.#streaming = view;
		this.#droppedBefore = view.scope.overflowed();
	}

	#drawGraticule(): void {
		const context = this.#context;
		context.clearRect(0, 0, this.#width, this.#height);
		context.fillStyle = this.#phosphor.graticule;
		for (let division = 1; division < DIVISIONS_X; division++) {
			context.fillRect(Math.round((division / DIVISIONS_X) * this.#width), 0, 1, this.#height);
		}
		const lane = this.#height / LANES.length;
		for (let index = 0; index < LANES.length; index++) {
			const middle = lane * (index + 0.5);
			const reach = (lane / 2) * FULL_SCALE;
			for (const level of [-1, -0.5, 0.5, 1]) context.fillRect(0, Math.round(middle - level * reach), this.#width, 1);
			context.fillStyle = this.#phosphor.axis;
			context.fillRect(0, Math.round(middle), this.#width, 1);
			if (index > 0) context.fillRect(0, Math.round(lane * index), this.#width, 1);
			context.fillStyle = this.#phosphor.graticule;
		}
	}

	/** Draws both channels of a lane; answers the greatest magnitude in the sweep. */
	#drawLane(index: number, sweepFrames: number, colour: string): number {
		const context = this.#context;
		const { left, right } = LANES[index] as (typeof LANES)[number];
		context.strokeStyle = colour;
		context.lineJoin = 'round';
		context.lineWidth = 1;
		context.globalAlpha = 0.45;
		const rightPeak = this.#strokeChannel(index, right, sweepFrames);
		context.lineWidth = 1.5;
		context.globalAlpha = 1;
		return Math.max(rightPeak, this.#strokeChannel(index, left, sweepFrames));
	}

	#strokeChannel(lane: number, channel: number, sweepFrames: number): number {
		const context = this.#context;
		const laneHeight = this.#height / LANES.length;
		const middle = laneHeight * (lane + 0.5);
		const reach = (laneHeight / 2) * FULL_SCALE;
		let peak = 0;
		context.beginPath();
		const columns = Math.ceil(this.#width);
		if (sweepFrames <= columns * 2) {
			for (let frame = 0; frame < sweepFrames; frame++) {
				const value = this.#trace.sample(this.#origin + frame, channel);
				peak = Math.max(peak, Math.abs(value));
				context.lineTo((frame / (sweepFrames - 1)) * this.#width, middle - value * reach);
			}
		} else {
			for (let column = 0; column < columns; column++) {
				const end = Math.floor(((column + 1) * sweepFrames) / columns);
				let least = Number.POSITIVE_INFINITY;
				let greatest = Number.NEGATIVE_INFINITY;
				for (let frame = Math.floor((column * sweepFrames) / columns); frame < end; frame++) {
					const value = this.#trace.sample(this.#origin + frame, channel);
					least = Math.min(least, value);
					greatest = Math.max(greatest, value);
				}
				peak = Math.max(peak, greatest, -least);
				context.lineTo(column, middle - greatest * reach);
				context.lineTo(column, middle - least * reach);
			}
		}
		context.stroke();
		return peak;
	}
}

function readPhosphor(element: Element): Phosphor {
	return {
		input: themeColour(element, '--scope-input'),
		output: themeColour(element, '--scope-output'),
		graticule: themeColour(element, '--scope-graticule'),
		axis: themeColour(element, '--scope-axis'),
	};
}
