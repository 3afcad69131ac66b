import { type CellPalette, MARK_SHAPE } from './cell-palette.ts';
import { HEAT_CODES, HEAT_LEVELS, readLevel, writeLevel } from './heat-scale.ts';
import { blendPixel, mixRgb, type Rgb, themeRgb } from './theme-colours.ts';

/** How far the first level is from cold: it has to be told from it. */
const FIRST_SHARE = 0.14;

/** How far towards its colour a level is, 0…1. */
export function levelShare(level: number): number {
	return level === 0 ? 0 : FIRST_SHARE + (1 - FIRST_SHARE) * ((level - 1) / (HEAT_LEVELS - 2));
}

/**
 * Colours of heat as `ImageData` pixels: reads towards ivory, writes towards amber. Where a granule has both, the upper half of a cell
 * is its reads and the lower half its writes, so that shape tells them apart, too; a cell without room for that has the colour between.
 */
export class HeatPalette implements CellPalette {
	readonly ground: number;
	readonly fills = new Uint32Array(HEAT_CODES);
	readonly smallFills = new Uint32Array(HEAT_CODES);
	readonly marks = new Uint32Array(HEAT_CODES);
	readonly hatches = new Uint32Array(HEAT_CODES);
	readonly shapes = new Uint8Array(HEAT_CODES);

	/** Reads the colours at an element. */
	constructor(element: Element) {
		const ground = themeRgb(element, '--chart');
		const cold = themeRgb(element, '--heat-cold');
		const read = themeRgb(element, '--heat-read');
		const write = themeRgb(element, '--heat-write');
		const pixel = (colour: Rgb) => blendPixel(colour, colour, 0);
		this.ground = pixel(ground);
		for (let code = 0; code < HEAT_CODES; code++) {
			const reads = mixRgb(cold, read, levelShare(readLevel(code)));
			const writes = mixRgb(cold, write, levelShare(writeLevel(code)));
			const isRead = readLevel(code) > 0;
			const isWritten = writeLevel(code) > 0;
			const fill = isWritten && !isRead ? writes : reads;
			this.fills[code] = pixel(fill);
			this.smallFills[code] = isRead && isWritten ? blendPixel(reads, writes, 0.5) : pixel(fill);
			this.marks[code] = pixel(writes);
			this.hatches[code] = blendPixel(fill, ground, 0.55);
			this.shapes[code] = isRead && isWritten ? MARK_SHAPE.lowerHalf : MARK_SHAPE.none;
		}
	}
}
