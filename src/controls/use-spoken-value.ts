import { type RefObject, useRef } from 'react';

/** A value that is said by assistive technology is written at most this often, in milliseconds. */
const SPEAK_EVERY_MS = 500;

/** Writes `aria-valuenow` and `aria-valuetext` of an element that a drawing loop keeps up to date, at most twice a second. */
export function useSpokenValue(
	element: RefObject<HTMLElement | null>,
): (nowMs: number, value: number, text: () => string) => void {
	const spokenAtMs = useRef(Number.NEGATIVE_INFINITY);
	return (nowMs, value, text) => {
		if (nowMs - spokenAtMs.current < SPEAK_EVERY_MS) return;
		spokenAtMs.current = nowMs;
		element.current?.setAttribute('aria-valuenow', String(value));
		element.current?.setAttribute('aria-valuetext', text());
	};
}
