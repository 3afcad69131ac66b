import { HelpMark } from '../../controls/index.ts';
import { CopyTools } from '../copy-tools.tsx';
import type { EngineSource } from '../engine-window.ts';
import { binTable } from './bin-rows.ts';
import { heapOf, type OpenHeap } from './heap-source.ts';
import { levelTable } from './level-rows.ts';
import { tablesText } from './live-columns.ts';
import { objectTables } from './object-rows.ts';
import { sizeClassTable } from './size-class-rows.ts';

/** All tables of a heap as text, those without rows left out. */
function heapText(heap: OpenHeap): string {
	const tables = [levelTable(heap), binTable(heap), sizeClassTable(heap), ...objectTables(heap)];
	return tablesText(tables.filter(({ rows }) => rows.length > 0));
}

/** The heap's keys, for the heading that it stands under. */
export default function HeapTools({ engine }: { readonly engine: EngineSource }) {
	function text(): string | null {
		const source = heapOf(engine);
		source.refresh();
		return source.heap === null ? null : heapText(source.heap);
	}

	return (
		<CopyTools label="Copy levels, bins, pools and rings as tables" text={text} missing="no heap to copy">
			<HelpMark about="the heap" heightPx={250}>
				The levels that the firmware allocates from. A strip is the last minute of a level: filled is what was asked for, hatched
				what came on top, the broken line the highest ever. Point at it, or use the arrow keys, to read a moment. STACK empties
				when each call ends, so mostly its peak is to be seen. In the bars each cell is a chunk or an item, in order of addresses;
				the mark below is the peak. ▲ is worth looking into.
			</HelpMark>
		</CopyTools>
	);
}
