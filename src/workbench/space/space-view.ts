import { createStore } from 'zustand/vanilla';
import { memoryCursor } from '../memory-cursor.ts';
import type { FrameView } from '../use-frame-view.ts';
import { type Camera, fitted, keptOnSheet, onScreen, panned, revealing, WHOLE_SHEET, zoomedAbout } from './camera.ts';
import { type FloorPlan, planFloor } from './floor-plan.ts';
import type { SpaceArea } from './space-areas.ts';
import { SpaceMarks } from './space-marks.ts';
import type { SpaceModel } from './space-model.ts';
import { type SightRange, SpacePainter } from './space-painter.ts';
import { SpacePalette } from './space-palette.ts';
import {
	placesAround,
	placesInView,
	pointAt,
	type SpacePlace,
	type SpacePoint,
	WIDEST_CELL_PX,
	zoomLimit,
} from './space-places.ts';
import { SpacePrint } from './space-print.ts';
import { cellOf } from './word-grid.ts';

/** Print and marks change this often, so that they can be read. */
const PRINT_PERIOD_MS = 100;

/** A place that is gone to has to be this much nearer to be worth a step. */
const STEP_INWARDS = 1.15;

/** Where the map draws. */
export interface SpaceElements {
	readonly host: HTMLElement;
	/** One pixel for each CSS pixel. */
	readonly cells: HTMLCanvasElement;
	/** As fine as the screen. */
	readonly print: HTMLCanvasElement;
	readonly marks: HTMLCanvasElement;
	/** Frame around the word under the cursor. */
	readonly cursor: HTMLElement;
}

/** The map of all memory: what is where on the screen, and the way about in it. */
export class SpaceView implements FrameView {
	/** What is looked at, from everything inwards; a new list when it changes. */
	readonly places = createStore<readonly SpacePlace[]>(() => []);
	readonly #elements: SpaceElements;
	readonly #model: SpaceModel;
	readonly #painter: SpacePainter;
	readonly #print: SpacePrint;
	readonly #marks: SpaceMarks;
	#width = 0;
	#height = 0;
	#plan: FloorPlan<SpaceArea> | null = null;
	/** Whether the next drawing plans anew; until then keys and pointer keep to what is seen. */
	#isStale = true;
	#camera: Camera = WHOLE_SHEET;
	#hasMoved = true;
	#inSight: readonly SightRange[] = [];
	#printedAtMs = Number.NEGATIVE_INFINITY;
	#markedAtMs = Number.NEGATIVE_INFINITY;
	/** The pinned word that was brought into view last. */
	#shown = '';

