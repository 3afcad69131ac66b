import { type RefObject, useRef } from 'react';
import { useFrameView } from './use-frame-view.ts';

/** Has `look` called on animation frames while an element can be seen, at most once in `periodMs`; 0 for on each. */
export function useLooks(host: RefObject<HTMLElement | null>, periodMs: number, look: (nowMs: number) => void): void {
	const latest = useRef(look);
	latest.current = look;
	useFrameView(host, () => {
		let lookedAtMs = Number.NEGATIVE_INFINITY;
		return {
			resize() {},
			recolour() {},
			draw(nowMs) {
				if (nowMs - lookedAtMs < periodMs) return;
				lookedAtMs = nowMs;
				latest.current(nowMs);
			},
		};
	});
}
