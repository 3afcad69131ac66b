import { PIECE_STATE } from '../../memory/heap/arena-cursor.ts';
import type { FloorPlan, Room } from './floor-plan.ts';
import type { SpaceArea } from './space-areas.ts';
import type { SpaceModel } from './space-model.ts';
import { pointAt, type SpacePoint } from './space-places.ts';
import { cellOf } from './word-grid.ts';
import { partAt } from './word-story.ts';

/** A step of the cursor is this long at least, CSS pixels of the screen. */
const STEP_PX = 8;

/** How far from the last area to the next one is looked for at a time. */
const SEARCH_PX = 2;

/** Pieces of a level that are gone through in search of a block. */
const MOST_PIECES = 10_000;

type Way = 1 | -1;

function neighbour(plan: FloorPlan<SpaceArea>, room: Room<SpaceArea>, way: Way): Room<SpaceArea> | undefined {
	return plan.rooms[plan.rooms.indexOf(room) + way];
}

/** The first word of an area, or its last one. */
function endOf(room: Room<SpaceArea>, way: Way): SpacePoint {
	return { room, offset: way > 0 ? 0 : room.item.words - 1 };
}

/** From word to word in the order of addresses; further where words are too small to be told apart, and on to the next area. */
export function steppedAlong(plan: FloorPlan<SpaceArea>, { room, offset }: SpacePoint, way: Way, scale: number): SpacePoint {
	const words = Math.max(1, Math.round(STEP_PX / (room.grid.cellWidth * scale)));
	const next = offset + way * words;
	if (next >= 0 && next < room.item.words) return { room, offset: next };
	const other = neighbour(plan, room, way);
	return other === undefined ? endOf(room, way > 0 ? -1 : 1) : endOf(other, way);
}

/** Up and down as one sees it: in the area, or to the next one there. */
export function steppedAcross(plan: FloorPlan<SpaceArea>, { room, offset }: SpacePoint, way: Way, scale: number): SpacePoint {
	const cell = cellOf(room.grid, offset);
	const x = cell.x + cell.width / 2;
	const step = Math.max(cell.height, STEP_PX / scale);
	for (let y = cell.y + cell.height / 2 + way * step; y >= 0 && y < plan.height; y += (way * SEARCH_PX) / scale) {
		const point = pointAt(plan, x, y);
		if (point !== null && !(point.room === room && point.offset === offset)) return point;
	}
	return { room, offset };
}

/** To the first word of the next symbol, bin or block in use, or else of the next area; the same backwards. */
export function steppedByPart(model: SpaceModel, plan: FloorPlan<SpaceArea>, { room, offset }: SpacePoint, way: Way): SpacePoint {
	const { item: area } = room;
	const starts = area.parts.map(({ start }) => start);
	const part = partAt(area, offset);
	if (part !== null) starts.push(part.start + part.words);
	starts.push(0, nextBlock(model, area, offset, way));
	starts.sort((a, b) => a - b);
	const inArea = way > 0 ? starts.find((start) => start > offset) : starts.findLast((start) => start >= 0 && start < offset);
	if (inArea !== undefined && inArea < area.words) return { room, offset: inArea };
	const other = neighbour(plan, room, way);
	return other === undefined ? { room, offset } : { room: other, offset: 0 };
}

/** First word of the next block in use of a level, −1 for none near. */
function nextBlock({ heap }: SpaceModel, area: SpaceArea, offset: number, way: Way): number {
	const cursor = area.look.kind === 'level' ? heap?.reader.cursors[area.look.level] : undefined;
	if (cursor === undefined) return -1;
	let found = cursor.seek(area.base + offset);
	for (let pieces = 0; found && pieces < MOST_PIECES; pieces++) {
		const start = cursor.address - area.base;
		const isUsed = cursor.state === PIECE_STATE.used || cursor.state === PIECE_STATE.coalesced;
		if (isUsed && (way > 0 ? start > offset : start < offset)) return start;
		found = way > 0 ? cursor.next() : cursor.seek(cursor.pieceStart - 1);
	}
	return -1;
}