	constructor(elements: SpaceElements, model: SpaceModel) {
		this.#elements = elements;
		this.#model = model;
		this.#painter = new SpacePainter(elements.cells, new SpacePalette(elements.host));
		this.#print = new SpacePrint(elements.print, model);
		this.#marks = new SpaceMarks(elements.marks, model);
		// Print set in a face that has not arrived yet is set again when it has.
		void document.fonts.ready.then(() => this.#turn());
	}

	/** Screen pixels to a pixel of the sheet, 1 for everything. */
	get scale(): number {
		return this.#camera.scale;
	}

	/** What is where; null before the map has a size. */
	get plan(): FloorPlan<SpaceArea> | null {
		return this.#plan;
	}

	resize(widthPx: number, heightPx: number): void {
		if (widthPx === this.#width && heightPx === this.#height) return;
		const { x, y, scale } = this.#camera;
		if (this.#width > 0) this.#camera = { x: (x / this.#width) * widthPx, y: (y / this.#height) * heightPx, scale };
		this.#width = widthPx;
		this.#height = heightPx;
		this.#print.resize(widthPx, heightPx);
		this.#marks.resize(widthPx, heightPx);
		this.#isStale = true;
	}

	recolour(): void {
		this.#painter.recolour(new SpacePalette(this.#elements.host));
		this.#print.recolour();
		this.#marks.recolour();
		this.#turn();
	}

	draw(nowMs: number): void {
		if (this.#width <= 0 || this.#height <= 0) return;
		const hasOthers = this.#model.refresh(nowMs);
		if (hasOthers || this.#isStale || this.#plan === null) {
			this.#isStale = false;
			this.#plan = planFloor(this.#model.groups, this.#width, this.#height);
			this.#camera = keptOnSheet(this.#camera, this.#plan);
			this.places.setState([], true);
			this.#turn();
		}
		this.#showPinned();
		if (this.#hasMoved) {
			this.#aim(this.#plan);
			this.#paint(nowMs);
			this.#printAll(this.#plan, nowMs);
			this.#mark(this.#plan, nowMs);
		} else {
			this.#drawNext(this.#plan, nowMs);
		}
		this.#placeCursor();
	}

	/** A picture that changes is copied to the screen as a whole, so a frame has one new picture: most often the cells. */
	#drawNext(plan: FloorPlan<SpaceArea>, nowMs: number): void {
		if (nowMs - this.#markedAtMs >= PRINT_PERIOD_MS) this.#mark(plan, nowMs);
		else if (nowMs - this.#printedAtMs >= PRINT_PERIOD_MS && this.#print.isStale) this.#printAll(plan, nowMs);
		else this.#paint(nowMs);
	}

	#paint(nowMs: number): void {
		this.#model.look(this.#inSight, nowMs);
		this.#painter.paint();
	}

	#printAll(plan: FloorPlan<SpaceArea>, nowMs: number): void {
		this.#printedAtMs = nowMs;
		this.#print.print(plan, this.#camera);
	}

	#mark(plan: FloorPlan<SpaceArea>, nowMs: number): void {
		this.#markedAtMs = nowMs;
		this.#marks.draw(plan, this.#camera);
	}

	/** The word at a point of the screen, counted from the map's top left; null between the areas. */
	pointAt(screenX: number, screenY: number): SpacePoint | null {
		const { x, y, scale } = this.#camera;
		return this.#plan === null ? null : pointAt(this.#plan, x + screenX / scale, y + screenY / scale);
	}

	/** Zooms by a factor about a point of the screen, or about the cursor where it is in view, or about the middle. */
	zoomBy(factor: number, screenX?: number, screenY?: number): void {
		if (this.#plan === null) return;
		const { x, y, scale } = this.#camera;
		const about = screenX === undefined || screenY === undefined ? this.#cursorOnScreen() : { x: screenX, y: screenY };
		const limit = zoomLimit(this.#plan, x + about.x / scale, y + about.y / scale);
		this.#go(zoomedAbout(this.#camera, factor, about.x, about.y, Math.max(limit, scale), this.#plan));
	}

	/** Moves the sheet by pixels of the screen. */
	panBy(byX: number, byY: number): void {
		if (this.#plan !== null) this.#go(panned(this.#camera, byX, byY, this.#plan));
	}

	/** Shows everything. */
	showAll(): void {
		this.#go(WHOLE_SHEET);
	}

	/** Shows a place as large as it goes. */
	show({ box }: SpacePlace): void {
		if (this.#plan === null) return;
		this.#go(fitted(box, zoomLimit(this.#plan, box.x + box.width / 2, box.y + box.height / 2), this.#plan));
	}

	/** Goes a step inwards, to the next smaller thing that has the word in it. */
	goInto(point: SpacePoint): void {
		if (this.#plan === null) return;
		const sheet = this.#plan;
		const limit = WIDEST_CELL_PX / point.room.grid.cellWidth;
		const next = placesAround(this.#model, sheet, point).find(
			({ box }) => fitted(box, limit, sheet).scale > this.#camera.scale * STEP_INWARDS,
		);
		if (next !== undefined) this.#go(fitted(next.box, limit, sheet));
	}

	/** Goes a step outwards; false when everything is in view already. */
	goOut(): boolean {
		if (this.#camera.scale <= 1) return false;
		const places = this.places.getState();
		const outer = places.findLast(
			({ box }) => this.#plan !== null && fitted(box, Number.POSITIVE_INFINITY, this.#plan).scale < this.#camera.scale * 0.9,
		);
		if (outer === undefined) this.showAll();
		else this.show(outer);
		return true;
	}

	/** Where the cursor is; null for nowhere on this map. */
	cursorPoint(): SpacePoint | null {
		const { address, elsewhere } = memoryCursor.getState();
		const rooms = this.#plan?.rooms ?? [];
		if (elsewhere !== null) {
			const room = rooms.find(({ item }) => item.id === elsewhere.area);
			return room === undefined || elsewhere.offset >= room.item.words ? null : { room, offset: elsewhere.offset };
		}
		const room = rooms.find(({ item }) => item.isFirmware && address >= item.base && address < item.base + item.words);
		return room === undefined ? null : { room, offset: address - room.item.base };
	}

	/** Brings a word into view. */
	reveal({ room, offset }: SpacePoint): void {
		if (this.#plan !== null) this.#go(revealing(this.#camera, cellOf(room.grid, offset), this.#plan));
	}

	#go(camera: Camera): void {
		if (camera === this.#camera) return;
		this.#camera = camera;
		this.#turn();
	}

	#turn(): void {
		this.#hasMoved = true;
	}

	/** Takes what the camera sees. */
	#aim(plan: FloorPlan<SpaceArea>): void {
		this.#hasMoved = false;
		const rooms = plan.rooms.flatMap(({ item, grid }) => {
			const layer = this.#model.layers.get(item.id);
			return layer === undefined ? [] : [{ layer, grid }];
		});
		this.#painter.look(rooms, this.#camera, this.#width, this.#height);
		this.#inSight = this.#painter.inSight.toSorted((a, b) => a.to - a.from - (b.to - b.from));
		const places = placesInView(this.#model, plan, this.#camera, memoryCursor.getState().pinned ? this.cursorPoint() : null);
		const before = this.places.getState();
		const isSame = places.length === before.length && places.every(({ label }, i) => label === before[i]?.label);
		if (!isSame) this.places.setState(places, true);
	}

	/** What another view has pinned is brought into view, once. */
	#showPinned(): void {
		const { address, elsewhere, pinned } = memoryCursor.getState();
		const shown = pinned ? `${address} ${elsewhere?.area} ${elsewhere?.offset}` : '';
		if (shown === this.#shown) return;
		this.#shown = shown;
		this.#turn();
		const point = pinned ? this.cursorPoint() : null;
		if (point !== null) this.reveal(point);
	}

	#cursorOnScreen(): { readonly x: number; readonly y: number } {
		const point = this.cursorPoint();
		const middle = { x: this.#width / 2, y: this.#height / 2 };
		if (point === null) return middle;
		const { x, y, width, height } = onScreen(this.#camera, cellOf(point.room.grid, point.offset));
		const about = { x: x + width / 2, y: y + height / 2 };
		const isInView = about.x >= 0 && about.x <= this.#width && about.y >= 0 && about.y <= this.#height;
		return isInView ? about : middle;
	}

	#placeCursor(): void {
		const { cursor } = this.#elements;
		const point = this.cursorPoint();
		// Written again, it has its style worked out again.
		if (cursor.hidden !== (point === null)) cursor.hidden = point === null;
		if (point === null) return;
		const { x, y, width, height } = onScreen(this.#camera, cellOf(point.room.grid, point.offset));
		// Of a word that is smaller than a few pixels the frame shows where it is.
		const side = (length: number) => Math.max(7, Math.round(length) + 3);
		const left = Math.round(x + width / 2 - side(width) / 2);
		const top = Math.round(y + height / 2 - side(height) / 2);
		cursor.style.transform = `translate(${left}px, ${top}px)`;
		cursor.style.width = `${side(width)}px`;
		cursor.style.height = `${side(height)}px`;
	}
}
