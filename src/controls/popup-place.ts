/** A rectangle in CSS pixels of the viewport. */
export interface Box {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
}

/** Where a popup goes, for `position: fixed`; the other vertical edge is left to its content, up to `maxHeight`. */
export interface PopupPlace {
	readonly left: number;
	readonly maxHeight: number;
	readonly top?: number;
	readonly bottom?: number;
}

/** Distance between a popup and what it belongs to, in CSS pixels. */
export const POPUP_GAP_PX = 6;
/** Distance that a popup keeps from the edges of the viewport, in CSS pixels. */
export const POPUP_MARGIN_PX = 8;

/**
 * Places a popup of `widthPx` that would like `heightPx` below `anchor`; above it if there is more room there and too little below.
 * It is shifted sideways to stay in view.
 */
export function placePopup(
	anchor: Box,
	widthPx: number,
	heightPx: number,
	viewWidthPx: number,
	viewHeightPx: number,
): PopupPlace {
	const below = viewHeightPx - (anchor.top + anchor.height) - POPUP_GAP_PX - POPUP_MARGIN_PX;
	const above = anchor.top - POPUP_GAP_PX - POPUP_MARGIN_PX;
	const left = Math.max(POPUP_MARGIN_PX, Math.min(anchor.left, viewWidthPx - widthPx - POPUP_MARGIN_PX));
	if (below >= heightPx || below >= above) return { left, top: anchor.top + anchor.height + POPUP_GAP_PX, maxHeight: below };
	return { left, bottom: viewHeightPx - anchor.top + POPUP_GAP_PX, maxHeight: above };
}
