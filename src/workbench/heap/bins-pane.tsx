import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useLooks } from '../use-looks.ts';
import { binTable } from './bin-rows.ts';
import type { OpenHeap } from './heap-source.ts';
import { LiveTable } from './live-table.tsx';
import styles from './panes.module.css';
import { sizeClassesKey, sizeClassTable } from './size-class-rows.ts';

/** What the allocator does, where it has no bins. */
const KIND_TEXTS = {
	firstFit: 'First fit takes the first free block that is large enough.',
	buddy: 'Buddy halves a block until it is no more than needed, and joins the halves again.',
	tlsf: 'TLSF keeps free blocks in lists by size, and takes one from the next list that will do.',
} as const;

/** The bins of ADIalloc; for the other allocators, which have none, their blocks by size. */
export function BinsPane({ heap }: { readonly heap: OpenHeap }) {
	const kind = heap.levels.cursors.find((cursor) => cursor.kind !== 'frame')?.kind;
	if (kind === 'firstFit' || kind === 'buddy' || kind === 'tlsf') {
		return <SizeClasses heap={heap} text={KIND_TEXTS[kind]} />;
	}
	return <Bins heap={heap} />;
}

function Bins({ heap }: { readonly heap: OpenHeap }) {
	const scroller = useRef<HTMLElement>(null);
	const table = useMemo(() => binTable(heap), [heap]);

	// In a low dock few bins can be seen: begin with those that have been asked for.
	useLayoutEffect(() => {
		const first = table.rows.findIndex(({ bins, bin }) => bins.word(bin, 'requests') > 0);
		const row = scroller.current?.querySelectorAll<HTMLElement>('tbody tr')[first];
		if (scroller.current !== null && row !== undefined) scroller.current.scrollTop = row.offsetTop - row.offsetHeight;
	}, [table]);

	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys
		<section ref={scroller} className={styles.scroller} aria-label="Bins of the levels" tabIndex={0}>
			<LiveTable table={table} captioned={false} />
		</section>
	);
}

function SizeClasses({ heap, text }: { readonly heap: OpenHeap; readonly text: string }) {
	const root = useRef<HTMLElement>(null);
	const [key, setKey] = useState(() => sizeClassesKey(heap));
	useLooks(root, 0, () => setKey(sizeClassesKey(heap)));
	// The key says when there are other rows.
	const table = useMemo(() => sizeClassTable(heap), [heap, key]);
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys
		<section ref={root} className={styles.scroller} aria-label="Blocks by size" tabIndex={0}>
			<LiveTable table={table} captioned={false} />
			<p className={styles.remark}>{text} It has no bins: these are its blocks by size.</p>
		</section>
	);
}
