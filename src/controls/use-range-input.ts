import { type KeyboardEvent, type PointerEvent, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { beginDrag, continueDrag, type Drag, FINE_RATIO } from './drag.ts';
import type { GestureHandler } from './gesture.ts';
import { countWheel, type RangeSteps, settle, upsideDownKey, valueAfterKey, wheelNotches } from './range-keys.ts';

/** A wheel that has rested this long, in milliseconds, has ended its gesture. */
const WHEEL_REST_MS = 400;

/** A value in a range and how hand, wheel and keys change it. Units are those of `value`. */
export interface RangeInputOptions extends RangeSteps {
	readonly value: number;
	/** What a CSS pixel of drag is worth; a function if only the layout knows, asked when the drag begins. */
	readonly unitsPerPx: number | (() => number);
	/** The direction of a drag that raises the value; upwards unless told. */
	readonly axis?: 'up' | 'down' | 'right' | 'left' | undefined;
	/** Whether the wheel turns it; true unless told. */
	readonly wheel?: boolean | undefined;
	/** Where a double click, Delete or Backspace puts the value; without it they do nothing. */
	readonly resetTo?: number | undefined;
	readonly disabled?: boolean | undefined;
	readonly onChange: (value: number) => void;
	readonly onGesture?: GestureHandler | undefined;
	/** Pressed and let go without a drag. */
	readonly onTap?: ((event: PointerEvent<HTMLElement>) => void) | undefined;
}

/** What the element that is the range gets; its `ref` is needed for the wheel, which must be able to stop the page's scrolling. */
export interface RangeInput<Element extends HTMLElement> {
	readonly ref: React.RefObject<Element | null>;
	/** A hand is on it: a drag or the wheel is under way. */
	readonly active: boolean;
	readonly handlers: {
		onPointerDown(event: PointerEvent<Element>): void;
		onPointerMove(event: PointerEvent<Element>): void;
		onPointerUp(event: PointerEvent<Element>): void;
		onLostPointerCapture(): void;
		onKeyDown(event: KeyboardEvent<Element>): void;
		onDoubleClick(): void;
	};
}

/**
 * Makes an element a range: drag with pointer capture, wheel, keys, double click. Shift is fine. All that changes a value by hand in this
 * folder goes through here.
 */
export function useRangeInput<Element extends HTMLElement>(options: RangeInputOptions): RangeInput<Element> {
	const { value, axis = 'up', wheel = true, disabled = false } = options;
	const ref = useRef<Element>(null);
	const drag = useRef<Drag | null>(null);
	const pointerId = useRef(-1);
	const unitsPerPx = useRef(0);
	const wheelRest = useRef(0);
	const wheelCollected = useRef(0);
	const [active, setActive] = useState(false);

	// Several events may come before the owner renders again; each must build on the one before it.
	const latest = useRef(value);
	useLayoutEffect(() => {
		latest.current = value;
	}, [value]);

	function change(next: number): void {
		const settled = settle(next, options);
		if (settled === latest.current) return;
		latest.current = settled;
		options.onChange(settled);
	}

	function changeAtOnce(next: number): void {
		options.onGesture?.('start');
		change(next);
		options.onGesture?.('end');
	}

	function along(event: { clientX: number; clientY: number }): number {
		if (axis === 'up') return -event.clientY;
		if (axis === 'down') return event.clientY;
		return axis === 'right' ? event.clientX : -event.clientX;
	}

	function endDrag(): void {
		if (!drag.current) return;
		drag.current = null;
		setActive(false);
		options.onGesture?.('end');
	}

	function endWheel(): void {
		if (wheelRest.current === 0) return;
		window.clearTimeout(wheelRest.current);
		wheelRest.current = 0;
		wheelCollected.current = 0;
		setActive(false);
		options.onGesture?.('end');
	}

	const turnWheel = useEffectEvent((event: WheelEvent) => {
		if (disabled || !wheel || drag.current || event.ctrlKey) return;
		event.preventDefault();
		if (wheelRest.current === 0) {
			setActive(true);
			options.onGesture?.('start');
		}
		window.clearTimeout(wheelRest.current);
		wheelRest.current = window.setTimeout(restWheel, WHEEL_REST_MS);
		const notches = wheelNotches(event);
		if (options.whole) {
			const count = countWheel(wheelCollected.current, notches);
			wheelCollected.current = count.collected;
			change(latest.current + count.due * options.step);
		} else {
			change(latest.current + notches * options.step * (event.shiftKey ? FINE_RATIO : 1));
		}
	});
	const restWheel = useEffectEvent(endWheel);
	const letGo = useEffectEvent(() => {
		endDrag();
		endWheel();
	});

	useEffect(() => {
		const element = ref.current;
		element?.addEventListener('wheel', turnWheel, { passive: false });
		return () => {
			element?.removeEventListener('wheel', turnWheel);
			letGo();
		};
	}, []);

	return {
		ref,
		active,
		handlers: {
			onPointerDown(event) {
				if (disabled || event.button !== 0 || drag.current) return;
				endWheel();
				pointerId.current = event.pointerId;
				event.currentTarget.setPointerCapture(event.pointerId);
				event.currentTarget.focus({ preventScroll: true });
				unitsPerPx.current = typeof options.unitsPerPx === 'function' ? options.unitsPerPx() : options.unitsPerPx;
				drag.current = beginDrag(along(event), latest.current);
				setActive(true);
				options.onGesture?.('start');
			},
			onPointerMove(event) {
				if (!drag.current || event.pointerId !== pointerId.current) return;
				const scale = { unitsPerPx: unitsPerPx.current, min: options.min, max: options.max };
				drag.current = continueDrag(drag.current, along(event), event.shiftKey, scale);
				if (drag.current.moved) change(drag.current.value);
			},
			onPointerUp(event) {
				if (event.pointerId !== pointerId.current) return;
				const tapped = drag.current !== null && !drag.current.moved;
				endDrag();
				if (tapped) options.onTap?.(event);
			},
			onLostPointerCapture: endDrag,
			onKeyDown(event) {
				if (disabled || event.altKey || event.ctrlKey || event.metaKey) return;
				const key = axis === 'down' ? upsideDownKey(event.key) : event.key;
				const resets = event.key === 'Delete' || event.key === 'Backspace';
				const next = resets ? options.resetTo : valueAfterKey(key, event.shiftKey, latest.current, options);
				if (next === undefined) return;
				event.preventDefault();
				event.stopPropagation();
				changeAtOnce(next);
			},
			onDoubleClick() {
				if (!disabled && options.resetTo !== undefined) changeAtOnce(options.resetTo);
			},
		},
	};
}
