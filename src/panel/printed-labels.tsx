import type { Operator } from '../patch/operators.ts';
import { AREAS, byteSpan, INSTRUCTION, labelRowY, SWITCH_PITCH } from './panel-geometry.ts';
import { units } from './placed.tsx';
import styles from './printed-labels.module.css';

/** Height of a printed cell. */
const CELL = 20;

interface Cell {
	readonly key: string;
	readonly text: string;
	readonly x: number;
	readonly y: number;
	readonly width: number;
	/** Over one switch only, in letters that fit it. */
	readonly narrow: boolean;
}

/** The cells of one operator's row; NOP has none. */
function rowCells({ code, highLabel, lowLabel, signCellLabel }: Operator): Cell[] {
	if (code === 0) return [];
	const y = labelRowY(code - 1);
	const high = byteSpan(INSTRUCTION.switches.highX);
	const low = byteSpan(INSTRUCTION.switches.lowX);
	const sign = signCellLabel === undefined ? 0 : SWITCH_PITCH;
	const cells: Cell[] = [
		{ key: `${code} high`, text: highLabel, x: high.x + sign, y, width: high.width - sign, narrow: false },
		{ key: `${code} low`, text: lowLabel, x: low.x, y, width: low.width, narrow: false },
	];
	if (signCellLabel !== undefined)
		cells.unshift({ key: `${code} sign`, text: signCellLabel, x: high.x - 3, y, width: sign, narrow: true });
	return cells;
}

/** What is printed over the switches: for each operator what its operand bytes mean. */
export function PrintedLabels({ operators }: { operators: readonly Operator[] }) {
	const cells = operators.flatMap(rowCells);
	const { width, height } = AREAS.instruction1;
	return (
		<div className={styles.labels} aria-hidden="true" style={{ width: units(width), height: units(height) }}>
			{cells.map(({ key, text, x, y, width: cellWidth, narrow }) => (
				<span
					key={key}
					className={styles.cell}
					data-narrow={narrow}
					style={{ left: units(x + 1), top: units(y - CELL / 2), width: units(cellWidth - 2), height: units(CELL) }}
				>
					{text}
				</span>
			))}
		</div>
	);
}
