import { levelShare } from '../heat-palette.ts';
import { HEAT_CODES, HEAT_LEVELS, readLevel, writeLevel } from '../heat-scale.ts';
import { blendPixel, mixRgb, type Rgb, themeRgb } from '../theme-colours.ts';
import { STATES, VALUE_STATE, VALUE_STEPS, WORD_STATE, type WordStateName } from './word-states.ts';

/** Patterns repeat after so many pixels both ways. */
export const PATTERN_PX = 8;

/** Where a colour is in {@link SpacePalette.colours}: `tone << TONE_SHIFT | state << STATE_SHIFT | heat code`. */
export const STATE_SHIFT = Math.log2(HEAT_CODES);
export const TONE_SHIFT = STATE_SHIFT + Math.log2(STATES);

/** How far the strongest heat takes a colour towards ivory or amber. */
const HEAT_REACH = 0.86;

/** Which picture elements of a pattern have the second of a state's two tones. */
type Pattern = (x: number, y: number) => boolean;

const PLAIN: Pattern = () => false;

/** A state is two colours and a pattern, so that it can be told without hue. */
interface StateLook {
	readonly tone: `--space-${string}`;
	/** The second tone, where the pattern says so. */
	readonly mark: `--space-${string}`;
	readonly pattern: Pattern;
}

const LOOKS: Readonly<Record<WordStateName, StateLook>> = {
	unmapped: { tone: '--space-ground', mark: '--space-ground', pattern: PLAIN },
	table: { tone: '--space-table', mark: '--space-table', pattern: PLAIN },
	globals: { tone: '--space-own', mark: '--space-own', pattern: PLAIN },
	constants: { tone: '--space-own', mark: '--space-own-mark', pattern: (x, y) => (x + y) % 4 === 0 },
	stack: { tone: '--space-own', mark: '--space-own-mark', pattern: (_, y) => y % 4 === 0 },
	free: { tone: '--space-free', mark: '--space-free', pattern: PLAIN },
	used: { tone: '--space-used', mark: '--space-used', pattern: PLAIN },
	coalesced: { tone: '--space-used', mark: '--space-coalesced', pattern: (x) => x % 8 < 2 },
	slack: { tone: '--space-free', mark: '--space-used', pattern: (x, y) => (x + 8 - y) % 4 === 0 },
	guard: { tone: '--space-guard-ground', mark: '--space-guard', pattern: (x, y) => x % 2 === 0 && y % 2 === 0 },
	stale: { tone: '--space-used', mark: '--space-ground', pattern: (x, y) => (x + y) % 2 === 0 },
};

/** Colours of the map as `ImageData` pixels: hue and pattern are the state, lightness is heat. */
export class SpacePalette {
	/** Around the areas, and between the cells of large ones. */
	readonly ground: number;
	readonly colours = new Uint32Array(2 << TONE_SHIFT);
	/** By state and place: which tone a picture element has, shifted to where {@link colours} wants it. */
	readonly patterns = new Uint16Array(STATES * PATTERN_PX * PATTERN_PX);

	/** Reads the colours at an element. */
	constructor(element: Element) {
		const ground = themeRgb(element, '--space-ground');
		const ivory = themeRgb(element, '--heat-read');
		const amber = themeRgb(element, '--heat-write');
		this.ground = blendPixel(ground, ground, 0);
		const fill = (state: number, tone: number, colour: Rgb) => {
			for (let heat = 0; heat < HEAT_CODES; heat++) {
				const read = readLevel(heat);
				const written = writeLevel(heat);
				const warmer = mixRgb(ivory, amber, written === 0 ? 0 : written / (read + written));
				const share = HEAT_REACH * levelShare(Math.min(HEAT_LEVELS - 1, Math.max(read, written)));
				this.colours[(tone << TONE_SHIFT) | (state << STATE_SHIFT) | heat] = blendPixel(colour, warmer, share);
			}
		};
		for (const [name, { tone, mark, pattern }] of Object.entries(LOOKS)) {
			const state = WORD_STATE[name as WordStateName];
			fill(state, 0, themeRgb(element, tone));
			fill(state, 1, themeRgb(element, mark));
			for (let place = 0; place < PATTERN_PX * PATTERN_PX; place++) {
				const isMarked = pattern(place % PATTERN_PX, Math.floor(place / PATTERN_PX));
				this.patterns[state * PATTERN_PX * PATTERN_PX + place] = isMarked ? 1 << TONE_SHIFT : 0;
			}
		}
		const zero = themeRgb(element, '--space-zero');
		for (const [sign, colour] of [themeRgb(element, '--space-positive'), themeRgb(element, '--space-negative')].entries()) {
			for (let step = 0; step < VALUE_STEPS; step++) {
				fill(VALUE_STATE + sign * VALUE_STEPS + step, 0, mixRgb(zero, colour, step / (VALUE_STEPS - 1)));
			}
		}
	}
}
