import {
	type KeyboardEvent,
	type PointerEvent,
	type Ref,
	useId,
	useImperativeHandle,
	useLayoutEffect,
	useRef,
	useState,
} from 'react';
import type { GestureHandler } from './gesture.ts';
import { lightLamps } from './led.tsx';
import { LedArt, type LedColor, LedPaints } from './led-art.tsx';
import { isUp, paintSwitches, switchAfterKey, switchAt } from './switch-bits.ts';
import { ToggleArt, TogglePaints } from './toggle-art.tsx';
import styles from './toggle-switch.module.css';

/** Lets a drawing loop set the lamps of a bank without a render. */
export interface SwitchBankHandle {
	/** Brightness 0…1 of the lamps above and below, from the left. A bank without such a row ignores its array. */
	setLeds(top: Float32Array, bottom: Float32Array): void;
}

/** A row of switches that together hold a number. */
export interface SwitchBankProps {
	/** Name of the whole row. */
	readonly label: string;
	/** Switches in the row, 1…31; 8 unless told. */
	readonly count?: number | undefined;
	/** The number they hold: up is 1, the leftmost is the most significant bit. */
	readonly value: number;
	readonly onChange: (value: number) => void;
	/** A stroke of painting is one gesture. */
	readonly onGesture?: GestureHandler | undefined;
	/** Bit mask of the lamps above that are lit; without it there are none unless `leds` asks for them. */
	readonly topLit?: number | undefined;
	/** Bit mask of the lamps below that are lit. */
	readonly bottomLit?: number | undefined;
	/** Rows of lamps to have though no mask is given, to be lit through `ref`. */
	readonly leds?: 'top' | 'bottom' | 'both' | undefined;
	readonly topColor?: LedColor | undefined;
	readonly bottomColor?: LedColor | undefined;
	/** Distance between switches in hardware units; 42.6 unless told. */
	readonly pitch?: number | undefined;
	/** Name of the switch at `index` from the left; "bit 7" and so on unless told. */
	readonly switchLabel?: ((index: number) => string) | undefined;
	readonly disabled?: boolean | undefined;
	readonly ref?: Ref<SwitchBankHandle> | undefined;
}

/** Distance of the lamp rows from the line of the switches, in hardware units. */
const LED_OFFSET = 37;
const LED_RADIUS = 4.6;

/** A stroke under way: what the first switch became, and the last switch it reached. */
interface Stroke {
	readonly pointerId: number;
	readonly up: boolean;
	readonly paints: boolean;
	last: number;
}

/**
 * A row of bat-handle switches with one tab stop. Left and Right, Home and End move along it, Space or Enter throws a switch, Up and
 * Down put it up or down. A press throws at once; with Shift, or with a finger, it goes on to paint: every further switch takes what
 * the first became. Lamps lit through `ref` keep their brightness until a mask changes.
 */
