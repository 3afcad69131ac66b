import { useLayoutEffect, useRef } from 'react';

/** Handlers for the element whose focus is looked after. */
interface FocusHandlers {
	onFocus(): void;
	onBlur(): void;
}

/**
 * Hands the focus on when the key that had it goes out of the page, as one does whose press brings the next step. Without this the browser gives it
 * to the body, and whoever uses the keyboard begins again at the top.
 *
 * @param next what gets it then, in the page as it is after the change; null for nothing
 */
export function useFocusHandover(next: () => HTMLElement | null): FocusHandlers {
	const isInside = useRef(false);
	// React calls no handler for a blur that comes of its own changes to the page, so what had the focus before one is still known behind it.
	useLayoutEffect(() => {
		if (!isInside.current || document.activeElement !== document.body) return;
		next()?.focus({ preventScroll: true });
	});
	return {
		onFocus() {
			isInside.current = true;
		},
		onBlur() {
			isInside.current = false;
		},
	};
}
