import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { knobAngleDeg, polar } from './geometry.ts';
import type { GestureHandler } from './gesture.ts';
import styles from './knob.module.css';
import { useRangeInput } from './use-range-input.ts';

/** CSS pixels of drag from stop to stop. */
const TRAVEL_PX = 200;

/** A knob. Positions are 0 (fully counter-clockwise) to 1. */
export interface KnobProps {
	readonly label: string;
	readonly position: number;
	readonly onChange: (position: number) => void;
	readonly onGesture?: GestureHandler | undefined;
	/** Where a double click, Delete or Backspace puts it. */
	readonly defaultPosition?: number | undefined;
	/** What the position means, with its unit: `+7.00 dB`. Shown while the knob is in use, and said by screen readers. */
	readonly valueText: string;
	/** Takes an exact value as typed after a right click, Enter or F2. False means that it was not understood, and the entry stays open. */
	readonly onTextEntry?: ((text: string) => boolean) | undefined;
	/** A click with Shift that did not become a drag. */
	readonly onShiftClick?: (() => void) | undefined;
	/** Number of equally spaced stops, 2 or more; without it the knob turns freely. */
	readonly steps?: number | undefined;
	/** Diameter in hardware units; 60 unless told. The scale around it takes another 61 %. */
	readonly size?: number | undefined;
	/** Printed marks from stop to stop; 11 unless told, 0 for none. */
	readonly ticks?: number | undefined;
	/** Print at the two stops. */
	readonly ends?: readonly [low: string, high: string] | undefined;
	/** The label is printed below unless the panel prints it elsewhere. */
	readonly hideLabel?: boolean | undefined;
	readonly disabled?: boolean | undefined;
	/** Id of what describes it, as a `Tooltip` gives it. */
	readonly 'aria-describedby'?: string | undefined;
}

/** Radii in an SVG where the dial is 100 across, so that the knob's own radius is 31. */
const TICK_INNER = 36;
const TICK_OUTER = 41;

/** The marks of a knob's scale. */
function Scale({ ticks }: { ticks: number }) {
	return (
		<svg className={styles.scale} viewBox="-50 -50 100 100" aria-hidden="true">
			{Array.from({ length: ticks }, (_, index) => {
				const angleDeg = knobAngleDeg(ticks === 1 ? 0.5 : index / (ticks - 1));
				const isEnd = index === 0 || index === ticks - 1 || index * 2 === ticks - 1;
				const inner = polar(TICK_INNER, angleDeg);
				const outer = polar(isEnd ? TICK_OUTER + 1.5 : TICK_OUTER, angleDeg);
				return (
					<line key={angleDeg} className={styles.tick} data-end={isEnd} x1={inner.x} y1={inner.y} x2={outer.x} y2={outer.y} />
				);
			})}
		</svg>
	);
}

