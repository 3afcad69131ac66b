import { AREAS, labelRowY } from '../panel-geometry.ts';
import { units } from '../placed.tsx';
import styles from './tape.module.css';
import { layoutTapeRow, paperPath, spokenTape, tapeStrips } from './tape-layout.ts';

/** Tape over the labels of one instruction: `rows` are the texts of its four rows, '' for a row without. */
export function Tape({ rows, label }: { rows: readonly string[]; label: string }) {
	const strips = tapeStrips(rows);
	if (strips.length === 0) return null;
	const { width, height } = AREAS.instruction1;
	const spoken = rows.map(spokenTape).filter((text) => text !== '');
	return (
		<svg
			className={styles.tape}
			viewBox={`0 0 ${width} ${height}`}
			style={{ width: units(width), height: units(height) }}
			role="img"
			aria-label={`${label}: ${spoken.length > 0 ? spoken.join('; ') : 'blank'}`}
		>
			{strips.map((strip) => (
				<g key={strip.first}>
					<path className={styles.shadow} d={paperPath(strip)} />
					<path className={styles.paper} d={paperPath(strip)} />
				</g>
			))}
			{rows.map((text, row) => {
				if (text === '') return null;
				const { letters, strokes, fills } = layoutTapeRow(text);
				return (
					<g key={row} transform={`translate(0 ${labelRowY(row)})`}>
						{fills !== '' && <path className={styles.fill} d={fills} />}
						{strokes !== '' && <path className={styles.stroke} d={strokes} />}
						<text className={styles.text} x={letters.map(({ x }) => x).join(' ')} y={6.5}>
							{letters.map(({ character }) => character).join('')}
						</text>
					</g>
				);
			})}
		</svg>
	);
}
