import { useState } from 'react';
import { HelpMark, IconButton } from '../../controls/index.ts';
import type { EngineSource } from '../engine-window.ts';
import { binTable } from './bin-rows.ts';
import { heapOf, type OpenHeap } from './heap-source.ts';
import styles from './heap-tools.module.css';
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
	const [report, setReport] = useState('');

	async function copy(): Promise<void> {
		const source = heapOf(engine);
		source.refresh();
		if (source.heap === null) {
			setReport('no heap to copy');
			return;
		}
		try {
			await navigator.clipboard.writeText(heapText(source.heap));
			setReport('copied');
		} catch {
			setReport('the browser refused');
		}
	}

	return (
		<span className={styles.tools} onPointerLeave={() => setReport('')}>
			<span className={styles.report} role="status">
				{report}
			</span>
			<IconButton label="Copy levels, bins, pools and rings as tables" onClick={() => void copy()}>
				<svg viewBox="0 0 16 16" aria-hidden="true">
					<path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" />
				</svg>
			</IconButton>
			<HelpMark about="the heap" heightPx={250}>
				The levels that the firmware allocates from. A strip is the last minute of a level: filled is what was asked for, hatched
				what came on top, the broken line the highest ever. Point at it, or use the arrow keys, to read a moment. STACK empties
				when each call ends, so mostly its peak is to be seen. In the bars each cell is a chunk or an item, in order of addresses;
				the mark below is the peak. ▲ is worth looking into.
			</HelpMark>
		</span>
	);
}
