import { type RefObject, useLayoutEffect, useState } from 'react';

/** Rows that are rendered beyond each edge, so that a quick wheel does not show blank paper. */
const SPARE_ROWS = 8;

/** The rows of a long list that have to be there: `first` up to but not `end`. */
export interface RowRange {
	readonly first: number;
	readonly end: number;
}

/** Which rows of one height can be seen, and some more. */
export function rowsInView(rows: number, rowPx: number, scrollTopPx: number, heightPx: number): RowRange {
	const first = Math.max(0, Math.min(rows, Math.floor(scrollTopPx / rowPx) - SPARE_ROWS));
	const end = Math.min(rows, Math.ceil((scrollTopPx + heightPx) / rowPx) + SPARE_ROWS);
	return { first, end: Math.max(first, end) };
}

/** Keeps the range of rows that a scrolling element shows. */
export function useVirtualRows(scroller: RefObject<HTMLElement | null>, rows: number, rowPx: number): RowRange {
	const [range, setRange] = useState<RowRange>({ first: 0, end: 0 });
	useLayoutEffect(() => {
		const element = scroller.current;
		if (element === null) return;
		const look = () => {
			const next = rowsInView(rows, rowPx, element.scrollTop, element.clientHeight);
			setRange((now) => (now.first === next.first && now.end === next.end ? now : next));
		};
		look();
		element.addEventListener('scroll', look, { passive: true });
		const sizes = new ResizeObserver(look);
		sizes.observe(element);
		return () => {
			element.removeEventListener('scroll', look);
			sizes.disconnect();
		};
	}, [scroller, rows, rowPx]);
	return range;
}

/** Scrolls so that a row can be seen: to the middle if it could not, not at all if it could. */
export function revealRow(element: HTMLElement, row: number, rowPx: number): void {
	const top = row * rowPx;
	if (top >= element.scrollTop && top + rowPx <= element.scrollTop + element.clientHeight) return;
	element.scrollTop = top - (element.clientHeight - rowPx) / 2;
}
