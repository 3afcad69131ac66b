import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { Led } from './led.tsx';
import type { LedColor } from './led-art.tsx';
import styles from './rocker.module.css';

/** Which way a rocker lies on the panel. */
export type RockerAxis = 'horizontal' | 'vertical';

/** Which half is pressed in: the left or upper one is the first. */
type Lean = 'first' | 'second' | 'none';

const LEANS: readonly Lean[] = ['first', 'second', 'none'];

/** The three ways a rocker can lean, one over the other; the frame's `data-lean` picks which is seen. */
function RockerBody() {
	return LEANS.map((lean) => (
		<span key={lean} className={styles.lean} data-lean={lean}>
			<span className={styles.half} data-in={lean === 'first'} data-out={lean === 'second'} />
			<span className={styles.half} data-in={lean === 'second'} data-out={lean === 'first'} />
		</span>
	));
}

/** A line on the half that means on, a ring on the half that means off. */
function OnOffMarks({ axis }: { axis: RockerAxis }) {
	const ring = 'a 3.4 3.4 0 1 0 6.8 0 a 3.4 3.4 0 1 0 -6.8 0';
	return axis === 'horizontal' ? (
		<svg className={styles.mark} viewBox="0 0 68 30" aria-hidden="true">
			<path d={`M 15.6 15 ${ring} M 50 10.5 v 9`} />
		</svg>
	) : (
		<svg className={styles.mark} viewBox="0 0 34 66" aria-hidden="true">
			<path d={`M 17 14 v 9 M 13.6 48 ${ring}`} />
		</svg>
	);
}

/** An on/off rocker. */
export interface RockerProps {
	readonly label: string;
	readonly on: boolean;
	readonly onChange: (on: boolean) => void;
	/** Lying: right is on, its lamp to the right. Upright: up is on, its lamp above. */
	readonly axis?: RockerAxis | undefined;
	/** Colour of the lamp that shows it is on; without it there is no lamp. */
	readonly led?: LedColor | undefined;
	readonly disabled?: boolean | undefined;
	/** Id of what describes it, as a `Tooltip` gives it. */
	readonly 'aria-describedby'?: string | undefined;
}

/** A rocker switch, with a lamp beside it if wanted. */
export function Rocker(props: RockerProps) {
	const { label, on, onChange, axis = 'horizontal', led, disabled = false, 'aria-describedby': describedBy } = props;
	const onHalf: Lean = axis === 'horizontal' ? 'second' : 'first';
	const offHalf: Lean = axis === 'horizontal' ? 'first' : 'second';
	const lamp = led && <Led color={led} lit={on} />;
	return (
		<span className={styles.control} data-axis={axis}>
			{axis === 'vertical' && lamp}
			<button
				type="button"
				role="switch"
				className={styles.frame}
				data-axis={axis}
				data-lean={on ? onHalf : offHalf}
				aria-checked={on}
				aria-label={label}
				aria-describedby={describedBy}
				disabled={disabled}
				onClick={() => onChange(!on)}
			>
				<RockerBody />
				<OnOffMarks axis={axis} />
			</button>
			{axis === 'horizontal' && lamp}
		</span>
	);
}

/** A rocker that springs back. */
export interface MomentaryRockerProps {
	readonly label: string;
	/** Called when it goes down, not when it is let go. */
	readonly onPress: () => void;
	readonly onRelease?: (() => void) | undefined;
	readonly axis?: RockerAxis | undefined;
	readonly disabled?: boolean | undefined;
	/** Id of what describes it, as a `Tooltip` gives it. */
	readonly 'aria-describedby'?: string | undefined;
}

/** A rocker that acts on press and springs back: by pointer, by Space or Enter, or by the click of assistive technology. */
export function MomentaryRocker(props: MomentaryRockerProps) {
	const { label, onPress, onRelease, axis = 'vertical', disabled = false, 'aria-describedby': describedBy } = props;
	const [down, setDown] = useState(false);
	const isDown = useRef(false);

	function press(): void {
		if (isDown.current) return;
		isDown.current = true;
		setDown(true);
		onPress();
	}

	function release(): void {
		if (!isDown.current) return;
		isDown.current = false;
		setDown(false);
		onRelease?.();
	}

	function isPressKey(event: KeyboardEvent): boolean {
		return event.key === ' ' || event.key === 'Enter';
	}

	return (
		<button
			type="button"
			className={styles.frame}
			data-axis={axis}
			data-lean={down ? 'first' : 'none'}
			aria-label={label}
			aria-describedby={describedBy}
			disabled={disabled}
			onPointerDown={(event: PointerEvent<HTMLButtonElement>) => {
				if (event.button !== 0) return;
				event.currentTarget.setPointerCapture(event.pointerId);
				press();
			}}
			onPointerUp={release}
			onLostPointerCapture={release}
			onBlur={release}
			onKeyDown={(event) => {
				if (!isPressKey(event)) return;
				event.preventDefault();
				press();
			}}
			onKeyUp={(event) => isPressKey(event) && release()}
			onClick={(event) => {
				// Pointer and keys have pressed already; a click out of nowhere comes from assistive technology.
				if (event.detail !== 0) return;
				press();
				release();
			}}
		>
			<RockerBody />
		</button>
	);
}

/** A rocker of two momentary halves. */
export interface RockerPairProps {
	/** Name of the pair. */
	readonly label: string;
	readonly previousLabel: string;
	readonly nextLabel: string;
	readonly onPrevious: () => void;
	readonly onNext: () => void;
	readonly previousDisabled?: boolean | undefined;
	readonly nextDisabled?: boolean | undefined;
}

/** A lying rocker whose left half goes back and whose right half goes on. Two buttons to assistive technology. */
export function RockerPair(props: RockerPairProps) {
	const [lean, setLean] = useState<Lean>('none');
	const halves = [
		{ side: 'first', label: props.previousLabel, act: props.onPrevious, disabled: props.previousDisabled ?? false },
		{ side: 'second', label: props.nextLabel, act: props.onNext, disabled: props.nextDisabled ?? false },
	] as const;
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset brings a layout of its own that cannot be undone everywhere
		<div role="group" aria-label={props.label} className={styles.pair}>
			<span className={styles.frame} data-axis="horizontal" data-lean={lean}>
				<RockerBody />
				<svg className={styles.mark} viewBox="0 0 68 30" aria-hidden="true">
					<path d="M 22 10 l -6 5 l 6 5" data-disabled={props.previousDisabled} />
					<path d="M 46 10 l 6 5 l -6 5" data-disabled={props.nextDisabled} />
				</svg>
			</span>
			<span className={styles.halves}>
				{halves.map(({ side, label, act, disabled }) => (
					<button
						key={side}
						type="button"
						className={styles.press}
						aria-label={label}
						disabled={disabled}
						onPointerDown={() => setLean(side)}
						onPointerUp={() => setLean('none')}
						onPointerLeave={() => setLean('none')}
						onPointerCancel={() => setLean('none')}
						onClick={act}
					/>
				))}
			</span>
		</div>
	);
}
