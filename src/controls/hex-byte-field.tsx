import { useState } from 'react';
import type { GestureHandler } from './gesture.ts';
import styles from './hex-byte-field.module.css';
import { hexText, hexValueText, type Nibble, typeHexDigit } from './hex-typing.ts';
import { settle } from './range-keys.ts';
import { DisplayWindow, SevenSegments } from './seven-segment.tsx';
import { useHeldPress } from './use-held-press.ts';
import { useRangeInput } from './use-range-input.ts';

/** The travel of a byte. */
const BYTE = { min: 0, max: 255, step: 1, page: 16, whole: true } as const;

/** CSS pixels of drag for one step. */
const PX_PER_STEP = 2;

/** One byte in two amber digits. */
export interface HexByteFieldProps {
	readonly label: string;
	/** 0…255. */
	readonly value: number;
	readonly onChange: (value: number) => void;
	readonly onGesture?: GestureHandler | undefined;
	/** Where a double click, Delete or Backspace puts it. */
	readonly defaultValue?: number | undefined;
	/** The side on which another field joins it to make one window. */
	readonly join?: 'left' | 'right' | undefined;
	/** What the byte stands for, said after its value: `50.0000 % = 743.04 ms`. */
	readonly meaning?: string | undefined;
	/** Height of a digit in hardware units; 34 unless told. */
	readonly height?: number | undefined;
	readonly disabled?: boolean | undefined;
}

/**
 * A byte to set in hex: drag up or down, wheel, arrow keys, Page keys by 16, typed digits (left one first), and an arrow above and below
 * that repeats while held. Nothing carries into a neighbour.
 */
export function HexByteField(props: HexByteFieldProps) {
	const { label, value, onChange, onGesture, defaultValue, join, meaning = '', height = 34, disabled = false } = props;
	const [nibble, setNibble] = useState<Nibble>('high');
	const range = useRangeInput<HTMLDivElement>({
		...BYTE,
		value,
		unitsPerPx: 1 / PX_PER_STEP,
		resetTo: defaultValue,
		disabled,
		onChange,
		onGesture,
	});

	function typeDigit(key: string): boolean {
		const typed = typeHexDigit(value, nibble, key);
		if (typed === undefined) return false;
		onGesture?.('start');
		if (typed.value !== value) onChange(typed.value);
		onGesture?.('end');
		setNibble(typed.next);
		return true;
	}

	return (
		<div className={styles.byte} data-join={join} data-disabled={disabled}>
			<StepArrow label={`${label}, up`} by={1} value={value} onChange={onChange} onGesture={onGesture} disabled={disabled} />
			<div
				{...range.handlers}
				ref={range.ref}
				role="spinbutton"
				className={styles.field}
				tabIndex={disabled ? -1 : 0}
				aria-label={label}
				aria-valuemin={BYTE.min}
				aria-valuemax={BYTE.max}
				aria-valuenow={value}
				aria-valuetext={meaning === '' ? hexValueText(value) : `${hexValueText(value)}, ${meaning}`}
				aria-disabled={disabled}
				onFocus={() => setNibble('high')}
				onKeyDown={(event) => {
					if (!disabled && !event.altKey && !event.ctrlKey && !event.metaKey && typeDigit(event.key)) {
						event.preventDefault();
						event.stopPropagation();
						return;
					}
					range.handlers.onKeyDown(event);
					if (event.defaultPrevented) setNibble('high');
				}}
			>
				<DisplayWindow className={styles.window}>
					<SevenSegments text={hexText(value, 2)} height={height} />
				</DisplayWindow>
				<span className={styles.cursor} data-nibble={nibble} />
			</div>
			<StepArrow label={`${label}, down`} by={-1} value={value} onChange={onChange} onGesture={onGesture} disabled={disabled} />
		</div>
	);
}

interface StepArrowProps {
	readonly label: string;
	readonly by: 1 | -1;
	readonly value: number;
	readonly onChange: (value: number) => void;
	readonly onGesture: GestureHandler | undefined;
	readonly disabled: boolean;
}

/** An arrow that steps a byte. Not a tab stop: the keys of the field do the same. */
function StepArrow({ label, by, value, onChange, onGesture, disabled }: StepArrowProps) {
	const stepped = settle(value + by, BYTE);
	function step(): void {
		if (stepped !== value) onChange(stepped);
	}
	const press = useHeldPress(
		() => onGesture?.('start'),
		step,
		() => onGesture?.('end'),
	);
	return (
		<button
			{...press}
			type="button"
			className={styles.arrow}
			aria-label={label}
			tabIndex={-1}
			disabled={disabled}
			// A pointer has stepped already when its click arrives; assistive technology clicks with detail 0.
			onClick={(event) => {
				if (event.detail !== 0) return;
				onGesture?.('start');
				step();
				onGesture?.('end');
			}}
		>
			<svg viewBox="0 0 14 9" aria-hidden="true">
				<path d={by > 0 ? 'M 0 9 L 7 0 L 14 9 Z' : 'M 0 0 L 7 9 L 14 0 Z'} />
			</svg>
		</button>
	);
}
