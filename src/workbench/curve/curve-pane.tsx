import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { CURVE_HIGHEST, CURVE_POINTS } from '../../bridge/ring-fed-protocol.ts';
import { RingPort } from '../../bridge/ring-port.ts';
import { PushButton } from '../../controls/index.ts';
import { type EngineSource, openWindow, type SlotWindow } from '../engine-window.ts';
import { themeColour } from '../theme-colours.ts';
import { useFrameView } from '../use-frame-view.ts';
import { CurveLink } from './curve-link.ts';
import styles from './curve-pane.module.css';

/** One link to a slot's rings for as long as there is the slot: a ring has one other end. */
const links = new WeakMap<SlotWindow, CurveLink>();

function linkOf(engine: EngineSource): CurveLink | null {
	const slot = openWindow(engine)?.live;
	if (slot === undefined) return null;
	let link = links.get(slot);
	if (link === undefined) {
		link = new CurveLink(new RingPort(slot.heap));
		links.set(slot, link);
	}
	return link;
}

/** Curves to begin with: the value at a place from 0 to 1, 0 to 1. */
const SHAPES: readonly { readonly title: string; value(place: number): number }[] = [
	{ title: 'Duck', value: (place) => 1 - (1 - ((place * 4) % 1)) ** 2 },
	{ title: 'Ramp', value: (place) => place },
	{ title: 'Gate', value: (place) => ((place * 8) % 1 < 0.5 ? 1 : 0) },
	{ title: 'Sine', value: (place) => 0.5 - 0.5 * Math.cos(2 * Math.PI * place) },
];

/** Steps of a value by keys. */
const STEP = 64;
const LARGE_STEP = 512;

/** Draws the curve: a bar a point, those that are not played faint, the one that plays lit, the chosen one framed. */
class CurvePainter {
	readonly #canvas: HTMLCanvasElement;
	#bar = '';
	#playing = '';
	#frame = '';

	constructor(canvas: HTMLCanvasElement) {
		this.#canvas = canvas;
		this.recolour();
	}

	recolour(): void {
		this.#bar = themeColour(this.#canvas, '--copper-metal');
		this.#playing = themeColour(this.#canvas, '--amber');
		this.#frame = themeColour(this.#canvas, '--print');
	}

	paint(link: CurveLink | null, cursor: number): void {
		const context = this.#canvas.getContext('2d');
		if (context === null) return;
		const { width, height } = this.#canvas;
		const edge = (point: number): number => Math.round((point / CURVE_POINTS) * width);
		context.clearRect(0, 0, width, height);
		for (let point = 0; link !== null && point < CURVE_POINTS; point++) {
			const barHeight = Math.max(1, ((link.values[point] ?? 0) / CURVE_HIGHEST) * height);
			context.globalAlpha = point < link.length ? 1 : 0.25;
			context.fillStyle = point === link.place ? this.#playing : this.#bar;
			context.fillRect(edge(point), height - barHeight, Math.max(1, edge(point + 1) - edge(point) - 1), barHeight);
		}
		context.globalAlpha = 1;
		context.strokeStyle = this.#frame;
		context.strokeRect(edge(cursor) + 0.5, 0.5, Math.max(2, edge(cursor + 1) - edge(cursor) - 2), height - 1);
	}
}

