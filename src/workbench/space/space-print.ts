import { PIECE_STATE } from '../../memory/heap/arena-cursor.ts';
import { viewStore } from '../../store/view-store.ts';
import { CHARACTER_PX } from '../cell-layout.ts';
import { formatWord, grouped } from '../word-format.ts';
import type { Box } from './box.ts';
import { type Camera, onScreen } from './camera.ts';
import { type FloorPlan, GROUP_TITLE_PX, type Room } from './floor-plan.ts';
import { heapWork } from './heap-states.ts';
import { PrintCanvas } from './print-canvas.ts';
import { GROUP_TITLES, type SpaceArea, type SpaceGroupId } from './space-areas.ts';
import { type Ink, readInk } from './space-ink.ts';
import { type PrintSheet, strokeOutline } from './space-marks.ts';
import type { SpaceModel } from './space-model.ts';
import { cellOf, outlineOf } from './word-grid.ts';

const LINE_PX = 13;

/** A part has a name of its own from this room on, CSS pixels. */
const PART_ROOM_PX = 26;

/** A part that is nearly all of its area needs no name beside the area's. */
const MOST_OF_AREA = 0.9;

/** A block is outlined from this many square pixels on; of smaller ones the state says enough. */
const BLOCK_AREA_PX = 160;

/** Most blocks of a level that are gone through for outlines. */
const MOST_BLOCKS = 1500;

/** Room that a word needs for its value. */
const VALUE_WIDTH_PX = 36;
const VALUE_HEIGHT_PX = 20;

/** A part whose rows are lower than this altogether has no border of its own, CSS pixels. */
const LEAST_BORDER_PX = 7;

const LABEL_GAP_PX = 8;

/** Room at the left of a label. */
const INSET_PX = 3;

/** Everything about the map that is lines and letters and stays where it is. */
export class SpacePrint {
	readonly #canvas: PrintCanvas;
	readonly #context: CanvasRenderingContext2D;
	readonly #model: SpaceModel;
	#ink: Ink;
	#camera: Camera = { x: 0, y: 0, scale: 1 };
	/** Whether words are large enough for their values. */
	#hasValues = false;
	/** What the heap had done when all of this was printed, and whether that was the same the time before. */
	#work = 0;
	#isSettled = false;

	/** @throws Error if the browser gives no 2D context for the canvas */
	constructor(canvas: HTMLCanvasElement, model: SpaceModel) {
		this.#canvas = new PrintCanvas(canvas);
		this.#context = this.#canvas.context;
		this.#model = model;
		this.#ink = readInk(canvas);
	}

