import type { CSSProperties } from 'react';
import { classNames } from './class-names.ts';
import { lightOnFacet, polar } from './geometry.ts';
import type { GestureHandler } from './gesture.ts';
import styles from './rotary-switch.module.css';
import { useRangeInput } from './use-range-input.ts';

/** CSS pixels of drag from one position to the next. */
const PX_PER_POSITION = 22;

/** One position of a rotary switch. */
export interface RotaryPosition {
	/** Its name, as printed and as said by screen readers. */
	readonly label: string;
	/** Where the pointer stands: degrees clockwise from twelve o'clock. */
	readonly angleDeg: number;
}

/** A rotary switch. */
export interface RotarySwitchProps {
	readonly label: string;
	readonly positions: readonly RotaryPosition[];
	/** Index of the position it stands at. */
	readonly selected: number;
	readonly onChange: (selected: number) => void;
	readonly onGesture?: GestureHandler | undefined;
	/** Whether the names are printed around the dial; true unless told. A panel that prints them elsewhere calls `onChange` itself. */
	readonly printNames?: boolean | undefined;
	readonly hideLabel?: boolean | undefined;
	/** Diameter in hardware units; 56 unless told. */
	readonly size?: number | undefined;
	readonly disabled?: boolean | undefined;
	/** Id of what describes it, as a `Tooltip` gives it. */
	readonly 'aria-describedby'?: string | undefined;
}

/** Radius at which names are printed, where the dial is 100 across. */
const NAME_RADIUS = 46;

/** The bar handle, in an SVG where the dial is 100 across: two flanks that slope away from a ridge, pointed at the front. */
const FLANK_LEFT = 'M 0 -29 L -3 -26 L -3 22 L -8.5 19 L -7 -20 Z';
const FLANK_RIGHT = 'M 0 -29 L 3 -26 L 3 22 L 8.5 19 L 7 -20 Z';
const RIDGE = 'M 0 -29 L 3 -26 L 3 22 Q 0 24 -3 22 L -3 -26 Z';
const OUTLINE = 'M 0 -29 L 7 -20 L 8.5 19 Q 0 27 -8.5 19 L -7 -20 Z';

/** How a printed name is hung at its point, so that it stands clear of the dial on whichever side it is. */
function nameStyle(angleDeg: number): CSSProperties {
	const point = polar(NAME_RADIUS, angleDeg);
	const shiftX = point.x < -8 ? '-100%' : point.x > 8 ? '0%' : '-50%';
	const shiftY = point.y < -38 ? '-100%' : point.y > 38 ? '0%' : '-50%';
	return { left: `${50 + point.x}%`, top: `${50 + point.y}%`, transform: `translate(${shiftX}, ${shiftY})` };
}

/**
 * A bar-handled switch with named positions. A click on the dial goes on to the next and round, with Shift back; a click on a name goes
 * there; arrows, wheel and drag move without wrapping. To assistive technology it is a slider that says the names.
 */
export function RotarySwitch(props: RotarySwitchProps) {
	const {
		label,
		positions,
		selected,
		onChange,
		onGesture,
		printNames = true,
		hideLabel = false,
		size = 56,
		disabled = false,
		'aria-describedby': describedBy,
	} = props;
	const last = positions.length - 1;

	function select(index: number): void {
		if (disabled || index === selected) return;
		onGesture?.('start');
		onChange(index);
		onGesture?.('end');
	}

	const range = useRangeInput<HTMLDivElement>({
		value: selected,
		min: 0,
		max: last,
		step: 1,
		page: 1,
		whole: true,
		unitsPerPx: 1 / PX_PER_POSITION,
		disabled,
		onChange,
		onGesture,
		onTap: (event) => select((selected + (event.shiftKey ? last : 1)) % positions.length),
	});
	const angleDeg = positions[selected]?.angleDeg ?? 0;

	return (
		<div
			className={styles.rotary}
			data-disabled={disabled}
			style={{ '--size': size, '--angle': `${angleDeg}deg` } as CSSProperties}
		>
			<div className={styles.stage}>
				<div
					{...range.handlers}
					ref={range.ref}
					role="slider"
					className={styles.dial}
					tabIndex={disabled ? -1 : 0}
					aria-label={label}
					aria-describedby={describedBy}
					aria-valuemin={0}
					aria-valuemax={last}
					aria-valuenow={selected}
					aria-valuetext={positions[selected]?.label}
					aria-disabled={disabled}
				>
					<svg className={styles.scale} viewBox="-50 -50 100 100" aria-hidden="true">
						{positions.map((position) => {
							const inner = polar(34.5, position.angleDeg);
							const outer = polar(41, position.angleDeg);
							return <line key={position.angleDeg} className={styles.tick} x1={inner.x} y1={inner.y} x2={outer.x} y2={outer.y} />;
						})}
					</svg>
					<span className={styles.cast} />
					<span className={styles.skirt} />
					<svg className={styles.handle} viewBox="-50 -50 100 100" aria-hidden="true">
						<g transform="translate(0 3.5)">
							<path className={classNames(styles.shade, styles.bar)} d={OUTLINE} />
						</g>
						<g className={styles.bar}>
							<path className={styles.flank} style={{ '--light': lightOnFacet(angleDeg - 90) } as CSSProperties} d={FLANK_LEFT} />
							<path
								className={styles.flank}
								style={{ '--light': lightOnFacet(angleDeg + 90) } as CSSProperties}
								d={FLANK_RIGHT}
							/>
							<path className={styles.ridge} d={RIDGE} />
							<line className={styles.line} y1={-25} y2={-7} />
						</g>
					</svg>
				</div>
				{printNames &&
					positions.map((position, index) => (
						<span
							key={position.label}
							className={styles.name}
							style={nameStyle(position.angleDeg)}
							data-selected={index === selected}
							aria-hidden="true"
							onPointerDown={() => select(index)}
						>
							{position.label}
						</span>
					))}
			</div>
			{!hideLabel && (
				<span className={styles.label} aria-hidden="true">
					{label}
				</span>
			)}
		</div>
	);
}
