import { type RefObject, useLayoutEffect, useRef } from 'react';
import { onVisibleFrame } from './frame-clock.ts';
import { onThemeChange } from './theme-colours.ts';

/** Something that draws itself into an element at display rate. */
export interface FrameView {
	/** The element has this size now, in CSS pixels; called before the first `draw`. */
	resize(widthPx: number, heightPx: number): void;
	/** The theme has changed: colours are to be read anew. */
	recolour(): void;
	/** Draws what has changed; called on animation frames while the element is on the screen. */
	draw(nowMs: number, elapsedMs: number): void;
	/** The element has left the screen, or is about to be taken away. */
	rest?(): void;
}

/**
 * Gives a mounted element its view: builds it, tells it of sizes and themes, and lets it draw while it can be seen. `make` is
 * called once for each mounted element. The ref that comes back gives others the view.
 */
export function useFrameView<Host extends HTMLElement, View extends FrameView>(
	host: RefObject<Host | null>,
	make: (host: Host) => View,
): RefObject<View | null> {
	const view = useRef<View | null>(null);
	const makeOnce = useRef(make);
	makeOnce.current = make;
	useLayoutEffect(() => {
		const element = host.current;
		if (element === null) return;
		const made = makeOnce.current(element);
		view.current = made;
		const fit = () => {
			if (element.clientWidth > 0 && element.clientHeight > 0) made.resize(element.clientWidth, element.clientHeight);
		};
		fit();
		const sizes = new ResizeObserver(fit);
		sizes.observe(element);
		const stopColours = onThemeChange(() => made.recolour());
		const stopFrames = onVisibleFrame(
			element,
			(nowMs, elapsedMs) => made.draw(nowMs, elapsedMs),
			() => made.rest?.(),
		);
		return () => {
			stopFrames();
			stopColours();
			sizes.disconnect();
			view.current = null;
		};
	}, [host]);
	return view;
}
