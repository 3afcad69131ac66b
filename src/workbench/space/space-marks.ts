import { RING_WORDS } from '../../memory/spsc-ring.ts';
import { violatedWords } from '../checks/violated-words.ts';
import type { Box } from './box.ts';
import { type Camera, onScreen } from './camera.ts';
import type { FloorPlan, Room } from './floor-plan.ts';
import { PrintCanvas } from './print-canvas.ts';
import type { SpaceArea } from './space-areas.ts';
import { type Ink, readInk } from './space-ink.ts';
import { ringPlaces, type SpaceModel } from './space-model.ts';
import { type Corner, cellOf, outlineOf } from './word-grid.ts';

/** What is printed on: the screen as the camera sees it. */
export interface PrintSheet {
	readonly context: CanvasRenderingContext2D;
	readonly ink: Ink;
	readonly camera: Camera;
	/** CSS pixels. */
	readonly width: number;
	readonly height: number;
}

const MARK_PX = 5;

/** Flags of marks stand out from areas of this height and more; in smaller ones there is the stroke alone. */
const FLAG_ROOM_PX = 90;

/** Draws a shape of the sheet with whole pixels, in the colour that is set. */
export function strokeOutline({ context, camera }: PrintSheet, corners: readonly Corner[]): void {
	context.beginPath();
	for (const { x, y } of corners) {
		context.lineTo(Math.round((x - camera.x) * camera.scale) - 0.5, Math.round((y - camera.y) * camera.scale) - 0.5);
	}
	context.closePath();
	context.stroke();
}

/** What moves over the map while all else stays where it is. */
export class SpaceMarks {
	readonly #canvas: PrintCanvas;
	readonly #model: SpaceModel;
	#ink: Ink;

	/** @throws Error if the browser gives no 2D context for the canvas */
	constructor(canvas: HTMLCanvasElement, model: SpaceModel) {
		this.#canvas = new PrintCanvas(canvas);
		this.#model = model;
		this.#ink = readInk(canvas);
	}

	resize(widthPx: number, heightPx: number): void {
		this.#canvas.resize(widthPx, heightPx);
	}

	recolour(): void {
		this.#ink = readInk(this.#canvas.context.canvas);
	}

	/** Draws all of them anew. */
	draw({ rooms }: FloorPlan<SpaceArea>, camera: Camera): void {
		const { context, width, height } = this.#canvas;
		const sheet = { context, ink: this.#ink, camera, width, height };
		this.#canvas.clear();
		context.lineWidth = 1;
		for (const room of rooms) {
			const { x, y, width: across, height: down } = onScreen(camera, room.box);
			if (x <= width && y <= height && x + across >= 0 && y + down >= 0) drawMarks(sheet, this.#model, room);
		}
	}
}

/** Where somebody reads and writes next, how high the stack has been, and what was used wrongly. */
function drawMarks(sheet: PrintSheet, model: SpaceModel, room: Room<SpaceArea>): void {
	const { context, ink, camera } = sheet;
	const { item: area, grid } = room;
	const { window, liveSlot, source } = model;
	if (window === null || area.source === null) return;
	if (area.look.kind === 'ring') {
		const { slotWords } = area.look;
		const { read, write } = ringPlaces(area.source, (area.words - RING_WORDS.firstSlot) / slotWords);
		mark(sheet, room, RING_WORDS.firstSlot + read * slotWords, ink.read, 1);
		mark(sheet, room, RING_WORDS.firstSlot + write * slotWords, ink.write, -1);
	} else if (area.id === 'delay' && window.liveSlot === liveSlot) {
		for (const channel of [0, 1]) {
			const frame = window.readFrame(channel);
			if (frame >= 0) mark(sheet, room, 2 * frame + channel, ink.read, 1);
		}
		mark(sheet, room, 2 * window.writeFrame, ink.write, -1);
	} else if (area.look.kind === 'stack' && source !== null && source.stackPeak > area.base) {
		context.strokeStyle = ink.highWater;
		context.lineWidth = 1.5;
		strokeOutline(sheet, outlineOf(grid, 0, Math.min(area.words, source.stackPeak - area.base)));
		context.lineWidth = 1;
	}
	const violated = violatedWords.getState();
	if (!area.isFirmware || violated.firmware !== source?.firmwareId) return;
	for (const address of violated.addresses) {
		const offset = address - area.base;
		if (offset >= 0 && offset < area.words) cross(sheet, onScreen(camera, cellOf(grid, offset)));
	}
}

/** A stroke through a word, with a flag that points down at it, or up (`way` 1). */
function mark(
	{ context, ink, camera, width, height }: PrintSheet,
	room: Room<SpaceArea>,
	offset: number,
	colour: string,
	way: 1 | -1,
): void {
	const cell = onScreen(camera, cellOf(room.grid, offset));
	const x = Math.round(cell.x + Math.min(cell.width, 2) / 2);
	const middle = cell.y + cell.height / 2;
	if (x < 0 || x > width || middle < 0 || middle > height) return;
	const half = Math.max(cell.height / 2, 3);
	context.fillStyle = ink.ground;
	context.fillRect(x - 2, middle - half - 1, 4, 2 * half + 2);
	context.fillStyle = colour;
	context.fillRect(x - 1, middle - half, 2, 2 * half);
	const tip = middle + way * half;
	if (room.grid.box.height * camera.scale < FLAG_ROOM_PX) {
		// A bar at one end: red and green alone are the same to some.
		context.fillRect(x - 3, tip - (way > 0 ? 2 : 0), 6, 2);
		return;
	}
	context.beginPath();
	context.moveTo(x, tip);
	context.lineTo(x - MARK_PX, tip + way * MARK_PX * 1.4);
	context.lineTo(x + MARK_PX, tip + way * MARK_PX * 1.4);
	context.closePath();
	context.fill();
	context.strokeStyle = ink.ground;
	context.stroke();
}

/** A cross in a frame over a word that was used wrongly. */
function cross({ context, ink }: PrintSheet, { x, y, width, height }: Box): void {
	const half = Math.max(5, Math.min(width, height) / 2);
	const left = Math.round(x + width / 2 - half) - 0.5;
	const top = Math.round(y + height / 2 - half) - 0.5;
	const side = Math.round(2 * half);
	context.fillStyle = ink.ground;
	context.fillRect(left - 1, top - 1, side + 2, side + 2);
	context.strokeStyle = ink.alarm;
	context.lineWidth = 1.6;
	context.strokeRect(left, top, side, side);
	context.beginPath();
	context.moveTo(left + 2, top + 2);
	context.lineTo(left + side - 2, top + side - 2);
	context.moveTo(left + side - 2, top + 2);
	context.lineTo(left + 2, top + side - 2);
	context.stroke();
	context.lineWidth = 1;
}
