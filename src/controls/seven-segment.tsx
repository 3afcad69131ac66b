import { type CSSProperties, type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import { DIGIT_HEIGHT, DIGIT_PITCH, DIGIT_WIDTH, isSegmentLit, SEGMENT_POINTS, type Segment } from './segment-shapes.ts';
import styles from './seven-segment.module.css';

const SEGMENTS = Object.keys(SEGMENT_POINTS) as Segment[];

/** Lean of the digits, in degrees. */
const SLANT_DEG = -6;

/** Room that a colon takes between two digits, in units of the digits. */
const COLON_WIDTH = 10;

/** A smoked glass window in the panel, for anything that lights. */
export function DisplayWindow({ children, className }: { children: ReactNode; className?: string | undefined }) {
	return <span className={classNames(styles.window, className)}>{children}</span>;
}

/** A row of seven-segment digits. */
export interface SevenSegmentsProps {
	/** Characters to show: 0-9, A-F, minus, blank. */
	readonly text: string;
	/** Puts a colon after this many characters. */
	readonly colonAfter?: number | undefined;
	/** Whether the colon shines; true unless told. */
	readonly colonLit?: boolean | undefined;
	/** Height of a digit in hardware units; 34 unless told. */
	readonly height?: number | undefined;
}

/**
 * Amber digits with the ghosts of their dark segments, without a window around them. Decoration: whoever composes a display from them says
 * what they show.
 */
export function SevenSegments({ text, colonAfter, colonLit = true, height = 34 }: SevenSegmentsProps) {
	const glow = useId();
	const width = text.length * DIGIT_PITCH - (DIGIT_PITCH - DIGIT_WIDTH) + (colonAfter === undefined ? 0 : COLON_WIDTH);
	return (
		<svg
			className={styles.digits}
			style={{ '--width': width, '--height': DIGIT_HEIGHT, '--scale': height / DIGIT_HEIGHT } as CSSProperties}
			viewBox={`0 0 ${width} ${DIGIT_HEIGHT}`}
			aria-hidden="true"
		>
			<defs>
				<radialGradient id={glow}>
					<stop offset="0" style={{ stopColor: 'var(--amber)', stopOpacity: 0.36 }} />
					<stop offset="0.5" style={{ stopColor: 'var(--amber)', stopOpacity: 0.13 }} />
					<stop offset="1" style={{ stopColor: 'var(--amber)', stopOpacity: 0 }} />
				</radialGradient>
			</defs>
			{[...text].map((character, index) => {
				const x = index * DIGIT_PITCH + (colonAfter !== undefined && index >= colonAfter ? COLON_WIDTH : 0);
				return (
					<g key={index} transform={`translate(${x} 0)`}>
						{character !== ' ' && (
							<ellipse
								cx={DIGIT_WIDTH / 2}
								cy={DIGIT_HEIGHT / 2}
								rx={DIGIT_WIDTH * 1.05}
								ry={DIGIT_HEIGHT * 0.85}
								fill={`url(#${glow})`}
							/>
						)}
						<g
							transform={`translate(${DIGIT_WIDTH / 2} ${DIGIT_HEIGHT / 2}) skewX(${SLANT_DEG}) translate(${-DIGIT_WIDTH / 2} ${-DIGIT_HEIGHT / 2})`}
						>
							{SEGMENTS.map((segment) => (
								<polygon
									key={segment}
									className={isSegmentLit(character, segment) ? styles.lit : styles.ghost}
									points={SEGMENT_POINTS[segment]}
								/>
							))}
						</g>
					</g>
				);
			})}
			{colonAfter !== undefined && (
				<g transform={`translate(${colonAfter * DIGIT_PITCH + COLON_WIDTH / 2 - (DIGIT_PITCH - DIGIT_WIDTH) / 2} 0)`}>
					<circle className={colonLit ? styles.lit : styles.ghost} cx={1} cy={DIGIT_HEIGHT * 0.32} r={2.1} />
					<circle className={colonLit ? styles.lit : styles.ghost} cx={-1} cy={DIGIT_HEIGHT * 0.7} r={2.1} />
				</g>
			)}
		</svg>
	);
}
