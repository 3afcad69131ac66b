import { type RefObject, useRef } from 'react';
import { useFrameView } from '../use-frame-view.ts';
import type { LiveRow, LiveTableSpec } from './live-columns.ts';
import { TablePrinter } from './table-printer.ts';

/** Has the numbers and bars of a table, which is in the element, printed as long as it can be seen. */
export function useTablePrinter(host: RefObject<HTMLElement | null>, table: LiveTableSpec<LiveRow>): void {
	const shown = useRef(table);
	shown.current = table;
	useFrameView(host, (element) => {
		const printer = new TablePrinter(element);
		return {
			resize: () => printer.hurry(),
			recolour: () => printer.recolour(),
			draw: (nowMs) => printer.printDue(shown.current, nowMs),
		};
	});
}
