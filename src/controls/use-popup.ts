import { type CSSProperties, type RefObject, useRef, useState } from 'react';
import { placePopup } from './popup-place.ts';

/** What a popup would like to have: its width and, before it scrolls, its height, in CSS pixels. */
export interface PopupSize {
	readonly widthPx: number;
	readonly heightPx: number;
}

/** A popup in the browser's top layer beside its anchor. Spread `popupProps` on the element that pops up. */
export interface Popup<Anchor extends HTMLElement, Element extends HTMLElement> {
	readonly anchor: RefObject<Anchor | null>;
	readonly element: RefObject<Element | null>;
	/** For drawing; it follows the browser's report, which may come some keys later. */
	readonly isOpen: boolean;
	/** For handlers: whether it shows at this moment. */
	shows(): boolean;
	open(): void;
	close(): void;
	readonly popupProps: {
		readonly style: CSSProperties;
		onBeforeToggle(event: { newState: string }): void;
		onToggle(event: { newState: string }): void;
	};
}

/**
 * Keeps a popover at its anchor: placed anew each time before it shows, so that it never shows at a wrong place first. `onOpening` is
 * called in the event that opens it; `onOpened` when the browser reports that it shows, which may be some keys later.
 */
export function usePopup<Anchor extends HTMLElement, Element extends HTMLElement>(
	size: PopupSize,
	onOpening?: () => void,
	onOpened?: () => void,
): Popup<Anchor, Element> {
	const anchor = useRef<Anchor>(null);
	const element = useRef<Element>(null);
	const [isOpen, setOpen] = useState(false);

	function place(): void {
		if (!anchor.current || !element.current) return;
		const { widthPx, heightPx } = size;
		const box = anchor.current.getBoundingClientRect();
		const at = placePopup(box, Math.max(widthPx, box.width), heightPx, window.innerWidth, window.innerHeight);
		const { style } = element.current;
		style.left = `${at.left}px`;
		style.top = at.top === undefined ? 'auto' : `${at.top}px`;
		style.bottom = at.bottom === undefined ? 'auto' : `${at.bottom}px`;
		style.minWidth = `${Math.max(widthPx, box.width)}px`;
		style.maxHeight = `${at.maxHeight}px`;
	}

	return {
		anchor,
		element,
		isOpen,
		shows: () => element.current?.matches(':popover-open') ?? false,
		open: () => element.current?.showPopover(),
		close: () => element.current?.hidePopover(),
		popupProps: {
			style: { position: 'fixed', inset: 'auto', margin: 0 },
			onBeforeToggle(event) {
				if (event.newState !== 'open') return;
				place();
				onOpening?.();
			},
			onToggle(event) {
				const opened = event.newState === 'open';
				setOpen(opened);
				if (opened) onOpened?.();
			},
		},
	};
}
