import type { Box } from './box.ts';

/** Which part of the sheet is seen: the place of the sheet at the top left of the screen, and screen pixels to a pixel of the sheet. */
export interface Camera {
	readonly x: number;
	readonly y: number;
	/** 1 shows all of the sheet. */
	readonly scale: number;
}

/** Size of the sheet, and of the screen as well. */
export interface Extent {
	readonly width: number;
	readonly height: number;
}

/** Everything. */
export const WHOLE_SHEET: Camera = { x: 0, y: 0, scale: 1 };

/** What is fitted into view keeps this much of the screen free about it. */
const MARGIN = 0.04;

/** Its shorter side takes at least this much of the screen. */
const LEAST_SHARE = 1 / 3;

/** Keeps a camera over the sheet. */
export function keptOnSheet({ x, y, scale }: Camera, { width, height }: Extent): Camera {
	const most = Math.max(1, scale);
	const within = (at: number, length: number) => Math.max(0, Math.min(length - length / most, at));
	return { x: within(x, width), y: within(y, height), scale: most };
}

/**
 * Zooms so that what is at a point of the screen stays there.
 *
 * @param factor above 1 magnifies
 * @param limit largest scale
 */
export function zoomedAbout(
	camera: Camera,
	factor: number,
	pointX: number,
	pointY: number,
	limit: number,
	sheet: Extent,
): Camera {
	const scale = Math.max(1, Math.min(Math.max(limit, 1), camera.scale * factor));
	const x = camera.x + pointX / camera.scale - pointX / scale;
	const y = camera.y + pointY / camera.scale - pointY / scale;
	return keptOnSheet({ x, y, scale }, sheet);
}

/** Moves the sheet under the screen by pixels of the screen. */
export function panned(camera: Camera, byX: number, byY: number, sheet: Extent): Camera {
	return keptOnSheet({ ...camera, x: camera.x - byX / camera.scale, y: camera.y - byY / camera.scale }, sheet);
}

/**
 * Shows a box of the sheet as large as it goes, in the middle. Of one that would be a mere line then, as a block of many rows can be, its
 * beginning is shown.
 */
export function fitted({ x, y, width, height }: Box, limit: number, sheet: Extent): Camera {
	const whole = (1 - MARGIN) * Math.min(sheet.width / width, sheet.height / height);
	const readable = LEAST_SHARE * Math.max(sheet.width / width, sheet.height / height);
	const scale = Math.max(1, Math.min(Math.max(whole, readable), limit));
	const along = (at: number, length: number, screen: number) => {
		const seen = screen / scale;
		return length <= seen ? at + length / 2 - seen / 2 : at - (MARGIN / 2) * seen;
	};
	return keptOnSheet({ x: along(x, width, sheet.width), y: along(y, height, sheet.height), scale }, sheet);
}

/** Moves the camera as little as it takes to show a box, if it fits. */
export function revealing(camera: Camera, box: Box, sheet: Extent): Camera {
	const along = (at: number, length: number, seen: number, from: number) => {
		if (from < at) return from;
		return from + length > at + seen ? from + length - seen : at;
	};
	const x = along(camera.x, box.width, sheet.width / camera.scale, box.x);
	const y = along(camera.y, box.height, sheet.height / camera.scale, box.y);
	return x === camera.x && y === camera.y ? camera : keptOnSheet({ ...camera, x, y }, sheet);
}

/** Where a box of the sheet is on the screen. */
export function onScreen({ x, y, scale }: Camera, box: Box): Box {
	return { x: (box.x - x) * scale, y: (box.y - y) * scale, width: box.width * scale, height: box.height * scale };
}
