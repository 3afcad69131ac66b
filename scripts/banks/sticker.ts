import { LETTER_HEIGHT, wordPath, wordWidth } from './sticker-letters.ts';

/** What tells one sticker from another. Colours are `#RRGGBB`. */
export interface StickerDesign {
	/** Words of capitals A to Z, one line each, three at most. */
	readonly title: string;
	/** Colour of the plate. */
	readonly plate: string;
	/** Colour of the title, the hairlines and the glyph. */
	readonly ink: string;
	/**
	 * Strokes that say what the firmware does: an SVG path in a box of 24 by 24 units, of the commands that the device draws
	 * (device.md 9.3), `M L H V C A Z` in both cases, `s` and `t`.
	 */
	readonly glyph: string;
	/** Shapes of the same box that are filled with `accent`, behind the strokes. Default none. */
	readonly solid?: string;
	/** Colour of `solid`. Default the ink. */
	readonly accent?: string;
}

/** Where the title may be, in the units of the canvas, 100 by 40 (device.md 9.3). */
const TITLE = { left: 41, width: 50, middle: 20, height: 20, largestScale: 1.3 } as const;
const LINE_GAP = 3.5;
const MOST_LINES = 3;

/**
 * A sticker: a plate between hairlines with a glyph on the left and the title, in letters of strokes, on the right.
 *
 * @returns lines of IVG-1 (device.md 9.3)
 * @throws when the title has too many words, or a letter that there is not
 */
export function sticker({ title, plate, ink, glyph, solid, accent = ink }: StickerDesign): readonly string[] {
	return [
		'format IVG-1 requires:ImpD-1',
		'bounds 0,0,100,40',
		'options aa-gamma:1.4',
		`fill ${plate}`,
		'pen none',
		'path svg:[M4,1 H96 L99,4 V36 L96,39 H4 L1,36 V4 Z]',
		'fill none',
		`pen ${ink} width:0.4`,
		'path svg:[M5,3 H95 L97,5 V35 L95,37 H5 L3,35 V5 Z]',
		'path svg:[M35,7 V33 M40,6.5 H92 M40,33.5 H92]',
		'context [',
		'\toffset 7,8',
		...(solid === undefined ? [] : [`\tfill ${accent}`, '\tpen none', `\tpath svg:[${solid}]`]),
		'\tfill none',
		`\tpen ${ink} width:1.1 caps:square joints:miter`,
		`\tpath svg:[${glyph}]`,
		']',
		...titleLines(title, ink),
	];
}

function titleLines(title: string, ink: string): readonly string[] {
	const words = title.split(' ');
	if (words.length > MOST_LINES) throw new Error(`The title "${title}" has more than ${MOST_LINES} words for its sticker.`);
	const height = words.length * LETTER_HEIGHT + (words.length - 1) * LINE_GAP;
	const scale = Math.min(TITLE.largestScale, TITLE.height / height, ...words.map((word) => TITLE.width / wordWidth(word)));
	const round = (units: number): string => String(Number(units.toFixed(3)));
	return words.flatMap((word, line) => {
		const left = TITLE.left + (TITLE.width - wordWidth(word) * scale) / 2;
		const top = TITLE.middle + (line * (LETTER_HEIGHT + LINE_GAP) - height / 2) * scale;
		return [
			'context [',
			`\toffset ${round(left)},${round(top)}`,
			`\tscale ${round(scale)}`,
			'\tfill none',
			`\tpen ${ink} width:0.8 caps:butt joints:miter`,
			`\tpath svg:[${wordPath(word)}]`,
			']',
		];
	});
}
