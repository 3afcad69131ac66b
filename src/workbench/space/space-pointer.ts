import { hoverPlace, hoverWord, pinPlace, pinWord, togglePin, togglePlace } from '../memory-cursor.ts';
import type { SpacePoint } from './space-places.ts';
import type { SpaceView } from './space-view.ts';

/** A pointer that has moved this far, CSS pixels, drags and does not click. */
const DRAG_PX = 4;

/** Factor of a notch of a wheel, and of a touchpad's pinch, for a pixel of scrolling. */
const WHEEL_STEP = 0.0016;
const PINCH_STEP = 0.01;

/** Pixels to a line of scrolling. */
const LINE_PX = 16;

const wordOf = ({ room, offset }: SpacePoint) => room.item.base + offset;
const placeOf = ({ room, offset }: SpacePoint) => ({ area: room.item.id, offset });

/** Points at a word in passing; null at nothing. */
export function hoverPoint(point: SpacePoint | null): void {
	if (point === null) hoverWord(-1);
	else if (point.room.item.isFirmware) hoverWord(wordOf(point));
	else hoverPlace(placeOf(point));
}

/** Pins a word. */
export function pinPoint(point: SpacePoint): void {
	if (point.room.item.isFirmware) pinWord(wordOf(point));
	else pinPlace(placeOf(point));
}

/** Pins a word, or lets go of it if it is pinned already. */
export function togglePoint(point: SpacePoint): void {
	if (point.room.item.isFirmware) togglePin(wordOf(point));
	else togglePlace(placeOf(point));
}

interface Finger {
	x: number;
	y: number;
}

/** What pointers and wheels do on the map: point, pin, drag, zoom, pinch. */
export class SpacePointer {
	readonly #host: HTMLElement;
	readonly #view: () => SpaceView | null;
	readonly #fingers = new Map<number, Finger>();
	#hasDragged = false;
	/** Where the pointer that is down began, in case it only clicks. */
	#began: Finger = { x: 0, y: 0 };

	/** `view` answers null before it is there. */
	constructor(host: HTMLElement, view: () => SpaceView | null) {
		this.#host = host;
		this.#view = view;
	}

	/** Begins to listen; answers how to stop. */
	listen(): () => void {
		const host = this.#host;
		const stop = new AbortController();
		const { signal } = stop;
		host.addEventListener('pointerdown', (event) => this.#press(event), { signal });
		host.addEventListener('pointermove', (event) => this.#move(event), { signal });
		for (const type of ['pointerup', 'pointercancel'] as const) {
			host.addEventListener(type, (event) => this.#lift(event), { signal });
		}
		host.addEventListener('pointerleave', () => this.#fingers.size === 0 && hoverPoint(null), { signal });
		host.addEventListener('dblclick', (event) => this.#goInto(event), { signal });
		host.addEventListener('wheel', (event) => this.#roll(event), { signal, passive: false });
		return () => stop.abort();
	}

	#placeOf({ clientX, clientY }: MouseEvent): Finger {
		const { left, top } = this.#host.getBoundingClientRect();
		return { x: clientX - left, y: clientY - top };
	}

	#press(event: PointerEvent): void {
		if (event.button !== 0) return;
		this.#host.setPointerCapture(event.pointerId);
		if (this.#fingers.size === 0) {
			this.#hasDragged = false;
			this.#began = this.#placeOf(event);
		} else {
			this.#hasDragged = true;
		}
		this.#fingers.set(event.pointerId, this.#placeOf(event));
	}

	#move(event: PointerEvent): void {
		const view = this.#view();
		const at = this.#placeOf(event);
		const finger = this.#fingers.get(event.pointerId);
		if (view === null) return;
		if (finger === undefined) {
			hoverPoint(view.pointAt(at.x, at.y));
			return;
		}
		this.#hasDragged ||= Math.hypot(at.x - this.#began.x, at.y - this.#began.y) > DRAG_PX;
		if (!this.#hasDragged) return;
		this.#host.dataset.drags = 'true';
		const other = [...this.#fingers].find(([id]) => id !== event.pointerId)?.[1];
		if (other === undefined) {
			view.panBy(at.x - finger.x, at.y - finger.y);
		} else {
			const before = Math.hypot(finger.x - other.x, finger.y - other.y);
			const now = Math.hypot(at.x - other.x, at.y - other.y);
			view.panBy((at.x - finger.x) / 2, (at.y - finger.y) / 2);
			if (before > 0 && now > 0) view.zoomBy(now / before, (at.x + other.x) / 2, (at.y + other.y) / 2);
		}
		finger.x = at.x;
		finger.y = at.y;
	}

	#lift(event: PointerEvent): void {
		if (!this.#fingers.delete(event.pointerId)) return;
		delete this.#host.dataset.drags;
		if (this.#hasDragged || event.type === 'pointercancel') return;
		const { x, y } = this.#placeOf(event);
		const point = this.#view()?.pointAt(x, y) ?? null;
		if (point !== null) togglePoint(point);
	}

	#goInto(event: MouseEvent): void {
		const { x, y } = this.#placeOf(event);
		const point = this.#view()?.pointAt(x, y) ?? null;
		if (point !== null) this.#view()?.goInto(point);
	}

	#roll(event: WheelEvent): void {
		event.preventDefault();
		const { x, y } = this.#placeOf(event);
		const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1);
		// A browser says of a pinch on a touchpad that it is a wheel with Ctrl.
		this.#view()?.zoomBy(Math.exp(-pixels * (event.ctrlKey ? PINCH_STEP : WHEEL_STEP)), x, y);
	}
}