export function SwitchBank(props: SwitchBankProps) {
	const { label, count = 8, value, onChange, onGesture, topLit, bottomLit, leds, pitch = 42.6, disabled = false, ref } = props;
	const { topColor = 'red', bottomColor = 'green', switchLabel = (index) => `bit ${count - 1 - index}` } = props;
	const prefix = useId();
	const hits = useRef<(HTMLButtonElement | null)[]>([]);
	const topLights = useRef<(SVGGElement | null)[]>([]);
	const bottomLights = useRef<(SVGGElement | null)[]>([]);
	const row = useRef<HTMLDivElement>(null);
	const stroke = useRef<Stroke | null>(null);
	const [tabStop, setTabStop] = useState(0);

	// A fast stroke brings several events before the owner renders again; each must build on the one before it.
	const latest = useRef(value);
	useLayoutEffect(() => {
		latest.current = value;
	}, [value]);

	useImperativeHandle(
		ref,
		() => ({
			setLeds(top, bottom) {
				lightLamps(topLights.current, top);
				lightLamps(bottomLights.current, bottom);
			},
		}),
		[],
	);

	function paint(from: number, to: number, up: boolean): void {
		const painted = paintSwitches(latest.current, from, to, count, up);
		if (painted === latest.current) return;
		latest.current = painted;
		onChange(painted);
	}

	function throwSwitch(index: number, up = !isUp(latest.current, index, count)): void {
		onGesture?.('start');
		paint(index, index, up);
		onGesture?.('end');
	}

	function switchUnder(event: PointerEvent): number {
		const box = row.current?.getBoundingClientRect();
		return box ? switchAt(event.clientX, box.left, box.width, count) : 0;
	}

	function startStroke(event: PointerEvent<HTMLDivElement>): void {
		if (disabled || event.button !== 0 || stroke.current) return;
		const index = switchUnder(event);
		const up = !isUp(latest.current, index, count);
		stroke.current = { pointerId: event.pointerId, up, paints: event.shiftKey || event.pointerType !== 'mouse', last: index };
		event.currentTarget.setPointerCapture(event.pointerId);
		setTabStop(index);
		hits.current[index]?.focus({ preventScroll: true });
		onGesture?.('start');
		paint(index, index, up);
	}

	function goOnStroke(event: PointerEvent<HTMLDivElement>): void {
		const under = stroke.current;
		if (!under?.paints || under.pointerId !== event.pointerId) return;
		const index = switchUnder(event);
		if (index === under.last) return;
		paint(under.last, index, under.up);
		under.last = index;
	}

	function endStroke(event: PointerEvent<HTMLDivElement>): void {
		if (stroke.current?.pointerId !== event.pointerId) return;
		stroke.current = null;
		onGesture?.('end');
	}

	function pressKey(event: KeyboardEvent, index: number): void {
		if (disabled || event.altKey || event.ctrlKey || event.metaKey) return;
		const next = switchAfterKey(event.key, index, count);
		if (next !== undefined) {
			setTabStop(next);
			hits.current[next]?.focus();
		} else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
			throwSwitch(index, event.key === 'ArrowUp');
		} else {
			return;
		}
		event.preventDefault();
		event.stopPropagation();
	}

	const hasTop = topLit !== undefined || leds === 'top' || leds === 'both';
	const hasBottom = bottomLit !== undefined || leds === 'bottom' || leds === 'both';
	const above = hasTop ? LED_OFFSET + 10 : 25;
	const below = hasBottom ? LED_OFFSET + 10 : 25;
	const half = Math.max(above, below);
	const places = Array.from({ length: count }, (_, index) => index);

	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset brings a layout of its own that cannot be undone everywhere
		<div
			role="group"
			aria-label={label}
			className={styles.bank}
			data-disabled={disabled}
			style={{ '--count': count, '--pitch': pitch, '--height': half * 2 } as React.CSSProperties}
			onPointerDown={startStroke}
			onPointerMove={goOnStroke}
			onPointerUp={endStroke}
			onLostPointerCapture={endStroke}
		>
			<svg className={styles.art} viewBox={`0 ${-half} ${count * pitch} ${half * 2}`} aria-hidden="true">
				<defs>
					<TogglePaints prefix={prefix} />
					<LedPaints prefix={`${prefix}-top`} colors={[topColor]} />
					<LedPaints prefix={`${prefix}-bottom`} colors={[bottomColor]} />
				</defs>
				{places.map((index) => (
					<g key={index} transform={`translate(${(index + 0.5) * pitch} 0)`}>
						{hasTop && (
							<LedArt
								prefix={`${prefix}-top`}
								color={topColor}
								x={0}
								y={-LED_OFFSET}
								radius={LED_RADIUS}
								brightness={isUp(topLit ?? 0, index, count) ? 1 : 0}
								litRef={(light) => {
									topLights.current[index] = light;
								}}
							/>
						)}
						<ToggleArt
							prefix={prefix}
							x={0}
							y={0}
							up={isUp(value, index, count)}
							classes={{ lever: styles.lever, tip: styles.tip }}
						/>
						{hasBottom && (
							<LedArt
								prefix={`${prefix}-bottom`}
								color={bottomColor}
								x={0}
								y={LED_OFFSET}
								radius={LED_RADIUS}
								brightness={isUp(bottomLit ?? 0, index, count) ? 1 : 0}
								litRef={(light) => {
									bottomLights.current[index] = light;
								}}
							/>
						)}
					</g>
				))}
			</svg>
			<div ref={row} className={styles.hits}>
				{places.map((index) => (
					<button
						key={index}
						ref={(hit) => {
							hits.current[index] = hit;
						}}
						type="button"
						role="switch"
						className={styles.hit}
						aria-checked={isUp(value, index, count)}
						aria-label={switchLabel(index)}
						tabIndex={index === Math.min(tabStop, count - 1) ? 0 : -1}
						disabled={disabled}
						onFocus={() => setTabStop(index)}
						// A pointer has already thrown the switch when its click arrives; keys and assistive technology click with detail 0.
						onClick={(event) => event.detail === 0 && throwSwitch(index)}
						onKeyDown={(event) => pressKey(event, index)}
					/>
				))}
			</div>
		</div>
	);
}
