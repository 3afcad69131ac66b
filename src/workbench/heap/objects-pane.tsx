import { useMemo, useRef, useState } from 'react';
import { useLooks } from '../use-looks.ts';
import type { OpenHeap } from './heap-source.ts';
import { LiveTable } from './live-table.tsx';
import { objectsKey, objectTables } from './object-rows.ts';
import styles from './panes.module.css';

/** Pools, rings, buffers and the frame: all that a firmware has created in its heap. */
export function ObjectsPane({ heap }: { readonly heap: OpenHeap }) {
	const root = useRef<HTMLElement>(null);
	const [key, setKey] = useState(() => objectsKey(heap));
	useLooks(root, 0, () => setKey(objectsKey(heap)));
	// The key says when there are other rows.
	const tables = useMemo(() => objectTables(heap), [heap, key]);
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys
		<section ref={root} className={styles.scroller} aria-label="Pools, buffers and rings" tabIndex={0}>
			{tables.length === 1 && (
				<p className={styles.remark}>
					This firmware has created no pools, rings or buffers. They show here, each with its fill, as soon as poolCreate(),
					ringCreate() or the like is called.
				</p>
			)}
			{tables.map((table) => (
				<LiveTable key={table.title} table={table} />
			))}
		</section>
	);
}
