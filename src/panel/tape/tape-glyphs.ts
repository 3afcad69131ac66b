/**
 * The glyphs that a tape draws with strokes (device.md 9.1). A cell is 1 wide and goes from T = −1 through M = 0 to B = 1; a point is a letter
 * of each axis.
 */
const X = { l: 0, i: 0.24, c: 0.5, j: 0.76, r: 1 } as const;
const Y = { T: -1, U: -0.45, M: 0, D: 0.45, B: 1 } as const;

type PointName = `${keyof typeof X}${keyof typeof Y}`;

/** A point of a cell. */
export interface CellPoint {
	/** 0 at the left edge, 1 at the right edge. */
	readonly x: number;
	/** −1 at the top line, 1 at the bottom line. */
	readonly y: number;
}

/** What is drawn in a cell in place of a letter. */
export interface TapeGlyph {
	readonly lines: readonly (readonly CellPoint[])[];
	/** Whether the lines bound areas that are filled. */
	readonly filled: boolean;
}

/** Points joined by `-`, lines apart by a blank; `#` in front fills them. */
const SHAPES: Readonly<Record<number, string>> = {
	192: 'cB-cT iU-cT-jU',
	193: 'lM-rM jU-rM-jD',
	194: 'cT-cB iD-cB-jD',
	195: 'rM-lM iU-lM-iD',
	196: 'lM-rM',
	197: 'cT-cB',
	198: 'cB-cM-rM',
	199: 'cB-cM-lM',
	200: 'cT-cM-lM',
	201: 'cT-cM-rM',
	202: 'cT-cB cM-rM',
	203: 'lM-rM cM-cB',
	204: 'cT-cB lM-cM',
	205: 'lM-rM cT-cM',
	206: 'lM-rM cT-cB',
	207: 'lT-rT',
	208: 'iM-jM',
	209: 'lB-rT',
	210: 'lT-rB',
	211: 'lB-rB',
	212: 'cB-rB',
	213: 'lB-cB',
	214: 'cT-cB-rB',
	215: 'cT-cB-lB',
	216: 'cT-cB lB-rB',
	217: 'lT-cT-cB-rB',
	218: 'lB-cB-cT-rT',
	224: 'jT-iT-iB-jB',
	225: 'iT-jT-jB-iB',
	226: 'lT-rT lB-rB',
	227: 'lT-rT lB-rB cT-cB',
	228: '#cT-rT-rB-cB-cT',
	229: '#lT-cT-cB-lB-lT',
	230: '#lT-rT-rB-lB-lT',
	231: '#lT-rT-cT-cB-rB-lB-lT',
	232: '#rT-lT-cT-cB-lB-rB-rT',
	233: 'iU-jU-jD-iD-iU',
	234: '#iU-jU-jD-iD-iU',
	235: 'lT-rB-rT',
	236: 'lB-lT-rB',
	237: 'lB-rT-rB',
	238: 'lT-lB-rT',
};

function cellPoint(name: PointName): CellPoint {
	const [column, line] = name as unknown as [keyof typeof X, keyof typeof Y];
	return { x: X[column], y: Y[line] };
}

function glyphOf(shape: string): TapeGlyph {
	const lines = shape.replace('#', '').split(' ');
	return { filled: shape.startsWith('#'), lines: lines.map((line) => (line.split('-') as PointName[]).map(cellPoint)) };
}

const GLYPHS: ReadonlyMap<number, TapeGlyph> = new Map(
	Object.entries(SHAPES).map(([code, shape]) => [Number(code), glyphOf(shape)]),
);

const HOLLOW_BOX = glyphOf('iU-jU-jD-iD-iU');

/** What is drawn for a character: `null` for a blank, the character itself for ASCII, strokes for all others. */
export function tapeGlyph(character: string): string | TapeGlyph | null {
	const code = character.charCodeAt(0);
	if (code === 0x20) return null;
	if (code > 0x20 && code < 0x7f) return character;
	return GLYPHS.get(code) ?? HOLLOW_BOX;
}
