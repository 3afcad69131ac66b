/** Where things stand on the panel, in units of its canvas (device.md 1.1). */

/** A rectangle in units of the canvas. */
export interface Area {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** The whole panel. */
export const CANVAS = { width: 1216, height: 825 } as const;

/** The areas of the panel. The four analog groups share their column, less the plate below them. */
export const AREAS = {
	header: { x: 49, y: 36, width: 1119, height: 94 },
	analog: { x: 49, y: 144, width: 225, height: 483 },
	instruction1: { x: 282, y: 144, width: 885, height: 237 },
	instruction2: { x: 282, y: 385, width: 885, height: 241 },
	memory: { x: 27, y: 650, width: 1162, height: 154 },
	sticker: { x: 866, y: 31, width: 313, height: 125 },
} as const satisfies Record<string, Area>;

/** Distance between switches; three columns of the tape. */
export const SWITCH_PITCH = 42.6;

/** Number of switches of one operand byte. */
const SWITCHES = 8;

/** Inside an instruction block, from its top left. */
export const INSTRUCTION = {
	dial: { x: 55, y: 101 },
	/** Where the lines from the dial end and the mnemonics begin. */
	mnemonicX: 123,
	hex: { x: 88, y: 187 },
	switches: { highX: 187, lowX: 542, y: 189 },
	firstRowY: 50,
	rowPitch: 25.5,
} as const;

/** The tape inside an instruction block: 53 columns, three to a switch (device.md 9.1). */
export const TAPE = { columns: 53, columnZeroX: 109, columnPitch: 14.2, paperX: 97, paperWidth: 771 } as const;

/** Middle of label row `row`, 0…3, inside an instruction block. */
export function labelRowY(row: number): number {
	return INSTRUCTION.firstRowY + INSTRUCTION.rowPitch * row;
}

/** Middle of switch `index` from the left of a byte whose first switch stands at `firstX`. */
export function switchX(firstX: number, index: number): number {
	return firstX + SWITCH_PITCH * index;
}

/** The strip over all switches of a byte whose first switch stands at `firstX`: its left edge and width. */
export function byteSpan(firstX: number): { x: number; width: number } {
	return { x: firstX - SWITCH_PITCH / 2, width: SWITCH_PITCH * SWITCHES };
}

/** Middle of tape column `column`, 0…52, inside an instruction block. */
export function tapeColumnX(column: number): number {
	return TAPE.columnZeroX + TAPE.columnPitch * (column + 0.5);
}

/** Operator dial positions: degrees clockwise from twelve o'clock of operators 0…4. */
export const OPERATOR_ANGLES_DEG = [0, 30, 60, 90, 120] as const;

/**
 * The printed line from the dial to the mnemonic of operator 1…4: out of the dial along its angle, then level to the mnemonic. As
 * SVG points inside an instruction block.
 */
export function operatorLine(operator: number, dialRadius: number): readonly (readonly [x: number, y: number])[] {
	const angle = ((OPERATOR_ANGLES_DEG[operator] ?? 0) * Math.PI) / 180;
	const { x, y } = INSTRUCTION.dial;
	const rowY = labelRowY(operator - 1);
	const startX = x + dialRadius * Math.sin(angle);
	const startY = y - dialRadius * Math.cos(angle);
	// The bend lies where the line's own direction would be at 45 degrees to the row.
	const bendX = startX + Math.abs(rowY - startY);
	return [
		[startX, startY],
		[bendX, rowY],
		[INSTRUCTION.mnemonicX - 5, rowY],
	];
}
