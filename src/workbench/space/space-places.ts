import { PIECE_STATE } from '../../memory/heap/arena-cursor.ts';
import type { Box } from './box.ts';
import { type Camera, type Extent, onScreen } from './camera.ts';
import { type FloorPlan, type Room, roomAt } from './floor-plan.ts';
import { GROUP_TITLES, type SpaceArea, type SpaceGroupId } from './space-areas.ts';
import type { SpaceModel } from './space-model.ts';
import { boxOf, cellOf, offsetAt } from './word-grid.ts';
import { partAt } from './word-story.ts';

/** Something that can be looked at: all memory, a group, an area, a part, a block. */
export interface SpacePlace {
	readonly label: string;
	readonly box: Box;
}

/** A word of the map. */
export interface SpacePoint {
	readonly room: Room<SpaceArea>;
	readonly offset: number;
}

/** What takes this share of the screen is what one looks at. */
const LOOKED_AT_SHARE = 0.3;

/** A word is not shown wider than this, CSS pixels. */
export const WIDEST_CELL_PX = 112;

/** Scale up to which one can zoom at a point of the sheet: where its words have room for what they hold. */
export function zoomLimit(plan: FloorPlan<SpaceArea>, x: number, y: number): number {
	const room = roomAt(plan, x, y);
	const cells = (room === null ? plan.rooms : [room]).map(({ grid }) => grid.cellWidth);
	return Math.max(1, WIDEST_CELL_PX / Math.min(...cells));
}

/** The word at a point of the sheet; null between the areas. */
export function pointAt(plan: FloorPlan<SpaceArea>, x: number, y: number): SpacePoint | null {
	const room = roomAt(plan, x, y);
	if (room === null || y < room.grid.box.y) return null;
	return { room, offset: offsetAt(room.grid, x, y) };
}

/** All that a word is in, from everything to the word itself. */
export function placesAround(model: SpaceModel, plan: FloorPlan<SpaceArea>, { room, offset }: SpacePoint): readonly SpacePlace[] {
	const { item: area, grid, box } = room;
	const places: SpacePlace[] = [{ label: 'All memory', box: { x: 0, y: 0, width: plan.width, height: plan.height } }];
	const group = plan.groups.find(({ box: groupBox }) => box.y >= groupBox.y - 1 && box.y < groupBox.y + groupBox.height);
	if (group !== undefined) places.push({ label: GROUP_TITLES[group.id as SpaceGroupId], box: group.box });
	places.push({ label: area.title, box });
	const part = partAt(area, offset);
	if (part !== null && part.name !== '') places.push({ label: part.name, box: boxOf(grid, part.start, part.start + part.words) });
	const cursor = area.look.kind === 'level' ? model.heap?.reader.cursors[area.look.level] : undefined;
	if (cursor?.seek(area.base + offset) && cursor.state !== PIECE_STATE.unassigned) {
		const label = cursor.state === PIECE_STATE.free ? 'free block' : 'block';
		places.push({
			label: `${label} ${cursor.address}`,
			box: boxOf(grid, cursor.pieceStart - area.base, cursor.pieceEnd - area.base),
		});
	}
	places.push({ label: `word ${area.isFirmware ? area.base + offset : offset}`, box: cellOf(grid, offset) });
	return places;
}

/**
 * What a camera looks at, from everything inwards: each of these fills much of the screen.
 *
 * @param chosen the word that is spoken of where it is in view; else it is the one in the middle
 */
export function placesInView(
	model: SpaceModel,
	plan: FloorPlan<SpaceArea>,
	camera: Camera,
	chosen: SpacePoint | null,
): readonly SpacePlace[] {
	const screen: Extent = plan;
	const whole = { label: 'All memory', box: { x: 0, y: 0, width: plan.width, height: plan.height } };
	const middle = (at: number, length: number) => at + length / camera.scale / 2;
	const point =
		camera.scale <= 1
			? null
			: chosen !== null && isInView(camera, chosen, screen)
				? chosen
				: pointNear(plan, middle(camera.x, plan.width), middle(camera.y, plan.height));
	if (point === null) return [whole];
	const places = placesAround(model, plan, point);
	const isLookedAt = ({ box }: SpacePlace) => {
		const { x, y, width, height } = onScreen(camera, box);
		const seenWidth = Math.min(screen.width, x + width) - Math.max(0, x);
		const seenHeight = Math.min(screen.height, y + height) - Math.max(0, y);
		return Math.max(0, seenWidth) * Math.max(0, seenHeight) >= LOOKED_AT_SHARE * screen.width * screen.height;
	};
	return places.filter((place, index) => index === 0 || isLookedAt(place) || places.slice(index + 1).some(isLookedAt));
}

function isInView(camera: Camera, { room, offset }: SpacePoint, screen: Extent): boolean {
	const { x, y, width, height } = onScreen(camera, cellOf(room.grid, offset));
	const [middleX, middleY] = [x + width / 2, y + height / 2];
	return middleX >= 0 && middleX < screen.width && middleY >= 0 && middleY < screen.height;
}

/** The word at a point or the next one below it or above it. */
function pointNear(plan: FloorPlan<SpaceArea>, x: number, y: number): SpacePoint | null {
	for (let away = 0; away < plan.height; away += 2) {
		const point = pointAt(plan, x, y + away) ?? pointAt(plan, x, y - away);
		if (point !== null) return point;
	}
	return null;
}
