import { type PointerEvent, useEffect, useEffectEvent, useRef } from 'react';

/** A press held this long begins to repeat, in milliseconds. */
const REPEAT_DELAY_MS = 400;
/** Time between repeats, in milliseconds. */
const REPEAT_MS = 70;

/** Handlers for a button that acts when it goes down and, held, again and again. */
export interface HeldPress {
	onPointerDown(event: PointerEvent<HTMLElement>): void;
	onPointerUp(): void;
	onLostPointerCapture(): void;
}

/** Calls `begin`, then `act` at once and repeatedly while a pointer holds the button, then `end`. */
export function useHeldPress(begin: () => void, act: () => void, end: () => void): HeldPress {
	const timer = useRef(0);
	const held = useRef(false);

	const repeat = useEffectEvent(() => {
		act();
		timer.current = window.setTimeout(repeat, REPEAT_MS);
	});
	const release = useEffectEvent(letGo);
	useEffect(() => () => release(), []);

	function letGo(): void {
		if (!held.current) return;
		held.current = false;
		window.clearTimeout(timer.current);
		end();
	}

	return {
		onPointerDown(event) {
			if (event.button !== 0 || held.current) return;
			event.preventDefault();
			event.currentTarget.setPointerCapture(event.pointerId);
			held.current = true;
			begin();
			act();
			timer.current = window.setTimeout(repeat, REPEAT_DELAY_MS);
		},
		onPointerUp: letGo,
		onLostPointerCapture: letGo,
	};
}
