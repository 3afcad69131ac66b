import type { Box } from './box.ts';
import { contains } from './box.ts';
import { gridIn, type WordGrid } from './word-grid.ts';

/** Something of the map that has words. */
export interface PlanItem {
	readonly id: string;
	readonly words: number;
	/** How much of the room that its words ask for it is worth, 1 if absent. */
	readonly worth?: number;
}

/** Items that belong together, in the order of the map. */
export interface PlanGroup<Item extends PlanItem = PlanItem> {
	readonly id: string;
	/** How much of the map the group wants, beside what its words make it want. */
	readonly emphasis: number;
	readonly items: readonly Item[];
}

/** An item in its place. All places are in CSS pixels from the top left of the sheet, as it is seen when nothing is zoomed. */
export interface Room<Item extends PlanItem = PlanItem> {
	readonly item: Item;
	/** With the strip for its label. */
	readonly box: Box;
	readonly grid: WordGrid;
}

/** The sheet with everything in its place. */
export interface FloorPlan<Item extends PlanItem = PlanItem> {
	readonly width: number;
	readonly height: number;
	readonly groups: readonly { readonly id: string; readonly box: Box }[];
	/** In the order of the items. */
	readonly rooms: readonly Room<Item>[];
}

/** Room at the left of each group for its title, written upwards. */
export const GROUP_TITLE_PX = 15;

/** Room above each item for its label. */
export const ROOM_LABEL_PX = 14;

const GROUP_GAP_PX = 5;

/** The last lines of what is drawn round the rooms have to be on the sheet, too. */
const EDGE_PX = 3;
const ROOM_GAP_X_PX = 7;
const ROOM_GAP_Y_PX = 2;

/** No item is smaller, but in a sheet that has no room for that. */
const LEAST_WIDTH_PX = 52;
const LEAST_HEIGHT_PX = ROOM_LABEL_PX + 16;

/** A room is best this much wider than high. */
const BEST_ASPECT = 2;

/** A million words get about a hundred times the room of one, not a million times: what is small can be seen and hit. */
const SIZE_EXPONENT = 1 / 3;
const LEAST_WEIGHT = 6;
const GROUP_EXPONENT = 0.5;

function weightOf({ words, worth = 1 }: PlanItem): number {
	return Math.max(LEAST_WEIGHT, worth * words ** SIZE_EXPONENT);
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** Shares a length out by weights, with gaps between, and at least `least` for each if there is that much. */
function shares(weights: readonly number[], length: number, gap: number, least: number): readonly number[] {
	const room = Math.max(1, length - gap * (weights.length - 1));
	const floor = Math.min(least, room / weights.length);
	const fixed = new Set<number>();
	for (;;) {
		const rest = room - fixed.size * floor;
		const total = sum(weights.filter((_, index) => !fixed.has(index)));
		const short = weights.findIndex((weight, index) => !fixed.has(index) && (rest * weight) / total < floor);
		if (short < 0) return weights.map((weight, index) => (fixed.has(index) ? floor : (rest * weight) / total));
		fixed.add(short);
	}
}

/** How bad a room of a size is: 0 is best. */
function badness(width: number, height: number): number {
	const shape = Math.abs(Math.log(width / Math.max(1, height - ROOM_LABEL_PX) / BEST_ASPECT));
	return shape + Math.max(0, LEAST_WIDTH_PX - width) / 8 + Math.max(0, LEAST_HEIGHT_PX - height) / 3;
}

/** Breaks the items of a group into lines, like text: each line as high as its weight asks, by the least badness of all. */
function breakLines(weights: readonly number[], width: number, height: number): readonly (readonly number[])[] {
	const total = sum(weights);
	const costs = [0];
	const breaks: number[] = [];
	for (let end = 1; end <= weights.length; end++) {
		costs[end] = Number.POSITIVE_INFINITY;
		for (let start = 0; start < end; start++) {
			const line = weights.slice(start, end);
			const lineHeight = (height * sum(line)) / total;
			const cost = sum(shares(line, width, ROOM_GAP_X_PX, LEAST_WIDTH_PX).map((share) => badness(share, lineHeight)));
			if ((costs[start] as number) + cost >= (costs[end] as number)) continue;
			costs[end] = (costs[start] as number) + cost;
			breaks[end] = start;
		}
	}
	const lines: (readonly number[])[] = [];
	for (let end = weights.length; end > 0; end = breaks[end] as number) {
		lines.unshift(Array.from({ length: end - (breaks[end] as number) }, (_, index) => (breaks[end] as number) + index));
	}
	return lines;
}

function roomsIn<Item extends PlanItem>(items: readonly Item[], box: Box): readonly Room<Item>[] {
	const weights = items.map(weightOf);
	const lines = breakLines(weights, box.width, box.height);
	const lineWeights = lines.map((line) => sum(line.map((index) => weights[index] as number)));
	const heights = shares(lineWeights, box.height, ROOM_GAP_Y_PX, LEAST_HEIGHT_PX);
	let y = box.y;
	return lines.flatMap((line, lineIndex) => {
		const height = heights[lineIndex] as number;
		const widths = shares(
			line.map((index) => weights[index] as number),
			box.width,
			ROOM_GAP_X_PX,
			LEAST_WIDTH_PX,
		);
		let x = box.x;
		const rooms = line.map((index, place) => {
			const width = widths[place] as number;
			const item = items[index] as Item;
			const label = Math.min(ROOM_LABEL_PX, height / 2);
			const gridBox = { x, y: y + label, width, height: height - label };
			const room = { item, box: { x, y, width, height }, grid: gridIn(gridBox, item.words) };
			x += width + ROOM_GAP_X_PX;
			return room;
		});
		y += height + ROOM_GAP_Y_PX;
		return rooms;
	});
}

/**
 * Gives every item its place on a sheet, groups one below the other, in their order from left to right and downwards. Sizes go by the
 * cube root of the words; within an item every word has the same room, so there proportions are true.
 */
export function planFloor<Item extends PlanItem>(
	groups: readonly PlanGroup<Item>[],
	width: number,
	height: number,
): FloorPlan<Item> {
	const shown = groups.filter(({ items }) => items.length > 0);
	const heights = shares(
		shown.map(({ emphasis, items }) => emphasis * sum(items.map(weightOf)) ** GROUP_EXPONENT),
		height - EDGE_PX,
		GROUP_GAP_PX,
		LEAST_HEIGHT_PX,
	);
	let y = 0;
	const boxes = shown.map(({ id }, index) => {
		const box = { x: 0, y, width, height: heights[index] as number };
		y += box.height + GROUP_GAP_PX;
		return { id, box };
	});
	const rooms = shown.flatMap(({ items }, index) => {
		const { box } = boxes[index] as { box: Box };
		return roomsIn(items, { ...box, x: GROUP_TITLE_PX, width: Math.max(1, width - GROUP_TITLE_PX - EDGE_PX) });
	});
	return { width, height, groups: boxes, rooms };
}

/** The room at a place of the sheet, null for none. */
export function roomAt<Item extends PlanItem>({ rooms }: FloorPlan<Item>, x: number, y: number): Room<Item> | null {
	return rooms.find(({ box }) => contains(box, x, y)) ?? null;
}
