import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react';
import { GRANULE_WORDS } from '../gazl/wasm/heat-counters.ts';
import { viewStore } from '../store/view-store.ts';
import { placeName, pointerTo } from './address-space.ts';
import type { CellLayout } from './cell-layout.ts';
import { addressAt, neighbourRow } from './cell-layout.ts';
import { spokenRate } from './heat-scale.ts';
import { MapView } from './map-view.ts';
import { dropCursor, hoverWord, memoryCursor, pinWord, togglePin } from './memory-cursor.ts';
import styles from './memory-map.module.css';
import type { MemorySource } from './memory-source.ts';
import { useFrameView } from './use-frame-view.ts';
import { hexWord, intWord } from './word-format.ts';

/** Where a key takes the cursor; undefined for a key that moves nothing. */
function addressAfterKey(event: KeyboardEvent, layout: CellLayout, source: MemorySource): number | undefined {
	const { space } = source;
	const { address } = memoryCursor.getState();
	const from = Math.max(0, address);
	switch (event.key) {
		case 'ArrowRight':
			return Math.min(space.memoryWords - 1, address + 1);
		case 'ArrowLeft':
			return Math.max(0, address - 1);
		case 'ArrowDown':
			return neighbourRow(layout, from, 1);
		case 'ArrowUp':
			return neighbourRow(layout, from, -1);
		case 'PageDown':
			return space.nextBoundary(from, 1);
		case 'PageUp':
			return space.nextBoundary(from, -1);
		case 'Home':
			return 0;
		case 'End':
			return space.memoryWords - 1;
		default:
			return undefined;
	}
}

/** How often the words about an address are accessed; nothing while heat is not shown. */
function heatSpeech({ heat }: MemorySource, address: number): string {
	if (!viewStore.getState().heat) return '';
	const granule = Math.floor(address / GRANULE_WORDS);
	return `, granule reads ${spokenRate(heat.reads[granule] ?? 0)}, writes ${spokenRate(heat.writes[granule] ?? 0)}`;
}

/** The words of a firmware's memory as cells. */
export function MemoryMap({ source }: { readonly source: MemorySource }) {
	const host = useRef<HTMLDivElement>(null);
	const cells = useRef<HTMLCanvasElement>(null);
	const print = useRef<HTMLCanvasElement>(null);
	const cursor = useRef<HTMLDivElement>(null);
	const [spoken, speak] = useState('');
	const view = useFrameView(host, (element) => {
		if (cells.current === null || print.current === null || cursor.current === null)
			throw new Error('the memory map is not mounted');
		return new MapView({ host: element, cells: cells.current, print: print.current, cursor: cursor.current }, source);
	});

	function wordUnder(event: MouseEvent): number {
		const layout = view.current?.layout;
		const corner = cells.current?.getBoundingClientRect();
		return layout && corner ? addressAt(layout, event.clientX - corner.left, event.clientY - corner.top) : -1;
	}

	function pressKey(event: KeyboardEvent): void {
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		if (event.key === 'Escape' && memoryCursor.getState().pinned) {
			dropCursor();
			event.stopPropagation();
			return;
		}
		const layout = view.current?.layout;
		const address = layout ? addressAfterKey(event, layout, source) : undefined;
		if (address === undefined) return;
		event.preventDefault();
		pinWord(address);
		const { space, words } = source;
		speak(
			`${placeName(space, address)}, ${space.sectionOf(address)}, ${intWord(words[address] ?? 0)}, pointer ${hexWord(pointerTo(address))}${heatSpeech(source, address)}`,
		);
	}

	return (
		<>
			<div
				ref={host}
				className={styles.map}
				role="application"
				aria-roledescription="memory map"
				aria-label="Firmware memory. Arrow keys go from word to word, Page keys from symbol to symbol. The symbols tab is the same as a table."
				// biome-ignore lint/a11y/noNoninteractiveTabindex: a picture that is walked by arrow keys has no element of its own
				tabIndex={0}
				onPointerMove={(event) => hoverWord(wordUnder(event))}
				onPointerLeave={() => hoverWord(-1)}
				onClick={(event) => {
					const address = wordUnder(event);
					if (address >= 0) togglePin(address);
				}}
				onKeyDown={pressKey}
			>
				<div className={styles.sheet}>
					<canvas ref={cells} className={styles.cells} />
					<canvas ref={print} className={styles.print} />
					<div ref={cursor} className={styles.cursor} hidden />
				</div>
			</div>
			<span className={styles.spoken} aria-live="polite">
				{spoken}
			</span>
		</>
	);
}
