import { expect, test } from 'vitest';
import { AREAS, byteSpan, CANVAS, INSTRUCTION, labelRowY, operatorLine, switchX, TAPE, tapeColumnX } from './panel-geometry.ts';

test('every area lies on the canvas', () => {
	for (const { x, y, width, height } of Object.values(AREAS)) {
		expect(x).toBeGreaterThanOrEqual(0);
		expect(y).toBeGreaterThanOrEqual(0);
		expect(x + width).toBeLessThanOrEqual(CANVAS.width);
		expect(y + height).toBeLessThanOrEqual(CANVAS.height);
	}
});

test('switch k of the high byte stands over tape column 5.5 + 3k and of the low byte over 30.5 + 3k', () => {
	for (let k = 0; k < 8; k++) {
		// Columns of the specification are counted in characters from the left edge of column 0.
		expect(switchX(INSTRUCTION.switches.highX, k)).toBeCloseTo(tapeColumnX(5 + 3 * k), 0);
		expect(switchX(INSTRUCTION.switches.lowX, k)).toBeCloseTo(tapeColumnX(30 + 3 * k), 0);
	}
});

test('the label rows of instruction 1 stand at y 194, 220, 246 and 271 of the canvas', () => {
	const rows = [0, 1, 2, 3].map((row) => AREAS.instruction1.y + labelRowY(row));
	for (const [row, y] of [194, 220, 246, 271].entries()) expect(Math.abs((rows[row] ?? 0) - y)).toBeLessThanOrEqual(1);
});

test('the strips of both bytes lie under the tape and do not touch each other', () => {
	const high = byteSpan(INSTRUCTION.switches.highX);
	const low = byteSpan(INSTRUCTION.switches.lowX);
	expect(high.x).toBeGreaterThan(TAPE.paperX);
	expect(high.x + high.width).toBeLessThan(low.x);
	expect(low.x + low.width).toBeLessThan(TAPE.paperX + TAPE.paperWidth);
});

test('the line of each operator ends level with its row in front of the mnemonic', () => {
	for (const operator of [1, 2, 3, 4]) {
		const points = operatorLine(operator, 40);
		const xs = points.map(([x]) => x);
		expect(points.at(-1)).toEqual([INSTRUCTION.mnemonicX - 5, labelRowY(operator - 1)]);
		expect(points.at(-2)?.[1]).toBe(labelRowY(operator - 1));
		expect([...xs].sort((a, b) => a - b)).toEqual(xs);
	}
});
