import { Led } from '../controls/index.ts';
import type { Program } from '../patch/program.ts';
import { AREAS } from './panel-geometry.ts';
import { Placed, units } from './placed.tsx';
import styles from './signal-diagram.module.css';

/** Height of the signal's line, and of the line that leads it back. */
const LINE_Y = 74;
const RETURN_Y = 128;

/** Where the lamp of each filter placement stands. */
const LAMPS = [
	{ placement: 'input', label: 'Filter at the input', x: 325, y: LINE_Y },
	{ placement: 'output', label: 'Filter at the output', x: 884, y: LINE_Y },
	{ placement: 'feedback', label: 'Filter in the feedback', x: 614, y: RETURN_Y },
] as const;

/** The signal's way through the device, printed around the memory display; the lamp of the filter's place is lit. */
export function SignalDiagram({ placement }: { placement: Program['filterPlacement'] }) {
	const { width, height } = AREAS.memory;
	return (
		<>
			<svg
				className={styles.diagram}
				viewBox={`0 0 ${width} ${height}`}
				style={{ width: units(width), height: units(height) }}
				aria-hidden="true"
			>
				<path
					d={`M 286 ${LINE_Y} H 315 M 335 ${LINE_Y} H 346 M 359 ${LINE_Y} H 372 M 856 ${LINE_Y} H 874 M 894 ${LINE_Y} H 908 M 924 ${LINE_Y} H 940`}
				/>
				<path className={styles.limiter} d={`M 346 ${LINE_Y - 11} h 13 v 22 h -13 Z M 349 ${LINE_Y + 6} h 2 l 3 -12 h 2`} />
				<circle cx={916} cy={LINE_Y} r={8} />
				<path d={`M 912 ${LINE_Y} h 8 M 916 ${LINE_Y - 4} v 8`} />
				<path d={`M 901 ${LINE_Y} V ${RETURN_Y} H 626 M 602 ${RETURN_Y} H 301 V ${LINE_Y + 7}`} />
				<path className={styles.head} d={`M 297.5 ${LINE_Y + 8} h 7 l -3.5 -6.5 Z M 950 ${LINE_Y} l -10 -4 v 8 Z`} />
				<circle className={styles.node} cx={901} cy={LINE_Y} r={2.4} />
				<circle className={styles.node} cx={301} cy={LINE_Y} r={2.4} />
			</svg>
			<Word x={288} y={LINE_Y - 20} text="In" />
			<Word x={344} y={LINE_Y - 25} text="Limit" />
			<Word x={916} y={LINE_Y - 22} text="Mix" />
			<Word x={951} y={LINE_Y + 20} text="Out" />
			<Word x={700} y={RETURN_Y} text="Feedback" onLine />
			{LAMPS.map((lamp) => (
				<Placed key={lamp.placement} x={lamp.x} y={lamp.y}>
					<Led color="yellow" lit={placement === lamp.placement} label={lamp.label} />
				</Placed>
			))}
		</>
	);
}

/** A word of the diagram; one on a line interrupts it. */
function Word({ x, y, text, onLine = false }: { x: number; y: number; text: string; onLine?: boolean }) {
	return (
		<Placed x={x} y={y}>
			<span className={styles.word} data-on-line={onLine} aria-hidden="true">
				{text}
			</span>
		</Placed>
	);
}
