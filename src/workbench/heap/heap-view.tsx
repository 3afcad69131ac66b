import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { PushButton, TabPanel, Tabs } from '../../controls/index.ts';
import { HEAP_PANES, type HeapPane, viewStore } from '../../store/view-store.ts';
import { addFile, workspaceStore } from '../../store/workspace.ts';
import heads from '../pane-heads.module.css';
import { useFrameView } from '../use-frame-view.ts';
import { BinsPane } from './bins-pane.tsx';
import { BuffersPane } from './buffers-pane.tsx';
import { HEAP_EXAMPLE } from './heap-example.ts';
import { type HeapState, heapOf, type OpenHeap } from './heap-source.ts';
import styles from './heap-view.module.css';
import { LevelsPane } from './levels-pane.tsx';
import type { MemoryHost } from './memory-host.ts';
import { ObjectsPane } from './objects-pane.tsx';
import SetupPane from './setup-pane.tsx';

/** The view from this width on has the levels beside the pane that was chosen. */
const WIDE_PX = 1180;

/** The view from this height on has the levels above the bins and another pane. */
const TALL_PX = 400;

/** Pieces of an arena that are counted on an animation frame, in each level. */
const COUNTED_PIECES = 1500;

const PANE_TITLES: Readonly<Record<HeapPane, string>> = {
	levels: 'Levels',
	bins: 'Bins',
	objects: 'Pools & rings',
	buffers: 'Buffers',
	setup: 'Set-up',
};

/** How much room there is: as `strip` one pane shows at a time, as `wide` the levels beside one, as `tall` levels, bins and one. */
type Room = 'strip' | 'wide' | 'tall';

/** The panes that always show, and so have no tab. */
const FIXED_PANES: Readonly<Record<Room, readonly HeapPane[]>> = { strip: [], wide: ['levels'], tall: ['levels', 'bins'] };

function roomOf(widthPx: number, heightPx: number): Room {
	if (heightPx >= TALL_PX) return 'tall';
	return widthPx >= WIDE_PX ? 'wide' : 'strip';
}

/** What there is to say when there is no heap. */
const EMPTY_TEXTS: Readonly<Record<Exclude<HeapState, 'live' | 'stopped'>, { readonly title: string; readonly text: string }>> = {
	stock: {
		title: 'The stock CPU has no heap.',
		text: 'Its two instructions work on the delay line alone. A firmware gets a heap by calling one of the memory natives, such as adiAlloc().',
	},
	without: {
		title: 'This firmware asks for no heap.',
		text: 'It keeps to its globals, as on the device. A call of adiAlloc(), poolCreate(), ringCreate() or another of the memory natives gives it four levels of memory to allocate from.',
	},
	unstarted: {
		title: 'No sound yet: the heap is made by the first START.',
		text: 'This firmware asks for one. Press START, and its levels, bins and pools show here.',
	},
	starting: { title: 'The firmware is starting.', text: 'Its heap shows here as soon as it plays.' },
};

function NoHeap({ engine, state }: { readonly engine: MemoryHost; readonly state: Exclude<HeapState, 'live' | 'stopped'> }) {
	const { title, text } = EMPTY_TEXTS[state];

	function openExample(): void {
		const open = workspaceStore
			.getState()
			.files.find((file) => file.name === HEAP_EXAMPLE.name && file.text === HEAP_EXAMPLE.text);
		engine.playFile(open?.id ?? addFile(HEAP_EXAMPLE));
	}

	return (
		<div className={styles.empty}>
			<p className={styles.emptyTitle}>{title}</p>
			<p>{text}</p>
			{(state === 'stock' || state === 'without') && (
				<PushButton variant="small" onClick={openExample}>
					Play an example with a heap
				</PushButton>
			)}
		</div>
	);
}

/** Tabs over a pane. */
function TabbedPane({ panes, content }: { readonly panes: readonly HeapPane[]; content(pane: HeapPane): ReactNode }) {
	const chosen = useStore(viewStore, (state) => state.heapPane);
	const pane = panes.includes(chosen) ? chosen : (panes[0] ?? 'setup');
	return (
		<div className={styles.tabbed}>
			<div className={heads.tabs}>
				<Tabs
					label="Heap"
					idBase="heap"
					tabs={panes.map((id) => ({ id, label: PANE_TITLES[id] }))}
					selected={pane}
					onSelect={(id) => viewStore.setState({ heapPane: HEAP_PANES.find((known) => known === id) ?? 'levels' })}
				/>
			</div>
			<TabPanel idBase="heap" tabId={pane} className={styles.panel}>
				{content(pane)}
			</TabPanel>
		</div>
	);
}

/** The firmware's heap: its levels, bins, pools and rings as they fill, and what it is made of. */
export default function HeapView({ engine }: { readonly engine: MemoryHost }) {
	const root = useRef<HTMLDivElement>(null);
	const source = heapOf(engine);
	const [heap, setHeap] = useState<OpenHeap | null>(null);
	const [state, setState] = useState<HeapState>('starting');
	const [room, setRoom] = useState<Room>('strip');

	useFrameView(root, (element) => ({
		resize: (widthPx, heightPx) => setRoom(roomOf(widthPx, heightPx)),
		recolour() {},
		draw() {
			source.refresh();
			for (const census of source.heap?.censuses ?? []) census.advance(COUNTED_PIECES);
			setHeap(source.heap);
			setState(source.state);
			element.dataset.state = source.state;
		},
	}));

	// What is there is shown with the first render, not one frame later.
	useLayoutEffect(() => {
		source.refresh();
		setHeap(source.heap);
		setState(source.state);
	}, [source]);

	function content(pane: HeapPane): ReactNode {
		if (pane === 'setup') return <SetupPane engine={engine} />;
		if (heap === null) return null;
		switch (pane) {
			case 'levels':
				return <LevelsPane engine={engine} heap={heap} />;
			case 'bins':
				return <BinsPane key={heap.id} heap={heap} />;
			case 'objects':
				return <ObjectsPane key={heap.id} heap={heap} />;
			case 'buffers':
				return <BuffersPane key={heap.id} heap={heap} />;
		}
	}

	const fixed = FIXED_PANES[room];
	return (
		<div ref={root} className={styles.heap} data-room={room} data-state={state}>
			{heap === null ? (
				<>
					<NoHeap engine={engine} state={state === 'live' || state === 'stopped' ? 'starting' : state} />
					<div className={styles.side}>
						<h2 className={heads.heading}>{PANE_TITLES.setup}</h2>
						<SetupPane engine={engine} />
					</div>
				</>
			) : (
				<>
					{fixed.includes('levels') && <div className={styles.levels}>{content('levels')}</div>}
					{fixed.includes('bins') && (
						<div className={styles.side}>
							<h2 className={heads.heading}>{PANE_TITLES.bins}</h2>
							{content('bins')}
						</div>
					)}
					<TabbedPane panes={HEAP_PANES.filter((pane) => !fixed.includes(pane))} content={content} />
				</>
			)}
		</div>
	);
}