	get #width(): number {
		return this.#canvas.width;
	}

	get #height(): number {
		return this.#canvas.height;
	}

	/** Whether what is printed may say other things now, though nothing has moved. */
	get isStale(): boolean {
		// The audio thread may be in the midst of its work when that is printed: what it has done is printed once more.
		return this.#hasValues || !this.#isSettled || this.#work !== heapWork(this.#model.heap?.reader ?? null);
	}

	resize(widthPx: number, heightPx: number): void {
		this.#canvas.resize(widthPx, heightPx);
	}

	recolour(): void {
		this.#ink = readInk(this.#context.canvas);
	}

	/** Prints all of it anew. */
	print(plan: FloorPlan<SpaceArea>, camera: Camera): void {
		const context = this.#context;
		const work = heapWork(this.#model.heap?.reader ?? null);
		this.#isSettled = work === this.#work;
		this.#work = work;
		this.#hasValues = false;
		this.#camera = camera;
		this.#canvas.clear();
		context.textBaseline = 'alphabetic';
		context.lineWidth = 1;
		for (const { id, box } of plan.groups) this.#groupTitle(GROUP_TITLES[id as SpaceGroupId], box);
		for (const room of plan.rooms) {
			const box = onScreen(camera, room.box);
			if (box.x > this.#width || box.y > this.#height || box.x + box.width < 0 || box.y + box.height < 0) continue;
			this.#room(room);
		}
	}

	get #sheet(): PrintSheet {
		return { context: this.#context, ink: this.#ink, camera: this.#camera, width: this.#width, height: this.#height };
	}

	#groupTitle(title: string, box: Box): void {
		const { x, y, width, height } = onScreen(this.#camera, { ...box, width: GROUP_TITLE_PX });
		if (x + width < 0 || y > this.#height || y + height < 0) return;
		const context = this.#context;
		const top = Math.max(0, y);
		const bottom = Math.min(this.#height, y + height);
		context.font = this.#ink.legend;
		context.letterSpacing = '0.11em';
		const text = title.toUpperCase();
		const length = context.measureText(text).width;
		context.fillStyle = this.#ink.hairline;
		context.fillRect(x + width - 4, y + 1, 1, height - 2);
		if (length <= bottom - top) {
			context.save();
			context.translate(x + width - 7, (top + bottom) / 2 + length / 2);
			context.rotate(-Math.PI / 2);
			context.fillStyle = this.#ink.soft;
			context.fillText(text, 0, 0);
			context.restore();
		}
		context.letterSpacing = '0px';
	}

	#room(room: Room<SpaceArea>): void {
		const { item: area, grid } = room;
		const context = this.#context;
		const box = onScreen(this.#camera, grid.box);
		this.#label(area, onScreen(this.#camera, room.box), box.y);
		context.strokeStyle = this.#ink.hairline;
		context.strokeRect(Math.round(box.x) - 0.5, Math.round(box.y) - 0.5, Math.round(box.width) + 1, Math.round(box.height) + 1);
		context.save();
		context.beginPath();
		context.rect(box.x, box.y, box.width, box.height);
		context.clip();
		if (area.source === null) this.#hollow(box);
		this.#values(room);
		this.#parts(room);
		if (area.look.kind === 'level') this.#blocks(room, area.look.level);
		context.restore();
	}

	/** A line over the area: its title, and what it says of itself if there is room. */
	#label(area: SpaceArea, { x, width }: Box, gridTop: number): void {
		const left = Math.max(INSET_PX, x);
		const room = Math.min(this.#width, x + width) - left;
		const baseline = gridTop - 4;
		if (room < 4 * CHARACTER_PX || baseline < 0 || baseline > this.#height + LINE_PX) return;
		const context = this.#context;
		context.font = this.#ink.label;
		const title = this.#fitted(area.title, room);
		context.fillStyle = this.#ink.print;
		context.fillText(title, left, baseline);
		const detail = this.#detail(area);
		const detailX = left + context.measureText(title).width + LABEL_GAP_PX;
		if (title !== area.title || detailX + detail.length * CHARACTER_PX > left + room) return;
		context.font = this.#ink.figures;
		context.fillStyle = this.#ink.soft;
		context.fillText(detail, detailX, baseline);
	}

	/** As much of a text as there is room for, in the face that is set. */
	#fitted(text: string, room: number): string {
		if (this.#context.measureText(text).width <= room) return text;
		let length = text.length - 1;
		while (length > 1 && this.#context.measureText(`${text.slice(0, length)}…`).width > room) length--;
		return `${text.slice(0, length)}…`;
	}

	#detail(area: SpaceArea): string {
		const { heap } = this.#model;
		if (area.look.kind !== 'level' || heap === null) return grouped(area.words);
		const { level } = area.look;
		const share = heap.reader.statistic(level, 'grantedWords') / Math.max(1, heap.reader.statistic(level, 'usableWords'));
		const blocks = heap.reader.liveBlocks(level);
		return `${Math.round(100 * share)} % in ${grouped(blocks)} ${blocks === 1 ? 'block' : 'blocks'} of ${grouped(area.words)}`;
	}

	/** What is not there yet. */
	#hollow({ x, y, width, height }: Box): void {
		const context = this.#context;
		context.strokeStyle = this.#ink.hairline;
		context.beginPath();
		for (let line = -height; line < width; line += 12) {
			context.moveTo(x + line, y + height);
			context.lineTo(x + line + height, y);
		}
		context.stroke();
	}

	/** The words of the grid that are on the screen. */
	#inSight({ grid }: Room<SpaceArea>): { readonly from: number; readonly to: number } {
		const { y, scale } = this.#camera;
		const firstRow = Math.max(0, Math.floor((y - grid.box.y) / grid.cellHeight));
		const endRow = Math.min(grid.rows, Math.ceil((y + this.#height / scale - grid.box.y) / grid.cellHeight));
		return { from: firstRow * grid.columns, to: Math.min(grid.words, endRow * grid.columns) };
	}

	/**
	 * A name on a plate of the ground's colour, at the first word of what it names, or at the end of its row where what is around it has
	 * its own name at the beginning; nothing where there is no room.
	 */
	#plate(text: string, room: Room<SpaceArea>, from: number, to: number, isAtEnd = false): void {
		const { grid } = room;
		const cell = onScreen(this.#camera, cellOf(grid, from));
		const rows = Math.floor((to - 1) / grid.columns) - Math.floor(from / grid.columns) + 1;
		const isOneRow = rows === 1;
		// What goes over several rows is named in the first whole one of them.
		const isWhole = from % grid.columns === 0 || isOneRow;
		const top = isWhole ? cell.y : cell.y + cell.height;
		const left = isOneRow ? cell.x : onScreen(this.#camera, grid.box).x;
		const width = isOneRow ? (to - from) * cell.width : grid.columns * cell.width;
		const height = (isWhole ? rows : rows - 1) * cell.height;
		const y = Math.max(0, top);
		const right = Math.min(this.#width, left + width);
		const length = text.length * CHARACTER_PX + 2 * INSET_PX;
		const x = isAtEnd ? right - length : Math.max(0, left);
		if (right - Math.max(0, left) < length || top + height - y < LINE_PX + 1 || y > this.#height) return;
		const context = this.#context;
		context.font = this.#ink.figures;
		context.globalAlpha = 0.82;
		context.fillStyle = this.#ink.ground;
		context.fillRect(x, y, length, LINE_PX);
		context.globalAlpha = 1;
		context.fillStyle = this.#ink.print;
		context.fillText(text, x + INSET_PX, y + LINE_PX - 3.5);
	}

	#parts(room: Room<SpaceArea>): void {
		const { item: area, grid } = room;
		const { from, to } = this.#inSight(room);
		const { scale } = this.#camera;
		const cellArea = grid.cellWidth * grid.cellHeight * scale * scale;
		const context = this.#context;
		for (const part of area.parts) {
			const height = Math.ceil(part.words / grid.columns) * grid.cellHeight * scale;
			const isSmall = height < LEAST_BORDER_PX || part.words * cellArea < BLOCK_AREA_PX / 2;
			if (part.start + part.words <= from || part.start >= to || isSmall) continue;
			context.strokeStyle = grid.cellWidth * scale >= LEAST_BORDER_PX ? this.#ink.soft : this.#ink.hairline;
			strokeOutline(this.#sheet, outlineOf(grid, part.start, part.start + part.words));
			const hasRoom = grid.cellHeight * scale >= PART_ROOM_PX || height >= 2 * PART_ROOM_PX;
			if (part.name !== '' && hasRoom && part.words < MOST_OF_AREA * area.words)
				this.#plate(part.name, room, part.start, part.start + part.words);
		}
	}

	#blocks(room: Room<SpaceArea>, level: number): void {
		const { item: area, grid } = room;
		const cursor = this.#model.heap?.reader.cursors[level];
		if (cursor === undefined) return;
		const { from, to } = this.#inSight(room);
		const { scale } = this.#camera;
		const cellArea = grid.cellWidth * grid.cellHeight * scale * scale;
		const context = this.#context;
		let found = cursor.seek(area.base + from);
		for (let blocks = 0; found && cursor.pieceStart < area.base + to && blocks < MOST_BLOCKS; blocks++) {
			const { pieceStart, pieceEnd, state, askedWords, grantedWords } = cursor;
			const height = (1 + (pieceEnd - pieceStart) / grid.columns) * grid.cellHeight * scale;
			const isLarge = height >= LEAST_BORDER_PX && (pieceEnd - pieceStart) * cellArea >= BLOCK_AREA_PX;
			if (state !== PIECE_STATE.unassigned && isLarge) {
				const start = pieceStart - area.base;
				const end = pieceEnd - area.base;
				context.strokeStyle =
					state === PIECE_STATE.free ? this.#ink.free : state === PIECE_STATE.coalesced ? this.#ink.coalesced : this.#ink.used;
				strokeOutline(this.#sheet, outlineOf(grid, start, end));
				if (state !== PIECE_STATE.free) {
					this.#plate(`${grouped(askedWords)} of ${grouped(grantedWords)}`, room, start, end, true);
				}
			}
			found = cursor.next();
		}
	}

	#values(room: Room<SpaceArea>): void {
		const { item: area, grid } = room;
		const { scale, x } = this.#camera;
		const cellWidth = grid.cellWidth * scale;
		const cellHeight = grid.cellHeight * scale;
		const words = this.#model.wordsOf(area);
		if (cellWidth < VALUE_WIDTH_PX || cellHeight < VALUE_HEIGHT_PX || words === null) return;
		this.#hasValues = true;
		const context = this.#context;
		const { wordFormat } = viewStore.getState();
		context.font = this.#ink.figures;
		const firstColumn = Math.max(0, Math.floor((x - grid.box.x) / grid.cellWidth));
		const endColumn = Math.min(grid.columns, Math.ceil((x + this.#width / scale - grid.box.x) / grid.cellWidth));
		const { from, to } = this.#inSight(room);
		for (let row = from; row < to; row += grid.columns) {
			for (let offset = row + firstColumn; offset < Math.min(grid.words, row + endColumn); offset++) {
				const cell = onScreen(this.#camera, cellOf(grid, offset));
				const text = shortened(
					formatWord(words[area.base + offset] ?? 0, wordFormat),
					Math.floor((cellWidth - 5) / CHARACTER_PX),
				);
				const bottom = cell.y + cellHeight - 1;
				context.globalAlpha = 0.82;
				context.fillStyle = this.#ink.ground;
				context.fillRect(cell.x, bottom - LINE_PX, text.length * CHARACTER_PX + 4, LINE_PX);
				context.globalAlpha = 1;
				context.fillStyle = this.#ink.print;
				context.fillText(text, cell.x + 2, bottom - 3.5);
			}
		}
	}
}

function shortened(text: string, most: number): string {
	return text.length <= most ? text : most < 2 ? '' : `${text.slice(0, most - 1)}…`;
}