/** Where the curve of a firmware is drawn that plays one: its words go through a ring into the firmware while it plays. */
export function CurvePane({ engine }: { readonly engine: EngineSource }) {
	const canvas = useRef<HTMLCanvasElement>(null);
	const [cursor, setCursor] = useState(0);
	const shownCursor = useRef(cursor);
	shownCursor.current = cursor;
	const lastPoint = useRef(-1);
	const [length, setLength] = useState(CURVE_POINTS);
	const [value, setValue] = useState(0);

	useFrameView(canvas, (element) => {
		const painter = new CurvePainter(element);
		return {
			resize(widthPx, heightPx) {
				element.width = widthPx * devicePixelRatio;
				element.height = heightPx * devicePixelRatio;
			},
			recolour: () => painter.recolour(),
			draw() {
				const link = linkOf(engine);
				link?.exchange();
				painter.paint(link, shownCursor.current);
				setLength(link?.length ?? CURVE_POINTS);
				setValue(link?.values[shownCursor.current] ?? 0);
			},
		};
	});

	/** Draws from the point of the last event to that of this one, so that a quick hand leaves no gaps. */
	function drawTo(event: PointerEvent<HTMLCanvasElement>): void {
		const link = linkOf(engine);
		const box = event.currentTarget.getBoundingClientRect();
		const point = Math.max(0, Math.min(CURVE_POINTS - 1, Math.floor(((event.clientX - box.left) / box.width) * CURVE_POINTS)));
		const drawn = (1 - (event.clientY - box.top) / box.height) * CURVE_HIGHEST;
		const from = lastPoint.current < 0 ? point : lastPoint.current;
		for (let at = Math.min(from, point); at <= Math.max(from, point); at++) link?.setPoint(at, drawn);
		lastPoint.current = point;
		setCursor(point);
	}

	function pressKey(event: KeyboardEvent): void {
		const link = linkOf(engine);
		const now = link?.values[cursor] ?? 0;
		const step = event.shiftKey ? LARGE_STEP : STEP;
		const moves: Readonly<Record<string, () => void>> = {
			ArrowLeft: () => setCursor(Math.max(0, cursor - 1)),
			ArrowRight: () => setCursor(Math.min(CURVE_POINTS - 1, cursor + 1)),
			ArrowUp: () => link?.setPoint(cursor, now + step),
			ArrowDown: () => link?.setPoint(cursor, now - step),
			Home: () => setCursor(0),
			End: () => setCursor(CURVE_POINTS - 1),
		};
		const move = moves[event.key];
		if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
		event.preventDefault();
		event.stopPropagation();
		move();
	}

	function drawShape(shape: (typeof SHAPES)[number]): void {
		const link = linkOf(engine);
		if (link === null) return;
		for (let point = 0; point < link.length; point++) link.setPoint(point, shape.value(point / link.length) * CURVE_HIGHEST);
	}

	return (
		<section className={styles.curve} aria-label="Curve of the firmware">
			<header className={styles.bar}>
				<h2>Curve</h2>
				<span>drawn here, played there: each word goes through a ring into the firmware</span>
				{SHAPES.map((shape) => (
					<PushButton key={shape.title} variant="small" onClick={() => drawShape(shape)}>
						{shape.title}
					</PushButton>
				))}
				<label className={styles.length}>
					points
					<input
						type="number"
						min={1}
						max={CURVE_POINTS}
						value={length}
						onChange={(event) => linkOf(engine)?.setLength(Number(event.currentTarget.value))}
					/>
				</label>
			</header>
			<canvas
				ref={canvas}
				className={styles.canvas}
				role="slider"
				tabIndex={0}
				aria-label="Points of the curve: arrow left and right choose, up and down draw, with Shift in large steps"
				aria-valuemin={0}
				aria-valuemax={CURVE_HIGHEST}
				aria-valuenow={value}
				aria-valuetext={`point ${cursor + 1} of ${CURVE_POINTS}: ${value} of ${CURVE_HIGHEST}${cursor < length ? '' : ', not played'}`}
				onKeyDown={pressKey}
				onPointerDown={(event) => {
					event.currentTarget.setPointerCapture(event.pointerId);
					lastPoint.current = -1;
					drawTo(event);
				}}
				onPointerMove={(event) => {
					if (event.currentTarget.hasPointerCapture(event.pointerId)) drawTo(event);
				}}
				onPointerUp={() => {
					lastPoint.current = -1;
				}}
			/>
		</section>
	);
}