/** A turned graphite knob with a copper ring, an ivory pointer and a printed scale. Drag, wheel, keys, exact entry. */
export function Knob(props: KnobProps) {
	const {
		label,
		position,
		onChange,
		onGesture,
		defaultPosition,
		valueText,
		onTextEntry,
		onShiftClick,
		steps,
		size = 60,
		ticks = 11,
	} = props;
	const { ends, hideLabel = false, disabled = false, 'aria-describedby': describedBy } = props;
	const [entering, setEntering] = useState(false);

	// A stepped knob counts its stops; a free one is counted in its travel.
	const scale = steps === undefined ? 1 : steps - 1;
	const range = useRangeInput<HTMLDivElement>({
		value: position * scale,
		min: 0,
		max: scale,
		step: steps === undefined ? 0.01 : 1,
		page: steps === undefined ? 0.1 : Math.max(1, Math.round(scale / 4)),
		whole: steps !== undefined,
		unitsPerPx: scale / TRAVEL_PX,
		resetTo: defaultPosition === undefined ? undefined : defaultPosition * scale,
		disabled,
		onChange: (value) => onChange(value / scale),
		onGesture,
		onTap: (event) => event.shiftKey && onShiftClick?.(),
	});

	function openEntry(): void {
		if (onTextEntry && !disabled) setEntering(true);
	}

	function closeEntry(refocus: boolean): void {
		setEntering(false);
		if (refocus) range.ref.current?.focus();
	}

	return (
		<div
			className={styles.knob}
			data-active={range.active}
			data-disabled={disabled}
			style={{ '--size': size, '--angle': `${knobAngleDeg(position)}deg` } as CSSProperties}
		>
			<div
				{...range.handlers}
				ref={range.ref}
				role="slider"
				className={styles.dial}
				tabIndex={disabled ? -1 : 0}
				aria-label={label}
				aria-describedby={describedBy}
				aria-valuemin={0}
				aria-valuemax={1}
				aria-valuenow={Math.round(position * 1e4) / 1e4}
				aria-valuetext={valueText}
				aria-orientation="vertical"
				aria-disabled={disabled}
				onContextMenu={(event) => {
					if (!onTextEntry) return;
					event.preventDefault();
					openEntry();
				}}
				onKeyDown={(event) => {
					if (event.key !== 'Enter' && event.key !== 'F2') return range.handlers.onKeyDown(event);
					event.preventDefault();
					openEntry();
				}}
			>
				<Scale ticks={ticks} />
				<span className={styles.cast} />
				<span className={styles.skirt} />
				<svg className={styles.moving} viewBox="-50 -50 100 100" aria-hidden="true">
					<circle className={styles.knurl} r={27.6} pathLength={96} strokeDasharray="1 1" />
				</svg>
				<span className={styles.trim} />
				<span className={styles.cap} />
				<svg className={styles.moving} viewBox="-50 -50 100 100" aria-hidden="true">
					<line className={styles.groove} y1={-29} y2={-12} />
					<line className={styles.pointer} y1={-29} y2={-12} />
				</svg>
				{ends && (
					<>
						<span className={styles.end} data-side="low" aria-hidden="true">
							{ends[0]}
						</span>
						<span className={styles.end} data-side="high" aria-hidden="true">
							{ends[1]}
						</span>
					</>
				)}
			</div>
			<div className={styles.caption}>
				{!hideLabel && (
					<span className={styles.label} aria-hidden="true">
						{label}
					</span>
				)}
				{entering && onTextEntry ? (
					<ExactEntry label={label} text={valueText} onTextEntry={onTextEntry} onGesture={onGesture} onClose={closeEntry} />
				) : (
					<span className={styles.readout} aria-hidden="true">
						{valueText}
					</span>
				)}
			</div>
		</div>
	);
}

interface ExactEntryProps {
	readonly label: string;
	readonly text: string;
	readonly onTextEntry: (text: string) => boolean;
	readonly onGesture: GestureHandler | undefined;
	readonly onClose: (refocus: boolean) => void;
}

/** The field in which an exact value is typed. Enter takes it, Escape and leaving the field do not. */
function ExactEntry({ label, text, onTextEntry, onGesture, onClose }: ExactEntryProps) {
	const [refused, setRefused] = useState(false);
	const field = useRef<HTMLInputElement>(null);
	const closed = useRef(false);

	useEffect(() => {
		field.current?.focus();
		field.current?.select();
	}, []);

	// Closing takes the field away, which blurs it, which would close again.
	function close(refocus: boolean): void {
		if (closed.current) return;
		closed.current = true;
		onClose(refocus);
	}

	function pressKey(event: KeyboardEvent<HTMLInputElement>): void {
		event.stopPropagation();
		if (event.key === 'Escape') {
			close(true);
		} else if (event.key === 'Enter') {
			onGesture?.('start');
			const understood = onTextEntry(event.currentTarget.value);
			onGesture?.('end');
			if (understood) close(true);
			else setRefused(true);
		}
	}

	return (
		<input
			ref={field}
			className={styles.entry}
			aria-label={`${label}, exact value`}
			aria-invalid={refused}
			defaultValue={text}
			spellCheck={false}
			autoComplete="off"
			onChange={() => setRefused(false)}
			onKeyDown={pressKey}
			onBlur={() => close(false)}
		/>
	);
}
